"""Slots, moments and conditions: what a plan asks of nodes and relationships.  Their meaning is `ir`'s."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from graph_service.model.graph import Derived, Hop, Kind, Property

Value = str | int | bool | list[str] | None
"""Dates as ISO text, enumerations by name; a list for a slot with `many`."""
Values = Sequence[Value]
"""By the number of the slot."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one value."""

    number: int
    kind: Kind
    many: bool = False


# ---- when a relationship has to be in force


@dataclass(frozen=True, slots=True)
class Day:
    """On the plan's day: since <= day < until."""


@dataclass(frozen=True, slots=True)
class Span:
    """At any time within [start, end): since < end and start < until."""

    start: Slot
    end: Slot


@dataclass(frozen=True, slots=True)
class Ever:
    """At any time."""


Moment = Day | Span | Ever


# ---- conditions


class Subject(Enum):
    """Of what a property is read: of the row's node, or of the relationship that led to it."""

    NODE = "node"
    EDGE = "edge"


class Quantifier(Enum):
    SOME = "some"
    NONE = "none"
    EVERY = "every"
    ONE = "one"
    """The one row that readers take at an end to one: it exists and meets the condition.  On a day an ALWAYS end has
    at most one; otherwise (LATEST, or any end over a span) it is the one of the latest `since` (an open start is the
    earliest), then of the least relationship id, chosen before the condition is asked."""


@dataclass(frozen=True, slots=True)
class Compare:
    """A property or derived value against a slot, by an operator of `operators`."""

    of: Property | Derived
    op: str
    slot: Slot
    subject: Subject = Subject.NODE


@dataclass(frozen=True, slots=True)
class Missing:
    of: Property
    subject: Subject = Subject.NODE


@dataclass(frozen=True, slots=True)
class IsA:
    """The node has one of these labels."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The node's label against a slot of label names, by `eq` or `in`."""

    op: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Through:
    """A condition on what a hop leads to; within `where`, EDGE is that hop's relationship."""

    hop: Hop
    moment: Moment
    quantifier: Quantifier
    where: "Where"


@dataclass(frozen=True, slots=True)
class AllOf:
    """`AllOf(())` is true."""

    parts: tuple["Where", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`AnyOf(())` is false."""

    parts: tuple["Where", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Where"


# Flaws: conditions that only guards use.  They look at all times and at every basis.


@dataclass(frozen=True, slots=True)
class Crowded:
    """Two relationships of the hop are in force on some one day."""

    hop: Hop


@dataclass(frozen=True, slots=True)
class Stray:
    """A relationship of the hop begins before, or ends after, one of its two nodes."""

    hop: Hop


@dataclass(frozen=True, slots=True)
class Circular:
    """The node leads back to itself along the hop, within 25 steps, over relationships in force at any time."""

    hop: Hop


@dataclass(frozen=True, slots=True)
class Apart:
    """Walking one path leads to a node to which walking the other does not, while both lead somewhere."""

    one: tuple[Hop, ...]
    other: tuple[Hop, ...]


Where = Compare | Missing | IsA | Labelled | Through | AllOf | AnyOf | Not | Crowded | Stray | Circular | Apart

ALWAYS_TRUE = AllOf(())
NEVER_TRUE = AnyOf(())
