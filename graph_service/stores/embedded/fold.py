"""Folds change sets into the graph, with an undo log, and says what a writer saw that no longer holds."""

from collections.abc import Callable, Iterable
from typing import assert_never

from graph_service.changes.change import (
    AddNode,
    AddTie,
    AlterNode,
    AlterTie,
    Change,
    ChangeSet,
    Json,
    Properties,
    SetDataDate,
)
from graph_service.errors import Conflict, Refused, Violation
from graph_service.model.shared import NAME_KEY, SEARCH_TOKENS
from graph_service.stores.embedded.graph import SOURCE, TARGET, Entry, Graph
from graph_service.stores.port import Deriver

DERIVED = (NAME_KEY.name, SEARCH_TOKENS.name)
DATA_DATE = "dataDate"
"""What a conflict over the day of the data names."""


class Fold:
    """One change set on its way into the graph: `apply`, then keep it or `undo`."""

    def __init__(self, graph: Graph, deriver: Deriver) -> None:
        self._graph = graph
        self._deriver = deriver
        self._undoing: list[Callable[[], None]] = []
        self._conflicts: list[str] = []
        self._unknown: list[Violation] = []

    def apply(self, change_set: ChangeSet) -> None:
        """All of it, nodes before ties.  Raises Conflict or Refused with all that is wrong; then `undo` is due."""
        for change in sorted(change_set.changes, key=_is_tie):
            self._change(change)
        if self._conflicts:
            raise Conflict(list(dict.fromkeys(self._conflicts)))
        if self._unknown:
            raise Refused(self._unknown)

    def undo(self) -> None:
        while self._undoing:
            self._undoing.pop()()

    def _change(self, change: Change) -> None:
        match change:
            case AddNode():
                self._add_node(change)
            case AlterNode():
                self._alter_node(change)
            case AddTie():
                self._add_tie(change)
            case AlterTie():
                self._alter_tie(change)
            case SetDataDate():
                self._set_data_date(change)
            case _:
                assert_never(change)

    def _add_node(self, change: AddNode) -> None:
        graph = self._graph
        if change.id in graph.nodes:
            self._conflicts.append(change.id)
            return
        graph.put(derived_node(graph, self._deriver, change.label, change.id, change.properties))
        self._undoing.append(lambda: graph.drop(change.id))

    def _alter_node(self, change: AlterNode) -> None:
        graph, old = self._graph, self._graph.labelled[change.label].get(change.id)
        if old is None or not _holds(old, change.before):
            self._conflicts.append(change.id)
            return
        after = {**graph.node_kept(old), **change.after}
        graph.put(derived_node(graph, self._deriver, change.label, change.id, after))
        self._undoing.append(lambda: graph.put(old))

    def _add_tie(self, change: AddTie) -> None:
        layer, nodes = self._graph.layers[change.type], self._graph.nodes
        if change.id in layer.ties:
            self._conflicts.append(change.id)
            return
        missing = tuple(end for end in dict.fromkeys((change.source, change.target)) if end not in nodes)
        if missing:
            self._unknown.append(unknown_end(change, missing))
            return
        layer.put(self._graph.tie(change.type, change.id, change.source, change.target, change.properties))
        self._undoing.append(lambda: layer.drop(change.id))

    def _alter_tie(self, change: AlterTie) -> None:
        graph, layer = self._graph, self._graph.layers[change.type]
        old = layer.ties.get(change.id)
        if old is None or not _holds(old, change.before):
            self._conflicts.append(change.id)
            return
        after = {**graph.tie_kept(change.type, old), **change.after}
        layer.put(graph.tie(change.type, change.id, old[SOURCE], old[TARGET], after))
        self._undoing.append(lambda: layer.put(old))

    def _set_data_date(self, change: SetDataDate) -> None:
        graph, old = self._graph, self._graph.data_date
        if old != change.before:
            self._conflicts.append(DATA_DATE)
            return
        graph.data_date = change.after
        self._undoing.append(lambda: setattr(graph, "data_date", old))


def derived_node(graph: Graph, deriver: Deriver, label: str, key: str, properties: Properties) -> Entry:
    """A node with what is derived of it, made anew."""
    own = {name: value for name, value in properties.items() if name not in DERIVED and value is not None}
    return graph.node(label, key, own, deriver(label, own))


def unknown_end(tie: AddTie, missing: Iterable[str]) -> Violation:
    named = ", ".join(missing)
    return Violation(
        "UNKNOWN_END",
        f"{tie.type} {tie.id} leads to what is not there: {named}.",
        f"{tie.type} {tie.id} 指向不存在的节点：{named}。",
        tuple(missing),
    )


def _is_tie(change: Change) -> bool:
    """Ends may stand behind the ties that need them; the sort is stable."""
    return isinstance(change, AddTie | AlterTie)


def _holds(entry: Entry, before: Properties) -> bool:
    return all(_said(entry.get(name)) == _said(value) for name, value in before.items())


def _said(value: Json) -> Json:
    """Absent values are null, and so is an empty list; but no is not nothing, nor is it nought."""
    match value:
        case []:
            return None
        case bool():
            return str(value)
        case _:
            return value
