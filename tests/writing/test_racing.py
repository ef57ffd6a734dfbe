"""Others write between reading and keeping: what follows from a change is concluded anew, or nothing is kept."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from graph_service.changes.change import ChangeSet
from graph_service.errors import Overtaken
from graph_service.model.graph import GraphModel
from graph_service.plan.ir import Plan, Values
from graph_service.stores.port import Answer, Guard, Head, History, Receipt, Store
from graph_service.writing.write import TRIES
from tests.writing.facts import CHAIN, GEOGRAPHY, GROUP, ends, held, joins, node, post, put

HEAD, SEAT, CADRE = post("部长", rank=1), post("委员", rank=2), node("Cadre", "甲")


class Meanwhile:
    """A store to which another process writes just before a change set comes."""

    def __init__(self, store: Store, *others: Callable[[], Awaitable[object]]) -> None:
        self._store = store
        self._others = list(others)
        self.tries = 0

    @property
    def model(self) -> GraphModel:
        return self._store.model

    async def answer(self, plan: Plan, values: Values) -> Answer:
        return await self._store.answer(plan, values)

    async def commit(
        self, change_set: ChangeSet, guards: Sequence[Guard] = (), *, seen: int | None = None
    ) -> Receipt:
        self.tries += 1
        if self._others:
            await self._others.pop(0)()
        return await self._store.commit(change_set, guards, seen=seen)

    async def history(self, after: int = 0, limit: int | None = None) -> History:
        return await self._store.history(after, limit)

    async def prepare(self) -> Head:
        return await self._store.prepare()

    async def close(self) -> None:
        await self._store.close()


async def test_a_holder_who_comes_meanwhile_takes_the_seat(any_store: Store) -> None:
    await put(any_store, HEAD, SEAT, CADRE)
    raced = Meanwhile(any_store, lambda: put(any_store, joins("HOLDS", CADRE, HEAD)))
    assert (await put(raced, joins("EX_OFFICIO", SEAT, HEAD))).revision == 3
    assert raced.tries == 2
    seats = [tie for tie in (await held(any_store)).ties.values() if tie.type == "HOLDS" and tie.target == SEAT.id]
    assert [tie.source for tie in seats] == [CADRE.id]


async def test_a_relationship_that_comes_meanwhile_is_closed_with_its_node(any_store: Store) -> None:
    service = joins("SERVES_IN", CADRE, GROUP)
    await put(any_store, *GEOGRAPHY, *CHAIN, CADRE)
    await put(Meanwhile(any_store, lambda: put(any_store, service)), ends(GROUP, "2020-06-01"))
    assert (await held(any_store)).ties[service.id].properties["until"] == "2020-06-01"


async def test_who_is_always_overtaken_is_told_and_leaves_no_trace(store: Store) -> None:
    others = [lambda nth=nth: put(store, node("Cadre", f"第{nth}")) for nth in range(TRIES)]
    with pytest.raises(Overtaken):
        await put(Meanwhile(store, *others), CADRE)
    assert (await store.history(limit=0)).head.revision == TRIES
    assert CADRE.id not in (await held(store)).nodes


async def test_many_writers_of_one_process_are_all_kept(any_store: Store) -> None:
    receipts = await asyncio.gather(*(put(any_store, node("Cadre", f"第{nth}")) for nth in range(20)))
    assert sorted(receipt.revision for receipt in receipts) == list(range(1, 21))
