"""A plan as one Cypher statement that gives one record: nested lists by position, between two looks at the revision.

No alias and no `__typename` of a client is in the text: what was asked alike is one text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from graph_service.model.graph import GraphModel, Property
from graph_service.plan.ir import (
    AllOf,
    Compare,
    Extra,
    Listing,
    Lookup,
    Order,
    Page,
    Part,
    Plan,
    Shape,
    Slot,
    Subject,
    ToMany,
    ToOne,
    Where,
)
from graph_service.stores.neo4j.conditions import selecting
from graph_service.stores.neo4j.derived import derived
from graph_service.stores.neo4j.hops import during, pattern, rests, settled, taken, winner
from graph_service.stores.neo4j.order import after, keys, may_miss, order_by
from graph_service.stores.neo4j.spelling import ID, NODE, Spelling, block, column, label_of, where

# Neo4j reads what is committed at each moment: only an equal revision before and after says that nothing was written
# in between.
_BEFORE = f"""CYPHER 5
OPTIONAL MATCH (j:Journal {{{ID}: 'head'}})
WITH j.revision AS begun
WITH begun, """
_BEHIND = f""" AS cell
OPTIONAL MATCH (k:Journal {{{ID}: 'head'}})
RETURN begun, cell, k.revision AS ended"""


@dataclass(frozen=True, slots=True)
class Statement:
    """The text, and which slots fill its parameters."""

    text: str
    used: tuple[tuple[str, Slot], ...]


def statement(model: GraphModel, plan: Plan) -> Statement:
    """Equal plans give equal texts."""
    spelling = Spelling(model, plan)
    return Statement(f"{_BEFORE}{_cell(spelling, plan)}{_BEHIND}", spelling.used)


def within_a_write(model: GraphModel, plan: Plan) -> Statement:
    """The cell alone: who holds the journal's head need not look at it, and Neo4j has less to plan."""
    spelling = Spelling(model, plan)
    return Statement(f"CYPHER 5\nRETURN {_cell(spelling, plan)} AS cell", spelling.used)


def _cell(spelling: Spelling, plan: Plan) -> str:
    match plan.root:
        case Lookup():
            return _lookup(spelling, plan.root)
        case Listing():
            return _listing(spelling, plan.root)
    assert_never(plan.root)


# ---- where a plan begins


def _lookup(spelling: Spelling, root: Lookup) -> str:
    _, node = spelling.variables()
    values = spelling.parameter(root.slot)
    match = f"MATCH ({node}:{_looked_up(spelling, root)} {{{root.by.name}: {'key' if root.many else values}}})"
    found = block("COLLECT", match, where(rests(spelling, node)), f"RETURN {_row(spelling, root.shape, node)}")
    return f"[key IN {values} | head({found})]" if root.many else f"head({found})"


def _looked_up(spelling: Spelling, root: Lookup) -> str:
    """Only the label that all nodes have is indexed by id."""
    if root.by.name != ID:
        return "|".join(root.labels)
    return NODE if set(root.labels) == set(spelling.model.label) else _node_of(root.labels)


def _node_of(labels: Sequence[str]) -> str:
    """One of the labels, by the label that is indexed by id."""
    return f"{NODE}&{labels[0]}" if len(labels) == 1 else f"{NODE}&({'|'.join(labels)})"


def _listing(spelling: Spelling, root: Listing) -> str:
    _, node = spelling.variables()
    dated = any(spelling.model.label[label].dated for label in root.labels)
    held = during(spelling, root.moment, node) if dated else ""
    start = f"({node}:{_node_of(root.labels) if _by_id(root.where) else '|'.join(root.labels)})"
    among = (held, rests(spelling, node), selecting(spelling, root.where, node, ""))
    return _connection(spelling, root, _Rows(f"MATCH {start}", among, node, None))


