"""What the oracle knows: nodes and ties as the change sets leave them, folded in the plainest way.

Written apart from the stores: nothing of `graph_service.stores`, `plan` or `api` is read here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from graph_service.changes.change import (
    AddNode,
    AddTie,
    AlterNode,
    AlterTie,
    ChangeSet,
    Json,
    Properties,
    SetDataDate,
)
from graph_service.model.graph import GraphModel, Property

T = TypeVar("T")
NameKey = Callable[[str, Properties], str | None]
"""From a label and the properties of a node to the text by which names are ordered."""


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    label: str
    properties: Mapping[str, Json]
    """Without `id`; what is not known is absent."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship, as it was written: from source to target."""

    id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Json]


@dataclass(frozen=True)
class Facts:
    """All that an answer is made of; `day` is the day that answers hold on unless they are asked otherwise."""

    model: GraphModel
    nodes: Mapping[str, Node]
    ties: Mapping[tuple[str, str], Tie]
    """By type and id."""
    name_key: NameKey
    day: str
    touching: Mapping[tuple[str, str], tuple[Tie, ...]] = field(repr=False)
    """The ties of a type at a node, whichever end it is."""
    by_code: Mapping[tuple[str, str], Node] = field(repr=False)
    """By label and code."""
    by_label: Mapping[str, tuple[Node, ...]] = field(repr=False)
    by_type: Mapping[str, tuple[Tie, ...]] = field(repr=False)
    widest: Mapping[tuple[str, str], int] = field(repr=False)
    """The most ties of a type at any one node of a label."""

    @classmethod
    def of(
        cls,
        change_sets: Iterable[ChangeSet],
        model: GraphModel,
        name_key: NameKey,
        data_date: str | None,
        today: str,
    ) -> "Facts":
        """Fold the change sets; `data_date`, if given, overrides theirs.  Dates are ISO text."""
        folding = _Folding()
        for change_set in change_sets:
            folding.take(change_set)
        day = data_date or folding.data_date or today
        touching = _touching(folding.ties.values())
        return cls(
            model, folding.nodes, folding.ties, name_key, day, touching, _by_code(folding.nodes.values()),
            _grouped(folding.nodes.values(), lambda node: node.label),
            _grouped(folding.ties.values(), lambda tie: tie.type),
            _widest(touching, folding.nodes),
        )

    def labelled(self, label: str) -> tuple[Node, ...]:
        return self.by_label.get(label, ())

    def typed(self, kind: str) -> tuple[Tie, ...]:
        return self.by_type.get(kind, ())

    def key_of_name(self, node: Node) -> str | None:
        return self.name_key(node.label, node.properties)


def value(thing: Node | Tie, prop: Property) -> Json:
    """What is stored under a property: None where nothing is, an empty list for a list."""
    if prop.name == "id":
        return thing.id
    found = thing.properties.get(prop.name)
    return [] if found is None and prop.many else found


def date_of(thing: Node | Tie, name: str) -> str | None:
    """`since` or `until` of a node or tie; None where it is open."""
    found = thing.properties.get(name)
    assert found is None or isinstance(found, str)
    return found


@dataclass
class _Folding:
    nodes: dict[str, Node] = field(default_factory=dict)
    ties: dict[tuple[str, str], Tie] = field(default_factory=dict)
    data_date: str | None = None

    def take(self, change_set: ChangeSet) -> None:
        for change in change_set.changes:
            match change:
                case AddNode(label, node_id, properties):
                    self.nodes[node_id] = Node(node_id, label, _known(properties))
                case AlterNode(_, node_id, _, after):
                    node = self.nodes[node_id]
                    self.nodes[node_id] = Node(node_id, node.label, _known({**node.properties, **after}))
                case AddTie(kind, tie_id, source, target, properties):
                    self.ties[kind, tie_id] = Tie(tie_id, kind, source, target, _known(properties))
                case AlterTie(kind, tie_id, _, after):
                    tie = self.ties[kind, tie_id]
                    changed = _known({**tie.properties, **after})
                    self.ties[kind, tie_id] = Tie(tie_id, kind, tie.source, tie.target, changed)
                case SetDataDate(_, day):
                    self.data_date = day


def _known(properties: Properties) -> dict[str, Json]:
    return {name: found for name, found in properties.items() if found is not None}


def _touching(ties: Iterable[Tie]) -> dict[tuple[str, str], tuple[Tie, ...]]:
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        for end in dict.fromkeys((tie.source, tie.target)):
            found.setdefault((tie.type, end), []).append(tie)
    return {place: tuple(there) for place, there in found.items()}


def _grouped(things: Iterable[T], of: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(of(thing), []).append(thing)
    return {name: tuple(there) for name, there in found.items()}


def _widest(
    touching: Mapping[tuple[str, str], tuple[Tie, ...]], nodes: Mapping[str, Node]
) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for (kind, node_id), there in touching.items():
        place = (kind, nodes[node_id].label)
        found[place] = max(found.get(place, 0), len(there))
    return found


def _by_code(nodes: Iterable[Node]) -> dict[tuple[str, str], Node]:
    return {(node.label, code): node for node in nodes if isinstance(code := node.properties.get("code"), str)}
