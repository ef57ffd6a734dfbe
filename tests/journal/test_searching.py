"""What the index of tokens has to outlive, and the clock that walks over many nodes look at."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph_service.changes.change import AlterNode, Json, Properties
from graph_service.errors import Deadline, Unavailable
from graph_service.model.organization import ORGANIZATION
from graph_service.plan.ir import Together
from graph_service.stores.embedded.store import open_embedded
from graph_service.stores.embedded.tokens import Tokens
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, shape, tally
from tests.contract.county import COUNTY, N, PlainDeriver, add_node, add_tie, change_set, contact
from tests.journal.conftest import Opening

RENAMED = change_set(AlterNode("Village", N.v1, {"name": "V1 东一村"}, {"name": "V1 南一村"}))
FOUND = [[2, ["V1 南一村"]], [1, ["V3 西一村"]]]


async def southern(store: Store) -> object:
    sheet = Sheet()
    old = await sheet.ask(store, sheet.matches("Village", ["东"]))
    assert old == [[1, ["V2 东二村"]]]
    sheet = Sheet()
    return await sheet.ask(store, sheet.matches("Village", ["南", "一"]))


async def test_tokens_are_found_after_reopening(opened: Opening, path: Path) -> None:
    store = await opened()
    await store.commit(COUNTY)
    await store.commit(RENAMED)
    assert await southern(store) == FOUND
    await store.close()
    store = await opened()
    assert await southern(store) == FOUND
    await store.close()
    with sqlite3.connect(path) as file:
        assert file.execute("DELETE FROM snapshot").rowcount == 1
    file.close()
    store = await opened()
    assert await southern(store) == FOUND
    await store.close()


class Whispering(PlainDeriver):
    """Tokens in small letters."""

    def __call__(self, label: str, properties: Properties) -> Mapping[str, Json]:
        small = {**properties, "name": str(properties["name"]).lower()}
        return super().__call__(label, small)


async def test_another_way_of_deriving_changes_the_index(path: Path) -> None:
    async def bobs(deriver: PlainDeriver, token: str) -> object:
        store = await open_store(Access(f"embedded:{path}"), ORGANIZATION, deriver)
        await store.commit(COUNTY)
        await store.prepare()
        sheet = Sheet()
        found = await sheet.ask(store, sheet.matches("Cadre", [token]))
        await store.close()
        return found

    assert await bobs(PlainDeriver(), "B") == [[1, ["C2 Bob"]]]
    assert await bobs(Whispering("low-2"), "B") == []
    assert await bobs(Whispering("low-2"), "b") == [[1, ["C2 Bob"]]]


async def test_a_disk_that_refuses_leaves_no_token(path: Path) -> None:
    store = await open_embedded(str(path), ORGANIZATION, PlainDeriver())
    await store.commit(COUNTY)
    await store.commit(RENAMED)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="could not be written"):
            await store.commit(change_set(
                add_node("Village", "lost", "南", divisionKind="VILLAGE"),
                AlterNode("Village", N.v2, {"name": "V2 东二村"}, {"name": "V2 南二村"}),
            ))
        other.execute("ROLLBACK")
    other.close()
    assert await southern(store) == FOUND
    await store.close()


def test_a_token_that_nobody_holds_is_forgotten() -> None:
    tokens = Tokens()
    tokens.change("one", [], ["a", "b", "a"])
    tokens.change("two", [], ["b"])
    tokens.change("one", ["a", "b", "a"], ["b", "c"])
    assert [list(tokens.holders(token)) for token in "abc"] == [[], ["one", "two"], ["one"]]
    tokens.change("one", ["b", "c"], [])
    tokens.change("two", ["b"], [])
    assert not tokens._holders


async def test_searches_that_take_too_long_are_given_up() -> None:
    store = await open_embedded(None, ORGANIZATION, PlainDeriver(), deadline=0.0)
    hub = add_node("Unit", "hub", "Hub", unitKind="GOVERNMENT")
    units = [add_node("Unit", f"{n}", f"U{n}", unitKind="GOVERNMENT") for n in range(1500)]
    links = [contact(f"{n}", hub.id, unit.id) for n, unit in enumerate(units)]
    teams = add_node("TeamGroup", "t", "T", since="2018-01-01", dispatchLevel="COUNTY")
    backs = [add_tie("SPONSORS", f"{n}", unit.id, teams.id, since="2018-01-01") for n, unit in enumerate(units)]
    await store.commit(change_set(hub, teams, *units, *links, *backs))
    sheet = Sheet()
    for root in (
        sheet.reach([hub.id], "<>COORDINATES_WITH", 3),
        sheet.distances(hub.id, "<>COORDINATES_WITH", 3, sealed="Cadre"),
        sheet.matches("Unit", ["U"]),
        sheet.lookup("TeamGroup", teams.id, shape("TeamGroup", parts=(tally("TeamGroup.sponsors"),))),
        Together((sheet.matches("Unit", []), sheet.reach([hub.id], "<>COORDINATES_WITH", 3))),
    ):
        with pytest.raises(Deadline):
            await sheet.ask(store, root)
    await store.close()


async def test_a_walk_that_has_enough_goes_no_further() -> None:
    """From a unit with one neighbour; the neighbour's fifteen hundred are not gone through for two rows."""
    store = await open_embedded(None, ORGANIZATION, PlainDeriver(), deadline=0.0)
    first, hub, *units = [add_node("Unit", f"{n}", f"U{n}", unitKind="GOVERNMENT") for n in range(1502)]
    links = [contact(unit.id, hub.id, unit.id) for unit in (first, *units)]
    await store.commit(change_set(first, hub, *units, *links))
    sheet = Sheet()
    assert await sheet.ask(store, sheet.distances(first.id, "<>COORDINATES_WITH", 5, 1)) == [[first.id, 0], [hub.id, 1]]
    with pytest.raises(Deadline):
        await sheet.ask(store, sheet.distances(first.id, "<>COORDINATES_WITH", 5, 2))
    await store.close()
