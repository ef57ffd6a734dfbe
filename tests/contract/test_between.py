"""The least ways from one node to another: what lies on them, and what leads there."""

from random import Random
from typing import Any

import pytest

from graph_service.plan.ir import Together
from graph_service.stores.port import Store
from tests.contract.asking import Sheet, props, shape
from tests.contract.county import KEYS, TIES, N, add_tie, change_set
from tests.contract.test_reach import BOTH, DOWN, STATED, UP

UNKNOWN = "tg_aaaaaaaaaaaaaaaaaaaa"
Row = tuple[int, str, list[tuple[str, str, str]]]


async def lying(
    store: Store, start: str, goal: str, along: str, bound: int = 9, day: str = "2019-02-01",
    basis: list[str] | None = None, cap: int = 100, sealed: str = "",
) -> tuple[int, list[Row]]:
    """As the cell, by short keys."""
    sheet = Sheet(day, basis)
    root = sheet.between(getattr(N, start, start), getattr(N, goal, goal), along, bound, cap, sealed)
    looked, rows = await sheet.ask(store, root)
    return looked, [(distance, KEYS[node], [(name, KEYS[one], KEYS[two]) for name, one, two in ties])
        for distance, (node,), ties in rows]


def row(distance: int, node: str, *ties: str) -> Row:
    """What leads to a node, by the county's keys."""
    led = sorted((TIES[key] for key in ties), key=lambda tie: (tie.type, tie.id))
    return distance, node, [(tie.type, KEYS[tie.source], KEYS[tie.target]) for tie in led]


WAY = [row(1, "b1", "g1"), row(2, "wc", "b1"), row(3, "b2", "b2"), row(4, "g3", "g3 west")]


async def test_a_row_is_a_distance_a_node_and_what_leads_there(store: Store) -> None:
    sheet = Sheet()
    assert await sheet.ask(store, sheet.between(N.g1, N.wc, UP, 5)) == [
        2, [[1, [N.b1], [["REPORTS_TO", N.g1, N.b1]]], [2, [N.wc], [["REPORTS_TO", N.b1, N.wc]]]]]


async def test_the_node_and_the_relationships_show_what_is_asked(store: Store) -> None:
    for basis, made_up in ((None, [[["R3 样例"], "made up", "LOW"]]), (["STATED"], [])):
        sheet = Sheet(basis=basis)
        root = sheet.between(
            N.v3, N.v1, "<>BENEFITS <>LOCATED_IN", 2, row=shape("Node", "name", labelled=True),
            columns=props("BENEFITS", "since"), cited=shape("Source", "name"),
        )
        cited: list[Any] = [*made_up, [["R1 报告"], "每年五万元", "HIGH"]]
        assert await sheet.ask(store, Together((root, sheet.lookup("Village", N.v1, shape("Village", "name"))))) == [
            [2, [
                [1, ["Project", "J1 飞地"], [["BENEFITS", N.enclave, N.v3, "2018-05-01", cited]]],
                [2, ["Village", "V1 东一村"], [["LOCATED_IN", N.enclave, N.v1, "2018-05-01", []]]],
            ]],
            ["V1 东一村"],
        ]


async def test_the_bound(store: Store) -> None:
    for bound in range(4):
        assert await lying(store, "g1", "g3", BOTH, bound) == (bound, [])
    for bound in (4, 5, 9):
        assert await lying(store, "g1", "g3", BOTH, bound) == (4, WAY)


async def test_no_way(store: Store) -> None:
    assert await lying(store, "g1", "g3", UP) == (9, [])
    assert await lying(store, "g1", "v1", BOTH) == (9, [])
    assert await lying(store, "g1", "b1", "") == (9, [])
    assert await lying(store, "g1", UNKNOWN, BOTH) == (9, [])
    assert await lying(store, UNKNOWN, "g1", BOTH) == (9, [])
    assert await lying(store, UNKNOWN, UNKNOWN, BOTH) == (9, [])


async def test_from_a_node_to_itself(store: Store) -> None:
    await store.commit(change_set(add_tie("RECRUITED", "self", N.cai, N.cai, since="2018-01-01")))
    for along in (BOTH, "<>RECRUITED", ""):
        assert await lying(store, "cai", "cai", along) == (0, [])
    assert await lying(store, "cai", "cai", BOTH, 0) == (0, [])


async def test_steps_in_one_direction_and_in_both(store: Store) -> None:
    assert await lying(store, "g1", "wc", UP) == (2, WAY[:2])
    assert await lying(store, "wc", "g1", UP) == (9, [])
    assert await lying(store, "wc", "g1", DOWN) == (2, [row(1, "b1", "b1"), row(2, "g1", "g1")])
    led = await lying(store, "wc", "v1", f"{DOWN} ->STATIONED_IN")
    assert led == (3, [row(1, "b1", "b1"), row(2, "g1", "g1"), row(3, "v1", "g1 v1")])
    assert await lying(store, "wc", "v1", f"{DOWN} <-STATIONED_IN") == (9, [])


