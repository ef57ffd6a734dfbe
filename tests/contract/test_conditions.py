"""Every condition is true or false; missing values match nothing."""

import pytest

from graph_service.model.graph import Kind
from graph_service.plan.ir import (
    ALWAYS_TRUE,
    NEVER_TRUE,
    AllOf,
    AnyOf,
    IsA,
    Labelled,
    Missing,
    Not,
    Quantifier,
    Value,
    Where,
)
from graph_service.stores.port import Store
from tests.contract.asking import EDGE, EVER, Sheet, by, listing, names, prop, shape, through
from tests.contract.county import N, node_id

SOME, NONE, EVERY, ONE = Quantifier.SOME, Quantifier.NONE, Quantifier.EVERY, Quantifier.ONE


async def found(store: Store, sheet: Sheet, owner: str, where: Where) -> str:
    """The first two letters of the names of all that meet the condition, in the order of names."""
    rows = await sheet.ask(store, listing(owner, shape(owner, "name"), where, names(owner)))
    return " ".join(name[:2] for (name,) in rows)


@pytest.mark.parametrize(("path", "op", "value", "expected"), [
    ("Village.name", "eq", "V1 东一村", "V1"),
    ("Village.name", "in", ["V1 东一村", "V3 西一村", "nowhere"], "V1 V3"),
    ("Village.name", "in", [], ""),
    ("Village.name", "contains", "一", "V1 V3"),
    ("Village.name", "startsWith", "V", "V1 V2 V3 V4"),
    ("Village.name", "startsWith", "v", ""),
    ("Village.code", "lt", "990101100202", "V1"),
    ("Village.code", "lte", "990101100202", "V1 V2"),
    ("Village.code", "gt", "990101100202", "V3"),
    ("Village.code", "gte", "990101100202", "V2 V3"),
    ("Village.households", "eq", 300, "V1 V4"),
    ("Village.households", "lt", 300, "V2"),
    ("Village.households", "gte", 0, "V1 V2 V4"),
    ("Village.households", "in", [120, 7], "V2"),
    ("Village.needs", "has", "WATER", "V1 V3"),
    ("Village.needs", "hasAny", ["TOURISM", "LAW"], "V1"),
    ("Village.needs", "hasAny", [], ""),
    ("Village.divisionKind", "eq", "COMMUNITY", "V4"),
    ("Village.basis", "in", ["INFERRED", "COUNTED"], "V4"),
    ("Village.since", "lt", "2030-01-01", ""),
    ("Village.until", "gte", "2000-01-01", ""),
    ("Township.agricultural", "eq", True, "T1"),
    ("Township.agricultural", "eq", False, "T2"),
    ("Township.agricultural", "in", [True, False], "T1 T2"),
    ("Project.investment", "gte", 3_000_000_000, "J1"),
    ("Source.date", "gt", "2020-11-11", "R1"),
    ("TeamGroup.since", "lte", "2018-03-01", "G1 G2"),
    ("TeamGroup.until", "lte", "2019-07-01", "G2"),
    ("Unit.capabilities", "hasAny", ["CONSTRUCTION", "AGRICULTURE"], "U2 U3"),
])
async def test_operators(store: Store, path: str, op: str, value: Value, expected: str) -> None:
    sheet = Sheet()
    assert await found(store, sheet, path.split(".")[0], sheet.compare(path, op, value)) == expected


async def test_not_of_a_missing_value_is_true(store: Store) -> None:
    for path, op, value, expected in (
        ("Village.households", "eq", 300, "V2 V3"),
        ("Village.households", "lt", 1000, "V3"),
        ("Village.code", "startsWith", "9901011002", "V4"),
        ("Village.until", "gte", "2000-01-01", "V1 V2 V3 V4"),
        ("Village.needs", "has", "WATER", "V2 V4"),
    ):
        sheet = Sheet()
        where = Not(sheet.compare(path, op, value))
        if path == "Village.code":
            where = Not(sheet.compare(path, "gte", "0"))
        assert await found(store, sheet, "Village", where) == expected


async def test_missing(store: Store) -> None:
    for path, expected in (
        ("Village.households", "V3"), ("Village.code", "V4"), ("Village.needs", ""), ("Village.name", ""),
        ("Village.since", "V1 V2 V3 V4"), ("TeamGroup.since", ""), ("TeamGroup.until", "G1 G3 G4"),
        ("TeamGroup.dispatchLevel", "G4"), ("Township.agricultural", "T3"),
    ):
        owner = path.split(".")[0]
        assert await found(store, Sheet(), owner, Missing(prop(path))) == expected
        everyone = await found(store, Sheet(), owner, ALWAYS_TRUE)
        others = " ".join(one for one in everyone.split() if one not in expected.split())
        assert await found(store, Sheet(), owner, Not(Missing(prop(path)))) == others


