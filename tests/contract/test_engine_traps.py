"""What engines disagree on, of values: text beyond the basic plane, what is empty, great, missing, or open."""

from typing import Any

import pytest

from graph_service.model.graph import Kind
from graph_service.plan.ir import AllOf, AnyOf, IsA, Labelled, Missing, Not, Quantifier, Where
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, by, listing, names, prop, shape, through
from tests.contract.county import add_node, change_set, node_id

WIDE = "\uff21"
RARE = "𠮷家村𪚥"
"""Both rare characters lie beyond the basic plane: two units each in UTF-16."""
GREAT = 2**53
HOSTILE = (
    "'", '"', "\\", "`", "\\u0027", "'}) DETACH DELETE n //", "$p0", "{}", "%s", "\u0000", "\n", "line\u2028end",
    "%", "_", ".*", "🏡", "e\u0301", "é",
)


def villages(*names_: str) -> list[Any]:
    return [
        add_node("Village", f"trap {number}", name, divisionKind="VILLAGE", households=number or None)
        for number, name in enumerate(names_)
    ]


async def found(store: Store, sheet: Sheet, where: Where, label: str = "Village") -> list[str]:
    rows = await sheet.ask(store, listing(label, shape(label, "name"), where, names(label)))
    return [row[0] for row in rows]


# ---- text


@pytest.mark.parametrize(
    ("op", "value"),
    [("eq", RARE), ("in", [RARE, "x"]), ("contains", "𠮷"), ("contains", "家村𪚥"), ("startsWith", "𠮷家")],
)
async def test_text_beyond_the_basic_plane_is_compared_by_characters(store: Store, op: str, value: Any) -> None:
    await store.commit(change_set(*villages(RARE, "吉家村")))
    sheet = Sheet()
    assert await found(store, sheet, sheet.compare("Village.name", op, value)) == [RARE]


async def test_half_a_character_is_not_contained(store: Store) -> None:
    """U+20BB7 and U+20BB8 share their first unit in UTF-16."""
    await store.commit(change_set(*villages("\U00020bb7")))
    sheet = Sheet()
    assert await found(store, sheet, sheet.compare("Village.name", "contains", "\U00020bb8")) == []


