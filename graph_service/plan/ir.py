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

from graph_service.model.graph import Property
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
from graph_service.plan.shape import Extra, Order, Page, Part, Shape, Tally, ToMany, ToOne

__all__ = [
    "ALWAYS_TRUE",
    "NEVER_TRUE",
    "AllOf",
    "AnyOf",
    "Apart",
    "Beginning",
    "Between",
    "Circular",
    "Compare",
    "Crowded",
    "Day",
    "Distances",
    "Ever",
    "Extra",
    "IsA",
    "Labelled",
    "Listing",
    "Lookup",
    "Matches",
    "Missing",
    "Moment",
    "Not",
    "Order",
    "Page",
    "Part",
    "Plan",
    "Quantifier",
    "Reach",
    "Root",
    "Shape",
    "Slot",
    "Span",
    "Step",
    "Stray",
    "Subject",
    "Tally",
    "Through",
    "Ties",
    "ToMany",
    "ToOne",
    "Together",
    "Value",
    "Values",
    "Where",
]

ON_THE_DAY = Day()

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


@dataclass(frozen=True, slots=True)
class Step:
    """A relationship type walked in one direction, whatever labels stand at its ends."""

    type: str
    outward: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """All nodes within `bound` steps of those whose ids the slot holds, each once, nearest first.

    A step goes along one of `along`, a relationship in force on the day (and, with a basis, resting on it together
    with the node that it leads to); the start itself stands at distance 0, whatever its dates; a start that the basis
    leaves out leads nowhere.  Rows are [distance, the node's row], by (distance, node id); at most `cap` and one more,
    which tells that there are more.
    """

    starts: Slot
    along: tuple[Step, ...]
    bound: int
    cap: Slot
    shape: Shape


@dataclass(frozen=True, slots=True)
class Distances:
    """How far nodes stand from one start: [node id, distance] of all within `bound` steps, as in `Reach`.

    No way leads on through a node of one of the labels `sealed`, unless it is the start.
    """

    start: Slot
    along: tuple[Step, ...]
    bound: int
    cap: Slot
    sealed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Between:
    """The least ways from one node to another: what lies on them, and the relationships that lead there.

    Nodes are looked at in the order in which `Distances` of the same start, along, bound, cap and sealed labels lists
    them; if the goal is among the first `cap`, the cell is [its distance, rows].  A row is [distance, the node's row,
    the relationships that lead to it along a least way], for each node on one but the start, by (distance, node id).
    These relationships are rows of [type, source's id, target's id, then `columns` and `cited` as in `Ties`], by
    (type, id): of all of them the first `cap` and one more by (type, id), and no node that none of these leads to.
    If the goal is not there, the cell is [how many steps were looked through completely, no rows]: that is `bound`,
    or one less than the distance at which more than `cap` nodes were met.
    """

    start: Slot
    goal: Slot
    along: tuple[Step, ...]
    bound: int
    cap: Slot
    sealed: tuple[str, ...]
    shape: Shape
    columns: tuple[Property, ...]
    cited: Shape | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """Nodes in force on the day that hold at least `least` of the words among their search tokens.

    `words` is a list of texts, each some tokens with blanks between, any of which will do for it.  Rows are
    [how many of the words are met, the node's row], the most words first, then by name key and id; at most `cap` and
    one more.  No words, or `least` below 1: no rows.
    """

    labels: tuple[str, ...]
    words: Slot
    least: Slot
    cap: Slot
    where: Where
    shape: Shape


@dataclass(frozen=True, slots=True)
class Ties:
    """Relationships of some types in force at the moment between nodes whose ids the slot holds.

    With `either` one end among them is enough; each relationship comes once, as it is stored.  With `turned` only those
    that begin or end within it: since or until in [start, end).  With a basis both ends and the relationship have to
    rest on it.  Rows are [type, source's id, target's id, then, with `ends`, the source's row and the target's, then
    `columns`, null (a list: empty) where its type has no such property, then, if `cited`, as in `Shape.cited`], by
    (type, id); at most `cap` and one more.  Among the nodes that a reach lists one end is always enough, and the cell
    is [the reach's rows, these rows].
    """

    among: Slot | Reach
    types: tuple[str, ...]
    columns: tuple[Property, ...]
    cap: Slot
    cited: Shape | None = None
    moment: Moment = ON_THE_DAY
    either: bool = False
    turned: Span | None = None
    ends: Shape | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Several beginnings answered at once: the list of their cells, in order."""

    roots: tuple["Beginning", ...]


Beginning = Lookup | Listing | Reach | Distances | Between | Matches | Ties
Root = Beginning | Together


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One question to a store.  Compared and cached by identity; `outline` prints it, equal plans alike.

    `slots` are all slots, by number; `day` is the day it holds on; `basis`, if given, a list of bases.
    """

    root: Root
    day: Slot
    basis: Slot | None
    slots: tuple[Slot, ...]
