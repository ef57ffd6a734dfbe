"""Where a known document's time goes, and what a document costs when it is seen for the first time."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from time import process_time

import orjson
from graphql import parse, validate

from benchmarks.county import Question, answered
from graph_service.api.completion.projector import projector
from graph_service.api.documents import Documents
from graph_service.api.limits import Limits
from graph_service.api.service import Service
from graph_service.stores.embedded.graph import Graph
from graph_service.stores.embedded.walk import compiled
from graph_service.stores.neo4j.cypher import statement

STAGES = ("walk", "project", "encode")


@dataclass(frozen=True, slots=True)
class Split:
    """CPU milliseconds of the stages of one answer, in the process, on the embedded store."""

    name: str
    stages: Mapping[str, float]


async def split(service: Service, question: Question, repeats: int) -> Split:
    """The stages in the order of one request, and the whole request in turns with them.

    What the stages leave of the whole is the request cycle: documents looked up, variables, Strawberry.
    """
    stages = await _staged(service, question)
    taken: dict[str, list[float]] = {}
    for _ in range(repeats):
        for name, ms in (await stages()).items():
            taken.setdefault(name, []).append(ms)
        start = process_time()
        await answered(service, question)
        taken.setdefault("all", []).append((process_time() - start) * 1000)
    medians = {name: median(values) for name, values in taken.items()}
    whole = medians.pop("all")
    return Split(question.name, medians | {"request": whole - sum(medians.values()), "all": whole})


async def _staged(service: Service, question: Question) -> Callable[[], Awaitable[dict[str, float]]]:
    """A function that answers a known document stage by stage, and gives the milliseconds of each."""
    documents, store = service.documents, service.store
    known = documents.known(question.text)
    name, node = documents.operation(known, None)
    variables = documents.variables(node, question.variables)
    made = documents.compiled(question.text, known, name, variables)
    (root,) = made.roots
    values = root.filling.values(variables, await service.day())

    async def stages() -> dict[str, float]:
        times = [process_time()]
        cell = (await store.answer(root.plans[0], values)).cell
        times.append(process_time())
        data = made.project([cell], [values])
        times.append(process_time())
        orjson.dumps({"data": data})
        times.append(process_time())
        return {stage: (end - start) * 1000 for stage, (start, end) in zip(STAGES, pairwise(times), strict=True)}

    return stages


def first_sight(service: Service, graph: Graph, question: Question, repeats: int) -> Split:
    """A document that nothing is known of, stage by stage: medians of some first times."""
    schema, model = service.schema._schema, service.model
    taken: dict[str, list[float]] = {}

    def clock(stage: str, start: float) -> float:
        taken.setdefault(stage, []).append((process_time() - start) * 1000)
        return process_time()

    for _ in range(repeats):
        documents = Documents(model, schema, Limits())
        at = process_time()
        document = parse(question.text)
        at = clock("parse", at)
        validate(schema, document)
        clock("validate", at)
        known = documents.known(question.text)
        name, node = documents.operation(known, None)
        variables = documents.variables(node, question.variables)
        at = process_time()
        made = documents.compiled(question.text, known, name, variables)
        at = clock("compiled", at)
        projector(model, made.roots)
        at = clock("projector", at)
        compiled(graph, made.roots[0].plans[0])
        at = clock("closures", at)
        statement(model, made.roots[0].plans[0])
        clock("Cypher", at)
    return _split(question.name, {stage: median(values) for stage, values in taken.items()})


def _split(name: str, stages: dict[str, float]) -> Split:
    """Compiling a document ends with its projector: what is left is the plan's."""
    stages = {"plan" if stage == "compiled" else stage: ms for stage, ms in stages.items()}
    stages["plan"] -= stages["projector"]
    return Split(name, stages | {"all": sum(stages.values())})
