"""The ordinary way: graphql-core completes the same rows, field by field, through one resolver.

It runs where the projector met what the schema does not allow, for the specified error and path, and in tests, to
hold both ways to the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLAbstractType, GraphQLResolveInfo

from graph_service.api.completion.cursor import encoded
from graph_service.api.completion.projector import publicly
from graph_service.api.planning.layout import (
    At,
    Cell,
    Cites,
    ConnectionLayout,
    Cursor,
    Each,
    Edge,
    EdgeLayout,
    Edges,
    Many,
    Node,
    Nodes,
    Nothing,
    ObjectLayout,
    PageInfo,
    Same,
    Total,
    TypeName,
    Value,
)
from graph_service.api.planning.root import Planned
from graph_service.model.graph import GraphModel, Property

Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A row together with the layout that reads it."""

    row: Any
    layout: ObjectLayout | EdgeLayout
    values: Values
    model: GraphModel

    @property
    def label(self) -> str:
        assert isinstance(self.layout, ObjectLayout)
        return str(self.row[0]) if self.layout.labelled else self.layout.labels[0]

    def read(self, key: str) -> Any:
        cell = next(cell for cell in self._cells() if cell.key == key)
        return self._cell(cell)

    def _cells(self) -> Sequence[Cell]:
        if isinstance(self.layout, EdgeLayout):
            return self.layout.cells
        return next(group.cells for group in self.layout.groups if self.label in group.labels)

    def _cell(self, cell: Cell) -> Any:
        match cell:
            case TypeName(_, name):
                return name or self.label
            case Nothing():
                return None
            case Value(_, at, of):
                return self._value(self._at(at), of)
            case Same(_, layout, place):
                return Seen(self.row if place is None else self._at(place), layout, self.values, self.model)
            case Cursor():
                return _cursor(cell, self.row)
            case Many(_, at, connection):
                return Page.of(self._at(at), connection, self.values, self.model)
            case Cites(_, at, EdgeLayout() as of) | Each(_, at, of):
                return [Seen(row, of, self.values, self.model) for row in self._at(at)]
            case Node(_, at, layout) | Edge(_, at, layout):
                row = self._at(at)
                return None if row is None else Seen(row, layout, self.values, self.model)

    def _at(self, at: At) -> Any:
        return self.row[at.index] if at.extra is None else self.row[at.extra.index][at.index]

    def _value(self, found: Any, of: Any) -> Any:
        if of.enumeration is None or found is None:
            return found
        # A value outside the enumeration is handed on as it is, so that graphql-core reports it.
        public: Mapping[Any, Any] = publicly(self.model, of.enumeration, required=True)
        if isinstance(of, Property) and of.many:
            return [public.get(one, one) for one in found]
        return public.get(found, found)


@dataclass(frozen=True, slots=True)
class Page:
    """A connection's rows, cut to the page, and what was asked beside them."""

    rows: Sequence[Any]
    total: int | None
    more: bool
    layout: ConnectionLayout
    values: Values
    model: GraphModel

    @classmethod
    def of(cls, cell: Any, layout: ConnectionLayout, values: Values, model: GraphModel) -> "Page":
        rows, total = (cell[0], cell[1]) if layout.total else (cell, None)
        first = values[layout.first]
        more = layout.more and len(rows) > first
        return cls(rows[:first] if more else rows, total, more, layout, values, model)

    def read(self, key: str) -> Any:
        cell = next(cell for cell in self.layout.cells if cell.key == key)
        match cell:
            case TypeName(_, name):
                return name
            case Total():
                return self.total
            case Edges(_, layout) | Nodes(_, layout):
                return [Seen(row, layout, self.values, self.model) for row in self.rows]
            case PageInfo():
                return Info(self, cell)


@dataclass(frozen=True, slots=True)
class Info:
    """`pageInfo` of a page."""

    page: Page
    cell: PageInfo

    def read(self, key: str) -> Any:
        name = next(name for inner, name in self.cell.fields if inner == key)
        rows, cursor = self.page.rows, self.page.layout.cursor
        match name:
            case "hasNextPage":
                return self.page.more
            case "hasPreviousPage":
                return self.page.layout.after
            case "startCursor":
                return _cursor(cursor, rows[0]) if rows else None
            case _:
                return _cursor(cursor, rows[-1]) if rows else None


def _cursor(cursor: Cursor, row: Any) -> str:
    return encoded(cursor.fingerprint, [row[at.index] for at in cursor.keys], *(row[at.index] for at in cursor.ids))


def seen(root: Planned, cell: Any, values: Values, model: GraphModel) -> Any:
    """What the root field's resolver gives graphql-core to complete."""
    if isinstance(root.layout, ConnectionLayout):
        return Page.of(cell, root.layout, values, model)
    if root.many:
        return [None if row is None else Seen(row, root.layout, values, model) for row in cell]
    return None if cell is None else Seen(cell, root.layout, values, model)


def read_field(source: Any, info: GraphQLResolveInfo[Any], **_: Any) -> Any:
    """The one resolver of every field below a root field of the graph."""
    if isinstance(source, Seen | Page | Info):
        return source.read(str(info.path.key))
    return getattr(source, info.field_name, None)


def type_of(value: Any, _info: GraphQLResolveInfo[Any], _abstract: GraphQLAbstractType) -> str:
    """Which label a node at a place for several is of."""
    assert isinstance(value, Seen)
    return value.label
