"""Nodes by their search tokens.  In this county the tokens of a node are the letters of its name."""

from collections.abc import Sequence
from itertools import product

import pytest

from graph_service.changes.change import AlterNode
from graph_service.errors import Conflict, Refused
from graph_service.plan.ir import ALWAYS_TRUE, Missing, Quantifier, Where
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, derived, listing, prop, shape, tally, through, to_one
from tests.contract.county import NODES, N, add_node, change_set, name_key

SPECIAL = '+-&|!(){}[]^"~*?:\\/'
"""What means something to an engine of full text."""
V1, V2, V3, V4 = "V1 东一村", "V2 东二村", "V3 西一村", "V4 西二村"


async def met(
    store: Store, words: Sequence[str], least: int = 1, cap: int = 100, owner: str = "Village",
    day: str = "2019-02-01", basis: list[str] | None = None, where: Where = ALWAYS_TRUE,
) -> list[tuple[int, str]]:
    sheet = Sheet(day, basis)
    rows = await sheet.ask(store, sheet.matches(owner, [*words], least, cap, where))
    return [(count, name) for count, (name,) in rows]


async def test_a_row_is_a_count_and_the_nodes_row(store: Store) -> None:
    row = shape("Village", "name households", labelled=True, derived=(derived("Village.inForce"),),
        parts=(to_one("Village.township", shape("Township", "name")), tally("Village.groups")))
    sheet = Sheet()
    assert await sheet.ask(store, sheet.matches("Village", ["东", "2"], row=row)) == [
        [2, ["Village", V2, 120, True, ["T1 东镇"], [1]]],
        [1, ["Village", V1, 300, True, ["T1 东镇"], [1]]],
    ]


# ---- words


@pytest.mark.parametrize(("words", "least", "expected"), [
    (["东"], 1, [(1, V1), (1, V2)]),
    (["东", "一", "村"], 1, [(3, V1), (2, V2), (2, V3), (1, V4)]),
    (["东", "一", "村"], 2, [(3, V1), (2, V2), (2, V3)]),
    (["东", "一", "村"], 3, [(3, V1)]),
    (["东", "nowhere"], 1, [(1, V1), (1, V2)]),
    (["东", "nowhere"], 2, []),
    (["nowhere"], 1, []),
    # The whole token, as it is written.
    (["东一"], 1, []),
    (["v"], 1, []),
    (["V"], 1, [(1, V1), (1, V2), (1, V3), (1, V4)]),
])
async def test_words(store: Store, words: list[str], least: int, expected: list[tuple[int, str]]) -> None:
    assert await met(store, words, least) == expected


@pytest.mark.parametrize(("words", "least", "expected"), [
    (["东 西"], 1, [(1, V1), (1, V2), (1, V3), (1, V4)]),
    (["东 西", "一"], 2, [(2, V1), (2, V3)]),
    # Both of its tokens are there, and it is still one word.
    (["东 一"], 1, [(1, V1), (1, V2), (1, V3)]),
    (["东 一"], 2, []),
    (["东 东 东"], 1, [(1, V1), (1, V2)]),
    (["nowhere 东", "4 3 2"], 1, [(2, V2), (1, V1), (1, V3), (1, V4)]),
    (["  东   西 "], 1, [(1, V1), (1, V2), (1, V3), (1, V4)]),
])
async def test_any_token_of_a_word_will_do(
    store: Store, words: list[str], least: int, expected: list[tuple[int, str]]
) -> None:
    assert await met(store, words, least) == expected


async def test_a_word_that_is_given_twice_counts_twice(store: Store) -> None:
    assert await met(store, ["东", "东"], 1) == [(2, V1), (2, V2)]
    assert await met(store, ["东", "东"], 2) == [(2, V1), (2, V2)]
    assert await met(store, ["东", "东"], 3) == []
    assert await met(store, ["一", "东", "东"], 2) == [(3, V1), (2, V2)]


async def test_a_word_without_tokens_is_met_by_nobody(store: Store) -> None:
    for words in (["", "东"], ["   ", "东"], ["东", " ", ""]):
        assert await met(store, words) == [(1, V1), (1, V2)]
        assert await met(store, words, len(words)) == []
        assert await met(store, [word for word in words if not word.strip()]) == []


async def test_a_least_that_nothing_can_be_asked_by(store: Store) -> None:
    for least in (0, -1, -100, 3, 2_000_000_000):
        assert await met(store, ["东", "一"], least) == [], least


async def test_no_words(store: Store) -> None:
    for least in (-1, 0, 1):
        assert await met(store, [], least) == []


