"""Guards: plans that must give no rows once the changes are applied.  One function a rule, one guard a hop."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_service.changes.change import Properties
from graph_service.changes.fold import Tie
from graph_service.model.graph import GraphModel, Hop, Kind, One, Property, Relationship
from graph_service.model.shared import OPEN_END, OPEN_START
from graph_service.plan.ir import (
    ALWAYS_TRUE,
    AllOf,
    Circular,
    Compare,
    Crowded,
    Ever,
    Listing,
    Moment,
    Not,
    Page,
    Plan,
    Quantifier,
    Shape,
    Slot,
    Stray,
    Through,
    Value,
    Where,
)
from graph_service.stores.port import Guard
from graph_service.writing.draft import Draft
from graph_service.writing.excerpt import ANY_DAY, DAY, IDS, identity
from graph_service.writing.forms import said
from graph_service.writing.hops import backward, onward
from graph_service.writing.rules import claimed
from graph_service.writing.words import EX_OFFICIO, HOLDS

NAMED = 20
"""How many nodes one violation names at the most."""
FIRST = Slot(2, Kind.WHOLE)
Touched = list[tuple[Relationship, list[Tie]]]
"""Relationships that a write adds or alters, by the row of the model."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a guard says when it finds rows."""

    code: str
    en: str
    zh: str


def guard(
    model: GraphModel, labels: tuple[str, ...], ids: Sequence[str], where: Where, fault: Fault, *,
    moment: Moment | None = None, day: str = ANY_DAY, more: Sequence[tuple[Slot, Value]] = (),
) -> Guard:
    """The nodes of these ids that meet a condition; `more` are further slots with their values."""
    touched = AllOf((Compare(identity(model), "in", IDS), where))
    shape = Shape(labels, columns=(identity(model), _name(model)))
    listing = Listing(labels, moment or Ever(), touched, (), Page(FIRST), shape)
    plan = Plan(listing, DAY, None, (DAY, IDS, FIRST, *(slot for slot, _ in more)))
    values: list[Value] = [day, sorted(set(ids)), NAMED, *(value for _, value in more)]
    return Guard(plan, values, fault.code, fault.en, fault.zh)


def crowded(draft: Draft, touched: Touched) -> Iterator[Guard]:
    """At an end to one there is at most one on any day."""
    for row, ties in touched:
        for end, hop, nears, labels in _ends(draft, row, ties):
            if end is One.ALWAYS and (near := _shared(draft, nears)):
                parent = row.parent and hop.outward is (row.out.one is not None)
                code = "TWO_PARENTS" if parent else "TWO_AT_ONCE"
                yield guard(draft.model, labels, near, Crowded(hop), Fault(
                    code, f"Two {row.type} stand at `{hop.name}` on one day.",
                    f"同一日在 {hop.name} 上有两条 {row.type} 关系。"))


def holders(draft: Draft, touched: Touched) -> Iterator[Guard]:
    """A post has one holder on any day, unless it is a seat that follows another post."""
    for row, ties in touched:
        if row.type == HOLDS:
            follows = onward(draft.model, draft.model.types[EX_OFFICIO][0])
            own = Not(Through(follows, Ever(), Quantifier.SOME, ALWAYS_TRUE))
            where = AllOf((own, Crowded(backward(draft.model, row))))
            if posts := _shared(draft, [tie.target for tie in ties]):
                yield guard(draft.model, row.targets, posts, where, Fault(
                    "TWO_HOLDERS", "The post has two holders on one day.", "同一日该岗位有两名任职人。"))


def rings(draft: Draft, touched: Touched) -> Iterator[Guard]:
    """Nothing leads back to itself.  Where each row leads to other labels (the chain, geography), nothing could."""
    for row, ties in touched:
        if not row.symmetric and set(row.sources) & set(row.targets):
            ids = [end for tie in ties for end in (tie.source, tie.target)]
            yield guard(draft.model, row.sources, ids, Circular(onward(draft.model, row)), Fault(
                "CYCLE", f"{row.type} leads back to where it began.", f"{row.type} 形成回路。"))


