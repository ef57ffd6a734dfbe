"""Completes what was found: nodes, edges, connections, citations, value by value, as GraphQL says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode

from graph_service.model.graph import Derived, Hop, Privacy, Property
from tests.oracle import citations
from tests.oracle.citations import Citation
from tests.oracle.condition import Condition
from tests.oracle.facts import Facts, Node, Tie, value
from tests.oracle.order import Ordering, end_ordering
from tests.oracle.paging import Page, paged
from tests.oracle.request import Request
from tests.oracle.schema import One, Place, Single, Whole, required, way_of
from tests.oracle.view import Ever, Moment, Row, Span, View

Path = list[str | int]


class MissingError(Exception):
    """A value is missing where the SDL promises one."""

    def __init__(self, parent: str, field: str, path: Path) -> None:
        super().__init__(f"Cannot return null for non-nullable field {parent}.{field}.")
        self.path = path


@dataclass(frozen=True)
class Shown:
    """One root field's answer in the making; `errors` are shared by all root fields."""

    request: Request
    view: View
    errors: list[MissingError]

    @property
    def facts(self) -> Facts:
        return self.view.facts

    def forgiven(self, produce: Callable[[], Any]) -> Any:
        """At a place that may be null: a violation below is noted, and null stands here."""
        try:
            return produce()
        except MissingError as found:
            self.errors.append(found)
            return None

    def node(self, node: Node, nodes: Sequence[FieldNode], path: Path) -> dict[str, Any]:
        below = self.request.below(node.label, nodes)
        return {key: self._field(node, fields, [*path, key]) for key, fields in below.items()}

    def _field(self, node: Node, fields: Sequence[FieldNode], path: Path) -> Any:
        way = way_of(self.facts.model, node.label, fields[0].name.value)
        match way:
            case "__typename":
                return node.label
            case "citations":
                return self._citations(citations.of_node(self.view, node), fields, path)
            case Property():
                return self._property(node, way, node.label, path)
            case Derived():
                return self.view.derived(node, way.name)
            case One(hop):
                return self.forgiven(lambda: self._to_one(node, hop, fields, path))
            case Single():
                return self.forgiven(lambda: self._to_one_edge(node, way, fields, path))
            case Whole():
                return self.connection(self._page(node, way, fields[0]), fields, path)

    def _property(self, thing: Node | Tie, prop: Property, parent: str, path: Path) -> Any:
        found = self._masked(prop, value(thing, prop))
        if found is None and required(prop):
            raise MissingError(parent, prop.name, path)
        return found

    def _masked(self, prop: Property, found: Any) -> Any:
        """What may be read of it without any rights."""
        if prop.privacy is Privacy.PERSONAL:
            return None
        if prop.privacy is Privacy.RESTRICTED and prop.enumeration is not None:
            values = self.facts.model.enumeration[prop.enumeration].values
            return next((v.public for v in values if v.name == found and v.public), found)
        return found

    def _to_one(self, node: Node, hop: Hop, fields: Sequence[FieldNode], path: Path) -> Any:
        row = self.view.one(node, hop, self.view.today)
        return None if row is None else self.node(row.node, fields, path)

    def _to_one_edge(self, node: Node, way: Single, fields: Sequence[FieldNode], path: Path) -> Any:
        row = self.view.one(node, way.hop, self.view.today)
        usual = end_ordering(self.facts.model, way.hop, None)
        return None if row is None else self._edge(row, way.place, usual, fields, path)

    def _page(self, node: Node, way: Whole, field: FieldNode) -> Page:
        given = self.request.arguments(field)
        span = given.get("during")
        within: Moment = self.view.today if span is None else Span(span["from"], span["to"])
        rows = self.view.rows(node, way.hop, Ever() if way.history and span is None else within)
        ordering = end_ordering(self.facts.model, way.hop, given.get("orderBy"), history=way.history)
        return paged(way.place, ordering, rows, Condition(self.view, way.hop.target, way.hop, within), given)

    def connection(self, page: Page, nodes: Sequence[FieldNode], path: Path) -> dict[str, Any]:
        below = self.request.below(page.place.connection, nodes)
        return {key: self._connection_field(page, fields, [*path, key]) for key, fields in below.items()}

    def _connection_field(self, page: Page, fields: Sequence[FieldNode], path: Path) -> Any:
        match fields[0].name.value:
            case "__typename":
                return page.place.connection
            case "totalCount":
                return page.total
            case "pageInfo":
                return self._page_info(page, fields)
            case "nodes":
                return [self.node(row.node, fields, [*path, at]) for at, row in enumerate(page.rows)]
            case _:
                return [
                    self._edge(row, page.place, page.ordering, fields, [*path, at]) for at, row in enumerate(page.rows)
                ]

    def _page_info(self, page: Page, nodes: Sequence[FieldNode]) -> dict[str, Any]:
        start, end = page.cursors(self.facts)
        known: Mapping[str, Any] = {
            "__typename": "PageInfo",
            "hasNextPage": page.more,
            "hasPreviousPage": page.earlier,
            "startCursor": start,
            "endCursor": end,
        }
        below = self.request.below("PageInfo", nodes)
        return {key: known[fields[0].name.value] for key, fields in below.items()}

    def _edge(
        self, row: Row, place: Place, ordering: Ordering, nodes: Sequence[FieldNode], path: Path
    ) -> dict[str, Any]:
        below = self.request.below(place.edge, nodes)
        return {
            key: self._edge_field(row, place, ordering, fields, [*path, key]) for key, fields in below.items()
        }

    def _edge_field(self, row: Row, place: Place, ordering: Ordering, fields: Sequence[FieldNode], path: Path) -> Any:
        match fields[0].name.value:
            case "__typename":
                return place.edge
            case "cursor":
                return ordering.cursor(row, self.facts)
            case "node":
                return self.node(row.node, fields, path)
            case "citations":
                assert row.tie is not None
                return self._citations(citations.of_tie(self.view, row.tie), fields, path)
            case name:
                assert row.tie is not None
                assert place.hop is not None
                return self._property(row.tie, self.facts.model.edge_fields(place.hop)[name], place.edge, path)

    def _citations(self, found: Sequence[Citation], nodes: Sequence[FieldNode], path: Path) -> list[dict[str, Any]]:
        return [self._citation(one, nodes, [*path, at]) for at, one in enumerate(found)]

    def _citation(self, one: Citation, nodes: Sequence[FieldNode], path: Path) -> dict[str, Any]:
        known = {"__typename": "Citation", "quote": one.quote, "confidence": one.confidence}
        return {
            key: self.node(one.source, fields, [*path, key]) if name == "source" else known[name]
            for key, fields in self.request.below("Citation", nodes).items()
            if (name := fields[0].name.value)
        }
