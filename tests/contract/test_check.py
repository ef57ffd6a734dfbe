"""`check` on every store: what was written past the rules is found, and what was kept is what was written."""

from graph_service.changes.change import AlterNode, AlterTie
from graph_service.stores.port import Store
from graph_service.writing.check import Checked, check
from tests.contract.county import COUNTY, TIES, N, add_node, add_tie, change_set


def codes(found: Checked) -> set[str]:
    return {violation.code for violation in found.found}


async def test_an_empty_store_has_nothing_to_mend(empty_store: Store) -> None:
    assert await check(empty_store) == Checked(0, 0, 0, ())


async def test_what_is_stored_is_what_was_written(store: Store) -> None:
    """Open dates, lists, symmetric and double-ended types, a personal number: all of the county, altered too."""
    await store.commit(change_set(
        AlterNode("Village", N.v1, {"households": 300}, {"households": None, "needs": [], "aliases": ["别名"]}),
        AlterNode("Cadre", N.ann, {"phone": "555"}, {"phone": None}),
        AlterTie("WITHIN", TIES["v1"].id, {}, {"basis": "COUNTED"}),
    ))
    found = await check(store)
    assert (found.revision, found.nodes) == (2, sum(type(change).__name__ == "AddNode" for change in COUNTY.changes))
    assert found.ties == sum(type(change).__name__ == "AddTie" for change in COUNTY.changes)
    assert "NOT_AS_WRITTEN" not in codes(found)


async def test_what_was_written_past_the_rules_is_found(store: Store) -> None:
    before = codes(await check(store))
    lies = add_node("Village", "lies", "Lies", "INFERRED", divisionKind="HAMLETS", code="12")
    await store.commit(change_set(
        lies,
        add_tie("WITHIN", "one", lies.id, N.t1),
        add_tie("WITHIN", "two", lies.id, N.t2),
        add_node("TeamGroup", "late", "Late", dispatchLevel="COUNTY"),
        add_tie("REPORTS_TO", "late", N.g1, N.b2, since="2021-01-01"),
    ))
    found = codes(await check(store)) - before
    assert {"NO_REASON", "UNKNOWN_VALUE", "WRONG_PREFIX", "TWO_PARENTS", "NO_SINCE", "NOT_WITHIN_ENDS"} <= found