async def test_only_what_leads_the_way_that_is_walked(store: Store) -> None:
    """Parallels, a loop and one that leads back."""
    more = [add_tie("RECRUITED", f"{n}", one, other, since="2018-01-01") for n, (one, other) in enumerate(
        ((N.ann, N.bob), (N.ann, N.bob), (N.bob, N.ann), (N.bob, N.bob), (N.bob, N.cai)))]
    await store.commit(change_set(*more))

    def led(*among: int) -> list[tuple[str, str, str]]:
        found = sorted((more[at] for at in among), key=lambda tie: tie.id)
        return [("RECRUITED", KEYS[tie.source], KEYS[tie.target]) for tie in found]

    assert await lying(store, "ann", "cai", "->RECRUITED") == (2, [(1, "bob", led(0, 1)), (2, "cai", led(4))])
    assert await lying(store, "ann", "cai", "<>RECRUITED ->RECRUITED") == (
        2, [(1, "bob", led(0, 1, 2)), (2, "cai", led(4))])
    assert await lying(store, "cai", "ann", "<-RECRUITED") == (2, [(1, "bob", led(4)), (2, "ann", led(0, 1))])
    assert await lying(store, "cai", "ann", "->RECRUITED") == (9, [])


async def test_a_symmetric_type(store: Store) -> None:
    low, high = sorted((N.party, N.water))
    tie = ("COORDINATES_WITH", KEYS[low], KEYS[high])
    assert await lying(store, "party", "water", "<>COORDINATES_WITH", 1) == (1, [(1, "water", [tie])])
    assert await lying(store, "water", "party", "<>COORDINATES_WITH", 1) == (1, [(1, "party", [tie])])


async def several(store: Store) -> None:
    """Two ways from the first team to the second, by the branch and by a village, and one on which no way is least."""
    await store.commit(change_set(add_tie("STATIONED_IN", "g2 v1", N.g2, N.v1, since="2018-03-01")))


ALONG = "<>REPORTS_TO <>STATIONED_IN"


async def test_all_least_ways(store: Store) -> None:
    await several(store)
    looked, rows = await lying(store, "g1", "g2", ALONG)
    by_id = sorted(("b1", "v1"), key=lambda key: getattr(N, key))
    assert (looked, [(distance, key) for distance, key, _ in rows]) == (2, [(1, by_id[0]), (1, by_id[1]), (2, "g2")])
    assert rows[2][2] == [("REPORTS_TO", "g2", "b1"), ("STATIONED_IN", "g2", "v1")]


async def test_no_way_leads_through_a_sealed_node(store: Store) -> None:
    assert await lying(store, "g1", "g3", BOTH, sealed="WorkingCommittee") == (9, [])
    assert await lying(store, "g1", "wc", BOTH, sealed="WorkingCommittee") == (2, WAY[:2])
    down = (2, [row(1, "b1", "b1"), row(2, "g1", "g1")])
    assert await lying(store, "wc", "g1", BOTH, sealed="WorkingCommittee") == down
    assert await lying(store, "g1", "g3", BOTH, sealed="Policy Cadre") == (4, WAY)
    await several(store)
    looked, rows = await lying(store, "g1", "g2", ALONG, sealed="TownshipBranch")
    assert (looked, [key for _, key, _ in rows]) == (2, ["v1", "g2"])
    # What leads to the second of them from a sealed node at the same distance is not on a way.
    assert rows[1][2] == [("STATIONED_IN", "g2", "v1")]
    looked, rows = await lying(store, "b1", "g2", BOTH, sealed="TownshipBranch")
    assert (looked, [key for _, key, _ in rows]) == (1, ["g2"])


async def test_on_the_day(store: Store) -> None:
    assert await lying(store, "g1", "g3", BOTH, day="2018-02-01") == (9, [])
    assert await lying(store, "g1", "b1", BOTH, day="2018-03-01") == (1, WAY[:1])
    assert await lying(store, "g1", "g3", BOTH, day="2020-01-01") == (2, [row(1, "b1", "g1"), row(2, "g3", "g3 east")])


async def test_the_basis(store: Store) -> None:
    await store.commit(change_set(
        add_tie("STATIONED_IN", "g4 v1", N.g4, N.v1, since="2018-06-01"),
        add_tie("STATIONED_IN", "g1 v3", N.g1, N.v3, since="2018-06-01", basis="GENERATED"),
    ))
    assert await lying(store, "g1", "g3", BOTH, basis=STATED) == (4, WAY)
    # A node that is made up is neither passed nor reached, nor begun at.
    assert await lying(store, "v1", "b2", ALONG, 2) == (2, [
        (1, "g4", [("STATIONED_IN", "g4", "v1")]), row(2, "b2", "g4")])
    assert (await lying(store, "v1", "b2", ALONG, basis=STATED))[0] == 4
    assert await lying(store, "b2", "g4", BOTH, basis=STATED) == (9, [])
    assert await lying(store, "g4", "b2", BOTH, basis=STATED) == (9, [])
    assert await lying(store, "g4", "g4", BOTH, basis=STATED) == (9, [])
    # Nor is a relationship.
    assert (await lying(store, "g1", "v3", "<>STATIONED_IN", basis=None))[0] == 1
    assert await lying(store, "g1", "v3", "<>STATIONED_IN", basis=STATED) == (9, [])
    assert await lying(store, "g1", "b1", BOTH, basis=[]) == (9, [])


