"""The side of somebody in projects: who acts for whom, as far as it is recorded.

For a village, the village, its teams with their members, and who holds a post in it; for a team, the team, its
members, its villages and who holds a post in these; for a cadre, he and his team's side, or, where he is in none, the
villages of his posts.  A unit and an enterprise stand alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph_service.insights.form import Form, Many, Of, One
from graph_service.insights.projects.taking_part import distinct
from graph_service.model.graph import GraphModel
from graph_service.plan.ir import AnyOf, Compare, Day, Quantifier, Slot, Step, Through, Where

ENDS = ("participants", "beneficiaries", "sites", "introducedBy", "funders")
"""Where a project has somebody of a side."""
_SIDES = ("groups", "villages", "members")
_TO_PEOPLE = "TeamGroup.members Village.posts Post.holder"
_ROUTES: Mapping[str, tuple[str, int]] = {
    "Village": (f"Village.groups {_TO_PEOPLE}", 3),
    "TeamGroup": (f"TeamGroup.villages {_TO_PEOPLE}", 4),
    "Cadre": (f"Cadre.team TeamGroup.villages {_TO_PEOPLE}", 5),
    "Unit": ("", 1),
    "Enterprise": ("", 1),
}
"""By label what leads to its side, or further, and within how many steps to the projects of all of it.

The posts of a cadre in no team are left aside: they lead to all who hold posts beside him (see `beyond`).
"""


def side_form(label: str) -> Form:
    """What `side` goes through from a node of a label."""
    cadre, village = Form("Cadre", ""), Form("Village", "")
    holders: Of = Many(Form("Post", "", {"holder": One(cadre)}))
    members: Of = Many(cadre)
    villages: Of = Many(Form("Village", "", {"posts": holders}))
    at_home = Form("PostPlace", "", only={
        "VillageBranch": Form("VillageBranch", "", {"village": One(village)}),
    })
    parts: Mapping[str, dict[str, Of]] = {
        "Village": {"posts": holders, "groups": Many(Form("TeamGroup", "", {"members": members}))},
        "TeamGroup": {"members": members, "villages": villages},
        "Cadre": {
            "team": One(Form("TeamGroup", "", {"members": members, "villages": villages})),
            "posts": Many(Form("Post", "", {"body": One(at_home)})),
        },
    }
    dates = " since until" if label in ("TeamGroup", "Enterprise") else ""
    return Form(label, f"name inForce{dates}", parts.get(label, {}))


def steps(model: GraphModel, label: str) -> tuple[tuple[Step, ...], int]:
    """What leads from a node of a label to the projects of its side, and within how many steps."""
    routes, within = _ROUTES[label]
    hops = [model.hop(*route.split(".")) for route in routes.split()]
    ends = [model.hop("Project", end) for end in ENDS]
    found = (*(Step(hop.type, hop.outward) for hop in hops), *(Step(hop.type, not hop.outward) for hop in ends))
    return tuple(dict.fromkeys(found)), within


def beyond(of: Mapping[str, Any], own: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the side has a village to which no step leads: that of a post of a cadre in no team."""
    return of["label"] == "Cadre" and of["team"] is None and any(one["label"] == "Village" for one in own)


def has(model: GraphModel, own: Slot) -> Where:
    """True of the projects of a side, whose ids the slot holds."""
    among = Compare(model.node_properties[0], "in", own)
    return AnyOf(tuple(Through(model.hop("Project", end), Day(), Quantifier.SOME, among) for end in ENDS))


def side(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Everybody of the side of a record of `side_form`, itself first."""
    return distinct(_own(one))


def _own(one: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield one
    for name in _SIDES:
        for other in one.get(name, ()):
            yield from _own(other)
    if one.get("team") is not None:
        yield from _own(one["team"])
    for post in one.get("posts", ()):
        yield from _post(post, led=one.get("team") is not None)


def _post(post: Mapping[str, Any], *, led: bool) -> Iterator[Mapping[str, Any]]:
    """Who holds a post in a village; or the village of a cadre's post, if he is in no team."""
    if post.get("holder") is not None:
        yield post["holder"]
    body = post.get("body")
    if body is not None and body["label"] == "VillageBranch":
        body = body["village"]
    if body is not None and body["label"] == "Village" and not led:
        yield body


def is_in(project: Mapping[str, Any], own: Iterable[str]) -> bool:
    """Whether a project, with its `ENDS`, is one of a side of these ids."""
    return any(one["id"] in own for end in ENDS for one in project[end])
