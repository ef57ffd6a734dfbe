"""A request as text and variables: operation, values of arguments, and the fields collected for one type.

Of graphql-core only its parser and syntax tree are used.  Documents are taken to be valid against the SDL.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    BooleanValueNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    parse,
)

from graph_service.model.graph import GraphModel

Fields = Mapping[str, Sequence[FieldNode]]
"""By response key, in the order in which the keys are first met."""


class _Absent:
    """What a variable that was not given stands for."""


ABSENT = _Absent()


@dataclass(frozen=True)
class Request:
    model: GraphModel
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    @classmethod
    def of(cls, document: str, variables: Mapping[str, Any], operation: str | None, model: GraphModel) -> "Request":
        tree = parse(document)
        chosen = _operation(tree, operation)
        fragments = {d.name.value: d for d in tree.definitions if isinstance(d, FragmentDefinitionNode)}
        return cls(model, chosen, fragments, _variables(chosen, variables))

    def roots(self) -> Fields:
        return self._collected("Query", [self.operation.selection_set])

    def below(self, type_name: str, fields: Sequence[FieldNode]) -> Fields:
        """What is asked of an object of this type, where these fields (of one response key) led to it."""
        return self._collected(type_name, [field.selection_set for field in fields if field.selection_set])

    def arguments(self, field: FieldNode) -> dict[str, Any]:
        """By name; what was left to an absent variable is left out, what is null is None."""
        given = {a.name.value: self.value(a.value) for a in field.arguments or ()}
        return {name: found for name, found in given.items() if found is not ABSENT}

    def value(self, node: ValueNode) -> Any:
        """A literal with its variables in place."""
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value, ABSENT)
        return _literal(node, self)

    def _collected(self, type_name: str, sets: Iterable[SelectionSetNode]) -> Fields:
        found: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selection_set in sets:
            self._collect(type_name, selection_set, found, visited)
        return found

    def _collect(
        self, type_name: str, chosen: SelectionSetNode, found: dict[str, list[FieldNode]], visited: set[str]
    ) -> None:
        for selection in chosen.selections:
            if not self._included(selection):
                continue
            if isinstance(selection, FieldNode):
                key = selection.alias.value if selection.alias else selection.name.value
                found.setdefault(key, []).append(selection)
                continue
            fragment = self._fragment(selection, visited)
            if fragment is not None and self._fits(type_name, fragment):
                self._collect(type_name, fragment.selection_set, found, visited)

    def _fragment(
        self, selection: SelectionNode, visited: set[str]
    ) -> InlineFragmentNode | FragmentDefinitionNode | None:
        """None for a named fragment that this selection has already taken in."""
        if isinstance(selection, InlineFragmentNode):
            return selection
        assert isinstance(selection, FragmentSpreadNode)
        name = selection.name.value
        if name in visited:
            return None
        visited.add(name)
        return self.fragments[name]

    def _fits(self, type_name: str, fragment: InlineFragmentNode | FragmentDefinitionNode) -> bool:
        if fragment.type_condition is None:
            return True
        wanted = fragment.type_condition.name.value
        face = self.model.interface.get(wanted)
        return wanted == type_name or (face is not None and type_name in face.labels)

    def _included(self, selection: SelectionNode) -> bool:
        for directive in getattr(selection, "directives", None) or ():
            truth = self.value(directive.arguments[0].value)
            if directive.name.value == "skip" and truth:
                return False
            if directive.name.value == "include" and not truth:
                return False
        return True


def _operation(tree: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operations = [d for d in tree.definitions if isinstance(d, OperationDefinitionNode)]
    return next(d for d in operations if name is None or (d.name is not None and d.name.value == name))


def _variables(operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
    """Given values, else defaults; what has neither is left out."""
    found: dict[str, Any] = {}
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        if name in given:
            found[name] = given[name]
        elif definition.default_value is not None:
            found[name] = _literal(definition.default_value, None)
    return found


def _literal(node: ValueNode, request: Request | None) -> Any:
    match node:
        case NullValueNode():
            return None
        case IntValueNode():
            return int(node.value)
        case StringValueNode() | EnumValueNode() | BooleanValueNode():
            return node.value
        case ListValueNode():
            items = [_inner(item, request) for item in node.values]
            return [None if item is ABSENT else item for item in items]
        case ObjectValueNode():
            named = {field.name.value: _inner(field.value, request) for field in node.fields}
            return {name: found for name, found in named.items() if found is not ABSENT}
        case _:
            raise AssertionError(f"{node.kind} stands in no document over this schema")


def _inner(node: ValueNode, request: Request | None) -> Any:
    return _literal(node, None) if request is None else request.value(node)


def listed(given: Any) -> list[Any]:
    """A value where a list is asked for: one value is a list of one."""
    return given if isinstance(given, list) else [given]
