"""The benchmarks' own machinery, held to answers and never to times."""

import asyncio
import io
from pathlib import Path

import orjson
import pytest
from rich.console import Console

from benchmarks import county, embedded, report, stages, walk
from benchmarks.measure import Contest, Effort, Spread, figure, sampled
from benchmarks.statements import STATEMENTS
from graph_service.api.service import Service
from graph_service.stores.embedded.store import EmbeddedStore

Opened = tuple[EmbeddedStore, Service, dict[str, county.Question]]


@pytest.fixture(scope="module")
def opened() -> Opened:
    """The county in memory, and what is asked of it; nothing in it is bound to a loop."""

    async def made() -> Opened:
        store, service = await county.embedded()
        assert isinstance(store, EmbeddedStore)
        return store, service, await county.questions(service)

    return asyncio.run(made())


async def test_the_county_walked_by_hand_has_the_bytes_of_the_service(opened: Opened) -> None:
    store, service, questions = opened
    answer = await county.answered(service, questions["county"])
    embedded.alike(questions["county"], answer, walk.whole_county(store._graph)())
    committee = orjson.loads(answer)["data"]["county"]["committee"]
    assert committee["branches"]["totalCount"] == 17
    assert sum(one["groups"]["totalCount"] for one in committee["branches"]["nodes"]) == 151


async def test_what_differs_is_not_timed(opened: Opened) -> None:
    _, service, questions = opened
    answer = await county.answered(service, questions["small"])
    with pytest.raises(RuntimeError, match="answer differently"):
        embedded.alike(questions["small"], answer, answer.replace(b"teamGroup", b"group"))
    embedded.alike(questions["small"], answer, orjson.dumps(orjson.loads(answer)) + b" ", value=True)


async def test_every_comparison_of_the_embedded_store_is_made(opened: Opened) -> None:
    store, service, questions = opened
    found = [one async for one in embedded.figures(service, store._graph, questions, Effort(1, 1))]
    assert [one.contest.bar for one in found] == [embedded.SMALL_BAR, embedded.COUNTY_BAR]
    assert all(one.contest.size and one.service.median and one.floor.median for one in found)


async def test_a_run_is_told_in_tables_and_as_json(opened: Opened, tmp_path: Path) -> None:
    store, service, questions = opened
    chain = questions["chain"]
    told = report.Report(Effort(1, 1), left_out=["the comparisons on Neo4j. There is no `java`."])
    told.known.append(await stages.split(service, chain, 1))
    told.first.append(stages.first_sight(service, store._graph, chain, 1))
    nothing = sampled(_nothing, 9)
    told.figures.append(await figure(Contest("a", "b", 2.0, 3), nothing, nothing, Effort(3, 2)))
    screen = io.StringIO()
    report.printed(told, Console(file=screen, width=130))
    assert "There is no `java`." in screen.getvalue()
    report.written(told, tmp_path / "bench" / "latest.json")
    read = orjson.loads((tmp_path / "bench" / "latest.json").read_bytes())
    assert {"machine", "figures", "known", "first", "leftOut"} <= read.keys()
    assert read["known"][0]["name"] == "chain"


def test_the_spread_of_a_series_is_its_middle_half() -> None:
    assert Spread.of([5.0, 1.0, 3.0, 2.0, 4.0]) == Spread(3.0, 2.0, 4.0)
    assert Spread.of([7.0]) == Spread(7.0, 7.0, 7.0)


def test_there_is_a_statement_for_every_comparison_on_neo4j() -> None:
    assert set(STATEMENTS) == {"small", "county"}


async def _nothing() -> bytes:
    return b""
