"""The grounds on which teams cooperate or could: one row each, with its weight, how it is found and how it is said.

Weights order an answer and are no part of it.  Guidance areas, liaison officers, people, appraisal, income and
findings are no grounds; a common branch is none either: it is the way on which two come together.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from graph_service.errors import BadSetting
from graph_service.insights.cooperation.dossier import Dossier
from graph_service.insights.cooperation.meeting import (
    Find,
    Match,
    branded,
    complementary,
    industry,
    joined,
    linked,
    needed,
    shared,
)
from graph_service.insights.form import Record
from graph_service.model.graph import Enumeration, Value, Words
from graph_service.model.shared import words

NOW, POSSIBLE = "NOW", "POSSIBLE"
STATE = Enumeration("GroundState", words("Whether a ground holds already. | 依据是否已经成立。"), (
    Value(NOW, words("They cooperate | 正在合作")),
    Value(POSSIBLE, words("They could | 可以合作")),
))


@dataclass(frozen=True, slots=True)
class Ground:
    """A row.  `said` has places for us, them, via, ours, theirs, both and fields."""

    name: str
    weight: int
    state: str
    title: Words
    find: Find
    said: Words


@dataclass(frozen=True, slots=True)
class Found:
    """A ground that holds between two sides."""

    ground: Ground
    matches: tuple[Match, ...]


def _row(name: str, weight: int, state: str, title: str, find: Find, en: str, zh: str) -> Ground:
    return Ground(name, weight, state, words(title), find, Words(en, zh))


GROUNDS = (
    _row("PROJECT", 100, NOW, "Same joint project | 同一联建项目",
        joined("PROJECT"),
        "{us} and {them} take part in {via}: {ours}; {theirs}.",
        "{us}与{them}共同参与{via}：{ours}；{theirs}。"),
    _row("COOPERATIVE", 80, NOW, "Same cooperative or company | 同一合作社或公司",
        joined("COOPERATIVE"),
        "{us} and {them} are behind {via}, founded by {ours} and {theirs}.",
        "{us}与{them}同办{via}，发起方：{ours}、{theirs}。"),
    _row("PARK", 80, NOW, "Same park | 同一产业园",
        joined("PARK"),
        "{us} and {them} are both at {via}: {ours}; {theirs}.",
        "{us}与{them}同在{via}：{ours}；{theirs}。"),
    _row("BRAND", 80, NOW, "Same brand | 同一品牌",
        branded,
        "{us} and {them} sell under one brand, by {via}: {ours}; {theirs}.",
        "{us}与{them}共用一个品牌（{via}）：{ours}；{theirs}。"),
    _row("LINK", 60, NOW, "Coordination link in force | 有效的协调联络",
        linked,
        "{us} and {them} keep a coordination link: {ours} with {theirs}.",
        "{us}与{them}有协调联络：{ours}与{theirs}。"),
    _row("VILLAGE", 60, NOW, "Teams in one village | 同驻一村",
        shared("VILLAGE"),
        "{us} and {them} are stationed in {via}.",
        "{us}与{them}同驻{via}。"),
    _row("NEED", 45, POSSIBLE, "Declared need met by a declared capability | 需求与能力相合",
        needed,
        "A declared need ({fields}) could be met by a declared capability: {ours}; {theirs}.",
        "申报的需求可由申报的能力满足（{fields}）：{ours}；{theirs}。"),
    _row("DUTIES", 40, POSSIBLE, "Complementary duties in one industry | 同产业分工互补",
        complementary,
        "Their duties in one industry ({fields}) would complement each other: {ours}; {theirs}.",
        "在同一产业（{fields}）分工互补：{ours}；{theirs}。"),
    _row("INDUSTRY_IN_TOWNSHIP", 35, POSSIBLE, "Same industry in one township | 同乡镇同产业",
        industry(near=True),
        "Both work in one industry ({fields}) in one township: {ours}; {theirs}.",
        "在同一乡镇发展同一产业（{fields}）：{ours}；{theirs}。"),
    _row("INDUSTRY_IN_COUNTY", 25, POSSIBLE, "Same industry elsewhere in the county | 同县异乡镇同产业",
        industry(near=False),
        "Both work in one industry ({fields}) in different townships of the county: {ours}; {theirs}.",
        "在同县不同乡镇发展同一产业（{fields}）：{ours}；{theirs}。"),
    _row("SPONSOR", 20, POSSIBLE, "Common sponsoring unit | 共同派出单位",
        shared("SPONSOR"),
        "{via} stands behind both {us} and {them}.",
        "{us}与{them}的派出（帮扶）单位同为{via}。"),
    _row("CHARGE", 15, POSSIBLE, "Common leader or department in charge | 共同包保领导或部门",
        shared("CHARGE"),
        "{via} is in charge of {both}, and so of {us} and {them}.",
        "{us}与{them}的包保领导或部门同为{via}（包保{both}）。"),
)
"""NOW before POSSIBLE, then by weight: the order among grounds of one weight too."""
GROUND = Enumeration(
    "Ground", words("On what grounds teams cooperate or could. | 合作依据。"),
    tuple(Value(one.name, one.title) for one in GROUNDS),
)
BRANCH = "BRANCH"
"""The weight of a common branch beside a ground."""
WEIGHTS: Mapping[str, int] = MappingProxyType({**{one.name: one.weight for one in GROUNDS}, BRANCH: 10})


def weights(given: Mapping[str, int], setting: str) -> Mapping[str, int]:
    """The weights, with those that are set in the place of the defaults.

    Raises BadSetting for a ground that there is none of, or a weight below 0.
    """
    wrong = sorted(name for name, weight in given.items() if name not in WEIGHTS or weight < 0)
    if wrong:
        named = ", ".join(wrong)
        raise BadSetting(
            f"{setting}: {named}: not a ground, or a weight below 0; write {', '.join(WEIGHTS)}, each with a whole "
            "number from 0 up.",
            f"{setting}：{named}：没有此合作依据，或权重小于 0；请填写 {'、'.join(WEIGHTS)}，权重为不小于 0 的整数。",
            argument=setting,
        )
    return MappingProxyType({**WEIGHTS, **given})


def between(one: Dossier, other: Dossier, kinds: Set[str]) -> tuple[Found, ...]:
    """The grounds of these kinds that hold between two sides, in the order of the table."""
    held = ((ground, tuple(ground.find(one, other))) for ground in GROUNDS if ground.name in kinds)
    return tuple(Found(ground, matches) for ground, matches in held if matches)


def common_branch(one: Dossier, other: Dossier) -> Record | None:
    """The branch on whose way two sides come together."""
    ours = {branch["id"] for branch in one.branches}
    return next((branch for branch in other.branches if branch["id"] in ours), None)


Place = tuple[bool, int, int]


def place(found: Sequence[Found], weight: Mapping[str, int], *, same_branch: bool) -> Place:
    """Where a pair stands: those who cooperate now, then the heavier sum, then the heavier best ground."""
    held = [weight[one.ground.name] for one in found]
    total = sum(held) + (weight[BRANCH] if same_branch else 0)
    return not any(one.ground.state == NOW for one in found), -total, -max(held)


def in_order(found: Sequence[Found], weight: Mapping[str, int]) -> list[Found]:
    """NOW before POSSIBLE, the heavier first, else as the table has them."""
    return sorted(found, key=lambda one: (one.ground.state != NOW, -weight[one.ground.name]))


INDUSTRIES = frozenset({"DUTIES", "INDUSTRY_IN_TOWNSHIP", "INDUSTRY_IN_COUNTY"})
"""Grounds between teams in one industry."""


def wanted(kinds: Sequence[str] | None) -> frozenset[str]:
    """The kinds asked for; all, if none are named."""
    return frozenset(WEIGHTS) if kinds is None else frozenset(kinds)
