"""Plans written by hand: a sheet collects slots and their values while a plan is put together."""

from typing import Any

from graph_service.model.graph import Derived, Hop, Kind, Property
from graph_service.model.organization import ORGANIZATION
from graph_service.plan.ir import (
    ALWAYS_TRUE,
    Between,
    Compare,
    Day,
    Distances,
    Ever,
    Extra,
    Listing,
    Lookup,
    Matches,
    Moment,
    Order,
    Page,
    Part,
    Plan,
    Quantifier,
    Reach,
    Root,
    Shape,
    Slot,
    Span,
    Step,
    Subject,
    Tally,
    Through,
    Ties,
    ToMany,
    ToOne,
    Value,
    Where,
)
from graph_service.stores.port import Guard, Store

DAY = Day()
EVER = Ever()
EDGE = Subject.EDGE


def hop(path: str) -> Hop:
    """`Village.groups`: a hop by its owner and name."""
    owner, name = path.split(".")
    return ORGANIZATION.hop(owner, name)


def prop(path: str) -> Property:
    """`Village.households`, or `HOLDS.since`: a stored property, a hidden one too."""
    owner, name = path.split(".")
    if owner in ORGANIZATION.label:
        stored = ORGANIZATION.stored(owner)
    elif owner in ORGANIZATION.interface:
        stored = (*ORGANIZATION.stored(ORGANIZATION.labels_at(owner)[0]), *ORGANIZATION.properties(owner).values())
    else:
        stored = tuple(one for row in ORGANIZATION.types[owner] for one in ORGANIZATION.tie_stored(row))
    return next(one for one in stored if one.name == name)


def derived(path: str) -> Derived:
    """`Post.holding`."""
    owner, name = path.split(".")
    found = ORGANIZATION.fields(owner)[name]
    assert isinstance(found, Derived)
    return found


def props(owner: str, names: str) -> tuple[Property, ...]:
    return tuple(prop(f"{owner}.{name}") for name in names.split())


def shape(owner: str, names: str = "", /, **more: Any) -> Shape:
    """A row of columns by name, for a label or all labels of an interface."""
    return Shape(ORGANIZATION.labels_at(owner), columns=props(owner, names), **more)


def extra(owner: str, names: str, derived: tuple[Derived, ...] = (), parts: tuple[Part, ...] = ()) -> Extra:
    return Extra((owner,), props(owner, names), derived, parts)


