"""Reporting lines as they are answered: each step with its leading seat, whom to call, and all of it in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.form import Record
from graph_service.insights.insight import Ref
from graph_service.insights.posts import Seat, filled, leading, seat
from graph_service.insights.reporting.asked import CHARGE, GUIDANCE, LEADS, LINE, PARTY, SPONSOR
from graph_service.insights.reporting.gaps import ReportingGap
from graph_service.insights.reporting.walks import NO_TIER, Walk, Way
from graph_service.insights.reporting.web import Web
from graph_service.insights.telling import field_value, late, told
from graph_service.model.graph import Enumeration, Value, Words

_TIERS = (
    Value("GROUP", Words("Team group, the lowest tier", "党小组，最低层")),
    Value("BRANCH", Words("Township branch, the middle tier", "党支部，中间层")),
    Value("COMMITTEE", Words("Working committee, the top tier", "党工委，顶层")),
    Value(NO_TIER, Words("No tier", "不是层级")),
)
TIER = Enumeration("ReportingTier", Words("The tier of a step.", "所处层级。"), _TIERS)
_TIER_WORDS = {one.name: one.title for one in _TIERS}
_LINE_WORDS = {
    PARTY: Words("Party line", "隶属线"), SPONSOR: Words("Sponsoring line", "派出线"),
    CHARGE: Words("Line of charge", "包保线"), GUIDANCE: Words("Line of guidance", "指导线"),
}
_AS = {
    PARTY: Words("dispatches the committee, no tier", "派出党工委，不是层级"),
    SPONSOR: Words("sponsoring unit, no tier", "派出单位，不是层级"),
    CHARGE: Words("in charge, no tier", "包保，不是层级"),
    GUIDANCE: Words("guidance and supervision, no tier", "指导监督，不是层级"),
}


@dataclass(frozen=True, slots=True)
class ReportingStep:
    """A body of a reporting line. | 上报线上的一环。"""

    body: Ref = told("The body; on the line of charge perhaps a post or a person. | 机构；包保线上也可为岗位或个人。")
    tier: str = told("Its tier; NONE on all lines but PARTY. | 层级；隶属线之外均非层级。", enumeration=TIER)
    seat: Seat | None = told("Its leading post; null where none is recorded. | 负责岗位，未登记时为空。")
    call: Ref | None = told("Whom to turn to: the holder, else who acts. | 可联系的人。", at="Cadre")
    level: str | None = told("Level, of a unit. | 单位的层级。", enumeration="Level")
    division: Ref | None = told("Division in which a unit is based. | 单位所在区划。", at="Division")
    reasons: tuple[Walked, ...] = told("What leads to it from what stands before it. | 自前一环至此的依据。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ReportingWay:
    """One way up along a line: a village with several teams has one for each. | 一条上报路径：一村多队时每队一条。"""

    team: Ref | None = told("The team it goes through. | 所经工作队。", at="TeamGroup")
    steps: tuple[ReportingStep, ...] = told("Nearest first, no body twice. | 由近及远，不重复。")
    complete: bool = told("Whether it reaches its top and nothing is missing. | 是否到顶且无缺。")
    missing: tuple[ReportingGap, ...] = told("What is missing, or why it ends. | 缺失或中断的原因。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ReportingChain:
    """A reporting line, from a node up to the top. | 一条上报线，自下而上。"""

    of: Ref = told("Where it starts. | 起点。")
    seat: Seat | None = told("The post asked about; null for all others. | 所问岗位，问其他对象时为空。")
    line: str = told("Which line. | 哪条线。", enumeration=LINE)
    chains: tuple[ReportingWay, ...] = told("The ways up: one, or one for each team of a village, ordered by "
        "their ids. | 各路径：一条，或一村多队时每队一条（按标识排序）。")
    complete: bool = told("Whether all of them are complete. | 是否全部完整。")
    truncated: bool = told("Whether there are more teams. | 是否还有更多工作队。")
    sentence: Sentence = told("In words. | 一句话。")


def leading_post(web: Web, body: Record) -> str | None:
    """The post by which a body is led; a post is its own."""
    if body["label"] == "Post":
        return str(body["id"])
    post = leading(body["label"], web.at(body, "posts"))
    return None if post is None or post["role"] not in LEADS else str(post["id"])


def posts_on(web: Web, of: Record, ways: Iterable[Way]) -> list[str]:
    """The posts that are shown: a post asked about, and those by which the bodies are led."""
    own = [of["id"]] if of["label"] == "Post" else []
    led = (leading_post(web, one.body) for way in ways for one in way.walks)
    return list(dict.fromkeys([*own, *(key for key in led if key is not None)]))


def chain(web: Web, of: Record, line: str, ways: Sequence[Way], *, truncated: bool) -> ReportingChain:
    """A line from a node: its ways, with their seats."""
    each = tuple(_way(web, line, one) for one in ways)
    post = web.posts[of["id"]] if of["label"] == "Post" else None
    return ReportingChain(
        ref(of), None if post is None else seat(post, web.day), line, each, all(one.complete for one in each),
        truncated, late(lambda: _chain_said(of, None if post is None else filled(post, web.day), line, each)),
    )


def _chain_said(of: Record, how: Words | None, line: str, each: Sequence[ReportingWay]) -> Sentence:
    name = Words(f"{of['name']} ({how.en})", f"{of['name']}（{how.zh}）") if how else Words(of["name"], of["name"])
    title = _LINE_WORDS[line]
    said: list[Sentence] = [field_value(one, "sentence") for one in each]
    return Sentence(
        f"{title.en} of {name.en}: {' '.join(one.en for one in said)}",
        f"{name.zh}的{title.zh}：{''.join(one.zh for one in said)}",
    )


def _way(web: Web, line: str, found: Way) -> ReportingWay:
    team = found.start.team
    return ReportingWay(
        None if team is None else ref(team), tuple(_step(web, line, one) for one in found.walks),
        not found.gaps, tuple(found.gaps), late(lambda: _whole(line, found)),
    )


def _step(web: Web, line: str, walk: Walk) -> ReportingStep:
    body, key = walk.body, leading_post(web, walk.body)
    post = None if key is None else web.posts.get(key)
    division, sat = web.one(body, "division"), None if post is None else seat(post, web.day)
    call = ref(body) if body["label"] == "Cadre" else sat.call if sat else None
    return ReportingStep(
        ref(body), walk.tier, sat, call, body.get("level"), None if division is None else ref(division),
        late(lambda: tuple(walked(near, far) for near, far in walk.reasons)),
        late(lambda: _step_said(line, walk, post, web.day)),
    )


def _step_said(line: str, walk: Walk, post: Record | None, day: str) -> Sentence:
    name, standing, led = walk.body["name"], _standing(line, walk), _led(walk.body, post, day)
    return Sentence(f"{name} ({standing.en}){led.en}.", f"{name}（{standing.zh}）{led.zh}。")


def _standing(line: str, walk: Walk) -> Words:
    if walk.tier != NO_TIER:
        title = _TIER_WORDS[walk.tier]
        return Words(title.en.lower(), title.zh)
    if walk.body["label"] == "WorkingCommittee":
        return Words("the committee whose organ it is", "指导站所属党工委")
    return _AS[line]


def _led(body: Record, post: Record | None, day: str) -> Words:
    """The leading post, how it is filled, and which post it follows."""
    if body["label"] == "Cadre":
        return Words("", "")
    if post is None:
        return Words("; leading post not recorded", "，负责岗位未登记")
    how = filled(post, day)
    en, zh = f"; {post['name']}: {how.en}", f"，{post['name']}：{how.zh}"
    follows = post["follows"]
    if follows is not None:
        by = followed(follows)
        en, zh = f"{en}; the seat goes with {follows['name']} ({by.en})", f"{zh}；随任于{follows['name']}（{by.zh}）"
    return Words(en, zh)


def followed(post: Mapping[str, Any]) -> Words:
    """In words who holds a post that a seat follows."""
    if post["holder"] is not None:
        return Words(post["holder"]["name"], post["holder"]["name"])
    return Words("vacant", "空缺") if post["holding"] == "VACANT" else Words("not recorded", "未登记")


def _whole(line: str, found: Way) -> Sentence:
    names = [one.body["name"] for one in found.walks if line != PARTY or one.tier != NO_TIER]
    sender = next((one.body["name"] for one in found.walks if line == PARTY and one.tier == NO_TIER), None)
    mark = " → " if line in (PARTY, GUIDANCE) else ", "
    en, zh = mark.join(names), mark.replace(", ", "、").join(names)
    if sender is not None:
        en, zh = f"{en}; dispatched by {sender} (no tier)", f"{zh}；由{sender}派出（不是层级）"
    lacks_en = ["Not complete:", *(one.sentence.en for one in found.gaps)] if found.gaps else []
    lacks_zh = ["不完整：", *(one.sentence.zh for one in found.gaps)] if found.gaps else []
    return Sentence(
        " ".join([f"{en}.", *lacks_en] if en else lacks_en), "".join([f"{zh}。", *lacks_zh] if zh else lacks_zh)
    )
