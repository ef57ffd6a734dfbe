"""How many nodes a path leads to: each once, in groups, on the plan's day."""

from typing import Any

import pytest

from graph_service.changes.change import AlterNode
from graph_service.model.graph import Derived, Property
from graph_service.plan.ir import ALWAYS_TRUE, AllOf, IsA, Missing, Not, Quantifier, Tally, Where
from graph_service.stores.port import Store
from tests.contract.asking import (
    EDGE,
    Sheet,
    derived,
    extra,
    listing,
    names,
    prop,
    shape,
    tally,
    through,
    to_many,
    to_one,
)
from tests.contract.county import N, add_tie, change_set

GROUPS = "WorkingCommittee.branches TownshipBranch.groups"
VILLAGES = f"{GROUPS} TeamGroup.villages"


async def tallied(store: Store, sheet: Sheet, start: str, part: Tally) -> Any:
    """The tally's cell in the row of one node."""
    row = shape("Node", parts=(part,))
    ((cell,),) = await sheet.ask(store, sheet.lookup("Node", [getattr(N, start)], row))
    return cell


async def counted(
    store: Store, start: str, path: str, day: str = "2019-02-01", basis: list[str] | None = None,
    by: tuple[Property | Derived, ...] = (), where: Where = ALWAYS_TRUE,
) -> Any:
    return await tallied(store, Sheet(day, basis), start, tally(path, where, by))


# ---- paths


@pytest.mark.parametrize(("start", "path", "expected"), [
    ("wc", "WorkingCommittee.branches", 2),
    ("wc", GROUPS, 4),
    ("wc", VILLAGES, 4),
    ("g1", "TeamGroup.branch", 1),
    ("g1", "TeamGroup.branch TownshipBranch.committee", 1),
    ("county", "County.townships Township.villages", 4),
    ("v1", "Village.township Township.villages", 2),
    ("cai", "Cadre.posts", 0),
    ("page", "Source.statements", 1),
])
async def test_along_a_path(store: Store, start: str, path: str, expected: int) -> None:
    """Without keys the cell is one row: the count, nought too."""
    assert await counted(store, start, path) == [expected]


async def test_a_node_counts_once_however_many_ways_lead_to_it(store: Store) -> None:
    await store.commit(change_set(
        add_tie("STATIONED_IN", "g1 v3", N.g1, N.v3, since="2018-03-01"),
        add_tie("STATIONED_IN", "g2 v3", N.g2, N.v3, since="2018-03-01"),
        # Two relationships between the same two.
        add_tie("STATIONED_IN", "g3 v3 too", N.g3, N.v3, since="2019-01-01"),
    ))
    assert await counted(store, "wc", VILLAGES) == [4]
    by = (prop("Village.divisionKind"),)
    assert await counted(store, "wc", VILLAGES, by=by) == [["COMMUNITY", 1], ["VILLAGE", 3]]
    assert await counted(store, "g3", "TeamGroup.villages") == [1]


async def test_a_way_may_go_back_as_it_came(store: Store) -> None:
    """Over the very same relationship: a team is one of the teams of its villages."""
    assert await counted(store, "g1", "TeamGroup.villages Village.groups") == [1]
    assert await counted(store, "g1", "TeamGroup.branch TownshipBranch.groups") == [2]
    path = "TeamGroup.branch TownshipBranch.groups TeamGroup.branch TownshipBranch.groups"
    assert await counted(store, "g1", path) == [2]


async def test_a_path_goes_along_every_relationship_at_an_end_to_one(store: Store) -> None:
    """Two hold one seat: a row shows the later, a tally counts both."""
    assert await counted(store, "v1", "Village.posts Post.holder", "2019-12-01") == [2]


async def test_the_label_at_a_narrow_end(store: Store) -> None:
    assert await counted(store, "county", "County.committee") == [1]
    assert await counted(store, "county", "County.units") == [1]
    assert await counted(store, "county", "County.committee WorkingCommittee.branches") == [2]


async def test_a_symmetric_hop_is_walked_from_both_sides(store: Store) -> None:
    day, path = "2018-06-01", "Unit.coordinatesWith"
    assert await counted(store, "party", path, day) == [1]
    assert await counted(store, "water", path, day) == [2]
    assert await counted(store, "t1", "Township.coordinatesWith", day) == [1]
    assert await counted(store, "party", f"{path} {path}", day) == [2]


