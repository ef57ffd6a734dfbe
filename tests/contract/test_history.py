"""The journal: records as they were written, and the head with the day of the data."""

import pytest

from graph_service.changes.change import AlterNode, SetDataDate
from graph_service.errors import Conflict
from graph_service.stores.port import Store
from tests.contract.county import AT, COUNTY, N, add_node, add_tie, change_set

NEW = add_node("Village", "v9", "V9 新村", divisionKind="VILLAGE", households=9)


async def test_the_day_of_the_data(empty_store: Store) -> None:
    assert (await empty_store.history()).head.data_date is None
    await empty_store.commit(change_set(SetDataDate(None, "2020-11-12")))
    assert (await empty_store.history(limit=0)).head.data_date == "2020-11-12"
    with pytest.raises(Conflict):
        await empty_store.commit(change_set(SetDataDate(None, "2021-01-01")))
    await empty_store.commit(change_set(SetDataDate("2020-11-12", None)))
    assert (await empty_store.prepare()).data_date is None


async def test_history_gives_records_as_they_were_written(store: Store) -> None:
    second = change_set(NEW, add_tie("WITHIN", "new", NEW.id, N.t1), key="second", reason="一个理由")
    third = change_set(AlterNode("Village", NEW.id, {"households": 9}, {"households": None, "needs": ["LAW"]}))
    await store.commit(second)
    await store.commit(third)
    history = await store.history()
    assert (history.head.revision, history.head.data_date) == (3, "2020-11-12")
    assert [record.revision for record in history.records] == [1, 2, 3]
    assert [record.change_set for record in history.records] == [COUNTY, second, third]
    assert history.records[1].change_set.at == AT


@pytest.mark.parametrize(("after", "limit", "expected"), [
    (0, None, [1, 2, 3]), (1, None, [2, 3]), (0, 2, [1, 2]), (1, 1, [2]), (3, None, []), (9, 5, []), (0, 0, []),
])
async def test_history_from_a_revision_on(store: Store, after: int, limit: int | None, expected: list[int]) -> None:
    await store.commit(change_set(NEW))
    await store.commit(change_set(AlterNode("Village", NEW.id, {}, {"households": 1})))
    history = await store.history(after, limit)
    assert [record.revision for record in history.records] == expected
    assert history.head.revision == 3
