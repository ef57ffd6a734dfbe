"""Which fields an object asks for: fragments opened, directives heeded, equal response keys merged, order kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
    VariableNode,
)

from graph_service.api.errors import located
from graph_service.api.planning.given import null_given
from graph_service.model.graph import GraphModel

Fields = dict[str, list[FieldNode]]
"""Field nodes by response key, in the order of the answer."""


@dataclass(frozen=True, slots=True)
class Collector:
    """What collecting needs to know: the document's fragments, the values of its variables, the model's interfaces."""

    model: GraphModel
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def fields(self, selection_sets: Iterable[SelectionSetNode | None], label: str | None) -> Fields:
        """The fields of an object of this label; None for an object that is no node (a connection, an edge)."""
        found: Fields = {}
        opened: set[str] = set()
        for selection_set in selection_sets:
            if selection_set is not None:
                self._gather(selection_set, label, found, opened)
        return found

    def under(self, nodes: Iterable[FieldNode], label: str | None = None) -> Fields:
        """The fields asked for below some field nodes."""
        return self.fields((node.selection_set for node in nodes), label)

    def _gather(self, selections: SelectionSetNode, label: str | None, found: Fields, opened: set[str]) -> None:
        for node in selections.selections:
            if node.directives and not self._included(node):
                continue
            match node:
                case FieldNode():
                    found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
                case InlineFragmentNode():
                    condition = node.type_condition
                    if condition is None or self._applies(condition.name.value, label):
                        self._gather(node.selection_set, label, found, opened)
                case FragmentSpreadNode():
                    self._spread(node.name.value, label, found, opened)

    def _spread(self, name: str, label: str | None, found: Fields, opened: set[str]) -> None:
        if name in opened:
            return
        opened.add(name)
        fragment = self.fragments[name]
        if self._applies(fragment.type_condition.name.value, label):
            self._gather(fragment.selection_set, label, found, opened)

    def _applies(self, condition: str, label: str | None) -> bool:
        if label is None or condition == label:
            return True
        face = self.model.interface.get(condition)
        return face is not None and label in face.labels

    def _included(self, node: Any) -> bool:
        for directive in node.directives:
            name = directive.name.value
            if name in ("skip", "include") and self._truth(directive) is (name == "skip"):
                return False
        return True

    def _truth(self, directive: Any) -> bool:
        value = directive.arguments[0].value
        truth = self.variables[value.name.value] if isinstance(value, VariableNode) else value.value
        if truth is None:
            raise located(null_given("if"), directive)
        return bool(truth)
