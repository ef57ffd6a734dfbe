"""The groups of a tally: by what the nodes hold, ascending, missing ones last."""

from typing import Any

import pytest

from graph_service.changes.change import AlterNode
from graph_service.stores.port import Store
from tests.contract.asking import derived, prop
from tests.contract.county import N, add_node, add_tie, change_set
from tests.contract.test_tally import GROUPS, counted


@pytest.mark.parametrize(("start", "path", "by", "expected"), [
    ("county", "County.townships", "Township.agricultural", [[False, 1], [True, 1], [None, 1]]),
    ("county", "County.townships", "Township.divisionKind", [["TOWN", 2], ["TOWNSHIP", 1]]),
    ("county", "County.townships Township.villages", "Village.households", [[120, 1], [300, 2], [None, 1]]),
    ("county", "County.townships Township.villages", "Village.code",
        [["990101100201", 1], ["990101100202", 1], ["990101101201", 1], [None, 1]]),
    ("wc", GROUPS, "TeamGroup.until", [["2019-07-01", 1], [None, 3]]),
    ("wc", GROUPS, "TeamGroup.since", [["2018-03-01", 2], ["2018-06-01", 1], ["2019-01-01", 1]]),
    ("wc", GROUPS, "TeamGroup.basis", [["GENERATED", 1], ["STATED", 3]]),
    # An open start is missing, not the sentinel.
    ("v1", "Village.posts", "Post.since", [[None, 1]]),
    ("wc", f"{GROUPS} TeamGroup.posts", "Post.rank", [[1, 1], [2, 1]]),
    # Project.investment is more than 32 bits hold.
    ("v1", "Village.projects", "Project.investment", [[3_000_000_000, 1]]),
    ("cai", "Cadre.sponsor", "Unit.level", []),
])
async def test_by_a_property(store: Store, start: str, path: str, by: str, expected: list[list[Any]]) -> None:
    assert await counted(store, start, path, by=(prop(by),)) == expected


@pytest.mark.parametrize(("day", "expected"), [
    ("2018-02-28", []),
    ("2018-03-01", [["NOT_RECORDED", 2]]),
    ("2018-05-01", [["HELD", 1], ["NOT_RECORDED", 1]]),
    ("2019-02-01", [["VACANT", 2]]),
    ("2019-06-01", [["NOT_RECORDED", 1], ["VACANT", 1]]),
])
async def test_by_what_is_derived(store: Store, day: str, expected: list[list[Any]]) -> None:
    holding = (derived("Post.holding"),)
    assert await counted(store, "wc", f"{GROUPS} TeamGroup.posts", day, by=holding) == expected


async def test_what_is_derived_rests_on_the_basis_too(store: Store) -> None:
    by, path = (derived("Post.holding"),), "WorkingCommittee.posts"
    assert await counted(store, "wc", path, by=by) == [["HELD", 1]]
    assert await counted(store, "wc", path, basis=["STATED"], by=by) == [["NOT_RECORDED", 1]]


async def test_by_a_derived_flag(store: Store) -> None:
    await store.commit(change_set(AlterNode("TeamGroup", N.g1, {"until": None}, {"until": "2018-06-01"})))
    assert await counted(store, "wc", GROUPS, by=(derived("TeamGroup.inForce"),)) == [[False, 1], [True, 3]]


async def test_by_several_keys(store: Store) -> None:
    by = (prop("Village.divisionKind"), prop("Village.households"))
    path = "County.townships Township.villages"
    assert await counted(store, "county", path, by=by) == [
        ["COMMUNITY", 300, 1], ["VILLAGE", 120, 1], ["VILLAGE", 300, 1], ["VILLAGE", None, 1],
    ]
    assert await counted(store, "county", path, by=(by[1], by[0])) == [
        [120, "VILLAGE", 1], [300, "COMMUNITY", 1], [300, "VILLAGE", 1], [None, "VILLAGE", 1],
    ]
    posts = f"{GROUPS} TeamGroup.posts"
    by_role = (derived("Post.holding"), prop("Post.rank"))
    assert await counted(store, "wc", posts, by=by_role) == [["VACANT", 1, 1], ["VACANT", 2, 1]]


async def test_missing_ones_come_last_at_every_place_and_in_one_group(store: Store) -> None:
    towns = [add_node("Township", f"x{n}", f"X{n}", divisionKind="TOWN") for n in range(3)]
    await store.commit(change_set(*towns, *(add_tie("WITHIN", f"x{n}", town.id, N.county)
        for n, town in enumerate(towns))))
    by = (prop("Township.agricultural"), prop("Township.code"))
    assert await counted(store, "county", "County.townships", by=by) == [
        [False, "990101101", 1], [True, "990101100", 1], [None, None, 4],
    ]


async def test_numbers_are_in_the_order_of_numbers(store: Store) -> None:
    villages = [add_node("Village", f"n{n}", f"N{n}", divisionKind="VILLAGE", households=n) for n in (9, 10, 100)]
    await store.commit(change_set(*villages, *(add_tie("WITHIN", village.id, village.id, N.t3)
        for village in villages)))
    assert await counted(store, "t3", "Township.villages", by=(prop("Village.households"),)) == [
        [9, 1], [10, 1], [100, 1],
    ]
