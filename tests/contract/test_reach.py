"""What lies within so many steps of some nodes: nearest first, each once."""

from itertools import pairwise
from typing import Any

import pytest

from graph_service.changes.change import AlterNode
from graph_service.model.graph import Kind
from graph_service.plan.ir import Values
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, derived, extra, names, shape, tally, to_many
from tests.contract.county import KEYS, N, add_node, add_tie, change_set, contact

DOWN, UP, BOTH = "<-REPORTS_TO", "->REPORTS_TO", "<>REPORTS_TO"
STATED = ["STATED"]


async def reached(
    store: Store, starts: str, along: str, bound: int, day: str = "2019-02-01",
    basis: list[str] | None = None, cap: int = 100,
) -> list[tuple[int, str]]:
    """Distances and short keys, in the order of the answer."""
    sheet = Sheet(day, basis)
    ids = [getattr(N, key) for key in starts.split()]
    rows = await sheet.ask(store, sheet.reach(ids, along, bound, cap))
    return [(distance, KEYS[found]) for distance, (found,) in rows]


def levels(*keys: str) -> list[tuple[int, str]]:
    """`wc`, `b1 b2`: by distance and, at one distance, by id."""
    return [
        (distance, KEYS[found])
        for distance, level in enumerate(keys)
        for found in sorted(getattr(N, key) for key in level.split())
    ]


# ---- steps


async def test_up_and_down(store: Store) -> None:
    assert await reached(store, "g1", UP, 5) == levels("g1", "b1", "wc")
    assert await reached(store, "wc", DOWN, 5) == levels("wc", "b1 b2", "g1 g2 g3 g4")


async def test_both_ways_along_one_type(store: Store) -> None:
    assert await reached(store, "g1", BOTH, 2) == levels("g1", "b1", "wc g2")
    assert await reached(store, "g1", BOTH, 9) == levels("g1", "b1", "wc g2", "b2", "g3 g4")


async def test_a_step_goes_whatever_labels_stand_at_its_ends(store: Store) -> None:
    assert await reached(store, "county", "<-BASED_IN", 3) == levels("county", "wc party")
    assert await reached(store, "v1", "->WITHIN", 9) == levels("v1", "t1", "county", "prefecture", "province")


async def test_along_several_types(store: Store) -> None:
    along = "->REPORTS_TO ->STATIONED_IN ->WITHIN ->BASED_IN"
    assert await reached(store, "g1", along, 3) == levels("g1", "b1 v1", "wc t1", "county")


async def test_a_symmetric_type_goes_both_ways_only_by_both_steps(store: Store) -> None:
    """It is stored once, from the lesser id to the greater."""
    both, day = "<>COORDINATES_WITH", "2018-06-01"
    assert await reached(store, "t1", both, 5, day) == levels("t1", "water", "party")
    assert await reached(store, "party", both, 5, day) == levels("party", "water", "t1")
    lesser, greater = (KEYS[key] for key in sorted((N.party, N.water)))
    assert (1, greater) in await reached(store, lesser, "->COORDINATES_WITH", 1, day)
    assert await reached(store, greater, "->COORDINATES_WITH", 1, day) in (
        levels(greater), levels(greater, "t1"),
    )
    assert (1, lesser) in await reached(store, greater, "<-COORDINATES_WITH", 1, day)


async def test_along_nothing_and_along_one_step_twice(store: Store) -> None:
    assert await reached(store, "wc", "", 5) == levels("wc")
    assert await reached(store, "wc", f"{DOWN} {DOWN}", 1) == levels("wc", "b1 b2")


@pytest.mark.parametrize(("bound", "expected"), [
    (0, levels("wc")), (1, levels("wc", "b1 b2")), (2, levels("wc", "b1 b2", "g1 g2 g3 g4")),
])
async def test_the_bound(store: Store, bound: int, expected: list[tuple[int, str]]) -> None:
    assert await reached(store, "wc", DOWN, bound) == expected


# ---- each node once, at its least distance


async def test_a_ring_a_loop_and_parallel_relationships(store: Store) -> None:
    pairs = (("ann", "bob"), ("bob", "cai"), ("cai", "ann"), ("bob", "bob"), ("ann", "bob"))
    await store.commit(change_set(*(
        add_tie("RECRUITED", f"ring {n}", getattr(N, one), getattr(N, other), since="2018-01-01")
        for n, (one, other) in enumerate(pairs)
    )))
    assert await reached(store, "ann", "->RECRUITED", 25) == levels("ann", "bob", "cai")
    assert await reached(store, "bob", "<>RECRUITED", 25) == levels("bob", "ann cai")


