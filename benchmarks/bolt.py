"""The store on Neo4j against the bare driver with statements written by hand, in the process and over HTTP."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from benchmarks import county, load
from benchmarks.county import Question, answered
from benchmarks.embedded import alike, posted
from benchmarks.measure import Contest, Effort, Figure, figure, sampled
from benchmarks.statements import Floor
from graph_service.api.service import Service
from graph_service.app import service_of, settle
from graph_service.writing.opened import access, opened_store
from tests.real_neo4j import NoNeo4jError, real_neo4j

BARS = {"small": 2.0, "county": 1.5}
NAMES = {"small": "small query", "county": "whole county"}


class LeftOutError(Exception):
    """Why nothing was measured on Neo4j."""


@contextmanager
def server() -> Iterator[str]:
    """The URI of a real server: NEO4J_URI, or one that is started for this run.  Raises LeftOutError."""
    with ExitStack() as stack:
        try:
            uri = stack.enter_context(real_neo4j())
        except NoNeo4jError as missing:
            raise LeftOutError(str(missing)) from None
        yield uri


async def figures(
    uri: str, questions: dict[str, Question], expected: Mapping[str, bytes], effort: Effort
) -> AsyncIterator[Figure]:
    """`expected` are the embedded store's answers.  Raises LeftOutError if a caller's database holds other data."""
    given = county.settings(uri)
    store, floor = await opened_store(access(given)), Floor(uri)
    try:
        # What a caller keeps in a database of his own is never written to.
        if not await floor.nodes():
            await county.loaded(store)
        service = service_of(store, given)
        settle()
        for name in BARS:
            await _check(service, floor, questions[name], expected[name])
        for name in BARS:
            yield await _in_process(service, floor, questions[name], effort)
        for name in BARS:
            yield await _over_http(uri, questions[name], effort)
    finally:
        await floor.close()
        await store.close()


async def _check(service: Service, floor: Floor, question: Question, expected: bytes) -> None:
    ours = await answered(service, question)
    if ours != expected:
        raise LeftOutError("NEO4J_URI names a database that holds something else; empty it, or leave NEO4J_URI unset.")
    alike(question, ours, await floor.answer(question.name, question.about), value=True)


async def _in_process(service: Service, floor: Floor, question: Question, effort: Effort) -> Figure:
    async def ours() -> bytes:
        return await answered(service, question)

    async def theirs() -> bytes:
        return await floor.answer(question.name, question.about)

    return await figure(
        _contest(question, "in the process", "the bare driver", len(await ours())),
        sampled(ours, 1),
        sampled(theirs, 1),
        effort,
    )


async def _over_http(uri: str, question: Question, effort: Effort) -> Figure:
    body = posted(question)
    with (
        load.serving("service", uri) as ours,
        load.serving("statement", uri, question.name, question.about) as floor,
        load.client(ours, body) as our_client,
        load.client(floor, body) as floor_client,
    ):
        answer = our_client.ask(1)
        alike(question, answer, floor_client.ask(1), value=True)
        return await figure(
            _contest(question, "over HTTP", "a raw ASGI route, the bare driver", len(answer)),
            load.sampled(ours, our_client, 1),
            load.sampled(floor, floor_client, 1),
            effort,
        )


def _contest(question: Question, where: str, against: str, size: int) -> Contest:
    return Contest(f"Neo4j, {NAMES[question.name]}, {where}", against, BARS[question.name], size)
