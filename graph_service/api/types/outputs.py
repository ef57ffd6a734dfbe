"""Nodes, interfaces, edges and connections.  Types of an end are shared by all labels that have it."""

from collections.abc import Iterator, Sequence
from typing import Any

from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph_service.api.types import inputs, naming
from graph_service.api.types.register import Register, argument, field, items, optional, said
from graph_service.api.types.scalars import shown
from graph_service.model.graph import Hop, Words

PAGE = 50
"""Rows a page, unless asked otherwise."""
NODE, NAMED = "Node", "Named"


class Outputs:
    """The types of what is answered."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.model = register.model
        span = optional(inputs.during(register))
        self._during = argument("during", span, "A span in place of the day. 以时段代替日期。")

    def standing(self, target: str) -> type[Any]:
        """The type of what stands where a label or an interface is named."""
        return self.node(target) if target in self.model.label else self.interface(target)

    def node(self, label: str) -> type[Any]:
        faces = [self.interface(face.name) for face in self.model.interfaces if label in face.labels]
        about = said(self.model.label[label].about)
        return self.register.output(label, "label", about, lambda: self._fields(label), faces)

    def interface(self, name: str) -> type[Any]:
        above = [] if name == NODE else [NODE] if name == NAMED else [NODE, NAMED]
        faces = [self.interface(other) for other in above]
        about = said(self.model.interface[name].about)
        return self.register.interface(name, about, lambda: self._fields(name), faces)

    def listing(self, label: str) -> tuple[type[Any], Sequence[StrawberryArgument]]:
        """The connection of a root field over a label, and the arguments that choose its rows."""
        title = self.model.label[label].title

        def fields() -> Iterator[StrawberryField]:
            yield field("node", self.node(label), said(title))
            yield field("cursor", str, "Where the row stands. 本行游标。")

        edge = self.register.output(naming.edge(label), ("edge", label), said(title), fields)
        chosen = self._chosen(inputs.root_filter(self.register, label), inputs.root_order(self.register, label))
        return self._connection(label, title, edge, self.node(label)), chosen

    def _fields(self, owner: str) -> Iterator[StrawberryField]:
        for found in self.model.fields(owner).values():
            match found:
                case Hop(one=None):
                    yield self._to_many(found)
                case Hop():
                    yield from self._to_one(found)
                case _:
                    yield field(found.name, shown(self.register, found), said(found.about))
        if owner != NODE:
            yield self._citations()

    def _to_many(self, hop: Hop) -> StrawberryField:
        return field(hop.name, self._end(hop), self._about(hop), [*self._arguments(hop), self._during])

    def _to_one(self, hop: Hop) -> Iterator[StrawberryField]:
        yield field(hop.name, optional(self.standing(hop.target)), self._about(hop))
        yield field(naming.one_edge(hop), optional(self._edge(hop)), "The same, with the relationship. 同上，含关系。")
        yield field(naming.history(hop), self._end(hop), "All that ever stood here, latest first. 历任（由近及远）。",
            [self._during, *self._arguments(hop)])

    def _end(self, hop: Hop) -> type[Any]:
        return self._connection(hop.stem, naming.end_title(self.model, hop), self._edge(hop), self.standing(hop.target))

    def _edge(self, hop: Hop) -> type[Any]:
        def fields() -> Iterator[StrawberryField]:
            yield field("node", self.standing(hop.target), self._about(hop))
            yield field("cursor", str, "Where the row stands. 本行游标。")
            for name, found in self.model.edge_fields(hop).items():
                if name != "id":
                    yield field(name, shown(self.register, found), said(found.about))
            yield self._citations()

        return self.register.output(naming.edge(hop.stem), ("edge", hop.type, hop.name), self._about(hop), fields)

    def _connection(self, stem: str, title: Words, edge: type[Any], far: type[Any]) -> type[Any]:
        return self.register.output(naming.connection(stem), ("connection", stem), said(title), lambda: (
            field("edges", items(edge), "Rows with their relationship. 各行（含关系）。"),
            field("nodes", items(far), "The nodes alone. 仅节点。"),
            field("pageInfo", self._page_info(), "Whether there is more. 是否还有更多。"),
            field("totalCount", int, "All that meet the filter, on every page. 符合条件的总数。"),
        ))

    def _page_info(self) -> type[Any]:
        cursor = optional(str)
        return self.register.output("PageInfo", "page", "Where a page stands in its list. 分页信息。", lambda: (
            field("hasNextPage", bool, "Whether rows follow. 后面是否还有。"),
            field("hasPreviousPage", bool, "Whether `after` was given. 是否给出了 after。"),
            field("startCursor", cursor, "Cursor of the first row. 首行游标。"),
            field("endCursor", cursor, "Cursor of the last row. 末行游标。"),
        ))

    def _citations(self) -> StrawberryField:
        return field("citations", items(self._citation()), "The sources of the fact. 事实的来源。")

    def _citation(self) -> type[Any]:
        confidence = optional(self.register.enumeration("Confidence"))
        return self.register.output("Citation", "citation", "Where a fact comes from. 事实的出处。", lambda: (
            field("source", self.node("Source"), "The source. 来源。"),
            field("quote", optional(str), "Its words. 原文。"),
            field("confidence", confidence, "How far it is to be trusted here. 此处可信度。"),
        ))

    def _arguments(self, hop: Hop) -> Sequence[StrawberryArgument]:
        return self._chosen(inputs.end_filter(self.register, hop), inputs.end_order(self.register, hop))

    def _chosen(self, condition: type[Any], order: type[Any]) -> Sequence[StrawberryArgument]:
        return (
            argument("filter", optional(condition), "Which rows. 筛选条件。"),
            argument("orderBy", optional(items(order)), "Keys, the first counts most. 排序键，先者优先。"),
            argument("first", optional(int), "Rows a page, 1 to 100. 每页行数（1–100）。", PAGE),
            argument("after", optional(str), "Cursor to go on from. 起始游标。"),
        )

    def _about(self, hop: Hop) -> str:
        return said(naming.end_title(self.model, hop))
