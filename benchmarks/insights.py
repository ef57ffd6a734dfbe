"""Every question on the county: on Neo4j against the same answer by hand, and the embedded store against Neo4j.

Time on the clock, unlike elsewhere: most of an answer is made in the database's process, in which the CPU of this one
does not show.  All sides in turns, so that what slows the machine down slows all of them.  An answer is compared with
the others before any is timed.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import orjson

from benchmarks import county
from benchmarks.by_hand import contacts, cooperation, history, joint, organization, search
from benchmarks.by_hand.driver import ByHand, Endpoint
from benchmarks.county import DOCUMENTS, Question, answered
from benchmarks.embedded import alike
from benchmarks.measure import Call, Effort, Spread
from graph_service.api.service import Service
from graph_service.app import service_of
from graph_service.plan.ir import Plan, Values
from graph_service.stores.port import Answer, Store
from graph_service.writing.opened import access, opened_store

BY_HAND_BAR, EMBEDDED_BAR = 1.5, 1.0
MOST_STATEMENTS = 3
WARM_ANSWERS, WARM_SECONDS = 40, 1.5
"""Asked before anything counts, until either is reached: the database compiles what it runs often."""
ROUND_SECONDS = 0.1
"""A round of slow answers has fewer turns."""
PATIENCE = 5
"""How often an answer is asked for that a store first has to plan longer than a request may take."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its variables about the county, and the endpoint by hand; its document is in a file of its name."""

    name: str
    variables: Mapping[str, Any]
    by_hand: Endpoint | None = None

    @property
    def question(self) -> Question:
        text = (DOCUMENTS / "insights" / f"{self.name}.graphql").read_text(encoding="utf-8")
        return Question(self.name, text, self.variables, self.name)


@dataclass(frozen=True, slots=True)
class Row:
    """Milliseconds of each side, and their ratios round by round; None where a side was left out.

    `first` is what the first answer on Neo4j took, planning included, and `refused` how often it was refused before,
    because the planning took longer than a request may; `missing` is the code of the error that is all
    Neo4j answers, or says that the answer by hand differs, which is then not timed.
    """

    name: str
    size: int
    statements: int
    embedded: Spread
    neo4j: Spread | None = None
    by_hand: Spread | None = None
    to_by_hand: Spread | None = None
    to_neo4j: Spread | None = None
    first: float | None = None
    refused: int = 0
    missing: str | None = None

    @property
    def met(self) -> bool:
        bars = ((self.to_by_hand, BY_HAND_BAR), (self.to_neo4j, EMBEDDED_BAR))
        within = all(ratio is None or ratio.median <= bar for ratio, bar in bars)
        return within and self.missing is None and self.statements <= MOST_STATEMENTS


