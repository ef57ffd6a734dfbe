"""Relationships between given nodes."""

from typing import Any

import pytest

from graph_service.plan.ir import Together
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, prop, props, shape
from tests.contract.county import KEYS, TIES, N, add_tie, change_set, tie_id

UNKNOWN = "tg_aaaaaaaaaaaaaaaaaaaa"
CHAIN = "wc b1 b2 g1 g2 g3 g4"


async def between(
    store: Store, among: str, types: str, day: str = "2019-02-01", basis: list[str] | None = None, cap: int = 100
) -> list[tuple[str, str, str]]:
    """Type and the short keys of both ends, in the order of the answer."""
    sheet = Sheet(day, basis)
    rows = await sheet.ask(store, sheet.ties([getattr(N, key) for key in among.split()], types, cap=cap))
    return [(name, KEYS[source], KEYS[target]) for name, source, target in rows]


def expected(*ties: str) -> list[tuple[str, str, str]]:
    """Ties of the county by their keys, in the order of type and id."""
    found = [TIES[key] for key in ties]
    return [(tie.type, KEYS[tie.source], KEYS[tie.target]) for tie in sorted(found, key=lambda tie: (tie.type, tie.id))]


ALL = expected("b1", "b2", "g1", "g2", "g3 west", "g4")


async def test_both_ends_are_among_the_nodes(store: Store) -> None:
    assert await between(store, CHAIN, "REPORTS_TO") == ALL
    assert await between(store, "wc b1 g1 v1 county", "REPORTS_TO") == expected("b1", "g1")
    assert await between(store, "wc g1", "REPORTS_TO") == []
    assert await between(store, "g1", "REPORTS_TO") == []
    assert await between(store, "", "REPORTS_TO") == []
    assert await between(store, CHAIN, "") == []


async def test_several_types_are_in_the_order_of_their_names(store: Store) -> None:
    found = expected("g1", "p2", "ann", "bob", "g1 v1", "water g1")
    for types in (
        "REPORTS_TO POST_IN SERVES_IN STATIONED_IN SPONSORS", "SPONSORS STATIONED_IN SERVES_IN POST_IN REPORTS_TO",
        "SPONSORS SPONSORS STATIONED_IN SERVES_IN POST_IN REPORTS_TO SERVES_IN",
    ):
        assert await between(store, "g1 b1 p2 ann bob v1 water", types) == found


async def test_unknown_and_repeated_ids(store: Store) -> None:
    sheet = Sheet()
    rows = await sheet.ask(store, sheet.ties([UNKNOWN, N.g1, N.b1, N.g1, N.b1], "REPORTS_TO"))
    assert rows == [["REPORTS_TO", N.g1, N.b1]]


async def test_parallel_relationships_and_a_loop(store: Store) -> None:
    more = [add_tie("RECRUITED", f"{n}", one, other, since="2018-01-01")
        for n, (one, other) in enumerate(((N.ann, N.bob), (N.ann, N.bob), (N.bob, N.ann), (N.cai, N.cai)))]
    await store.commit(change_set(*more))
    found = [("RECRUITED", KEYS[tie.source], KEYS[tie.target]) for tie in sorted(more, key=lambda tie: tie.id)]
    assert await between(store, "ann bob cai", "RECRUITED") == found
    assert await between(store, "cai", "RECRUITED") == [("RECRUITED", "cai", "cai")]


async def test_a_symmetric_type_is_one_row_as_it_is_stored(store: Store) -> None:
    low, high = sorted((N.party, N.water))
    assert await between(store, "water party", "COORDINATES_WITH") == [("COORDINATES_WITH", KEYS[low], KEYS[high])]


@pytest.mark.parametrize(("day", "found"), [
    ("2018-01-31", []), ("2018-02-01", ["b1", "b2"]), ("2019-06-30", ["b1", "b2", "g1", "g2", "g3 west", "g4"]),
    ("2019-07-01", ["b1", "b2", "g1", "g3 west", "g4"]), ("2020-01-01", ["b1", "g1", "g3 east"]),
])
async def test_in_force_on_the_day(store: Store, day: str, found: list[str]) -> None:
    assert await between(store, CHAIN, "REPORTS_TO", day) == expected(*found)