async def test_of_two_ways_the_shorter_counts(store: Store) -> None:
    chain = ("ann", "bob", "cai", "dan")
    await store.commit(change_set(
        *(add_tie("RECRUITED", f"{one} {other}", getattr(N, one), getattr(N, other), since="2018-01-01")
            for one, other in pairwise(chain)),
        add_tie("RECRUITED", "short", N.ann, N.cai, since="2018-01-01"),
    ))
    assert await reached(store, "ann", "->RECRUITED", 5) == levels("ann", "bob cai", "dan")
    assert await reached(store, "ann", "->RECRUITED", 5, "2017-12-31") == levels("ann")


async def test_a_graph_full_of_ways_costs_no_more(store: Store) -> None:
    """Twelve units, each linked with each: the ways from one to another are beyond count, the nodes are twelve."""
    units = [add_node("Unit", f"u{n}", f"U{n}", unitKind="GOVERNMENT") for n in range(12)]
    links = [contact(f"{one.id} {other.id}", one.id, other.id)
        for at, one in enumerate(units) for other in units[at + 1 :]]
    await store.commit(change_set(*units, *links))
    sheet = Sheet()
    rows = await sheet.ask(store, sheet.reach([units[0].id], "<>COORDINATES_WITH", 12))
    others = sorted(unit.id for unit in units[1:])
    assert rows == [[0, [units[0].id]], *([1, [other]] for other in others)]


# ---- starts


async def test_several_starts_stand_at_nought_each_once(store: Store) -> None:
    assert await reached(store, "g1 b2 g1", UP, 5) == levels("g1 b2", "b1 wc")
    assert await reached(store, "wc g1", DOWN, 1) == levels("wc g1", "b1 b2")
    # A start that another one leads to.
    assert await reached(store, "wc b1", DOWN, 1) == levels("wc b1", "b2 g1 g2")


async def test_unknown_starts_and_none_give_no_rows(store: Store) -> None:
    unknown = N.g1[:-1] + ("a" if N.g1[-1] != "a" else "b")
    for starts, expected in (([unknown], []), ([], []), ([unknown, N.g1], [[0, [N.g1]], [1, [N.b1]], [2, [N.wc]]])):
        sheet = Sheet()
        assert await sheet.ask(store, sheet.reach(starts, UP, 5)) == expected


async def test_a_start_outside_its_dates_is_there_and_leads_where_ties_are_in_force(store: Store) -> None:
    assert await reached(store, "b2", BOTH, 5, "2020-01-01") == levels("b2")
    assert await reached(store, "b1", BOTH, 5, "1990-01-01") == levels("b1")
    await store.commit(change_set(AlterNode("TeamGroup", N.g1, {"until": None}, {"until": "2018-06-01"})))
    assert await reached(store, "g1", UP, 1) == levels("g1", "b1")


# ---- days


@pytest.mark.parametrize(("day", "expected"), [
    ("2018-01-31", levels("wc")),
    ("2018-02-01", levels("wc", "b1 b2")),
    ("2018-02-28", levels("wc", "b1 b2")),
    ("2018-03-01", levels("wc", "b1 b2", "g1 g2")),
    ("2019-06-30", levels("wc", "b1 b2", "g1 g2 g3 g4")),
    ("2019-07-01", levels("wc", "b1 b2", "g1 g3 g4")),
    ("2019-12-31", levels("wc", "b1 b2", "g1 g3 g4")),
    ("2020-01-01", levels("wc", "b1", "g1 g3")),
])
async def test_relationships_are_half_open(store: Store, day: str, expected: list[tuple[int, str]]) -> None:
    assert await reached(store, "wc", DOWN, 5, day) == expected


async def test_the_relationship_decides_not_the_far_nodes_dates(store: Store) -> None:
    await store.commit(change_set(AlterNode("TownshipBranch", N.b1, {"until": None}, {"until": "2018-06-01"})))
    assert await reached(store, "g1", UP, 5) == levels("g1", "b1", "wc")


# ---- bases


@pytest.mark.parametrize(("basis", "expected"), [
    # G4 and what ties it are made up; G3's second village is concluded.
    (["STATED"], levels("wc", "b1 b2", "g1 g2 g3", "v1 v2 v3")),
    (["STATED", "GENERATED"], levels("wc", "b1 b2", "g1 g2 g3 g4", "v1 v2 v3")),
    (["STATED", "INFERRED"], levels("wc", "b1 b2", "g1 g2 g3", "v1 v2 v3")),
    (["STATED", "GENERATED", "INFERRED"], levels("wc", "b1 b2", "g1 g2 g3 g4", "v1 v2 v3 v4")),
    (["GENERATED"], []),
    ([], []),
])
async def test_relationship_and_node_rest_on_the_basis(
    store: Store, basis: list[str], expected: list[tuple[int, str]]
) -> None:
    assert await reached(store, "wc", f"{DOWN} ->STATIONED_IN", 5, basis=basis) == expected


