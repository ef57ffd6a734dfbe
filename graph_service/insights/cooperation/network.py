"""Who cooperates with whom in a township or county, or could: teams and links for a picture.

Two statements: what stands below the scope, then the relationships among it.  Pairs are those that share something;
their grounds are found as for one team alone, so that a link stands here exactly where `cooperatingTeams` shows the
other team.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations, product

from graph_service.insights.answer import Sentence, ref
from graph_service.insights.cooperation.dossier import Dossier, of_team, places
from graph_service.insights.cooperation.dossier_ask import (
    BELOW,
    DEEPEST,
    FAR,
    MOST_NODES,
    MOST_TIES,
    Home,
    graph_asked,
    told_apart,
)
from graph_service.insights.cooperation.grounds import (
    GROUND,
    INDUSTRIES,
    STATE,
    Found,
    Place,
    between,
    common_branch,
    in_order,
    place,
    wanted,
)
from graph_service.insights.cooperation.grounds_told import CooperationGround, ground_told
from graph_service.insights.cooperation.subgraph import Subgraph
from graph_service.insights.cooperation.team_scope import scope_node
from graph_service.insights.cooperation.teams import KINDS, pair_sentence
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.making import Ask
from graph_service.insights.scope import SCOPES
from graph_service.insights.subject import standing
from graph_service.insights.telling import late, told
from graph_service.model.graph import GraphModel, Kind

TEAMS = 300
"""How many teams a picture may hold."""
_OVER = ("Province", "Prefecture", "County")
"""Through those above a scope no way leads on; so not to its neighbours."""
_RESTING: Mapping[str, frozenset[str]] = {
    **{kind: frozenset({kind}) for kind in ("PROJECT", "COOPERATIVE", "PARK", "BRAND", "VILLAGE", "SPONSOR", "CHARGE")},
    "INDUSTRY": INDUSTRIES,
}
"""What two may have in common, and the grounds that rest on it."""


@dataclass(frozen=True, slots=True)
class CooperationNode:
    """A team in the picture. | 图中的一支工作队。"""

    team: Ref = told("The team. | 工作队。", at="TeamGroup")
    villages: tuple[Ref, ...] = told("Its villages. | 所驻村。", at="Village")
    township: Ref | None = told("Township of its village, else of its branch. | 所在乡镇。", at="Township")
    branch: Ref | None = told("Its branch. | 所属党支部。", at="TownshipBranch")
    links: int = told("How many of the links shown are its. | 所显示的联系中属于它的条数。")


@dataclass(frozen=True, slots=True)
class CooperationLink:
    """Two teams with the grounds on which they cooperate or could. | 两支工作队及其合作依据。"""

    one: Ref = told("The team of the lesser id. | 标识较小的工作队。", at="TeamGroup")
    other: Ref = told("The other team. | 另一支工作队。", at="TeamGroup")
    state: str = told("Whether they cooperate now, or could. | 正在合作或可以合作。", enumeration=STATE)
    kinds: tuple[str, ...] = told("Which grounds, now before possible, the weightiest first. | 依据种类。",
        enumeration=GROUND)
    grounds: tuple[CooperationGround, ...] = told("The same grounds with what they rest on. | 各项依据及其来由。")
    way: Ref | None = told("The branch of both, if it is one. | 双方同属的党支部。", at="TownshipBranch")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class CooperationNetwork:
    """Teams of a scope and the links between them. | 范围内的工作队及其合作网络。"""

    scope: Ref = told("The scope asked of. | 所问范围。")
    nodes: tuple[CooperationNode, ...] = told("Its teams, those without a link too, by name and id. "
        "| 范围内的工作队（含无联系者），按名称、标识排序。")
    links: tuple[CooperationLink, ...] = told("Each pair once, those who cooperate now first, then by their grounds. "
        "| 每对一次，正在合作者在前，再按依据排序。")
    total: int = told("How many links were found. | 共找到多少条联系。")
    truncated: bool = told("Whether teams or links were left out. | 是否有工作队或联系未显示。")


@dataclass(frozen=True, slots=True)
class _Pair:
    one: Dossier
    other: Dossier
    found: Sequence[Found]

    def place(self, weight: Mapping[str, int]) -> tuple[Place, list[str], str, str]:
        same = common_branch(self.one, self.other) is not None
        names = sorted(str(side.node["nameKey"]) for side in (self.one, self.other))
        return place(self.found, weight, same_branch=same), names, self.one.id, self.other.id


def prepare(making: Making) -> Asked:
    model = making.model
    look, see = cache(partial(_look, making)), cache(partial(_see, making))

    def cooperation_network(given: Given) -> Asking:
        asked = given["scope"]
        label = model.label_of_tag[asked.partition("_")[0]]
        scope, way = yield look(label).of(given, scope=asked, nodes=MOST_NODES)
        standing(scope, given, "scope")
        among, teams = told_apart(model, (node for node, _ in way))
        nodes, ties, records = yield see(far=label in FAR).of(given, among=among, ties=MOST_TIES, teams=teams)
        graph = Subgraph(model, nodes, ties)
        held = sorted(
            (team for team in records if team is not None and asked in places(team)),
            key=lambda team: (team["nameKey"], team["id"]),
        )
        cut = len(held) > TEAMS or len(way) > MOST_NODES or len(ties) > MOST_TIES
        return _answer(model, ref(scope), [of_team(team, graph) for team in held[:TEAMS]], given, cut=cut)

    return cooperation_network


def _look(making: Making, label: str) -> Ask:
    draft = making.draft()
    over = _OVER[: _OVER.index(label)] if label in _OVER else _OVER
    way = draft.distances(draft.slot("scope"), BELOW, DEEPEST, draft.slot("nodes", Kind.WHOLE), over)
    return draft.asks(scope_node(draft, "scope"), way)


def _see(making: Making, *, far: bool) -> Ask:
    draft = making.draft()
    return draft.asks(*graph_asked(draft), draft.by_id(Home(far=far).team(), draft.slot("teams", many=True)))


def _answer(
    model: GraphModel, scope: Ref, dossiers: Sequence[Dossier], given: Given, *, cut: bool
) -> CooperationNetwork:
    weight = given.options["cooperation_weights"]
    pairs = sorted(_pairs(dossiers, wanted(given["kinds"])), key=lambda pair: pair.place(weight))
    shown = pairs[: given["first"]]
    return CooperationNetwork(
        scope, _nodes(dossiers, shown), tuple(_link(model, pair, weight) for pair in shown), len(pairs),
        cut or len(pairs) > len(shown),
    )


def _pairs(dossiers: Sequence[Dossier], kinds: frozenset[str]) -> Iterator[_Pair]:
    by_id = {dossier.id: dossier for dossier in dossiers}
    for (one, other), likely in sorted(_near(dossiers).items()):
        found = between(by_id[one], by_id[other], kinds & likely)
        if found:
            yield _Pair(by_id[one], by_id[other], found)


def _near(dossiers: Sequence[Dossier]) -> dict[tuple[str, str], set[str]]:
    """Pairs of ids, the lesser first, of teams that have anything in common, with the grounds that may rest on it."""
    holding: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in (*_RESTING, "NEED", "OFFER")}
    for dossier in sorted(dossiers, key=lambda one: one.id):
        for kind, held in holding.items():
            for key in dossier.of(kind):
                held[key].append(dossier.id)
    near: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, grounds in _RESTING.items():
        for ids in holding[kind].values():
            for pair in combinations(ids, 2):
                near[pair].update(grounds)
    for one, other in _one_way(dossiers, holding["NEED"], holding["OFFER"]):
        if one != other:
            near[min(one, other), max(one, other)].update(("LINK", "NEED"))
    return near


def _one_way(
    dossiers: Sequence[Dossier], needs: Mapping[str, Sequence[str]], offers: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """Pairs of teams one of which is in contact with the other, or in need of what is behind it."""
    known = {dossier.id for dossier in dossiers}
    for dossier in dossiers:
        yield from ((dossier.id, far) for far in dossier.of("LINK") if far in known)
    for field, ids in needs.items():
        yield from product(ids, offers.get(field, ()))


def _nodes(dossiers: Sequence[Dossier], shown: Sequence[_Pair]) -> tuple[CooperationNode, ...]:
    ends = Counter(side.id for pair in shown for side in (pair.one, pair.other))
    return tuple(
        CooperationNode(
            ref(dossier.node), tuple(map(ref, dossier.villages)),
            ref(dossier.townships[0]) if dossier.townships else None,
            ref(dossier.branches[0]) if dossier.branches else None, ends[dossier.id],
        )
        for dossier in dossiers
    )


def _link(model: GraphModel, pair: _Pair, weight: Mapping[str, int]) -> CooperationLink:
    found, branch = in_order(pair.found, weight), common_branch(pair.one, pair.other)
    return CooperationLink(
        ref(pair.one.node), ref(pair.other.node), found[0].ground.state, tuple(one.ground.name for one in found),
        late(lambda: tuple(ground_told(model, pair.one, pair.other, one) for one in found)),
        ref(branch) if branch else None,
        late(lambda: pair_sentence((pair.one.node["name"], pair.other.node["name"]), found, branch)),
    )


COOPERATION_NETWORK = Insight(
    "cooperationNetwork", "network",
    words("Teams of a division or body and the links on which they cooperate, or could. | 范围内各工作队的合作网络。"),
    (
        Argument("scope", words("A division or a body of the tiers. | 区划或层级组织。"), required=True, labels=SCOPES),
        KINDS,
        Argument("first", words("At most so many links. | 至多若干条联系。"), Kind.WHOLE, default=100, least=1,
            most=1000),
    ),
    CooperationNetwork, prepare,
)
