"""What must hold of the seeds as they are delivered: one row an invariant, proved over all folders together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from graph_service.changes.fold import State
from graph_service.importers import elsewhere, figures, manners, yixian
from graph_service.importers.view import View
from graph_service.model.shared import OPEN_START

Faults = Iterator[str]


class Load(Enum):
    """Of which load an invariant speaks."""

    WHOLE = "with the examples"
    STATED = "stated only"
    BOTH = "either way"


@dataclass(frozen=True, slots=True)
class Invariant:
    """A name, when it applies, and a function that yields what contradicts it."""

    en: str
    zh: str
    load: Load
    faults: Callable[[View], Faults]


INVARIANTS = (
    Invariant("Yixian has 239 villages and 14 communities in 18 townships.",
        "义县 18 个乡镇街道、239 个村、14 个社区。", Load.BOTH, yixian.divisions),
    Invariant("Yixian has 1 committee, 7 seats, 1 office, 4 stations, 17 branches.",
        "义县 1 个党工委、7 个席位、1 个办公室、4 个指导站、17 个党支部。", Load.BOTH, yixian.structure),
    Invariant("Each seat follows a post of a county body; one is held, six are not recorded.",
        "每个席位随县级职务；1 个在任，6 个未登记。", Load.BOTH, yixian.seats),
    Invariant("Branch secretaries follow township posts, and nobody is named.", "支部书记随乡镇职务，均未点名。",
        Load.BOTH, yixian.secretaries),
    Invariant("Every branch is under one station and one committee.", "每个党支部由一个指导站指导、隶属一个党工委。",
        Load.WHOLE, yixian.branches),
    Invariant("151 groups, one branch and one village each, in their numbers by township.",
        "151 个党小组，各属一个支部、驻一个村，按乡镇数目相符。", Load.WHOLE, yixian.groups),
    Invariant("Stated only: 6 groups.", "仅载明事实：6 个党小组。", Load.STATED, yixian.stated_groups),
    Invariant("Dispatch: 6 provincial, 19 municipal, 121 of the county, 5 not stated.",
        "派出层级：省 6、市 19、县 121、未载明 5。", Load.WHOLE, yixian.levels),
    Invariant("483 places: 126 teams of three, 20 of four, 5 of five.", "483 个岗位：三人队 126、四人队 20、五人队 5。",
        Load.WHOLE, yixian.places),
    Invariant("8 open places, each in a team of three, 14 to 180 days old.",
        "8 个空缺岗位，均在三人队，空缺 14 至 180 日。", Load.WHOLE, yixian.open_places),
    Invariant("576 people there ever were, and no branch above 50.", "先后共 576 人，且无支部超过 50 人。",
        Load.WHOLE, yixian.people),
    Invariant("Nobody is over term.", "无人超期。", Load.WHOLE, yixian.terms),
    Invariant("The three tiers stand since the end of 2017.", "三级组织自2017年年底成立。", Load.BOTH, yixian.founded),
    Invariant("Party relations are with the branch of the group.", "党组织关系均在所属党支部。",
        Load.BOTH, yixian.relations),
    Invariant("The leader of a group is the leader of its team.", "党小组组长即工作队队长。",
        Load.BOTH, yixian.leaders),
    Invariant("The six named first secretaries stand in their villages.", "六名点名第一书记各在其村。",
        Load.BOTH, yixian.named),
    Invariant("Toudaohe has nine first secretaries, two of them named.", "头道河镇 9 名第一书记，点名 2 名。",
        Load.BOTH, yixian.toudaohe),
    Invariant("The enclave project sits in the park and pays the village.", "飞地项目落户产业园，收益归村。",
        Load.BOTH, figures.enclave),
    Invariant("The joint projects are as they are stated.", "联建项目与载明一致。", Load.BOTH, figures.projects),
    Invariant("Every declared figure is as stated, with its bound and of its subject.",
        "申报数的数值、口径、对象与载明一致。", Load.BOTH, figures.declared),
    Invariant("Tier schemes and promises of coverage are as stated.", "各县层级体制与派驻承诺与载明一致。",
        Load.BOTH, figures.schemes),
    Invariant("Those are named whom the reports name in an official role, and nobody else.", "仅点名报道中的公职人员。",
        Load.BOTH, figures.people),
    Invariant("Mengcun: an office without a committee; three a team, 150 in all.",
        "孟村：有办公室、无党工委；每队 3 人，共 150 人。", Load.BOTH, elsewhere.mengcun),
    Invariant("Lingshan and Pubei: a team of four, none named; a squad leader.",
        "灵山、浦北：四人队未点名；一名分队长。", Load.BOTH, elsewhere.squads),
    Invariant("What only the machine translation says is of low confidence.", "仅机器翻译所载者可信度为低。",
        Load.BOTH, elsewhere.distrusted),
    Invariant("Xiaobaimiaozi: vacant from 2018-10, held by the one recruited from 2019-04.",
        "小白庙子村：2018-10 起空缺，2019-04 由引回者任职。", Load.BOTH, elsewhere.xiaobaimiaozi),
    Invariant("Shili county shows every adverse case.", "示例县含各种异常情形。", Load.WHOLE, elsewhere.shili),
    Invariant("Without the examples nothing is GENERATED.", "不含示例时无 GENERATED 事实。",
        Load.STATED, manners.no_examples),
    Invariant("No phone, id number or example gender.", "无电话、证件号码，示例人员无性别。",
        Load.BOTH, manners.private),
    Invariant("Examples show in their names what they are, and have no codes.",
        "示例人员与单位名称自明，且无区划代码。", Load.BOTH, manners.names),
    Invariant("In real places no example person holds a seat of a county, committee, branch or township.",
        "真实县内示例人员不任县、党工委、支部、乡镇职务。", Load.BOTH, manners.seats),
    Invariant("No example hangs on the team of a named first secretary.", "点名第一书记的工作队不含示例成员或单位。",
        Load.BOTH, manners.named_teams),
    Invariant("Recall and discipline are told of the fictional county alone.", "召回与处分仅见于示例县。",
        Load.BOTH, manners.adverse),
    Invariant("Of real posts only those are vacant of which it is stated.", "真实岗位仅在载明空缺时为空缺。",
        Load.BOTH, manners.vacancies),
    Invariant("Nothing generated says a real place's class, income or figures.",
        "示例数据不涉及真实地方的类别、收入、指标。", Load.BOTH, manners.neutral),
)


def results(state: State, *, stated_only: bool) -> Iterator[tuple[Invariant, list[str]]]:
    """Each invariant that speaks of this load, with what contradicts it, on the day of the data."""
    view = View(state, state.data_date or OPEN_START)
    wanted = Load.STATED if stated_only else Load.WHOLE
    for row in INVARIANTS:
        if row.load in (wanted, Load.BOTH):
            yield row, _faults(row, view)


def _faults(row: Invariant, view: View) -> list[str]:
    try:
        return list(row.faults(view))
    except LookupError as missing:
        return [f"missing 缺少: {missing}"]
