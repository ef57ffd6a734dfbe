"""The parts of a card."""

from dataclasses import dataclass

from graph_service.insights.answer import Walked
from graph_service.insights.insight import Ref
from graph_service.insights.posts import Seat
from graph_service.insights.telling import told
from graph_service.model.graph import Enumeration, Value
from graph_service.model.shared import words

BACKING = Enumeration(
    "Backing", words("Ways of backing | 派出与帮扶方式"),
    (
        Value("SPONSORS", words("sponsors the team | 派出工作队")),
        Value("SENT_BY", words("sent members | 派出队员")),
        Value("SUPPORTS", words("supports the village | 结对帮扶村")),
    ),
)

@dataclass(frozen=True, slots=True)
class CardSponsor:
    """A unit that sends or backs. | 派出或帮扶单位。"""

    unit: Ref = told("The unit. | 单位。", at="Unit")
    ties: tuple[str, ...] = told("How it does. | 方式。", enumeration=BACKING)
    fields: tuple[str, ...] = told("Fields of its support, where stated. | 帮扶领域（已载明时）。", enumeration="Field")
    sent: tuple[Ref, ...] = told("Whom it sent to the team. | 其派出的队员。", at="Cadre")
    reasons: tuple[Walked, ...] = told("What it rests on. | 依据。")


@dataclass(frozen=True, slots=True)
class CardBranch:
    """A township branch, and whom to turn to in it. | 乡镇党支部及其书记。"""

    branch: Ref = told("The branch. | 党支部。", at="TownshipBranch")
    secretary: Seat | None = told("Its secretary's seat. | 书记席位。")
    township: Ref | None = told("The township that it is based in. | 所在乡镇。", at="Township")
    station: Ref | None = told("The station that guides it. | 包片指导站。", at="GuidanceStation")
    reasons: tuple[Walked, ...] = told("What it rests on. | 依据。")


@dataclass(frozen=True, slots=True)
class CardVillage:
    """A village on the card. | 卡片上的村。"""

    village: Ref = told("The village. | 村。", at="Village")
    township: Ref | None = told("Its township. | 所属乡镇。", at="Township")
    first_secretary: Seat | None = told("The first secretary's post in the village. | 本村第一书记岗位。")
    township_posts: tuple[Seat, ...] = told(
        "First secretaries and squad leaders recorded at the township, where the village has no such post. | "
        "登记在乡镇的第一书记和工作分队长（本村未登记该岗位时）。")
    branch: CardBranch | None = told("The branch of its township. | 本乡镇党支部。")
    supporters: tuple[CardSponsor, ...] = told("Units that support the village. | 结对帮扶单位。")
    teams: tuple[Ref, ...] = told("All teams stationed in it. | 驻该村的各工作队。", at="TeamGroup")


@dataclass(frozen=True, slots=True)
class CardTeam:
    """A team on the card. | 卡片上的工作队。"""

    team: Ref = told("The team. | 工作队。", at="TeamGroup")
    villages: tuple[Ref, ...] = told("Where it is stationed. | 所驻的村。", at="Village")
    leader: Seat | None = told("Its leader's post. | 队长岗位。")
    group_leader: Seat | None = told("The group leader's seat. | 党小组组长席位。")
    seats: tuple[Seat, ...] = told("Its other posts, by rank. | 其他岗位，按位次。")
    without_post: tuple[Ref, ...] = told(
        "Who serves in it and holds none of its posts. | 在队服务而未登记岗位者。", at="Cadre")
    sponsors: tuple[CardSponsor, ...] = told("Units that sponsor it or sent its members. | 派出单位。")
    branch: CardBranch | None = told("The branch that it reports to. | 所属党支部。")
    liaisons: tuple[Ref, ...] = told("Its liaison officers. | 联系干部。", at="Cadre")


@dataclass(frozen=True, slots=True)
class CardCharge:
    """Somebody in charge, and of what. | 包保方及包保对象。"""

    in_charge: Ref = told("Who is in charge. | 包保方。", at="InCharge")
    place: Ref = told("Of what. | 包保对象。", at="Charged")
    seat: Seat | None = told("The post, or the leading post of the unit. | 该岗位，或该单位的主要负责人岗位。")
    reason: Walked = told("What it rests on. | 依据。")


@dataclass(frozen=True, slots=True)
class CardOffice:
    """The office for stationed work. | 驻村工作办公室。"""

    office: Ref = told("The office. | 办公室。", at="CommitteeOffice")
    host: Ref | None = told("The unit that it sits in. | 设在单位。", at="Unit")
    seat: Seat | None = told("The post by which it is led. | 主要负责人岗位。")
    reasons: tuple[Walked, ...] = told("What it rests on. | 依据。")
