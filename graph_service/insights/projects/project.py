"""A project as answers show it: who does what in it, where it stands, whom it benefits, and what is said of it."""

from dataclasses import dataclass

from graph_service.insights.answer import Sentence, Walked
from graph_service.insights.insight import Ref, words
from graph_service.insights.telling import told
from graph_service.model.graph import Enumeration, Kind, Value

SITE_RELATION = Enumeration("SiteRelation", words(
    "How a project's site stands to a village. | 项目地点与受益村的关系。"), (
    Value("SAME", words("In the village | 在本村")),
    Value("APART", words("Elsewhere | 在村外")),
    Value("NOT_RECORDED", words("Not recorded | 未登记")),
))
BORDER = Enumeration("Border", words("A border between divisions. | 行政区划界线。"), (
    Value("VILLAGE", words("Village | 跨村")),
    Value("TOWNSHIP", words("Township | 跨乡镇")),
    Value("COUNTY", words("County | 跨县")),
))


@dataclass(frozen=True, slots=True)
class ProjectParticipant:
    """A participant's part in a project, and for whom it stands. | 项目参与方及其所代表的村与工作队。"""

    participant: Ref = told("The participant. | 参与方。", at="Participant")
    villages: tuple[Ref, ...] = told("The villages that it stands for. | 所代表的村。", at="Village")
    teams: tuple[Ref, ...] = told("Its team, or the teams stationed in it. | 所在或所驻的工作队。", at="TeamGroup")
    townships: tuple[Ref, ...] = told("Townships of its posts, where no village is recorded. | "
        "未登记所在村时，岗位所在乡镇。", at="Township")
    duties: tuple[str, ...] = told("What it does. | 分工。", enumeration="Duty")
    task: str | None = told("Its task in words. | 任务说明。")
    share: int | None = told("Its share, percent. | 份额（百分比）。")
    reasons: tuple[Walked, ...] = told("What it rests on: first that it takes part. | 依据，首项为参与关系。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class StatedParticipants:
    """Participants that are stated, beside those that are named and recorded. | 载明的参与方与已点名、已登记者。"""

    kind: str | None = told("What they are. | 参与方类型。", enumeration="Label")
    stated: int | None = told("How many are stated; null where no number is. | 载明数，未载明时为空。")
    named: int | None = told("How many of them the source names. | 来源点名数。")
    recorded: int = told("How many of that kind are recorded; beside a hub, without it. | "
        "已登记的该类参与方数，不计中心。")
    words: str | None = told("The source's own words. | 来源原文。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class DutyNotRecorded:
    """A duty that others imply and nobody is recorded with. | 由其他分工可知而未登记承担方的分工。"""

    duty: str = told("The duty. | 分工。", enumeration="Duty")
    implied_by: tuple[str, ...] = told("The recorded duties that imply it. | 可推知该分工的已登记分工。",
        enumeration="Duty")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ProjectDependence:
    """One participant's duties that rely on another's. | 参与方之间的分工依存。"""

    dependent: Ref = told("Who relies. | 依存方。", at="Participant")
    on: Ref = told("On whom. | 被依存方。", at="Participant")
    for_duties: tuple[str, ...] = told("For which of its own duties. | 依存方的分工。", enumeration="Duty")
    duties: tuple[str, ...] = told("On which of the other's duties. | 被依存方的分工。", enumeration="Duty")
    reasons: tuple[Walked, ...] = told("That both take part. | 双方参与关系。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ProjectSite:
    """Where a project stands, as far as it is recorded. | 项目落地地点。"""

    site: Ref = told("The site. | 地点。", at="Site")
    village: Ref | None = told("Its village. | 所在村。", at="Village")
    township: Ref | None = told("Its township. | 所在乡镇。", at="Township")
    county: Ref | None = told("Its county. | 所在县。", at="County")
    reasons: tuple[Walked, ...] = told("What it rests on. | 依据。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ProjectBenefit:
    """A village that benefits, with its stated income, and how the sites stand to it. | 受益村、收入与项目地点关系。"""

    village: Ref = told("The village. | 受益村。", at="Village")
    yearly_income: int | None = told("Income of the village a year, yuan. | 村集体年收入（元）。", kind=Kind.LONG)
    yearly_income_bound: str | None = told("How the figure bounds it. | 收入口径。", enumeration="Bound")
    site: str = told("Whether the project stands in the village. | 项目是否落在本村。", enumeration=SITE_RELATION)
    reason: Walked = told("What it rests on. | 依据。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class BorderCrossed:
    """A border that a project crosses, by what is recorded or by what is stated alone. | 项目所跨的行政区划界线。"""

    border: str = told("Which border. | 何种界线。", enumeration=BORDER)
    divisions: tuple[Ref, ...] = told("The divisions recorded on its sides. | 已登记的各方区划。", at="Division")
    recorded: bool = told("False where it is only stated, without the divisions on all sides. | "
        "仅有载明、各方区划未全部登记时为否。")
    reasons: tuple[Walked, ...] = told("What it rests on. | 依据。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ProjectOutcome:
    """A declared figure of a project. | 项目的申报成效。"""

    indicator: Ref = told("The figure. | 指标。", at="Indicator")
    measure: str = told("What is measured, and in which unit. | 所计内容与单位。")
    period: str | None = told("The time it is declared for. | 所属时期。")
    value: int = told("The figure. | 数值。", kind=Kind.LONG)
    bound: str = told("How it bounds the true one. | 数值口径。", enumeration="Bound")
    baseline: int | None = told("The figure that it rose or fell from. | 基数。", kind=Kind.LONG)
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ProjectFunder:
    """A unit that funds a project. | 出资单位。"""

    unit: Ref = told("The unit. | 单位。", at="Unit")
    amount: int | None = told("Funds given, yuan. | 出资金额（元）。", kind=Kind.LONG)
    reason: Walked = told("What it rests on. | 依据。")


@dataclass(frozen=True, slots=True)
class JointProject:
    """A project of several villages, or an enclave. | 联建项目或飞地项目。"""

    project: Ref = told("The project. | 项目。", at="Project")
    joint_recorded: bool = told("Participants of two or more villages are recorded. | 已登记两个及以上村的参与方。")
    joint_stated: bool = told("It is stated to be joint. | 载明联建。")
    enclave: bool = told("It is entered as an enclave, or stands apart from all villages that benefit. | "
        "登记为飞地项目，或落地处不在任何受益村。")
    villages: tuple[Ref, ...] = told("The villages recorded as taking part. | 已登记的参与村。", at="Village")
    participants: tuple[ProjectParticipant, ...] = told("Division of labour, by kind of participant, then id. | "
        "各参与方分工，按类型与标识排列。")
    stated: StatedParticipants | None = told("Participants as stated, where anything is. | 载明的参与方。")
    duties_not_recorded: tuple[DutyNotRecorded, ...] = told("Duties that nobody is recorded with. | "
        "未登记承担方的分工。")
    dependences: tuple[ProjectDependence, ...] = told("Who relies on whom. | 分工依存。")
    sites: tuple[ProjectSite, ...] = told("Where it stands. | 落地地点。")
    beneficiaries: tuple[ProjectBenefit, ...] = told("Whom it benefits. | 受益村。")
    borders: tuple[BorderCrossed, ...] = told("Borders crossed; none recorded does not mean none. | "
        "所跨界线，未登记不等于未跨。")
    outcomes: tuple[ProjectOutcome, ...] = told("Declared outcomes. | 申报成效。")
    brand: str | None = told("Its brand. | 品牌。")
    products: tuple[Ref, ...] = told("Its products. | 产品。", at="Product")
    policies: tuple[Ref, ...] = told("The policies on which it rests. | 政策依据。", at="Policy")
    introduced_by: tuple[Ref, ...] = told("Who brought it in. | 引进人。", at="Cadre")
    funders: tuple[ProjectFunder, ...] = told("Who funds it. | 出资单位。")
    reasons: tuple[Walked, ...] = told("On what products, policies and who brought it in rest. | "
        "产品、政策、引进关系的依据。")
    sentence: Sentence = told("In words. | 一句话。")
