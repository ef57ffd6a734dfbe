"""Random arguments of root fields and of ends, valid by the SDL, now and then with a fault."""

from dataclasses import replace
from typing import Any

from graph_service.model.graph import Hop, Property
from tests.oracle import drawn
from tests.oracle.draft import Choice, Draft
from tests.oracle.drawn import Sample
from tests.oracle.filters import Filters
from tests.oracle.order import Ordering, end_ordering, is_date, root_ordering
from tests.oracle.request import listed
from tests.oracle.schema import Root
from tests.oracle.view import Row, View

BASES = ("STATED", "COUNTED", "INFERRED", "GENERATED")
Given = dict[str, Any]


def of_root(draft: Draft, root: Root) -> Given:
    """Arguments of a root field, in any order; from here on `draft.view` is what it sees."""
    draft.view = View(draft.facts, draft.facts.day)
    given = _list(draft, root) if root.many else _ids(draft, root)
    near = drawn.of_labels(draft, root.labels) if root.many else named(draft, root, given)
    if draft.asks(0.35, "date"):
        day = draft.one(drawn.BAD_DATES) if draft.wrong("date") else drawn.a_day(draft, near)
        given["asOf"] = draft.placed("Date", None if draft.chance(0.05) else day)
        draft.view = replace(draft.view, day=_day(draft, given["asOf"]))
    if draft.chance(0.2):
        bases = [Choice(name) for name in draft.some(BASES, draft.one((1, 3, 4)))]
        given["basis"] = draft.placed("[Basis!]", draft.one((*[bases] * 5, bases[0], bases[0], [], None)))
        known = draft.known(given["basis"])
        draft.view = replace(draft.view, basis=None if known is None else frozenset(listed(known)))
    return _shuffled(draft, given)


def _day(draft: Draft, given: Any) -> str:
    day = draft.known(given)
    return day if is_date(day) else draft.facts.day


def named(draft: Draft, root: Root, given: Given) -> list[Row]:
    """The nodes that are asked for by id or code."""
    facts = draft.facts
    ids = listed(draft.known(given.get("ids")) or draft.known(given.get("id")) or [])
    nodes = [facts.nodes.get(one) for one in ids]
    nodes.append(facts.by_code.get((root.labels[0], draft.known(given.get("code")))))
    return [Row(node) for node in nodes if node is not None and node.label in root.labels]


def of_end(draft: Draft, hop: Hop, weight: int, there: Sample, *, history: bool) -> Given:
    """Arguments of an end to many, or of the history of an end to one; `there` is some of what stands there."""
    given: Given = {}
    if draft.asks(0.35 if history else 0.25, "during"):
        given["during"] = _during(draft, there)
    if draft.asks(0.22, "filter"):
        given["filter"] = _filter(draft, hop.target, hop, weight, there)
    asked = _orders(draft, hop.target, hop)
    if asked is not _NOTHING:
        given["orderBy"] = draft.placed(f"[{_end_order(hop)}!]", asked) if draft.chance(0.5) else asked
    ordering = end_ordering(draft.model, hop, draft.known(given.get("orderBy")), history=history)
    other = end_ordering(draft.model, hop, None, history=not history)
    _paging(draft, given, ordering, other, draft.one(there) if there else None)
    return _shuffled(draft, given)


def _ids(draft: Draft, root: Root) -> Given:
    if root.by_ids:
        ids = [_an_id(draft, drawn.a_label(draft)) for _ in range(draft.rng.randint(0, 5))]
        ids += draft.some(ids, 2) if ids and draft.chance(0.5) else []
        return {"ids": draft.placed("[ID!]!", ids)}
    if not root.by_code:
        label = root.labels[0] if len(root.labels) == 1 else drawn.a_label(draft)
        return {"id": draft.placed("ID!", _an_id(draft, label))}
    (label,) = root.labels
    node = drawn.a_node(draft, label)
    code = None if node is None else node.properties.get("code")
    by_code = {"code": draft.placed("String", code or "999999")}
    by_id = {"id": draft.placed("ID", _an_id(draft, label))}
    if draft.wrong("id"):
        return draft.one(({}, {**by_code, **by_id}))
    return _kept(draft, by_code if draft.chance(0.6) else by_id)