async def test_connectives(store: Store) -> None:
    sheet = Sheet()
    many, coded = sheet.compare("Village.households", "gte", 200), sheet.compare("Village.code", "gt", "0")
    for where, expected in (
        (AllOf((many, coded)), "V1"),
        (AnyOf((many, coded)), "V1 V2 V3 V4"),
        (AllOf((Not(many), coded)), "V2 V3"),
        (Not(AnyOf((many, Not(coded)))), "V2 V3"),
        (Not(AllOf((many, coded))), "V2 V3 V4"),
        (ALWAYS_TRUE, "V1 V2 V3 V4"),
        (NEVER_TRUE, ""),
        (Not(NEVER_TRUE), "V1 V2 V3 V4"),
        (AnyOf((NEVER_TRUE, many)), "V1 V4"),
        (AllOf((ALWAYS_TRUE, coded)), "V1 V2 V3"),
    ):
        assert await found(store, sheet, "Village", where) == expected


async def test_labels(store: Store) -> None:
    sheet = Sheet()
    assert await found(store, sheet, "Body", IsA(("TownshipBranch", "Unit"))) == "B1 B2 U1 U2 U3"
    assert await found(store, sheet, "Body", Not(IsA(("Unit",)))) == "B1 B2 G1 G2 G3 G4 S1 W1"
    one = Labelled("eq", sheet.slot("WorkingCommittee", Kind.CHOICE))
    assert await found(store, sheet, "Body", one) == "W1"
    several = Labelled("in", sheet.slot(["WorkingCommittee", "GuidanceStation", "Cadre"], Kind.CHOICE))
    assert await found(store, sheet, "Body", several) == "S1 W1"


async def test_a_condition_on_one_label_among_several(store: Store) -> None:
    sheet = Sheet()
    village = AllOf((IsA(("Village",)), sheet.compare("Village.households", "gte", 200)))
    assert await found(store, sheet, "Division", village) == "V1 V4"
    assert await found(store, sheet, "Division", AllOf((Not(village), Not(IsA(("Village",)))))) == "A  A  T1 T2 T3 示例"


