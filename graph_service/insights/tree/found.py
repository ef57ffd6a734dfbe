"""What a tree is made of: the tables that say what stands below what, and the one plan that fetches all of it.

Everything below the root is fetched at once, whatever is shown of it, so that counts are right where the tree is cut.
"""

from collections.abc import Mapping

from graph_service.insights.form import DATED, Count, Form, Many, One
from graph_service.insights.insight import Making
from graph_service.insights.making import Ask
from graph_service.model.graph import Enumeration, GraphModel, Kind, Value
from graph_service.model.shared import words
from graph_service.plan.ir import ALWAYS_TRUE, Day, Quantifier, Step, Through, Where

ROOTS = (
    "Province", "Prefecture", "County", "Township", "Village", "WorkingCommittee", "TownshipBranch", "TeamGroup",
)
"""Divisions and tiers; nothing stands below an organ."""
PARENTS: Mapping[str, tuple[str, ...]] = {
    "Prefecture": ("province",),
    "County": ("prefecture",),
    "Township": ("county",),
    "Village": ("township",),
    "WorkingCommittee": ("county",),
    "CommitteeOffice": ("committee", "host"),
    "GuidanceStation": ("committee",),
    "TownshipBranch": ("committee", "township"),
    "TeamGroup": ("branch", "villages"),
    "VillageBranch": ("village",),
    "Post": ("body",),
}
"""The ends that lead to what a node stands below: the first that leads into the tree.  The chain of command goes
before geography, so that a county's groups stand below their branches; an office that a unit hosts stands below the
division of the unit."""
CHAIN: Mapping[str, str] = {
    "CommitteeOffice": "committee", "GuidanceStation": "committee", "TownshipBranch": "committee",
    "TeamGroup": "branch", "Post": "body",
}
"""By which ends a body counts in the bodies above it."""
PLACES: Mapping[str, tuple[str, ...]] = {**PARENTS, "TownshipBranch": ("township", "committee"), "TeamGroup": (
    "villages", "branch")}
"""By which ends a node counts in the divisions above it: the first that leads anywhere.  A team counts where it is
stationed, a branch where it is based."""

TREE_KIND = Enumeration(
    "TreeKind", words("What a node of a tree is | 树中节点的类别"),
    (
        Value("POST", words("A post | 岗位")),
        Value("ORGAN", words("A working or guiding organ, no tier | 工作或指导机构，不是层级")),
        Value("TIER", words("A tier of the chain of command | 管理层级")),
        Value("COUNTERPART", words("The village's own party branch, no tier | 村党组织，不是层级")),
        Value("DIVISION", words("A division | 行政区划")),
    ),
)
"""In the order in which they stand below one parent."""
KIND_OF: Mapping[str, str] = {
    "Post": "POST", "CommitteeOffice": "ORGAN", "GuidanceStation": "ORGAN", "WorkingCommittee": "TIER",
    "TownshipBranch": "TIER", "TeamGroup": "TIER", "VillageBranch": "COUNTERPART", "Village": "DIVISION",
    "Township": "DIVISION", "County": "DIVISION", "Prefecture": "DIVISION", "Province": "DIVISION",
}

MOST_BELOW = 20_000
"""Nodes fetched for one tree, those not shown included."""
_EDGE = f"id {DATED}"
_DOWNWARDS = tuple(
    Step(name, outward=False)
    for name in ("WITHIN", "BASED_IN", "ORGAN_OF", "HOSTED_BY", "REPORTS_TO", "STATIONED_IN")
)
_FAR = 8
"""More than there are steps from a province to a post."""
_DIVISIONS = "Province Prefecture County Township Village"
_WITH_POSTS = (
    "WorkingCommittee CommitteeOffice GuidanceStation TownshipBranch TeamGroup VillageBranch Township Village"
)


def tree_plan(making: Making, *, posts: bool) -> Ask:
    """All that is below those whose ids are `starts`, nearest first; with posts as nodes, or counted only."""
    draft = making.draft()
    only = {
        _DIVISIONS: Form("Division", "code"),
        _WITH_POSTS: Form("PostPlace", "", {"open": Count("PostPlace.posts", "holding", _unheld(making.model))}),
        "CommitteeOffice GuidanceStation": Form("CommitteeOffice", "since until", {"committee": _one("committee")}),
        "CommitteeOffice": Form("CommitteeOffice", "", {"host": One(
            Form("Unit", "name", {"division": One(Form("Division", ""))}), _EDGE, cited=True)}),
        "TownshipBranch": _form("TownshipBranch", "since until"),
        "WorkingCommittee": _form("WorkingCommittee", "since until"),
        "TeamGroup": Form("TeamGroup", "since until", {
            "branch": _one("branch"),
            "villages": Many(Form("Village", "code"), _EDGE, cited=True),
            "members": Many(Form("Cadre", "")),
        }),
        **{label: _form(label) for label in ("Prefecture", "County", "Township", "Village", "VillageBranch")},
    }
    if posts:
        only["Post"] = _form("Post", "rank holding")
    along = (*_DOWNWARDS, Step("POST_IN", outward=False)) if posts else _DOWNWARDS
    form = Form("Named", "name nameKey inForce", only=only)
    reached = draft.reached(
        form, draft.slot("starts", many=True), along, _FAR, draft.fixed(MOST_BELOW, Kind.WHOLE)
    )
    return draft.asks(reached)


def _unheld(model: GraphModel) -> Where:
    """Posts that nobody holds: only these are counted, and most are held."""
    return Through(model.hop("Post", "holder"), Day(), Quantifier.NONE, ALWAYS_TRUE)


_AT: Mapping[str, str] = {
    "province": "Province", "prefecture": "Prefecture", "county": "County", "township": "Township",
    "village": "Village", "committee": "WorkingCommittee", "branch": "TownshipBranch", "body": "PostPlace",
}


def _form(label: str, columns: str = "") -> Form:
    return Form(label, columns, {end: _one(end) for end in PARENTS[label]})


def _one(end: str) -> One:
    return One(Form(_AT[end], ""), _EDGE, cited=True)
