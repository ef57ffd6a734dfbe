"""Relationships around given nodes or what a reach lists, over spans, with what begins or ends within them."""

from dataclasses import replace
from typing import Any

import pytest

from graph_service.plan.ir import Ever, Together
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, props, shape
from tests.contract.county import KEYS, N, add_tie, change_set, tie_id
from tests.contract.test_ties import ALL, CHAIN, expected


async def asked(
    store: Store, among: str, types: str, day: str = "2019-02-01", basis: list[str] | None = None, cap: int = 100,
    **more: Any,
) -> list[tuple[str, str, str]]:
    """As `between`, with more of `Ties`; spans are two days with a blank between."""
    sheet = Sheet(day, basis)
    said: dict[str, Any] = {
        name: sheet.span(*of.split()) if isinstance(of, str) else of for name, of in more.items()
    }
    root = sheet.ties([getattr(N, key) for key in among.split()], types, cap=cap)
    rows = await sheet.ask(store, replace(root, **said))
    return [(name, KEYS[source], KEYS[target]) for name, source, target in rows]


async def test_one_end_is_enough(store: Store) -> None:
    assert await asked(store, "b1", "REPORTS_TO", either=True) == expected("b1", "g1", "g2")
    # Both ends are there: each once.
    assert await asked(store, "wc b1 g1", "REPORTS_TO", either=True) == expected("b1", "b2", "g1", "g2")
    assert await asked(store, CHAIN, "REPORTS_TO", either=True) == ALL
    assert await asked(store, "v1", "POST_IN WITHIN STATIONED_IN", either=True) == expected("p1", "v1", "g1 v1")
    assert await asked(store, "", "REPORTS_TO", either=True) == []
    for cap in range(5):
        assert await asked(store, "b1 wc", "REPORTS_TO", cap=cap, either=True) == (
            expected("b1", "b2", "g1", "g2")[: cap + 1])


async def test_one_end_of_a_symmetric_type_of_parallels_and_of_a_loop(store: Store) -> None:
    low, high = sorted((N.party, N.water))
    for key in ("water", "party", "water party"):
        assert await asked(store, key, "COORDINATES_WITH", either=True) == [
            ("COORDINATES_WITH", KEYS[low], KEYS[high])]
    more = [add_tie("RECRUITED", f"{n}", one, other, since="2018-01-01")
        for n, (one, other) in enumerate(((N.ann, N.bob), (N.ann, N.bob), (N.bob, N.ann), (N.cai, N.cai)))]
    await store.commit(change_set(*more))
    found = [("RECRUITED", KEYS[tie.source], KEYS[tie.target]) for tie in sorted(more, key=lambda tie: tie.id)]
    assert await asked(store, "ann cai", "RECRUITED", either=True) == found
    assert await asked(store, "cai", "RECRUITED", either=True) == [("RECRUITED", "cai", "cai")]


@pytest.mark.parametrize("key", ["g1", "v4", "v3"])
async def test_one_end_and_the_basis_of_both(store: Store, key: str) -> None:
    await store.commit(change_set(
        add_tie("STATIONED_IN", "g4 v1", N.g4, N.v1, since="2018-06-01"),
        add_tie("STATIONED_IN", "g1 v4", N.g1, N.v4, since="2018-06-01"),
        add_tie("STATIONED_IN", "g1 v3", N.g1, N.v3, since="2018-06-01", basis="GENERATED"),
    ))
    async def ends(basis: list[str] | None) -> set[tuple[str, str]]:
        return {tie[1:] for tie in await asked(store, key, "STATIONED_IN", basis=basis, either=True)}

    every = {("g1", "v1"), ("g1", "v4"), ("g1", "v3"), ("g3", "v3"), ("g4", "v4")}
    touching = {pair for pair in every if key in pair}
    assert await ends(None) == touching
    assert await ends(["STATED"]) == touching & {("g1", "v1"), ("g3", "v3")}
    assert await ends(["STATED", "INFERRED"]) == touching & {("g1", "v1"), ("g1", "v4"), ("g3", "v3")}
    assert await ends([]) == set()


@pytest.mark.parametrize(("span", "found"), [
    ("2017-01-01 2018-02-01", []), ("2018-02-01 2018-02-02", ["b1", "b2"]),
    ("2019-06-30 2019-07-01", ["b1", "b2", "g1", "g2", "g3 west", "g4"]),
    ("2019-07-01 2020-01-01", ["b1", "b2", "g1", "g3 west", "g4"]),
    ("2019-12-31 2020-01-02", ["b1", "b2", "g1", "g3 east", "g3 west", "g4"]),
])
async def test_in_force_within_a_span(store: Store, span: str, found: list[str]) -> None:
    assert await asked(store, CHAIN, "REPORTS_TO", moment=span) == expected(*found)


