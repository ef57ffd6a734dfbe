"""One state against another: what came, went or changed of the records that a difference found.  No plans here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from graph_service.insights.answer import Sentence
from graph_service.insights.form import Record
from graph_service.insights.history.course import ATTESTED, HOLDS, STATED_VACANT, Seen, Way, begun, ended
from graph_service.insights.history.event import BEGAN, CLOSED, ENDED, FELL_VACANT, FOUNDED, about_node, about_tie
from graph_service.model.graph import Enumeration, Value, Words

FILLED, CHANGED = "FILLED", "CHANGED"
KINDS = Enumeration(
    "ChangeKind", Words("How two days differ, in the order in which it is listed.", "两日之间变化的类别，按列示顺序。"),
    (
        Value(FOUNDED, Words("Stands on the second day only", "仅第二日存续")),
        Value(CLOSED, Words("Stood on the first day only", "仅第一日存续")),
        Value(FELL_VACANT, Words("A post is vacant on the second day and was not on the first", "岗位变为空缺")),
        Value(FILLED, Words("A post was vacant on the first day and is held on the second", "空缺岗位得到任职")),
        Value(CHANGED, Words("Another stands at an end to one", "所属、任职等单一关系换了对象")),
        Value(BEGAN, Words("A relationship holds on the second day only", "仅第二日有此关系")),
        Value(ATTESTED, Words("It holds on the second day only because that it holds is not known earlier",
            "第二日载明，起始未登记")),
        Value(ENDED, Words("A relationship held on the first day only", "仅第一日有此关系")),
    ),
)
FILLING = (HOLDS, STATED_VACANT)
"""Types from which the state of a post comes: told as one change, not as what came and what went."""
HELD, VACANT, NOT_RECORDED = "HELD", "VACANT", "NOT_RECORDED"


@dataclass(frozen=True, slots=True)
class Change:
    """A node (no `way`), or what stood at one of its ends before and what stands there after."""

    kind: str
    near: Record
    way: Way | None
    before: Record | None
    after: Record | None
    said: Callable[[], Sentence]
    """Makes the sentence: most changes are only counted."""

    @property
    def what(self) -> str:
        """The label of the node, or the type of the relationship."""
        return str(self.near["label"]) if self.way is None else self.way.hop.type

    @property
    def tie(self) -> str:
        """The id of the relationship; none of a node."""
        side = self.after or self.before
        return str(side["edge"]["id"]) if side else ""


@dataclass(frozen=True, slots=True)
class Days:
    """The two days that are set against each other."""

    start: str
    end: str

    def differ(self, dated: Mapping[str, Any]) -> bool:
        """Whether it holds on one of them only."""
        return holds(dated, self.start) is not holds(dated, self.end)


def holds(dated: Mapping[str, Any], day: str) -> bool:
    """Whether a record or a relationship is in force on a day."""
    return (dated["since"] or "") <= day and (dated["until"] is None or day < dated["until"])


def compared(near: Record, walk: Sequence[Way], days: Days) -> Iterator[Change]:
    """Everything that differs of one node between the days.

    `ends` of the record hold by type and direction what holds on one of them only, `terms` and `stated` of a post all
    that ever filled it; none of them is there where nothing differs.
    """
    if days.differ(near):
        kind = _started(near, FOUNDED) if holds(near, days.end) else CLOSED
        yield Change(kind, near, None, None, None, partial(about_node, kind, near))
    used: set[str] = set()
    if "terms" in near:
        change = _post(near, {way.hop.type: way for way in walk if way.hop.type in FILLING}, days)
        if change is not None:
            used = {one["edge"]["id"] for one in (change.before, change.after) if one is not None}
            yield change
    ends: Mapping[tuple[str, bool], Sequence[Record]] = near.get("ends", _NO_ENDS)
    for way in walk if ends else ():
        fars = ends.get((way.hop.type, way.hop.outward), ())
        if fars:
            yield from _end(near, way, [far for far in fars if far["edge"]["id"] not in used], days)


_NO_ENDS: Mapping[tuple[str, bool], Sequence[Record]] = {}


def _started(dated: Mapping[str, Any], kind: str) -> str:
    return ATTESTED if dated["sinceGrain"] == ATTESTED else kind


def _end(near: Record, way: Way, fars: Sequence[Record], days: Days) -> Iterator[Change]:
    """What came and went at one end; at an end to one, what came in the place of what went is one change."""
    came: list[Record] = []
    went: list[Record] = []
    for one in sorted(fars, key=_age):
        (came if holds(one["edge"], days.end) else went).append(one)
    pairs = min(len(came), len(went)) if way.hop.one is not None else 0
    for old, new in zip(went[:pairs], came[:pairs], strict=True):
        yield _replaced(near, way, old, new)
    for old in went[pairs:]:
        yield Change(ENDED, near, way, old, None, partial(about_tie, ENDED, Seen(near, way, old)))
    for new in came[pairs:]:
        kind = _started(new["edge"], BEGAN)
        yield Change(kind, near, way, None, new, partial(about_tie, kind, Seen(near, way, new)))


def _age(far: Record) -> tuple[str, str]:
    return (far["edge"]["since"] or "", far["edge"]["id"])


def _replaced(near: Record, way: Way, old: Record, new: Record) -> Change:
    return Change(CHANGED, near, way, old, new, partial(_in_the_place, near, way, old, new))


def _in_the_place(near: Record, way: Way, old: Record, new: Record) -> Sentence:
    when, called, name = begun(new["edge"]), way.title, near["name"]
    return Sentence(
        f"{name}, {called.en.lower()}: {new['name']} in the place of {old['name']}, {when.en}.",
        f"{name}：{called.zh}由“{old['name']}”变为“{new['name']}”，{when.zh}。",
    )


# ---- posts


@dataclass(frozen=True, slots=True)
class Filled:
    """How a post is filled on a day, by what: the holder whom readers take, or the statement that it is vacant."""

    holding: str = NOT_RECORDED
    by: Record | None = None


def filled(post: Record, day: str) -> Filled:
    """By the rules of `holding` and `holder`, from all that ever filled the post."""
    if not holds(post, day):
        return Filled()
    if held := [one for one in post["terms"] if holds(one["edge"], day)]:
        latest = max(one["edge"]["since"] or "" for one in held)
        taken = (one for one in held if (one["edge"]["since"] or "") == latest)
        return Filled(HELD, min(taken, key=lambda one: str(one["edge"]["id"])))
    stated = [one for one in post["stated"] if holds(one["edge"], day)]
    left = any(one["edge"]["until"] is not None and one["edge"]["until"] <= day for one in post["terms"])
    return Filled(VACANT, min(stated, key=_age, default=None)) if stated or left else Filled()


def _post(post: Record, ways: Mapping[str, Way], days: Days) -> Change | None:
    """How a post is filled on the one day and on the other, as one change."""
    before, after = filled(post, days.start), filled(post, days.end)
    return _FILLINGS[before.holding, after.holding](post, ways, before, after)


_Told = Callable[[Record, Mapping[str, Way], Filled, Filled], Change | None]


def _same(_: Record, __: Mapping[str, Way], ___: Filled, ____: Filled) -> Change | None:
    return None


def _succeeded(post: Record, ways: Mapping[str, Way], before: Filled, after: Filled) -> Change | None:
    assert before.by is not None
    assert after.by is not None
    if before.by["edge"]["id"] == after.by["edge"]["id"]:
        return None
    return _replaced(post, ways[HOLDS], before.by, after.by)


def _taken(post: Record, ways: Mapping[str, Way], _: Filled, after: Filled) -> Change | None:
    assert after.by is not None
    kind, way = _started(after.by["edge"], BEGAN), ways[HOLDS]
    return Change(kind, post, way, None, after.by, partial(about_tie, kind, Seen(post, way, after.by)))


def _filled_again(post: Record, ways: Mapping[str, Way], before: Filled, after: Filled) -> Change | None:
    assert after.by is not None
    return Change(FILLED, post, ways[HOLDS], before.by, after.by, partial(_held_again, post, after.by))


def _held_again(post: Record, by: Record) -> Sentence:
    when, name, holder = begun(by["edge"]), post["name"], by["name"]
    return Sentence(
        f"{name}: held by {holder}, {when.en}; it was vacant.", f"{name}：由{holder}任职，{when.zh}，此前空缺。"
    )


def _left(post: Record, ways: Mapping[str, Way], before: Filled, _: Filled) -> Change | None:
    assert before.by is not None
    way = ways[HOLDS]
    return Change(ENDED, post, way, before.by, None, partial(about_tie, ENDED, Seen(post, way, before.by)))


def _fell(post: Record, ways: Mapping[str, Way], before: Filled, after: Filled) -> Change | None:
    return Change(FELL_VACANT, post, ways[HOLDS], before.by, after.by, partial(_vacant, post, before.by, after.by))


def _vacant(post: Record, before: Record | None, after: Record | None) -> Sentence:
    if before is not None:
        when, holder = ended(before["edge"]), before["name"]
        said = Words(f"; {holder} {when.en}", f"，{holder}{when.zh}")
    elif after is not None:
        when = begun(after["edge"])
        said = Words(f", as stated, {when.en}", f"（来源载明），{when.zh}")
    else:
        said = Words("; its last holder left in between", "，其间任职人已离任")
    return Sentence(f"{post['name']}: vacant{said.en}.", f"{post['name']}：空缺{said.zh}。")


def _lapsed(post: Record, ways: Mapping[str, Way], before: Filled, _: Filled) -> Change | None:
    """No longer vacant, and nobody recorded: what was stated has ended, or the post was closed."""
    return Change(ENDED, post, ways[HOLDS], before.by, None, partial(_no_longer_vacant, post))


def _no_longer_vacant(post: Record) -> Sentence:
    return Sentence(f"{post['name']}: no longer vacant; not recorded.", f"{post['name']}：不再空缺，未登记。")


_FILLINGS: Mapping[tuple[str, str], _Told] = {
    (HELD, HELD): _succeeded,
    (HELD, VACANT): _fell,
    (HELD, NOT_RECORDED): _left,
    (VACANT, HELD): _filled_again,
    (VACANT, VACANT): _same,
    (VACANT, NOT_RECORDED): _lapsed,
    (NOT_RECORDED, HELD): _taken,
    (NOT_RECORDED, VACANT): _fell,
    (NOT_RECORDED, NOT_RECORDED): _same,
}
