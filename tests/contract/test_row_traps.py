"""What engines disagree on, of rows: missing keys in pages, keys of the edge, pages in pages, several labels."""

from itertools import pairwise
from typing import Any

import pytest

from graph_service.model.graph import Kind
from graph_service.plan.ir import Quantifier
from graph_service.stores.port import Store
from tests.contract.asking import EDGE, EVER, Sheet, by, derived, extra, listing, names, prop, shape, through, to_many
from tests.contract.asking import to_one as one
from tests.contract.county import AT, N, add_tie, change_set, tie_id
from tests.contract.test_engine_traps import found, villages

# ---- orders and cursors


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("path", ["Village.households", "Village.code"])
async def test_pages_go_through_missing_keys_without_gap_or_repeat(store: Store, path: str, descending: bool) -> None:
    await store.commit(change_set(*villages(*(f"K{number}" for number in range(5)))))
    orders = (by(path, descending=descending),)
    sheet = Sheet()
    everything = await sheet.ask(store, listing("Village", shape("Village", "id", keyed=True), orders=orders))
    assert len(everything) == 9
    kinds = (prop(path).kind, Kind.ID)
    walked = await pages(store, orders, kinds)
    assert walked == everything
    values = [row[1] for row in everything]
    known = [value for value in values if value is not None]
    assert values == [*sorted(known, reverse=descending), *([None] * (9 - len(known)))]


async def pages(store: Store, orders: tuple[Any, ...], kinds: tuple[Kind, ...]) -> list[Any]:
    walked: list[Any] = []
    after: tuple[tuple[Kind, Any], ...] | None = None
    while True:
        sheet = Sheet()
        page = sheet.page(2, more=True, after=after)
        rows = await sheet.ask(store, listing("Village", shape("Village", "id", keyed=True), orders=orders, page=page))
        walked += rows[:2]
        if len(rows) < 3:
            return walked
        after = tuple(zip(kinds, rows[1][1:], strict=True))


@pytest.mark.parametrize("descending", [False, True])
async def test_pages_behind_a_hop_by_two_keys_of_the_edge(store: Store, descending: bool) -> None:
    """`until` is mostly open, `since` often the same: only the ids part the rows."""
    orders = (
        by("SERVES_IN.until", descending=descending, subject=EDGE),
        by("SERVES_IN.since", descending=not descending, subject=EDGE),
        by("Cadre.gender"),
    )
    ties = [
        add_tie("SERVES_IN", f"more {n}", N.ann if n % 2 else N.bob, N.g1, since=f"2018-0{1 + n % 3}-01",
            **({"until": "2018-12-01"} if n == 4 else {}))
        for n in range(6)
    ]
    await store.commit(change_set(*ties))
    row = shape("Cadre", "id", keyed=True)
    kinds = (Kind.DATE, Kind.DATE, Kind.CHOICE, Kind.ID, Kind.ID)
    sheet = Sheet()
    ((everything,),) = [await group_of(store, sheet, to_many("TeamGroup.members", row, orders=orders, moment=EVER))]
    assert len(everything) == 8
    assert len({row[-1] for row in everything}) == 8
    for before, behind in pairwise(everything):
        sheet = Sheet()
        page = sheet.page(1, after=tuple(zip(kinds, before[1:], strict=True)))
        asked = to_many("TeamGroup.members", row, orders=orders, page=page, moment=EVER)
        assert await group_of(store, sheet, asked) == [[behind]]


async def group_of(store: Store, sheet: Sheet, part: Any) -> Any:
    return await sheet.ask(store, sheet.lookup("TeamGroup", N.g1, shape("TeamGroup", parts=(part,))))


async def test_pages_within_pages(store: Store) -> None:
    sheet = Sheet()
    cadre = shape("Cadre", "name")
    members = to_many("TeamGroup.members", cadre, orders=names("Cadre"), page=sheet.page(1), total=True)
    groups = to_many("TownshipBranch.groups", shape("TeamGroup", "name", parts=(members,)),
        orders=(by("TeamGroup.nameKey", descending=True),), page=sheet.page(2, more=True), total=True)
    row = listing("TownshipBranch", shape("TownshipBranch", "name", parts=(groups,)), orders=names("TownshipBranch"))
    assert await sheet.ask(store, row) == [
        ["B1 东支部", [[["G2 二组", [[], 0]], ["G1 一组", [[["C1 Ann"]], 2]]], 2]],
        ["B2 西支部", [[["G4 四组", [[], 0]], ["G3 三组", [[["C3 Cai"]], 2]]], 2]],
    ]