async def test_the_basis_of_a_relationship_alone(store: Store) -> None:
    """G3 to V2: both are stated, that they belong together is concluded."""
    along, day = "->STATIONED_IN", "2019-07-01"
    assert await reached(store, "g3", along, 1, day) == levels("g3", "v2 v3")
    assert await reached(store, "g3", along, 1, day, STATED) == levels("g3", "v3")
    assert await reached(store, "v2", "<-STATIONED_IN", 1, day, STATED) == levels("v2")


async def test_no_way_goes_on_through_what_the_basis_leaves_out(store: Store) -> None:
    """V4 is concluded; a stated way leads to it and on."""
    await store.commit(change_set(
        add_tie("STATIONED_IN", "g1 v4", N.g1, N.v4, since="2018-03-01"),
        add_tie("STATIONED_IN", "g3 v4", N.g3, N.v4, since="2019-01-01"),
    ))
    along = "<>STATIONED_IN"
    assert await reached(store, "g1", along, 9, basis=STATED) == levels("g1", "v1")
    concluded = levels("g1", "v1 v4", "g3", "v3")
    assert await reached(store, "g1", along, 9, basis=["STATED", "INFERRED"]) == concluded


async def test_a_start_that_the_basis_leaves_out_is_no_row_and_leads_nowhere(store: Store) -> None:
    everything = ["STATED", "GENERATED"]
    assert await reached(store, "dan", "->SERVES_IN", 1, basis=STATED) == []
    assert await reached(store, "dan", "->SERVES_IN", 1, basis=everything) == levels("dan", "g3")
    assert await reached(store, "dan cai", "->SERVES_IN", 1, basis=STATED) == levels("cai", "g3")
    await store.commit(change_set(add_tie("HOLDS", "dan p3", N.dan, N.p3, since="2018-04-01")))
    assert await reached(store, "dan", "->HOLDS", 1, basis=STATED) == []


async def test_one_of_parallel_relationships_meets_both_day_and_basis(store: Store) -> None:
    """One is in force and made up, the other is stated and closed: together they do not do."""
    await store.commit(change_set(
        add_tie("STATIONED_IN", "now", N.g1, N.v3, since="2019-01-01", basis="GENERATED"),
        add_tie("STATIONED_IN", "then", N.g1, N.v3, since="2018-03-01", until="2019-01-01"),
    ))
    along = "->STATIONED_IN"
    assert await reached(store, "g1", along, 1) == levels("g1", "v1 v3")
    assert await reached(store, "g1", along, 1, basis=STATED) == levels("g1", "v1")
    assert await reached(store, "g1", along, 1, "2018-12-31", STATED) == levels("g1", "v1 v3")


# ---- the cap


async def test_at_most_the_cap_and_one_more(store: Store) -> None:
    everything = levels("wc", "b1 b2", "g1 g2 g3 g4")
    for cap in range(9):
        assert await reached(store, "wc", DOWN, 5, cap=cap) == everything[: cap + 1]


async def test_the_cap_cuts_starts_too(store: Store) -> None:
    starts = "g1 g2 g3 g4"
    assert await reached(store, starts, UP, 5, cap=1) == levels(starts)[:2]


# ---- rows


async def test_rows_take_the_shape(store: Store) -> None:
    posts = to_many("TeamGroup.posts", shape("Post", "name"), orders=names("Post"))
    row = shape("Node", "name", labelled=True, derived=(derived("TeamGroup.inForce"),), extras=(
        extra("TeamGroup", "dispatchLevel", parts=(posts, tally("TeamGroup.villages"))),
        extra("TownshipBranch", "until"),
    ))
    sheet = Sheet("2019-02-01")
    found = await sheet.ask(store, sheet.reach([N.g1], UP, 5, row=row))
    assert found == [
        [0, ["TeamGroup", "G1 一组", True, ["COUNTY", [["P2 队长"], ["P3 队员"]], [1]], None]],
        [1, ["TownshipBranch", "B1 东支部", True, None, [None]]],
        [2, ["WorkingCommittee", "W1 党工委", True, None, None]],
    ]


async def test_one_plan_serves_many_values(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    plan = sheet.plan(sheet.reach([N.g1], UP, 5))
    assert [slot.kind for slot in plan.slots] == [Kind.DATE, Kind.ID, Kind.WHOLE]
    asked: tuple[tuple[Values, Any], ...] = (
        (["2019-02-01", [N.g1], 100], [[0, [N.g1]], [1, [N.b1]], [2, [N.wc]]]),
        (["2019-02-01", [N.g1], 0], [[0, [N.g1]]]),
        (["2020-02-01", [N.b2], 100], [[0, [N.b2]]]),
        (["2019-02-01", [N.b2], 100], [[0, [N.b2]], [1, [N.wc]]]),
    )
    for values, expected in asked:
        assert (await store.answer(plan, values)).cell == expected