@dataclass(slots=True)
class Counting:
    """A store that counts what it is asked; everything else is the store's own."""

    store: Store
    asked: int = 0

    async def answer(self, plan: Plan, values: Values) -> Answer:
        self.asked += 1
        return await self.store.answer(plan, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who answers; without Neo4j the embedded store alone."""

    embedded: Service
    counting: Counting
    neo4j: Service | None = None
    by_hand: ByHand | None = None


@asynccontextmanager
async def sides(store: Store, uri: str | None = None) -> AsyncIterator[Sides]:
    """The embedded store, and the database of a URI, both with the county in them."""
    counting = Counting(store)
    counted: Any = counting
    embedded = service_of(counted, county.settings("memory:"))
    if uri is None:
        yield Sides(embedded, counting)
        return
    given = county.settings(uri)
    theirs, by_hand = await opened_store(access(given)), ByHand(uri)
    try:
        yield Sides(embedded, counting, service_of(theirs, given), by_hand)
    finally:
        await by_hand.close()
        await theirs.close()


ASKED = (
    Asked("chain", {"of": "ca_4zpquurkzrlsld5bofte"}, contacts.chain),
    Asked("card", {"of": "vi_bi74qrysms6hv5tjznic"}, contacts.card),
    Asked("way", {"from": "tg_mketz7gyv46cupvhn262", "to": "un_icr4ufqklllvarm76yko"}, contacts.way),
    Asked("search", {"text": "孙桥屯"}, search.search),
    Asked("cooperating", {"of": "tg_5s4dmtftvq2r3vd4lvaj"}, cooperation.cooperating),
    Asked("projects", {"scope": "co_7f2kihzi6balkg5knqll"}, joint.projects),
    Asked("tree", {"root": "wc_r53h6p25xrsbapcekl6c"}, organization.tree),
    Asked("lines", {"of": "ca_4zpquurkzrlsld5bofte"}, contacts.lines),
    Asked("partners", {"of": "vi_ksaulkilqxh2usqq4c26"}, joint.partners),
    Asked("network", {"scope": "co_7f2kihzi6balkg5knqll"}, cooperation.network),
    Asked("timeline", {"of": "vi_bi74qrysms6hv5tjznic"}, history.timeline),
    Asked("diff", {"scope": "co_7f2kihzi6balkg5knqll", "from": "2018-03-01", "to": "2020-11-11"}, history.diff),
)


def fewer(effort: Effort) -> Effort:
    """Answers that take their time need fewer rounds."""
    return Effort(max(1, effort.rounds // 4), effort.turns)


async def rows(sides: Sides, effort: Effort) -> AsyncIterator[Row]:
    for asked in ASKED:
        yield await row(asked, sides, effort)


async def row(asked: Asked, sides: Sides, effort: Effort) -> Row:
    question, before = asked.question, sides.counting.asked
    expected = await answered(sides.embedded, question)
    if b'"errors"' in expected:
        raise RuntimeError(f"{asked.name}: {expected.decode()}")
    statements = sides.counting.asked - before
    calls: dict[str, Call] = {"embedded": lambda: answered(sides.embedded, question)}
    first, refused, missing = None, 0, None
    if (service := sides.neo4j) is not None:
        first, refused, missing = await _first(service, question, expected)
        if missing is None:
            calls["neo4j"] = lambda: answered(service, question)
    if (by_hand := sides.by_hand) is not None and (endpoint := asked.by_hand) is not None:
        answer = await by_hand.answer(endpoint, asked.variables)
        if orjson.loads(answer) == orjson.loads(expected):
            calls["by_hand"] = lambda: by_hand.answer(endpoint, asked.variables)
        else:
            missing = missing or "differs"
    taken = await _timed(calls, effort)
    spread = {name: Spread.of(values) for name, values in taken.items()}
    return Row(
        asked.name, len(expected), statements, spread["embedded"], spread.get("neo4j"), spread.get("by_hand"),
        _ratio(taken, "neo4j", "by_hand"), _ratio(taken, "embedded", "neo4j"), first, refused, missing,
    )


async def _first(service: Service, question: Question, expected: bytes) -> tuple[float, int, str | None]:
    """How long the first answer took, and how often it was refused; or why there is none, even after some time."""
    start, answer = perf_counter(), b""
    for refused in range(PATIENCE):
        answer = await answered(service, question)
        if b'"errors"' not in answer:
            taken = (perf_counter() - start) * 1000
            alike(question, answer, expected)
            return taken, refused, None
    return (perf_counter() - start) * 1000, PATIENCE, orjson.loads(answer)["errors"][0]["extensions"]["code"]


async def _timed(calls: Mapping[str, Call], effort: Effort) -> dict[str, list[float]]:
    """Milliseconds of each side by round, in turns; the order is turned round at every turn."""
    turns = min(effort.turns, max(1, round(ROUND_SECONDS / await _warmed(calls))))
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(effort.rounds):
        sums = dict.fromkeys(calls, 0.0)
        for turn in range(turns):
            for name in list(calls)[:: -1 if turn % 2 else 1]:
                start = perf_counter()
                await calls[name]()
                sums[name] += perf_counter() - start
        for name, seconds in sums.items():
            taken[name].append(seconds / turns * 1000)
    return taken


async def _warmed(calls: Mapping[str, Call]) -> float:
    """Seconds of the last turn of all sides before anything counts."""
    start = last = perf_counter()
    for _ in range(WARM_ANSWERS if len(calls) > 1 else 2):
        last = perf_counter()
        for call in calls.values():
            await call()
        if perf_counter() - start > WARM_SECONDS:
            break
    return perf_counter() - last


def _ratio(taken: Mapping[str, Sequence[float]], one: str, other: str) -> Spread | None:
    if one not in taken or other not in taken:
        return None
    return Spread.of([ours / theirs for ours, theirs in zip(taken[one], taken[other], strict=True)])
