"""A file or a folder that may not be written to is refused at the start, in words, and left as it is."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph_service.errors import BadSetting
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from tests.contract.county import COUNTY, PlainDeriver

NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """That another user can come to."""
    made = Path(tempfile.mkdtemp(prefix="graph-service-"))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


@contextmanager
def without_rights() -> Iterator[None]:
    """To root nothing is read-only: it becomes somebody else for a while."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(mine)


async def kept(folder: Path) -> Access:
    access = Access(f"embedded:{folder / 'graph.db'}")
    store = await open_store(access, ORGANIZATION, PlainDeriver())
    await store.commit(COUNTY)
    await store.close()
    return access


async def refused(access: Access) -> None:
    with without_rights(), pytest.raises(BadSetting) as said:
        await open_store(access, ORGANIZATION, PlainDeriver())
    assert "Permission denied" in said.value.en
    assert "请使用可写文件夹" in said.value.zh


def content(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def allow(path: Path, mode: int) -> None:
    path.chmod(mode)


async def test_a_read_only_folder(folder: Path) -> None:
    allow(folder, 0o555)
    await refused(Access(f"embedded:{folder / 'graph.db'}"))
    assert content(folder) == {}


@pytest.mark.parametrize("read_only", ["", ".lock", ".head"])
async def test_a_read_only_file(folder: Path, read_only: str) -> None:
    access = await kept(folder)
    before = content(folder)
    for name in before:
        allow(folder / name, 0o666)
    allow(folder / f"graph.db{read_only}", 0o444)
    allow(folder, 0o777)
    await refused(access)
    allow(folder / f"graph.db{read_only}", 0o666)
    assert content(folder) == before
    store = await open_store(access, ORGANIZATION, PlainDeriver())
    assert (await store.history(limit=0)).head.revision == 1
    await store.close()


async def test_a_read_only_folder_with_a_store_in_it(folder: Path) -> None:
    access = await kept(folder)
    allow(folder, 0o555)
    before = content(folder)
    await refused(access)
    assert content(folder) == before
