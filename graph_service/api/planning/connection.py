"""Connections: a list behind a hop or at the root, with its filter, order, page and total."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from graphql import FieldNode, GraphQLField

from graph_service.api.completion.cursor import fingerprint
from graph_service.api.planning.arguments import Arguments
from graph_service.api.planning.collect import Collector
from graph_service.api.planning.conditions import Conditions
from graph_service.api.planning.given import Variables
from graph_service.api.planning.layout import (
    At,
    Cell,
    ConnectionCell,
    ConnectionLayout,
    Cursor,
    EdgeLayout,
    Edges,
    Nodes,
    PageInfo,
    Same,
    Total,
    TypeName,
)
from graph_service.api.planning.orders import orders
from graph_service.api.planning.row import Row
from graph_service.api.planning.slots import Slots
from graph_service.model.graph import GraphModel, Hop
from graph_service.plan.ir import ALWAYS_TRUE, AllOf, Day, Ever, Listing, Moment, Order, Page, ToMany, Where

CursorOf = Callable[[str], Cursor]


class Planner(Protocol):
    """What a connection needs of the planner, which in turn plans connections."""

    @property
    def model(self) -> GraphModel: ...

    @property
    def collector(self) -> Collector: ...

    @property
    def variables(self) -> Variables: ...

    @property
    def slots(self) -> Slots: ...

    def row(self, target: str) -> Row: ...

    def open(self, row: Row) -> None: ...

    def edge_cells(self, row: Row, hop: Hop, nodes: list[FieldNode], cursor: CursorOf) -> tuple[Cell, ...]: ...


def empty() -> ConnectionLayout:
    """A layout to be filled once its part is made."""
    return ConnectionLayout(first=-1, more=False, total=False, after=False, cursor=Cursor("", "", (), ()))


@dataclass(slots=True)
class _Asked:
    """What a connection's selection asks for."""

    row: Row
    cells: list[ConnectionCell] = field(default_factory=list)
    rows: bool = False
    keyed: bool = False
    more: bool = False
    total: bool = False


def to_many(
    planner: Planner,
    hop: Hop,
    definition: GraphQLField,
    nodes: list[FieldNode],
    layout: ConnectionLayout,
    *,
    history: bool,
) -> ToMany:
    """The part of an end to many, or of all that ever stood at an end to one."""
    arguments = Arguments.of(nodes[0], definition, planner.variables, planner.slots)
    span = arguments.during()
    moment: Moment = span or (Ever() if history else Day())
    where = Conditions(planner.model, arguments, span or Day()).where(hop.target, hop)
    by = orders(planner.model, arguments, planner.variables, hop.target, hop, history=history)
    stem = f"{hop.stem}History" if history else hop.stem
    asked, page = _planned(planner, hop.target, hop, hop.stem, stem, arguments, by, nodes, layout)
    planner.open(asked.row)
    return ToMany(hop, moment, where, by, page, asked.row.finish(), asked.rows, asked.total)


def listing(
    planner: Planner,
    label: str,
    stem: str,
    definition: GraphQLField,
    nodes: list[FieldNode],
    layout: ConnectionLayout,
    fixed: Where = ALWAYS_TRUE,
) -> Listing:
    """The root list of a label; `fixed` is a condition of the field's own."""
    arguments = Arguments.of(nodes[0], definition, planner.variables, planner.slots)
    asked_where = Conditions(planner.model, arguments, Day()).where(label)
    where = asked_where if fixed == ALWAYS_TRUE else AllOf((fixed, asked_where))
    by = orders(planner.model, arguments, planner.variables, label, None, history=False)
    asked, page = _planned(planner, label, None, label, stem, arguments, by, nodes, layout)
    planner.open(asked.row)
    return Listing((label,), Day(), where, by, page, asked.row.finish(), asked.rows, asked.total)


def _planned(
    planner: Planner,
    target: str,
    hop: Hop | None,
    type_stem: str,
    stem: str,
    arguments: Arguments,
    by: tuple[Order, ...],
    nodes: list[FieldNode],
    layout: ConnectionLayout,
) -> tuple[_Asked, Page]:
    """What the selection asks for, and the page; the layout is filled on the way."""
    ids = 2 if hop else 1
    print_ = fingerprint(stem, by)
    after = arguments.after(print_, by, ids)
    first = arguments.first()
    keys, tail = tuple(At() for _ in by), tuple(At() for _ in range(ids))
    layout.cursor = Cursor("", print_, keys, tail)
    asked = _asked(planner, planner.row(target), hop, type_stem, nodes, layout.cursor)
    if asked.keyed:
        asked.row.tail = (*keys, *tail)
    layout.first, layout.after = first.number, after is not None
    layout.more, layout.total = asked.more, asked.total
    layout.cells = tuple(asked.cells)
    return asked, Page(first, asked.more, after)


def _asked(
    planner: Planner, row: Row, hop: Hop | None, stem: str, nodes: list[FieldNode], cursor: Cursor
) -> _Asked:
    asked = _Asked(row)
    for key, found in planner.collector.under(nodes).items():
        match found[0].name.value:
            case "__typename":
                asked.cells.append(TypeName(key, f"{stem}Connection"))
            case "totalCount":
                asked.total = True
                asked.cells.append(Total(key))
            case "nodes":
                asked.rows = True
                asked.cells.append(Nodes(key, row.use(found)))
            case "pageInfo":
                asked.cells.append(_page_info(planner, asked, key, found))
            case _:
                asked.rows = True
                asked.cells.append(Edges(key, EdgeLayout(_edge_cells(planner, asked, hop, stem, found, cursor))))
    return asked


def _edge_cells(
    planner: Planner, asked: _Asked, hop: Hop | None, stem: str, nodes: list[FieldNode], cursor: Cursor
) -> tuple[Cell, ...]:
    def keyed(key: str) -> Cursor:
        asked.keyed = True
        return Cursor(key, cursor.fingerprint, cursor.keys, cursor.ids)

    if hop is not None:
        return planner.edge_cells(asked.row, hop, nodes, keyed)
    cells: list[Cell] = []
    for key, found in planner.collector.under(nodes).items():
        match found[0].name.value:
            case "__typename":
                cells.append(TypeName(key, f"{stem}Edge"))
            case "node":
                cells.append(Same(key, asked.row.use(found)))
            case _:
                cells.append(keyed(key))
    return tuple(cells)


def _page_info(planner: Planner, asked: _Asked, key: str, nodes: list[FieldNode]) -> PageInfo:
    fields = tuple((inner, found[0].name.value) for inner, found in planner.collector.under(nodes).items())
    names = {name for _, name in fields}
    asked.more = asked.more or "hasNextPage" in names
    asked.keyed = asked.keyed or bool(names & {"startCursor", "endCursor"})
    asked.rows = asked.rows or bool(names & {"hasNextPage", "startCursor", "endCursor"})
    return PageInfo(key, fields)
