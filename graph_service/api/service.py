"""The service: a store, a schema and what is known of documents.  Everything that answers goes through here."""

import asyncio
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from time import perf_counter
from typing import Any

from graphql import GraphQLError, GraphQLResolveInfo
from strawberry import Schema
from strawberry.types.execution import ExecutionResult, PreExecutionError

from graph_service.api.answering import Found, answered
from graph_service.api.bounded import Bounded
from graph_service.api.completion.completed import Finished
from graph_service.api.completion.ordinary import seen
from graph_service.api.completion.projector import Violated
from graph_service.api.documents import Compiled, Documents
from graph_service.api.errors import internal, located
from graph_service.api.planning.root import Planned
from graph_service.api.trace import Trace
from graph_service.errors import ServiceError
from graph_service.model.graph import GraphModel
from graph_service.stores.port import Head, Store

log = logging.getLogger(__name__)


class Way(Enum):
    """How a finished answer is completed.  Callers are served LEFT_OUT; the others are held to the same bytes."""

    LEFT_OUT = "graphql-core is left out"
    PASSED = "graphql-core takes finished values"
    ORDINARY = "graphql-core completes every field"


@dataclass(slots=True)
class Operation:
    """One operation on its way: Strawberry's context value."""

    service: "Service"
    text: str
    name: str | None
    variables: Mapping[str, Any]
    way: Way = Way.LEFT_OUT
    ready: dict[str, Any] = field(default_factory=dict)
    """Values for the executor, by root response key, where it runs."""
    revisions: set[int] = field(default_factory=set)
    introspective: bool = False
    reading: bool = False
    """Whether it may only be a query."""
    trace: Trace = field(default_factory=Trace)