# ---- what means something to an engine


async def test_a_token_is_taken_as_it_is_written(store: Store) -> None:
    tokens = [*SPECIAL, *"'<=%_$`@#,.;", "𠮷", "é", "Z"]
    await store.commit(change_set(
        *(add_node("Village", f"odd {token}", f"odd{token}", divisionKind="VILLAGE") for token in tokens),
        add_node("Village", "even", "even", divisionKind="VILLAGE"),
    ))
    for token in tokens:
        assert await met(store, [token]) == [(1, f"odd{token}")]
        assert await met(store, [token, "o"], 2) == [(2, f"odd{token}")]
        assert await met(store, [f"{token} n"]) == [(1, "even"), (1, f"odd{token}")]


async def test_all_special_ones_at_once(store: Store) -> None:
    name = f"odd{SPECIAL}"
    await store.commit(change_set(add_node("Village", "odd", name, divisionKind="VILLAGE")))
    assert await met(store, [*SPECIAL], len(SPECIAL)) == [(len(SPECIAL), name)]
    assert await met(store, [" ".join(SPECIAL)]) == [(1, name)]


NO_TOKENS = (
    "&&", "||", "AND", "OR", "NOT", "TO", "*:*", "V*", "?", "东~", '"东"', "(东)", "searchTokens:东", "+东", "-东",
    "东^2", "[A TO Z]", "{A TO Z}", "/./", "\\", "\\东", '"', "(", "')", "' OR '1'='1", "V" * 1000,
)


async def test_a_word_is_no_query(store: Store) -> None:
    for word in NO_TOKENS:
        assert await met(store, [word]) == [], word
        assert await met(store, [word, "东"]) == [(1, V1), (1, V2)], word


async def test_upper_and_lower_case_are_two_tokens(store: Store) -> None:
    assert await met(store, ["a"], owner="Cadre") == [(1, "C3 Cai"), (1, "C4 Dan")]
    assert await met(store, ["A"], owner="Cadre") == [(1, "C1 Ann")]
    assert await met(store, ["a A"], owner="Cadre") == [(1, "C1 Ann"), (1, "C3 Cai"), (1, "C4 Dan")]


# ---- order and cap


async def test_ties_are_ordered_by_name_key_and_id(store: Store) -> None:
    twins = [add_node("Village", f"twin {n}", "V 东", divisionKind="VILLAGE") for n in range(4)]
    await store.commit(change_set(*twins))
    sheet = Sheet()
    rows = await sheet.ask(store, sheet.matches("Village", ["东", "一", "西"], row=shape("Village", "id")))
    expected = [(2, N.v1), (2, N.v3), *((1, twin) for twin in sorted(twin.id for twin in twins)), (1, N.v2), (1, N.v4)]
    assert [(count, found) for count, (found,) in rows] == expected


async def test_at_most_the_cap_and_one_more(store: Store) -> None:
    everything = [(3, V1), (2, V2), (2, V3), (1, V4)]
    for cap in range(6):
        assert await met(store, ["东", "一", "村"], cap=cap) == everything[: cap + 1]


async def test_the_cap_counts_what_meets_the_condition(store: Store) -> None:
    sheet = Sheet()
    few = sheet.compare("Village.households", "lt", 300)
    rows = await sheet.ask(store, sheet.matches("Village", ["东", "一", "村"], 1, 0, few))
    assert rows == [[2, [V2]]]


# ---- which nodes


@pytest.mark.parametrize(("owner", "expected"), [
    ("Village", [V1, V2]), ("Township", ["T1 东镇"]), ("TownshipBranch", ["B1 东支部"]),
    ("Division", ["T1 东镇", V1, V2]), ("Body", ["B1 东支部"]), ("Node", ["B1 东支部", "T1 东镇", V1, V2]),
    ("Policy", []),
])
async def test_only_nodes_of_the_labels(store: Store, owner: str, expected: list[str]) -> None:
    assert await met(store, ["东"], owner=owner) == [(1, name) for name in expected]


@pytest.mark.parametrize(("day", "expected"), [
    ("2018-01-31", []), ("2018-02-01", ["B1 东支部", "B2 西支部"]), ("2019-12-31", ["B1 东支部", "B2 西支部"]),
    ("2020-01-01", ["B1 东支部"]),
])
async def test_only_nodes_in_force_on_the_day(store: Store, day: str, expected: list[str]) -> None:
    for basis in (None, ["STATED"]):
        found = await met(store, ["B"], owner="TownshipBranch", day=day, basis=basis)
        assert found == [(1, name) for name in expected]


