"""What came, went and changed in a scope between two days: the state on the one set against the state on the other."""

from collections import Counter
from collections.abc import Generator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from graph_service.errors import BadArgument
from graph_service.insights.answer import Sentence, ref, walked
from graph_service.insights.form import DATED, Form, Many, One, Record
from graph_service.insights.history.change import Change, Days, compared, filled
from graph_service.insights.history.course import STANDS, Way, ends, ways
from graph_service.insights.history.difference_told import ChangeSide, ChangeSum, OrganizationChange, OrganizationDiff
from graph_service.insights.history.territory import SOURCES, cite, hang, keyed, territory
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, words
from graph_service.insights.making import Ask, Question
from graph_service.insights.scope import SCOPES
from graph_service.insights.subject import known
from graph_service.model.graph import GraphModel, Hop, Kind, Words
from graph_service.plan.ir import Span
from graph_service.writing.hops import home_hops

CAP = 20_000
"""So many nodes are looked at on each day, the nearest to the scope."""
MOST_TIES = 100_000
"""So many relationships of each day, by type."""
BOUND_AT: Mapping[str, tuple[bool, ...]] = {
    "SPONSORS": (False,), "SUPPORTS": (False,), "IN_CHARGE_OF": (False,), "LIAISES": (False,),
    "TAKES_PART_IN": (False,), "STATIONED_IN": (True, False),
}
"""Of relationships to many both ways those that are not told of where they start, but of where they lead (or both):
what a city's department does for a village is news of the village."""
_FILLED: Mapping[str, Many | One] = {
    "holder": One(Form("Cadre"), f"id {DATED} dueOn startReason endReason {SOURCES}"),
    "statedVacancies": Many(Form("Source"), f"id {DATED} {SOURCES}"),
    "place": One(Form("PostPlace"), hop="body"),
}
"""How a post is filled on a day, and where it is."""


def prepare(making: Making) -> Asked:
    """Two statements: what belongs to the scope on the one day and on the other, with what does not hold on both."""
    between = differing(making)

    def organization_diff(given: Given) -> Asking:
        start, end, first = given["from"], given["to"], given["first"]
        if start > end:
            raise BadArgument(
                f"from: {start} is after {end}; give the earlier day as from.",
                f"from：{start} 晚于 {end}；请将较早的日期作为 from。",
                argument="from",
            )
        found, changes, partial = yield from between(given, Days(start, end))
        listed = sorted(changes, key=lambda one: _place(making.model, one))
        return OrganizationDiff(
            ref(found), _sums(making.model, listed), len(listed),
            tuple(_shown(making.model, one) for one in listed[:first]), len(listed) > first or partial, partial,
        )

    return organization_diff


Found = tuple[Mapping[str, Any], list[Change], bool]


def differing(making: Making) -> Any:
    """What gives the scope, the changes from one day to the other, whichever is the earlier, and whether it is cut.

    On each day those relationships are asked for that do not hold on the other.
    """
    model = making.model
    tables = {label.name: owned for label in model.labels if (owned := _owned(model, label.name))}
    keys = {label: keyed(way.hop for way in walk) for label, walk in tables.items()}
    ask = _asked(making, tables)

    def between(given: Given, days: Days) -> Generator[Question, Any, Found]:
        low, high = sorted((days.start, days.end))
        nodes: dict[str, Record] = {}
        key, partial = given["scope"], False
        there: set[str] = set()
        for day in (low, high):
            on = replace(given, day=day, base=(day, *given.base[1:]))
            found, (reached, ties), sources = yield ask.of(
                on, scope=key, scopes=[key], low=_after(low), high=_after(high), cap=CAP, most=MOST_TIES)
            known(found, given, "scope")
            there |= {source["id"] for source in sources}
            here = {record["id"]: record for _, record in reached[:CAP]}
            hang(here, ties[:MOST_TIES], keys)
            nodes |= {one: _joined(nodes.get(one), record, day) for one, record in here.items()}
            partial = partial or len(reached) > CAP or len(ties) > MOST_TIES
        every = [one for node in nodes.values() for one in compared(node, tables.get(node["label"], ()), days)]
        _keep(every, there)
        return found, _once(every), partial

    return between


def _keep(changes: Sequence[Change], sources: Set[str]) -> None:
    """Of what is cited only these sources: the others are left out by the basis."""
    for far in (one for change in changes for one in (change.before, change.after) if one is not None):
        far["edge"]["cited"] = [cited for cited in far["edge"]["cited"] if cited[0] in sources]


