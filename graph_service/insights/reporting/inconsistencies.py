"""What does not agree between the lines of a node: only where both sides are recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.form import Record
from graph_service.insights.insight import Ref
from graph_service.insights.reporting.starts import Start
from graph_service.insights.reporting.web import Web
from graph_service.insights.telling import told
from graph_service.model.graph import Enumeration, Value, Words

PARTY_RELATION, TOWNSHIP, HOLDER, LEADER = (
    "PARTY_RELATION_ELSEWHERE", "BRANCH_OF_ANOTHER_TOWNSHIP", "SEAT_HOLDER_DIFFERS", "LEADER_DOES_NOT_LEAD_GROUP",
)
INCONSISTENCY = Enumeration(
    "InconsistencyKind", Words("What does not agree.", "不一致之处。"),
    (
        Value(PARTY_RELATION, Words("Party relation not with the team's branch", "党组织关系不在工作队所属党支部")),
        Value(TOWNSHIP, Words("Branch of another township than the village", "党支部与所驻村不在同一乡镇")),
        Value(HOLDER, Words("Seat's holder is not that of the post it follows", "席位任职人与所随岗位任职人不一致")),
        Value(LEADER, Words("Team leader does not lead the group", "队长与党小组组长不一致")),
    ),
)


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Two recorded facts that do not agree, to be verified. | 两处登记不一致，待核实。"""

    kind: str = told("What does not agree. | 类别。", enumeration=INCONSISTENCY)
    subjects: tuple[Ref, ...] = told("The nodes that it is about. | 所涉节点。")
    reasons: tuple[Walked, ...] = told("The relationships that do not agree. | 互不一致的关系。")
    sentence: Sentence = told("In words. | 一句话。")


def inconsistencies(
    web: Web, of: Record, begun: Sequence[Start], seats: Sequence[Record]
) -> tuple[Inconsistency, ...]:
    """All that are found, each once: of people, of teams, then of seats.

    People are the cadre asked about, the holder of the post, else the members of the teams; seats those asked about,
    those of the body asked about, and of the other bodies on the lines those by which they are led.
    """
    found: list[Inconsistency] = []
    for start in begun:
        if start.team is not None:
            found += _party_relations(web, start.team, of)
            found += _townships(web, start.team)
    for seat in seats:
        found += _differs(seat)
    return tuple({(one.kind, one.subjects): one for one in found}.values())


def own_posts(web: Web, of: Record) -> list[str]:
    """The posts that the question is about: those of a cadre or a body; a post, and the seats that go with it."""
    found = web.at(of, "carries" if of["label"] == "Post" else "posts")
    return [one["id"] for one in found]


def _people(web: Web, team: Record, of: Record) -> list[Record]:
    """The cadre asked about; of a post its holder; else all members of the team."""
    match of["label"]:
        case "Cadre":
            return [of]
        case "Post":
            holder = web.one(of, "holder")
            return [one for one in web.at(team, "members") if holder and one["id"] == holder["id"]]
    return web.at(team, "members")


def _party_relations(web: Web, team: Record, of: Record) -> Iterator[Inconsistency]:
    branch = _superior(web, team)
    for person in _people(web, team, of):
        kept = web.one(person, "partyBranch")
        if branch is None or kept is None or kept["id"] == branch["id"]:
            continue
        serves = walked(person, team) if person is of else walked(team, person)
        yield Inconsistency(
            PARTY_RELATION, (ref(person), ref(team), ref(branch), ref(kept)),
            (walked(person, kept), serves, walked(team, branch)),
            Sentence(
                f"The party relation of {person['name']} is with {kept['name']}, while the team {team['name']} reports "
                f"to {branch['name']}: not the same, to be verified.",
                f"{person['name']}的党组织关系在{kept['name']}，而其所在{team['name']}隶属{branch['name']}：不一致，待核实。",
            ),
        )


def _townships(web: Web, team: Record) -> Iterator[Inconsistency]:
    branch = _superior(web, team)
    based = web.one(branch, "township") if branch is not None else None
    for village in web.at(team, "villages"):
        lies = web.one(village, "township")
        if branch is None or based is None or lies is None or lies["id"] == based["id"]:
            continue
        yield Inconsistency(
            TOWNSHIP, (ref(team), ref(branch), ref(village), ref(based), ref(lies)),
            (walked(team, branch), walked(branch, based), walked(team, village), walked(village, lies)),
            Sentence(
                f"{team['name']} reports to {branch['name']} in {based['name']}, while its village {village['name']} "
                f"lies in {lies['name']}: not the same, to be verified.",
                f"{team['name']}隶属{branch['name']}（{based['name']}），而其所驻{village['name']}属{lies['name']}："
                "不一致，待核实。",
            ),
        )


def _superior(web: Web, team: Record) -> Record | None:
    """The branch above, if there is one on the day: several are told by the line itself."""
    above = web.at(team, "branch")
    return above[0] if len(above) == 1 else None


def _differs(seat: Record) -> Iterator[Inconsistency]:
    follows, holder = seat["follows"], seat["holder"]
    expected = follows["holder"] if follows is not None else None
    if follows is None or holder is None or expected is None or holder["id"] == expected["id"]:
        return
    leads = seat["role"] == "GROUP_LEADER" and follows["role"] == "TEAM_LEADER"
    kind = LEADER if leads else HOLDER
    yield Inconsistency(
        kind, (ref(seat), ref(holder), ref(follows), ref(expected)),
        (walked(seat, holder), walked(seat, follows), walked(follows, expected)),
        Sentence(
            f"{seat['name']} goes with {follows['name']}: {holder['name']} holds the one and {expected['name']} the "
            "other: not the same, to be verified.",
            f"{seat['name']}随任于{follows['name']}：前者为{holder['name']}，后者为{expected['name']}，不一致，待核实。",
        ),
    )
