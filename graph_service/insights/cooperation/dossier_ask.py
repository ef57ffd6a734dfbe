"""What is asked of a store for dossiers: how far to look, then the nodes found and the relationships among them.

All of it is flat, whatever the number of ways on which two teams may come together: statements stay short, which a
store has to plan only once and quickly.
"""

from collections.abc import Iterable, Mapping

from graph_service.insights.form import DATED, Form, Many, Of, One
from graph_service.insights.making import Begun, Draft
from graph_service.model.graph import GraphModel, Kind
from graph_service.plan.ir import Step

EDGE = f"id {DATED}"
MOST_NODES, MOST_TIES = 20_000, 40_000
_COUNTY = Form("County", "", {"prefecture": One(Form("Prefecture", "", {"province": One(Form("Province", ""))}))})
_TOWNSHIP = Form("Township", "name", {"county": One(_COUNTY)})
_BRANCH = Form("TownshipBranch", "name", {
    "township": One(_TOWNSHIP), "committee": One(Form("WorkingCommittee", "")),
})
_LED: Mapping[str, Of] = {"branch": One(_BRANCH, EDGE, cited=True)}
_VILLAGE = Form("Village", "name", {"township": One(_TOWNSHIP)})
_TEAM_COLUMNS = "name nameKey since until inForce"
_NODE = Form("Named", "name", only={
    "Village": Form("Village", "needs"), "Unit": Form("Unit", "capabilities"),
    "Project": Form("Project", "industry brand"), "Product": Form("Product", "brand"),
    "Enterprise": Form("Enterprise", "enterpriseKind"),
})
_LABELS = ("TeamGroup", "Village", "Township", "Cadre", "Post", "Unit", "Project", "Product", "Enterprise")
"""What facts are made of."""
_TYPES = (
    "STATIONED_IN", "SERVES_IN", "POST_IN", "WITHIN", "TAKES_PART_IN", "BENEFITS", "INTRODUCED_BY", "FOUNDED_BY",
    "LOCATED_IN", "PRODUCES", "SPONSORS", "SUPPORTS", "SENT_BY", "IN_CHARGE_OF", "COORDINATES_WITH",
)


def _steps(words: str) -> tuple[Step, ...]:
    """`>TYPE` outward, `<TYPE` inward, `TYPE` both."""
    return tuple(
        Step(word.lstrip("<>"), outward)
        for word in words.split() for outward in (True, False) if word[0] != ("<" if outward else ">")
    )


_HAVING = _steps(
    "<SERVES_IN <SPONSORS <SUPPORTS >SENT_BY >TAKES_PART_IN <BENEFITS <INTRODUCED_BY <FOUNDED_BY >LOCATED_IN >PRODUCES"
)
"""From a team to all that it has a part in, and never back to another team."""
COUNTY = (*_steps("WITHIN STATIONED_IN REPORTS_TO <BASED_IN"), *_HAVING)
"""Over all teams of a county, once prefectures are sealed."""
BELOW = (*_steps("WITHIN STATIONED_IN <REPORTS_TO <BASED_IN <IN_CHARGE_OF <POST_IN"), *_HAVING)
"""From a scope to its teams, with posts and who is in charge."""
DEEPEST = 9
"""From a team up to its county and down to the product of another team's member."""
SHARING: tuple[tuple[tuple[Step, ...], int, tuple[str, ...]], ...] = (
    (_steps("STATIONED_IN SERVES_IN TAKES_PART_IN BENEFITS INTRODUCED_BY FOUNDED_BY LOCATED_IN"), 6, ()),
    (_steps("STATIONED_IN SERVES_IN SPONSORS SUPPORTS SENT_BY"), 4, ()),
    (_steps("STATIONED_IN WITHIN IN_CHARGE_OF"), 6, ("County",)),
    (_steps("STATIONED_IN SERVES_IN POST_IN COORDINATES_WITH"), 5, ()),
)
"""Steps to the teams on the far side of what is shared, how many it takes, and where no way leads through."""


def team_form(more: Mapping[str, Of] | None = None) -> Form:
    """A team with its branch, villages and what these lie in."""
    villages = Many(_VILLAGE, EDGE, cited=True)
    return Form("TeamGroup", _TEAM_COLUMNS, {**_LED, "villages": villages, **(more or {})})


def village_form() -> Form:
    """A village with its teams."""
    groups = Many(Form("TeamGroup", _TEAM_COLUMNS, _LED), EDGE, cited=True)
    return Form("Village", "name inForce", {"township": One(_TOWNSHIP), "groups": groups})


def sharing(draft: Draft, label: str, start: str) -> list[Begun]:
    """How far the teams are that a team, or a village's teams, share something with.

    From a team no way leads on through another; a village's own teams are one step further.
    """
    slot, cap = draft.slot(start), draft.slot("nodes", Kind.WHOLE)
    alone = label == "TeamGroup"
    return [
        draft.distances(slot, along, bound if alone else bound + 1, cap, (*sealed, *(("TeamGroup",) if alone else ())))
        for along, bound, sealed in SHARING
    ]


def graph_asked(draft: Draft) -> tuple[Begun, Begun]:
    """The nodes of the slot `among` and the relationships between them."""
    among = draft.slot("among", many=True)
    columns = f"{EDGE} duties task purpose channel"
    return draft.by_id(_NODE, among), draft.ties(among, _TYPES, columns, draft.slot("ties", Kind.WHOLE), cited=True)


def told_apart(model: GraphModel, found: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of ids those of what facts are made of, and among them those of teams; each once, in order."""
    labels = {one: model.label_of_tag[one.partition("_")[0]] for one in sorted(set(found))}
    return (
        [one for one, label in labels.items() if label in _LABELS],
        [one for one, label in labels.items() if label == "TeamGroup"],
    )