# ---- days and bases


@pytest.mark.parametrize(("day", "expected"), [
    ("2018-01-31", [0]), ("2018-02-28", [0]), ("2018-03-01", [2]), ("2018-06-01", [3]), ("2019-01-01", [4]),
    ("2019-06-30", [4]), ("2019-07-01", [3]), ("2019-12-31", [3]), ("2020-01-01", [2]),
])
async def test_on_the_day(store: Store, day: str, expected: list[int]) -> None:
    assert await counted(store, "wc", GROUPS, day) == expected


async def test_the_relationship_decides_not_the_nodes_dates(store: Store) -> None:
    await store.commit(change_set(AlterNode("TeamGroup", N.g1, {"until": None}, {"until": "2018-06-01"})))
    assert await counted(store, "wc", GROUPS) == [4]
    assert await counted(store, "g1", "TeamGroup.villages") == [1]


@pytest.mark.parametrize(("basis", "groups", "villages"), [
    (["STATED"], 3, 3), (["STATED", "INFERRED"], 3, 3), (["STATED", "GENERATED"], 4, 3),
    (["STATED", "INFERRED", "GENERATED"], 4, 4), (["GENERATED"], 0, 0), ([], 0, 0),
])
async def test_every_relationship_and_node_of_a_way_rests_on_the_basis(
    store: Store, basis: list[str], groups: int, villages: int
) -> None:
    sheet = Sheet(basis=basis)
    row = shape("WorkingCommittee", parts=(tally(GROUPS), tally(VILLAGES)))
    found = await sheet.ask(store, sheet.lookup("WorkingCommittee", N.wc, row))
    assert found == ([[groups], [villages]] if "STATED" in basis else None)


async def test_the_basis_in_the_middle_of_a_way(store: Store) -> None:
    """A stated way through a team that is made up."""
    await store.commit(change_set(
        add_tie("REPORTS_TO", "g4 stated", N.g4, N.b1, since="2018-06-01"),
        add_tie("STATIONED_IN", "g4 v3", N.g4, N.v3, since="2018-06-01"),
    ))
    path = "TownshipBranch.groups TeamGroup.villages"
    assert await counted(store, "b1", path) == [4]
    assert await counted(store, "b1", path, basis=["STATED"]) == [2]
    # The relationship alone, in the middle and at the end.
    await store.commit(change_set(
        add_tie("REPORTS_TO", "g3 made up", N.g3, N.b1, since="2019-01-01", basis="GENERATED"),
    ))
    assert await counted(store, "b1", path, "2019-08-01", ["STATED"]) == [1]
    assert await counted(store, "b1", path, "2019-08-01", ["STATED", "GENERATED"]) == [2]
    assert await counted(store, "b1", path, "2020-08-01", ["STATED"]) == [2]


# ---- conditions


async def test_only_nodes_that_meet_the_condition(store: Store) -> None:
    sheet = Sheet()
    many = sheet.compare("Village.households", "gte", 300)
    assert await tallied(store, sheet, "wc", tally(VILLAGES, many)) == [2]
    assert await counted(store, "wc", VILLAGES, where=Missing(prop("Village.households"))) == [1]
    sheet = Sheet()
    water = through("Village.groups", Quantifier.SOME, sheet.compare("TeamGroup.dispatchLevel", "eq", "PROVINCE"))
    assert await tallied(store, sheet, "wc", tally(VILLAGES, water)) == [1]
    assert await counted(store, "water", "Unit.coordinatesWith", "2018-06-01", where=IsA(("Unit",))) == [1]