async def test_some_none_every(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    county = sheet.compare("TeamGroup.dispatchLevel", "eq", "COUNTY")
    for quantifier, where, expected in (
        (SOME, ALWAYS_TRUE, "V1 V2 V3 V4"), (NONE, ALWAYS_TRUE, ""), (EVERY, ALWAYS_TRUE, "V1 V2 V3 V4"),
        (SOME, county, "V1"), (NONE, county, "V2 V3 V4"), (EVERY, county, "V1"),
        (SOME, Not(county), "V2 V3 V4"), (EVERY, Not(county), "V2 V3 V4"),
        (SOME, NEVER_TRUE, ""), (EVERY, NEVER_TRUE, ""), (NONE, NEVER_TRUE, "V1 V2 V3 V4"),
    ):
        assert await found(store, sheet, "Village", through("Village.groups", quantifier, where)) == expected


async def test_every_holds_where_there_is_none(store: Store) -> None:
    sheet = Sheet("2017-01-01")
    assert await found(store, sheet, "Village", through("Village.groups", EVERY, NEVER_TRUE)) == "V1 V2 V3 V4"
    assert await found(store, sheet, "Village", through("Village.groups", NONE)) == "V1 V2 V3 V4"


async def test_some_and_every_differ_where_there_are_two(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    one_of_two = sheet.compare("Unit.level", "eq", "PROVINCE")
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.sponsors", SOME, one_of_two)) == "G1"
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.sponsors", EVERY, one_of_two)) == "G2 G4"
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.sponsors", NONE, one_of_two)) == "G2 G3 G4"


async def test_the_edge(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    county = sheet.compare("SERVES_IN.origin", "eq", "COUNTY", EDGE)
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.members", SOME, county)) == "G1"
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.members", SOME, Not(county))) == "G1 G3"
    unsaid = Missing(prop("SERVES_IN.origin"), EDGE)
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.members", SOME, unsaid)) == "G3"
    ending = sheet.compare("SERVES_IN.until", "lt", "2020-01-01", EDGE)
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.members", SOME, ending)) == "G1"
    lasting = Missing(prop("SERVES_IN.until"), EDGE)
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.members", EVERY, lasting)) == "G2 G3 G4"
    generated = sheet.compare("SERVES_IN.basis", "eq", "GENERATED", EDGE)
    assert await found(store, sheet, "TeamGroup", through("TeamGroup.members", SOME, generated)) == "G3"
    duty = sheet.compare("TAKES_PART_IN.duties", "has", "SITE", EDGE)
    assert await found(store, sheet, "Village", through("Village.projects", SOME, duty)) == "V1"
    assert await found(store, sheet, "Village", through("Village.projects", SOME, Not(duty))) == "V3"


async def test_the_edge_is_that_of_the_innermost_hop(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    city = sheet.compare("SERVES_IN.origin", "eq", "CITY", EDGE)
    member = through("TeamGroup.members", SOME, city)
    assert await found(store, sheet, "Village", through("Village.groups", SOME, member)) == "V1"


async def test_an_edge_on_a_node_between(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    since = sheet.compare("STATIONED_IN.since", "gte", "2019-01-01", EDGE)
    ends = AllOf((through("TeamGroup.members", SOME), since))
    assert await found(store, sheet, "Village", through("Village.groups", SOME, ends)) == "V3"


async def test_through_one(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    east = sheet.compare("Township.name", "eq", "T1 东镇")
    assert await found(store, sheet, "Village", through("Village.township", ONE, east)) == "V1 V2"
    assert await found(store, sheet, "Village", Not(through("Village.township", ONE, east))) == "V3 V4"
    assert await found(store, sheet, "Post", through("Post.holder", ONE)) == "P1 P4"
    assert await found(store, sheet, "Post", Not(through("Post.holder", ONE))) == "P2 P3"


async def test_through_one_asks_only_the_one_that_readers_take(store: Store) -> None:
    """Two hold the seat: Bob since April, Cai since October."""
    for day, taken in (("2019-03-31", "C1 Ann"), ("2019-09-30", "C2 Bob"), ("2019-11-01", "C3 Cai")):
        for name in ("C1 Ann", "C2 Bob", "C3 Cai"):
            sheet = Sheet(day)
            where = through("Post.holder", ONE, sheet.compare("Cadre.name", "eq", name))
            assert await found(store, sheet, "Post", where) == ("P1" if name == taken else "")


async def test_through_one_over_a_span_and_ever(store: Store) -> None:
    sheet = Sheet()
    ann = sheet.compare("Cadre.name", "eq", "C1 Ann")
    assert await found(store, sheet, "Post", through("Post.holder", ONE, ann, EVER)) == "P2"
    early = sheet.span("2018-01-01", "2019-04-01")
    assert await found(store, sheet, "Post", through("Post.holder", ONE, ann, early)) == "P1 P2"
    later = sheet.span("2018-01-01", "2019-04-02")
    assert await found(store, sheet, "Post", through("Post.holder", ONE, ann, later)) == "P2"


async def test_through_one_and_its_edge(store: Store) -> None:
    sheet = Sheet("2019-11-01")
    full = sheet.compare("HOLDS.capacity", "eq", "FULL", EDGE)
    assert await found(store, sheet, "Post", through("Post.holder", ONE, full)) == ""
    temporary = sheet.compare("HOLDS.capacity", "eq", "TEMPORARY", EDGE)
    assert await found(store, sheet, "Post", through("Post.holder", ONE, temporary)) == "P1"


async def test_chains_of_hops(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    committee = through("TownshipBranch.committee", ONE, sheet.compare("WorkingCommittee.name", "startsWith", "W1"))
    branch = through("TeamGroup.branch", ONE, committee)
    assert await found(store, sheet, "Village", through("Village.groups", SOME, branch)) == "V1 V2 V3 V4"


async def test_derived_values(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    assert await found(store, sheet, "Post", sheet.derived("Post.holding", "eq", "VACANT")) == "P2 P3"
    assert await found(store, sheet, "Post", sheet.derived("Post.holding", "in", ["HELD", "VACANT"])) == "P1 P2 P3 P4"
    assert await found(store, sheet, "Post", sheet.derived("Post.inForce", "eq", False)) == ""
    vacant = through("TeamGroup.posts", SOME, sheet.derived("Post.holding", "eq", "VACANT"))
    assert await found(store, sheet, "TeamGroup", vacant) == "G1"
    closed = through("WorkingCommittee.posts", SOME, sheet.derived("Post.inForce", "eq", False), EVER)
    assert await found(store, sheet, "WorkingCommittee", closed) == "W1"


async def test_a_holding_of_nothing(store: Store) -> None:
    """A derived value is never missing: `eq: null` comes as a condition that is never true."""
    sheet = Sheet()
    assert await found(store, sheet, "Post", Not(NEVER_TRUE)) == "P1 P2 P3 P4"


@pytest.mark.parametrize("descending", [False, True])
async def test_given_ids_are_looked_up_and_not_looked_through(store: Store, *, descending: bool) -> None:
    """One twice, one of another label, one that is not there; the rest of the condition holds."""
    ids: list[str] = [N.v2, N.v1, N.v1, N.v3, N.t1, node_id("Village", "lost")]
    orders = (by("Village.nameKey", descending=descending),)
    rows = sorted([["V1 东一村"], ["V2 东二村"]], reverse=descending)
    for first, total, expected in ((9, True, [rows, 2]), (1, False, rows[:1])):
        sheet = Sheet()
        where = AllOf((sheet.compare("Village.id", "in", ids), sheet.compare("Village.households", "gte", 100)))
        asked = listing("Village", shape("Village", "name"), where, orders, sheet.page(first), total=total)
        assert await sheet.ask(store, asked) == expected
    sheet = Sheet()
    none = sheet.compare("Village.id", "in", [])
    assert await sheet.ask(store, listing("Village", shape("Village", "name"), none, rows=False, total=True)) == [[], 0]
