"""Forms: what is asked of a node, by name, and the records that rows become.

A record is a dictionary: `id`, `label` and the columns asked for by their names, derived values, and the parts: a
record or None for an end to one, a list of records for an end to many, rows of keys and count for a tally.  A record
that a relationship led to has the relationship under `edge`, once any of it is asked for: its columns, `type`,
`outward`, and `cited`, a list of (source id, quote, confidence).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from graph_service.model.graph import Derived, Field, GraphModel, Hop, Property
from graph_service.plan.ir import (
    ALWAYS_TRUE,
    Day,
    Extra,
    Moment,
    Order,
    Page,
    Part,
    Shape,
    Slot,
    Tally,
    ToMany,
    ToOne,
    Where,
)

Record = dict[str, Any]
Reader = Callable[[Any], Record]

DATED = "since sinceGrain until untilGrain basis basisReason"
"""What a reason shows of a relationship."""
DAY = Day()


@dataclass(frozen=True, slots=True)
class Form:
    """`at` is a label or an interface; `columns` are names with blanks between, derived ones among them.

    `only` holds what is asked of some of the labels: their names with blanks between, and the form of the rest.
    """

    at: str
    columns: str = "name"
    parts: Mapping[str, "Of"] = field(default_factory=dict)
    only: Mapping[str, "Form"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class One:
    """The one that stands at an end; `hop` if the part is not called after it."""

    form: Form
    edge: str = ""
    cited: bool = False
    moment: Moment = DAY
    hop: str = ""


@dataclass(frozen=True, slots=True)
class Many:
    """Those that stand at an end; without orders in the order of their ids."""

    form: Form
    edge: str = ""
    cited: bool = False
    moment: Moment = DAY
    hop: str = ""
    where: Where = ALWAYS_TRUE
    orders: tuple[Order, ...] = ()
    first: Slot | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many stand at the end of a path: hops by owner and name (`TownshipBranch.groups`), blanks between."""

    path: str
    by: str = ""
    where: Where = ALWAYS_TRUE


Of = One | Many | Count


def uncited(form: Form) -> Form:
    """The same without the sources of relationships."""
    return replace(
        form, parts={name: _uncited(of) for name, of in form.parts.items()},
        only={names: uncited(one) for names, one in form.only.items()},
    )


def _uncited(of: Of) -> Of:
    return of if isinstance(of, Count) else replace(of, form=uncited(of.form), cited=False)


def bound(model: GraphModel, form: Form, edge: str = "", *, cited: bool = False) -> tuple[Shape, Reader]:
    """The shape of a form, and what makes a record of a row of that shape."""
    labels = model.labels_at(form.at)
    several = len(labels) > 1
    asked = _asked(model, form, (form.at,))
    extras = [(tuple(names.split()), _asked(model, one, tuple(names.split()))) for names, one in form.only.items()]
    shape = Shape(
        labels, several, asked.columns, asked.derived, asked.parts,
        tuple(Extra(names, one.columns, one.derived, one.parts) for names, one in extras),
        tuple(edge_property(model, name) for name in edge.split()),
        Shape(("Source",), columns=(model.node_properties[0],)) if cited else None,
    )
    return shape, _reader(labels, asked, [one for _, one in extras], edge.split(), cited=cited)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one form comes to: columns, derived values and parts, and what reads each part's cell."""

    columns: tuple[Property, ...]
    derived: tuple[Derived, ...]
    parts: tuple[Part, ...]
    reads: tuple[tuple[str, Callable[[Any], Any]], ...]
    names: tuple[str, ...]
    """Of columns and derived values."""


def _asked(model: GraphModel, form: Form, owners: tuple[str, ...]) -> _Asked:
    own = ["id"] if owners == (form.at,) else []
    found = [_field(model, owners[0], name) for name in dict.fromkeys((*own, *form.columns.split()))]
    made = [(name, *_part(model, owners, name, of)) for name, of in form.parts.items()]
    columns = tuple(one for one in found if isinstance(one, Property))
    derived = tuple(one for one in found if isinstance(one, Derived))
    return _Asked(
        columns, derived, tuple(part for _, part, _ in made), tuple((name, read) for name, _, read in made),
        (*(one.name for one in columns), *(one.name for one in derived)),
    )


def _field(model: GraphModel, owner: str, name: str) -> Field:
    shown = model.fields(owner).get(name)
    if shown is not None:
        return shown
    return next(one for one in model.stored(model.labels_at(owner)[0]) if one.name == name)


def edge_property(model: GraphModel, name: str) -> Property:
    every = (*model.tie_properties, *model.date_properties, *(p for row in model.relationships for p in row.properties))
    return next(one for one in every if one.name == name)


def _hop(model: GraphModel, owners: tuple[str, ...], name: str) -> Hop:
    """The hop that the owners share; it tests the far label if it must from any of them."""
    first, *others = (model.hop(owner, name) for owner in owners)
    return replace(first, narrow=True) if any(other.narrow for other in others) else first


def _part(model: GraphModel, owners: tuple[str, ...], name: str, of: Of) -> tuple[Part, Callable[[Any], Any]]:
    match of:
        case One(form, edge, cited, moment, hop_name):
            hop = _hop(model, owners, hop_name or name)
            shape, read = bound(model, form, edge, cited=cited)
            read = _walked(hop, read)
            return ToOne(hop, moment, shape), lambda cell: None if cell is None else read(cell)
        case Many(form, edge, cited, moment, hop_name, where, orders, first, more):
            hop = _hop(model, owners, hop_name or name)
            shape, read = bound(model, form, edge, cited=cited)
            read = _walked(hop, read)
            page = None if first is None else Page(first, more)
            return ToMany(hop, moment, where, orders, page, shape), lambda cell: [read(row) for row in cell]
        case Count(path, by, where):
            hops = tuple(model.hop(*step.split(".")) for step in path.split())
            keys = [_field(model, hops[-1].target, key) for key in by.split()]
            kept = tuple(key for key in keys if isinstance(key, Property | Derived))
            return Tally(hops, where, kept), lambda cell: cell
    assert_never(of)


def _walked(hop: Hop, read: Reader) -> Reader:
    """The record's edge says which relationship it is, and which way it was walked."""

    def made(row: Any) -> Record:
        record = read(row)
        if "edge" in record:
            record["edge"]["type"] = hop.type
            record["edge"]["outward"] = hop.outward
            record["edge"]["symmetric"] = hop.symmetric
        return record

    return made


def _reader(
    labels: tuple[str, ...], asked: _Asked, extras: list[_Asked], edge: list[str], *, cited: bool
) -> Reader:
    several, shown = len(labels) > 1, bool(edge or cited)
    first = 1 if several else 0

    def read(row: Any) -> Record:
        record: Record = {"label": row[0] if several else labels[0]}
        at = _fill(record, row, first, asked)
        for one in extras:
            if row[at] is not None:
                _fill(record, row[at], 0, one)
            at += 1
        if shown:
            record["edge"] = dict(zip(edge, row[at : at + len(edge)], strict=True))
            found = row[at + len(edge)] if cited else ()
            record["edge"]["cited"] = [(source[0], quote, sure) for source, quote, sure in found]
        return record

    return read


def _fill(record: Record, row: Any, at: int, asked: _Asked) -> int:
    """Put what stands in a row from a place on into the record; the next place."""
    for name in asked.names:
        record[name] = row[at]
        at += 1
    for name, read in asked.reads:
        record[name] = read(row[at])
        at += 1
    return at
