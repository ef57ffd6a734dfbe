"""What a document asks for, measured in one memoised pass before validation.

The pass evaluates no directive: it counts what the document could ask for.  Every fragment is measured once, so that a
document costs its length however its fragments multiply.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graph_service.api.reckoning import Price, Reckoning

Uses = Mapping[str, int]
_NONE: Uses = MappingProxyType({})


@dataclass(slots=True)
class Measure:
    """A selection set with its fragments opened: how deep, how many fields in all and at its top, how many aliases,
    how deep the values in it; relation fields and conditions, the rows that it usually costs, whether it asks for the
    rows of the connection that it stands in, and how often each variable stands where a filter may."""

    depth: int = 0
    fields: int = 0
    top: int = 0
    aliases: int = 0
    values: int = 0
    relations: int = 0
    cost: int = 0
    rows: bool = False
    uses: Uses = field(default_factory=lambda: _NONE)

    def add(self, other: "Measure") -> None:
        """What stands beside it."""
        self.depth = max(self.depth, other.depth)
        self.fields += other.fields
        self.top += other.top
        self.aliases += other.aliases
        self.values = max(self.values, other.values)
        self.relations += other.relations
        self.cost += other.cost
        self.rows = self.rows or other.rows
        self.uses = _both(self.uses, other.uses)


def _both(one: Uses, other: Uses) -> Uses:
    if not one or not other:
        return one or other
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


def nesting(values: Iterable[Any]) -> tuple[int, int]:
    """Levels and number of the objects and lists, in JSON or in a document; opened level by level, not recursively."""
    levels, objects, level = 0, 0, [value for value in values if isinstance(value, _NESTED)]
    while level:
        levels, objects = levels + 1, objects + len(level)
        level = [inner for value in level for inner in _within(value) if isinstance(inner, _NESTED)]
    return levels, objects


_NESTED = dict, list, ObjectValueNode, ListValueNode


def _within(value: Any) -> Iterable[Any]:
    match value:
        case dict():
            return value.values()
        case ObjectValueNode():
            return (field.value for field in value.fields)
        case ListValueNode():
            return value.values
    return (inner for inner in value)


class Measuring:
    """Measures one document; `visited` counts the nodes that it looked at.

    Without a reckoning nothing is known of relations and costs.
    """

    def __init__(self, document: DocumentNode, reckoning: Reckoning | None = None) -> None:
        definitions = document.definitions
        self._reckoning = reckoning
        self._fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
        self._operations = [d for d in definitions if isinstance(d, OperationDefinitionNode)]
        self._measured: dict[str, Measure] = {}
        self.visited = 0

    def operations(self) -> Mapping[str, Measure]:
        """The measure of each operation by its name, "" for one without."""
        return {one.name.value if one.name else "": self._operation(one) for one in self._operations}

    def _operation(self, operation: OperationDefinitionNode) -> Measure:
        found = self._selections(operation.selection_set, self._reckoning.query if self._reckoning else "")
        defaults, _ = nesting(one.default_value for one in operation.variable_definitions or ())
        found.values = max(found.values, defaults)
        return found

    def _selections(self, selections: SelectionSetNode | None, owner: str) -> Measure:
        """A measure of its own, which its caller may go on with."""
        found = Measure()
        for node in selections.selections if selections else ():
            self.visited += 1
            match node:
                case FieldNode():
                    found.add(self._field(node, owner))
                case InlineFragmentNode(type_condition=condition):
                    found.add(self._selections(node.selection_set, condition.name.value if condition else owner))
                case FragmentSpreadNode():
                    found.add(self._fragment(node.name.value))
        return found

    def _field(self, node: FieldNode, owner: str) -> Measure:
        price = self._reckoning.price(owner, node.name.value) if self._reckoning else None
        found = self._selections(node.selection_set, price.below if price else "")
        found.depth += 1
        found.fields += 1
        found.top = 1
        found.aliases += 1 if node.alias else 0
        if node.arguments:
            levels, _ = nesting(argument.value for argument in node.arguments)
            found.values = max(found.values, levels)
        if price is not None and self._reckoning is not None:
            self._reckon(found, node, price, self._reckoning)
        return found

    @staticmethod
    def _reckon(found: Measure, node: FieldNode, price: Price, reckoning: Reckoning) -> None:
        # A connection asked for its total alone is one row.
        width = price.width(node) if found.rows or not price.connection else 1
        found.cost = width * (price.own + found.cost)
        found.rows = price.rows
        found.relations += price.relation
        if node.arguments:
            conditions, uses = reckoning.conditions(node.arguments, price)
            found.relations += conditions
            found.uses = _both(found.uses, uses)

    def _fragment(self, name: str) -> Measure:
        found = self._measured.get(name)
        if found is None:
            # While it is being measured it counts nothing: validation will refuse one that opens itself.
            self._measured[name] = Measure()
            fragment = self._fragments.get(name)
            owner = fragment.type_condition.name.value if fragment else ""
            found = self._measured[name] = self._selections(fragment.selection_set if fragment else None, owner)
        return found
