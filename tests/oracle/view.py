"""The graph as one root field sees it: on a day, resting on some bases.  What stands at an end, what is derived."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.model.graph import Hop
from tests.oracle.facts import Facts, Node, Tie, date_of


@dataclass(frozen=True, slots=True)
class Day:
    """Half-open: since <= day < until."""

    day: str


@dataclass(frozen=True, slots=True)
class Span:
    """Whatever overlaps [start, end)."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Ever:
    """At any time."""


Moment = Day | Span | Ever


@dataclass(frozen=True, slots=True)
class Row:
    """A node, and the tie that led to it (none at a root)."""

    node: Node
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class View:
    facts: Facts
    day: str
    basis: frozenset[str] | None = None
    """None: all."""

    @property
    def today(self) -> Day:
        return Day(self.day)

    def rests(self, thing: Node | Tie) -> bool:
        """Whether it rests on one of the bases asked for."""
        return self.basis is None or thing.properties.get("basis") in self.basis

    def stands(self, thing: Node | Tie) -> bool:
        """Whether it is in force on the day."""
        return in_force(thing, self.today)

    def rows(self, node: Node, hop: Hop, moment: Moment) -> list[Row]:
        """What stands at an end, in no order."""
        return [
            Row(far, tie)
            for far, tie in self._far(node, hop)
            if far.label in hop.labels and in_force(tie, moment) and self.rests(tie) and self.rests(far)
        ]

    def one(self, node: Node, hop: Hop, moment: Moment) -> Row | None:
        """The one row that readers take: of the latest `since`, then of the least id."""
        return _winner(self.rows(node, hop, moment))

    def derived(self, node: Node, name: str) -> str | bool:
        """A derived value; always on the day."""
        match name:
            case "inForce":
                return self.stands(node)
            case "holding":
                return self._holding(node)
        raise AssertionError(f"nobody said what {name} is")

    def _far(self, node: Node, hop: Hop) -> list[tuple[Node, Tie]]:
        found = []
        for tie in self.facts.touching.get((hop.type, node.id), ()):
            if tie.source == node.id and (hop.outward or hop.symmetric):
                found.append((self.facts.nodes[tie.target], tie))
            elif tie.target == node.id and (not hop.outward or hop.symmetric):
                found.append((self.facts.nodes[tie.source], tie))
        return found

    def _holding(self, post: Node) -> str:
        if not self.stands(post):
            return "NOT_RECORDED"
        holds = self._ends(post, "HOLDS")
        if any(self.stands(tie) for tie in holds):
            return "HELD"
        if any((ended := date_of(tie, "until")) is not None and ended <= self.day for tie in holds):
            return "VACANT"
        if any(self.stands(tie) for tie in self._ends(post, "STATED_VACANT")):
            return "VACANT"
        return "NOT_RECORDED"

    def _ends(self, post: Node, kind: str) -> list[Tie]:
        """The ties of a type at a post that, with their far node, rest on the bases."""
        ties = self.facts.touching.get((kind, post.id), ())
        return [tie for tie in ties if self.rests(tie) and self.rests(self.facts.nodes[_other(tie, post)])]


def in_force(thing: Node | Tie, moment: Moment) -> bool:
    since, until = date_of(thing, "since"), date_of(thing, "until")
    match moment:
        case Day(day):
            return (since is None or since <= day) and (until is None or day < until)
        case Span(start, end):
            return (since is None or since < end) and (until is None or start < until)
        case Ever():
            return True


def _other(tie: Tie, node: Node) -> str:
    return tie.target if tie.source == node.id else tie.source


def _winner(rows: Sequence[Row]) -> Row | None:
    """An open `since` is the earliest."""
    best: Row | None = None
    for row in rows:
        if best is None or _beats(row, best):
            best = row
    return best


def _beats(row: Row, other: Row) -> bool:
    assert row.tie is not None
    assert other.tie is not None
    mine, theirs = date_of(row.tie, "since") or "", date_of(other.tie, "since") or ""
    return mine > theirs or (mine == theirs and row.tie.id < other.tie.id)