def _by_id(asked: Where) -> bool:
    """Whether the ids are given, so that it pays to start at the label that is indexed by id."""
    match asked:
        case Compare(of=Property(name=name), op=op, subject=Subject.NODE):
            return name == ID and op in {"eq", "in"}
        case AllOf(parts):
            return any(_by_id(part) for part in parts)
        case _:
            return False


# ---- lists and single rows


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is matched under which conditions, and the variables of the row."""

    match: str
    conditions: tuple[str, ...]
    node: str
    edge: str | None


def _part(spelling: Spelling, part: Part, near: str) -> str:
    edge, far = spelling.variables()
    match = f"MATCH {pattern(part.hop, near, edge, far)}"
    held = taken(spelling, part.hop, part.moment, edge, far)
    match part:
        case ToOne(hop, moment, shape):
            best = "" if settled(hop, moment) else winner(edge, far)
            found = f"RETURN {_row(spelling, shape, far, edge)}"
            return f"head({block('COLLECT', match, where(held), best, found)})"
        case ToMany():
            asked = selecting(spelling, part.where, far, edge)
            return _connection(spelling, part, _Rows(match, (held, asked), far, edge))
    assert_never(part)


def _connection(spelling: Spelling, of: Listing | ToMany, rows: _Rows) -> str:
    listed = _listed(spelling, of, rows) if of.rows else "[]"
    return f"[{listed}, {block('COUNT', rows.match, where(*rows.conditions))}]" if of.total else listed


def _listed(spelling: Spelling, of: Listing | ToMany, rows: _Rows) -> str:
    """The page is cut before anything is expanded from its rows."""
    by = keys(of.orders, rows.node, rows.edge)
    further = after(spelling, by, of.page.after) if of.page and of.page.after else ""
    names = ", ".join(name for name in (rows.node, rows.edge) if name)
    return block(
        "COLLECT",
        rows.match,
        where(*_served(of, rows), *rows.conditions, further),
        f"WITH {names} {order_by(by)}{_limit(spelling, of.page)}",
        f"RETURN {_row(spelling, of.shape, rows.node, rows.edge, of.orders)}",
    )


def _served(of: Listing | ToMany, rows: _Rows) -> tuple[str, ...]:
    """An index serves the order only of a property that a condition names."""
    if isinstance(of, ToMany) or len(of.labels) > 1 or _by_id(of.where):
        return ()
    if not of.orders or may_miss(of.orders[0].of):
        return ()
    return (f"{rows.node}.{of.orders[0].of.name} IS NOT NULL",)


def _limit(spelling: Spelling, page: Page | None) -> str:
    if page is None:
        return ""
    return f" LIMIT {spelling.parameter(page.first)}{' + 1' if page.more else ''}"


# ---- rows


def _row(spelling: Spelling, shape: Shape, node: str, edge: str | None = None, orders: Sequence[Order] = ()) -> str:
    cells = [label_of(node)] if shape.labelled else []
    cells += _cells(spelling, shape, node)
    cells += [_extra(spelling, one, node) for one in shape.extras]
    if edge is not None:
        cells += [column(one, edge) for one in shape.edge]
        if shape.cited is not None:
            cells.append(_cited(spelling, shape.cited, edge))
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


def _cited(spelling: Spelling, shape: Shape, edge: str) -> str:
    """A relationship's sources are ids in a list of its own, quotes and confidences run parallel."""
    place, source = spelling.variables()
    ids = f"coalesce({edge}.sourceIds, [])"
    return block(
        "COLLECT",
        f"UNWIND range(0, size({ids}) - 1) AS {place}",
        f"MATCH ({source}:{_node_of(shape.labels)} {{{ID}: {edge}.sourceIds[{place}]}})",
        where(rests(spelling, source)),
        f"WITH {place}, {source} ORDER BY {place}",
        f"RETURN [{_row(spelling, shape, source)}, {edge}.quotes[{place}], {edge}.confidences[{place}]]",
    )