async def test_a_condition_on_what_is_derived(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    vacant = sheet.derived("Post.holding", "eq", "VACANT")
    assert await tallied(store, sheet, "wc", tally(f"{GROUPS} TeamGroup.posts", vacant)) == [2]


async def test_the_edge_is_the_last_relationship(store: Store) -> None:
    for since, expected in (("2018-03-01", [1]), ("2018-06-01", [2]), ("2019-01-01", [3])):
        sheet = Sheet("2019-08-01")
        early = sheet.compare("STATIONED_IN.since", "lte", since, EDGE)
        assert await tallied(store, sheet, "wc", tally(VILLAGES, early)) == expected


async def test_one_of_several_ways_has_to_do(store: Store) -> None:
    await store.commit(change_set(
        add_tie("STATIONED_IN", "g1 v3", N.g1, N.v3, since="2018-04-01"),
        add_tie("STATIONED_IN", "g1 v3 late", N.g1, N.v3, since="2019-01-15"),
    ))
    for op, value, expected in (
        ("eq", "2018-04-01", 1), ("eq", "2019-01-15", 1), ("eq", "2019-01-01", 1), ("lt", "2018-04-01", 2),
        ("lte", "2018-04-01", 3),
    ):
        sheet = Sheet()
        edge = sheet.compare("STATIONED_IN.since", op, value, EDGE)
        assert await tallied(store, sheet, "wc", tally(VILLAGES, edge)) == [expected], (op, value)
    # Some way is not of that day, though another one is.
    sheet = Sheet()
    other = AllOf((sheet.compare("Village.name", "eq", "V3 西一村"),
        Not(sheet.compare("STATIONED_IN.since", "eq", "2019-01-01", EDGE))))
    assert await tallied(store, sheet, "wc", tally(VILLAGES, other)) == [1]
    # No one way meets both.
    sheet = Sheet()
    both = AllOf((sheet.compare("STATIONED_IN.since", "eq", "2019-01-01", EDGE),
        sheet.compare("STATIONED_IN.since", "eq", "2018-04-01", EDGE)))
    assert await tallied(store, sheet, "wc", tally(VILLAGES, both)) == [0]


# ---- where a tally stands


async def test_in_rows_of_lists_beside_other_parts(store: Store) -> None:
    parts = (
        tally("TeamGroup.posts", by=(derived("Post.holding"),)),
        to_one("TeamGroup.branch", shape("TownshipBranch", "name", parts=(tally("TownshipBranch.groups"),))),
        tally("TeamGroup.members"),
    )
    groups = to_many("TownshipBranch.groups", shape("TeamGroup", "name", parts=parts), orders=names("TeamGroup"),
        total=True)
    row = shape("TownshipBranch", "name", parts=(tally("TownshipBranch.groups"), groups))
    found = await Sheet().ask(store, listing("TownshipBranch", row, orders=names("TownshipBranch")))
    assert found == [
        ["B1 东支部", [2], [[
            ["G1 一组", [["VACANT", 2]], ["B1 东支部", [2]], [2]],
            ["G2 二组", [], ["B1 东支部", [2]], [0]],
        ], 2]],
        ["B2 西支部", [2], [[
            ["G3 三组", [], ["B2 西支部", [2]], [2]],
            ["G4 四组", [], ["B2 西支部", [2]], [0]],
        ], 2]],
    ]


async def test_in_an_extra(store: Store) -> None:
    row = shape("Node", "name", extras=(
        extra("TeamGroup", "", parts=(tally("TeamGroup.villages"),)),
        extra("Village", "", parts=(tally("Village.groups", by=(prop("TeamGroup.dispatchLevel"),)),)),
    ))
    sheet = Sheet()
    found = await sheet.ask(store, sheet.lookup("Node", [N.v1, N.g1, N.ann], row))
    assert found == [
        ["V1 东一村", None, [[["COUNTY", 1]]]], ["G1 一组", [[1]], None], ["C1 Ann", None, None],
    ]


async def test_below_a_span_the_tally_keeps_to_the_day(store: Store) -> None:
    sheet = Sheet("2019-08-01")
    row = shape("TeamGroup", "name", parts=(tally("TeamGroup.villages"),))
    groups = to_many("TownshipBranch.groups", row, orders=names("TeamGroup"),
        moment=sheet.span("2018-01-01", "2021-01-01"))
    found = await sheet.ask(store, sheet.lookup("TownshipBranch", N.b1, shape("TownshipBranch", parts=(groups,))))
    assert found == [[["G1 一组", [1]], ["G2 二组", [0]], ["G3 三组", [2]]]]


async def test_of_a_node_outside_its_dates(store: Store) -> None:
    assert await counted(store, "b2", "TownshipBranch.groups", "2019-12-31") == [2]
    assert await counted(store, "b2", "TownshipBranch.groups", "2020-01-01") == [0]
