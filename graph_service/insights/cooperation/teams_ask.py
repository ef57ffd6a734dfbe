"""What is asked of a store for the teams with which one could cooperate: two statements, both about little.

The first finds what the own side has a part in and, in its county, what others do in any industry or are in need of.
The second goes back to the teams, from what is shared and from what is alike.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from graph_service.insights.cooperation.dossier_ask import NODE, TIE, TYPES, Home, steps
from graph_service.insights.cooperation.grounds import INDUSTRIES
from graph_service.insights.cooperation.neighbours_ask import helpful, words_of_county
from graph_service.insights.cooperation.team_scope import scope_node
from graph_service.insights.form import Form, Many, Record
from graph_service.insights.making import Ask, Begun, Draft, Making, Read
from graph_service.insights.posts import POST
from graph_service.model.graph import Kind
from graph_service.plan.ir import Compare, Order, Reach, Ties

_THINGS = (
    "<SERVES_IN <SPONSORS <SUPPORTS >SENT_BY >TAKES_PART_IN <BENEFITS <INTRODUCED_BY <FOUNDED_BY >LOCATED_IN >PRODUCES"
)
_UPWARD = ">REPORTS_TO >BASED_IN >WITHIN"
_CONTACTS = "<SERVES_IN <POST_IN COORDINATES_WITH"
_TO = {"TeamGroup": (">STATIONED_IN", 3), "Village": ("<STATIONED_IN", 4)}
"""From a team to its villages, and never to others there; from a village to its teams, one step more."""
_BACK = steps(
    "<STATIONED_IN >SERVES_IN >SPONSORS >SUPPORTS <SENT_BY <TAKES_PART_IN >BENEFITS >INTRODUCED_BY >FOUNDED_BY"
    " <LOCATED_IN >PRODUCES >IN_CHARGE_OF >POST_IN <WITHIN"
)
"""From what may be shared to the teams that share it: three steps from a park, or from who has charge of a township."""
LEADERS = ("GROUP_LEADER", "TEAM_LEADER")
_DIVISIONS = frozenset({"Township", "County", "Prefecture", "Province"})



@dataclass(frozen=True, slots=True)
class Words:
    """What the own side might share with others to whom nothing leads from it."""

    industries: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()


def look(making: Making, label: str, *, scoped: bool, projects: bool, needs: bool) -> Ask:
    """The own side, what it has a part in, and its contacts; then the scope.

    On the way up stands the county, with its teams that have a part in projects, or whose village declares needs.
    """
    draft, (first, bound) = making.draft(), _TO[label]
    starts, cap = draft.slot("starts", many=True), draft.slot("nodes", Kind.WHOLE)
    home = Home(place={"inCharge": Many(Form("Named", "name"), "id")})
    own = home.team() if label == "TeamGroup" else home.village_with_teams()
    wide = words_of_county(draft, projects=projects, needs=needs) if projects or needs else None
    county = Form("Named", "", only={} if wide is None else {"County": wide})
    begun: list[Begun] = [draft.by_id(own, draft.slot("of"))]
    for form, along in ((county, _UPWARD), (NODE, _THINGS), (NODE, _CONTACTS)):
        reach, read = draft.reached(form, starts, steps(f"{first} {along}"), bound, cap)
        begun.append((reach, read))
    return draft.asks(*begun, *([scope_node(draft, "within")] if scoped else []))


def words_of(own: Mapping[str, Any], nodes: Collection[Record], kinds: Set[str]) -> Words:
    """The words of the own side as far as the kinds of grounds want them."""
    ids = {one["id"] for one in (own, *own.get("villages", ()))}
    needing = nodes if "NEED" in kinds else ()
    return Words(
        frozenset(node["industry"] for node in nodes if node.get("industry")) if kinds & INDUSTRIES else frozenset(),
        frozenset(node["brand"] for node in nodes if node.get("brand")) if "BRAND" in kinds else frozenset(),
        frozenset(offer for node in needing for offer in node.get("capabilities", ())),
        tuple(sorted({need for node in needing if node["id"] in ids for need in node.get("needs", ())})),
    )


def keys(
    own: Mapping[str, Any], nodes: Collection[Record], neighbours: Iterable[Record], words: Words
) -> list[str]:
    """The ids of what others may share: all that was found but divisions, who is in charge, the like in the county."""
    found = {node["id"] for node in nodes if node["label"] not in _DIVISIONS}
    found.update(one["id"] for place in _charged(own) for one in place["inCharge"])
    for team in neighbours:
        villages = team.get("villages", ())
        found.update(one["id"] for one in villages if not words.offers.isdisjoint(one.get("needs", ())))
        for actor in (team, *villages, *team.get("members", ())):
            found.update(one["id"] for one in actor.get("projects", ()) if _alike(one, words))
    return sorted(found)


def _alike(project: Record, words: Words) -> bool:
    if project["industry"] in words.industries or project["brand"] in words.brands:
        return True
    return any(product["brand"] in words.brands for product in project["products"])


def _charged(own: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for place in (own, *own.get("villages", ()), *own.get("groups", ())):
        yield place
        if place.get("township") is not None:
            yield place["township"]


def see(making: Making, *, far: bool, needing: bool) -> Ask:
    """All that leads to teams from the slot `keys`, with the relationships around it.

    With `far` homes up to the province.  If `needing`, the teams of the slot `county` besides with units behind them
    that can help in one of `needs`.
    """
    draft = making.draft()
    home = Home(far=far, more={"leaders": _leaders(draft)})
    node = Form("Named", "name", only={**NODE.only, "TeamGroup": home.team()})
    cap = draft.slot("nodes", Kind.WHOLE)
    begun = [_with_ties(draft, draft.reached(node, draft.slot("keys", many=True), _BACK, 3, cap))]
    if needing:
        begun.append(draft.by_id(helpful(draft, home), draft.slot("county")))
    return draft.asks(*begun)


def _with_ties(draft: Draft, reach: tuple[Reach, Read]) -> Begun:
    """What is reached, and the relationships with an end there."""
    found, read = reach
    ties, tied = draft.ties(draft.slot("keys", many=True), TYPES, TIE, draft.slot("ties", Kind.WHOLE), cited=True)
    assert isinstance(ties, Ties)
    return replace(ties, among=found, either=True), lambda cell: (read(cell[0]), tied(cell[1]))


def _leaders(draft: Draft) -> Many:
    """The post of leadership: the group leader's, else the team leader's."""
    role = draft.model.properties("Post")["role"]
    where = Compare(role, "in", draft.fixed(list(LEADERS), Kind.CHOICE))
    return Many(POST, hop="posts", where=where, orders=(Order(role),), first=draft.fixed(1, Kind.WHOLE))
