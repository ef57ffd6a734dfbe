"""Every rule that a change set must keep before a store is asked: one rule, one function, all violations at once."""

from collections.abc import Callable, Iterator

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, Json, Properties
from graph_service.errors import Violation
from graph_service.model.shared import OPEN_END, OPEN_START
from graph_service.model.values import day_fault
from graph_service.writing.draft import Draft
from graph_service.writing.forms import FORMS, Ruled, broken, kind_of, said, sources
from graph_service.writing.words import OPEN_SINCE, POST_IN, SIGNIFICANT, TIERS, WITHIN

DATES = ("since", "until")
Rule = Callable[[Draft, Ruled], Iterator[Violation]]
COARSE = {"MONTH": "-01", "YEAR": "-01-01"}
"""How the first day of a coarse span ends."""


def reason(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """What is concluded says why."""
    now = draft.merged(change)
    if now.get("basis") == "INFERRED" and not now.get("basisReason"):
        yield broken("NO_REASON", change, "basisReason", "What is INFERRED needs a basisReason.",
            "依据为 INFERRED 时须填写 basisReason。")


def undated(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """What is always in force takes no dates."""
    if _dated(draft, change) is False:
        for name in ("since", "sinceGrain", "until", "untilGrain"):
            if said(change).get(name) is not None:
                yield broken("UNDATED", change, name, f"{kind_of(change)} has no dates.",
                    f"{kind_of(change)} 不带日期。")


def beginning(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """What is dated has a beginning; only posts outside the three tiers may have stood always."""
    if not _dated(draft, change) or draft.merged(change).get("since") is not None:
        return
    if kind_of(change) not in OPEN_SINCE or _in_tier(draft, change):
        yield broken("NO_SINCE", change, "since", f"{kind_of(change)} needs the day since which it holds.",
            f"{kind_of(change)} 缺少起始日期。")


def crossed(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """Dates stand in order."""
    now = draft.merged(change)
    since = _day(now, "since") or OPEN_START
    if since >= (_day(now, "until") or OPEN_END):
        yield broken("DATES_CROSSED", change, "until", f"It ends ({now.get('until')}) before it has begun ({since}).",
            f"截止日（{now.get('until')}）不晚于起始日（{since}）。")
    if since >= (_day(now, "dueOn") or OPEN_END):
        yield broken("DATES_CROSSED", change, "dueOn", f"It is due ({now.get('dueOn')}) before it has begun ({since}).",
            f"预计截止日（{now.get('dueOn')}）不晚于起始日（{since}）。")


def grains(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """A date and its grain come together, a coarse date is the first day of its span, and no end is ATTESTED."""
    now = draft.merged(change)
    for name in DATES:
        day, grain = now.get(name), now.get(f"{name}Grain")
        if (day is None) is not (grain is None):
            yield broken("BAD_GRAIN", change, f"{name}Grain", f"{name} and {name}Grain come together.",
                f"{name} 与 {name}Grain 须同时给出。")
        elif grain in COARSE and not str(day).endswith(COARSE[str(grain)]):
            yield broken("BAD_GRAIN", change, name, f"{name} {day} is not the first day of a {str(grain).lower()}.",
                f"{name}（{day}）不是该精度（{grain}）的首日。")
        elif grain == "ATTESTED" and name == "until":
            yield broken("BAD_GRAIN", change, "untilGrain", "An end cannot be ATTESTED.", "截止日不能为 ATTESTED。")


def prefixes(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """A division's code begins with its parent's."""
    if not isinstance(change, AddTie) or change.type != WITHIN:
        return
    child, parent = draft.after.nodes.get(change.source), draft.after.nodes.get(change.target)
    if child is None or parent is None:
        return
    own, above = child.properties.get("code"), parent.properties.get("code")
    if own and above and not str(own).startswith(str(above)[:SIGNIFICANT.get(parent.label, 0)]):
        yield broken("WRONG_PREFIX", change, "to", f"{own} does not begin with the code of its parent, {above}.",
            f"代码 {own} 与上级代码 {above} 的前缀不符。")


def links(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """Of a symmetric relationship there is one a pair and span."""
    if not isinstance(change, AddTie) or not all(row.symmetric for row in draft.model.types.get(change.type, ())):
        return
    mine = draft.after.ties.get(change.id)
    for other in draft.ties_from(change.type, change.source):
        # Of two that are both new, one tells of it.
        new = isinstance(draft.changes.get(other.id), AddTie)
        same = mine is not None and other.target == change.target and other.id != change.id
        same = same and (other.id > change.id or not new)
        if same and mine is not None and _overlap(mine.properties, other.properties):
            yield broken("REPEATED", change, "to",
                f"{change.type} between {draft.called(change.source)} and {draft.called(change.target)} stands twice.",
                f"{draft.called(change.source)} 与 {draft.called(change.target)} 之间的 {change.type} 重复。")


FACTS = (sources, reason, undated, beginning, crossed, grains, prefixes, links)
"""What all that is known of a thing has to keep."""
RULES = (*FORMS, *FACTS)


def twice(draft: Draft) -> Iterator[Violation]:
    """No id stands in two changes."""
    for key in dict.fromkeys(draft.repeated):
        name = draft.called(key)
        yield Violation("TWICE", f"{name} stands in two changes.", f"{name} 出现在两条变更中。", (key,), "id")


def taken(draft: Draft) -> Iterator[Violation]:
    """No two nodes of the change set share a unique value."""
    for (label, name, value), keys in claimed(draft).items():
        if len(keys) > 1:
            yield Violation("TAKEN", f"{name} {value} is given to {len(keys)} nodes of {label}.",
                f"{label} 的 {name} {value} 重复（{len(keys)} 个节点）。", tuple(keys), name)


def data_dates(draft: Draft) -> Iterator[Violation]:
    """The day of the data is a day, set once."""
    if len(draft.data_dates) > 1:
        yield Violation("TWICE", "The data date is set twice.", "资料日期被设置两次。", (), "dataDate")
    for change in draft.data_dates:
        fault = day_fault(change.after) if change.after is not None else None
        if fault is not None:
            yield Violation("BAD_VALUE", fault.en, fault.zh, (), "dataDate")


WHOLE = (twice, taken, data_dates)


def violations(draft: Draft) -> list[Violation]:
    """Everything that is wrong with the changes of a draft, in their order."""
    found = [violation for change in draft.changes.values() for rule in _ruled(draft, change)
        for violation in rule(draft, change)]
    return found + [violation for rule in WHOLE for violation in rule(draft)]


def _ruled(draft: Draft, change: Ruled) -> tuple[Rule, ...]:
    """Of what is altered and not there nothing is known: its form is looked at, the store says that it conflicts."""
    match change:
        case AlterNode(_, key, _, _) if key not in draft.after.nodes:
            return FORMS
        case AlterTie(_, key, _, _) if key not in draft.after.ties:
            return FORMS
        case _:
            return RULES


def claimed(draft: Draft) -> dict[tuple[str, str, str], list[str]]:
    """By label, unique property and value: the ids that the changes give it to."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for change in draft.changes.values():
        if isinstance(change, AddNode | AlterNode) and change.label in draft.model.label:
            for p in draft.model.label[change.label].properties:
                value = said(change).get(p.name)
                if p.unique and isinstance(value, str):
                    found.setdefault((change.label, p.name, value), []).append(change.id)
    return found


def _dated(draft: Draft, change: Ruled) -> bool | None:
    """Whether it carries dates; None where that is not known."""
    if isinstance(change, AddNode | AlterNode):
        label = draft.model.label.get(change.label)
        return label.dated if label else None
    row = draft.row_of(change)
    return row.dated if row else None


def _in_tier(draft: Draft, change: Ruled) -> bool:
    if isinstance(change, AddTie):
        return draft.label_of(change.target) in TIERS
    if isinstance(change, AlterTie):
        tie = draft.after.ties.get(change.id)
        return tie is not None and draft.label_of(tie.target) in TIERS
    return any(draft.label_of(tie.target) in TIERS for tie in draft.ties_from(POST_IN, change.id))


def _day(properties: Properties, name: str) -> str | None:
    value: Json = properties.get(name)
    return value if isinstance(value, str) else None


def _overlap(one: Properties, other: Properties) -> bool:
    latest = max(_day(one, "since") or OPEN_START, _day(other, "since") or OPEN_START)
    return latest < min(_day(one, "until") or OPEN_END, _day(other, "until") or OPEN_END)
