"""Rows by position, and the lists and single rows within them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from graph_service.model.graph import Property
from graph_service.plan.ir import (
    AllOf,
    Compare,
    Extra,
    Listing,
    Order,
    Page,
    Part,
    Shape,
    Subject,
    Tally,
    ToMany,
    ToOne,
    Where,
)
from graph_service.stores.neo4j.conditions import selecting
from graph_service.stores.neo4j.derived import derived
from graph_service.stores.neo4j.hops import pattern, rests, settled, taken, winner
from graph_service.stores.neo4j.order import after, keys, may_miss, order_by
from graph_service.stores.neo4j.spelling import ID, Spelling, block, column, label_of, node_of, where
from graph_service.stores.neo4j.tally import tally

# ---- lists and single rows


@dataclass(frozen=True, slots=True)
class Rows:
    """What is matched under which conditions, and the variables of the row."""

    match: str
    conditions: tuple[str, ...]
    node: str
    edge: str | None


def _part(spelling: Spelling, part: Part, near: str) -> str:
    match part:
        case ToOne():
            return _single(spelling, part, near)
        case ToMany(hop, moment, asked):
            edge, far = spelling.variables()
            met = (taken(spelling, hop, moment, edge, far), selecting(spelling, asked, far, edge))
            return connection(spelling, part, Rows(f"MATCH {pattern(hop, near, edge, far)}", met, far, edge))
        case Tally():
            return tally(spelling, part, near)
    assert_never(part)


def _single(spelling: Spelling, part: ToOne, near: str) -> str:
    edge, far = spelling.variables()
    match = f"MATCH {pattern(part.hop, near, edge, far)}"
    held = taken(spelling, part.hop, part.moment, edge, far)
    best = "" if settled(part.hop, part.moment) else winner(edge, far)
    found = block("COLLECT", match, where(held), best, f"RETURN {row(spelling, part.shape, far, edge)}")
    return f"head({found})"


def connection(spelling: Spelling, of: Listing | ToMany, rows: Rows) -> str:
    listed = _listed(spelling, of, rows) if of.rows else "[]"
    return f"[{listed}, {block('COUNT', rows.match, where(*rows.conditions))}]" if of.total else listed


def _listed(spelling: Spelling, of: Listing | ToMany, rows: Rows) -> str:
    """The page is cut before anything is expanded from its rows."""
    by = keys(of.orders, rows.node, rows.edge)
    further = after(spelling, by, of.page.after) if of.page and of.page.after else ""
    names = ", ".join(name for name in (rows.node, rows.edge) if name)
    return block(
        "COLLECT",
        rows.match,
        where(*_served(of, rows), *rows.conditions, further),
        f"WITH {names} {order_by(by)}{_limit(spelling, of.page)}",
        f"RETURN {row(spelling, of.shape, rows.node, rows.edge, of.orders)}",
    )


def _served(of: Listing | ToMany, rows: Rows) -> tuple[str, ...]:
    """An index serves the order only of a property that a condition names."""
    if isinstance(of, ToMany) or len(of.labels) > 1 or by_id(of.where):
        return ()
    if not of.orders or may_miss(of.orders[0].of):
        return ()
    return (f"{rows.node}.{of.orders[0].of.name} IS NOT NULL",)


def by_id(asked: Where) -> bool:
    """Whether the ids are given, so that it pays to start at the label that is indexed by id."""
    match asked:
        case Compare(of=Property(name=name), op=op, subject=Subject.NODE):
            return name == ID and op in {"eq", "in"}
        case AllOf(parts):
            return any(by_id(part) for part in parts)
        case _:
            return False


def _limit(spelling: Spelling, page: Page | None) -> str:
    if page is None:
        return ""
    return f" LIMIT {spelling.parameter(page.first)}{' + 1' if page.more else ''}"


# ---- rows


def row(spelling: Spelling, shape: Shape, node: str, edge: str | None = None, orders: Sequence[Order] = ()) -> str:
    cells = [label_of(node)] if shape.labelled else []
    cells += _cells(spelling, shape, node)
    cells += [_extra(spelling, one, node) for one in shape.extras]
    if edge is not None:
        cells += [column(one, edge) for one in shape.edge]
        if shape.cited is not None:
            cells.append(cited(spelling, shape.cited, edge))
    if shape.keyed:
        cells += [key.shown for key in keys(orders, node, edge)]
    return f"[{', '.join(cells)}]"


def _cells(spelling: Spelling, of: Shape | Extra, node: str) -> list[str]:
    return [
        *(column(one, node) for one in of.columns),
        *(derived(spelling, one, node) for one in of.derived),
        *(_part(spelling, one, node) for one in of.parts),
    ]


def _extra(spelling: Spelling, extra: Extra, node: str) -> str:
    return f"CASE WHEN {node}:{'|'.join(extra.labels)} THEN [{', '.join(_cells(spelling, extra, node))}] END"


def cited(spelling: Spelling, shape: Shape, edge: str) -> str:
    """A relationship's sources are ids in a list of its own, quotes and confidences run parallel."""
    place, source = spelling.variables()
    ids = f"coalesce({edge}.sourceIds, [])"
    if spelling.basis is None and shape == Shape(shape.labels, columns=(spelling.model.node_properties[0],)):
        # The list itself says it, and writing has seen that the sources are there; a look-up is dear to plan.
        quoted = f"{edge}.quotes[{place}], {edge}.confidences[{place}]"
        return f"[{place} IN range(0, size({ids}) - 1) | [[{edge}.sourceIds[{place}]], {quoted}]]"
    return block(
        "COLLECT",
        f"UNWIND range(0, size({ids}) - 1) AS {place}",
        f"MATCH ({source}:{node_of(shape.labels)} {{{ID}: {edge}.sourceIds[{place}]}})",
        where(rests(spelling, source)),
        f"WITH {place}, {source} ORDER BY {place}",
        f"RETURN [{row(spelling, shape, source)}, {edge}.quotes[{place}], {edge}.confidences[{place}]]",
    )
