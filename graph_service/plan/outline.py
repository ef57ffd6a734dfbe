"""A plan in print: one line a row, part or condition, two blanks a step in.  Equal plans print alike."""

from collections.abc import Iterator
from typing import assert_never

from graph_service.model.graph import Hop
from graph_service.plan.ir import (
    AllOf,
    AnyOf,
    Apart,
    Between,
    Circular,
    Compare,
    Crowded,
    Day,
    Distances,
    Ever,
    Extra,
    IsA,
    Labelled,
    Listing,
    Lookup,
    Matches,
    Missing,
    Moment,
    Not,
    Order,
    Page,
    Part,
    Plan,
    Reach,
    Root,
    Shape,
    Slot,
    Span,
    Step,
    Stray,
    Subject,
    Tally,
    Through,
    Ties,
    Together,
    ToMany,
    ToOne,
    Where,
)


def outline(plan: Plan) -> str:
    """The whole plan, ending with a line break."""
    basis = f" basis {_slot(plan.basis)}" if plan.basis else ""
    return "\n".join([f"day {_slot(plan.day)}{basis}", *_root(plan.root)]) + "\n"


def _root(root: Root) -> Iterator[str]:
    match root:
        case Lookup(labels, by, slot, shape, many):
            yield f"{_labels(labels)} by {by.name} {'each of ' if many else ''}{_slot(slot)}"
            yield from _in(_shape(shape))
        case Listing(labels, moment, where, orders, page, shape, rows, total):
            yield f"{_labels(labels)}{_moment(moment)}"
            yield from _in(_list(where, orders, page, rows, total))
            yield from _in(_shape(shape))
        case Reach() | Distances() | Between() | Matches() | Ties():
            yield from _search(root)
        case Together(roots):
            yield "together"
            for one in roots:
                yield from _in(_root(one))
        case _:
            assert_never(root)


def _search(root: Reach | Distances | Between | Matches | Ties) -> Iterator[str]:
    match root:
        case Reach(starts, along, bound, cap, shape):
            yield f"reach from {_slot(starts)} within {bound}, at most {_slot(cap)}, along {_steps(along)}"
            yield from _in(_shape(shape))
        case Distances(start, along, bound, cap, sealed):
            within = f"within {bound}, at most {_slot(cap)}, along {_steps(along)}"
            yield f"distances from {_slot(start)} {within}{_sealed(sealed)}"
        case Between():
            yield from _between(root)
        case Matches(labels, words, least, cap, where, shape):
            yield f"{_labels(labels)} with {_slot(least)} of {_slot(words)}, at most {_slot(cap)}"
            yield from _in(_list(where, (), None, rows=True, total=False))
            yield from _in(_shape(shape))
        case Ties():
            yield from _ties(root)


def _between(root: Between) -> Iterator[str]:
    within = f"within {root.bound}, at most {_slot(root.cap)}, along {_steps(root.along)}"
    yield f"between {_slot(root.start)} and {_slot(root.goal)} {within}{_sealed(root.sealed)}"
    yield from _in(_shape(root.shape))
    yield f"  ties ({', '.join(one.name for one in root.columns)})"
    if root.cited:
        yield from _in(_in(_shape(root.cited)))


def _sealed(labels: tuple[str, ...]) -> str:
    return f", not through {_labels(labels)}" if labels else ""


def _ties(root: Ties) -> Iterator[str]:
    shown = ", ".join(one.name for one in root.columns)
    among = _slot(root.among) if isinstance(root.among, Slot) else "what is reached"
    turned = f" turned{_moment(root.turned)}" if root.turned else ""
    yield (
        f"ties {'touching' if root.either else 'among'} {among} of {_labels(root.types)} ({shown}), "
        f"at most {_slot(root.cap)}{_moment(root.moment)}{turned}"
    )
    if isinstance(root.among, Reach):
        yield from _in(_search(root.among))
    if root.ends:
        yield "  ends"
        yield from _in(_in(_shape(root.ends)))
    if root.cited:
        yield from _in(_shape(root.cited))


def _steps(along: tuple[Step, ...]) -> str:
    return " ".join(f"{'->' if step.outward else '<-'}{step.type}" for step in along)


