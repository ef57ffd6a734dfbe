"""The planner: what a selection asks of a node becomes a shape and a layout.

Total over the schema: whatever validation lets through compiles, or is refused with a code.  Every part of a row is
made in canonical order (field name, arguments, response key), so that all clients who ask alike share one plan.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema, print_ast

from graph_service.api.completion.cursor import fingerprint
from graph_service.api.planning import connection
from graph_service.api.planning.alike import alike, grouped
from graph_service.api.planning.collect import Collector
from graph_service.api.planning.given import Variables
from graph_service.api.planning.layout import (
    At,
    Cell,
    Cites,
    Cursor,
    Edge,
    EdgeLayout,
    Group,
    Many,
    Node,
    Nothing,
    Same,
    TypeName,
    Value,
)
from graph_service.api.planning.orders import default_order
from graph_service.api.planning.row import Asked, Row
from graph_service.api.planning.slots import Slots
from graph_service.model.graph import Derived, Field, GraphModel, Hop, Kind, Privacy, Property
from graph_service.model.shared import NAME_KEY
from graph_service.plan.ir import ALWAYS_TRUE, Day, Order, Page, Part, ToMany, ToOne

ValueAt = Callable[[Property], At]
CITATIONS = 100
"""At most so many sources of one node are cited."""


class Planner:
    """Plans one root field: its rows share the slots."""

    def __init__(
        self, model: GraphModel, schema: GraphQLSchema, collector: Collector, variables: Variables, slots: Slots
    ) -> None:
        self.model = model
        self.collector = collector
        self.variables = variables
        self.slots = slots
        self._schema = schema

    def row(self, target: str) -> Row:
        return Row(target, self.model.labels_at(target))

    def open(self, row: Row) -> None:
        """Plan all selections made on a row's node.  What several labels ask alike is planned once for all of them."""
        for nodes, layout in row.uses:
            fields = {label: self.collector.under(nodes, label) for label in row.labels}
            cells = {
                (key, tuple(map(id, found))): self._cell(row.asked_of(labels), labels, key, found)
                for key, found, labels in alike(fields)
            }
            for labels, group in grouped(fields):
                made = tuple(cells[key, tuple(map(id, found))] for key, found in group.items())
                layout.groups.append(Group(labels, made))
        if row.cited:
            self.open(row.cited)

    def field(self, labels: tuple[str, ...], name: str) -> Field | None:
        """What the labels all mean by a name; a hop tests the far label if it must from any of them."""
        found = self.model.fields(labels[0]).get(name)
        if isinstance(found, Hop) and not found.narrow:
            others = (self.model.hop(label, name) for label in labels[1:])
            return replace(found, narrow=True) if any(hop.narrow for hop in others) else found
        return found

    def definition(self, owner: str, name: str) -> GraphQLField:
        kind = self._schema.type_map[owner]
        assert isinstance(kind, GraphQLObjectType)
        found: GraphQLField = kind.fields[name]
        return found

    def _cell(self, asked: Asked, labels: tuple[str, ...], key: str, nodes: list[FieldNode]) -> Cell:
        name = nodes[0].name.value
        if name == "__typename":
            return TypeName(key, labels[0] if len(labels) == 1 else None)
        if name == "citations":
            return self._citations(asked, labels, key, nodes)
        found = self.field(labels, name)
        if found is None:
            return self._end(asked, labels, key, nodes)
        if not isinstance(found, Hop):
            return value_cell(asked.value, key, found)
        if found.many:
            return self._many(asked, labels, found, key, nodes)
        row = self.row(found.target)
        layout = row.use(nodes)
        return Node(key, asked.part(_canonical(key, nodes), lambda: self._to_one(found, row)), layout)

    def _end(self, asked: Asked, labels: tuple[str, ...], key: str, nodes: list[FieldNode]) -> Cell:
        """`<name>Edge` or `<name>History` of an end to one."""
        name = nodes[0].name.value
        if name.endswith("History"):
            hop = self._hop(labels, name.removesuffix("History"))
            return self._many(asked, labels, hop, key, nodes, history=True)
        hop = self._hop(labels, name.removesuffix("Edge"))
        row = self.row(hop.target)
        layout = EdgeLayout(self.edge_cells(row, hop, nodes, self._own_cursor(row, hop)))
        return Edge(key, asked.part(_canonical(key, nodes), lambda: self._to_one(hop, row)), layout)

    def _hop(self, labels: tuple[str, ...], name: str) -> Hop:
        hop = self.field(labels, name)
        assert isinstance(hop, Hop)
        return hop

    def _to_one(self, hop: Hop, row: Row) -> Part:
        self.open(row)
        return ToOne(hop, Day(), row.finish())

    def _own_cursor(self, row: Row, hop: Hop) -> "connection.CursorOf":
        """The cursor of the edge of an end to one: its place in the far end's default order."""

        def made(key: str) -> Cursor:
            order = default_order(self.model, hop.target)
            ids = row.main.value(self.model.node_properties[0]), row.edge_value(self.model.tie_properties[0])
            return Cursor(key, fingerprint(hop.stem, (order,)), (row.main.value(order.of),), ids)

        return made

    def _many(
        self,
        asked: Asked,
        labels: tuple[str, ...],
        hop: Hop,
        key: str,
        nodes: list[FieldNode],
        *,
        history: bool = False,
    ) -> Cell:
        layout = connection.empty()
        definition = self.definition(labels[0], nodes[0].name.value)

        def task() -> Part:
            return connection.to_many(self, hop, definition, nodes, layout, history=history)

        return Many(key, asked.part(_canonical(key, nodes), task), layout)

    def edge_cells(self, row: Row, hop: Hop, nodes: list[FieldNode], cursor: "connection.CursorOf") -> tuple[Cell, ...]:
        """The cells of an edge, which asks of the row that it leads to."""
        cells: list[Cell] = []
        properties = self.model.edge_fields(hop)
        for key, found in self.collector.under(nodes).items():
            name = found[0].name.value
            if name == "__typename":
                cells.append(TypeName(key, f"{hop.stem}Edge"))
            elif name == "node":
                cells.append(Same(key, row.use(found)))
            elif name == "cursor":
                cells.append(cursor(key))
            elif name == "citations":
                cells.append(self._cited(row, key, found))
            else:
                cells.append(value_cell(row.edge_value, key, properties[name]))
        return tuple(cells)

    def _cited(self, row: Row, key: str, nodes: list[FieldNode]) -> Cell:
        """The sources of a relationship, as its parallel lists have them."""
        if row.cited is None:
            row.cited = self.row("Source")
        positions = {"quote": At(1), "confidence": At(2)}
        cells = self._citation_cells(row.cited, nodes, lambda of: positions[of.name], At(0))
        return Cites(key, row.cited_at, EdgeLayout(cells))

    def _citations(self, asked: Asked, labels: tuple[str, ...], key: str, nodes: list[FieldNode]) -> Cell:
        """The sources of a node: a list along its STATED_IN, bounded."""
        hop = self._hop(labels, "sources")
        row = self.row(hop.target)
        layout = EdgeLayout(self._citation_cells(row, nodes, row.edge_value, None))

        def task() -> Part:
            page = Page(self.slots.fixed(Kind.WHOLE, CITATIONS))
            self.open(row)
            return ToMany(hop, Day(), ALWAYS_TRUE, (Order(NAME_KEY),), page, row.finish())

        return Cites(key, asked.part(_canonical(key, nodes), task), layout)

    def _citation_cells(
        self, row: Row, nodes: list[FieldNode], value: ValueAt, source: At | None
    ) -> tuple[Cell, ...]:
        properties: Mapping[str, Property] = self.model.edge_fields(self.model.hop("Source", "statements"))
        cells: list[Cell] = []
        for key, found in self.collector.under(nodes).items():
            name = found[0].name.value
            if name == "__typename":
                cells.append(TypeName(key, "Citation"))
            elif name == "source":
                cells.append(Same(key, row.use(found), source))
            else:
                cells.append(Value(key, value(properties[name]), properties[name]))
        return tuple(cells)


def value_cell(at: Callable[..., At], key: str, of: Property | Derived) -> Cell:
    """A property or derived value; PERSONAL ones are not even fetched."""
    if isinstance(of, Property) and of.privacy is Privacy.PERSONAL:
        return Nothing(key)
    return Value(key, at(of), of)


def _canonical(key: str, nodes: list[FieldNode]) -> tuple[str, ...]:
    """Where a part stands among others: by name and arguments; the client's key only where these are equal."""
    node = nodes[0]
    return node.name.value, " ".join(sorted(print_ast(argument) for argument in node.arguments or ())), key
