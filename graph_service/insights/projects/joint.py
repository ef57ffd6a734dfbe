"""A joint project put together from its record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.form import Form, Many, Of, Record
from graph_service.insights.posts import EDGE
from graph_service.insights.projects.labour import dependences, doing, not_recorded
from graph_service.insights.projects.place import (
    VILLAGE,
    borders,
    is_enclave,
    shown_beneficiaries,
    shown_sites,
    site,
)
from graph_service.insights.projects.project import JointProject, ProjectFunder, ProjectParticipant
from graph_service.insights.projects.stated import STATED, outcomes, says_joint, stated_participants
from graph_service.insights.projects.taking_part import (
    cadre,
    distinct,
    in_order,
    participant,
    teams,
    township_ways,
    village_ways,
    villages,
    walks,
)
from graph_service.insights.saying import listed
from graph_service.insights.telling import late
from graph_service.model.graph import GraphModel, Words

_FIGURE = Form("Indicator", "name measure period value bound baseline")
FLAGGED = Form("Project", f"nameKey {STATED}", {
    "participants": Many(participant(reasons=False)),
    "sites": Many(site(reasons=False)),
    "beneficiaries": Many(VILLAGE),
})
"""What tells whether a project is joint or an enclave."""
_PARTIES: Mapping[str, Of] = {
    "participants": Many(participant(reasons=True), f"{EDGE} duties task share", cited=True),
    "beneficiaries": Many(Form("Village"), f"{EDGE} yearlyIncome yearlyIncomeBound", cited=True),
    "introducedBy": Many(Form("Cadre"), EDGE, cited=True),
    "funders": Many(Form("Unit"), f"{EDGE} amount", cited=True),
}
SHARED = Form("Project", f"name nameKey {STATED}", {
    **_PARTIES,
    "sites": Many(Form("Site"), EDGE, cited=True),
    "introducedBy": Many(cadre(reasons=True), EDGE, cited=True),
})
"""Everybody in one, with whom each stands for."""
WHOLE = Form("Project", f"name brand {STATED}", {
    **_PARTIES,
    "sites": Many(site(reasons=True), EDGE, cited=True),
    "indicators": Many(_FIGURE),
    "products": Many(Form("Product"), EDGE, cited=True),
    "policies": Many(Form("Policy"), EDGE, cited=True),
})
"""What is shown of one; see `place.place_divisions`."""


@dataclass(frozen=True, slots=True)
class Flags:
    """Why a project is shown; none of these, and it is one village's own."""

    recorded: bool
    stated: bool
    enclave: bool

    @property
    def any(self) -> bool:
        return self.recorded or self.stated or self.enclave


def flags(project: Mapping[str, Any]) -> Flags:
    """Of a record of `FLAGGED` or `WHOLE`."""
    recorded = len(_villages(project)) > 1
    return Flags(recorded, says_joint(project), is_enclave(project))


def _villages(project: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return distinct(village for one in project["participants"] for village in villages(one))


def joint_project(model: GraphModel, project: Record) -> JointProject:
    """Of a record of `WHOLE`."""
    found, there = flags(project), in_order(project["participants"])
    project = {**project, "participants": there}
    return JointProject(
        ref(project), found.recorded, found.stated, found.enclave, tuple(map(ref, _villages(project))),
        tuple(shown_participant(model, project, one) for one in there), stated_participants(model, project, there),
        not_recorded(model, there), late(lambda: dependences(model, project, there)),
        late(lambda: shown_sites(project)), late(lambda: shown_beneficiaries(model, project)),
        late(lambda: borders(project)), late(lambda: outcomes(model, project)), project["brand"],
        tuple(map(ref, project["products"])), tuple(map(ref, project["policies"])),
        tuple(map(ref, project["introducedBy"])), tuple(_funder(project, one) for one in project["funders"]),
        late(lambda: _reasons(project)), late(lambda: _said(project, found)),
    )


def _reasons(project: Mapping[str, Any]) -> tuple[Walked, ...]:
    return tuple(walked(project, one) for name in ("products", "policies", "introducedBy") for one in project[name])


def shown_participant(model: GraphModel, project: Mapping[str, Any], one: Record) -> ProjectParticipant:
    """A participant's part in a project."""
    edge = one["edge"]
    return ProjectParticipant(
        ref(one), late(lambda: tuple(map(ref, villages(one)))), late(lambda: tuple(map(ref, teams(one)))),
        late(lambda: tuple(map(ref, distinct(way[-1] for way in township_ways(one))))), tuple(edge["duties"]),
        edge["task"], edge["share"],
        late(lambda: (walked(project, one), *walks((*village_ways(one), *township_ways(one))))),
        late(lambda: _part(model, one)),
    )


def _part(model: GraphModel, one: Record) -> Sentence:
    edge = one["edge"]
    does = doing(model, edge["duties"]) if edge["duties"] else Words("duties not recorded", "分工未登记")
    there = listed([Words(village["name"], village["name"]) for village in villages(one) if village is not one])
    en, zh = (f" (for {there.en})", f"（代表{there.zh}）") if there.en else ("", "")
    return Sentence(f"{one['name']}{en}: {does.en}.", f"{one['name']}{zh}：{does.zh}。")


def _funder(project: Mapping[str, Any], one: Record) -> ProjectFunder:
    return ProjectFunder(ref(one), one["edge"]["amount"], late(lambda: walked(project, one)))


def _said(project: Mapping[str, Any], found: Flags) -> Sentence:
    parts = []
    if found.stated:
        parts.append(Words("stated to be joint", "载明联建"))
    if found.recorded:
        names = listed([Words(one["name"], one["name"]) for one in _villages(project)])
        parts.append(Words(f"participants of {names.en} recorded", f"已登记{names.zh}的参与方"))
    if found.enclave:
        parts.append(Words("an enclave", "飞地项目"))
    said = [part.en for part in parts], [part.zh for part in parts]
    return Sentence(f"{project['name']}: {'; '.join(said[0])}.", f"{project['name']}：{'；'.join(said[1])}。")
