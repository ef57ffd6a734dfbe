"""With whom a village, team, cadre, unit or enterprise already works, and through which projects.

Everybody in the projects of its side (see `side`) who is not of that side is a partner, shown under the village that
it stands for; an enterprise or a unit, and whoever stands for no other village, by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.form import Form, Record
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, words
from graph_service.insights.making import Ask
from graph_service.insights.projects.joint import SHARED
from graph_service.insights.projects.labour import dependences, doing
from graph_service.insights.projects.partner import (
    PROJECT_PART,
    PartInProject,
    PartnersNotNamed,
    ProjectPartner,
    ProjectPartners,
    SharedProject,
)
from graph_service.insights.projects.project import ProjectDependence
from graph_service.insights.projects.side import beyond, has, is_in, side, side_form, steps
from graph_service.insights.projects.stated import stated_participants
from graph_service.insights.projects.taking_part import LABELS, distinct, in_order, teams, village_ways, walks
from graph_service.insights.saying import listed
from graph_service.insights.subject import standing
from graph_service.insights.telling import late
from graph_service.model.graph import GraphModel, Kind, Words
from graph_service.model.shared import NAME_KEY
from graph_service.plan.ir import Order

PROJECTS_AT_MOST = 100
REACHED_AT_MOST = 300
"""Nodes around a side, the projects among them."""
ENDS: Mapping[str, str] = {
    "PARTICIPANT": "participants", "BENEFICIARY": "beneficiaries", "SITE": "sites", "INTRODUCER": "introducedBy",
    "FUNDER": "funders",
}
"""By part the end of a project where it is found."""


def preparing(reached: int) -> Callable[[Making], Asked]:
    """One statement: its side, and the projects around it; where these are too many, another for those of its side."""

    def prepare(making: Making) -> Asked:
        beginnings: dict[str, Ask] = {}
        every = _every(making)

        def partners(given: Given) -> Asking:
            label = making.model.label_of_tag[given["of"][:2]]
            if label not in beginnings:
                beginnings[label] = _beginning(making, label, reached)
            around = yield beginnings[label].of(given, starts=[given["of"]])
            found = standing(around[0][1] if around else None, given)
            members = side(found)
            own = {one["id"] for one in members}
            if len(around) > reached or beyond(found, members):
                projects = yield every.of(given, own=sorted(own))
            else:
                projects = _sorted(one for _, one in around if one["label"] == "Project" and is_in(one, own))
            cut = len(projects) > PROJECTS_AT_MOST
            return _answer(making.model, found, own, projects[:PROJECTS_AT_MOST], given["first"], cut=cut)

        return partners

    return prepare


def _beginning(making: Making, label: str, reached: int) -> Ask:
    """It stands first among what is around it.  Plans are small where each goes from one label only."""
    draft = making.draft()
    form = Form("Named", "", only={label: side_form(label), "Project": SHARED})
    cap = draft.fixed(reached, Kind.WHOLE)
    return draft.asks(draft.reached(form, draft.slot("starts", many=True), *steps(making.model, label), cap))


def _every(making: Making) -> Ask:
    draft = making.draft()
    where = has(making.model, draft.slot("own", many=True))
    first = draft.fixed(PROJECTS_AT_MOST, Kind.WHOLE)
    return draft.asks(draft.listed(SHARED, where, (Order(NAME_KEY),), first, more=True))


def _sorted(projects: Iterable[Record]) -> list[Record]:
    return sorted(projects, key=lambda one: (one["nameKey"], one["id"]))


@dataclass(frozen=True, slots=True)
class _Party:
    """Somebody in a project, and under whom it is shown."""

    project: Record
    part: str
    record: Record
    under: Mapping[str, Any]


def _parties(project: Record, own: set[str]) -> Iterator[_Party]:
    for part, end in ENDS.items():
        for one in in_order(project[end]):
            for under in _under(one, own):
                yield _Party(project, part, one, under)


def _under(one: Record, own: set[str]) -> list[Mapping[str, Any]]:
    """The villages that it stands for; itself if it is a body of its own, or they are of the side that asks."""
    if one["id"] in own or one["label"] in ("Enterprise", "Unit"):
        return [one]
    found = distinct(way[-1] for way in village_ways(one))
    return [village for village in found if village["id"] not in own] or [one]


def _answer(
    model: GraphModel, of: Mapping[str, Any], own: set[str], projects: list[Record], first: int, *, cut: bool
) -> ProjectPartners:
    parties = [party for project in projects for party in _parties(project, own)]
    ours = [party for party in parties if party.record["id"] in own]
    grouped: dict[str, list[_Party]] = {}
    for party in parties:
        if party.record["id"] not in own:
            grouped.setdefault(party.under["id"], []).append(party)
    every = sorted(grouped.values(), key=lambda one: (LABELS.index(one[0].under["label"]), one[0].under["id"]))
    return ProjectPartners(
        ref(of), tuple(map(ref, in_order(distinct(party.record for party in ours)))), tuple(map(ref, projects)),
        tuple(_partner(model, theirs, ours) for theirs in every[:first]),
        late(lambda: tuple(_not_named(model, projects))),
        cut or len(every) > first,
    )


def _not_named(model: GraphModel, projects: Iterable[Record]) -> Iterator[PartnersNotNamed]:
    """Where more take part than are recorded, or nobody says how many."""
    for project in projects:
        stated = stated_participants(model, project, project["participants"])
        if stated is not None and (stated.stated is None or stated.stated > stated.recorded):
            yield PartnersNotNamed(ref(project), stated)


def _partner(model: GraphModel, theirs: list[_Party], ours: list[_Party]) -> ProjectPartner:
    shared = distinct(party.project for party in theirs)
    at = distinct(team for party in theirs for team in teams(party.record))
    return ProjectPartner(
        ref(theirs[0].under), tuple(map(ref, at)),
        tuple(_shared(model, dict(project), theirs, ours) for project in shared),
    )


def _shared(model: GraphModel, project: Record, theirs: list[_Party], ours: list[_Party]) -> SharedProject:
    own = [party for party in ours if party.project["id"] == project["id"]]
    other = [party for party in theirs if party.project["id"] == project["id"]]
    sides = ({one.record["id"] for one in own}, {one.record["id"] for one in other})
    return SharedProject(
        ref(project), tuple(map(_part, own)), tuple(map(_part, other)), late(lambda: _relying(model, project, sides)),
        late(lambda: _with(project, _said(model, own), _said(model, other))),
    )


def _relying(model: GraphModel, project: Record, sides: tuple[set[str], set[str]]) -> tuple[ProjectDependence, ...]:
    """Who of one side relies on whom of the other."""
    return tuple(
        one for one in dependences(model, project, in_order(project["participants"]))
        if any(one.dependent.id in mine and one.on.id in yours for mine, yours in (sides, sides[::-1]))
    )


def _with(project: Record, own: Words, other: Words) -> Sentence:
    return Sentence(
        f"{project['name']}: {own.en}; with {other.en}.", f"{project['name']}：{own.zh}；与{other.zh}。"
    )


def _part(party: _Party) -> PartInProject:
    edge, one = party.record["edge"], party.record
    reasons = late(lambda: _reasons(party))
    return PartInProject(ref(one), party.part, tuple(edge.get("duties", ())), edge.get("task"), reasons)


def _reasons(party: _Party) -> tuple[Walked, ...]:
    ways = (way for way in village_ways(party.record) if way[-1]["id"] == party.under["id"])
    return walked(party.project, party.record), *walks(ways)


def _said(model: GraphModel, parties: Iterable[_Party]) -> Words:
    titles = {one.name: one.title for one in PROJECT_PART.values}
    found = []
    for one in parties:
        duties, title = one.record["edge"].get("duties"), titles[one.part]
        does = doing(model, duties) if duties else Words(title.en[0].lower() + title.en[1:], title.zh)
        found.append(Words(f"{one.record['name']} ({does.en})", f"{one.record['name']}（{does.zh}）"))
    return listed(found)


PROJECT_PARTNERS = Insight(
    "projectPartners", "partners",
    words("With whom a village, team, cadre, unit or enterprise already works, and through which projects. | "
        "村、工作队、干部、单位或经营主体已在与谁合作、通过哪些项目。"),
    (
        Argument("of", words("A village, team, cadre, unit or enterprise. | 村、工作队、干部、单位或经营主体。"),
            required=True, labels=LABELS),
        Argument("first", words("At most so many partners. | 至多若干合作方。"), Kind.WHOLE, default=20, least=1,
            most=100),
    ),
    ProjectPartners, preparing(REACHED_AT_MOST),
)