def _after(day: str) -> str:
    """The next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _joined(before: Record | None, record: Record, day: str) -> Record:
    """One record of a node that was found on both days; `filled` of a post holds how it is on each."""
    if record["label"] == "Post":
        for far in (*record["statedVacancies"], record["holder"]):
            if far is not None:
                cite(far["edge"])
        record["filled"] = {day: filled(record)}
    if before is None or before is record:
        return record
    ends: dict[Any, list[Record]] = {key: list(fars) for key, fars in before["ends"].items()}
    for key, fars in record["ends"].items():
        ends.setdefault(key, []).extend(fars)
    return {**record, "ends": ends, "filled": before["filled"] | record["filled"]} if "filled" in before else {
        **record, "ends": ends}


# ---- what is asked


def _asked(making: Making, tables: Mapping[str, Sequence[Way]]) -> Ask:
    """The scope, what belongs to it on the plan's day, and the relationships around it that begin or end in a span."""
    draft = making.draft()
    span = Span(draft.slot("low", Kind.DATE), draft.slot("high", Kind.DATE))
    types = tuple(dict.fromkeys(way.hop.type for walk in tables.values() for way in walk))
    form = Form("Named", STANDS, only={"Post": Form("Post", "holding", _FILLED)})
    cap, scopes = draft.slot("cap", Kind.WHOLE), draft.slot("scopes", many=True)
    return draft.asks(
        draft.by_id(Form("Named"), draft.slot("scope")),
        territory(draft, form, types, span, scopes, (cap, draft.slot("most", Kind.WHOLE))),
        draft.listed(Form("Source", ""), first=cap),
    )


def _owned(model: GraphModel, label: str) -> tuple[Way, ...]:
    """The ways that are listed from a label: to one from here, and to many from the end that `BOUND_AT` says."""
    return tuple(way for way in ways(model, label) if _owns(model, label, way.hop))


def _owns(model: GraphModel, label: str, hop: Hop) -> bool:
    _, back = ends(model, label, hop)
    if hop.one is None:
        return back.one is None and bool(home_hops(model, label)) and hop.outward in BOUND_AT.get(hop.type, (True,))
    return back.one is None or hop.outward


# ---- what is answered


def _once(changes: Sequence[Change]) -> list[Change]:
    """A relationship to many both ways is found from both its ends: kept as seen from where it starts."""
    kept: dict[tuple[str, str], Change] = {}
    for change in changes:
        side = change.after or change.before
        key = (change.what, side["edge"]["id"] if side else f"{change.near['id']} {change.kind}")
        if key not in kept or (side and walked(change.near, side).source.id == change.near["id"]):
            kept[key] = change
    return list(kept.values())


def _body(change: Change) -> Record:
    """Of a post its place, of a person's relationship the other end, of all else the node itself."""
    near, side = change.near, change.after or change.before
    if near.get("place"):
        place: Record = near["place"]
        return place
    return side if near["label"] == "Cadre" and side is not None else near


def _place(model: GraphModel, change: Change) -> tuple[int, str, str, str, str, str]:
    """By kind, then what changed and what it is called, then body, then node and relationship."""
    kind, what, near, tie = change.key
    return (kind, what, _title(model, change).en, _body(change)["id"], near, tie)


def _title(model: GraphModel, change: Change) -> Words:
    return model.label[change.what].title if change.way is None else change.way.title


def _sums(model: GraphModel, changes: Sequence[Change]) -> tuple[ChangeSum, ...]:
    counts = Counter((one.kind, one.what, _title(model, one)) for one in changes)
    return tuple(
        ChangeSum(kind, what, Sentence(title.en, title.zh), count) for (kind, what, title), count in counts.items()
    )


def _shown(model: GraphModel, change: Change) -> OrganizationChange:
    title = _title(model, change)
    return OrganizationChange(
        change.kind, change.what, Sentence(title.en, title.zh), ref(_body(change)), ref(change.near),
        _side(change.near, change.before), _side(change.near, change.after), change.sentence,
    )


def _side(near: Record, far: Record | None) -> ChangeSide | None:
    if far is None:
        return None
    edge = far["edge"]
    return ChangeSide(ref(far), walked(near, far), edge.get("startReason"), edge.get("endReason"))


DIFFERENCE = Insight(
    "organizationDiff", "diff",
    words("What differs in a scope between two days: what holds on one of them and not on the other; what came and "
        "went in between is told by the timeline. from and to stand in the place of asOf, which holds for what is "
        "asked of the nodes in the answer. A node belongs to the scope if any of its homes lies there, or what "
        "leads it, on either day. "
        "| 某范围在两个日期之间的变化：只在其中一日成立者；其间来而复去者见 timeline。from 与 to 取代 asOf，"
        "asOf 只用于答复中各节点的字段。任一日归属该范围的节点均计入。"),
    (
        Argument("scope", words("A division, or a body of the tiers. | 区划或层级机构。"), required=True,
            labels=SCOPES),
        Argument("from", words("The first day. | 前一日。"), Kind.DATE, required=True),
        Argument("to", words("The second day, not before it. | 后一日，不早于前一日。"), Kind.DATE, required=True),
        Argument("first", words("List at most so many. | 至多列出若干。"), Kind.WHOLE, default=100, least=1, most=1000),
    ),
    OrganizationDiff, prepare,
)
