"""What is stated of a project: that it is joint, how many take part, and its declared figures.

A project is stated to be joint where a source says so, where more than one participant is stated, or where its kind
says so by itself (a joint project, a hub with its spokes).  A platform may be one village's own; it is joint where
one of the others holds.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graph_service.insights.answer import Sentence, ref
from graph_service.insights.form import Record
from graph_service.insights.projects.project import ProjectOutcome, StatedParticipants
from graph_service.insights.saying import value
from graph_service.insights.telling import late
from graph_service.model.graph import GraphModel, Words

JOINT_KINDS = frozenset({"JOINT", "HUB"})
STATED = "projectKind jointStated statedParticipantKind statedParticipantCount statedParticipantWords statedNamedCount"
"""What is asked of a project for all this."""


def says_joint(project: Mapping[str, Any]) -> bool:
    several = (project["statedParticipantCount"] or 0) > 1
    return bool(project["jointStated"]) or several or project["projectKind"] in JOINT_KINDS


def says_villages(project: Mapping[str, Any]) -> bool:
    """Whether those stated to take part are villages, and several, a hub counted with its spokes."""
    if project["statedParticipantKind"] != "VILLAGE":
        return False
    return says_joint(project) or (project["statedParticipantCount"] or 0) > 1


def stated_participants(
    model: GraphModel, project: Mapping[str, Any], participants: Sequence[Record]
) -> StatedParticipants | None:
    """None where nothing is stated of who takes part."""
    kind, count = project["statedParticipantKind"], project["statedParticipantCount"]
    named, said = project["statedNamedCount"], project["statedParticipantWords"]
    if kind is None and count is None and said is None:
        return None
    recorded = sum(
        1 for one in participants
        if (kind is None or model.label[one["label"]].constant == kind) and "HUB" not in one["edge"]["duties"]
    )
    sentence = late(lambda: _counts(model, kind, count, named, recorded, said))
    return StatedParticipants(kind, count, named, recorded, said, sentence)


def _counts(
    model: GraphModel, kind: str | None, count: int | None, named: int | None, recorded: int, said: str | None
) -> Sentence:
    what = Words("participants", "参与方") if kind is None else value(model, "Label", kind)
    en = "number not stated" if count is None else f"{count} stated"
    zh = "数量未载明" if count is None else f"载明{count}"
    if named is not None:
        en, zh = f"{en}, {named} named", f"{zh}，点名{named}"
    en, zh = f"{en}, {recorded} recorded", f"{zh}，已登记{recorded}"
    if said is not None:
        en, zh = f"{en}; in the source's words: “{said}”", f"{zh}；原文：“{said}”"
    return Sentence(f"{what.en}: {en}.", f"{what.zh}：{zh}。")


def figure(model: GraphModel, number: int, bound: str | None) -> Words:
    """A number with its bound: `at least 100,000`, `不少于100000`."""
    if bound is None or bound == "EXACT":
        return Words(f"{number:,}", str(number))
    title = value(model, "Bound", bound)
    return Words(f"{title.en.lower()} {number:,}", f"{title.zh}{number}")


def outcomes(model: GraphModel, project: Mapping[str, Any]) -> tuple[ProjectOutcome, ...]:
    """Its declared figures, in the order of their ids."""
    return tuple(_outcome(model, one) for one in project["indicators"])


def _outcome(model: GraphModel, one: Mapping[str, Any]) -> ProjectOutcome:
    number, baseline, period = figure(model, one["value"], one["bound"]), one["baseline"], one["period"]
    en = "" if baseline is None else f", from {baseline:,}"
    zh = "" if baseline is None else f"，基数{baseline}"
    when = Words("", "") if period is None else Words(f" ({period})", f"（{period}）")
    said = Sentence(f"{one['name']}{when.en}: {number.en}{en}.", f"{one['name']}{when.zh}：{number.zh}{zh}。")
    return ProjectOutcome(ref(one), one["measure"], period, one["value"], one["bound"], baseline, said)