# ---- several labels at one place


async def test_rows_of_several_labels_each_with_their_own(store: Store) -> None:
    sheet = Sheet()
    row = shape("PostPlace", "name", labelled=True, extras=(
        extra("TeamGroup", "dispatchLevel", (derived("TeamGroup.inForce"),), (
            one("TeamGroup.branch", shape("TownshipBranch", "name")),)),
        extra("Village", "households needs"),
    ))
    posts = listing("Post", shape("Post", parts=(one("Post.body", row),)), orders=names("Post"))
    assert await sheet.ask(store, posts) == [
        [["Village", "V1 东一村", None, [300, ["TOURISM", "WATER"]]]],
        [["TeamGroup", "G1 一组", ["COUNTY", True, ["B1 东支部"]], None]],
        [["TeamGroup", "G1 一组", ["COUNTY", True, ["B1 东支部"]], None]],
        [["WorkingCommittee", "W1 党工委", None, None]],
    ]


async def test_the_types_of_one_name_do_not_mix(store: Store) -> None:
    """A county's units and committees hang on one type, and a province's units are not its counties'."""
    sheet = Sheet()
    row = shape("County", parts=(
        to_many("County.units", shape("Unit", "name"), orders=names("Unit"), total=True),
        one("County.committee", shape("WorkingCommittee", "name")),
    ))
    assert await sheet.ask(store, sheet.lookup("County", N.county, row)) == [[[["U1 县委"]], 1], ["W1 党工委"]]


async def test_a_row_with_nothing_in_it_is_there(store: Store) -> None:
    sheet = Sheet()
    row = shape("TeamGroup", parts=(one("TeamGroup.branch", shape("TownshipBranch")),))
    assert await sheet.ask(store, sheet.lookup("TeamGroup", N.g1, row)) == [[]]
    sheet = Sheet()
    row = shape("TeamGroup", parts=(one("TeamGroup.branch", shape("TownshipBranch")),))
    sheet.values[0] = "2017-01-01"
    assert await sheet.ask(store, sheet.lookup("TeamGroup", N.g1, row)) == [None]


async def test_the_winner_is_chosen_before_the_condition_is_asked(store: Store) -> None:
    """Bob holds the seat too, but Cai came later."""
    sheet = Sheet("2019-11-01")
    bob = through("Post.holder", Quantifier.ONE, sheet.compare("Cadre.name", "eq", "C2 Bob"))
    assert await found(store, sheet, bob, "Post") == []
    cai = through("Post.holder", Quantifier.ONE, sheet.compare("Cadre.name", "eq", "C3 Cai"))
    assert await found(store, sheet, cai, "Post") == ["P1 第一书记"]


async def test_of_equal_starts_the_least_id_wins(store: Store) -> None:
    same = {"since": "2019-10-01"}
    ties = [add_tie("HOLDS", f"tie {n}", who, N.p3, **same) for n, who in enumerate((N.ann, N.bob, N.cai))]
    await store.commit(change_set(*ties))
    least = min(ties, key=lambda tie: tie.id)
    sheet = Sheet("2019-11-01")
    row = shape("Post", parts=(one("Post.holder", shape("Cadre", "id", edge=(prop("HOLDS.id"),))),))
    assert await sheet.ask(store, sheet.lookup("Post", N.p3, row)) == [[least.source, least.id]]


async def test_equal_relationships_between_two_nodes_are_two(store: Store) -> None:
    await store.commit(change_set(add_tie("SPONSORS", "twice", N.water, N.g1, since="2018-03-01")))
    sheet = Sheet()
    unit = shape("Unit", "name", edge=(prop("SPONSORS.id"),))
    asked = to_many("TeamGroup.sponsors", unit, orders=names("Unit"), total=True)
    rows, total = (await group_of(store, sheet, asked))[0]
    assert [name for name, _ in rows] == ["U2 水利局", "U2 水利局", "U3 农科院"]
    assert [key for _, key in rows[:2]] == sorted(tie_id("SPONSORS", key) for key in ("water g1", "twice"))
    assert total == 3


async def test_the_time_of_a_change_is_kept_as_it_was_given(store: Store) -> None:
    history = await store.history()
    assert [record.change_set.at for record in history.records] == [AT]
