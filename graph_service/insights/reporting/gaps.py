"""Why a reporting line ends before its top: kinds, and how each is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from graph_service.insights.answer import Sentence, ref
from graph_service.insights.form import Record
from graph_service.insights.insight import Ref
from graph_service.insights.reporting.web import Web
from graph_service.insights.saying import NOT_EXACT, listed, on, since, value
from graph_service.insights.telling import told
from graph_service.model.graph import Enumeration, Value, Words


@dataclass(frozen=True, slots=True)
class _Kind:
    """`lacking`: something that ought to be there; else the tiers do not reach there, or nothing was promised."""

    name: str
    title: Words
    en: str
    zh: str
    lacking: bool = True


_KINDS = (
    _Kind("TEAM_NOT_STATED", Words("Team not stated", "工作队未载明"),
        "the team of {name} is not stated", "{name}的工作队未载明"),
    _Kind("VILLAGE_NOT_STATED", Words("Village not stated", "所驻村未载明"),
        "the village of {name} is not stated", "{name}所驻的村未载明"),
    _Kind("NO_TEAM_STATIONED", Words("No team stationed", "未派驻"),
        "no team is recorded in {name}{more}", "{name}未派驻工作队{more}"),
    _Kind("BRANCH_NOT_RECORDED", Words("Branch not recorded", "党支部未登记"),
        "the township branch above {name} is not recorded{more}", "{name}所属乡镇驻村工作党支部未登记{more}"),
    _Kind("COMMITTEE_NOT_RECORDED", Words("Committee not recorded", "党工委未登记"),
        "the working committee above {name} is not recorded{more}", "{name}所属驻村工作党工委未登记{more}"),
    _Kind("OTHER_SCHEME", Words("Not led by three tiers", "非三级管理"),
        "{name} does not lead its teams by three tiers: {more}", "{name}不按三级体系管理工作队：{more}", lacking=False),
    _Kind("OUTSIDE_THE_TIERS", Words("Outside the tiers", "不在三级体系内"),
        "{name} stands outside the three tiers{more}", "{name}不在三级体系内{more}", lacking=False),
    _Kind("BODY_NOT_RECORDED", Words("Body of the post not recorded", "岗位所属机构未登记"),
        "the body of {name} is not recorded", "{name}所属机构未登记"),
    _Kind("NOT_IN_FORCE", Words("Recorded, though not on the day", "有登记而当日无效"),
        "for {name} there is no record on {day}, only at other times: {more}",
        "{name}在{day}没有登记，仅有其他时间的登记：{more}", lacking=False),
    _Kind("NO_SUCH_LINE", Words("No such line from here", "此处无此线"),
        "this line does not lead up from {name}", "此线不从{name}向上", lacking=False),
    _Kind("SPONSOR_NOT_RECORDED", Words("Sponsor not recorded", "派出单位未登记"),
        "the sponsoring unit of {name} is not recorded", "{name}的派出单位未登记"),
    _Kind("CHARGE_NOT_RECORDED", Words("Nobody in charge recorded", "包保未登记"),
        "no leader or department in charge of {name} is recorded", "{name}的包保领导、包保部门未登记"),
    _Kind("STATION_NOT_RECORDED", Words("Station not recorded", "指导站未登记"),
        "the guidance station of {name} is not recorded", "{name}的包片指导站未登记"),
    _Kind("SEVERAL_SUPERIORS", Words("Several superiors on one day", "同日有多个上级"),
        "{name} reports to several bodies on {day}, to be verified: {more}",
        "{name}在{day}有多个上级，待核实：{more}"),
    _Kind("CIRCLE", Words("Leads back to itself", "循环"),
        "from {name} the line leads back to {more}, to be verified", "自{name}起此线又回到{more}，待核实"),
    _Kind("BROKEN", Words("Leads to a body of another kind", "上级类别不符"),
        "from {name} the line leads to {more}, which is not a body of the next tier, to be verified",
        "自{name}起此线通向{more}，不是上一层级的机构，待核实"),
)
_BY_NAME = MappingProxyType({one.name: one for one in _KINDS})
GAP = Enumeration(
    "ReportingGapKind", Words("Why a line ends before its top.", "上报线未到顶的原因。"),
    tuple(Value(one.name, one.title) for one in _KINDS),
)


@dataclass(frozen=True, slots=True)
class ReportingGap:
    """Why a reporting line is not complete. | 上报线不完整之处。"""

    kind: str = told("Kind. | 类别。", enumeration=GAP)
    lacking: bool = told("Whether something ought to be there; false where nothing was promised, or the tiers do not "
        "reach. | 是否应有而未有；未承诺派驻或不在三级体系内时为否。")
    about: tuple[Ref, ...] = told("What it is about, first the node that stands before it. | "
        "所涉节点，首为断点前的节点。")
    sentence: Sentence = told("In words. | 一句话。")


NOTHING = Words("", "")


def gap(
    kind: str, near: Mapping[str, Any], day: str, more: Words = NOTHING, about: tuple[Ref, ...] = (),
    *, lacking: bool | None = None,
) -> ReportingGap:
    """A gap of a kind beyond a node."""
    of, said = _BY_NAME[kind], on(day, "DAY")
    en = of.en.format(name=near["name"], day=said.en, more=more.en)
    zh = of.zh.format(name=near["name"], day=said.zh, more=more.zh)
    return ReportingGap(
        kind, of.lacking if lacking is None else lacking, (ref(near), *about),
        Sentence(f"{en[0].upper()}{en[1:]}.", f"{zh}。"),
    )


def at_other_times(near: Record, day: str, found: list[Record]) -> ReportingGap:
    """Nothing stands on the day, though these do at other times."""
    said = []
    for one in found:
        begun, until = since(one["edge"]), _last(one["edge"]["until"], one["edge"]["untilGrain"])
        said.append(Words(
            f"{one['name']} ({begun.en}{f', until {until.en}' if until else ''})",
            f"{one['name']}（{begun.zh}{f'，至{until.zh}' if until else ''}）",
        ))
    return gap("NOT_IN_FORCE", near, day, listed(said), tuple(map(ref, found)))


def _last(until: str | None, grain: str | None) -> Words | None:
    """An end in words; a coarse one is stored as the day after its last."""
    if until is None:
        return None
    coarse = grain in NOT_EXACT
    return on((date.fromisoformat(until) - timedelta(days=1)).isoformat() if coarse else until, grain)


def not_stationed(found: Web, village: Record) -> ReportingGap:
    """Nothing is lacking unless every village was promised a team."""
    target = found.county["coverageTarget"] if found.county else "NOT_STATED"
    match target:
        case "ALL_VILLAGES":
            more = Words(", though every village was promised one: to be verified", "，而该县承诺全部派驻，待核实")
        case "LISTED_VILLAGES":
            more = Words("; whether it is one of the listed villages is not recorded", "；是否在列明的村内未登记")
        case _:
            more = Words("; which villages get one was not stated", "；派驻范围未载明")
    return gap("NO_TEAM_STATIONED", village, found.day, more, lacking=target == "ALL_VILLAGES")


def without_branch(found: Web, near: Record) -> list[ReportingGap]:
    """No branch above a team or person: the county leads otherwise, or it is not recorded."""
    county, day = found.county, found.day
    if county is None:
        return [gap("BRANCH_NOT_RECORDED", near, day)]
    scheme = value(found.model, "TierScheme", county["tierScheme"])
    if county["tierScheme"] in ("OFFICE", "SQUAD"):
        return [gap("OTHER_SCHEME", county, day, scheme, (ref(near),))]
    more = Words("", "")
    if county["tierScheme"] == "NOT_STATED":
        more = Words(f"; how {county['name']} leads its teams is not stated", f"；{county['name']}的管理层级未载明")
    return [gap("BRANCH_NOT_RECORDED", near, day, more, (ref(county),))]
