"""Strawberry's extension: known documents in place of parsing and validation, our answers in place of execution."""

from collections.abc import AsyncIterator, Iterator

from strawberry.extensions import SchemaExtension
from strawberry.types.execution import PreExecutionError

from graph_service.api.service import Operation, unexpected


class Answering(SchemaExtension):
    """Stands in three of Strawberry's stages."""

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        operation: Operation = context.context
        documents = operation.service.documents
        known = documents.known(operation.text)
        if operation.name is not None:
            documents.operation(known, operation.name)  # before Strawberry stumbles over a name that is not there
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
