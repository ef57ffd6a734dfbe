"""`python -m benchmarks`: every comparison in one run.  `--help` lists what can be chosen."""

import argparse
import sys
from collections.abc import Sequence

import uvloop
from rich.console import Console

from benchmarks import attacked, bolt, county, embedded, insights, report, stages
from benchmarks.county import ROOT, Question, answered
from benchmarks.measure import Effort
from graph_service.api.service import Service
from graph_service.stores.embedded.store import EmbeddedStore
from graph_service.stores.port import Store

LATEST = ROOT / "var" / "bench" / "latest.json"


def options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=41, help="pairs that each ratio is the median of (41)")
    parser.add_argument("--turns", type=int, default=10, help="turns of both sides in a round (10)")
    parser.add_argument("--without-neo4j", action="store_true", help="leave the comparisons on Neo4j out")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a figure is missed")
    return parser.parse_args(arguments)


async def run(chosen: argparse.Namespace, console: Console) -> report.Report:
    effort = Effort(chosen.rounds, chosen.turns)
    found = report.Report(effort)
    store, service = await county.embedded()
    questions = await county.questions(service)
    assert isinstance(store, EmbeddedStore)
    graph = store._graph
    with console.status("embedded"):
        async for figure in embedded.figures(service, graph, questions, effort):
            found.figures.append(figure)
    with console.status("stages"):
        for question in questions.values():
            found.known.append(await stages.split(service, question, chosen.rounds * 5))
            found.first.append(stages.first_sight(service, graph, question, chosen.rounds))
    with console.status("under attack"):
        found.attacked.extend(attacked.figures(chosen.rounds / 8))
    if chosen.without_neo4j:
        found.left_out.append("Neo4j, as asked.")
    else:
        with console.status("Neo4j"):
            await _on_neo4j(found, store, service, questions)
    if not found.insights:
        await _insights(found, store, None)
    await store.close()
    return found


async def _on_neo4j(
    found: report.Report, store: Store, service: Service, questions: dict[str, Question]
) -> None:
    expected = {name: await answered(service, question) for name, question in questions.items()}
    try:
        with bolt.server() as uri:
            async for figure in bolt.figures(uri, questions, expected, found.effort):
                found.figures.append(figure)
            await _insights(found, store, uri)
    except bolt.LeftOutError as reason:
        found.left_out.append(f"the comparisons on Neo4j. {reason}")


async def _insights(found: report.Report, store: Store, uri: str | None) -> None:
    """Without a database the embedded store alone is timed."""
    async with insights.sides(store, uri) as sides:
        async for row in insights.rows(sides, insights.fewer(found.effort)):
            found.insights.append(row)


def main(arguments: Sequence[str]) -> int:
    chosen = options(arguments)
    # Into a file or a pipe, too, a row is a line.
    console = Console(width=None if sys.stdout.isatty() else 130)
    found = uvloop.run(run(chosen, console))
    report.printed(found, console)
    report.written(found, LATEST)
    console.print(f"Written to {LATEST.relative_to(ROOT)}", highlight=False)
    return 1 if chosen.strict and not found.met else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
