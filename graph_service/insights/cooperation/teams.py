"""With whom a team cooperates, or could: the other teams with their grounds, in the order of these.

Two statements.  The first looks how far others are, along all that may be shared and, where needs, industries or brands
are asked for, over the county; the second fetches the nodes found and the relationships among them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.cooperation.dossier import Dossier, of_team, of_village, places
from graph_service.insights.cooperation.dossier_ask import (
    COUNTY,
    DEEPEST,
    MOST_NODES,
    MOST_TIES,
    graph_asked,
    sharing,
    team_form,
    told_apart,
    village_form,
)
from graph_service.insights.cooperation.grounds import (
    GROUND,
    NOW,
    POSSIBLE,
    WIDE,
    Found,
    between,
    common_branch,
    in_order,
    place,
    wanted,
)
from graph_service.insights.cooperation.grounds_told import CooperationGround, ground_told
from graph_service.insights.cooperation.subgraph import Subgraph
from graph_service.insights.cooperation.team_scope import scope_node
from graph_service.insights.form import Many, Record
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.making import Ask, Draft
from graph_service.insights.posts import POST, Seat, leading, seat
from graph_service.insights.saying import listed
from graph_service.insights.scope import SCOPES
from graph_service.insights.subject import standing
from graph_service.insights.telling import told
from graph_service.model.graph import GraphModel, Kind, Words
from graph_service.plan.ir import Compare, Order

LEADERS = ("GROUP_LEADER", "TEAM_LEADER")


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
    """Plans differ by what is asked of, by whether a scope is given, and by whether the whole county has to be seen."""
    look, see = cache(partial(_look, making)), _see(making)

    def cooperating_teams(given: Given) -> Asking:
        model, kinds, scope = making.model, wanted(given["kinds"]), given["within"]
        label = model.label_of_tag[given["of"].partition("_")[0]]
        slots = {"of": given["of"], "nodes": MOST_NODES, **({} if scope is None else {"within": scope})}
        found, *ways = yield look(label, scoped=scope is not None, wide=bool(kinds & WIDE)).of(given, **slots)
        found = standing(found, given)
        if scope is not None:
            standing(ways.pop(0), given, "within")
        among, teams = told_apart(model, (given["of"], *(node for way in ways for node, _ in way)))
        nodes, ties, records = yield see.of(given, among=among, ties=MOST_TIES, teams=teams)
        graph = Subgraph(model, nodes, ties)
        one = (of_team if label == "TeamGroup" else of_village)(found, graph)
        rows = [
            _candidate(one, of_team(team, graph), kinds)
            for team in _others(one, records) if scope is None or scope in places(team)
        ]
        cut = len(ties) > MOST_TIES or any(len(way) > MOST_NODES for way in ways)
        return _answer(model, one, [row for row in rows if row.found], given, cut=cut)

    return cooperating_teams


def _look(making: Making, label: str, *, scoped: bool, wide: bool) -> Ask:
    """The team or village, the scope, and how far others are; `wide` looks over the whole county."""
    draft = making.draft()
    begun = [draft.by_id(team_form() if label == "TeamGroup" else village_form(), draft.slot("of"))]
    if scoped:
        begun.append(scope_node(draft, "within"))
    begun += sharing(draft, label, "of")
    if wide:
        cap = draft.slot("nodes", Kind.WHOLE)
        begun.append(draft.distances(draft.slot("of"), COUNTY, DEEPEST, cap, ("Prefecture", "Province")))
    return draft.asks(*begun)


def _see(making: Making) -> Ask:
    draft = making.draft()
    team = team_form({"leaders": _leaders(draft)})
    return draft.asks(*graph_asked(draft), draft.by_id(team, draft.slot("teams", many=True)))


def _leaders(draft: Draft) -> Many:
    """The post of leadership: the group leader's, else the team leader's."""
    role = draft.model.properties("Post")["role"]
    where = Compare(role, "in", draft.fixed(list(LEADERS), Kind.CHOICE))
    return Many(POST, hop="posts", where=where, orders=(Order(role),), first=draft.fixed(1, Kind.WHOLE))


def _others(one: Dossier, records: Sequence[Record | None]) -> Iterator[Record]:
    own = {team["id"] for team in one.teams}
    return (team for team in records if team is not None and team["id"] not in own)


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
        ref(row.branch) if row.branch else None, _way(one, row),
        pair_sentence((team["name"],), grounds, row.branch),
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
