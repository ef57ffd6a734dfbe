"""How to reach one body, person, post or place from another: the shortest ways, said step by step.

One statement gives both ends and what lies between them, of which the ways are made (see `between`).  Two ways are two
different rows of nodes; several relationships between the same two are reasons of one step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from graph_service.insights.answer import Sentence, Walked, ref
from graph_service.insights.form import Form
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.making import Ask
from graph_service.insights.saying import value
from graph_service.insights.subject import standing
from graph_service.insights.telling import told
from graph_service.insights.ways import between, ties
from graph_service.insights.ways.contact import CALLED, Call, call
from graph_service.model.graph import GraphModel, Kind
from graph_service.model.relationships import BODIES, DIVISIONS

ENDS = (*BODIES, *DIVISIONS, "Post", "Cadre")
SEALED = ("Province", "Prefecture", "County")
"""All of a county is based in it: no way leads through these unless geography is asked for."""
MOST = 20_000
"""Nodes that are looked at, and relationships on the ways."""
DEFAULT_HOPS, MOST_HOPS = 6, 12


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of a way. | 路径中的一步。"""

    from_: Ref = told("From. | 起。")
    to: Ref = told("To. | 止。")
    tie: str = told("What leads there. | 凭何联系。", enumeration=ties.TIE)
    channel: str | None = told("By which channel, where one is stated. | 渠道（载明时）。")
    purpose: str | None = told("What for, where it is stated. | 事项（载明时）。", enumeration="Purpose")
    call: Call | None = told("Whom to call on there; null where nobody is to be (a project, a county). | "
        "可联系的人，项目、县等处为空。")
    reasons: tuple[Walked, ...] = told("All relationships between the two. | 两者间的全部关系。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class CoordinationWay:
    """A shortest way. | 一条最短路径。"""

    steps: tuple[WayStep, ...] = told("Its steps. | 各步。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class CoordinationPath:
    """The shortest ways from one to another. | 两者之间的最短协调路径。"""

    from_: Ref = told("From. | 起点。")
    to: Ref = told("To. | 终点。")
    length: int | None = told("Steps of the shortest ways; null if there is none. | 步数，无路径时为空。")
    ways: tuple[CoordinationWay, ...] = told("The first so many of them. | 路径（前若干条）。")
    truncated: bool = told("Whether there are more, or whether a bound ended the search. | 是否还有更多或因上限中止。")
    looked_within: int = told("How many steps were looked through completely. | 已完整查找的步数。")
    sentence: Sentence = told("In words. | 一句话。")


def prepare(making: Making) -> Asked:
    """One statement."""
    kept: dict[tuple[tuple[str, ...], int], Ask] = {}

    def way(given: Given) -> Asking:
        key = (ties.types_of(given["via"]), given["maxHops"])
        if key not in kept:
            kept[key] = _ask(making, *key)
        start, end, (looked, found) = yield kept[key].of(given, **{"from": given["from"], "to": given["to"]})
        start, end = standing(start, given, "from"), standing(end, given, "to")
        return _Between(making.model, start, end, looked, found, given).answer()

    return way


def _ask(making: Making, types: tuple[str, ...], hops: int) -> Ask:
    draft = making.draft()
    end = Form("Named", "name since until inForce")
    start, to, cap = draft.slot("from"), draft.slot("to"), draft.fixed(MOST, Kind.WHOLE)
    sealed = () if "WITHIN" in types else SEALED
    return draft.asks(
        draft.by_id(end, start), draft.by_id(end, to),
        draft.between(CALLED, start, to, ties.both_ways(types), hops, cap, sealed, ties.EDGE),
    )


@dataclass(frozen=True, slots=True)
class _Between:
    """Both ends, how far was looked, and what lies on the shortest ways."""

    model: GraphModel
    start: Mapping[str, Any]
    end: Mapping[str, Any]
    looked: int
    found: Sequence[between.Led]
    given: Given

    @property
    def length(self) -> int | None:
        return self.looked if self.found or self.start["id"] == self.end["id"] else None

    def answer(self) -> CoordinationPath:
        first, length = self.given["first"], self.length
        every = between.ways(self.start["id"], self.end["id"], between.onward(self.found))
        ways = list(islice(every, first + 1))
        nodes = {self.start["id"]: self.start, **{node["id"]: node for _, node, _ in self.found}}
        told_ways = tuple(_said(self, way, nodes) for way in ways[:first])
        cut = sum(len(led) for *_, led in self.found) > MOST or (length is None and self.looked < self.given["maxHops"])
        return CoordinationPath(
            ref(self.start), ref(self.end), length, told_ways, cut or len(ways) > first, self.looked,
            self._sentence(told_ways),
        )

    def _sentence(self, ways: Sequence[CoordinationWay]) -> Sentence:
        one, other = self.start["name"], self.end["name"]
        if self.length is None:
            return Sentence(
                f"No way was found from {one} to {other} within {self.looked} steps.",
                f"{self.looked}步之内未找到从{one}到{other}的路径。",
            )
        if self.length == 0:
            return Sentence(f"{one} is {other} itself.", f"{one}与{other}为同一对象。")
        through = ways[0].sentence if ways else Sentence("", "")
        return Sentence(
            f"From {one} to {other} in {self.length} steps. {through.en}".strip(),
            f"从{one}到{other}共{self.length}步。{through.zh}",
        )


def _said(of: _Between, way: Sequence[between.Pace], nodes: Mapping[str, Mapping[str, Any]]) -> CoordinationWay:
    steps = tuple(_step(of, nodes[near], nodes[far], several) for near, far, several in way)
    return CoordinationWay(
        steps, Sentence(" ".join(step.sentence.en for step in steps), "".join(step.sentence.zh for step in steps))
    )


def _step(of: _Between, near: Mapping[str, Any], far: Mapping[str, Any], several: Sequence[between.Tie]) -> WayStep:
    model, best = of.model, several[0]
    one, other = ref(near), ref(far)
    called = ties.title(model, best, one, other)
    person = call(far)
    en, zh = [f"{near['name']} → {far['name']} ({called.en.lower()})"], [f"{near['name']}的{called.zh}：{far['name']}"]
    if best["channel"]:
        en.append(f"by {best['channel']}")
        zh.append(f"渠道：{best['channel']}")
    if best["purpose"]:
        purpose = value(model, "Purpose", best["purpose"])
        en.append(f"for {purpose.en.lower()}")
        zh.append(f"事项：{purpose.zh}")
    if person is not None:
        en.append(person.sentence.en)
        zh.append(person.sentence.zh)
    reasons = tuple(ties.reason(tie, one, other) for tie in several)
    return WayStep(
        one, other, ties.OF_TYPE[best["type"]], best["channel"], best["purpose"], person, reasons,
        Sentence(f"{', '.join(en)}.", f"{'，'.join(zh)}。"),
    )


COORDINATION_PATH = Insight(
    "coordinationPath", "way",
    words("The shortest ways from one body, person, post or place to another, and whom to call on each step. | "
        "从一个机构、人员、岗位或区划到另一个的最短协调路径及每步可联系的人。"),
    (
        Argument("from", words("Where the way begins. | 起点。"), required=True, labels=ENDS),
        Argument("to", words("Where it leads. | 终点。"), required=True, labels=ENDS),
        Argument("via", words("Along which ties; without it all but geography. Posts, service and places are always "
            "walked. | 可经的联系，缺省为除行政区划外的全部；任职与所在始终可经。"),
            Kind.CHOICE, many=True, enumeration=ties.TIE, least=1, most=len(ties.TYPES)),
        Argument("maxHops", words("At most so many steps. | 至多步数。"), Kind.WHOLE, default=DEFAULT_HOPS, least=1,
            most=MOST_HOPS),
        Argument("first", words("At most so many ways. | 至多路径数。"), Kind.WHOLE, default=3, least=1, most=20),
    ),
    CoordinationPath, prepare,
)