def _kept(draft: Draft, given: Given) -> Given:
    """The one key must be there: a variable that is not given would leave it out."""
    ((name, value),) = given.items()
    seen = draft.known(value)
    return given if seen is not None else {name: "999999" if name == "code" else _an_id(draft, "County")}


def _an_id(draft: Draft, label: str) -> str:
    return draft.one(drawn.BAD_IDS) if draft.wrong("id") else drawn.an_id(draft, label)


def _list(draft: Draft, root: Root) -> Given:
    (label,) = root.labels
    given: Given = {}
    if draft.asks(0.3, "filter"):
        there = drawn.of_labels(draft, root.labels)
        given["filter"] = _filter(draft, label, None, len(draft.facts.labelled(label)), there)
    asked = _orders(draft, label, None)
    if asked is not _NOTHING:
        given["orderBy"] = draft.placed(f"[{label}Order!]", asked) if draft.chance(0.5) else asked
    ordering = root_ordering(draft.model, root.name, label, draft.known(given.get("orderBy")))
    other = root_ordering(draft.model, "nodes", label, None)
    node = drawn.a_node(draft, label)
    _paging(draft, given, ordering, other, None if node is None else Row(node))
    return given


def _filter(draft: Draft, owner: str, hop: Hop | None, weight: int, there: Sample) -> Any:
    if draft.chance(0.04):
        return draft.placed(f"{hop.stem if hop else owner}Filter", None)
    by_variable = draft.chance(0.35)
    made = Filters(draft, inside=not by_variable).at(owner, hop, weight, there)
    return draft.variable(f"{hop.stem if hop else owner}Filter", made) if by_variable else made


def _during(draft: Draft, there: Sample) -> Any:
    days = sorted({drawn.a_day(draft, there), drawn.a_day(draft, there), "2019-06-15"})
    start, end = days[0], days[-1] if len(days) > 1 else "2021-01-01"
    if draft.wrong("during"):
        start, end = draft.one(((end, start), (start, start), (draft.one(drawn.BAD_DATES), end)))
    span = {"from": start, "to": end}
    if draft.chance(0.3):
        return draft.placed("During", draft.one((span, span, None)), 1.0)
    return {name: draft.placed("Date!", day) for name, day in span.items()}


_NOTHING = object()


def _orders(draft: Draft, target: str, hop: Hop | None) -> Any:
    """A list of orders, one order, an empty list, or not given at all."""
    if not draft.chance(0.4):
        return _NOTHING
    if draft.chance(0.15):
        return draft.one(([], None))
    items = [_order(draft, target, hop) for _ in range(draft.one((1, 1, 2, 3)))]
    return items[0] if len(items) == 1 and draft.chance(0.3) else items


def _order(draft: Draft, target: str, hop: Hop | None) -> Given:
    direction = Choice(draft.one(("ASC", "DESC")))
    if hop is not None and draft.chance(0.4):
        own = [p.name for p in hop.properties if p.orderable]
        return {"edge": {draft.one(["since", "until", *own]): direction}}
    return {draft.one([p.name for p in draft.model.properties(target).values() if p.orderable]): direction}


def _end_order(hop: Hop) -> str:
    """Order types belong to what stands there, unless the relationship has orders of its own."""
    own: list[Property] = [p for p in hop.properties if p.orderable]
    return f"{hop.stem}Order" if own else f"{hop.target}EndOrder"


def _paging(draft: Draft, given: Given, ordering: Ordering, other: Ordering, row: Row | None) -> None:
    if draft.asks(0.6, "first"):
        first = draft.one((0, 101, -1)) if draft.wrong("first") else draft.one((1, 2, 3, 3, 5, 8, 100))
        given["first"] = draft.placed("Int", None if draft.chance(0.04) else first)
    if draft.asks(0.15, "cursor"):
        given["after"] = draft.placed("String", _after(draft, ordering, other, row))


def _after(draft: Draft, ordering: Ordering, other: Ordering, row: Row | None) -> str | None:
    if draft.chance(0.05):
        return None
    if draft.wrong("cursor"):
        foreign = drawn.a_cursor(draft, other, row)
        return foreign if draft.chance(0.6) else draft.one(drawn.BAD_CURSORS)
    return drawn.a_cursor(draft, ordering, row)


def _shuffled(draft: Draft, given: Given) -> Given:
    names = list(given)
    draft.rng.shuffle(names)
    return {name: given[name] for name in names}
