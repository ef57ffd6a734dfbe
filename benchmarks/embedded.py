"""The embedded store against its floors: a small query over HTTP, the whole county in the process."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import orjson

from benchmarks import load, walk
from benchmarks.county import Question, answered
from benchmarks.measure import Contest, Effort, Figure, figure, sampled
from graph_service.api.service import Service
from graph_service.stores.embedded.graph import Graph

SMALL_BAR, COUNTY_BAR = 6.0, 1.5


async def figures(
    service: Service, graph: Graph, questions: dict[str, Question], effort: Effort
) -> AsyncIterator[Figure]:
    yield await _small(service, questions["small"], effort)
    yield await _county(service, graph, questions["county"], effort)


async def _small(service: Service, question: Question, effort: Effort) -> Figure:
    body = posted(question)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.json"
        path.write_bytes(await answered(service, question))
        with (
            load.serving("service", "memory:") as ours,
            load.serving("bytes", str(path)) as floor,
            load.client(ours, body) as our_client,
            load.client(floor, body) as floor_client,
        ):
            answer = our_client.ask(1)
            alike(question, answer, floor_client.ask(1))
            return await figure(
                Contest("embedded, small query, over HTTP", "a raw ASGI route", SMALL_BAR, len(answer)),
                load.sampled(ours, our_client, 10),
                load.sampled(floor, floor_client, 10),
                effort,
            )


async def _county(service: Service, graph: Graph, question: Question, effort: Effort) -> Figure:
    by_hand = walk.whole_county(graph)

    async def ours() -> bytes:
        return await answered(service, question)

    async def floor() -> bytes:
        return by_hand()

    answer = await ours()
    alike(question, answer, await floor())
    return await figure(
        Contest("embedded, whole county, in the process", "a walk by hand", COUNTY_BAR, len(answer)),
        sampled(ours, 1),
        sampled(floor, 1),
        effort,
    )


def posted(question: Question) -> bytes:
    return orjson.dumps({"query": question.text, "variables": dict(question.variables)})


def alike(question: Question, ours: bytes, floor: bytes, *, value: bool = False) -> None:
    """Nothing is timed that differs: the same bytes, or the same JSON value."""
    if ours != floor and not (value and orjson.loads(ours) == orjson.loads(floor)):
        both = f"{ours[:400]!r}\n{floor[:400]!r}"
        raise RuntimeError(f"{question.name}: the service and its floor answer differently\n{both}")
