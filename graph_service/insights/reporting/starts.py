"""Where reporting lines begin: from the node asked about to the lowest body of the tiers, one start a team."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graph_service.insights.answer import ref
from graph_service.insights.form import Record
from graph_service.insights.reporting.gaps import (
    ReportingGap,
    at_other_times,
    gap,
    not_stationed,
    without_branch,
)
from graph_service.insights.reporting.web import Tie, Web
from graph_service.insights.saying import listed
from graph_service.model.graph import Words

TIERS = ("TeamGroup", "TownshipBranch", "WorkingCommittee")
"""Lowest first."""
STATIONED = frozenset({"FIRST_SECRETARY", "SQUAD_LEADER"})
"""Roles of a stationed cadre whose post is a village's or a township's."""
MOST_TEAMS = 20
"""Teams of a village at most."""
UNPLACED = ("TEAM_NOT_STATED", "VILLAGE_NOT_STATED")


@dataclass(frozen=True, slots=True)
class Start:
    """One beginning.  `entry` is the lowest body that was found, None if there is none; `reasons` lead to it.

    `places` are villages and townships where no team says them; `cadre` is whose sender counts.
    """

    of: Record
    entry: Record | None = None
    reasons: tuple[Tie, ...] = ()
    gaps: tuple[ReportingGap, ...] = ()
    places: tuple[Record, ...] = ()
    cadre: Record | None = None

    @property
    def team(self) -> Record | None:
        return self.entry if self.entry is not None and self.entry["label"] == "TeamGroup" else None


@dataclass(frozen=True, slots=True)
class Starts:
    each: tuple[Start, ...]
    truncated: bool = False


def starts(web: Web, of: Record) -> Starts:
    """The beginnings from the node asked about: at least one, even if it only says what is missing."""
    found = _FROM[of["label"]](web, of)
    return Starts(found.each, found.truncated or web.truncated)


def _itself(_: Web, of: Record) -> Starts:
    return Starts((Start(of, of),))


def _village(web: Web, of: Record) -> Starts:
    return _stationed(web, of, of, ())


def _stationed(web: Web, of: Record, village: Record, reasons: tuple[Tie, ...]) -> Starts:
    """A start for each team of a village; a village with a first secretary has a team, which may not be stated."""
    found = web.at(village, "groups")
    groups = found[:MOST_TEAMS]
    if groups:
        each = tuple(Start(of, team, (*reasons, (village, team))) for team in groups)
        return Starts(each, len(found) > len(groups))
    ever = web.ever(village, "groups")
    posted = of["label"] == "Post" or any(post["role"] in STATIONED for post in web.at(village, "posts"))
    gaps = [at_other_times(village, web.day, ever)] if ever else [not_stationed(web, village)]
    if posted and not ever:
        gaps = [gap("TEAM_NOT_STATED", of, web.day), *without_branch(web, of)]
    return Starts((Start(of, None, reasons, tuple(gaps), (village,)),))


def _cadre(web: Web, of: Record) -> Starts:
    """By the team; else by a seat in the tiers; else by the party relation; else what is missing."""
    team = web.one(of, "team")
    if team is not None:
        return Starts((Start(of, team, ((of, team),), cadre=of),))
    seats = [(post, body) for post in web.at(of, "posts") for body in web.at(post, "body") if body["label"] in TIERS]
    if seats:
        post, body = min(seats, key=lambda one: (TIERS.index(one[1]["label"]), one[0]["rank"], one[0]["id"]))
        return Starts((Start(of, body, ((of, post), (post, body)), cadre=of),))
    return Starts((_without_team(web, of),))


def _without_team(web: Web, of: Record) -> Start:
    posts = [post for post in web.at(of, "posts") if post["role"] in STATIONED]
    bodies = [body for post in posts for body in web.at(post, "body")]
    places = tuple(body for body in bodies if body["label"] in ("Village", "Township"))
    party, ever = web.one(of, "partyBranch"), web.ever(of, "team")
    gaps = [at_other_times(of, web.day, ever)] if ever else _unplaced(of, places, posts, web.day)
    if party is not None and party["label"] == "TownshipBranch":
        return Start(of, party, ((of, party),), tuple(gaps), places, of)
    reasons = tuple((of, post) for post in posts)
    if places:
        gaps += without_branch(web, of)
    elif not ever:
        gaps = [_not_stationed_cadre(web, of)]
    return Start(of, None, reasons, tuple(gaps), places, of)


def _unplaced(of: Record, places: Sequence[Record], posts: Sequence[Record], day: str) -> list[ReportingGap]:
    """A leader of a township's squad needs no team; a village's post says its village."""
    if posts and all(post["role"] == "SQUAD_LEADER" for post in posts):
        return []
    known = any(place["label"] == "Village" for place in places)
    return [gap(kind, of, day) for kind in (UNPLACED[:1] if known else UNPLACED)]


def _not_stationed_cadre(web: Web, of: Record) -> ReportingGap:
    """Nobody's team member on the day: one of other times, or one whose posts stand outside the tiers."""
    former = [post for post in web.ever(of, "posts") if post["role"] in STATIONED]
    former += [one for one in web.ever(of, "partyBranch") if one["label"] == "TownshipBranch"]
    if former:
        return at_other_times(of, web.day, former)
    posts = web.at(of, "posts")
    held = listed([Words(post["name"], post["name"]) for post in posts])
    more = Words(f": {held.en}", f"：{held.zh}") if posts else Words("", "")
    return gap("OUTSIDE_THE_TIERS", of, web.day, more, tuple(map(ref, posts)))


