"""What happened to a body, a division, a post or a person, in order: what began, ended, was attested, fell vacant.

Events come by date, then in the order of `KINDS`, then by the id of whose they are and that of the relationship.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Sentence, SourceCited, Walked, ref, walked
from graph_service.insights.form import Form, Many
from graph_service.insights.history.course import ATTESTED, HOLDS, STANDS, STATED_VACANT, Seen, Way, course, seen, ways
from graph_service.insights.history.event import (
    BEGAN,
    CLOSED,
    ENDED,
    FELL_VACANT,
    FOUNDED,
    KINDS,
    about_node,
    about_plan,
    about_tie,
    about_vacancy,
)
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.making import Ask
from graph_service.insights.subject import known
from graph_service.insights.telling import told
from graph_service.model.graph import Kind

LABELS = (
    "WorkingCommittee", "CommitteeOffice", "GuidanceStation", "TownshipBranch", "TeamGroup", "VillageBranch", "Unit",
    "County", "Township", "Village", "Post", "Cadre", "Project", "Enterprise",
)
"""Whose timeline is told."""
WIDTH = 500
"""So many relationships are taken at each end, the earliest."""
_BEGINS: Mapping[str, str] = {STATED_VACANT: FELL_VACANT}
"""What the start of some types is; of all others, that it began."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. | 一件事。"""

    date: str = told("The day; of an end the first day no longer. | 日期；结束者为不再存续的首日。", kind=Kind.DATE)
    grain: str = told("How exact the day is. | 日期精度。", enumeration="Grain")
    kind: str = told("What happened. | 事件类别。", enumeration=KINDS)
    of: Ref = told("To whom: the node asked for, one of its posts, or a body based in it. | 所涉机构、岗位或人。")
    other: Ref | None = told("The other end of the relationship. | 关系的另一端。")
    relationship: Walked | None = told("The relationship that began or ended; null for what was founded or closed. "
        "| 起止的关系；成立与撤销为空。")
    succeeds: Ref | None = told("Who held the post before, at the start of a holder's term. | 前任。", at="Cadre")
    start_reason: str | None = told("Why it began. | 开始的原因。", enumeration="StartReason")
    end_reason: str | None = told("Why it ended. | 结束的原因。", enumeration="EndReason")
    basis: str = told("On what it rests. | 依据。", enumeration="Basis")
    basis_reason: str | None = told("Why it was concluded. | 推断理由。")
    citations: tuple[SourceCited, ...] = told("Its sources. | 出处。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class PlannedEnd:
    """An end that is planned and has not come. | 尚未到来的计划截止。"""

    due_on: str = told("The planned day. | 预计截止日。", kind=Kind.DATE)
    of: Ref = told("Whose relationship. | 所涉机构、岗位或人。")
    other: Ref = told("The other end of the relationship. | 关系的另一端。")
    relationship: Walked = told("The relationship. | 所涉关系。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened to one node, in order. | 大事记。"""

    of: Ref = told("The node. | 对象。")
    events: tuple[Event, ...] = told("What happened up to the day, in order. | 截至当日的事件，按时间排列。")
    planned: tuple[PlannedEnd, ...] = told("Ends planned for what is in force on the day, by their day. "
        "| 当日存续关系的预计截止，按日期排列。")
    truncated: bool = told("Whether there is more. | 是否还有更多。")


def prepare(making: Making) -> Asked:
    """One statement: the node and everything dated around it; one plan a label, made when it is first asked for."""
    kept: dict[str, tuple[Ask, tuple[Way, ...]]] = {}

    def timeline(given: Given) -> Asking:
        label = making.model.label_of_tag[given["of"].partition("_")[0]]
        if label not in kept:
            kept[label] = _asked(making, label)
        ask, walk = kept[label]
        found = known((yield ask.of(given, of=given["of"], width=WIDTH)), given)
        return _timeline(found, walk, given)

    return timeline


def _asked(making: Making, label: str) -> tuple[Ask, tuple[Way, ...]]:
    draft = making.draft()
    walk = ways(making.model, label)
    parts = course(making.model, walk, draft.slot("width", Kind.WHOLE))
    sources = Many(Form("Source"), "quote confidence")
    return draft.asks(draft.by_id(Form(label, STANDS, {**parts, "sources": sources}), draft.slot("of"))), walk


def _timeline(found: Mapping[str, Any], walk: Sequence[Way], given: Given) -> Timeline:
    ties = [one for one in seen(found, walk) if (one.edge["since"] or "") <= given.day]
    told_of = [*_own(found), *(event for tie in ties for event in _of_tie(tie)), *_vacancies(ties)]
    start, first = given["from"] or "", given["first"]
    events = sorted((one for one in told_of if start <= one.date <= given.day), key=_place)
    planned = sorted(_planned(ties, given.day), key=lambda one: (one.due_on, one.of.id, one.relationship.id))
    cut = len(events) > first or len(planned) > first or _crowded(found, walk)
    return Timeline(ref(found), tuple(events[:first]), tuple(planned[:first]), cut)


def _place(event: Event) -> tuple[str, int, str, str, str]:
    tie = event.relationship
    return (event.date, KINDS.names.index(event.kind), event.of.id, tie.type if tie else "", tie.id if tie else "")


def _crowded(near: Mapping[str, Any], walk: Sequence[Way]) -> bool:
    """Whether any end holds more than were taken."""
    return any(
        len(near[way.hop.name]) > WIDTH or any(_crowded(far, way.onward) for far in near[way.hop.name])
        for way in walk
    )


def _own(found: Mapping[str, Any]) -> Iterator[Event]:
    """The founding and the closing of the node itself, which rest on what the node rests on."""
    cited = tuple(
        SourceCited(ref(one), one["edge"]["quote"], one["edge"]["confidence"]) for one in found["sources"]
    )
    opened = ATTESTED if found["sinceGrain"] == ATTESTED else FOUNDED
    for kind, date, grain in (
        (opened, found["since"], found["sinceGrain"]), (CLOSED, found["until"], found["untilGrain"])
    ):
        if date is not None:
            yield Event(date, grain or "DAY", kind, ref(found), None, None, None, None, None, found["basis"],
                found["basisReason"], cited, about_node(kind, found))


def _of_tie(tie: Seen) -> Iterator[Event]:
    """The start and the end of a relationship, as far as they are known."""
    edge = tie.edge
    if edge["since"] is not None:
        kind = ATTESTED if edge["sinceGrain"] == ATTESTED else _BEGINS.get(edge["type"], BEGAN)
        before = _before(tie) if kind == BEGAN else None
        yield _event(tie, kind, "since", about_tie(kind, tie, before), before)
    if edge["until"] is not None:
        yield _event(tie, ENDED, "until", about_tie(ENDED, tie))


def _event(tie: Seen, kind: str, end: str, sentence: Sentence, before: Mapping[str, Any] | None = None) -> Event:
    edge, relationship = tie.edge, walked(tie.near, tie.far)
    return Event(
        edge[end], edge[f"{end}Grain"] or "DAY", kind, ref(tie.near), ref(tie.far), relationship,
        ref(before) if before else None, edge.get("startReason") if end == "since" else None,
        edge.get("endReason") if end == "until" else None, relationship.basis, relationship.basis_reason,
        relationship.citations, sentence,
    )


def _filling(tie: Seen) -> bool:
    """Whether it is a holder of a post, seen from the post."""
    return tie.way.hop.type == HOLDS and not tie.way.hop.outward


def _before(tie: Seen) -> Mapping[str, Any] | None:
    """The last of those whose terms had ended when a holder's began."""
    if not _filling(tie):
        return None
    start = tie.edge["since"]
    ended = [one for one in tie.near[tie.way.hop.name] if one["edge"]["until"] and one["edge"]["until"] <= start]
    return max(ended, key=lambda one: (one["edge"]["until"], one["edge"]["id"]), default=None)


def _vacancies(ties: Sequence[Seen]) -> Iterator[Event]:
    """A post is vacant from the day when its holder's term ended, if it stands and nobody's term runs on."""
    fallen: dict[tuple[str, str], Seen] = {}
    for tie in ties:
        day = tie.edge["until"]
        if day is None or not _filling(tie) or (tie.near["until"] or "9999-12-31") <= day:
            continue
        terms = [one["edge"] for one in tie.near[tie.way.hop.name]]
        runs_on = any((one["since"] or "") <= day and (one["until"] is None or one["until"] > day) for one in terms)
        if not runs_on and len(terms) <= WIDTH:
            fallen.setdefault((tie.near["id"], day), tie)
    for tie in fallen.values():
        yield _event(tie, FELL_VACANT, "until", about_vacancy(tie))


def _planned(ties: Sequence[Seen], day: str) -> Iterator[PlannedEnd]:
    for tie in ties:
        due, until = tie.edge.get("dueOn"), tie.edge["until"]
        if due is not None and (until is None or until > day):
            yield PlannedEnd(due, ref(tie.near), ref(tie.far), walked(tie.near, tie.far), about_plan(tie))



TIMELINE = Insight(
    "timeline", "timeline",
    words("What happened to a body, a division, a post or a person up to the day, in order, with what is planned "
        "apart. One step leads to everything dated; two lead through posts to those who hold them, three through a "
        "body based in a division to its posts. What is attested did not begin on that day. "
        "| 机构、区划、岗位或干部截至当日的大事记，按时间排列，计划另列。含直接相关的各项关系，岗位的任职情况，"
        "以及设在该区划的机构的岗位。载明在任者不作为当日起始。"),
    (
        Argument("of", words("Whom it is about. | 对象。"), required=True, labels=LABELS),
        Argument("from", words("Only what happened on this day or later. | 只列此日及以后的事件。"), Kind.DATE),
        Argument("first", words("At most so many, the earliest. | 至多若干，取最早者。"), Kind.WHOLE, default=100,
            least=1, most=500),
    ),
    Timeline, prepare,
)
