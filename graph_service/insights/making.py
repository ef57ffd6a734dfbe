"""Plans made by an insight: a draft hands out slots by name; what comes of it asks, and reads what it is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph_service.insights.form import Form, Record, bound, edge_property, uncited
from graph_service.model.graph import GraphModel, Kind, Property
from graph_service.plan.ir import (
    ALWAYS_TRUE,
    Beginning,
    Between,
    Day,
    Distances,
    Listing,
    Lookup,
    Matches,
    Moment,
    Order,
    Page,
    Plan,
    Reach,
    Shape,
    Slot,
    Span,
    Step,
    Ties,
    Together,
    Where,
)

DAY = Day()
Read = Callable[[Any], Any]
Begun = tuple[Beginning, Read]
"""Where a plan begins, and what reads its cell."""


@dataclass(frozen=True, slots=True)
class Question:
    """A plan with its values, and what makes records of the cell that it gives."""

    plan: Plan
    values: Sequence[Any]
    read: Read


class Call(Protocol):
    """What is known of one call (see `insight.Given`)."""

    @property
    def base(self) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Ask:
    """A plan that a call fills: the values of its own slots by their names."""

    plan: Plan
    names: tuple[str, ...]
    constants: Mapping[str, Any]
    read: Read

    def of(self, given: Call, **values: Any) -> Question:
        """Raises KeyError for a slot that is given nothing."""
        known = {**self.constants, **values}
        return Question(self.plan, [*given.base, *(known[name] for name in self.names)], self.read)


@dataclass(frozen=True, slots=True)
class Making:
    """For whom plans are made: with a basis to rest on or without, with a caller's filter, and with the sources of
    relationships or, where nobody asks for any, without: `cited` is then empty everywhere."""

    model: GraphModel
    base: tuple[Slot, ...]
    based: bool = False
    filter: Where = ALWAYS_TRUE
    sources: bool = True

    def draft(self) -> "Draft":
        return Draft(self.model, self.base, based=self.based, sources=self.sources)


@dataclass(slots=True)
class Draft:
    """One plan under way."""

    model: GraphModel
    base: tuple[Slot, ...]
    based: bool
    sources: bool = True
    _slots: list[Slot] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)
    _constants: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> Slot:
        return self.base[0]

    def slot(self, name: str, kind: Kind = Kind.ID, *, many: bool = False) -> Slot:
        """A slot that each call fills by this name; the same name gives the same slot."""
        if name in self._names:
            return self._slots[self._names.index(name)]
        made = Slot(len(self.base) + len(self._slots), kind, many)
        self._slots.append(made)
        self._names.append(name)
        return made

    def fixed(self, value: Any, kind: Kind) -> Slot:
        """A slot that always holds the same."""
        name = f"={len(self._slots)}"
        self._constants[name] = value
        return self.slot(name, kind, many=isinstance(value, list))

    # ---- where plans begin

    def by_id(self, form: Form, slot: Slot) -> Begun:
        """A record or None; of a slot with many ids a list of such."""
        shape, read = self._bound(form)
        labels = self.model.labels_at(form.at)
        root = Lookup(labels, self.model.node_properties[0], slot, shape, slot.many)
        return root, (_each_or_none(read) if slot.many else _or_none(read))

    def listed(
        self, form: Form, where: Where = ALWAYS_TRUE, orders: tuple[Order, ...] = (), first: Slot | None = None,
        moment: Moment = DAY, *, more: bool = False, after: tuple[Slot, ...] | None = None,
    ) -> Begun:
        """A list of records; with `more` there may be one beyond the first so many, which follow the key `after`."""
        shape, read = self._bound(form)
        page = None if first is None else Page(first, more, after)
        root = Listing(self.model.labels_at(form.at), moment, where, orders, page, shape)
        return root, _each(read)

    def reached(self, form: Form, starts: Slot, along: tuple[Step, ...], within: int, cap: Slot) -> tuple[Reach, Read]:
        """A list of (distance, record)."""
        shape, read = self._bound(form)
        return Reach(starts, along, within, cap, shape), _counted(read)

    def distances(
        self, start: Slot, along: tuple[Step, ...], within: int, cap: Slot, sealed: tuple[str, ...] = ()
    ) -> Begun:
        """A list of [node id, distance]."""
        return Distances(start, along, within, cap, sealed), lambda cell: cell

    def between(
        self, form: Form, start: Slot, goal: Slot, along: tuple[Step, ...], within: int, cap: Slot,
        sealed: tuple[str, ...], columns: str,
    ) -> Begun:
        """(distance of the goal or how far was looked, a list of (distance, record, records as in `ties`))."""
        shape, read = self._bound(form)
        names = columns.split()
        root = Between(start, goal, along, within, cap, sealed, shape, self._of_edges(names), self._sources())
        tied = _tied(names, cited=True, sources=self.sources)
        return root, lambda cell: (cell[0], [(distance, read(row), tied(ties)) for distance, row, ties in cell[1]])

    def ties(
        self, among: Slot, types: tuple[str, ...], columns: str, cap: Slot, *, cited: bool = False
    ) -> Begun:
        """A list of records of relationships: `type`, `source`, `target` (ids), the columns and `cited`."""
        names = columns.split()
        shape = self._sources() if cited else None
        return Ties(among, types, self._of_edges(names), cap, shape), _tied(names, cited=cited, sources=self.sources)

    def around(
        self, reached: tuple[Reach, Read], ends: Form, types: tuple[str, ...], columns: str, cap: Slot, turned: Span
    ) -> Begun:
        """What is reached, and the relationships with an end there that began or ended within the span.

        Of those `source` and `target` are records of the form.
        """
        (root, read), names = reached, columns.split()
        shape, end = self._bound(ends)
        tied = _tied(names, end)
        found = Ties(root, types, self._of_edges(names), cap, either=True, turned=turned, ends=shape)
        return found, lambda cell: (read(cell[0]), tied(cell[1]))

    def _bound(self, form: Form) -> tuple[Shape, Callable[[Any], Record]]:
        return bound(self.model, form if self.sources else uncited(form))

    def _sources(self) -> Shape | None:
        return Shape(("Source",), columns=(self.model.node_properties[0],)) if self.sources else None

    def _of_edges(self, names: Sequence[str]) -> tuple[Property, ...]:
        return tuple(edge_property(self.model, name) for name in names)

    def matched(self, form: Form, words: Slot, least: Slot, cap: Slot, where: Where = ALWAYS_TRUE) -> Begun:
        """A list of (words met, record)."""
        shape, read = self._bound(form)
        return Matches(self.model.labels_at(form.at), words, least, cap, where, shape), _counted(read)

    def asks(self, *begun: Begun) -> Ask:
        """What asks it: one beginning gives its records, several give a list of theirs."""
        roots = tuple(root for root, _ in begun)
        reads = [read for _, read in begun]
        root = roots[0] if len(roots) == 1 else Together(roots)
        basis = self.base[1] if self.based else None
        plan = Plan(root, self.day, basis, (*self.base, *self._slots))
        return Ask(plan, tuple(self._names), self._constants, reads[0] if len(reads) == 1 else _together(reads))


def _or_none(read: Callable[[Any], Record]) -> Read:
    return lambda cell: None if cell is None else read(cell)


def _each(read: Callable[[Any], Record]) -> Read:
    return lambda cell: [read(row) for row in cell]


def _each_or_none(read: Callable[[Any], Record]) -> Read:
    return lambda cell: [None if row is None else read(row) for row in cell]


def _counted(read: Callable[[Any], Record]) -> Read:
    return lambda cell: [(count, read(row)) for count, row in cell]


def _tied(
    names: Sequence[str], end: Callable[[Any], Record] | None = None, *, cited: bool = False, sources: bool = True
) -> Read:
    first = 3 if end is None else 5

    def read(cell: Any) -> list[Record]:
        return [one(row) for row in cell]

    def one(row: Any) -> Record:
        source, target = row[1:3] if end is None else map(end, row[3:5])
        found = {"type": row[0], "source": source, "target": target, **dict(zip(names, row[first:], strict=False))}
        if cited:
            found["cited"] = [(source[0], quote, sure) for source, quote, sure in row[-1]] if sources else []
        return found

    return read


def _together(reads: Sequence[Read]) -> Read:
    return lambda cell: [read(one) for read, one in zip(reads, cell, strict=True)]