async def test_orders_beyond_the_basic_plane_go_by_the_key(store: Store) -> None:
    """By UTF-16 units U+FF21 would come after U+20BB7, by code points before."""
    await store.commit(change_set(*villages("\U00020bb7", WIDE)))
    sheet = Sheet()
    where = AnyOf(tuple(sheet.compare("Village.name", "eq", name) for name in ("\U00020bb7", WIDE)))
    assert await found(store, sheet, where) == [WIDE, "\U00020bb7"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_text_is_text_whatever_it_says(store: Store, text: str) -> None:
    await store.commit(change_set(add_node("Village", "hostile", f"h{text}h", divisionKind="VILLAGE")))
    for op, value in (("eq", f"h{text}h"), ("contains", text), ("startsWith", f"h{text}"), ("in", [f"h{text}h"])):
        sheet = Sheet()
        assert await found(store, sheet, sheet.compare("Village.name", op, value)) == [f"h{text}h"]


async def test_composed_and_decomposed_letters_differ(store: Store) -> None:
    await store.commit(change_set(*villages("é", "e\u0301")))
    sheet = Sheet()
    assert await found(store, sheet, sheet.compare("Village.name", "eq", "é")) == ["é"]


async def test_an_empty_text_is_a_value_and_is_contained_in_every_one(store: Store) -> None:
    await store.commit(change_set(add_node("GuidanceStation", "empty", "S2", since="2018-01-01", area="")))
    sheet = Sheet()
    assert await found(store, sheet, sheet.compare("GuidanceStation.area", "eq", ""), "GuidanceStation") == ["S2"]
    sheet = Sheet()
    every = await found(store, sheet, sheet.compare("GuidanceStation.area", "contains", ""), "GuidanceStation")
    assert every == ["S1 指导站", "S2"]
    sheet = Sheet()
    assert await found(store, sheet, Missing(prop("GuidanceStation.area")), "GuidanceStation") == []


async def test_upper_and_lower_case_differ(store: Store) -> None:
    sheet = Sheet()
    assert await found(store, sheet, sheet.compare("Cadre.name", "contains", "ann"), "Cadre") == []


# ---- lists and numbers


async def test_an_unset_list_and_an_empty_one_are_one(store: Store) -> None:
    await store.commit(change_set(add_node("Village", "list", "V9", divisionKind="VILLAGE", needs=[])))
    sheet = Sheet()
    none = await found(store, sheet, Not(sheet.compare("Village.needs", "hasAny", ["WATER", "TOURISM"])))
    assert none == ["V2 东二村", "V4 西二村", "V9"]
    sheet = Sheet()
    assert await found(store, sheet, Missing(prop("Village.needs"))) == []
    sheet = Sheet()
    row = sheet.lookup("Village", node_id("Village", "list"), shape("Village", "needs"))
    assert await sheet.ask(store, row) == [[]]


@pytest.mark.parametrize(("op", "value"), [("hasAny", []), ("in", [])])
async def test_none_of_nothing_is_met(store: Store, op: str, value: list[str]) -> None:
    sheet = Sheet()
    path = "Village.needs" if op == "hasAny" else "Village.name"
    assert await found(store, sheet, sheet.compare(path, op, value)) == []
    sheet = Sheet()
    assert len(await found(store, sheet, Not(sheet.compare(path, op, value)))) == 4


async def test_great_numbers_are_exact(store: Store) -> None:
    projects = [
        add_node("Project", f"great {n}", f"P{n}", since="2018-01-01", projectKind="JOINT", investment=GREAT + n)
        for n in (-1, 0, 1)
    ]
    await store.commit(change_set(*projects))
    sheet = Sheet()
    assert await found(store, sheet, sheet.compare("Project.investment", "eq", GREAT + 1), "Project") == ["P1"]
    sheet = Sheet()
    row = listing("Project", shape("Project", "investment"), sheet.compare("Project.investment", "gte", GREAT),
        (by("Project.investment", descending=True),))
    assert await sheet.ask(store, row) == [[GREAT + 1], [GREAT]]


# ---- missing values and negation


async def test_not_of_a_missing_value_is_true_at_every_depth(store: Store) -> None:
    sheet = Sheet()
    few = sheet.compare("Village.households", "lt", 200)
    assert await found(store, sheet, Not(few)) == ["V1 东一村", "V3 西一村", "V4 西二村"]
    assert await found(store, sheet, Not(Not(few))) == ["V2 东二村"]
    assert await found(store, sheet, Not(AllOf((few, AllOf(()))))) == ["V1 东一村", "V3 西一村", "V4 西二村"]
    assert await found(store, sheet, Not(AnyOf((few, AnyOf(()))))) == ["V1 东一村", "V3 西一村", "V4 西二村"]


@pytest.mark.parametrize(
    ("quantifier", "op", "expected"),
    [
        (Quantifier.SOME, "lt", ["T1 东镇"]),
        (Quantifier.NONE, "lt", ["T2 西镇", "T3 无码乡"]),
        (Quantifier.EVERY, "lte", ["T1 东镇", "T3 无码乡"]),
    ],
)
async def test_quantifiers_meet_missing_values(
    store: Store, quantifier: Quantifier, op: str, expected: list[str]
) -> None:
    """In the western township one village has 300 households, of the other nobody knows."""
    sheet = Sheet()
    where = through("Township.villages", quantifier, sheet.compare("Village.households", op, 300))
    assert await found(store, sheet, where, "Township") == expected


async def test_an_open_date_is_neither_early_nor_late(store: Store) -> None:
    sheet = Sheet()
    late = sheet.compare("Post.until", "gte", "2000-01-01")
    assert await found(store, sheet, late, "Post") == []
    sheet = Sheet()
    early = sheet.compare("Post.since", "lt", "2018-02-01")
    assert await found(store, sheet, early, "Post") == ["P4 书记"]
    assert await found(store, sheet, Missing(prop("Post.since")), "Post") == ["P1 第一书记"]
    assert await found(store, sheet, Not(early), "Post") == ["P1 第一书记", "P2 队长", "P3 队员"]


async def test_a_condition_on_labels(store: Store) -> None:
    sheet = Sheet()
    where = AnyOf((IsA(("Unit", "TeamGroup")), Labelled("eq", sheet.slot("GuidanceStation", Kind.CHOICE))))
    row = listing("Body", shape("Body", "name", labelled=True), Not(where), names("Unit"))
    assert {label for label, _ in await sheet.ask(store, row)} == {"TownshipBranch", "WorkingCommittee"}
    sheet = Sheet()
    several = Labelled("in", sheet.slot(["WorkingCommittee", "TeamGroup"], Kind.CHOICE))
    row = listing("Body", shape("Body", labelled=True), several, names("Unit"), total=True, rows=False)
    assert await sheet.ask(store, row) == [[], 5]
