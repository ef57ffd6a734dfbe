"""Strawberry's extension: known documents in place of parsing and validation, our answers in place of execution."""

from collections.abc import AsyncIterator, Iterator
from time import perf_counter

from graphql import OperationType
from strawberry.extensions import SchemaExtension
from strawberry.types.execution import PreExecutionError

from graph_service.api.documents import Known
from graph_service.api.errors import located
from graph_service.api.service import Operation, unexpected
from graph_service.errors import WrongMethod


def _known(operation: Operation) -> Known:
    """The document.  Raises a GraphQLError for an operation that is not there, or that may not run here."""
    documents = operation.service.documents
    known = documents.known(operation.text)
    if operation.name is not None:
        documents.operation(known, operation.name)  # before Strawberry stumbles over a name that is not there
    if operation.reading and not known.reads:
        _, node = documents.operation(known, operation.name)
        if node.operation is not OperationType.QUERY:
            raise located(WrongMethod(), node)
    return known


class Answering(SchemaExtension):
    """Stands in three of Strawberry's stages."""

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        operation: Operation = context.context
        began = perf_counter()
        try:
            known = _known(operation)
        finally:
            operation.trace.parse = perf_counter() - began
        context.graphql_document = known.document
        context.pre_execution_errors = list(known.errors)
        yield

    async def on_execute(self) -> AsyncIterator[None]:
        context = self.execution_context
        operation: Operation = context.context
        try:
            context.result = await operation.service.run(operation)
        except Exception as error:  # a refusal, or INTERNAL with a reference
            context.result = PreExecutionError(data=None, errors=[unexpected(error)])
        yield
