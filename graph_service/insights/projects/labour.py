"""Division of labour: which duties rely on which, and which duties others imply though nobody is recorded with them.

A participant relies on another for a duty that it does not itself have.  A duty is implied only where the work of
others makes no sense without it: what is produced is sold, what is sold, advised on or staffed is produced, a hub has
spokes and they a hub.  That it is not recorded says nothing of anybody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph_service.insights.answer import Sentence, ref, walked
from graph_service.insights.projects.project import DutyNotRecorded, ProjectDependence
from graph_service.insights.saying import listed, value
from graph_service.insights.telling import late
from graph_service.model.graph import GraphModel, Words

RELIES: Mapping[str, tuple[str, ...]] = {
    "OPERATION": ("TECHNIQUE", "SALES", "FUNDING", "STAFFING", "INVESTMENT", "SITE"),
    "SALES": ("OPERATION",),
    "HUB": ("SPOKE",),
    "SPOKE": ("HUB",),
}
"""By duty, those of others that it relies on."""
IMPLIES: Mapping[str, tuple[str, ...]] = {
    "OPERATION": ("SALES",),
    "TECHNIQUE": ("OPERATION",),
    "SALES": ("OPERATION",),
    "STAFFING": ("OPERATION",),
    "HUB": ("SPOKE",),
    "SPOKE": ("HUB",),
}
"""By duty, those that somebody has to have."""


def doing(model: GraphModel, duties: Iterable[str]) -> Words:
    """Duties in words: `runs production, sells`, `生产经营、产品销售`."""
    titles = [value(model, "Duty", duty) for duty in duties]
    return listed([Words(title.en[0].lower() + title.en[1:], title.zh) for title in titles])


def not_recorded(model: GraphModel, participants: Sequence[Mapping[str, Any]]) -> tuple[DutyNotRecorded, ...]:
    """Implied duties that no participant is recorded with, in the order of the table."""
    held = {duty for one in participants for duty in one["edge"]["duties"]}
    implied: dict[str, list[str]] = {}
    for duty, others in IMPLIES.items():
        for other in others:
            if duty in held and other not in held:
                implied.setdefault(other, []).append(duty)
    return tuple(_missing(model, duty, by) for duty, by in implied.items())


def _missing(model: GraphModel, duty: str, by: Sequence[str]) -> DutyNotRecorded:
    return DutyNotRecorded(duty, tuple(by), late(lambda: _gap(model, duty, by)))


def _gap(model: GraphModel, duty: str, by: Sequence[str]) -> Sentence:
    missing, known = doing(model, [duty]), doing(model, by)
    return Sentence(
        f"It is recorded who {known.en}; who {missing.en} is not recorded.",
        f"已登记{known.zh}的承担方；{missing.zh}的承担方未登记。",
    )


def dependences(
    model: GraphModel, project: Mapping[str, Any], participants: Sequence[Mapping[str, Any]]
) -> tuple[ProjectDependence, ...]:
    """Who relies on whom, in the order of the participants."""
    return tuple(found for one in participants for found in _of(model, project, one, participants))


def _of(
    model: GraphModel, project: Mapping[str, Any], one: Mapping[str, Any], others: Sequence[Mapping[str, Any]]
) -> Iterator[ProjectDependence]:
    own = one["edge"]["duties"]
    for other in others:
        found = [
            (duty, need) for duty in own for need in RELIES.get(duty, ())
            if need not in own and need in other["edge"]["duties"]
        ]
        if found:
            mine, theirs = (tuple(dict.fromkeys(column)) for column in zip(*found, strict=True))
            yield _dependence(model, project, (one, other), (mine, theirs))


def _dependence(
    model: GraphModel, project: Mapping[str, Any], both: tuple[Mapping[str, Any], Mapping[str, Any]],
    duties: tuple[tuple[str, ...], tuple[str, ...]],
) -> ProjectDependence:
    one, other = both
    reasons = late(lambda: (walked(project, one), walked(project, other)))
    said = late(lambda: _relies(model, one["name"], other["name"], *duties))
    return ProjectDependence(ref(one), ref(other), *duties, reasons, said)


def _relies(model: GraphModel, one: str, other: str, mine: Iterable[str], theirs: Iterable[str]) -> Sentence:
    does, gives = doing(model, mine), doing(model, theirs)
    return Sentence(
        f"{one}, which {does.en}, relies on {other}, which {gives.en}.",
        f"{one}（{does.zh}）有赖于{other}（{gives.zh}）。",
    )
