"""Two writers at once, each of whose changes is allowed alone: exactly one is kept, and every rule holds afterwards.

Embedded: two tasks of one process.  Neo4j: two stores, as of two processes.  `RACES=2000` runs more rounds.
"""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph_service.changes.change import AlterNode, Change, Stamp
from graph_service.errors import Conflict, KeyReused, Refused, WriteError
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import open_store
from graph_service.stores.port import Receipt, Store
from graph_service.writing.check import check
from graph_service.writing.write import write
from tests.contract.conftest import STORES, access_to
from tests.writing.facts import (
    BRANCH,
    CHAIN,
    COMMITTEE,
    COUNTY,
    DERIVE,
    GEOGRAPHY,
    GROUP,
    ends,
    held,
    joins,
    node,
    post,
    put,
)

ROUNDS = int(os.environ.get("RACES", "200"))
SECOND_TOWNSHIP = node("Township", "二镇", divisionKind="TOWN", code="990101102")
SECOND_BRANCH = node("TownshipBranch", "二镇党支部")
GROUND: tuple[Change, ...] = (
    *GEOGRAPHY, *CHAIN, SECOND_TOWNSHIP, SECOND_BRANCH, joins("WITHIN", SECOND_TOWNSHIP, COUNTY),
    joins("BASED_IN", SECOND_BRANCH, SECOND_TOWNSHIP), joins("REPORTS_TO", SECOND_BRANCH, COMMITTEE),
)
Pair = tuple[Store, Store]


@dataclass(frozen=True, slots=True)
class Race:
    """What is there before, what each of the two writes, and what the one who is too late is told."""

    ground: tuple[Change, ...]
    one: tuple[Change, ...]
    other: tuple[Change, ...]
    told: str


def two_holders(nth: str) -> Race:
    of, first, second = post(f"岗位{nth}"), node("Cadre", f"甲{nth}"), node("Cadre", f"乙{nth}")
    return Race((of, first, second), (joins("HOLDS", first, of),), (joins("HOLDS", second, of),), "TWO_HOLDERS")


def two_parents(nth: str) -> Race:
    group = node("TeamGroup", f"党小组{nth}")
    return Race((group,), (joins("REPORTS_TO", group, BRANCH),), (joins("REPORTS_TO", group, SECOND_BRANCH),),
        "TWO_PARENTS")


def one_code(nth: str) -> Race:
    def village(name: str) -> Change:
        return node("Village", f"{name}{nth}", divisionKind="VILLAGE", code=f"990101102{nth}")

    return Race((), (village("东"),), (village("西"),), "TAKEN")


def a_ring(nth: str) -> Race:
    first, second = post(f"主席{nth}"), post(f"委员{nth}")
    return Race((first, second), (joins("EX_OFFICIO", first, second),), (joins("EX_OFFICIO", second, first),), "CYCLE")


def one_link_twice(nth: str) -> Race:
    units = (node("Unit", f"{name}局{nth}", unitKind="GOVERNMENT_DEPARTMENT", level="COUNTY") for name in "甲乙")
    first, second = sorted(units, key=lambda unit: unit.id)
    return Race((first, second), (joins("COORDINATES_WITH", first, second, "a"),),
        (joins("COORDINATES_WITH", first, second, "b"),), "REPEATED")


def one_before(nth: str) -> Race:
    cadre = node("Cadre", f"丙{nth}")
    return Race((cadre,), (AlterNode("Cadre", cadre.id, {"gender": None}, {"gender": "MALE"}),),
        (AlterNode("Cadre", cadre.id, {"gender": None}, {"gender": "FEMALE"}),), "CONFLICT")


RACES: tuple[Callable[[str], Race], ...] = (two_holders, two_parents, one_code, a_ring, one_link_twice, one_before)


@pytest.fixture(params=STORES)
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Pair]:
    """Two ways to one empty store: of two processes where there can be two."""
    access = await access_to(request.param, tmp_path, request)
    first = await open_store(access, ORGANIZATION, DERIVE)
    await first.prepare()
    second = await open_store(access, ORGANIZATION, DERIVE) if request.param == "neo4j" else first
    yield first, second
    await second.close()
    await first.close()


async def told(store: Store, changes: tuple[Change, ...]) -> str:
    """KEPT, or the one code that a refusal names."""
    try:
        await put(store, *changes)
    except Refused as refused:
        return ",".join({violation.code for violation in refused.violations})
    except WriteError as wrong:
        return wrong.code
    return "KEPT"


