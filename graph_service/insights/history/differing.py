"""Everything in which a scope differs between two days: what is asked of a store for it, and how it is put together.

What belongs to the scope on the later day comes first, with all that began or ended around it.  Whatever belonged to
it on the earlier day alone was tied to that by one of these, so the second statement begins there; it also fetches who
ever filled the posts that changed.  Most nodes did not change: of these a name and dates are all that is read.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from graph_service.insights.form import Form, Many, Record
from graph_service.insights.history.change import FILLING, Change, Days, compared, holds
from graph_service.insights.history.course import OWN, Way, ends, ways
from graph_service.insights.history.territory import beyond, downward, edge_columns, hang, keyed, territory
from graph_service.insights.insight import Given, Making
from graph_service.insights.making import Ask, Draft, Question
from graph_service.insights.search.homes import BOUND
from graph_service.insights.subject import known
from graph_service.model.graph import GraphModel, Hop, Kind
from graph_service.plan.ir import Ever, Span
from graph_service.writing.hops import home_hops

CAP = 20_000
"""So many nodes are looked at on each day, the nearest to the scope."""
MOST_TIES = 100_000
"""So many relationships are looked at around them, by type."""
STANDS = "name since sinceGrain until untilGrain"
BOUND_AT: Mapping[str, tuple[bool, ...]] = {
    "SPONSORS": (False,), "SUPPORTS": (False,), "IN_CHARGE_OF": (False,), "LIAISES": (False,),
    "TAKES_PART_IN": (False,), "STATIONED_IN": (True, False),
}
"""Of relationships to many both ways those that are not told of where they start, but of where they lead (or both):
what a city's department does for a village is news of the village."""

Records = Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Found:
    """The scope, what changed in it, whether that is a part only, and the ids of the sources that may be told."""

    scope: Mapping[str, Any]
    changes: Sequence[Change]
    partial: bool
    sources: frozenset[str]


def differing(making: Making) -> Callable[[Given, Days], Generator[Question, Any, Found]]:
    """What finds the changes from one day to the other, whichever is the earlier."""
    model = making.model
    tables = {label.name: owned for label in model.labels if (owned := _owned(model, label.name))}
    keys = {label: keyed(way.hop for way in walk) for label, walk in tables.items()}
    types = tuple(dict.fromkeys(way.hop.type for walk in tables.values() for way in walk))
    on_later, on_earlier = _later(making.draft(), types), _earlier(making.draft(), types)

    def between(given: Given, days: Days) -> Generator[Question, Any, Found]:
        low, high = sorted((days.start, days.end))
        values = {"low": _after(low), "high": _after(high), "cap": CAP, "most": MOST_TIES}
        (reached, ties), sources = yield on_later.of(_on(given, high), starts=[given["scope"]], **values)
        nodes, turned, cut = _nodes(reached), _turned(ties, days), len(reached) > CAP or len(ties) > MOST_TIES
        scope = known(nodes.get(given["scope"]), given, "scope")
        hang(nodes, turned, keys)
        filled = {tie[end]["id"] for tie in ties if tie["type"] in FILLING for end in ("source", "target")}
        posts = {key for key, one in nodes.items() if one["label"] == "Post" and (key in filled or _differs(one, days))}
        ahead = set(beyond(model, nodes, (tie for tie in turned if holds(tie, low))))
        if posts or ahead:
            inside, (reached, ties), filling = yield on_earlier.of(
                _on(given, low), scope=given["scope"], starts=sorted(ahead), posts=sorted(posts), **values)
            cut = cut or len(inside) > CAP or len(reached) > CAP or len(ties) > MOST_TIES
            for key, post in _nodes(filling).items():
                nodes[key] |= _filled(post, high)
            new = _new(nodes, {key for key, _ in inside[:CAP]}, _nodes(reached), low)
            hang(new, _once_each(turned, _turned(ties, days)) if new else (), keys)
            nodes |= new
        return Found(scope, _changes(nodes, tables, days), cut, frozenset(one["id"] for one in sources))

    return between


def _new(nodes: Records, inside: Set[str], further: Records, day: str) -> dict[str, Record]:
    """What belongs to the scope on the earlier day alone."""
    return {key: one | _filled(one, day) for key, one in further.items() if key in inside and key not in nodes}