@pytest.mark.parametrize(("basis", "expected"), [
    (["STATED"], [(1, V3)]), (["INFERRED"], [(1, V4)]), (["STATED", "INFERRED"], [(1, V3), (1, V4)]), ([], []),
])
async def test_only_nodes_that_rest_on_the_basis(
    store: Store, basis: list[str], expected: list[tuple[int, str]]
) -> None:
    assert await met(store, ["西"], basis=basis) == expected


async def test_only_nodes_that_meet_the_condition(store: Store) -> None:
    assert await met(store, ["东", "一"], where=Missing(prop("Village.households"))) == [(1, V3)]
    for township, expected in (("T1 东镇", [(1, V1)]), ("T2 西镇", [(1, V3)])):
        sheet = Sheet()
        scope = through("Village.township", Quantifier.ONE, sheet.compare("Township.name", "eq", township))
        rows = await sheet.ask(store, sheet.matches("Village", ["一"], where=scope))
        assert [(count, name) for count, (name,) in rows] == expected


# ---- after writing


async def test_a_renamed_node(store: Store) -> None:
    await store.commit(change_set(AlterNode("Village", N.v1, {"name": V1}, {"name": "V1 南一村"})))
    assert await met(store, ["东"]) == [(1, V2)]
    assert await met(store, ["南"]) == [(1, "V1 南一村")]
    assert await met(store, ["一"]) == [(1, "V1 南一村"), (1, V3)]
    await store.commit(change_set(AlterNode("Village", N.v1, {"name": "V1 南一村"}, {"name": V1})))
    assert await met(store, ["东"]) == [(1, V1), (1, V2)]
    assert await met(store, ["南"]) == []


async def test_a_node_that_was_altered_otherwise(store: Store) -> None:
    await store.commit(change_set(AlterNode("Village", N.v1, {"households": 300}, {"households": 1})))
    assert await met(store, ["东"]) == [(1, V1), (1, V2)]


async def test_a_closed_node(store: Store) -> None:
    await store.commit(change_set(AlterNode("TownshipBranch", N.b1, {"until": None}, {"until": "2019-01-01"})))
    assert await met(store, ["东"], owner="TownshipBranch", day="2018-12-31") == [(1, "B1 东支部")]
    assert await met(store, ["东"], owner="TownshipBranch", day="2019-01-01") == []


async def test_a_refused_write_leaves_no_token(store: Store) -> None:
    changes = (
        add_node("Village", "lost", "东南", divisionKind="VILLAGE"),
        AlterNode("Village", N.v1, {"name": V1}, {"name": "V1 南一村"}),
    )
    sheet = Sheet()
    guard = sheet.guard(listing("Village", shape("Village", "id name")), "REFUSED")
    with pytest.raises(Refused):
        await store.commit(change_set(*changes), [guard])
    with pytest.raises(Conflict):
        await store.commit(change_set(*changes, AlterNode("Village", N.v2, {"name": "other"}, {"name": "东"})))
    assert await met(store, ["东"]) == [(1, V1), (1, V2)]
    assert await met(store, ["南"]) == []
    await store.commit(change_set(*changes))
    assert await met(store, ["南", "东"]) == [(2, "东南"), (1, "V1 南一村"), (1, V2)]


# ---- against the plain way


def plain(words: Sequence[str], least: int, day: str) -> list[tuple[int, str]]:
    found = []
    for change in NODES.values():
        kept = change.properties
        if not str(kept.get("since") or "") <= day < str(kept.get("until") or "9"):
            continue
        letters = set(str(kept["name"]))
        count = sum(any(token in letters for token in word.split()) for word in words)
        if words and 1 <= least <= count:
            found.append((-count, name_key(str(kept["name"])), change.id, str(kept["name"])))
    return [(-count, name) for count, _, _, name in sorted(found)]


SEVERAL = (
    ["1", "2", "3"], ["1 2", "东 西", "村 支", "一"], ["V G", "一 1", "二 2", "组 村"], ["P", "C", "1 P", "C 3"],
    ["一", "一", "东 西 1", "V"], ["a b c", "n", "C", "1 2 3 4"],
)


async def test_as_the_plain_way_has_it(store: Store) -> None:
    for day, words, least in product(("2018-02-15", "2019-08-01"), SEVERAL, (1, 2, 3, 4)):
        assert await met(store, words, least, owner="Node", day=day) == plain(words, least, day), (day, words, least)
