"""What is dated around a node: the hops that are walked for it, and how far, and how their ends are put into words.

One hop goes everywhere that has dates.  Two go through the posts of a body or a village, to what fills them, and
three through the body that is based in a division, to its posts: whoever asks what happened to a village wants its
first secretary and its village branch's secretary, not the inner life of every team.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph_service.insights.form import DATED, Form, Many
from graph_service.insights.saying import NOT_EXACT, on
from graph_service.model.graph import End, GraphModel, Hop, Property, Words
from graph_service.plan.ir import Ever, Order, Slot, Subject

HOLDS, STATED_VACANT = "HOLDS", "STATED_VACANT"
ONWARD: Mapping[str, tuple[str, ...]] = {"POST_IN": (HOLDS, "ACTS_IN", STATED_VACANT), "BASED_IN": ("POST_IN",)}
"""Types walked against their direction that lead on, and to which types."""
OWN = ("dueOn", "startReason", "endReason")
"""What some types say besides."""
STANDS = "name since sinceGrain until untilGrain basis basisReason"
ATTESTED = "ATTESTED"


@dataclass(frozen=True, slots=True)
class Way:
    """A dated hop from a label, what its end is called, and where it leads on."""

    hop: Hop
    title: Words
    onward: tuple["Way", ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A relationship as it was found: from whom, by which way, to whom."""

    near: Mapping[str, Any]
    way: Way
    far: Mapping[str, Any]

    @property
    def edge(self) -> Mapping[str, Any]:
        edge: Mapping[str, Any] = self.far["edge"]
        return edge


def ways(model: GraphModel, label: str, types: Sequence[str] | None = None) -> tuple[Way, ...]:
    """The dated hops of a label, or those of some types."""
    hops = [hop for hop in model.hops(label).values() if hop.dated and (types is None or hop.type in types)]
    return tuple(Way(hop, ends(model, label, hop)[0].title, _onward(model, hop)) for hop in hops)


def ends(model: GraphModel, label: str, hop: Hop) -> tuple[End, End]:
    """The end to which a hop of a label leads, and the one from which it comes."""
    rows = ((row, label in (row.sources if hop.outward else row.targets)) for row in model.types[hop.type])
    both = ((row.out, row.back) if hop.outward else (row.back, row.out) for row, here in rows if here)
    return next((far, near) for far, near in both if far.name == hop.name)


def _onward(model: GraphModel, hop: Hop) -> tuple[Way, ...]:
    if hop.outward or hop.type not in ONWARD:
        return ()
    return ways(model, hop.target, ONWARD[hop.type])


def edge_of(hop: Hop) -> str:
    """What is asked of a hop's relationship."""
    own = [one.name for one in hop.properties if one.name in OWN]
    return " ".join(("id", DATED, *own))


def date_of(model: GraphModel, name: str) -> Property:
    """`since` or `until`."""
    return next(one for one in model.date_properties if one.name == name)


def course(model: GraphModel, walk: Sequence[Way], first: Slot) -> Mapping[str, Many]:
    """Parts that ask for all relationships of the ways at any time, the earliest of each so many and one more."""
    order = (Order(date_of(model, "since"), subject=Subject.EDGE),)
    return {
        way.hop.name: Many(
            Form(way.hop.target, "name since until" if way.onward else "name", course(model, way.onward, first)),
            edge_of(way.hop), cited=True, moment=Ever(), orders=order, first=first, more=True,
        )
        for way in walk
    }


def seen(near: Mapping[str, Any], walk: Sequence[Way]) -> Iterator[Seen]:
    """Every relationship that was found, those to which others lead on after them."""
    for way in walk:
        for far in near[way.hop.name]:
            yield Seen(near, way, far)
            yield from seen(far, way.onward)


def begun(dated: Mapping[str, Any]) -> Words:
    """From when, as a phrase; an attested one began no one knows when."""
    if dated["since"] is None:
        return Words("its start not recorded", "起始未登记")
    said = on(dated["since"], dated["sinceGrain"])
    if dated["sinceGrain"] == ATTESTED:
        return Words(f"attested on {said.en}, its start not recorded", f"{said.zh}载明，起始未登记")
    return Words(f"from {said.en}", f"自{said.zh}起")


def ended(dated: Mapping[str, Any]) -> Words:
    """Until when; what is known by the month or year lasted to its end."""
    if dated["until"] is None:
        return Words("its end not recorded", "截止未登记")
    said, exact = last(dated["until"], dated["untilGrain"])
    if exact:
        return Words(f"no longer from {said.en}", f"自{said.zh}起终止")
    return Words(f"until the end of {said.en}", f"至{said.zh}底")


def vacated(dated: Mapping[str, Any]) -> Words:
    """From when what has ended is missing."""
    said, exact = last(dated["until"], dated["untilGrain"])
    return Words(f"from {said.en}", f"自{said.zh}起") if exact else Words(
        f"from the end of {said.en}", f"自{said.zh}底起")


def last(day: str, grain: str | None) -> tuple[Words, bool]:
    """The first day no longer, or the month or year before it, and whether it is a day."""
    if grain not in NOT_EXACT:
        return on(day, grain), True
    before = date.fromisoformat(day) - timedelta(days=1)
    return on(before.isoformat(), grain), False
