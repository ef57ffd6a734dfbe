"""Values drawn from the data, so that documents find something: ids, codes, dates, texts, cursors."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from graph_service.changes.change import Json
from graph_service.model.graph import Derived, Hop, Kind, One, Property
from graph_service.model.ident import ident
from tests.oracle.draft import Choice, Draft
from tests.oracle.facts import Node, Tie, value
from tests.oracle.order import Ordering
from tests.oracle.view import Ever, Row, View

Sample = Sequence[Row]
"""Some rows that may stand at a place."""
WIDTH = 10

BAD_DATES = ("2018-02-30", "20180101", "2018-1-1", "soon", "")
BAD_IDS = ("nothing", "to_short", "", "TG_aaaaaaaaaaaaaaaaaaaa", "tg_aaaaaaaaaaaaaaaaaaa1")
BAD_CURSORS = ("nothing", "", "W10", "bnVsbA")


def a_node(draft: Draft, label: str | None = None) -> Node | None:
    """A node of a label or of any, mostly one at the end of some relationship, each type as likely as the others."""
    facts = draft.facts
    for _ in range(12 if draft.chance(0.7) else 0):
        tie = draft.one(facts.typed(draft.one(sorted(facts.by_type))))
        node = facts.nodes[draft.one((tie.source, tie.target))]
        if label in (None, node.label):
            return node
    there = facts.labelled(label or draft.one(sorted(facts.by_label)))
    return draft.one(there) if there else None


def a_label(draft: Draft) -> str:
    """A label of which there is a node."""
    node = a_node(draft)
    return draft.one(draft.model.labels).name if node is None else node.label


def beyond(draft: Draft, rows: Sample, hop: Hop) -> list[Row]:
    """Some of what stands at an end of these rows; where nothing does, of what ever stood there."""
    found = [far for row in rows for far in draft.view.rows(row.node, hop, draft.view.today)]
    found = found or [far for row in rows for far in View(draft.facts, "").rows(row.node, hop, Ever())]
    return found if len(found) <= WIDTH else draft.rng.sample(found, WIDTH)


def of_labels(draft: Draft, labels: Sequence[str]) -> list[Row]:
    """Some nodes of some of the labels, of those that can be seen if there are."""
    every = [node for label in labels for node in draft.facts.labelled(label)]
    there = [node for node in every if draft.view.rests(node) and draft.view.stands(node)] or every
    return [Row(node) for node in (there if len(there) <= WIDTH else draft.rng.sample(there, WIDTH))]


def a_hop(draft: Draft, owner: str, rows: Sample, widest: int) -> Hop | None:
    """A relation of a label or interface, mostly one that leads on from some of the rows.

    None with more than `widest` rows at any one node.
    """
    labels = {row.node.label for row in rows} or set(draft.model.labels_at(owner))
    width = draft.facts.widest
    hops = [
        hop for hop in draft.model.hops(owner).values()
        if max(width.get((hop.type, label), 0) for label in labels) <= widest
    ]
    view = draft.view
    leading = [hop for hop in hops if any(view.rows(row.node, hop, view.today) for row in rows)]
    if leading and draft.chance(0.9):
        # Ends at which a winner is taken are few, and most can go wrong there; every node leads to its sources.
        weights = [4.0 if hop.one is One.LATEST else 0.3 if hop.type == "STATED_IN" else 1.0 for hop in leading]
        return draft.rng.choices(leading, weights)[0]
    return draft.one(hops) if hops else None


def an_id(draft: Draft, label: str) -> str:
    """Of a node; seldom of none, or of another label."""
    if draft.chance(0.06):
        return ident(draft.model.label[label].tag, label, "nobody")
    if draft.chance(0.04):
        label = a_label(draft)
    node = a_node(draft, label)
    return ident(draft.model.label[label].tag, label, "nobody") if node is None else node.id


def a_day(draft: Draft, rows: Sample = ()) -> str:
    """Before, at or after a boundary in the data, mostly one at the rows; or the day of the data."""
    if draft.chance(0.2):
        return draft.facts.day
    facts = draft.facts
    near = [tie for row in rows for kind in facts.by_type for tie in facts.touching.get((kind, row.node.id), ())]
    things = near if near and draft.chance(0.7) else [
        draft.one(facts.typed(draft.one(sorted(facts.by_type)))) for _ in range(8)
    ]
    ends = [found for thing in things for name in ("since", "until") if (found := thing.properties.get(name))]
    boundary = date.fromisoformat(str(draft.one(ends)) if ends else draft.facts.day)
    return (boundary + timedelta(days=draft.one((-60, -1, 0, 0, 0, 0, 0, 1, 60)))).isoformat()


def a_value(draft: Draft, of: Property | Derived, things: Sequence[Any]) -> Any:
    """One value for a condition on a property, mostly one that some of the things have; an item of a list."""
    if of.kind is Kind.CHOICE and of.enumeration is not None:
        names = draft.model.enumeration[of.enumeration].names
        had = _had(draft, of, things)
        return Choice(had if had is not None and draft.chance(0.7) else draft.one(names))
    if of.kind is Kind.FLAG:
        return draft.chance(0.5)
    had = _had(draft, of, things)
    match of.kind:
        case Kind.DATE:
            return had if had is not None and draft.chance(0.6) else a_day(draft)
        case Kind.WHOLE | Kind.LONG:
            near = had if isinstance(had, int) else 100
            return max(0, near + draft.one((-1, 0, 0, 0, 1, 50)))
        case Kind.ID:
            return had if had is not None and draft.chance(0.9) else an_id(draft, a_label(draft))
    return had if had is not None else draft.one(("", "村", "21", "示例"))


def a_part(draft: Draft, text: str, *, start: bool) -> str:
    """Some characters of a text."""
    begin = 0 if start else draft.rng.randrange(max(1, len(text)))
    return text[begin : begin + draft.rng.randint(1, 4)]


def a_cursor(draft: Draft, ordering: Ordering, row: Row | None) -> str:
    """Of a row of this list in this order; where there is none, one made up."""
    if row is None:
        row = _made_up(draft, ordering)
    return ordering.cursor(row, draft.facts)


def _made_up(draft: Draft, ordering: Ordering) -> Row:
    """A node and a tie there are, with values that such a list might have."""
    node = draft.one(list(draft.facts.nodes.values()))
    tie = draft.one(list(draft.facts.ties.values()))
    values: dict[str, Json] = {"name": node.properties.get("name") or "村"}
    own: dict[str, Json] = {}
    for order in ordering.orders:
        if not order.by_name and (order.prop.required or draft.chance(0.6)):
            (own if order.edge else values)[order.prop.name] = a_value(draft, order.prop, [])
    return Row(Node(node.id, node.label, values), Tie(tie.id, tie.type, "", "", own) if ordering.behind_hop else None)


def _had(draft: Draft, of: Property | Derived, things: Sequence[Any]) -> Any:
    """A value that one of the things has; of a list, one of its items."""
    if isinstance(of, Derived) or not things:
        return None
    for _ in range(6):
        found = value(draft.one(things), of)
        if isinstance(found, list):
            found = draft.one(found) if found else None
        if found is not None:
            return found
    return None