def strays(draft: Draft, touched: Touched) -> Iterator[Guard]:
    """A relationship lies within the dates of both its ends."""
    rows = {id(row): ties for row, ties in touched}
    moved = _redated(draft)
    for row in draft.model.relationships:
        bound = any(draft.model.label[label].dated for label in (*row.sources, *row.targets))
        for near, labels, hop in (
            ([tie.source for tie in rows.get(id(row), ()) if _may_stray(draft, tie)], row.sources,
                onward(draft.model, row)),
            ([], row.targets, backward(draft.model, row)),
        ):
            ids = near + [key for label in labels for key in moved.get(label, ())]
            if row.dated and bound and ids:
                yield guard(draft.model, labels, ids, Stray(hop), Fault(
                    "NOT_WITHIN_ENDS", f"A {row.type} at `{hop.name}` reaches beyond the dates of one of its ends.",
                    f"{hop.name} 上的 {row.type} 超出其两端的存续期间。"))


def taken(draft: Draft, _: Touched) -> Iterator[Guard]:
    """No node that the changes leave alone has a unique value that they give away."""
    given: dict[tuple[str, str], list[str]] = defaultdict(list)
    for label, name, value in claimed(draft):
        given[label, name].append(value)
    for (label, name), values in given.items():
        p = next(p for p in draft.model.label[label].properties if p.name == name)
        shape = Shape((label,), columns=(identity(draft.model), _name(draft.model)))
        wanted = Slot(3, p.kind, many=True)
        where = AllOf((Compare(p, "in", wanted), Not(Compare(identity(draft.model), "in", IDS))))
        listing = Listing((label,), Ever(), where, (), Page(FIRST), shape)
        own = [key for key, change in draft.changes.items() if name in said(change)]
        yield Guard(Plan(listing, DAY, None, (DAY, IDS, FIRST, wanted)), [ANY_DAY, own, NAMED, sorted(values)],
            "TAKEN", f"A {label} has this {name} already.", f"已有 {label} 使用该 {name}。")


def touched_rows(draft: Draft) -> Touched:
    """The relationships that are added or altered, by their row."""
    found: dict[int, tuple[Relationship, list[Tie]]] = {}
    for key in draft.changes:
        tie = draft.after.ties.get(key)
        row = draft.row_between(tie.type, tie.source, tie.target) if tie else None
        if tie and row:
            # By identity: a row's hash goes through all its words.
            found.setdefault(id(row), (row, []))[1].append(tie)
    return list(found.values())


def _ends(
    draft: Draft, row: Relationship, ties: Sequence[Tie]
) -> Iterator[tuple[One | None, Hop, list[str], tuple[str, ...]]]:
    yield row.out.one, onward(draft.model, row), [tie.source for tie in ties], row.sources
    yield row.back.one, backward(draft.model, row), [tie.target for tie in ties], row.targets


def _shared(draft: Draft, nears: Sequence[str]) -> list[str]:
    """Without the new nodes that have one relationship: no other can stand beside it."""
    times = Counter(nears)
    return [near for near, count in times.items() if count > 1 or not draft.adds(near)]


def _may_stray(draft: Draft, tie: Tie) -> bool:
    """Between two new nodes all dates are known."""
    if not (draft.adds(tie.source) and draft.adds(tie.target)):
        return True
    ends = [_span(draft.after.nodes[key].properties) for key in (tie.source, tie.target)]
    since, until = _span(tie.properties)
    return any(since < begun or until > ended for begun, ended in ends)


def _span(properties: Properties) -> tuple[str, str]:
    return str(properties.get("since") or OPEN_START), str(properties.get("until") or OPEN_END)


def _redated(draft: Draft) -> dict[str, list[str]]:
    """Nodes whose dates the changes move, by label; what is new has no other relationships than those added."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, node in ((key, draft.before.nodes.get(key)) for key in draft.changes):
        now = draft.after.nodes.get(key)
        if node and now and any(node.properties.get(name) != now.properties.get(name) for name in ("since", "until")):
            found[node.label].append(key)
    return found


def _name(model: GraphModel) -> Property:
    return next(p for p in model.node_properties if p.name == "name")