def _changes(nodes: Records, tables: Mapping[str, Sequence[Way]], days: Days) -> list[Change]:
    differ = (node for node in nodes.values() if _differs(node, days))
    return _once(one for node in differ for one in compared(node, tables.get(node["label"], ()), days))


def _on(given: Given, day: str) -> Given:
    return replace(given, day=day, base=(day, *given.base[1:]))


def _after(day: str) -> str:
    """The next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _nodes(reached: Sequence[tuple[int, Record]]) -> dict[str, Record]:
    return {record["id"]: record for _, record in reached[:CAP]}


def _turned(ties: Sequence[Record], days: Days) -> list[Record]:
    """Those that hold on one of the days only; what began and ended in between does not."""
    return [tie for tie in ties[:MOST_TIES] if days.differ(tie)]


def _differs(record: Record, days: Days) -> bool:
    return "ends" in record or "terms" in record or days.differ(record)


def _filled(record: Record, day: str) -> Record:
    """Of a post who ever filled it, and where it is on a day; of all else nothing."""
    if record["label"] != "Post":
        return {}
    place = next((one for one in record["places"] if holds(one["edge"], day)), None)
    return {"terms": record["terms"], "stated": record["stated"], "place": place}


def _once_each(*found: Iterable[Record]) -> Iterable[Record]:
    return {(tie["type"], tie["id"]): tie for ties in found for tie in ties}.values()


def _once(changes: Iterable[Change]) -> list[Change]:
    """A relationship to many both ways is found from both its ends: kept as seen from where it starts."""
    kept: dict[tuple[str, str], Change] = {}
    for change in changes:
        key = (change.what, change.tie or f"{change.near['id']} {change.kind}")
        if kept.setdefault(key, change) is not change and _from_its_start(change):
            kept[key] = change
    return list(kept.values())


def _from_its_start(change: Change) -> bool:
    """As `answer.walked` has it: what reads the same from both ends starts at the lesser id."""
    far = change.after or change.before
    if change.way is None or far is None:
        return False
    return bool(change.near["id"] < far["id"]) if change.way.hop.symmetric else change.way.hop.outward


# ---- what is asked


def _later(draft: Draft, types: tuple[str, ...]) -> Ask:
    """The scope and what belongs to it on the plan's day, what turned around that, and the sources if they are told."""
    around = _around(draft, Form("Named", STANDS), types)
    sources = draft.listed(Form("Source", ""), first=draft.fixed(CAP if draft.sources else 0, Kind.WHOLE))
    return draft.asks(around, sources)


def _earlier(draft: Draft, types: tuple[str, ...]) -> Ask:
    """Ids of what belongs to the scope on the plan's day; what lies below some nodes and what turned around it; and
    how some posts were ever filled."""
    term, stated = (edge_columns(own, sources=draft.sources) for own in (OWN, ()))
    only = {"Post": Form("Post", "", {
        "terms": Many(Form("Cadre"), term, moment=Ever(), hop="holder"),
        "stated": Many(Form("Source"), stated, moment=Ever(), hop="statedVacancies"),
        "places": Many(Form("PostPlace"), "id since until", moment=Ever(), hop="body"),
    })}
    cap = draft.slot("cap", Kind.WHOLE)
    return draft.asks(
        draft.distances(draft.slot("scope"), downward(draft.model), BOUND, cap),
        _around(draft, Form("Named", STANDS, only=only), types),
        draft.reached(Form("Named", "", only=only), draft.slot("posts", many=True), (), 0, cap),
    )


def _around(draft: Draft, form: Form, types: tuple[str, ...]) -> Any:
    span = Span(draft.slot("low", Kind.DATE), draft.slot("high", Kind.DATE))
    caps = (draft.slot("cap", Kind.WHOLE), draft.slot("most", Kind.WHOLE))
    return territory(draft, form, types, span, draft.slot("starts", many=True), caps)


# ---- which relationships are told of a node


def _owned(model: GraphModel, label: str) -> tuple[Way, ...]:
    """The ways that are listed from a label: to one from here, and to many from the end that `BOUND_AT` says."""
    return tuple(way for way in ways(model, label) if _owns(model, label, way.hop))


def _owns(model: GraphModel, label: str, hop: Hop) -> bool:
    _, back = ends(model, label, hop)
    if hop.one is None:
        return back.one is None and bool(home_hops(model, label)) and hop.outward in BOUND_AT.get(hop.type, (True,))
    return back.one is None or hop.outward
