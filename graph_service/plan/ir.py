"""The plan: frozen, comparable data with slots in the place of values.

Meaning, held by both stores and by one contract suite:

* A condition is true or false, never unknown: a missing value matches nothing, and `Not` of that is true.
  A list property is never missing; an unset one is empty.
* A relationship is taken if it is in force at the hop's moment and, where the plan has a `basis` slot, if it and
  the node it leads to both rest on one of the bases given.  The far node's own dates are not tested: a
  relationship lies within the dates of both its ends.
* An open date (a sentinel in the stores) is missing: null in rows, keys and conditions.
* Missing values come last in every order, ascending or descending.  An order always ends with the node's id and,
  where a relationship led there, the relationship's id, both ascending.
"""

from dataclasses import dataclass

from graph_service.model.graph import Derived, Hop, Property
from graph_service.plan.condition import (
    ALWAYS_TRUE,
    NEVER_TRUE,
    AllOf,
    AnyOf,
    Apart,
    Circular,
    Compare,
    Crowded,
    Day,
    Ever,
    IsA,
    Labelled,
    Missing,
    Moment,
    Not,
    Quantifier,
    Slot,
    Span,
    Stray,
    Subject,
    Through,
    Value,
    Values,
    Where,
)

__all__ = [
    "ALWAYS_TRUE",
    "NEVER_TRUE",
    "AllOf",
    "AnyOf",
    "Apart",
    "Circular",
    "Compare",
    "Crowded",
    "Day",
    "Ever",
    "Extra",
    "IsA",
    "Labelled",
    "Listing",
    "Lookup",
    "Missing",
    "Moment",
    "Not",
    "Order",
    "Page",
    "Part",
    "Plan",
    "Quantifier",
    "Root",
    "Shape",
    "Slot",
    "Span",
    "Stray",
    "Subject",
    "Through",
    "ToMany",
    "ToOne",
    "Value",
    "Values",
    "Where",
]

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


Part = ToOne | ToMany


# ---- where a plan begins


@dataclass(frozen=True, slots=True)
class Lookup:
    """By id or code, on any date; a node that the basis leaves out, or of another label, is null.

    Without `many`: one row or null.  With it: a row or null for each value, in their order, repeats kept.
    """

    labels: tuple[str, ...]
    by: Property
    slot: Slot
    shape: Shape
    many: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """All nodes of the labels at the moment: rows, or [rows, total], as in `ToMany`."""

    labels: tuple[str, ...]
    moment: Moment
    where: Where
    orders: tuple[Order, ...]
    page: Page | None
    shape: Shape
    rows: bool = True
    total: bool = False


Root = Lookup | Listing


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One root field.  Compared and cached by identity; `outline` prints it, equal plans alike.

    `slots` are all slots, by number; `day` is the day it holds on; `basis`, if given, a list of bases.
    """

    root: Root
    day: Slot
    basis: Slot | None
    slots: tuple[Slot, ...]
