"""Limits on a document, measured in one memoised pass before validation.

The pass knows no types and evaluates no directive: it counts what the document could ask for.  Every fragment is
measured once, so a document costs its length however its fragments multiply.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
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

from graph_service.errors import LimitExceeded


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may ask for."""

    tokens: int = 2000
    depth: int = 20
    aliases: int = 30
    root_fields: int = 20
    fields: int = 1000
    values: int = 20
    """Levels of objects and lists in a value, of the document or of a variable: whatever reads one recurses, and a
    filter's relations multiply."""
    objects: int = 1000
    """Objects and lists in all variables: what `tokens` is to the document."""

    def check_given(self, variables: Iterable[Any]) -> None:
        """Raises LimitExceeded if variables are nested too deeply or hold too much."""
        levels, objects = nesting(variables)
        if levels > self.values:
            raise LimitExceeded(VALUES.name, self.values, levels, VALUES.zh)
        if objects > self.objects:
            raise LimitExceeded("objects in variables", self.objects, objects, "变量中的对象数")


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


@dataclass(frozen=True, slots=True)
class Measure:
    """A selection set with its fragments opened: how deep, how many fields in all and at its top, how many aliases,
    how deep the values in it."""

    depth: int = 0
    fields: int = 0
    top: int = 0
    aliases: int = 0
    values: int = 0

    def beside(self, other: "Measure") -> "Measure":
        return Measure(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.top + other.top,
            self.aliases + other.aliases,
            max(self.values, other.values),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One limit: its name in both languages, what a document asks for, and what is allowed."""

    name: str
    zh: str
    asked: Callable[[Measure], int]
    allowed: Callable[[Limits], int]


VALUES = Row("levels of a value", "输入值嵌套层数", lambda m: m.values, lambda limits: limits.values)
ROWS = (
    Row("depth", "嵌套深度", lambda m: m.depth, lambda limits: limits.depth),
    Row("root fields", "根字段数", lambda m: m.top, lambda limits: limits.root_fields),
    Row("aliases", "别名数", lambda m: m.aliases, lambda limits: limits.aliases),
    Row("fields", "展开后字段数", lambda m: m.fields, lambda limits: limits.fields),
    VALUES,
)


class Pass:
    """Measures one document; `visited` counts the nodes that it looked at."""

    def __init__(self, document: DocumentNode) -> None:
        definitions = document.definitions
        self._fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
        self._operations = [d for d in definitions if isinstance(d, OperationDefinitionNode)]
        self._measured: dict[str, Measure] = {}
        self.visited = 0

    def check(self, limits: Limits) -> None:
        """Raises LimitExceeded for the first limit that an operation of the document is over."""
        for operation in self._operations:
            defaults = (one.default_value for one in operation.variable_definitions or ())
            measure = self._selections(operation.selection_set).beside(Measure(values=nesting(defaults)[0]))
            for row in ROWS:
                if row.asked(measure) > row.allowed(limits):
                    raise LimitExceeded(row.name, row.allowed(limits), row.asked(measure), row.zh)

    def _selections(self, selections: SelectionSetNode | None) -> Measure:
        found = Measure()
        for node in selections.selections if selections else ():
            self.visited += 1
            match node:
                case FieldNode():
                    found = found.beside(self._field(node))
                case InlineFragmentNode():
                    found = found.beside(self._selections(node.selection_set))
                case FragmentSpreadNode():
                    found = found.beside(self._fragment(node.name.value))
        return found

    def _field(self, node: FieldNode) -> Measure:
        below = self._selections(node.selection_set)
        values = max(below.values, nesting(argument.value for argument in node.arguments or ())[0])
        return Measure(below.depth + 1, below.fields + 1, 1, below.aliases + (1 if node.alias else 0), values)

    def _fragment(self, name: str) -> Measure:
        found = self._measured.get(name)
        if found is None:
            # While it is being measured it counts nothing: validation will refuse one that opens itself.
            self._measured[name] = Measure()
            fragment = self._fragments.get(name)
            found = self._measured[name] = self._selections(fragment.selection_set if fragment else None)
        return found
