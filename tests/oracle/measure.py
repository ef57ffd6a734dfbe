"""What a document asks for once its fragments are opened, so that a random one stays within the service's limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    build_schema,
    parse,
    type_from_ast,
)

from graph_service.api.limits import Limits, Pass
from graph_service.api.reckoning import Reckoning
from graph_service.errors import LimitExceeded
from graph_service.model.organization import ORGANIZATION

SCHEMA = Path(__file__).parents[2] / "schema" / "schema.graphql"


@dataclass(frozen=True, slots=True)
class Measure:
    depth: int = 0
    fields: int = 0
    aliases: int = 0
    hops: int = 0

    def beside(self, other: "Measure") -> "Measure":
        return Measure(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.hops + other.hops,
        )

    def within(self, most: "Measure") -> bool:
        return (
            self.depth <= most.depth
            and self.fields <= most.fields
            and self.aliases <= most.aliases
            and self.hops <= most.hops
        )


LIMITS = Measure(depth=20, fields=1000, aliases=30, hops=50)
"""Of 60 relation fields and conditions, ten are left to the conditions."""


def within_limits(text: str, variables: Mapping[str, Any]) -> bool:
    """Counted by hand, as far as that is simple; conditions and costs as the service reckons them."""
    model = ORGANIZATION
    tree = parse(text)
    fragments = {d.name.value: d for d in tree.definitions if isinstance(d, FragmentDefinitionNode)}
    hops = {name for label in model.labels for name in model.hops(label.name)}
    opening = _Opening(fragments, hops | {f"{name}{suffix}" for name in hops for suffix in ("Edge", "History")})
    operations = [d for d in tree.definitions if isinstance(d, OperationDefinitionNode)]
    return all(
        opening.of(one.selection_set).within(LIMITS) and _reckoned(text, one, variables) for one in operations)


@cache
def _reckoning() -> Reckoning:
    return Reckoning(ORGANIZATION, build_schema(SCHEMA.read_text(encoding="utf-8")))


def _reckoned(text: str, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> bool:
    reckoning, limits = _reckoning(), Limits()
    schema: Any = reckoning.schema
    types: dict[str, Any] = {
        one.variable.name.value: type_from_ast(schema, one.type) for one in operation.variable_definitions or ()}
    try:
        (measure,) = Pass(parse(text), reckoning).check(limits).values()
        limits.check_relations(measure.relations + sum(
            often * reckoning.given(types[name], variables.get(name)) for name, often in measure.uses.items()))
    except LimitExceeded:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Opening:
    fragments: Mapping[str, FragmentDefinitionNode]
    relations: set[str]

    def of(self, chosen: SelectionSetNode) -> Measure:
        whole = Measure()
        for selection in chosen.selections:
            whole = whole.beside(self._one(selection))
        return whole

    def _one(self, selection: SelectionNode) -> Measure:
        match selection:
            case FieldNode():
                below = Measure() if selection.selection_set is None else self.of(selection.selection_set)
                hop = selection.name.value in self.relations
                alias = selection.alias is not None
                return Measure(below.depth + 1, below.fields + 1, below.aliases + alias, below.hops + hop)
            case InlineFragmentNode():
                return self.of(selection.selection_set)
            case FragmentSpreadNode():
                return self.of(self.fragments[selection.name.value].selection_set)
        raise AssertionError(selection.kind)
