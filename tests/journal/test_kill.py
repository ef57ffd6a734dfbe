"""Killed at any moment, the journal has lost nothing that was acknowledged and shows nothing half-written."""

import asyncio
import random
import signal
import sys
from pathlib import Path

from tests.contract.asking import Sheet, listing, shape, to_many
from tests.contract.county import COUNTY, change_set
from tests.journal.committing import SIZE
from tests.journal.conftest import Opening

ROUNDS = 4
ROOT = Path(__file__).parents[2]


async def acknowledged(path: Path, seconds: float) -> int:
    """The last revision that a process printed before it was killed, `seconds` after its first one."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.journal.committing", str(path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    first = await process.stdout.readline()
    await asyncio.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = await process.communicate()
    assert process.returncode == -signal.SIGKILL
    # The last line may have been cut off by the kill: it counts only with its end.
    return [int(line) for line in (first + rest).decode().split("\n")[:-1]][-1]


async def test_kill_9_loses_nothing_acknowledged(opened: Opening, path: Path) -> None:
    moments = random.Random(2020)
    kept = 0
    for _ in range(ROUNDS):
        last = await acknowledged(path, moments.uniform(0.0, 0.4))
        assert last > kept
        store = await opened()
        history = await store.history()
        kept = history.head.revision
        # One more may have reached the disk before it could be acknowledged.
        assert last <= kept <= last + 1
        assert [record.revision for record in history.records] == list(range(1, kept + 1))
        villages = to_many("Township.villages", shape("Village"), rows=False, total=True)
        towns = await Sheet().ask(store, listing("Township", shape("Township", parts=(villages,))))
        assert towns == [[[[], SIZE]]] * kept
        count = listing("Village", shape("Village"), rows=False, total=True)
        assert await Sheet().ask(store, count) == [[], SIZE * kept]
        assert (await store.commit(change_set(*COUNTY.changes[:1], key=f"key {last}"))).repeated
        await store.close()