async def test_behaviour_10_of_two_racing_writers_one_is_kept(pair: Pair) -> None:
    one, other = pair
    races = [RACES[nth % len(RACES)](f"{nth:03}") for nth in range(ROUNDS)]
    await put(one, *GROUND, *(change for race in races for change in race.ground))
    won = Counter[bool]()
    for nth, race in enumerate(races):
        # Who asks first takes turns; on Neo4j the database decides who is kept.
        pairs = ((one, race.one), (other, race.other))
        answers = await asyncio.gather(*(told(*asked) for asked in (pairs if nth % 2 else pairs[::-1])))
        assert sorted(answers) == sorted(("KEPT", race.told)), (nth, race, answers)
        won[answers[0] == "KEPT"] += 1
    found = await check(other)
    assert (found.found, found.revision) == ((), 1 + ROUNDS)
    print(f"races: {ROUNDS} rounds, the first asked was kept {won[True]} times, the second {won[False]}")


async def test_behaviour_10_a_node_that_closes_while_something_joins_it(pair: Pair) -> None:
    """Whoever is first: what joined is closed with it, or cannot join what is closed."""
    one, other = pair
    rounds = max(ROUNDS // 10, 2)
    cadres = [node("Cadre", f"丁{nth}") for nth in range(rounds)]
    groups = [node("TeamGroup", f"组{nth}") for nth in range(rounds)]
    await put(one, *GROUND, *cadres, *groups)
    for cadre, group in zip(cadres, groups, strict=True):
        closed, joined = await asyncio.gather(
            told(one, (ends(group, "2020-06-01"),)), told(other, (joins("SERVES_IN", cadre, group),))
        )
        assert closed == "KEPT"
        assert joined in ("KEPT", "NOT_WITHIN_ENDS")
    assert (await check(one)).found == ()
    assert {tie.properties.get("until") for tie in (await held(other)).ties.values() if tie.type == "SERVES_IN"} <= {
        "2020-06-01"
    }


async def test_behaviour_7_twenty_equal_writes_with_one_key_are_one(pair: Pair) -> None:
    """What follows from it (relationships that end with their node) was concluded by the one that was kept."""
    await put(pair[0], *GROUND)
    stamp = Stamp("tester", "test", "request", "once")
    closing = ends(GROUP, "2020-06-01")
    receipts = await asyncio.gather(*(write(pair[nth % 2], ORGANIZATION, [closing], stamp) for nth in range(20)))
    assert Counter(receipts) == {Receipt(2): 1, Receipt(2, repeated=True): 19}
    records = (await pair[0].history()).records
    assert len(records) == 2
    assert len(records[1].change_set.changes) > 1
    await put(pair[0], node("Cadre", "甲"))
    assert await write(pair[1], ORGANIZATION, [closing], stamp) == Receipt(2, repeated=True)


@pytest.mark.parametrize("changes", [
    [node("Cadre", "乙")], [], [ends(GROUP, "2020-06-02")], [ends(BRANCH, "2020-06-01"), ends(GROUP, "2020-06-01")],
    # Broken by itself: it is told of its key all the same.
    [node("Village", "无码", code="1")],
])
async def test_behaviour_7_a_key_is_not_told_as_kept_for_another_write(pair: Pair, changes: list[Change]) -> None:
    await put(pair[0], *GROUND)
    stamp = Stamp("tester", "test", "request", "once")
    await write(pair[0], ORGANIZATION, [ends(GROUP, "2020-06-01")], stamp)
    for store in pair:
        with pytest.raises(KeyReused):
            await write(store, ORGANIZATION, changes, stamp)
    assert (await pair[0].history(limit=0)).head.revision == 2


async def test_behaviour_10_what_was_seen_and_holds_no_more_conflicts(pair: Pair) -> None:
    """Of twenty who saw the same one is kept; the others hear which node it was."""
    cadre = node("Cadre", "甲")
    await put(pair[0], cadre)
    wanted = [AlterNode("Cadre", cadre.id, {"aliases": None}, {"aliases": [f"别名{nth}"]}) for nth in range(20)]
    answers = await asyncio.gather(*(put(pair[nth % 2], change) for nth, change in enumerate(wanted)),
        return_exceptions=True)
    assert [answer for answer in answers if isinstance(answer, Receipt)] == [Receipt(2)]
    assert {type(answer) for answer in answers} == {Receipt, Conflict}
    assert all(answer.subjects == (cadre.id,) for answer in answers if isinstance(answer, Conflict))
