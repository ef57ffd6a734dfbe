"""The benchmarks' own machinery, held to answers and never to times."""

import asyncio
import io
from pathlib import Path

import orjson
import pytest
from rich.console import Console

from benchmarks import county, embedded, insights, report, stages, walk
from benchmarks.by_hand import driver
from benchmarks.measure import Contest, Effort, Spread, figure, sampled
from benchmarks.statements import STATEMENTS
from graph_service.api.service import Service
from graph_service.insights.table import INSIGHTS
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
    told.insights.append(insights.Row("way", 9, 3, Spread.of([0.5]), missing="DEADLINE"))
    screen = io.StringIO()
    report.printed(told, Console(file=screen, width=130))
    assert "There is no `java`." in screen.getvalue()
    assert "DEADLINE" in screen.getvalue()
    assert not told.met
    report.written(told, tmp_path / "bench" / "latest.json")
    read = orjson.loads((tmp_path / "bench" / "latest.json").read_bytes())
    assert {"machine", "figures", "known", "first", "insights", "leftOut"} <= read.keys()
    assert read["known"][0]["name"] == "chain"


def test_the_spread_of_a_series_is_its_middle_half() -> None:
    assert Spread.of([5.0, 1.0, 3.0, 2.0, 4.0]) == Spread(3.0, 2.0, 4.0)
    assert Spread.of([7.0]) == Spread(7.0, 7.0, 7.0)


def test_there_is_a_statement_for_every_comparison_on_neo4j() -> None:
    assert set(STATEMENTS) == {"small", "county"}


def test_every_question_is_asked_and_answered_by_hand() -> None:
    assert {one.name for one in insights.ASKED} == {one.command for one in INSIGHTS}
    assert all(one.by_hand is not None for one in insights.ASKED)
    written = {path.stem for path in driver.FOLDER.glob("*.cypher")}
    assert {one.name for one in insights.ASKED} <= written
    assert all("CYPHER 5" in driver.text(name) for name in written)


@pytest.mark.parametrize("asked", insights.ASKED, ids=lambda asked: asked.name)
async def test_every_question_has_an_answer_on_the_county(opened: Opened, asked: insights.Asked) -> None:
    store, _, _ = opened
    async with insights.sides(store) as sides:
        answer = orjson.loads(await county.answered(sides.embedded, asked.question))
        assert "errors" not in answer
        assert 0 < sides.counting.asked <= insights.MOST_STATEMENTS


async def test_without_a_database_the_embedded_store_alone_is_timed(opened: Opened) -> None:
    store, _, _ = opened
    async with insights.sides(store) as sides:
        row = await insights.row(insights.ASKED[0], sides, Effort(1, 1))
    assert row.embedded.median > 0
    assert (row.neo4j, row.by_hand, row.to_by_hand, row.to_neo4j, row.first) == (None,) * 5


def test_a_question_meets_its_bars_by_both_ratios() -> None:
    fair, slow = Spread.of([1.0]), Spread.of([1.6])
    assert insights.Row("way", 9, 3, fair, to_by_hand=fair, to_neo4j=fair).met
    assert not insights.Row("way", 9, 3, fair, to_by_hand=slow, to_neo4j=fair).met
    assert not insights.Row("way", 9, 3, fair, to_by_hand=fair, to_neo4j=slow).met
    assert not insights.Row("way", 9, insights.MOST_STATEMENTS + 1, fair).met


async def _nothing() -> bytes:
    return b""