def _post(web: Web, of: Record) -> Starts:
    """By its body; the post of a stationed cadre in a village by the village's teams, or by his own of these."""
    body, holder = web.one(of, "body"), web.one(of, "holder")
    if body is None:
        return Starts((Start(of, gaps=(gap("BODY_NOT_RECORDED", of, web.day),), cadre=holder),))
    reasons = ((of, body),)
    if body["label"] in TIERS:
        return Starts((Start(of, body, reasons, cadre=holder),))
    if of["role"] in STATIONED and body["label"] == "Village":
        return _of_holder(web, _stationed(web, of, body, reasons), holder)
    if of["role"] in STATIONED and body["label"] == "Township":
        return Starts((_in_township(web, of, body, holder),))
    more = Words(f": {body['name']}", f"：{body['name']}")
    lack = gap("OUTSIDE_THE_TIERS", of, web.day, more, (ref(body),))
    return Starts((Start(of, None, reasons, (lack,), cadre=holder),))


def _of_holder(web: Web, found: Starts, holder: Record | None) -> Starts:
    served = web.one(holder, "team") if holder is not None else None
    team = served["id"] if served is not None else None
    own = tuple(start for start in found.each if start.team is not None and start.team["id"] == team)
    each = own or found.each
    return Starts(
        tuple(Start(one.of, one.entry, one.reasons, one.gaps, one.places, holder) for one in each),
        found.truncated and not own,
    )


def _in_township(web: Web, of: Record, township: Record, holder: Record | None) -> Start:
    """A stationed cadre's post of a township, its village not stated: by the township's branch."""
    reasons: tuple[Tie, ...] = ((of, township),)
    gaps = _unplaced(of, (township,), (of,), web.day)
    branch = web.one(township, "branch")
    if branch is not None:
        reasons = (*reasons, (township, branch))
    else:
        gaps += without_branch(web, of)
    return Start(of, branch, reasons, tuple(gaps), (township,), holder)


_FROM: Mapping[str, Callable[[Web, Record], Starts]] = MappingProxyType({
    "Cadre": _cadre, "Village": _village, "Post": _post,
    "TeamGroup": _itself, "TownshipBranch": _itself, "WorkingCommittee": _itself,
})
