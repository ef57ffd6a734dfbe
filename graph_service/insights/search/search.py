"""Search: names, aliases and codes, in characters, pinyin, initials and all mixed, with one character wrong or none.

Hits come in the order of `search_found`.  A cap bounds what each request brings; where it cut, `truncated` says so.
Whether a hit lies in the scope is told by the ways home, which are walked anyway: as a condition of the request
it takes Neo4j more than a minute to plan for all labels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from graph_service.insights.answer import Sentence, ref
from graph_service.insights.form import Form, Record
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.making import Ask
from graph_service.insights.scope import SCOPES
from graph_service.insights.search.addressed import readings, requests
from graph_service.insights.search.found import Hit, placed, ranked, sought
from graph_service.insights.search.homes import BETWEEN, BOUND, COUNTY, DIVISIONS, KINDS, Homes, at_home, steps
from graph_service.insights.search.matching import MATCH_KINDS, MATCHED_IN
from graph_service.insights.subject import standing
from graph_service.insights.telling import late, told
from graph_service.model.graph import GraphModel, Kind
from graph_service.plan.ir import Labelled

REQUESTS = 6
CAP, CAP_IN_SCOPE = 400, 1000
"""Nodes for each request; more where many of them may lie elsewhere."""
MOST_SOUGHT = 1500
"""Nodes whose homes are looked for."""
MOST_ABOVE = 6000


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A node that a search found, where it is, and what of it matched. | 检索命中的对象、所在路径与匹配内容。"""

    node: Ref = told("The node. | 命中对象。")
    kind: str = told("Its kind. | 类别。", enumeration="Label")
    path: tuple[Ref, ...] = told("The divisions and bodies above it, the top first. | 其上的区划与机构，自上而下。")
    path_words: Sentence = told("The path and its name, from the county down. | 自县起的路径与名称。")
    match_kind: str = told("How the text matches. | 匹配方式。", enumeration=MATCH_KINDS)
    matched_in: str = told("Which of its texts matched. | 匹配的是名称、别名还是代码。", enumeration=MATCHED_IN)
    matched: str = told("The name, alias or code that matched. | 匹配到的名称、别名或代码。")
    start: int = told("Where in it the match begins, from 0, in characters. | 匹配起点（自 0 起，按字符）。")
    end: int = told("Where the match ends, not included. | 匹配终点（不含）。")


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What a search found, the best first. | 检索结果（由优到次）。"""

    hits: tuple[SearchHit, ...] = told("The hits. | 命中。")
    truncated: bool = told("Whether there may be more. | 是否可能还有更多。")
    sentence: Sentence = told("In words. | 一句话。")


def prepare(making: Making) -> Asked:
    """Two statements: who may match, then the homes of those that do and of all above them."""
    model = making.model
    every = [label.name for label in model.labels]
    anywhere, inside, above = _matching(making), _matching(making, scoped=True), _above(making)

    def search(given: Given) -> Asking:
        text, first, scope = given["text"], given["first"], given["scope"]
        cap = CAP if scope is None else CAP_IN_SCOPE
        asked = _asked(text)
        matching = anywhere if scope is None else inside
        found = yield matching.of(given, scope=scope, cap=cap, kinds=given["kinds"] or every, **asked)
        if scope is not None:
            standing(found.pop(), given, "scope")
        nodes = {node["id"]: node for rows in found for _, node in rows[:cap]}
        hits = ranked(nodes.values(), readings(text))
        keys = sought(hits, first, scoped=scope is not None)
        homes = (yield above.of(given, starts=keys[:MOST_SOUGHT])) if keys else []
        kept = list(islice(placed(hits, Homes(model, (node for _, node in homes)), scope), first + 1))
        cut = len(keys) > MOST_SOUGHT or len(homes) > MOST_ABOVE or any(len(rows) > cap for rows in found)
        return _answer(model, text, kept[:first], cut=cut or len(kept) > first)

    return search


def _matching(making: Making, *, scoped: bool = False) -> Ask:
    """What each request finds; then the scope."""
    draft = making.draft()
    divisions = " ".join(label.name for label in making.model.labels if label.name in DIVISIONS)
    form = Form("Named", "name aliases nameKey", only={divisions: Form("Division", "code mcaCode")})
    kinds = Labelled("in", draft.slot("kinds", Kind.CHOICE, many=True))
    cap = draft.slot("cap", Kind.WHOLE)
    found = [
        draft.matched(
            form, draft.slot(f"words{at}", Kind.TEXT, many=True), draft.slot(f"least{at}", Kind.WHOLE), cap, kinds
        )
        for at in range(REQUESTS)
    ]
    if scoped:
        found.append(draft.by_id(Form("Named", "name since until inForce"), draft.slot("scope")))
    return draft.asks(*found)


def _above(making: Making) -> Ask:
    draft = making.draft()
    cap = draft.fixed(MOST_ABOVE, Kind.WHOLE)
    starts = draft.slot("starts", many=True)
    return draft.asks(draft.reached(at_home(making.model), starts, steps(making.model), BOUND, cap))


def _asked(text: str) -> dict[str, object]:
    """The values of all requests; those that are not needed ask for nothing."""
    values: dict[str, object] = {}
    asked = list(requests(text, REQUESTS))
    for at in range(REQUESTS):
        request = asked[at] if at < len(asked) else None
        values[f"words{at}"] = list(request.words) if request else []
        values[f"least{at}"] = request.least if request else 0
    return values


def _answer(model: GraphModel, text: str, hits: Sequence[Hit], *, cut: bool) -> SearchAnswer:
    return SearchAnswer(tuple(_hit(model, hit) for hit in hits), cut, late(lambda: _said(text, hits, cut=cut)))


def _said(text: str, hits: Sequence[Hit], *, cut: bool) -> Sentence:
    if not hits:
        return Sentence(f"Nothing was found for “{text}”.", f"未检索到“{text}”。")
    number, first = len(hits), _path_words(hits[0])
    more = Sentence(", and there may be more", "，可能还有更多") if cut else Sentence("", "")
    return Sentence(
        f"“{text}”: {number} found{more.en}; the first is {first.en}.",
        f"“{text}”：列出{number}项{more.zh}；首项为{first.zh}。",
    )


def _hit(model: GraphModel, hit: Hit) -> SearchHit:
    node, match = hit.node, hit.match
    return SearchHit(
        ref(node), model.label[node["label"]].constant, tuple(map(ref, hit.path)), late(lambda: _path_words(hit)),
        match.kind.name, match.of.name, match.text, match.start, match.end,
    )


def _path_words(hit: Hit) -> Sentence:
    said = BETWEEN.join(_from_the_county(hit.path, hit.node))
    return Sentence(said, said)


def _from_the_county(path: Sequence[Record], node: Record) -> Sequence[str]:
    """The whole path where there is no county in it."""
    labels = [one["label"] for one in path]
    shown = path[labels.index(COUNTY) :] if COUNTY in labels else path
    return [one["name"] for one in (*shown, node)]


SEARCH = Insight(
    "search", "search",
    words("What a text may mean: by name, alias or code, in characters, pinyin or initials, with a wrong character. | "
        "按名称、别名、代码检索：汉字、拼音、首字母、混合输入，可容一个错字。"),
    (
        Argument("text", words("What to look for, with places before it or without. | 检索文本，前面可带所在地。"),
            Kind.TEXT, required=True),
        Argument("kinds", words("Kinds of node; without it all. | 节点类别，缺省为全部。"), Kind.CHOICE, many=True,
            enumeration="Label", least=1, most=len(KINDS)),
        Argument("scope", words("A division or a body of the tiers in which hits lie. | 所在范围：区划或三级组织。"),
            labels=SCOPES),
        Argument("first", words("At most so many hits. | 至多命中数。"), Kind.WHOLE, default=20, least=1, most=100),
    ),
    SearchAnswer, prepare,
)
