"""Who takes part in a project, and which villages, teams and townships a participant stands for.

The rule, for all questions about projects: a village stands for itself; a team for the villages where it is
stationed; a cadre for those of his team, or, where no village of a team is recorded, for those in which he holds a
post; an enterprise for the villages that founded it, and those of the teams that did.  A unit stands for none.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, TypeVar

from graph_service.insights.answer import Walked, walked
from graph_service.insights.form import Form, Many, Of, One, Record
from graph_service.insights.posts import EDGE

Found = TypeVar("Found", bound=Mapping[str, Any])
Way = tuple[Record, ...]
"""Records from a participant to a division, each led to by the one before."""

LABELS = ("Village", "TeamGroup", "Unit", "Enterprise", "Cadre")
"""The order in which participants are shown."""


def participant(*, reasons: bool) -> Form:
    """A participant with all that it may stand for; with reasons, each relationship and its sources.

    Divisions are only named here; what they lie within is asked once for all of them, which is much less to plan.
    """
    edge = EDGE if reasons else ""
    team: Mapping[str, Of] = {"villages": Many(Form("Village"), edge, cited=reasons)}
    founder = Form("Founder", "name", only={"TeamGroup": Form("TeamGroup", "name", team)})
    groups: Mapping[str, Of] = {"groups": Many(Form("TeamGroup"))} if reasons else {}
    return Form("Participant", "name", only={
        "Village": Form("Village", "name", groups),
        "TeamGroup": Form("TeamGroup", "name", team),
        "Cadre": cadre(reasons=reasons),
        "Enterprise": Form("Enterprise", "name", {"founders": Many(founder, edge, cited=reasons)}),
    })


def cadre(*, reasons: bool) -> Form:
    """A cadre with his team, and the places of his posts."""
    edge = EDGE if reasons else ""

    def one(form: Form) -> One:
        return One(form, edge, cited=reasons)

    team = Form("TeamGroup", "name", {"villages": Many(Form("Village"), edge, cited=reasons)})
    place = Form("PostPlace", "name", only={"VillageBranch": Form("VillageBranch", "name", {
        "village": one(Form("Village"))})})
    posts = Many(Form("Post", "name", {"body": one(place)}), edge, cited=reasons)
    return Form("Cadre", "name", {"team": one(team), "posts": posts})


def in_order(participants: Iterable[Found]) -> list[Found]:
    """By kind, then by id."""
    return sorted(participants, key=lambda one: (LABELS.index(one["label"]), one["id"]))


def village_ways(one: Record) -> Iterator[Way]:
    """The ways from a participant to the villages that it stands for."""
    match one["label"]:
        case "Village":
            yield (one,)
        case "TeamGroup":
            yield from ((one, village) for village in one["villages"])
        case "Cadre":
            team = one["team"]
            by_team = [] if team is None else [(one, team, village) for village in team["villages"]]
            yield from by_team or _by_posts(one)
        case "Enterprise":
            founders = (founder for founder in one.get("founders", ()) if founder["label"] in ("Village", "TeamGroup"))
            yield from ((one, *way) for founder in founders for way in village_ways(founder))


def _by_posts(cadre: Record) -> Iterator[Way]:
    for post in cadre["posts"]:
        body = post["body"]
        if body is not None and body["label"] == "Village":
            yield cadre, post, body
        elif body is not None and body["label"] == "VillageBranch" and body["village"] is not None:
            yield cadre, post, body, body["village"]


def township_ways(one: Record) -> Iterator[Way]:
    """The ways to the townships of a cadre's posts, where none leads to a village."""
    if one["label"] == "Cadre" and not any(village_ways(one)):
        for post in one["posts"]:
            if post["body"] is not None and post["body"]["label"] == "Township":
                yield one, post, post["body"]


def teams(one: Record) -> list[Record]:
    """The team that a participant is or serves in, or those stationed in it."""
    match one["label"]:
        case "TeamGroup":
            return [one]
        case "Village":
            return list(one.get("groups", ()))
        case "Cadre":
            return [] if one["team"] is None else [one["team"]]
        case _:
            return []


def villages(one: Record) -> list[Record]:
    """The villages that a participant stands for, each once."""
    return distinct(way[-1] for way in village_ways(one))


def distinct(records: Iterable[Found]) -> list[Found]:
    return list({record["id"]: record for record in records}.values())


def walks(ways: Iterable[Way]) -> tuple[Walked, ...]:
    """The relationships of some ways, each once."""
    return once(walked(near, far) for way in ways for near, far in pairwise(way))


def once(found: Iterable[Walked]) -> tuple[Walked, ...]:
    return tuple({(one.type, one.id): one for one in found}.values())
