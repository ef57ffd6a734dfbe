"""Whoever holds a post holds the seats that follow it: in every order, for former holders, once and no more."""

from collections.abc import Iterable
from itertools import permutations

import pytest

from graph_service.changes.change import AddTie, AlterTie, Change
from graph_service.changes.fold import State, Tie
from graph_service.stores.port import Store
from tests.writing.facts import ends, held, joins, memory, node, post, put

HEAD, SEAT, INNER = post("部长", rank=1), post("委员", rank=2), post("小组成员", rank=3)
FIRST, SECOND = node("Cadre", "甲"), node("Cadre", "乙")
FOLLOWS = joins("EX_OFFICIO", SEAT, HEAD, since="2018-03-01", sinceGrain="MONTH")
OLD = joins("HOLDS", FIRST, HEAD, since="2018-02-01", until="2019-05-01", untilGrain="MONTH")
NEW = joins("HOLDS", SECOND, HEAD, since="2019-06-12", sinceGrain="ATTESTED")
NODES: tuple[Change, ...] = (HEAD, SEAT, INNER, FIRST, SECOND)


def of(state: State, seat: str) -> list[Tie]:
    found = [tie for tie in state.ties.values() if tie.type == "HOLDS" and tie.target == seat]
    return sorted(found, key=lambda tie: str(tie.properties.get("since")))


def spans(ties: Iterable[Tie]) -> list[tuple[object, ...]]:
    names = ("since", "sinceGrain", "until", "untilGrain")
    return [(tie.source, *(tie.properties.get(name) for name in names)) for tie in ties]


EXPECTED = [
    (FIRST.id, "2018-03-01", "MONTH", "2019-05-01", "MONTH"),
    (SECOND.id, "2019-06-12", "ATTESTED", None, None),
]


@pytest.mark.parametrize("order", list(permutations((FOLLOWS, OLD, NEW))))
@pytest.mark.parametrize("apart", [False, True], ids=["one write", "three writes"])
async def test_holders_take_the_seat_in_whatever_order(order: tuple[AddTie, ...], *, apart: bool) -> None:
    store = await memory()
    if apart:
        await put(store, *NODES)
        for one in order:
            await put(store, one)
    else:
        await put(store, *order, *NODES)
    taken = of(await held(store), SEAT.id)
    assert spans(taken) == EXPECTED
    for tie in taken:
        assert (tie.properties["basis"], tie.properties["startReason"]) == ("INFERRED", "EX_OFFICIO")
        assert tie.properties["basisReason"]


async def test_a_new_holder_ends_what_followed_the_old_one(any_store: Store) -> None:
    running = joins("HOLDS", FIRST, HEAD)
    await put(any_store, *NODES, FOLLOWS, running)
    assert spans(of(await held(any_store), SEAT.id)) == [(FIRST.id, "2018-03-01", "MONTH", None, None)]
    await put(any_store, ends(running, "2019-06-12"), NEW)
    assert spans(of(await held(any_store), SEAT.id)) == [
        (FIRST.id, "2018-03-01", "MONTH", "2019-06-12", "DAY"), EXPECTED[1]]


async def test_a_seat_may_follow_a_seat(store: Store) -> None:
    await put(store, *NODES, joins("EX_OFFICIO", INNER, SEAT), FOLLOWS)
    await put(store, OLD, NEW)
    assert spans(of(await held(store), INNER.id)) == EXPECTED


async def test_who_was_stated_outright_stays_and_the_same_person_is_not_put_twice(store: Store) -> None:
    outright = joins("HOLDS", FIRST, SEAT, since="2018-04-01")
    await put(store, *NODES, FOLLOWS, outright, NEW)
    assert [tie.source for tie in of(await held(store), SEAT.id)] == [FIRST.id, SECOND.id]
    await put(store, OLD)
    assert [tie.source for tie in of(await held(store), SEAT.id)] == [FIRST.id, SECOND.id]
    assert (await held(store)).ties[outright.id].properties["basis"] == "STATED"


@pytest.mark.parametrize("closing", [ends(FOLLOWS, "2020-01-01"), ends(SEAT, "2020-01-01")], ids=["tie", "seat"])
async def test_closing_the_tie_between_them_or_the_seat_ends_the_holding(closing: Change, any_store: Store) -> None:
    await put(any_store, *NODES, FOLLOWS, NEW)
    await put(any_store, closing)
    assert spans(of(await held(any_store), SEAT.id)) == [(SECOND.id, "2019-06-12", "ATTESTED", "2020-01-01", "DAY")]


async def test_a_seat_goes_on_following_beside_one_that_was_stated_later(store: Store) -> None:
    running = joins("HOLDS", FIRST, HEAD)
    await put(store, *NODES, FOLLOWS, running)
    await put(store, joins("HOLDS", FIRST, SEAT, since="2018-04-01"))
    await put(store, ends(running, "2019-06-12"))
    assert spans(of(await held(store), SEAT.id)) == [
        (FIRST.id, "2018-03-01", "MONTH", "2019-06-12", "DAY"), (FIRST.id, "2018-04-01", "DAY", None, None)]


async def test_a_corrected_date_that_leaves_nothing_of_a_seat_leaves_no_holder(any_store: Store) -> None:
    running = joins("HOLDS", FIRST, HEAD)
    await put(any_store, *NODES, FOLLOWS, running)
    await put(any_store, ends(running, "2018-02-01"))
    assert spans(of(await held(any_store), SEAT.id)) == [(FIRST.id, "2018-03-01", "MONTH", "2018-03-01", "DAY")]
    late = {"until": "2018-02-01", "untilGrain": "DAY"}
    await put(any_store, AlterTie("HOLDS", running.id, late, dict.fromkeys(late)))
    assert spans(of(await held(any_store), SEAT.id)) == [(FIRST.id, "2018-03-01", "MONTH", None, None)]


async def test_what_follows_from_example_data_is_example_data(store: Store) -> None:
    await put(store, *NODES, FOLLOWS, joins("HOLDS", SECOND, HEAD, basis="GENERATED"))
    assert [tie.properties["basis"] for tie in of(await held(store), SEAT.id)] == ["GENERATED"]


async def test_touching_a_post_again_finds_nothing_to_change(store: Store) -> None:
    await put(store, *NODES, FOLLOWS, OLD, NEW)
    before = await held(store)
    await put(store, AlterTie("HOLDS", NEW.id, {"capacity": None}, {"capacity": "FULL"}))
    assert await changed(store) == [NEW.id]
    assert spans(of(await held(store), SEAT.id)) == spans(of(before, SEAT.id))


async def changed(store: Store) -> list[str]:
    """Ids of the last change set."""
    record = (await store.history()).records[-1]
    return [change.id for change in record.change_set.changes if isinstance(change, AddTie | AlterTie)]