def _labels(labels: tuple[str, ...]) -> str:
    return "|".join(labels)


def _slot(slot: Slot) -> str:
    return f"${slot.number}:{slot.kind.value}{'s' if slot.many else ''}"


def _moment(moment: Moment) -> str:
    match moment:
        case Day():
            return ""
        case Span(start, end):
            return f" during {_slot(start)} {_slot(end)}"
        case Ever():
            return " ever"
    assert_never(moment)


def _hop(hop: Hop) -> str:
    arrow = "--" if hop.symmetric else "->" if hop.outward else "<-"
    return f"{hop.name} {arrow} {hop.type} {_labels(hop.labels)}"


def _list(
    where: Where, orders: tuple[Order, ...], page: Page | None, rows: bool, total: bool
) -> Iterator[str]:
    if where != AllOf(()):
        yield "where"
        yield from _in(_where(where))
    if orders:
        said = (f"{_of(order.subject)}{order.of.name}{' down' if order.descending else ''}" for order in orders)
        yield f"by {', '.join(said)}"
    if page:
        after = f" after {' '.join(map(_slot, page.after))}" if page.after else ""
        yield f"first {_slot(page.first)}{' and one more' if page.more else ''}{after}"
    if total:
        yield "total" if rows else "total only"
    elif not rows:
        yield "no rows"


def _of(subject: Subject) -> str:
    return "edge." if subject is Subject.EDGE else ""


def _where(where: Where) -> Iterator[str]:
    match where:
        case Compare(of, op, slot, subject):
            yield f"{_of(subject)}{of.name} {op} {_slot(slot)}"
        case Missing(of, subject):
            yield f"{_of(subject)}{of.name} missing"
        case IsA(labels):
            yield f"is {_labels(labels)}"
        case Labelled(op, slot):
            yield f"label {op} {_slot(slot)}"
        case Through(hop, moment, quantifier, inner):
            yield f"{quantifier.value} {_hop(hop)}{_moment(moment)}"
            yield from _in(_where(inner))
        case AllOf(parts) | AnyOf(parts):
            yield "all" if isinstance(where, AllOf) else "any"
            for part in parts:
                yield from _in(_where(part))
        case Not(part):
            yield "not"
            yield from _in(_where(part))
        case Crowded() | Stray() | Circular() | Apart():
            yield _flaw(where)
        case _:
            assert_never(where)


def _flaw(flaw: Crowded | Stray | Circular | Apart) -> str:
    match flaw:
        case Apart(one, other):
            return f"apart {' '.join(hop.name for hop in one)} / {' '.join(hop.name for hop in other)}"
        case _:
            return f"{type(flaw).__name__.lower()} {_hop(flaw.hop)}"


def _shape(shape: Shape) -> Iterator[str]:
    yield from _asked(shape)
    for extra in shape.extras:
        yield f"if {_labels(extra.labels)}"
        yield from _in(_asked(extra))
    if shape.edge:
        yield f"edge ({', '.join(p.name for p in shape.edge)})"
    if shape.cited:
        yield "cited"
        yield from _in(_shape(shape.cited))
    if shape.keyed:
        yield "keyed"


def _asked(asked: Shape | Extra) -> Iterator[str]:
    columns = (*(p.name for p in asked.columns), *(f"{d.name}()" for d in asked.derived))
    if columns:
        yield f"({', '.join(columns)})"
    for part in asked.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    match part:
        case ToOne(hop, moment, shape):
            yield f"one {_hop(hop)}{_moment(moment)}"
            yield from _in(_shape(shape))
        case ToMany(hop, moment, where, orders, page, shape, rows, total):
            yield f"many {_hop(hop)}{_moment(moment)}"
            yield from _in(_list(where, orders, page, rows, total))
            yield from _in(_shape(shape))
        case Tally(path, where, by):
            keys = f" by {', '.join(one.name for one in by)}" if by else ""
            yield f"tally {' / '.join(map(_hop, path))}{keys}"
            yield from _in(_list(where, (), None, rows=True, total=False))
        case _:
            assert_never(part)


def _in(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
