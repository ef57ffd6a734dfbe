"""Several beginnings answered at once."""

from typing import Any

from graph_service.plan.ir import Root, Together
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, derived, listing, names, shape, tally, to_many
from tests.contract.county import N

UNKNOWN = "tg_aaaaaaaaaaaaaaaaaaaa"


def beginnings(sheet: Sheet) -> tuple[Any, ...]:
    """One of each, and some that find nothing between them."""
    members = to_many("TeamGroup.members", shape("Cadre", "name"), orders=names("Cadre"), total=True)
    group = shape("TeamGroup", "name", derived=(derived("TeamGroup.inForce"),), parts=(members,))
    village = shape("Village", "name", parts=(tally("Village.groups"),))
    return (
        sheet.lookup("TeamGroup", N.g1, group),
        sheet.lookup("TeamGroup", UNKNOWN, group),
        sheet.lookup("Village", [N.v3, UNKNOWN, N.v1, N.v3], village),
        sheet.reach([UNKNOWN], "->REPORTS_TO", 3),
        sheet.lookup("Village", [], village),
        listing("Township", shape("Township", "name"), orders=names("Township"), page=sheet.page(1, more=True),
            total=True),
        listing("Policy", shape("Policy", "name")),
        listing("Policy", shape("Policy", "name"), rows=False, total=True),
        sheet.reach([N.g1, N.b2], "->REPORTS_TO", 3, row=shape("Node", "name", labelled=True)),
        sheet.matches("Village", []),
        sheet.distances(N.g1, "->REPORTS_TO", 3),
        sheet.distances(UNKNOWN, "->REPORTS_TO", 3),
        sheet.matches("Village", ["东", "一"], 2),
    )


CELLS = [
    ["G1 一组", True, [[["C1 Ann"], ["C2 Bob"]], 2]],
    None,
    [["V3 西一村", [1]], None, ["V1 东一村", [1]], ["V3 西一村", [1]]],
    [],
    [],
    [[["T1 东镇"], ["T2 西镇"]], 3],
    [],
    [[], 0],
    [
        *([0, [label, name]] for _, label, name in sorted((
            (N.g1, "TeamGroup", "G1 一组"), (N.b2, "TownshipBranch", "B2 西支部"),
        ))),
        *([1, [label, name]] for _, label, name in sorted((
            (N.b1, "TownshipBranch", "B1 东支部"), (N.wc, "WorkingCommittee", "W1 党工委"),
        ))),
    ],
    [],
    [[N.g1, 0], [N.b1, 1], [N.wc, 2]],
    [],
    [[2, ["V1 东一村"]]],
]


async def test_every_beginning_has_its_cell_in_order(store: Store) -> None:
    sheet = Sheet()
    assert await sheet.ask(store, Together(beginnings(sheet))) == CELLS
    sheet = Sheet()
    assert await sheet.ask(store, Together(tuple(reversed(beginnings(sheet))))) == CELLS[::-1]


async def test_together_is_as_one_by_one(store: Store) -> None:
    for at, cell in enumerate(CELLS):
        sheet = Sheet()
        assert await sheet.ask(store, beginnings(sheet)[at]) == cell
        sheet = Sheet()
        assert await sheet.ask(store, Together((beginnings(sheet)[at],))) == [cell]


async def test_one_day_and_one_basis_hold_for_all(store: Store) -> None:
    def roots(sheet: Sheet) -> tuple[Any, ...]:
        groups = to_many("TownshipBranch.groups", shape("TeamGroup", "name"), orders=names("TeamGroup"))
        return (
            sheet.lookup("TownshipBranch", N.b2, shape("TownshipBranch", parts=(groups,))),
            listing("TownshipBranch", shape("TownshipBranch", "name"), orders=names("TownshipBranch")),
            sheet.distances(N.b2, "<-REPORTS_TO", 1),
            sheet.matches("TownshipBranch", ["西"]),
        )

    def expected(groups: list[str], branches: list[str], distances: list[str], matches: list[str]) -> list[Any]:
        return [
            [[[name] for name in groups]], [[name] for name in branches],
            [[N.b2, 0], *([found, 1] for found in sorted(distances))], [[1, [name]] for name in matches],
        ]

    east, west, third, fourth = "B1 东支部", "B2 西支部", "G3 三组", "G4 四组"
    for day, basis, cells in (
        ("2019-12-31", None, expected([third, fourth], [east, west], [N.g3, N.g4], [west])),
        ("2019-12-31", ["STATED"], expected([third], [east, west], [N.g3], [west])),
        ("2020-01-01", None, expected([], [east], [], [])),
    ):
        sheet = Sheet(day, basis)
        assert await sheet.ask(store, Together(roots(sheet))) == cells


async def test_beginnings_may_share_slots(store: Store) -> None:
    sheet = Sheet()
    lookup = sheet.lookup("Village", [N.v2, N.v1], shape("Village", "name"))
    again = sheet.lookup("Village", [N.v1], shape("Village", "id"))
    same: tuple[Any, ...] = (lookup, again, lookup)
    assert await sheet.ask(store, Together(same)) == [
        [["V2 东二村"], ["V1 东一村"]], [[N.v1]], [["V2 东二村"], ["V1 东一村"]],
    ]


async def test_more_beginnings_than_a_hand_would_write(store: Store) -> None:
    """An insight asks for its client's selections at up to some dozens of places."""
    sheet = Sheet()
    keys = [N.v1, N.v2, N.v3, N.v4] * 8
    roots = tuple(sheet.lookup("Village", [key, N.v1], shape("Village", "id")) for key in keys)
    assert await sheet.ask(store, Together(roots)) == [[[key], [N.v1]] for key in keys]


async def test_an_answer_belongs_to_the_caller(store: Store) -> None:
    sheet = Sheet()
    root: Root = Together((sheet.lookup("Village", N.v1, shape("Village", "needs")),))
    plan = sheet.plan(root)
    first = await store.answer(plan, sheet.values)
    assert first.revision == 1
    first.cell[0][0].append("SPOILED")
    first.cell.clear()
    assert (await store.answer(plan, sheet.values)).cell == [[["TOURISM", "WATER"]]]
