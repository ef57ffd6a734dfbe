"""The side of somebody in projects: who acts for whom, as far as it is recorded.

For a village, the village, its teams with their members, and who holds a post in it; for a team, the team, its
members, its villages and who holds a post in these; for a cadre, he and his team's side, or, where he is in none, the
villages of his posts.  A unit and an enterprise stand alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph_service.insights.form import Form, Many, Of, One
from graph_service.insights.projects.taking_part import distinct

_ENDS = ("projects", "benefitingProjects", "hostedProjects", "introducedProjects", "fundedProjects")
_SIDES = ("groups", "villages", "members")


def side_form(label: str) -> Form:
    """What `side` goes through from a node of a label, each with its projects."""
    project = Many(Form("Project", "nameKey"))

    def ends(*names: str) -> dict[str, Of]:
        return dict.fromkeys(names, project)

    cadre, team = ends("projects", "introducedProjects"), ends("projects")
    village = ends("projects", "hostedProjects", "benefitingProjects")
    holders: Of = Many(Form("Post", "", {"holder": One(Form("Cadre", "", cadre))}))
    members: Of = Many(Form("Cadre", "", cadre))
    villages: Of = Many(Form("Village", "", {**village, "posts": holders}))
    at_home = Form("PostPlace", "", only={
        "Village": Form("Village", "", village),
        "VillageBranch": Form("VillageBranch", "", {"village": One(Form("Village", "", village))}),
    })
    parts: Mapping[str, dict[str, Of]] = {
        "Village": {**village, "posts": holders, "groups": Many(Form("TeamGroup", "", {**team, "members": members}))},
        "TeamGroup": {**team, "members": members, "villages": villages},
        "Cadre": {
            **cadre, "team": One(Form("TeamGroup", "", {**team, "members": members, "villages": villages})),
            "posts": Many(Form("Post", "", {"body": One(at_home)})),
        },
        "Unit": ends("projects", "fundedProjects"),
        "Enterprise": ends("projects", "hostedProjects"),
    }
    dates = " since until" if label in ("TeamGroup", "Enterprise") else ""
    return Form(label, f"name inForce{dates}", parts[label])


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


def projects_of(own: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The projects that a side is in, takes the benefit or is the site of, brought in or funds, each once."""
    return distinct(project for one in own for name in _ENDS for project in one.get(name, ()))
