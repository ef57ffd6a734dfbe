"""Folds the journal into what holds now: nodes and ties by id.  No dates, no bases, no store."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from graph_service.changes.change import (
    AddNode,
    AddTie,
    AlterNode,
    AlterTie,
    Change,
    Json,
    Properties,
    Record,
    SetDataDate,
)


@dataclass(frozen=True, slots=True)
class Node:
    """Open dates and values not known are absent."""

    label: str
    id: str
    properties: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship as it is stored, from source to target."""

    type: str
    id: str
    source: str
    target: str
    properties: dict[str, Json]


@dataclass(slots=True)
class State:
    """What holds after some changes."""

    nodes: dict[str, Node] = field(default_factory=dict)
    ties: dict[str, Tie] = field(default_factory=dict)
    data_date: str | None = None

    def copy(self) -> "State":
        """Another state with the same facts, that changes alone."""
        return State(dict(self.nodes), dict(self.ties), self.data_date)


def fold(records: Iterable[Record]) -> State:
    """What holds after the last of the records, which begin with the journal's first."""
    state = State()
    for record in records:
        for change in record.change_set.changes:
            apply(state, change)
    return state


def apply(state: State, change: Change) -> None:
    """Apply one change in place.  A change to what is not held is passed over: a state may be an excerpt."""
    match change:
        case AddNode(label, key, properties):
            state.nodes[key] = Node(label, key, given(properties))
        case AddTie(kind, key, source, target, properties):
            state.ties[key] = Tie(kind, key, source, target, given(properties))
        case AlterNode(_, key, _, after):
            if node := state.nodes.get(key):
                state.nodes[key] = Node(node.label, key, given(node.properties | dict(after)))
        case AlterTie(_, key, _, after):
            if tie := state.ties.get(key):
                state.ties[key] = Tie(tie.type, key, tie.source, tie.target, given(tie.properties | dict(after)))
        case SetDataDate(_, after):
            state.data_date = after
        case _:
            assert_never(change)


def given(properties: Properties) -> dict[str, Json]:
    """Only what is known: a missing value and an empty list are both absent."""
    return {name: value for name, value in properties.items() if value is not None and value != []}