class Sheet:
    """One question: the day, the basis if one is asked for, and the values met on the way."""

    def __init__(self, day: str = "2019-02-01", basis: list[str] | None = None) -> None:
        self.slots: list[Slot] = []
        self.values: list[Value] = []
        self.day = self.slot(day, Kind.DATE)
        self.basis = None if basis is None else self.slot(basis, Kind.CHOICE)

    def slot(self, value: Value, kind: Kind) -> Slot:
        made = Slot(len(self.slots), kind, isinstance(value, list))
        self.slots.append(made)
        self.values.append(value)
        return made

    def compare(self, path: str, op: str, value: Value, subject: Subject = Subject.NODE) -> Compare:
        of = prop(path)
        return Compare(of, op, self.slot(value, of.kind), subject)

    def derived(self, path: str, op: str, value: Value) -> Compare:
        of = derived(path)
        return Compare(of, op, self.slot(value, of.kind))

    def span(self, start: str, end: str) -> Span:
        return Span(self.slot(start, Kind.DATE), self.slot(end, Kind.DATE))

    def page(self, first: int, *, more: bool = False, after: tuple[tuple[Kind, Value], ...] | None = None) -> Page:
        """`after`: kind and value of each order's key, of the node's id and behind a hop of the relationship's."""
        keys = None if after is None else tuple(self.slot(value, kind) for kind, value in after)
        return Page(self.slot(first, Kind.WHOLE), more, keys)

    def plan(self, root: Root) -> Plan:
        return Plan(root, self.day, self.basis, tuple(self.slots))

    async def ask(self, store: Store, root: Root) -> Any:
        return (await store.answer(self.plan(root), self.values)).cell

    def lookup(self, label: str, given: str | list[str], row: Shape, by: str = "id") -> Lookup:
        many = isinstance(given, list)
        labels = ORGANIZATION.labels_at(label)
        of = prop(f"{labels[0]}.{by}")
        return Lookup(labels, of, self.slot(given, of.kind), row, many)

    def reach(self, starts: list[str], along: str, bound: int, cap: int = 100, row: Shape | None = None) -> Reach:
        """`along` as in `steps`; a row is [distance, [id]] unless it is said."""
        first, most = self.slot(starts, Kind.ID), self.slot(cap, Kind.WHOLE)
        return Reach(first, steps(along), bound, most, row or shape("Node", "id"))

    def distances(
        self, start: str, along: str, bound: int, cap: int = 100, sealed: str = ""
    ) -> Distances:
        first, most = self.slot(start, Kind.ID), self.slot(cap, Kind.WHOLE)
        return Distances(first, steps(along), bound, most, tuple(sealed.split()))

    def between(
        self, start: str, goal: str, along: str, bound: int, cap: int = 100, sealed: str = "",
        row: Shape | None = None, columns: tuple[Property, ...] = (), cited: Shape | None = None,
    ) -> Between:
        """A node's row is [id] unless it is said."""
        ends, most = (self.slot(start, Kind.ID), self.slot(goal, Kind.ID)), self.slot(cap, Kind.WHOLE)
        shown = row or shape("Node", "id")
        return Between(*ends, steps(along), bound, most, tuple(sealed.split()), shown, columns, cited)

    def matches(
        self,
        owner: str,
        words: list[str],
        least: int = 1,
        cap: int = 100,
        where: Where = ALWAYS_TRUE,
        row: Shape | None = None,
    ) -> Matches:
        """A row is [count, [name]] unless it is said."""
        labels = ORGANIZATION.labels_at(owner)
        given = self.slot(words, Kind.CODE), self.slot(least, Kind.WHOLE), self.slot(cap, Kind.WHOLE)
        return Matches(labels, *given, where, row or shape(owner, "name"))

    def ties(
        self, among: list[str], types: str, columns: tuple[Property, ...] = (), cap: int = 100,
        cited: Shape | None = None,
    ) -> Ties:
        ids, most = self.slot(among, Kind.ID), self.slot(cap, Kind.WHOLE)
        return Ties(ids, tuple(types.split()), columns, most, cited)

    def guard(self, root: Root, code: str) -> Guard:
        return Guard(self.plan(root), self.values, code, f"{code} in English", f"{code}中文")


def listing(
    owner: str,
    row: Shape,
    where: Where = ALWAYS_TRUE,
    orders: tuple[Order, ...] = (),
    page: Page | None = None,
    moment: Moment = DAY,
    **more: bool,
) -> Listing:
    return Listing(ORGANIZATION.labels_at(owner), moment, where, orders, page, row, **more)


def to_many(
    path: str,
    row: Shape,
    where: Where = ALWAYS_TRUE,
    orders: tuple[Order, ...] = (),
    page: Page | None = None,
    moment: Moment = DAY,
    **more: bool,
) -> ToMany:
    return ToMany(hop(path), moment, where, orders, page, row, **more)


def steps(along: str) -> tuple[Step, ...]:
    """`->WITHIN <-BASED_IN <>COORDINATES_WITH`: outward, inward, both."""
    written = ((step[2:], step[:2]) for step in along.split())
    return tuple(Step(name, outward) for name, way in written for outward in _WAYS[way])


_WAYS = {"->": (True,), "<-": (False,), "<>": (True, False)}


def tally(path: str, where: Where = ALWAYS_TRUE, by: tuple[Property | Derived, ...] = ()) -> Tally:
    """`County.townships Township.villages`."""
    return Tally(tuple(map(hop, path.split())), where, by)


def to_one(path: str, row: Shape, moment: Moment = DAY) -> ToOne:
    return ToOne(hop(path), moment, row)


def through(path: str, quantifier: Quantifier, where: Where = ALWAYS_TRUE, moment: Moment = DAY) -> Through:
    return Through(hop(path), moment, quantifier, where)


def by(path: str, *, descending: bool = False, subject: Subject = Subject.NODE) -> Order:
    return Order(prop(path), descending, subject)


def names(owner: str) -> tuple[Order, ...]:
    """The order by name that most lists have."""
    return (by(f"{owner}.nameKey"),)
