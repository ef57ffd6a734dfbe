"""How two sides meet: what in their dossiers makes each of the grounds of `grounds`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph_service.insights.cooperation.dossier import Dossier, Fact

_COMPLEMENTS = frozenset(map(frozenset, (
    ("OPERATION", "TECHNIQUE"), ("OPERATION", "SALES"), ("TECHNIQUE", "SALES"), ("SITE", "FUNDING"),
    ("SITE", "INVESTMENT"), ("HUB", "SPOKE"),
)))
"""Duties of use to each other: growing, knowing how and selling; land and money; a hub and its spokes."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two sides meet: the facts of each.  `helped` says whose need is met: 0 that of the first side, 1 the other's."""

    ours: tuple[Fact, ...]
    theirs: tuple[Fact, ...]
    field: str | None = None
    helped: int | None = None


Find = Callable[[Dossier, Dossier], Iterator[Match]]


def shared(kind: str) -> Find:
    """Both stand by the same thing."""

    def find(one: Dossier, other: Dossier) -> Iterator[Match]:
        ours, theirs = one.of(kind), other.of(kind)
        for key in sorted(ours.keys() & theirs.keys()):
            yield Match(tuple(ours[key]), tuple(theirs[key]))

    return find


def joined(kind: str) -> Find:
    """Both stand by the same thing, each by a relationship of its own: one village's does not join its two teams."""

    def find(one: Dossier, other: Dossier) -> Iterator[Match]:
        for match in shared(kind)(one, other):
            if {fact.tie for fact in match.ours} != {fact.tie for fact in match.theirs}:
                yield match

    return find


def branded(one: Dossier, other: Dossier) -> Iterator[Match]:
    """Brands are told apart by their words alone, which may agree by chance in another county."""
    if _neighbours(one, other):
        yield from joined("BRAND")(one, other)


def _neighbours(one: Dossier, other: Dossier) -> bool:
    return one.county is not None and one.county == other.county


def linked(one: Dossier, other: Dossier) -> Iterator[Match]:
    facts = [fact for team in other.teams for fact in one.of("LINK").get(team["id"], ())]
    if facts and not {team["id"] for team in one.teams} & {team["id"] for team in other.teams}:
        yield Match(tuple(facts), ())


def needed(one: Dossier, other: Dossier) -> Iterator[Match]:
    """A need of one side, met by a unit behind the other that is not behind the first as well; and the other way."""
    if not _neighbours(one, other):
        return
    for helped, (needing, offering) in enumerate(((one, other), (other, one))):
        needs, offers, own = needing.of("NEED"), offering.of("OFFER"), needing.of("SPONSOR")
        for field in sorted(needs.keys() & offers.keys()):
            offered = tuple(fact for fact in offers[field] if fact.via["id"] not in own)
            if offered:
                sides = (tuple(needs[field]), offered)
                yield Match(*(sides[::-1] if helped else sides), field, helped)


def _alike(one: Dossier, other: Dossier) -> Iterator[Match]:
    """Different projects in one industry: pairs of what only one of the sides has a part in."""
    if not _neighbours(one, other):
        return
    ours, theirs = one.of("INDUSTRY"), other.of("INDUSTRY")
    for field in sorted(ours.keys() & theirs.keys()):
        mine, yours = {fact.tie for fact in ours[field]}, {fact.tie for fact in theirs[field]}
        for fact in ours[field]:
            for far in theirs[field]:
                if fact.via["id"] != far.via["id"] and fact.tie not in yours and far.tie not in mine:
                    yield Match((fact,), (far,), field)


def complementary(one: Dossier, other: Dossier) -> Iterator[Match]:
    for match in _alike(one, other):
        ours, theirs = set(match.ours[0].duties), set(match.theirs[0].duties)
        if any(frozenset((mine, yours)) in _COMPLEMENTS for mine in ours - theirs for yours in theirs - ours):
            yield match


def industry(*, near: bool) -> Find:
    """The same industry, in one township or, if not `near`, in different ones of the county."""

    def find(one: Dossier, other: Dossier) -> Iterator[Match]:
        common = {place["id"] for place in one.townships} & {place["id"] for place in other.townships}
        if bool(common) is near:
            yield from _alike(one, other)

    return find
