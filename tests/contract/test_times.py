"""When a relationship has to be in force, and on what it has to rest."""

import pytest

from graph_service.plan.ir import Quantifier
from graph_service.stores.port import Store
from tests.contract.asking import DAY, EVER, Sheet, derived, listing, names, shape, through, to_many, to_one
from tests.contract.county import NODES, N

ALL = ["STATED", "COUNTED", "INFERRED", "GENERATED"]


def short(rows: list[list[str]]) -> str:
    return " ".join(name[:2] for (name,) in rows)


@pytest.mark.parametrize(("day", "groups"), [
    ("2018-02-28", ""), ("2018-03-01", "G1 G2"), ("2019-06-30", "G1 G2"), ("2019-07-01", "G1"),
    ("2019-12-31", "G1"), ("2020-01-01", "G1 G3"),
])
async def test_a_day_is_half_open(store: Store, day: str, groups: str) -> None:
    sheet = Sheet(day)
    row = shape("TownshipBranch", "name", parts=(
        to_many("TownshipBranch.groups", shape("TeamGroup", "name"), orders=names("TeamGroup")),
    ))
    name, members = await sheet.ask(store, sheet.lookup("TownshipBranch", N.b1, row))
    assert (name, short(members)) == ("B1 东支部", groups)


@pytest.mark.parametrize(("start", "end", "groups"), [
    ("2018-01-01", "2018-03-01", ""), ("2018-01-01", "2018-03-02", "G1 G2"), ("2019-06-30", "2019-07-01", "G1 G2"),
    ("2019-07-01", "2020-01-01", "G1"), ("2019-07-01", "2020-01-02", "G1 G3"), ("2018-01-01", "2030-01-01", "G1 G2 G3"),
])
async def test_a_span_takes_whatever_overlaps(store: Store, start: str, end: str, groups: str) -> None:
    sheet = Sheet("2017-01-01")
    row = shape("TownshipBranch", parts=(
        to_many("TownshipBranch.groups", shape("TeamGroup", "name"), orders=names("TeamGroup"),
            moment=sheet.span(start, end)),
    ))
    (members,) = await sheet.ask(store, sheet.lookup("TownshipBranch", N.b1, row))
    assert short(members) == groups


async def test_below_a_span_the_day_holds_again(store: Store) -> None:
    sheet = Sheet("2018-03-15")
    members = to_many("TeamGroup.members", shape("Cadre", "name"), orders=names("Cadre"))
    groups = to_many("TownshipBranch.groups", shape("TeamGroup", "name", parts=(members,)),
        orders=names("TeamGroup"), moment=sheet.span("2018-01-01", "2021-01-01"))
    row = shape("TownshipBranch", parts=(groups,))
    assert await sheet.ask(store, sheet.lookup("TownshipBranch", N.b1, row)) == [
        [["G1 一组", [["C1 Ann"], ["C2 Bob"]]], ["G2 二组", []], ["G3 三组", []]]
    ]


async def test_ever(store: Store) -> None:
    sheet = Sheet("2017-01-01")
    row = shape("TeamGroup", parts=(
        to_many("TeamGroup.villages", shape("Village", "name"), orders=names("Village"), moment=EVER),
        to_many("TeamGroup.villages", shape("Village", "name"), orders=names("Village"), moment=DAY),
    ))
    assert await sheet.ask(store, sheet.lookup("TeamGroup", N.g3, row)) == [[["V2 东二村"], ["V3 西一村"]], []]


async def test_a_listing_sees_what_stands_at_its_moment(store: Store) -> None:
    for day, expected in (("2018-03-01", "G1 G2"), ("2019-02-01", "G1 G2 G3 G4"), ("2019-07-01", "G1 G3 G4")):
        row = shape("TeamGroup", "name")
        assert short(await Sheet(day).ask(store, listing("TeamGroup", row, orders=names("TeamGroup")))) == expected
    sheet = Sheet("2017-01-01")
    span = listing("TeamGroup", shape("TeamGroup", "name"), orders=names("TeamGroup"),
        moment=sheet.span("2018-01-01", "2018-06-01"))
    assert short(await sheet.ask(store, span)) == "G1 G2"
    sheet = Sheet("2017-01-01")
    ever = listing("TeamGroup", shape("TeamGroup", "name"), orders=names("TeamGroup"), moment=EVER)
    assert short(await sheet.ask(store, ever)) == "G1 G2 G3 G4"


