"""A change set played on what it touches, before anything is written: what conflicts, and what is to be written.

It knows no database.  Values are those of changes: JSON by the model's names, what is not known absent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never

from graph_service.changes.change import (
    AddNode,
    AddTie,
    AlterNode,
    AlterTie,
    Change,
    Json,
    Properties,
    SetDataDate,
)
from graph_service.errors import Conflict, Refused, Violation
from graph_service.model.graph import GraphModel, Kind, Property
from graph_service.model.shared import NAME_KEY, SEARCH_TOKENS
from graph_service.stores.neo4j.given import dated
from graph_service.stores.neo4j.spelling import ID

DATA_DATE = "dataDate"
"""What a conflict over the day of the data names."""
_NOT_SAID = frozenset({ID, NAME_KEY.name, SEARCH_TOKENS.name})
"""Stored on a node, and never in a change."""

Tie = tuple[str, str]
"""Type and id."""


@dataclass(slots=True)
class Kept:
    """A node (`kind` is its label) or a relationship (its type) as it stands, or as the change set leaves it."""

    kind: str
    properties: dict[str, Json]
    ends: tuple[str, str] | None = None
    added: bool = False
    altered: bool = False


@dataclass(slots=True)
class Draft:
    """What stands of what is touched; `play` every change, then `check`, then read what was added and altered."""

    nodes: dict[str, Kept]
    ties: dict[Tie, Kept]
    known: set[str]
    """Ids of nodes that are there, of those that relationships lead to."""
    data_date: str | None
    conflicts: dict[str, None] = field(default_factory=dict)
    astray: list[Violation] = field(default_factory=list)
    """Relationships that lead to nothing."""

    def play(self, changes: Sequence[Change]) -> None:
        """One after another, so that a later change meets what an earlier one left.  Nodes may follow their ties."""
        for change in sorted(changes, key=_is_tie):
            self._play(change)
        for (type_name, key), tie in self.ties.items():
            ends = [end for end in dict.fromkeys(tie.ends or ()) if end not in self.known and end not in self.nodes]
            self.astray += [unknown_end(type_name, key, ends)] if ends else []

    def check(self) -> None:
        """Raises Conflict with all ids, else Refused with all ends that are not there."""
        if self.conflicts:
            raise Conflict(list(self.conflicts))
        if self.astray:
            raise Refused(self.astray)

    def _play(self, change: Change) -> None:
        match change:
            case AddNode(label, key, properties):
                self._add(self.nodes, key, key, Kept(label, _said(properties), added=True))
            case AlterNode(label, key, before, after):
                self._alter(self.nodes.get(key), label, key, before, after)
            case AddTie(type_name, key, source, target, properties):
                tie = Kept(type_name, _said(properties), (source, target), added=True)
                self._add(self.ties, (type_name, key), key, tie)
            case AlterTie(type_name, key, before, after):
                self._alter(self.ties.get((type_name, key)), type_name, key, before, after)
            case SetDataDate(seen, wanted):
                if seen != self.data_date:
                    self.conflicts[DATA_DATE] = None
                self.data_date = wanted
            case _:
                assert_never(change)

    def _add(self, among: dict[Any, Kept], place: str | Tie, key: str, added: Kept) -> None:
        if place in among:
            self.conflicts[key] = None
        among.setdefault(place, added)

    def _alter(self, found: Kept | None, kind: str, key: str, before: Properties, after: Properties) -> None:
        if found is None or found.kind != kind or not _holds(found.properties, before):
            self.conflicts[key] = None
            return
        found.properties = _said({**found.properties, **after})
        found.altered = not found.added


def unknown_end(type_name: str, key: str, missing: Sequence[str]) -> Violation:
    """Said as every store says it."""
    named = ", ".join(missing)
    return Violation(
        "UNKNOWN_END",
        f"{type_name} {key} leads to what is not there: {named}.",
        f"{type_name} {key} 指向不存在的节点：{named}。",
        tuple(missing),
    )


def node_properties(model: GraphModel, label: str) -> Mapping[str, Property]:
    return {one.name: one for one in model.stored(label)}


def tie_properties(model: GraphModel, type_name: str) -> Mapping[str, Property]:
    """Of all rows of the type: a name means the same in each."""
    return {one.name: one for row in model.types[type_name] for one in model.tie_stored(row)}


def stored(declared: Mapping[str, Property], properties: Properties) -> dict[str, Any]:
    """As the database keeps it: dates as dates, sentinels where they are open, nothing for what is not known."""
    open_dates = {one.name: date.fromisoformat(one.open) for one in declared.values() if one.open}
    return open_dates | {name: _stored(declared[name], value) for name, value in _said(properties).items()}


def said(declared: Mapping[str, Property], kept: Mapping[str, Any]) -> dict[str, Json]:
    """The other way round; without the id and what is derived."""
    given = {name: _json(value) for name, value in kept.items() if name not in _NOT_SAID}
    return {name: value for name, value in given.items() if name not in declared or value != declared[name].open}


def _is_tie(change: Change) -> bool:
    """Nodes come first; the sort is stable."""
    return isinstance(change, AddTie | AlterTie)


def _holds(properties: Properties, before: Properties) -> bool:
    return all(_plain(properties.get(name)) == _plain(value) for name, value in before.items())


def _said(properties: Properties) -> dict[str, Json]:
    return {name: value for name, value in properties.items() if value is not None and value != []}


def _plain(value: Json) -> Json:
    """An unset list and an empty one are the same; no is not nought, though Python has them equal."""
    match value:
        case []:
            return None
        case bool():
            return str(value)
        case _:
            return value


def _stored(of: Property, value: Json) -> Any:
    return dated(value) if of.kind is Kind.DATE else value


def _json(value: Any) -> Json:
    """The driver gives dates as its own type."""
    given: Json = value.iso_format() if hasattr(value, "iso_format") else value
    return given
