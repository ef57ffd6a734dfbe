"""How far nodes stand from a start, and through which of them no way leads on."""

import pytest

from graph_service.changes.change import AlterNode
from graph_service.stores.port import Store
from tests.contract.asking import Sheet
from tests.contract.county import KEYS, N, add_tie, change_set
from tests.contract.test_reach import BOTH, DOWN, STATED, UP, levels

CONTACT = "<>COORDINATES_WITH"


async def stand(
    store: Store, start: str, along: str, bound: int, day: str = "2019-02-01",
    basis: list[str] | None = None, cap: int = 100, sealed: str = "",
) -> list[tuple[int, str]]:
    """As `levels` has it."""
    sheet = Sheet(day, basis)
    rows = await sheet.ask(store, sheet.distances(getattr(N, start), along, bound, cap, sealed))
    return [(distance, KEYS[found]) for found, distance in rows]


async def test_a_row_is_an_id_and_a_distance(store: Store) -> None:
    sheet = Sheet()
    rows = await sheet.ask(store, sheet.distances(N.g1, UP, 5))
    assert rows == [[N.g1, 0], [N.b1, 1], [N.wc, 2]]


@pytest.mark.parametrize(("bound", "expected"), [
    (0, levels("wc")), (1, levels("wc", "b1 b2")), (9, levels("wc", "b1 b2", "g1 g2 g3 g4")),
])
async def test_the_bound(store: Store, bound: int, expected: list[tuple[int, str]]) -> None:
    assert await stand(store, "wc", DOWN, bound) == expected


async def test_both_ways(store: Store) -> None:
    assert await stand(store, "g1", BOTH, 9) == levels("g1", "b1", "wc g2", "b2", "g3 g4")
    assert await stand(store, "t1", CONTACT, 9, "2018-12-31") == levels("t1", "water", "party")
    assert await stand(store, "t1", CONTACT, 9, "2019-01-01") == levels("t1")


async def test_an_unknown_start_gives_no_rows(store: Store) -> None:
    sheet = Sheet()
    assert await sheet.ask(store, sheet.distances("tg_aaaaaaaaaaaaaaaaaaaa", BOTH, 5)) == []


async def test_a_start_outside_its_dates(store: Store) -> None:
    assert await stand(store, "b2", BOTH, 5, "2020-01-01") == levels("b2")
    await store.commit(change_set(AlterNode("TeamGroup", N.g1, {"until": None}, {"until": "2018-06-01"})))
    assert await stand(store, "g1", UP, 1) == levels("g1", "b1")


async def test_the_basis(store: Store) -> None:
    along = f"{DOWN} ->STATIONED_IN"
    assert await stand(store, "wc", along, 9, basis=STATED) == levels("wc", "b1 b2", "g1 g2 g3", "v1 v2 v3")
    assert await stand(store, "dan", "->SERVES_IN", 9, basis=STATED) == []
    assert await stand(store, "g4", BOTH, 1, basis=STATED) == []
    assert await stand(store, "g4", BOTH, 1, basis=["STATED", "GENERATED"]) == levels("g4", "b2")


async def test_at_most_the_cap_and_one_more(store: Store) -> None:
    everything = levels("wc", "b1 b2", "g1 g2 g3 g4")
    for cap in range(9):
        assert await stand(store, "wc", DOWN, 5, cap=cap) == everything[: cap + 1]


# ---- sealed


async def test_a_sealed_node_is_reached_and_leads_nowhere(store: Store) -> None:
    assert await stand(store, "g1", BOTH, 9, sealed="WorkingCommittee") == levels("g1", "b1", "wc g2")
    assert await stand(store, "g1", BOTH, 9, sealed="TownshipBranch") == levels("g1", "b1")
    assert await stand(store, "g1", BOTH, 9, sealed="WorkingCommittee TownshipBranch") == levels("g1", "b1")


async def test_a_sealed_start_leads_on(store: Store) -> None:
    everything = levels("wc", "b1 b2", "g1 g2 g3 g4")
    assert await stand(store, "wc", BOTH, 9, sealed="WorkingCommittee") == everything
    # The start alone: another node of its label is sealed.
    assert await stand(store, "b1", BOTH, 9, sealed="TownshipBranch") == levels("b1", "wc g1 g2", "b2")


async def test_the_way_round_a_sealed_node(store: Store) -> None:
    """Round the branch through the village; round both of them through a project."""
    await store.commit(change_set(
        add_tie("STATIONED_IN", "g2 v1", N.g2, N.v1, since="2018-03-01"),
        add_tie("TAKES_PART_IN", "g1 in", N.g1, N.enclave, since="2018-05-01"),
    ))
    along = "<>REPORTS_TO <>STATIONED_IN"
    assert (2, "g2") in await stand(store, "g1", along, 9)
    assert await stand(store, "g1", along, 2, sealed="TownshipBranch") == levels("g1", "b1 v1", "g2")
    sealed = await stand(store, "g1", f"{along} <>TAKES_PART_IN", 9, sealed="TownshipBranch Village")
    assert sealed == levels("g1", "b1 v1 enclave", "v3")


async def test_labels_that_no_way_meets_seal_nothing(store: Store) -> None:
    everything = levels("g1", "b1", "wc g2", "b2", "g3 g4")
    assert await stand(store, "g1", BOTH, 9, sealed="Policy Cadre") == everything


async def test_sealed_nodes_fill_the_cap(store: Store) -> None:
    everything = levels("g1", "b1", "wc g2")
    for cap in range(5):
        assert await stand(store, "g1", BOTH, 9, cap=cap, sealed="WorkingCommittee") == everything[: cap + 1]
