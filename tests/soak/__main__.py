"""The long forms of what the suite does in short: `make soak`, or `make soak ARGS="kills --kills 20"`.

Each part prints its figures, and the run ends with 1 if one of them is not what it has to be.
"""

import argparse
import asyncio
import logging
import random
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.contract.test_machine import run
from tests.soak.damage import every_byte
from tests.soak.kills import Figures, killed
from tests.soak.load_parts import attack, load

KILLS_OF_ONE_FILE = 20
Part = Callable[[argparse.Namespace, Path], Awaitable[bool]]


async def kills(asked: argparse.Namespace, folder: Path) -> bool:
    """kill -9 of a writing process."""
    sum_of_all, moments = Figures(), random.Random(asked.seed)
    acknowledged = 0
    for begun in range(0, asked.kills, KILLS_OF_ONE_FILE):
        rounds = min(KILLS_OF_ONE_FILE, asked.kills - begun)
        found = await killed(f"embedded:{folder / str(begun) / 'graph.db'}", rounds, moments)
        print(f"  {found}", flush=True)
        sum_of_all.add(found)
        acknowledged += len(found.told)
    wrong = (sum_of_all.lost, sum_of_all.doubled, sum_of_all.half_written)
    print(f"kills {sum_of_all.kills}: acknowledged {acknowledged}, lost {wrong[0]}, doubled {wrong[1]}, "
        f"half-written {wrong[2]}; kept and told only when asked again {sum_of_all.unnoticed}")
    return not any(wrong)


async def damage(_: argparse.Namespace, folder: Path) -> bool:
    """Every byte flipped, every byte of the last frame and page cut off."""
    async for line in every_byte(folder):
        print(line, flush=True)
    return True


async def machine(asked: argparse.Namespace, _: Path) -> bool:
    """Random writes and questions on two embedded stores side by side, and on a replay of their journal."""
    # Hypothesis has an event loop of its own in each run.
    await asyncio.to_thread(run, asked.runs, 12)
    print(f"  state-machine runs {asked.runs}, of up to 12 steps each: 0 differed")
    return True


PARTS: Mapping[str, Part] = {"kills": kills, "damage": damage, "load": load, "attack": attack, "machine": machine}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all unless named")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600.0, help="of load on each store (600); half for the attack")
    parser.add_argument("--runs", type=int, default=2000, help="of the state machine")
    parser.add_argument("--seed", type=int, default=2020)
    asked = parser.parse_args()
    # A thousand warnings about damage that was made on purpose.
    logging.disable(logging.WARNING)
    held = True
    for name in asked.parts or PARTS:
        began = time.monotonic()
        with TemporaryDirectory(prefix="graph-service-soak-") as folder:
            print(f"{name}: {PARTS[name].__doc__}", flush=True)
            held = asyncio.run(_run(PARTS[name], asked, Path(folder))) and held
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    return 0 if held else 1


async def _run(part: Part, asked: argparse.Namespace, folder: Path) -> bool:
    return await part(asked, folder)


if __name__ == "__main__":
    sys.exit(main())
