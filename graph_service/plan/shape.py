"""Orders, pages and rows: what a plan asks of each node that it finds.  Their meaning is `ir`'s."""

from dataclasses import dataclass

from graph_service.model.graph import Derived, Hop, Property
from graph_service.plan.condition import Moment, Slot, Subject, Where

# ---- order and pages


@dataclass(frozen=True, slots=True)
class Order:
    of: Property
    descending: bool = False
    subject: Subject = Subject.NODE


@dataclass(frozen=True, slots=True)
class Page:
    """The first so many rows after a key; with `more`, one beyond them, which tells that there is a next page.

    `after` has one slot for each order, then the node's id and (behind a hop) the relationship's id; the value of an
    order's slot may be null: that row's key was missing.
    """

    first: Slot
    more: bool = False
    after: tuple[Slot, ...] | None = None


# ---- what a row holds


@dataclass(frozen=True, slots=True)
class Extra:
    """What is asked of some of the labels only; a label may stand in several extras of a shape."""

    labels: tuple[str, ...]
    columns: tuple[Property, ...]
    derived: tuple[Derived, ...]
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One row, a list, by position:

    the label if `labelled`; `columns`; `derived`; one cell a part of `parts`; one cell an extra of `extras`: the list
    (columns, derived, parts) if the extra names the node's label, else null; `edge`, columns of the relationship; if
    `cited`, one cell: the list of [source's row, quote, confidence] of the relationship, in stored order, without
    sources that the basis leaves out; if `keyed`, the values of the list's orders, the node's id and, behind a hop,
    the relationship's id.
    """

    labels: tuple[str, ...]
    labelled: bool = False
    columns: tuple[Property, ...] = ()
    derived: tuple[Derived, ...] = ()
    parts: tuple["Part", ...] = ()
    extras: tuple[Extra, ...] = ()
    edge: tuple[Property, ...] = ()
    cited: "Shape | None" = None
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class ToOne:
    """The one row that readers take (see `Quantifier.ONE`), or null."""

    hop: Hop
    moment: Moment
    shape: Shape


@dataclass(frozen=True, slots=True)
class ToMany:
    """A connection: its rows, or [rows, total] with `total`.  Without `rows` the rows are []; without `page`, all.

    The total counts what meets `where`, before paging.
    """

    hop: Hop
    moment: Moment
    where: Where
    orders: tuple[Order, ...]
    page: Page | None
    shape: Shape
    rows: bool = True
    total: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many nodes a path leads to on the plan's day, each counted once however many ways lead to it.

    Only nodes that meet `where` count; in it, EDGE is the path's last relationship, and one of several ways has to
    do.  The cell is rows [key of each of `by`, count], ascending by their keys, missing ones last; without `by` it is
    the one row [count], 0 too.
    """

    path: tuple[Hop, ...]
    where: Where
    by: tuple[Property | Derived, ...] = ()


Part = ToOne | ToMany | Tally