@dataclass(slots=True)
class Service:
    """`today` is read once an operation; `data_date` overrides the store's."""

    model: GraphModel
    store: Store
    schema: Schema
    documents: Documents
    today: Callable[[], str]
    data_date: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """Settings that questions heed, by name."""
    head: Head | None = None
    introspected: Bounded[tuple[str, str | None], dict[str, Any]] = field(default_factory=lambda: Bounded(8))
    """Answers about the schema, which never change: a whole one is half a second's work of graphql-core."""

    async def execute(
        self, text: str, variables: Mapping[str, Any] | None = None, name: str | None = None, way: Way = Way.LEFT_OUT,
        *, reading: bool = False, trace: Trace | None = None,
    ) -> ExecutionResult:
        """Answer a request.  A `PreExecutionError` is a request error: nothing was run, there is no `data`.

        With `reading` only queries run; `trace` is told what the request took.
        """
        operation = Operation(self, text, name, variables or {}, way, reading=reading, trace=trace or Trace())
        try:
            result: ExecutionResult = await self.schema.execute(
                text or " ",  # Strawberry tells of an empty one in its own way
                variable_values=dict(operation.variables),
                context_value=operation,
                operation_name=name,
            )
        except Exception as error:  # the caller gets a reference, the log the rest
            return PreExecutionError(data=None, errors=[unexpected(error)])
        if result.errors:
            result.errors = [coded(error) for error in result.errors]
        elif operation.introspective and result.data is not None:
            self.introspected.keep((text, name), result.data)
        return result

    async def day(self) -> str:
        """The day that answers hold on unless asked otherwise."""
        if self.data_date is not None:
            return self.data_date
        if self.head is None:
            self.head = (await self.store.history(limit=0)).head
        return self.head.data_date or self.today()

    async def run(self, operation: Operation) -> ExecutionResult | None:
        """The result, or None where graphql-core has to run with what is `ready`.

        All root fields are compiled and their values checked before any is answered.
        """
        compiled, variables = self._compiled(operation)
        if operation.introspective and (kept := self.introspected.get((operation.text, operation.name))) is not None:
            return ExecutionResult(data=kept, errors=None)
        cells, values = await self._answered(compiled, variables, operation)
        began = perf_counter()
        try:
            return self._completed(compiled, cells, values, operation)
        finally:
            operation.trace.project = perf_counter() - began

    def _compiled(self, operation: Operation) -> tuple[Compiled, Mapping[str, Any]]:
        """The plans of the operation asked for, and its variables."""
        began = perf_counter()
        try:
            known = self.documents.known(operation.text)
            name, node = self.documents.operation(known, operation.name)
            variables = self.documents.variables(node, operation.variables)
            compiled = self.documents.compiled(operation.text, known, name, variables)
            operation.introspective = compiled.introspective and not variables
            return compiled, variables
        finally:
            operation.trace.plan = perf_counter() - began

    def _completed(
        self, compiled: Compiled, cells: Sequence[Any], values: Sequence[Sequence[Any]], operation: Operation
    ) -> ExecutionResult | None:
        """The result, or None with what is `ready` for graphql-core."""
        if operation.way is not Way.ORDINARY:
            try:
                data = compiled.project(cells, values)
            except (Violated, KeyError):
                log.warning("an answer breaks the schema; it is completed the ordinary way")
            else:
                if compiled.alone and operation.way is Way.LEFT_OUT:
                    return ExecutionResult(data=data, errors=None, extensions=_parted(operation.revisions))
                operation.ready = {key: Finished(value) for key, value in data.items()}
                return None
        operation.ready = {
            root.key: seen(root, cell, given, self.model)
            for root, cell, given in zip(compiled.roots, cells, values, strict=True)
        }
        return None

    async def _answered(
        self, compiled: Compiled, variables: Mapping[str, Any], operation: Operation
    ) -> tuple[Sequence[Any], Sequence[Sequence[Any]]]:
        """Cells and values of all roots, at one revision if a second try can bring that about."""
        if not compiled.roots:
            return [], []
        began = perf_counter()
        try:
            return await self._at_one_revision(compiled, variables, operation)
        finally:
            operation.trace.store = perf_counter() - began
            operation.trace.revision = max(operation.revisions, default=0)

    async def _at_one_revision(
        self, compiled: Compiled, variables: Mapping[str, Any], operation: Operation
    ) -> tuple[Sequence[Any], Sequence[Sequence[Any]]]:
        for again in (True, False):
            day = await self.day()
            values = [root.filling.values(variables, day) for root in compiled.roots]
            answers = await self._asked(compiled.roots, values)
            operation.revisions = {revision for answer in answers for revision in answer.revisions}
            if not await self._moved(operation.revisions, day) or not again:
                break
        return [answer.cell for answer in answers], values

    async def _asked(self, roots: Sequence[Planned], values: Sequence[Sequence[Any]]) -> Sequence[Found]:
        if len(roots) == 1:
            return (await answered(self.store, roots[0], values[0], self.options),)
        asked = (answered(self.store, root, given, self.options) for root, given in zip(roots, values, strict=True))
        return await asyncio.gather(*asked)

    async def _moved(self, revisions: set[int], day: str) -> bool:
        """Whether the answers have to be asked for again: parts of two revisions, or a day that no longer holds."""
        if self.data_date is None and self.head is not None and revisions - {self.head.revision}:
            self.head = None
            if await self.day() != day:
                return True
        return len(revisions) > 1


def _parted(revisions: set[int]) -> dict[str, Any] | None:
    """Said to the caller when parts of an answer were read at different revisions."""
    return {"revisions": sorted(revisions)} if len(revisions) > 1 else None


def unexpected(error: Exception) -> GraphQLError:
    """A caller's error for anything raised: as it is if it is ours, else a reference to the log."""
    match error:
        case GraphQLError():
            return error
        case ServiceError():
            return located(error)
        case _:
            reference = uuid.uuid4().hex[:12]
            log.error("reference %s", reference, exc_info=error)
            return internal(reference)


def coded(error: GraphQLError) -> GraphQLError:
    """With a code: without one it is what graphql-core says of an answer that breaks the schema."""
    if error.extensions and "code" in error.extensions:
        return error
    extensions = {"code": "INTERNAL", "messageZh": f"查询结果与模式不符：{error.message}"}
    return GraphQLError(error.message, error.nodes, path=error.path, extensions=extensions)


def resolve_root(_source: Any, info: GraphQLResolveInfo[Any], **_arguments: Any) -> Any:
    """The resolver of every root field over the graph: its value is ready."""
    operation: Operation = info.context
    return operation.ready[str(info.path.key)]