@pytest.mark.parametrize(("span", "found"), [
    # A span holds its first day and not its last.
    ("2018-03-01 2018-03-02", ["g1", "g2"]), ("2018-02-02 2018-03-01", []), ("2018-02-01 2018-03-02", ["b1", "b2", "g1",
        "g2"]), ("2019-07-01 2019-07-02", ["g2"]), ("2019-06-30 2019-07-01", []), ("2019-07-02 2019-12-31", []),
    ("2020-01-01 2020-01-02", ["b2", "g3 east", "g3 west", "g4"]), ("2020-01-01 2020-01-01", []),
    ("0001-01-01 9999-12-31", ["b1", "b2", "g1", "g2", "g3 east", "g3 west", "g4"]),
])
async def test_what_begins_or_ends_within_a_span(store: Store, span: str, found: list[str]) -> None:
    assert await asked(store, CHAIN, "REPORTS_TO", turned=span, moment=Ever()) == expected(*found)


async def test_open_dates_are_on_no_day(store: Store) -> None:
    assert await asked(store, "t1", "WITHIN", either=True) == expected("t1", "v1", "v2")
    assert await asked(store, "t1", "WITHIN", either=True, turned="0001-01-01 9999-12-31") == []


async def test_turned_and_in_force_on_the_day(store: Store) -> None:
    turned = "2019-06-01 2020-02-01"
    assert await asked(store, CHAIN, "REPORTS_TO", "2019-06-30", turned=turned) == expected(
        "b2", "g2", "g3 west", "g4")
    assert await asked(store, CHAIN, "REPORTS_TO", "2020-01-01", turned=turned) == expected("g3 east")


async def test_rows_of_the_ends(store: Store) -> None:
    sheet = Sheet()
    root = sheet.ties([N.enclave], "BENEFITS LOCATED_IN", props("BENEFITS", "since"), cited=shape("Source", "name"))
    ends = shape("Node", "name", labelled=True)
    assert await sheet.ask(store, replace(root, either=True, ends=ends)) == [
        ["BENEFITS", N.enclave, N.v3, ["Project", "J1 飞地"], ["Village", "V3 西一村"], "2018-05-01",
            [[["R3 样例"], "made up", "LOW"], [["R1 报告"], "每年五万元", "HIGH"]]],
        *sorted((
            ["LOCATED_IN", N.enclave, N.v1, ["Project", "J1 飞地"], ["Village", "V1 东一村"], "2018-05-01", []],
            ["LOCATED_IN", N.enclave, N.coop, ["Project", "J1 飞地"], ["Enterprise", "E1 合作社"], "2018-06-01", []],
        ), key=lambda row: tie_id("LOCATED_IN", "site" if row[2] == N.v1 else "site coop")),
    ]


async def test_around_what_a_reach_lists(store: Store) -> None:
    async def around(basis: list[str] | None = None, bound: int = 1, most: int = 100, cap: int = 100) -> Any:
        sheet = Sheet(basis=basis)
        reach = sheet.reach([N.b1], "<-REPORTS_TO", bound, most)
        root = replace(sheet.ties([], "STATIONED_IN REPORTS_TO", cap=cap), among=reach)
        (nodes, ties), found = await sheet.ask(store, Together((root, sheet.ties([N.g1, N.b1], "REPORTS_TO"))))
        assert found == ([] if basis == [] else [["REPORTS_TO", N.g1, N.b1]])
        assert nodes == await sheet.ask(store, reach)
        return [KEYS[key] for _, (key,) in nodes], [(name, KEYS[one], KEYS[two]) for name, one, two in ties]

    teams = [key for _, key in sorted((getattr(N, key), key) for key in ("g1", "g2"))]
    every = expected("b1", "g1", "g2", "g1 v1", "g2 v2")
    assert await around() == (["b1", *teams], every)
    assert await around(["STATED"]) == (["b1", *teams], every)
    assert await around([]) == ([], [])
    assert await around(bound=0) == (["b1"], expected("b1", "g1", "g2"))
    # One node beyond the cap tells that there are more; what is around it comes, too.
    assert await around(most=0) == (["b1"], expected("b1", "g1", "g2"))
    assert await around(most=1) == (["b1", teams[0]], [
        tie for tie in every if tie[0] == "REPORTS_TO" or tie[1] == teams[0]])
    for cap in range(5):
        assert (await around(cap=cap))[1] == every[: cap + 1]
