"""With whom a village, team, cadre, unit or enterprise already works, and through which projects.

Everybody in the projects of its side (see `side`) who is not of that side is a partner, shown under the village that
it stands for; an enterprise or a unit, and whoever stands for no other village, by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.form import Record
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.making import Ask
from graph_service.insights.projects.joint import SHARED
from graph_service.insights.projects.labour import dependences, doing
from graph_service.insights.projects.project import ProjectDependence, StatedParticipants
from graph_service.insights.projects.side import projects_of, side, side_form
from graph_service.insights.projects.stated import stated_participants
from graph_service.insights.projects.taking_part import LABELS, distinct, in_order, teams, village_ways, walks
from graph_service.insights.saying import listed
from graph_service.insights.subject import standing
from graph_service.insights.telling import told
from graph_service.model.graph import Enumeration, GraphModel, Kind, Value, Words

PROJECTS_AT_MOST = 100
PROJECT_PART = Enumeration("ProjectPart", words("As what somebody is in a project. | 在项目中的身份。"), (
    Value("PARTICIPANT", words("Takes part | 参与方")),
    Value("BENEFICIARY", words("Benefits | 受益村")),
    Value("SITE", words("Gives the site | 落地处")),
    Value("INTRODUCER", words("Brought it in | 引进人")),
    Value("FUNDER", words("Funds it | 出资单位")),
))
ENDS: Mapping[str, str] = {
    "PARTICIPANT": "participants", "BENEFICIARY": "beneficiaries", "SITE": "sites", "INTRODUCER": "introducedBy",
    "FUNDER": "funders",
}
"""By part the end of a project where it is found."""


@dataclass(frozen=True, slots=True)
class PartInProject:
    """What somebody is and does in a project. | 在项目中的身份与分工。"""

    party: Ref = told("Who. | 何人或何方。", at="Participant")
    part: str = told("As what. | 身份。", enumeration=PROJECT_PART)
    duties: tuple[str, ...] = told("What it does. | 分工。", enumeration="Duty")
    task: str | None = told("Its task in words. | 任务说明。")
    reasons: tuple[Walked, ...] = told("What it rests on. | 依据。")


@dataclass(frozen=True, slots=True)
class SharedProject:
    """A project in which both sides are. | 双方共同所在的项目。"""

    project: Ref = told("The project. | 项目。", at="Project")
    own: tuple[PartInProject, ...] = told("Its own side. | 本方。")
    theirs: tuple[PartInProject, ...] = told("The partner's side. | 对方。")
    dependences: tuple[ProjectDependence, ...] = told("Who relies on whom of the two. | 双方分工依存。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ProjectPartner:
    """A partner and the projects shared with it. | 合作方及共同项目。"""

    partner: Ref = told("The partner: a village where one is known. | 合作方，已知所在村的以村列示。", at="Participant")
    teams: tuple[Ref, ...] = told("Teams of its side that the projects lead to. | 由项目可知的对方工作队。",
        at="TeamGroup")
    projects: tuple[SharedProject, ...] = told("What they share. | 共同项目。")


@dataclass(frozen=True, slots=True)
class PartnersNotNamed:
    """Participants of a project that are stated and not all recorded. | 载明而未全部登记的参与方。"""

    project: Ref = told("The project. | 项目。", at="Project")
    stated: StatedParticipants = told("What is stated. | 载明情况。")


@dataclass(frozen=True, slots=True)
class ProjectPartners:
    """With whom somebody already works. | 已在合作的各方。"""

    of: Ref = told("Who is asked about. | 所问一方。", at="Participant")
    own: tuple[Ref, ...] = told("Who is of its side in these projects. | 项目中属于本方的各方。", at="Participant")
    projects: tuple[Ref, ...] = told("Its projects, by name. | 其项目，按名称排列。", at="Project")
    partners: tuple[ProjectPartner, ...] = told("Its partners, by kind, then id. | 合作方，按类型与标识排列。")
    not_named: tuple[PartnersNotNamed, ...] = told("Where more are stated than recorded. | 载明多于登记的项目。")
    truncated: bool = told("Whether there are more projects or partners. | 是否还有更多项目或合作方。")


def prepare(making: Making) -> Asked:
    """Two statements: its side with the projects, then these projects."""
    beginnings: dict[str, Ask] = {}
    draft = making.draft()
    whole = draft.asks(draft.by_id(SHARED, draft.slot("ids", many=True)))

    def partners(given: Given) -> Asking:
        label = making.model.label_of_tag[given["of"][:2]]
        if label not in beginnings:
            beginnings[label] = _beginning(making, label)
        found = standing((yield beginnings[label].of(given, of=given["of"])), given)
        own = side(found)
        every = sorted(projects_of(own), key=lambda one: (one["nameKey"], one["id"]))
        ids = [one["id"] for one in every[:PROJECTS_AT_MOST]]
        projects = (yield whole.of(given, ids=ids)) if ids else []
        cut = len(every) > len(ids)
        return _answer(making.model, found, {one["id"] for one in own}, projects, given["first"], cut=cut)

    return partners


def _beginning(making: Making, label: str) -> Ask:
    """Plans are small where each goes from one label only."""
    draft = making.draft()
    return draft.asks(draft.by_id(side_form(label), draft.slot("of")))


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
    model: GraphModel, of: Mapping[str, Any], own: set[str], found: list[Record | None], first: int, *, cut: bool
) -> ProjectPartners:
    projects = [project for project in found if project is not None]
    parties = [party for project in projects for party in _parties(project, own)]
    ours = [party for party in parties if party.record["id"] in own]
    grouped: dict[str, list[_Party]] = {}
    for party in parties:
        if party.record["id"] not in own:
            grouped.setdefault(party.under["id"], []).append(party)
    every = sorted(grouped.values(), key=lambda one: (LABELS.index(one[0].under["label"]), one[0].under["id"]))
    return ProjectPartners(
        ref(of), tuple(map(ref, in_order(distinct(party.record for party in ours)))), tuple(map(ref, projects)),
        tuple(_partner(model, theirs, ours) for theirs in every[:first]), tuple(_not_named(model, projects)),
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
    relies = tuple(
        one for one in dependences(model, project, in_order(project["participants"]))
        if any(one.dependent.id in mine and one.on.id in yours for mine, yours in (sides, sides[::-1]))
    )
    said = Sentence(
        f"{project['name']}: {_said(model, own).en}; with {_said(model, other).en}.",
        f"{project['name']}：{_said(model, own).zh}；与{_said(model, other).zh}。",
    )
    return SharedProject(ref(project), tuple(map(_part, own)), tuple(map(_part, other)), relies, said)


def _part(party: _Party) -> PartInProject:
    edge, one = party.record["edge"], party.record
    ways = (way for way in village_ways(one) if way[-1]["id"] == party.under["id"])
    reasons = (walked(party.project, one), *walks(ways))
    return PartInProject(ref(one), party.part, tuple(edge.get("duties", ())), edge.get("task"), reasons)


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
    ProjectPartners, prepare,
)
