"""The whole declaration and the questions that everybody asks of it.  It names no label; `organization` does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from graph_service.model.vocabulary import (
    Derived,
    End,
    Enumeration,
    Interface,
    Kind,
    Label,
    One,
    Privacy,
    Property,
    Relationship,
    Value,
    Words,
)

__all__ = [
    "Derived",
    "End",
    "Enumeration",
    "Field",
    "GraphModel",
    "Hop",
    "Interface",
    "Kind",
    "Label",
    "One",
    "Privacy",
    "Property",
    "Relationship",
    "Value",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Hop:
    """A relationship walked in one direction, as one end of it names it.

    `target` is the label or interface reached; `narrow` says that the type also leads elsewhere from here, so
    that a reader has to test the label of what it finds.
    """

    name: str
    type: str
    target: str
    labels: tuple[str, ...]
    outward: bool
    symmetric: bool
    one: One | None
    usual: int
    narrow: bool
    dated: bool
    properties: tuple[Property, ...] = ()

    @property
    def many(self) -> bool:
        return self.one is None

    @property
    def stem(self) -> str:
        """What the end's types are named after: relationship and end, said once where the end repeats the type."""
        type_name = "".join(word.capitalize() for word in self.type.split("_"))
        end_name = self.name[0].upper() + self.name[1:]
        return type_name if type_name == end_name else type_name + end_name


Field = Property | Derived | Hop


@dataclass(frozen=True)
class GraphModel:
    """The whole declaration, with the questions that everybody asks of it."""

    labels: tuple[Label, ...]
    relationships: tuple[Relationship, ...]
    interfaces: tuple[Interface, ...]
    enumerations: tuple[Enumeration, ...]
    node_properties: tuple[Property, ...]
    """On every node."""
    date_properties: tuple[Property, ...]
    """Shown on dated nodes and on every relationship; stored on all."""
    tie_properties: tuple[Property, ...]
    """On every relationship, beside the dates."""
    derived: tuple[Derived, ...] = field(default=())
    """On every node."""

    @cached_property
    def label(self) -> Mapping[str, Label]:
        return MappingProxyType({label.name: label for label in self.labels})

    @cached_property
    def interface(self) -> Mapping[str, Interface]:
        return MappingProxyType({interface.name: interface for interface in self.interfaces})

    @cached_property
    def enumeration(self) -> Mapping[str, Enumeration]:
        return MappingProxyType({enumeration.name: enumeration for enumeration in self.enumerations})

    @cached_property
    def label_of_tag(self) -> Mapping[str, str]:
        return MappingProxyType({label.tag: label.name for label in self.labels})

    @cached_property
    def types(self) -> Mapping[str, tuple[Relationship, ...]]:
        """Rows by relationship type."""
        names = dict.fromkeys(row.type for row in self.relationships)
        return MappingProxyType({name: tuple(r for r in self.relationships if r.type == name) for name in names})

    @cached_property
    def _fields(self) -> Mapping[str, Mapping[str, Field]]:
        own = {label.name: self._label_fields(label) for label in self.labels}
        shared = {face.name: _shared(face, [own[name] for name in face.labels]) for face in self.interfaces}
        return MappingProxyType(own | shared)

    def fields(self, owner: str) -> Mapping[str, Field]:
        """Everything that a label or interface shows, by name: properties, derived values and hops."""
        return self._fields[owner]

    def hops(self, owner: str) -> Mapping[str, Hop]:
        return {name: found for name, found in self._fields[owner].items() if isinstance(found, Hop)}

    def properties(self, owner: str) -> Mapping[str, Property]:
        """The properties that a label or interface shows, by name."""
        return {name: found for name, found in self._fields[owner].items() if isinstance(found, Property)}

    def hop(self, owner: str, name: str) -> Hop:
        return self.hops(owner)[name]

    def labels_at(self, target: str) -> tuple[str, ...]:
        """The labels that may stand where a label or an interface is named."""
        return (target,) if target in self.label else self.interface[target].labels

    def order_at(self, target: str) -> str:
        """The name of the property by which a list of these is ordered unless asked otherwise."""
        return self.label[target].order if target in self.label else self.interface[target].order

    def row(self, type_name: str, source: str, target: str) -> Relationship | None:
        """The row that lets a relationship run from one label to another, if one does."""
        rows = self.types.get(type_name, ())
        return next((row for row in rows if source in row.sources and target in row.targets), None)

    def stored(self, label: str) -> tuple[Property, ...]:
        """The properties that every store keeps on a node of this label."""
        return (*self.node_properties, *self.date_properties, *self.label[label].properties)

    def tie_stored(self, row: Relationship) -> tuple[Property, ...]:
        """The properties that every store keeps on a relationship of this row."""
        return (*self.tie_properties, *self.date_properties, *row.properties)

    def edge_fields(self, hop: Hop) -> Mapping[str, Property]:
        """What an edge shows of its relationship: dates, basis, and its own."""
        shown = (*self.tie_properties, *self.date_properties, *hop.properties)
        return {p.name: p for p in shown if not p.hidden}

    def _label_fields(self, label: Label) -> Mapping[str, Field]:
        dates = self.date_properties if label.dated else ()
        shown: list[Field] = [p for p in (*self.node_properties, *dates, *label.properties) if not p.hidden]
        shown += [*self.derived, *label.derived, *self._label_hops(label.name)]
        return {found.name: found for found in shown}

    def _label_hops(self, label: str) -> list[Hop]:
        found: dict[str, Hop] = {}
        for row in self.relationships:
            if label in row.sources:
                found[row.out.name] = self._hop(row, label, outward=True)
            if label in row.targets and not (row.symmetric and label in row.sources):
                found[row.back.name] = self._hop(row, label, outward=False)
        return list(found.values())

    def _hop(self, row: Relationship, label: str, *, outward: bool) -> Hop:
        end, far = (row.out, row.targets) if outward else (row.back, row.sources)
        return Hop(
            name=end.name,
            type=row.type,
            target=self._target(far),
            labels=far,
            outward=outward,
            symmetric=row.symmetric,
            one=end.one,
            usual=end.usual,
            narrow=self._leads(row.type, label, outward=outward) > set(far),
            dated=row.dated,
            properties=row.properties,
        )

    def _leads(self, type_name: str, label: str, *, outward: bool) -> set[str]:
        ends = [(r.sources, r.targets) if outward else (r.targets, r.sources) for r in self.types[type_name]]
        return {far for near, fars in ends if label in near for far in fars}

    def _target(self, labels: tuple[str, ...]) -> str:
        """The label, or the interface of exactly these labels."""
        if len(labels) == 1:
            return labels[0]
        # The narrowest name comes last in the declaration: Node and Named hold the same labels.
        return next(face.name for face in reversed(self.interfaces) if set(face.labels) == set(labels))


def _shared(face: Interface, fields: list[Mapping[str, Field]]) -> Mapping[str, Field]:
    first, *rest = fields
    return {
        name: _widest(found, [other[name] for other in rest])
        for name, found in first.items()
        if (not face.only or name in face.only) and all(name in other and _alike(found, other[name]) for other in rest)
    }


def _alike(one: Field, other: Field) -> bool:
    if isinstance(one, Hop) and isinstance(other, Hop):
        return replace(one, narrow=other.narrow) == other
    return one == other


def _widest(found: Field, others: list[Field]) -> Field:
    """A hop shared by several labels tests the far label if it must from any of them."""
    if isinstance(found, Hop) and any(isinstance(other, Hop) and other.narrow for other in others):
        return replace(found, narrow=True)
    return found
