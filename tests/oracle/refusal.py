"""What is refused before anything is answered: every fault of an argument, wherever it stands in a selected field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from graph_service.model.graph import Derived, GraphModel, Hop, Kind, Property
from graph_service.model.ident import well_formed
from tests.oracle.condition import labelled
from tests.oracle.order import Ordering, end_ordering, is_date, root_ordering
from tests.oracle.request import Request, listed
from tests.oracle.schema import One, Place, Root, Single, Whole, root_of, way_of


@dataclass
class Refusals:
    """Codes in the order of the document, without repeats."""

    model: GraphModel
    request: Request
    codes: list[str] = field(default_factory=list)
    _seen: set[tuple[str, tuple[int, ...]]] = field(default_factory=set)

    @classmethod
    def of(cls, model: GraphModel, request: Request) -> list[str]:
        found = cls(model, request)
        for nodes in request.roots().values():
            found._root(nodes)
        return list(dict.fromkeys(found.codes))

    def _root(self, nodes: Sequence[FieldNode]) -> None:
        root = root_of(self.model, nodes[0].name.value)
        if root is None:
            return
        given = self.request.arguments(nodes[0])
        self.codes += _root_faults(self.model, root, given)
        if root.many:
            self._connection(root.place, nodes)
        else:
            self._at(root.labels, nodes)

    def _at(self, labels: Sequence[str], nodes: Sequence[FieldNode]) -> None:
        """Fields that led to a node of one of these labels."""
        for label in labels:
            place = (label, tuple(map(id, nodes)))
            if place in self._seen:
                continue
            self._seen.add(place)
            for below in self.request.below(label, nodes).values():
                self._field(label, below)

    def _field(self, label: str, nodes: Sequence[FieldNode]) -> None:
        way = way_of(self.model, label, nodes[0].name.value)
        match way:
            case Whole(hop, history):
                given = self.request.arguments(nodes[0])
                self.codes += _list_faults(self.model, hop, given, history=history)
                self._connection(way.place, nodes)
            case One(hop):
                self._at(hop.labels, nodes)
            case Single():
                self._edges(way.place, nodes)
            case "citations":
                self._cited(nodes)

    def _connection(self, place: Place, nodes: Sequence[FieldNode]) -> None:
        for below in self.request.below(place.connection, nodes).values():
            if below[0].name.value == "nodes":
                self._at(place.labels, below)
            elif below[0].name.value == "edges":
                self._edges(place, below)

    def _edges(self, place: Place, nodes: Sequence[FieldNode]) -> None:
        for below in self.request.below(place.edge, nodes).values():
            if below[0].name.value == "node":
                self._at(place.labels, below)
            elif below[0].name.value == "citations":
                self._cited(below)

    def _cited(self, nodes: Sequence[FieldNode]) -> None:
        for below in self.request.below("Citation", nodes).values():
            if below[0].name.value == "source":
                self._at(("Source",), below)


def _root_faults(model: GraphModel, root: Root, given: dict[str, Any]) -> Iterator[str]:
    if given.get("asOf") is not None and not is_date(given["asOf"]):
        yield "BAD_ARGUMENT"
    if root.many:
        yield from filter_faults(model, root.labels[0], None, given.get("filter"))
        yield from _page_faults(root_ordering(model, root.name, root.labels[0], given.get("orderBy")), given)
        return
    if root.by_code and (given.get("id") is None) is (given.get("code") is None):
        yield "BAD_ARGUMENT"
    asked = listed(given["ids"]) if root.by_ids else [given.get("id")]
    if any(one is not None and not well_formed(one) for one in asked):
        yield "BAD_ID"


def _list_faults(model: GraphModel, hop: Hop, given: dict[str, Any], *, history: bool) -> Iterator[str]:
    span = given.get("during")
    if span is not None:
        start, end = span["from"], span["to"]
        if not (is_date(start) and is_date(end)) or start >= end:
            yield "BAD_ARGUMENT"
    yield from filter_faults(model, hop.target, hop, given.get("filter"))
    yield from _page_faults(end_ordering(model, hop, given.get("orderBy"), history=history), given)


def _page_faults(ordering: Ordering, given: dict[str, Any]) -> Iterator[str]:
    first, after = given.get("first"), given.get("after")
    if first is not None and not 1 <= first <= 100:
        yield "BAD_ARGUMENT"
    if after is not None and ordering.read(after) is None:
        yield "BAD_CURSOR"


def filter_faults(model: GraphModel, owner: str, hop: Hop | None, asked: Any) -> Iterator[str]:
    """Faults in the filter at a place, `asked` being None where none was given."""
    for key, want in (asked or {}).items():
        found = model.fields(owner).get(key)
        if want is None:
            if not (isinstance(found, Hop) and not found.many):
                yield "BAD_FILTER"
        elif key in ("and", "or", "not"):
            for part in listed(want):
                yield from filter_faults(model, owner, hop, part)
        elif key == "edge":
            assert hop is not None
            shown = model.edge_fields(hop)
            for name, operators in want.items():
                yield from _operator_faults(shown[name], operators)
        elif key == "type":
            yield from _operator_faults(None, want)
        elif isinstance(found, Hop):
            parts = want.values() if found.many else [want]
            for part in parts:
                yield from ["BAD_FILTER"] if part is None else filter_faults(model, found.target, found, part)
        elif found is not None:
            yield from _operator_faults(found, want)
        else:
            label = labelled(model, owner, key)
            assert label is not None
            yield from filter_faults(model, label, None, want)


def _operator_faults(found: Property | Derived | None, asked: dict[str, Any] | None) -> Iterator[str]:
    """Of a property or derived value, or of the label (None)."""
    if asked is None:
        yield "BAD_FILTER"
        return
    for operator, want in asked.items():
        if want is None:
            if operator != "eq":
                yield "BAD_FILTER"
            continue
        if found is not None and found.kind is Kind.DATE and not all(map(is_date, listed(want))):
            yield "BAD_ARGUMENT"
        if found is not None and found.kind is Kind.ID and not all(map(well_formed, listed(want))):
            yield "BAD_ID"
