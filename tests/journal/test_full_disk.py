"""Behaviour 14: what the disk refuses is refused, and memory is not ahead of it; reads go on, and writes with room."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graph_service.errors import BadArgument, BadSetting, Unavailable
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.embedded.store import open_embedded
from graph_service.stores.open import Access, open_store, repair
from graph_service.stores.port import Store
from tests.contract.county import COUNTY, PlainDeriver, add_node, change_set
from tests.journal.conftest import Opening
from tests.journal.test_reopening import MORE, answers

ROOT = Path(__file__).parents[2]
SIZE, PAGE = 1024 * 1024, 4096


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A whole disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    made = [mount or "", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if not mount or subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here; a limit on the size of files is tested instead")
    try:
        yield folder
    finally:
        subprocess.run([unmount or "umount", "-l", str(folder)], check=True)


def fill(disk: Path, free: int) -> Path:
    """All but so many bytes."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    left = shutil.disk_usage(disk).free
    filler.write_bytes(bytes(max(0, left - free)))
    return filler


async def village(store: Store, number: int) -> int | None:
    """The revision, or None where the disk is said to be full."""
    added = add_node("Village", f"{number}", "V" * 5000, divisionKind="VILLAGE")
    try:
        return (await store.commit(change_set(added, key=f"{number}"))).revision
    except Unavailable as refused:
        if "The disk is full" in refused.en and "磁盘已满" in refused.zh:
            return None
        raise


async def test_behaviour_14_a_full_disk_refuses_writes_and_nothing_else(disk: Path) -> None:
    path = disk / "graph.db"
    store = await open_embedded(str(path), ORGANIZATION, PlainDeriver())
    await store.commit(COUNTY)
    await store.commit(MORE)
    kept, outcomes = 2, set()
    # With less and less room a write fails at its log, at its index, or not at all.
    for number, free in enumerate(range(0, 16 * PAGE, PAGE)):
        filler = fill(disk, free)
        before = await answers(store)
        revision = await village(store, number)
        if revision is None:
            assert await answers(store) == before
            filler.unlink()
            revision = await village(store, number)
        assert revision == kept + 1
        outcomes.add(filler.exists())
        filler.unlink(missing_ok=True)
        kept = revision
    assert outcomes == {True, False}
    fill(disk, 0)
    before = await answers(store)
    # No room for a snapshot: the journal is whole without it.
    await store.close()
    (disk / "filler").unlink()
    store = await open_embedded(str(path), ORGANIZATION, PlainDeriver())
    assert await answers(store) == before
    await store.close()


async def test_behaviour_14_a_start_on_a_full_disk_says_so_or_reads(disk: Path) -> None:
    path = disk / "graph.db"
    store = await open_embedded(str(path), ORGANIZATION, PlainDeriver())
    await store.commit(COUNTY)
    await store.close()
    for free in (0, PAGE, 8 * PAGE, 16 * PAGE):
        fill(disk, free)
        # Never that the file is damaged: nobody may be told to repair it.
        with suppress(Unavailable, BadSetting):
            started = await open_store(Access(f"embedded:{path}"), ORGANIZATION, PlainDeriver())
            assert (await started.history(limit=0)).head.revision == 1
            await started.close()
        with pytest.raises((Unavailable, BadArgument)):
            repair(Access(f"embedded:{path}"), 0)
    (disk / "filler").unlink()
    store = await open_embedded(str(path), ORGANIZATION, PlainDeriver())
    assert (await store.history(limit=0)).head.revision == 1
    await store.close()


async def test_behaviour_14_a_file_that_may_grow_no_further(opened: Opening, path: Path) -> None:
    """In a process of its own, which ends without closing the store."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.journal.filling", str(path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said = json.loads((await process.communicate())[0])
    assert said["same"]
    assert said["resumed"] == said["kept"] + 1 > 3
    assert "not kept" in said["en"]
    assert "未予保存" in said["zh"]
    store = await opened()
    assert (await store.history(limit=0)).head.revision == said["resumed"]
    await store.close()