async def test_nodes_beyond_the_cap_are_not_looked_at(store: Store) -> None:
    """From the first team: it, its branch, the committee and the second team, by id."""
    at = sorted(("wc", "g2"), key=lambda key: getattr(N, key))
    for goal in at:
        seen = 3 + at.index(goal)
        assert await lying(store, "g1", goal, BOTH, cap=seen) == (
            2, [WAY[0], row(2, goal, "b1" if goal == "wc" else "g2")])
        assert await lying(store, "g1", goal, BOTH, cap=seen - 1) == (1, [])
    assert await lying(store, "g1", "wc", BOTH, cap=1) == (0, [])
    assert await lying(store, "g1", "wc", BOTH, cap=0) == (-1, [])
    assert await lying(store, "g1", "g1", BOTH, cap=1) == (0, [])
    assert await lying(store, "g1", UNKNOWN, BOTH, cap=100) == (9, [])
    assert await lying(store, "g1", "g3", BOTH, 2, cap=4) == (2, [])


async def test_of_the_relationships_the_first_and_one_more(store: Store) -> None:
    more = [add_tie("RECRUITED", f"{n}", N.ann, N.bob, since="2018-01-01") for n in range(5)]
    await store.commit(change_set(*more))
    for cap in range(2, 7):
        looked, rows = await lying(store, "ann", "bob", "<>RECRUITED", cap=cap)
        assert (looked, [len(ties) for *_, ties in rows]) == (1, [min(cap + 1, 5)])
    first = sorted(tie.id for tie in more)[:3]
    sheet = Sheet()
    root = sheet.between(N.ann, N.bob, "<>RECRUITED", 3, 2, columns=props("RECRUITED", "id"))
    _, rows = await sheet.ask(store, root)
    assert [tie[3] for tie in rows[0][2]] == first
    # No node is shown that none of the first ones leads to.
    await store.commit(change_set(add_tie("SERVES_IN", "bob g3", N.bob, N.g3, since="2018-01-01")))
    for cap, shown in ((4, ["bob"]), (5, ["bob", "g3"])):
        looked, found = await lying(store, "ann", "g3", "<>RECRUITED ->SERVES_IN", cap=cap)
        assert (looked, [key for _, key, _ in found]) == (2, shown)


@pytest.mark.parametrize("seed", range(3))
async def test_every_way_among_random_relationships(store: Store, seed: int) -> None:
    """Held to `Distances` from both ends and to `Ties` among what lies between."""
    random = Random(seed)
    people = [N.ann, N.bob, N.cai, N.dan, N.g1, N.g2, N.g3, N.b1, N.b2, N.wc]
    await store.commit(change_set(*(
        add_tie("RECRUITED", f"{n}", random.choice(people[:4]), random.choice(people[:4]), since="2018-01-01")
        for n in range(4)), *(
        add_tie("SERVES_IN", f"more {n}", random.choice(people[:4]), random.choice(people[4:7]), since="2018-01-01")
        for n in range(4))))
    along = "<>RECRUITED <>SERVES_IN <>REPORTS_TO"
    for _ in range(6):
        start, goal = random.sample(people, 2)
        sheet = Sheet()
        near, far, (looked, rows) = await sheet.ask(store, Together((
            sheet.distances(start, along, 9), sheet.distances(goal, along, 9), sheet.between(start, goal, along, 9))))
        length, back = dict(near).get(goal), dict(far)
        assert looked == (9 if length is None else length)
        level = {key: at for key, at in near if length is not None and at + back.get(key, 99) == length}
        assert [(at, key) for at, (key,), _ in rows] == sorted((at, key) for key, at in level.items() if at)
        ties = sheet.ties(list(level), "RECRUITED SERVES_IN REPORTS_TO")
        led = [tie for tie in await sheet.ask(store, ties) if abs(level[tie[1]] - level[tie[2]]) == 1]
        assert sorted(tie for *_, ties in rows for tie in ties) == sorted(led)
        for at, (key,), ties in rows:
            assert all(key in tie and level[tie[1]] + level[tie[2]] == 2 * at - 1 for tie in ties)


async def test_an_answer_belongs_to_the_caller(store: Store) -> None:
    sheet = Sheet()
    plan = sheet.plan(sheet.between(N.v1, N.enclave, "<>TAKES_PART_IN", 1, columns=props("TAKES_PART_IN", "duties")))
    first = await store.answer(plan, sheet.values)
    first.cell[1][0][2][0][3].append("SPOILED")
    tie = ["TAKES_PART_IN", N.v1, N.enclave, ["SITE", "LEAD"]]
    assert (await store.answer(plan, sheet.values)).cell == [1, [[1, [N.enclave], [tie]]]]
