"""Kills a writing process again and again, and counts what was acknowledged, lost, doubled and half-written."""

import asyncio
import random
import signal
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from tests.contract.asking import Sheet, listing, shape, to_many
from tests.contract.county import PlainDeriver
from tests.journal.committing import SIZE, key, numbered

ROOT = Path(__file__).parents[2]
EARLY, LATE = 1.2, 0.4
"""Seconds: after its start, while it may still be opening the file; and after the first write that it acknowledged."""


@dataclass(slots=True)
class Figures:
    """`told`: of each write that was acknowledged, at which revision."""

    kills: int = 0
    told: dict[int, int] = field(default_factory=dict)
    lost: int = 0
    doubled: int = 0
    half_written: int = 0
    unnoticed: int = 0
    """Kept by the killed process before it could say so; told truly when it was asked for again."""

    def add(self, other: "Figures") -> None:
        for name in ("kills", "lost", "doubled", "half_written", "unnoticed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        return (
            f"kills {self.kills}, acknowledged {len(self.told)}, kept and not yet acknowledged {self.unnoticed}, "
            f"lost {self.lost}, doubled {self.doubled}, half-written {self.half_written}"
        )


async def killed(url: str, rounds: int, moments: random.Random) -> Figures:
    """Of one store, empty at first; looked at when its writer was killed so many times."""
    figures = Figures()
    for number in range(rounds):
        early = number % 4 == 3
        seconds = moments.uniform(0, EARLY if early else LATE)
        told, repeated = await _until_killed(url, len(figures.told) + 1, seconds, early=early)
        figures.told |= told
        figures.unnoticed += repeated
        figures.kills += 1
    await _count(url, figures)
    return figures


async def _until_killed(url: str, number: int, seconds: float, *, early: bool) -> tuple[dict[int, int], int]:
    """What was acknowledged, and how much of it had been kept before."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.journal.committing", url, str(number), cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    first = b"" if early else await process.stdout.readline()
    await asyncio.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = await process.communicate()
    assert process.returncode == -signal.SIGKILL
    # The last line may have been cut off by the kill: it counts only with its end.
    lines = [line.split() for line in (first + rest).decode().split("\n")[:-1]]
    told = {int(number): int(revision) for number, revision, _ in lines}
    return told, sum(repeated == "True" for _, _, repeated in lines)


async def _count(url: str, figures: Figures) -> None:
    """What stands in the journal and in the graph, against what was told."""
    store = await open_store(Access(url, deadline=60.0), ORGANIZATION, PlainDeriver())
    records = list((await store.history()).records)
    keys = Counter(record.change_set.stamp.idempotency_key for record in records)
    figures.lost += sum(
        revision > len(records) or records[revision - 1].change_set.stamp.idempotency_key != key(number)
        for number, revision in figures.told.items()
    )
    figures.doubled += sum(times - 1 for times in keys.values())
    figures.half_written += sum(record.change_set != numbered(at) for at, record in enumerate(records, 1))
    villages = to_many("Township.villages", shape("Village"), rows=False, total=True)
    towns = await Sheet().ask(store, listing("Township", shape("Township", parts=(villages,))))
    figures.half_written += sum(town != [[[], SIZE]] for town in towns) + abs(len(towns) - len(records))
    await store.close()
