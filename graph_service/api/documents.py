"""Documents by text: parsed, measured and validated once.  Operations compiled once for each shape of variables."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInputType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_variable_values,
    parse,
    type_from_ast,
)

from graph_service.api.bounded import Bounded
from graph_service.api.completion.projector import Project, projector
from graph_service.api.errors import from_document, located
from graph_service.api.limits import Limits, Measure, Pass
from graph_service.api.planning.collect import Collector, Fields
from graph_service.api.planning.layout import TypeName
from graph_service.api.planning.root import Planned, Roots
from graph_service.api.planning.shape import shape_of
from graph_service.api.reckoning import Reckoning
from graph_service.api.validation import validated
from graph_service.errors import BadArgument, InvalidDocument, LimitExceeded
from graph_service.insights.insight import Insight
from graph_service.model.graph import GraphModel

DOCUMENTS = 500
OPERATIONS = 1000
_TOO_LONG = re.compile(r"Syntax Error: Document contains more than \d+ tokens")
LONGEST_KEPT = 32 * 1024
"""Longer texts are answered and forgotten."""


@dataclass(frozen=True, slots=True)
class Known:
    """A document that parsed and is within the limits; `errors` are validation's."""

    document: DocumentNode
    operations: Mapping[str, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    errors: tuple[GraphQLError, ...]
    types: Mapping[str, Sequence[tuple[str, GraphQLInputType]]]
    """The variables of each operation."""
    reads: bool
    """Whether every operation is a query."""
    measures: Mapping[str, Measure]
    """What each operation asks for."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """An operation for one shape of variables.

    `alone` when every root field is answered from the graph, `introspective` when none is but the schema's own.
    """

    roots: tuple[Planned, ...]
    project: Project
    alone: bool
    introspective: bool


class Documents:
    """All that is known of documents, bounded."""

    def __init__(
        self, model: GraphModel, schema: GraphQLSchema, limits: Limits, insights: Sequence[Insight] = ()
    ) -> None:
        self._model = model
        self._schema = schema
        self._limits = limits
        self._reckoning = Reckoning(model, schema)
        self._roots = Roots.of(model, schema, insights)
        self._known: Bounded[str, Known] = Bounded(DOCUMENTS)
        self._compiled: Bounded[Hashable, Compiled] = Bounded(OPERATIONS)
        self._asked, self._read_anew, self._shaped, self._planned_anew = 0, 0, 0, 0

    def looked_up(self) -> Mapping[tuple[str, str], int]:
        """How often a document and its plans were known, and how often they had to be made, by cache and result."""
        return {
            ("documents", "hit"): self._asked - self._read_anew,
            ("documents", "miss"): self._read_anew,
            ("plans", "hit"): self._shaped - self._planned_anew,
            ("plans", "miss"): self._planned_anew,
        }

    def knows(self, text: str) -> bool:
        """Whether it was read before, so that to read it costs nothing."""
        return self._known.get(text) is not None

    def known(self, text: str) -> Known:
        """The document of a text.  Raises a GraphQLError: SYNTAX or LIMIT_EXCEEDED."""
        found = self._known.get(text)
        self._asked += 1
        if found is None:
            self._read_anew += 1
            found = self._read(text)
            if len(text) <= LONGEST_KEPT:
                self._known.keep(text, found)
        return found

    def operation(self, known: Known, name: str | None) -> tuple[str, OperationDefinitionNode]:
        """The operation asked for.  Raises a GraphQLError if the name is wrong, or missing where there are several."""
        if name is None and len(known.operations) == 1:
            return next(iter(known.operations.items()))
        if name is not None and name in known.operations:
            return name, known.operations[name]
        listed = ", ".join(key for key in known.operations if key) or "none"
        raise located(
            BadArgument(
                f"operationName must be one of the document's operations: {listed}.",
                f"operationName 须为文档中的操作之一：{listed}。",
                argument="operationName",
            )
        )

    def variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
        """The operation's variables, coerced.  Raises the first GraphQLError found."""
        if not operation.variable_definitions:
            return {}
        try:
            self._limits.check_given(given.values())
        except LimitExceeded as error:
            raise located(error) from None
        found = get_variable_values(self._schema, operation.variable_definitions, dict(given), max_errors=1)
        if isinstance(found, list):
            raise from_document(found[0])
        return found.coerced

    def compiled(self, text: str, known: Known, name: str, variables: Mapping[str, Any]) -> Compiled:
        """The plans of an operation for these variables.  Raises a GraphQLError at an argument that will not do."""
        if (measure := known.measures[name]).uses:
            self._check_conditions(measure, dict(known.types[name]), variables)
        key = (text, name, shape_of(variables, known.types[name]))
        found = self._compiled.get(key)
        self._shaped += 1
        if found is None:
            self._planned_anew += 1
            found = self._compile(known, known.operations[name], variables)
            if len(text) <= LONGEST_KEPT:
                self._compiled.keep(key, found)
        return found

    def _check_conditions(
        self, measure: Measure, types: Mapping[str, GraphQLInputType], variables: Mapping[str, Any]
    ) -> None:
        """The conditions that variables bring in, at every place where they stand, beside those of the document."""
        brought = (
            often * self._reckoning.given(types[name], variables[name])
            for name, often in measure.uses.items() if name in variables
        )
        try:
            self._limits.check_relations(measure.relations + sum(brought))
        except LimitExceeded as error:
            raise located(error) from None

    def _read(self, text: str) -> Known:
        try:
            document = parse(text, allow_empty_selection_sets=False, max_tokens=self._limits.tokens)
        except GraphQLError as error:
            raise self._unread(error) from None
        try:
            measures = Pass(document, self._reckoning).check(self._limits)
        except LimitExceeded as error:
            raise located(error) from None
        operations = {
            d.name.value if d.name else "": d for d in document.definitions if isinstance(d, OperationDefinitionNode)
        }
        if not operations:
            raise located(InvalidDocument("The document holds no operation.", "文档中没有任何操作。"))
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        errors = validated(self._schema, document)
        if not errors:
            errors = _not_queries(operations.values())
        types = {} if errors else {name: self._types(found) for name, found in operations.items()}
        reads = all(found.operation is OperationType.QUERY for found in operations.values())
        return Known(document, operations, fragments, errors, types, reads, measures)

    def _unread(self, error: GraphQLError) -> GraphQLError:
        if not _TOO_LONG.match(error.message):
            return from_document(error)
        most = self._limits.tokens
        return located(LimitExceeded("tokens", most, most + 1, "词法单元数"))

    def _types(self, operation: OperationDefinitionNode) -> list[tuple[str, GraphQLInputType]]:
        found: list[tuple[str, GraphQLInputType]] = []
        for definition in operation.variable_definitions or ():
            kind: Any = type_from_ast(self._schema, definition.type)
            found.append((definition.variable.name.value, kind))
        return found

    def _compile(self, known: Known, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> Compiled:
        collector = Collector(self._model, known.fragments, variables)
        roots: list[Planned] = []
        entries: list[Planned | TypeName] = []
        alone = True
        fields = collector.fields([operation.selection_set], None)
        _schema_once(fields)
        for key, nodes in fields.items():
            name = nodes[0].name.value
            if self._roots.graphical(name):
                roots.append(self._roots.planned(key, nodes, collector, variables))
                entries.append(roots[-1])
            elif name == "__typename":
                entries.append(TypeName(key, "Query"))
            else:
                alone = False
        introspective = {nodes[0].name.value for nodes in fields.values()} <= {"__schema", "__type", "__typename"}
        return Compiled(tuple(roots), projector(self._model, entries), alone, introspective)


def _schema_once(fields: Fields) -> None:
    """The whole schema is half a second's work of graphql-core, during which nothing else is answered."""
    asked = [nodes[0] for nodes in fields.values() if nodes[0].name.value == "__schema"]
    if len(asked) > 1:
        raise located(LimitExceeded("fields __schema", 1, len(asked), " __schema 字段数"), asked[1])


def _not_queries(operations: Any) -> tuple[GraphQLError, ...]:
    fault = InvalidDocument("Only queries are served yet.", "目前仅提供查询。")
    return tuple(located(fault, found) for found in operations if found.operation is not OperationType.QUERY)


