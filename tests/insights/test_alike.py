"""Every question over random data in which everything is tied to everything, parallel and overlapping, sound or not:
the same bytes from every store, completed in every way, in at most three statements, and never an INTERNAL error."""

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.response import response
from graph_service.api.service import Service, Way
from graph_service.changes.change import AddNode
from graph_service.insights.insight import Insight
from graph_service.insights.table import INSIGHTS
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.writing.derive import Derivation
from tests.contract.conftest import emptied
from tests.insights.drawn import Ids, Thinned, drawn
from tests.loaded import TODAY
from tests.oracle.dense import dense
from tests.test_insight_corpus import MOST_STATEMENTS, Counting

SEED = int(os.environ.get("RANDOM_SEED", "20201112"))
EACH = int(os.environ.get("RANDOM_QUESTIONS", "25"))
"""Calls of each question."""
NO_LIMITS = Limits(depth=100, fields=100_000)
DATA = dense(Random(SEED), ORGANIZATION, nodes=5, ties=9)


@contextmanager
def serving(access: Access, runner: asyncio.Runner) -> Iterator[tuple[Service, Any]]:
    """A service over the random data, and the plans that it asks."""
    store = runner.run(open_store(access, ORGANIZATION, Derivation(ORGANIZATION)))
    runner.run(store.prepare())
    runner.run(store.commit(DATA))
    counting: Any = Counting(store)
    try:
        yield open_service(counting, "memory", limits=NO_LIMITS, today=lambda: TODAY), counting.plans
    finally:
        runner.run(store.close())


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as found:
        yield found


@pytest.fixture(scope="module")
def memory(runner: asyncio.Runner) -> Iterator[tuple[Service, Any]]:
    with serving(Access("memory:"), runner) as found:
        yield found


@pytest.fixture(scope="module")
def neo4j(runner: asyncio.Runner, neo4j_uri: str) -> Iterator[tuple[Service, Any]]:
    with serving(Access(runner.run(emptied(neo4j_uri)), deadline=30.0), runner) as found:
        yield found


def ids() -> Ids:
    found: dict[str, list[str]] = {}
    for change in DATA.changes:
        if isinstance(change, AddNode):
            found.setdefault(change.label, []).append(change.id)
    return found


def calls(insight: Insight, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    random = Random(f"{SEED} {insight.name}")
    return (drawn(random, insight, ids()) for _ in range(count))


def body(runner: asyncio.Runner, service: Service, text: str, given: dict[str, Any], way: Way = Way.LEFT_OUT) -> bytes:
    return response(runner.run(service.execute(text, given, way=way))).body


def faults(answer: bytes) -> list[str]:
    return [error["extensions"]["code"] for error in json.loads(answer).get("errors", ())]


@pytest.mark.parametrize("insight", INSIGHTS, ids=lambda insight: insight.command)
def test_in_every_way_in_few_statements(
    runner: asyncio.Runner, memory: tuple[Service, Any], insight: Insight
) -> None:
    service, plans = memory
    answered = 0
    for text, given in calls(insight, EACH):
        plans.clear()
        first = body(runner, service, text, given)
        assert len(plans) <= MOST_STATEMENTS, given
        assert "INTERNAL" not in faults(first), (given, first.decode())
        for way in (Way.PASSED, Way.ORDINARY):
            assert body(runner, service, text, given, way) == first, given
        answered += not faults(first)
    assert answered > EACH // 5, "nearly every call was refused"


@pytest.mark.parametrize("insight", INSIGHTS, ids=lambda insight: insight.command)
def test_a_part_of_an_answer_is_that_part(
    runner: asyncio.Runner, memory: tuple[Service, Any], insight: Insight
) -> None:
    """What nobody asks for is not fetched and not made, and what is asked for is the same."""
    service, _ = memory
    random, compared = Random(SEED), 0
    for text, given in calls(insight, EACH):
        whole = json.loads(body(runner, service, text, given))
        if "errors" not in whole:
            thinned = Thinned(random, insight)
            part = body(runner, service, thinned.document(text), given)
            assert json.loads(part) == {"data": thinned.of(whole["data"])}, given
            compared += 1
    assert compared > EACH // 5, "nearly every call was refused"


@pytest.mark.neo4j
@pytest.mark.parametrize("insight", INSIGHTS, ids=lambda insight: insight.command)
def test_behaviour_10_both_stores_agree(
    runner: asyncio.Runner, memory: tuple[Service, Any], neo4j: tuple[Service, Any], insight: Insight
) -> None:
    for text, given in calls(insight, max(EACH // 6, 1)):
        expected = json.loads(body(runner, memory[0], text, given))
        assert json.loads(body(runner, neo4j[0], text, given)) == expected, given
