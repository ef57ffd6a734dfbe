"""The four lines from a start: steps, nearest first, each body once, and why a line ends before its top."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph_service.insights.form import Record
from graph_service.insights.reporting.asked import CHARGE, GUIDANCE, PARTY, SPONSOR
from graph_service.insights.reporting.gaps import ReportingGap, at_other_times, gap, without_branch
from graph_service.insights.reporting.starts import Start
from graph_service.insights.reporting.web import Tie, Web
from graph_service.model.graph import Words

TIER_OF: Mapping[str, str] = MappingProxyType(
    {"TeamGroup": "GROUP", "TownshipBranch": "BRANCH", "WorkingCommittee": "COMMITTEE"}
)
NO_TIER = "NONE"
_NO_START = frozenset({"NOT_IN_FORCE", "OUTSIDE_THE_TIERS", "NO_TEAM_STATIONED", "BODY_NOT_RECORDED"})
ABOVE: Mapping[str, str] = MappingProxyType({"TeamGroup": "branch", "TownshipBranch": "committee"})
"""The end at which the body of the next tier stands."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A body of a line, its tier, and the relationships that lead to it from what stands before it."""

    body: Record
    tier: str
    reasons: tuple[Tie, ...]


@dataclass(slots=True)
class Way:
    """A line under way."""

    start: Start
    walks: list[Walk] = field(default_factory=list)
    gaps: list[ReportingGap] = field(default_factory=list)

    def to(self, body: Record, tier: str, *reasons: Tie) -> None:
        """One more body; one that is there already has one more reason."""
        for at, one in enumerate(self.walks):
            if one.body["id"] == body["id"]:
                self.walks[at] = Walk(one.body, one.tier, (*one.reasons, *reasons))
                return
        self.walks.append(Walk(body, tier, reasons))


def way(web: Web, start: Start, line: str) -> Way:
    """The line from a start."""
    return _ALONG[line](web, start)


def _party(web: Web, start: Start) -> Way:
    """Team, branch, committee, and above it, no tier, the body that dispatched it."""
    found = Way(start, gaps=list(start.gaps))
    if start.entry is None or not _as_labelled(web, start.of, start.entry, found):
        return found
    found.to(start.entry, TIER_OF[start.entry["label"]], *start.reasons)
    top = start.entry
    while top["label"] != "WorkingCommittee":
        above = _superior(web, top, found)
        if above is None:
            return found
        found.to(above, TIER_OF[above["label"]], (top, above))
        top = above
    if (sender := web.one(top, "dispatchedBy")) is not None:
        found.to(sender, NO_TIER, (top, sender))
    return found


def _superior(web: Web, near: Record, found: Way) -> Record | None:
    """The one above on the day, the earliest if there are several; None, and why, if the line ends here."""
    above = web.at(near, ABOVE[near["label"]])
    above.sort(key=lambda one: (one["edge"]["since"] or "", one["edge"]["id"]))
    if not above:
        found.gaps += _nothing_above(web, near)
        return None
    if len(above) > 1:
        found.gaps.append(gap("SEVERAL_SUPERIORS", near, web.day, _names(above), tuple(map(web.true, above))))
    return above[0] if _as_labelled(web, near, above[0], found) else None


def _nothing_above(web: Web, near: Record) -> list[ReportingGap]:
    ever = web.ever(near, ABOVE[near["label"]])
    if ever:
        return [at_other_times(near, web.day, ever)]
    return without_branch(web, near) if near["label"] == "TeamGroup" else [gap("COMMITTEE_NOT_RECORDED", near, web.day)]


def _as_labelled(web: Web, near: Record, far: Record, found: Way) -> bool:
    """Whether damaged data leads to what it should; if not, the way says so and ends."""
    true = web.true(far)
    if true.label == far["label"]:
        return True
    passed = {near["id"], *(one.body["id"] for one in found.walks)}
    kind = "CIRCLE" if true.id in passed else "BROKEN"
    found.gaps.append(gap(kind, near, web.day, _names([far]), (true,)))
    return False


def _names(found: list[Record]) -> Words:
    names = [one["name"] for one in found]
    return Words(", ".join(names), "、".join(names))


def _sponsor(web: Web, start: Start) -> Way:
    """The unit that sent the cadre, then the units that sponsor the team."""
    found = Way(start)
    cadre, team = start.cadre, start.team
    for sent, end in ((cadre, "sponsor"), (team, "sponsors")):
        for unit in web.at(sent, end) if sent is not None else ():
            found.to(unit, NO_TIER, (sent or unit, unit))
    if found.walks:
        return found
    if start.entry is not None and team is None and not start.gaps:
        found.gaps.append(gap("NO_SUCH_LINE", start.entry, web.day))
    else:
        found.gaps += _elsewhere(start) or [gap("SPONSOR_NOT_RECORDED", cadre or team or start.of, web.day)]
    return found


def _elsewhere(start: Start) -> list[ReportingGap]:
    """Why no line starts here at all on the day."""
    return [one for one in start.gaps if start.entry is None and one.kind in _NO_START]


def _charge(web: Web, start: Start) -> Way:
    """Who is in charge of the team, its villages, their townships, the county; nearest first."""
    found = Way(start)
    for place in _charged(web, start):
        for one in web.at(place, "inCharge"):
            found.to(one, NO_TIER, (place, one))
    if not found.walks and not start.places and (lacks := _elsewhere(start)):
        found.gaps += lacks
    elif not found.walks:
        about = start.entry or (start.places[0] if start.places else start.of)
        found.gaps.append(gap("CHARGE_NOT_RECORDED", about, web.day))
    return found


def _charged(web: Web, start: Start) -> list[Record]:
    """The team, villages, townships and counties of a start, each once; a branch's township where no village says."""
    entry, team = start.entry or {}, [start.team] if start.team is not None else []
    villages = [one for near in team for one in web.at(near, "villages")]
    villages += [place for place in start.places if place["label"] == "Village"]
    townships = [one for village in villages for one in web.at(village, "township")]
    townships += [place for place in start.places if place["label"] == "Township"]
    townships = townships or web.at(entry, "township")
    counties = [one for near in townships or [entry] for one in web.at(near, "county")]
    return list({one["id"]: one for one in (*team, *villages, *townships, *counties)}.values())


def _guidance(web: Web, start: Start) -> Way:
    """The station of the branch, and the committee whose organ it is: supervision, no tier."""
    found = Way(start)
    party = _party(web, start)
    branch = next((one.body for one in party.walks if one.tier == "BRANCH"), None)
    if branch is None:
        top = start.entry if party.walks and not party.gaps else None
        found.gaps += party.gaps if top is None else [gap("NO_SUCH_LINE", top, web.day)]
        return found
    station = web.one(branch, "station")
    if station is None:
        found.gaps.append(gap("STATION_NOT_RECORDED", branch, web.day))
        return found
    found.to(station, NO_TIER, (branch, station))
    for committee in web.at(station, "committee"):
        found.to(committee, NO_TIER, (station, committee))
    return found


_ALONG: Mapping[str, Callable[[Web, Start], Way]] = MappingProxyType(
    {PARTY: _party, SPONSOR: _sponsor, CHARGE: _charge, GUIDANCE: _guidance}
)