async def test_both_ends_and_the_relationship_rest_on_the_basis(store: Store) -> None:
    # A stated relationship between a team that is made up and a branch, and a made-up one between stated nodes.
    await store.commit(change_set(
        add_tie("STATIONED_IN", "g4 v1", N.g4, N.v1, since="2018-06-01"),
        add_tie("STATIONED_IN", "g1 v4", N.g1, N.v4, since="2018-06-01"),
        add_tie("STATIONED_IN", "g1 v3", N.g1, N.v3, since="2018-06-01", basis="GENERATED"),
    ))
    async def ends(basis: list[str] | None) -> set[tuple[str, str]]:
        rows = await between(store, "g1 g4 v1 v3 v4", "STATIONED_IN", basis=basis)
        return {(source, target) for _, source, target in rows}

    stated = {("g1", "v1")}
    assert await ends(["STATED"]) == stated
    assert await ends(["STATED", "GENERATED"]) == stated | {("g4", "v1"), ("g1", "v3")}
    assert await ends(["STATED", "INFERRED"]) == stated | {("g1", "v4")}
    assert await ends([]) == set()
    assert await ends(None) == stated | {("g4", "v1"), ("g1", "v3"), ("g1", "v4"), ("g4", "v4")}


async def test_at_most_the_cap_and_one_more(store: Store) -> None:
    for cap in range(8):
        assert await between(store, CHAIN, "REPORTS_TO", cap=cap) == ALL[: cap + 1]
    two = expected("g1", "g1 v1")
    for cap in range(3):
        assert await between(store, "g1 b1 v1", "STATIONED_IN REPORTS_TO", cap=cap) == two[: cap + 1]


async def test_columns_are_null_where_the_type_has_none(store: Store) -> None:
    """A list is empty, whether it is not set or the type does not have it."""
    columns = (*props("TAKES_PART_IN", "id since until basis duties"), prop("BENEFITS.yearlyIncome"))
    sheet = Sheet()
    among = [N.v1, N.v3, N.enclave]
    rows = await sheet.ask(store, sheet.ties(among, "TAKES_PART_IN BENEFITS", columns))
    benefits = ["BENEFITS", N.enclave, N.v3, tie_id("BENEFITS", "income"), "2018-05-01", None, "STATED", [], 50_000]
    part = [
        ["TAKES_PART_IN", source, N.enclave, tie_id("TAKES_PART_IN", key), "2018-05-01", None, "STATED", duties, None]
        for key, source, duties in (("duties", N.v1, ["SITE", "LEAD"]), ("part", N.v3, []))
    ]
    assert rows == [benefits, *sorted(part, key=lambda row: row[3])]


async def test_sources_are_cited(store: Store) -> None:
    for basis, made_up in ((None, [[["R3 样例"], "made up", "LOW"]]), (["STATED"], [])):
        sheet = Sheet(basis=basis)
        root = sheet.ties([N.enclave, N.v3, N.v1], "BENEFITS LOCATED_IN", props("BENEFITS", "since"),
            cited=shape("Source", "name"))
        cited: list[Any] = [*made_up, [["R1 报告"], "每年五万元", "HIGH"]]
        assert await sheet.ask(store, root) == [
            ["BENEFITS", N.enclave, N.v3, "2018-05-01", cited],
            ["LOCATED_IN", N.enclave, N.v1, "2018-05-01", []],
        ]


async def test_among_other_beginnings(store: Store) -> None:
    sheet = Sheet()
    roots = (
        sheet.ties([], "REPORTS_TO"),
        sheet.lookup("Village", N.v1, shape("Village", "name")),
        sheet.ties([N.g1, N.b1], "REPORTS_TO"),
    )
    assert await sheet.ask(store, Together(roots)) == [[], ["V1 东一村"], [["REPORTS_TO", N.g1, N.b1]]]


async def test_an_answer_belongs_to_the_caller(store: Store) -> None:
    sheet = Sheet()
    plan = sheet.plan(sheet.ties([N.v1, N.enclave], "TAKES_PART_IN", props("TAKES_PART_IN", "duties")))
    first = await store.answer(plan, sheet.values)
    first.cell[0][3].append("SPOILED")
    assert (await store.answer(plan, sheet.values)).cell == [["TAKES_PART_IN", N.v1, N.enclave, ["SITE", "LEAD"]]]
