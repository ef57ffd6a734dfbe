"""With whom somebody already works, as answers show it: partners, the projects shared, and who does what in these."""

from dataclasses import dataclass

from graph_service.insights.answer import Sentence, Walked
from graph_service.insights.insight import Ref, words
from graph_service.insights.projects.project import ProjectDependence, StatedParticipants
from graph_service.insights.telling import told
from graph_service.model.graph import Enumeration, Value

PROJECT_PART = Enumeration("ProjectPart", words("As what somebody is in a project. | 在项目中的身份。"), (
    Value("PARTICIPANT", words("Takes part | 参与方")),
    Value("BENEFICIARY", words("Benefits | 受益村")),
    Value("SITE", words("Gives the site | 落地处")),
    Value("INTRODUCER", words("Brought it in | 引进人")),
    Value("FUNDER", words("Funds it | 出资单位")),
))


@dataclass(frozen=True, slots=True)
class PartInProject:
    """What somebody is and does in a project. | 在项目中的身份与分工。"""

    party: Ref = told("Who. | 何人或何方。", at="Participant")
    part: str = told("As what. | 身份。", enumeration=PROJECT_PART)
    duties: tuple[str, ...] = told("What it does. | 分工。", enumeration="Duty")
    task: str | None = told("Its task in words. | 任务说明。")
    reasons: tuple[Walked, ...] = told("What it rests on. | 依据。")


@dataclass(frozen=True, slots=True)
class SharedProject:
    """A project in which both sides are. | 双方共同所在的项目。"""

    project: Ref = told("The project. | 项目。", at="Project")
    own: tuple[PartInProject, ...] = told("Its own side. | 本方。")
    theirs: tuple[PartInProject, ...] = told("The partner's side. | 对方。")
    dependences: tuple[ProjectDependence, ...] = told("Who relies on whom of the two. | 双方分工依存。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ProjectPartner:
    """A partner and the projects shared with it. | 合作方及共同项目。"""

    partner: Ref = told("The partner: a village where one is known. | 合作方，已知所在村的以村列示。", at="Participant")
    teams: tuple[Ref, ...] = told("Teams of its side that the projects lead to. | 由项目可知的对方工作队。",
        at="TeamGroup")
    projects: tuple[SharedProject, ...] = told("What they share. | 共同项目。")


@dataclass(frozen=True, slots=True)
class PartnersNotNamed:
    """Participants of a project that are stated and not all recorded. | 载明而未全部登记的参与方。"""

    project: Ref = told("The project. | 项目。", at="Project")
    stated: StatedParticipants = told("What is stated. | 载明情况。")


@dataclass(frozen=True, slots=True)
class ProjectPartners:
    """With whom somebody already works. | 已在合作的各方。"""

    of: Ref = told("Who is asked about. | 所问一方。", at="Participant")
    own: tuple[Ref, ...] = told("Who is of its side in these projects. | 项目中属于本方的各方。", at="Participant")
    projects: tuple[Ref, ...] = told("Its projects, by name. | 其项目，按名称排列。", at="Project")
    partners: tuple[ProjectPartner, ...] = told("Its partners, by kind, then id. | 合作方，按类型与标识排列。")
    not_named: tuple[PartnersNotNamed, ...] = told("Where more are stated than recorded. | 载明多于登记的项目。")
    truncated: bool = told("Whether there are more projects or partners. | 是否还有更多项目或合作方。")
