"""What is asked of a store for dossiers: how far to look, then the nodes found and the relationships among them.

All of it is flat, whatever the number of ways on which two teams may come together: statements stay short, which a
store has to plan only once and quickly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph_service.insights.form import DATED, Form, Many, Of, One
from graph_service.insights.making import Begun, Draft
from graph_service.model.graph import GraphModel, Kind
from graph_service.plan.ir import Step

EDGE = f"id {DATED}"
SHARE = f"{EDGE} duties task"
TIE = f"{SHARE} purpose channel"
MOST_NODES, MOST_TIES = 20_000, 40_000
_FAR: Mapping[str, Of] = {"prefecture": One(Form("Prefecture", "", {"province": One(Form("Province", ""))}))}
FAR = ("Province", "Prefecture", "WorkingCommittee")
"""What lies further up than a team's own county; asked of teams only if it is the scope."""
_COMMITTEE: Mapping[str, Of] = {"committee": One(Form("WorkingCommittee", ""))}
_NOTHING: Mapping[str, Of] = MappingProxyType({})
_TEAM_COLUMNS = "name nameKey since until inForce"
NODE = Form("Named", "name", only={
    "Village": Form("Village", "needs"), "Unit": Form("Unit", "capabilities"),
    "Project": Form("Project", "industry brand"), "Product": Form("Product", "brand"),
    "Enterprise": Form("Enterprise", "enterpriseKind"),
})
_LABELS = ("TeamGroup", "Village", "Township", "Cadre", "Post", "Unit", "Project", "Product", "Enterprise")
"""What facts are made of."""
TYPES = (
    "STATIONED_IN", "SERVES_IN", "POST_IN", "WITHIN", "TAKES_PART_IN", "BENEFITS", "INTRODUCED_BY", "FOUNDED_BY",
    "LOCATED_IN", "PRODUCES", "SPONSORS", "SUPPORTS", "SENT_BY", "IN_CHARGE_OF", "COORDINATES_WITH",
)


def steps(words: str) -> tuple[Step, ...]:
    """`>TYPE` outward, `<TYPE` inward, `TYPE` both."""
    return tuple(
        Step(word.lstrip("<>"), outward)
        for word in words.split() for outward in (True, False) if word[0] != ("<" if outward else ">")
    )


_HAVING = steps(
    "<SERVES_IN <SPONSORS <SUPPORTS >SENT_BY >TAKES_PART_IN <BENEFITS <INTRODUCED_BY <FOUNDED_BY >LOCATED_IN >PRODUCES"
)
"""From a team to all that it has a part in, and never back to another team."""
BELOW = (*steps("WITHIN STATIONED_IN <REPORTS_TO <BASED_IN <IN_CHARGE_OF <POST_IN"), *_HAVING)
"""From a scope to its teams, with posts and who is in charge."""
DEEPEST = 9
"""From a team up to its county and down to the product of another team's member."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where teams belong: their branches and villages, with what these lie in, up to the county.

    With `far` up to the province, and with the committee, as a scope may want it.  More is asked of teams (`more`), of
    their villages (`village`) and of all that somebody may be in charge of (`place`).
    """

    far: bool = False
    more: Mapping[str, Of] = field(default_factory=dict)
    village: Mapping[str, Of] = field(default_factory=dict)
    place: Mapping[str, Of] = field(default_factory=dict)

    def team(self, **more: Of) -> Form:
        village = Form("Village", "name needs", {**self._placed(), **self.place, **self.village})
        villages = Many(village, EDGE, cited=True)
        return Form(
            "TeamGroup", _TEAM_COLUMNS, {**self._led(), "villages": villages, **self.place, **self.more, **more}
        )

    def village_with_teams(self) -> Form:
        team = Form("TeamGroup", _TEAM_COLUMNS, {**self._led(), **self.place})
        groups = Many(team, EDGE, cited=True)
        return Form("Village", "name inForce", {**self._placed(), "groups": groups, **self.place})

    def _led(self) -> Mapping[str, Of]:
        above = {"township": One(self._township()), **(_COMMITTEE if self.far else {})}
        return {"branch": One(Form("TownshipBranch", "name", above), EDGE, cited=True)}

    def _placed(self) -> Mapping[str, Of]:
        return {"township": One(self._township(self.place))}

    def _township(self, more: Mapping[str, Of] = _NOTHING) -> Form:
        return Form("Township", "name", {"county": One(Form("County", "", _FAR if self.far else {})), **more})


def graph_asked(draft: Draft) -> tuple[Begun, Begun]:
    """The nodes of the slot `among` and the relationships between them."""
    among = draft.slot("among", many=True)
    return draft.by_id(NODE, among), draft.ties(among, TYPES, TIE, draft.slot("ties", Kind.WHOLE), cited=True)


def told_apart(model: GraphModel, found: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of ids those of what facts are made of, and among them those of teams; each once, in order."""
    labels = {one: model.label_of_tag[one.partition("_")[0]] for one in sorted(set(found))}
    return (
        [one for one, label in labels.items() if label in _LABELS],
        [one for one, label in labels.items() if label == "TeamGroup"],
    )
