"""With whom a team cooperates, or could: the other teams with their grounds, in the order of these.

Two statements (`teams_ask`): what the own side has a part in, then who else has, or has the like in the county.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.cooperation.dossier import Dossier, county_of_side, of_team, of_village, places
from graph_service.insights.cooperation.dossier_ask import FAR, MOST_NODES, MOST_TIES
from graph_service.insights.cooperation.grounds import (
    GROUND,
    INDUSTRIES,
    NOW,
    POSSIBLE,
    Found,
    between,
    common_branch,
    in_order,
    place,
    wanted,
)
from graph_service.insights.cooperation.grounds_told import CooperationGround, ground_told
from graph_service.insights.cooperation.neighbours_ask import teams_of
from graph_service.insights.cooperation.subgraph import Subgraph
from graph_service.insights.cooperation.teams_ask import keys, look, see, words_of
from graph_service.insights.form import Record
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.posts import Seat, leading, seat
from graph_service.insights.saying import listed
from graph_service.insights.scope import SCOPES
from graph_service.insights.subject import standing
from graph_service.insights.telling import late, told
from graph_service.model.graph import GraphModel, Kind, Words


@dataclass(frozen=True, slots=True)
class CooperatingTeam:
    """Another team, with the grounds on which to cooperate and whom to call. | 可合作的工作队、合作依据与联系人。"""

    team: Ref = told("The team. | 工作队。", at="TeamGroup")
    villages: tuple[Ref, ...] = told("Its villages. | 所驻村。", at="Village")
    township: Ref | None = told("Township of its village, else of its branch. | 所在乡镇。", at="Township")
    branch: Ref | None = told("Its branch. | 所属党支部。", at="TownshipBranch")
    leader: Seat | None = told("Its leading post, and whom to call. | 负责人岗位及联系人。")
    grounds: tuple[CooperationGround, ...] = told("On what grounds: now before possible, the weightiest first. "
        "| 合作依据：已成立者在前，重者在前。")
    way: Ref | None = told("The branch of both, through which they come together; no ground by itself. "
        "| 双方同属的党支部（走到一起的渠道），本身不是依据。", at="TownshipBranch")
    way_reasons: tuple[Walked, ...] = told("How both belong to that branch. | 双方隶属该党支部的关系。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class CooperatingTeams:
    """Teams that a team, or a village's teams, cooperate with or could. | 正在合作或可以合作的工作队。"""

    of: Ref = told("The team or village asked of. | 所问的工作队或村。", at="Participant")
    teams: tuple[CooperatingTeam, ...] = told("Those who cooperate now first, then by their grounds, name and id. "
        "| 正在合作者在前，再按依据、名称、标识排序。")
    total: int = told("How many were found. | 共找到多少。")
    truncated: bool = told("Whether there are more than are shown. | 是否还有更多。")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Another team under way into the answer."""

    dossier: Dossier
    found: Sequence[Found]
    branch: Record | None


def prepare(making: Making) -> Asked:
    """Plans differ by what is asked of, by scope and kinds, and by whether the own side declares needs."""
    looks, sees, model = cache(partial(look, making)), cache(partial(see, making)), making.model

    def cooperating_teams(given: Given) -> Asking:
        kinds, scope, label = wanted(given["kinds"]), given["within"], _label(model, given["of"])
        own, upward, *ways = yield looks(
            label, scoped=scope is not None, projects=bool(kinds & {"BRAND", *INDUSTRIES}), needs="NEED" in kinds
        ).of(given, of=given["of"], starts=[given["of"]], within=scope, nodes=MOST_NODES)
        own = standing(own, given)
        if scope is not None:
            standing(ways.pop(), given, "within")
        near, county = {node["id"]: node for way in ways for _, node in way}, county_of_side(own)
        shared = words_of(own, near.values(), kinds)
        needing = county is not None and bool(shared.needs)
        found = yield sees(far=scope is not None and _label(model, scope) in FAR, needing=needing).of(
            given, keys=keys(own, near.values(), _neighbours(upward), shared), nodes=MOST_NODES, ties=MOST_TIES,
            county=county, needs=list(shared.needs),
        )
        (reached, ties), helpful = (found[0], list(teams_of(found[1]))) if needing else (found, [])
        teams = {team["id"]: team for team in helpful}
        teams.update({node["id"]: node for _, node in reached if node["label"] == "TeamGroup"})
        graph = Subgraph(model, (*near.values(), *(node for _, node in reached)), ties, helpful)
        one = (of_team if label == "TeamGroup" else of_village)(own, graph)
        others = (of_team(team, graph) for team in _others(one, teams.values()) if scope in (None, *places(team)))
        rows = [row for other in others if (row := _candidate(one, other, kinds)).found]
        cut = len(ties) > MOST_TIES or any(len(way) > MOST_NODES for way in (*ways, reached))
        return _answer(model, one, rows, given, cut=cut)

    return cooperating_teams


def _label(model: GraphModel, key: str) -> str:
    return model.label_of_tag[key.partition("_")[0]]


def _neighbours(upward: Sequence[tuple[int, Record]]) -> list[Record]:
    """The teams of the county, which stands on the way up."""
    return [team for _, node in upward if "townships" in node for team in teams_of(node)]


def _others(one: Dossier, records: Iterable[Record]) -> Iterator[Record]:
    own = {team["id"] for team in one.teams}
    return (team for team in records if team["id"] not in own)


def _candidate(one: Dossier, other: Dossier, kinds: frozenset[str]) -> _Candidate:
    return _Candidate(other, between(one, other, kinds), common_branch(one, other))


def _answer(
    model: GraphModel, one: Dossier, rows: list[_Candidate], given: Given, *, cut: bool
) -> CooperatingTeams:
    weight = given.options["cooperation_weights"]
    rows.sort(key=lambda row: (
        place(row.found, weight, same_branch=row.branch is not None), row.dossier.node["nameKey"], row.dossier.id,
    ))
    shown = rows[: given["first"]]
    teams = tuple(_shown(model, one, row, weight, given.day) for row in shown)
    return CooperatingTeams(ref(one.node), teams, len(rows), cut or len(rows) > len(shown))


def _shown(
    model: GraphModel, one: Dossier, row: _Candidate, weight: Mapping[str, int], day: str
) -> CooperatingTeam:
    team, townships = row.dossier.node, row.dossier.townships
    grounds = in_order(row.found, weight)
    post = leading("TeamGroup", team["leaders"])
    return CooperatingTeam(
        ref(team), tuple(map(ref, team["villages"])), ref(townships[0]) if townships else None,
        ref(team["branch"]) if team["branch"] else None, None if post is None else seat(post, day),
        tuple(ground_told(model, one, row.dossier, found) for found in grounds),
        ref(row.branch) if row.branch else None, late(lambda: _way(one, row)),
        late(lambda: pair_sentence((team["name"],), grounds, row.branch)),
    )


def _way(one: Dossier, row: _Candidate) -> tuple[Walked, ...]:
    if row.branch is None:
        return ()
    ours = next(team for team in one.teams if team["branch"] and team["branch"]["id"] == row.branch["id"])
    return walked(ours, ours["branch"]), walked(row.dossier.node, row.branch)


def pair_sentence(names: Sequence[str], grounds: Sequence[Found], branch: Record | None) -> Sentence:
    """Which grounds there are between teams, and the branch through which they come together."""
    parts = []
    for state, said in ((NOW, Words("cooperating: ", "正在合作：")), (POSSIBLE, Words("possible: ", "可以合作："))):
        titles = [found.ground.title for found in grounds if found.ground.state == state]
        if titles:
            named = listed(titles)
            parts.append(Words(said.en + named.en.lower(), said.zh + named.zh))
    if branch is not None:
        parts.append(Words(f"through {branch['name']}", f"通过{branch['name']}走到一起"))
    return Sentence(
        f"{' and '.join(names)}: {'; '.join(one.en for one in parts)}.",
        f"{'与'.join(names)}：{'；'.join(one.zh for one in parts)}。",
    )


KINDS = Argument(
    "kinds", words("Only on these grounds; all by default. | 限于这些依据，默认全部。"), Kind.CHOICE, many=True,
    enumeration=GROUND, least=1, most=len(GROUND.values),
)
COOPERATING_TEAMS = Insight(
    "cooperatingTeams", "cooperating",
    words("Teams with which a team cooperates, or could, and why. | 正在合作或可以合作的工作队及其依据。"),
    (
        Argument("of", words("A team, or a village and so its teams. | 工作队，或村（及其工作队）。"), required=True,
            labels=("TeamGroup", "Village")),
        KINDS,
        Argument("within", words("Only teams of this division or body of the tiers. | 限于该区划或组织内的工作队。"),
            labels=SCOPES),
        Argument("first", words("At most so many. | 至多若干。"), Kind.WHOLE, default=20, least=1, most=100),
    ),
    CooperatingTeams, prepare,
)
