"""Who reads while others write sees one revision or another, never a part of each.

`READING=60` reads for so many seconds on each store.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from graph_service.changes.change import AddNode, AlterNode, Change
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import open_store
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, listing, shape
from tests.contract.conftest import STORES, access_to
from tests.contract.county import PlainDeriver, add_node, change_set

SECONDS = float(os.environ.get("READING", "3"))
SIZE = 300
"""Villages that each write alters: Neo4j takes some milliseconds to put so many into its graph."""
VILLAGES = [
    add_node("Village", f"v{nth}", f"V{nth}", divisionKind="VILLAGE", households=1, aliases=["1"])
    for nth in range(SIZE)
]


@pytest.fixture(params=STORES)
async def readers(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[list[Store]]:
    """The first writes and reads; the others read alone: on Neo4j, as other processes would."""
    access = await access_to(request.param, tmp_path, request)
    opened = [await open_store(access, ORGANIZATION, PlainDeriver())]
    await opened[0].prepare()
    if request.param == "neo4j":
        opened += [await open_store(access, ORGANIZATION, PlainDeriver()) for _ in range(2)]
    yield opened
    for store in reversed(opened):
        await store.close()


def numbered(revision: int) -> list[Change]:
    """Every village has as many households as the revision's number, and one village more stands there."""
    altered = [
        AlterNode("Village", one.id, {"households": revision - 1}, {"households": revision, "aliases": [str(revision)]})
        for one in VILLAGES
    ]
    return [*altered, more(revision)]


def more(revision: int) -> AddNode:
    return add_node("Village", f"more{revision}", f"M{revision}", divisionKind="VILLAGE", households=0)


async def test_behaviour_10_a_reader_sees_one_revision(readers: list[Store]) -> None:
    writer = readers[0]
    await writer.commit(change_set(*VILLAGES))
    seen: list[int] = []
    done = asyncio.Event()
    reading = [asyncio.create_task(read(store, done, seen)) for store in readers for _ in range(2)]
    following = asyncio.create_task(follow(readers[-1], done))
    async with asyncio.timeout(SECONDS + 30):
        begun = asyncio.get_running_loop().time()
        written = 1
        while asyncio.get_running_loop().time() - begun < SECONDS:
            written += 1
            await writer.commit(change_set(*numbered(written)), seen=written - 1)
            # Embedded stores wait for nothing: others have their turn between two writes.
            await asyncio.sleep(0)
        done.set()
        await asyncio.gather(*reading, following)
    assert len(set(seen)) > 2
    print(f"reading: {written - 1} writes of {SIZE + 1} nodes, {len(seen)} answers of {len(set(seen))} revisions")


async def read(store: Store, done: asyncio.Event, seen: list[int]) -> None:
    """Each answer is of the revision that it says, in all of its rows."""
    sheet = Sheet()
    plan = sheet.plan(listing("Village", shape("Village", "aliases households")))
    last = 0
    while not done.is_set():
        answer = await store.answer(plan, sheet.values)
        rows: list[Any] = answer.cell
        altered = {(*aliases, households) for aliases, households in rows if households}
        assert altered == {(str(answer.revision), answer.revision)}
        assert len(rows) == SIZE + answer.revision - 1
        assert answer.revision >= last
        last = answer.revision
        seen.append(last)
        await asyncio.sleep(0)


async def follow(store: Store, done: asyncio.Event) -> None:
    """The journal too: all records to the head, none damaged."""
    while not done.is_set():
        history = await store.history()
        assert [record.revision for record in history.records] == list(range(1, history.head.revision + 1))
        await asyncio.sleep(0.05)