async def test_what_has_no_dates_always_stands(store: Store) -> None:
    for day in ("0001-01-01", "1900-01-01", "9999-12-30"):
        rows = await Sheet(day).ask(store, listing("Cadre", shape("Cadre", "name"), orders=names("Cadre")))
        assert short(rows) == "C1 C2 C3 C4"


async def test_every_end_of_the_enclave_in_its_time(store: Store) -> None:
    row = shape("Project", parts=(
        to_many("Project.sites", shape("Site", "name", labelled=True), orders=names("Village")),
        to_many("Project.beneficiaries", shape("Village", "name"), orders=names("Village")),
    ))
    for day, expected in (
        ("2018-04-30", [[], []]),
        ("2018-05-31", [[["Village", "V1 东一村"]], [["V3 西一村"]]]),
        ("2018-06-01", [[["Enterprise", "E1 合作社"], ["Village", "V1 东一村"]], [["V3 西一村"]]]),
    ):
        sheet = Sheet(day)
        assert await sheet.ask(store, sheet.lookup("Project", N.enclave, row)) == expected


@pytest.mark.parametrize(("basis", "expected"), [
    (None, "V1:G1 V2:G3 V3:G3 V4:G4"),
    (ALL, "V1:G1 V2:G3 V3:G3 V4:G4"),
    (["STATED"], "V1:G1 V2: V3:G3"),
    (["STATED", "INFERRED"], "V1:G1 V2:G3 V3:G3 V4:"),
    (["INFERRED"], "V4:"),
    (["GENERATED"], ""),
    ([], ""),
])
async def test_the_basis_of_nodes_and_of_relationships(
    store: Store, basis: list[str] | None, expected: str
) -> None:
    sheet = Sheet("2019-08-01", basis)
    groups = to_many("Village.groups", shape("TeamGroup", "name"), orders=names("TeamGroup"))
    root = listing("Village", shape("Village", "name", parts=(groups,)), orders=names("Village"))
    rows = await sheet.ask(store, root)
    assert " ".join(f"{name[:2]}:{short(fars)}" for name, fars in rows) == expected


async def test_the_basis_of_the_far_node_alone(store: Store) -> None:
    """Dan is generated; a relationship between him and a stated unit that is stated is left out all the same."""
    sheet = Sheet("2019-08-01", ["STATED"])
    members = to_many("TeamGroup.members", shape("Cadre", "name"), orders=names("Cadre"), total=True)
    assert await sheet.ask(store, sheet.lookup("TeamGroup", N.g3, shape("TeamGroup", parts=(members,)))) == [
        [[["C3 Cai"]], 1]
    ]


async def test_the_basis_at_an_end_to_one(store: Store) -> None:
    holder = to_one("Post.holder", shape("Cadre", "name"))
    row = shape("Post", "name", derived=(derived("Post.holding"),), parts=(holder,))
    for basis, expected in (
        (["STATED"], ["P4 书记", "NOT_RECORDED", None]),
        (["STATED", "GENERATED"], ["P4 书记", "HELD", ["C4 Dan"]]),
        (None, ["P4 书记", "HELD", ["C4 Dan"]]),
    ):
        sheet = Sheet("2019-08-01", basis)
        assert await sheet.ask(store, sheet.lookup("Post", N.p4, row)) == expected


async def test_the_basis_within_conditions(store: Store) -> None:
    for basis, some, none in (
        (["STATED"], "V1 V3", "V2"),
        (["STATED", "INFERRED"], "V1 V2 V3", "V4"),
        (None, "V1 V2 V3 V4", ""),
    ):
        for quantifier, expected in ((Quantifier.SOME, some), (Quantifier.NONE, none)):
            sheet = Sheet("2019-08-01", basis)
            where = through("Village.groups", quantifier)
            root = listing("Village", shape("Village", "name"), where, names("Village"))
            assert short(await sheet.ask(store, root)) == expected


async def test_the_basis_in_totals(store: Store) -> None:
    for basis, total in ((["STATED"], 3), (["GENERATED"], 1), (None, 4)):
        sheet = Sheet("2019-02-01", basis)
        root = listing("TeamGroup", shape("TeamGroup"), rows=False, total=True)
        assert await sheet.ask(store, root) == [[], total]


async def test_the_listing_knows_every_node(store: Store) -> None:
    sheet = Sheet()
    rows = await sheet.ask(store, listing("Named", shape("Named", "id"), moment=EVER))
    assert [key for (key,) in rows] == sorted(node.id for node in NODES.values())
