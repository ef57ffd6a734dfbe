"""What came, went and changed in a scope between two days: the state on the one set against the state on the other."""

from collections.abc import Iterator, Sequence, Set
from itertools import islice, starmap

from graph_service.errors import BadArgument
from graph_service.insights.answer import Sentence, ref, walked
from graph_service.insights.form import Record
from graph_service.insights.history.change import KINDS, Change, Days
from graph_service.insights.history.difference_told import ChangeSide, ChangeSum, OrganizationChange, OrganizationDiff
from graph_service.insights.history.differing import differing
from graph_service.insights.history.territory import cited
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, words
from graph_service.insights.scope import SCOPES
from graph_service.insights.telling import late
from graph_service.model.graph import GraphModel, Kind, Words

Alike = tuple[Words, Sequence[Change]]
"""Changes of one kind, of what is called so."""


def prepare(making: Making) -> Asked:
    """Two statements: what belongs to the scope on the second day, and what began or ended around it; then what
    belonged to it on the first day alone, and how the posts that changed were filled.  The second only if it is needed.
    """
    between = differing(making)

    def organization_diff(given: Given) -> Asking:
        start, end, first = given["from"], given["to"], given["first"]
        if start > end:
            raise BadArgument(
                f"from: {start} is after {end}; give the earlier day as from.",
                f"from：{start} 晚于 {end}；请将较早的日期作为 from。",
                argument="from",
            )
        found = yield from between(given, Days(start, end))
        alike = _alike(making.model, found.changes)
        return OrganizationDiff(
            ref(found.scope), tuple(starmap(_sum, alike)), len(found.changes),
            tuple(_shown(title, one, found.sources) for title, one in islice(_listed(alike), first)),
            len(found.changes) > first or found.partial, found.partial,
        )

    return organization_diff


def _body(change: Change) -> Record:
    """Of a post its place, of a person's relationship the other end, of all else the node itself."""
    near, side = change.near, change.after or change.before
    if near.get("place"):
        place: Record = near["place"]
        return place
    return side if near["label"] == "Cadre" and side is not None else near


def _alike(model: GraphModel, changes: Sequence[Change]) -> Sequence[Alike]:
    """The changes by kind, what changed and what it is called."""
    found: dict[tuple[str, str, Words], list[Change]] = {}
    for one in changes:
        title = model.label[one.what].title if one.way is None else one.way.title
        found.setdefault((one.kind, one.what, title), []).append(one)
    order = sorted(found, key=lambda key: (KINDS.names.index(key[0]), key[1], key[2].en, key[2].zh))
    return [(key[2], found[key]) for key in order]


def _sum(title: Words, changes: Sequence[Change]) -> ChangeSum:
    return ChangeSum(changes[0].kind, changes[0].what, Sentence(title.en, title.zh), len(changes))


def _listed(alike: Sequence[Alike]) -> Iterator[tuple[Words, Change]]:
    """Of those alike by body, then node and relationship; only as many are put in order as are wanted."""
    for title, changes in alike:
        for one in sorted(changes, key=lambda one: (_body(one)["id"], one.near["id"], one.tie)):
            yield title, one


def _shown(title: Words, change: Change, sources: Set[str]) -> OrganizationChange:
    return OrganizationChange(
        change.kind, change.what, Sentence(title.en, title.zh), ref(_body(change)), ref(change.near),
        _side(change, change.before, sources), _side(change, change.after, sources), late(change.said),
    )


def _side(change: Change, far: Record | None, sources: Set[str]) -> ChangeSide | None:
    """Of what is cited only these sources: the others are left out by the basis."""
    if far is None or change.way is None:
        return None
    hop, found = change.way.hop, far["edge"]
    edge = {"outward": hop.outward, "symmetric": hop.symmetric, **found, "cited": [
        one for one in cited(found) if one[0] in sources]}
    return ChangeSide(
        ref(far), walked(change.near, {**far, "edge": edge}), edge.get("startReason"), edge.get("endReason"),
    )


DIFFERENCE = Insight(
    "organizationDiff", "diff",
    words("What differs in a scope between two days: what holds on one of them and not on the other; what came and "
        "went in between is told by the timeline. from and to stand in the place of asOf, which holds for what is "
        "asked of the nodes in the answer. A node belongs to the scope if any of its homes lies there, or what "
        "leads it, on either day. "
        "| 某范围在两个日期之间的变化：只在其中一日成立者；其间来而复去者见 timeline。from 与 to 取代 asOf，"
        "asOf 只用于答复中各节点的字段。任一日归属该范围的节点均计入。"),
    (
        Argument("scope", words("A division, or a body of the tiers. | 区划或层级机构。"), required=True,
            labels=SCOPES),
        Argument("from", words("The first day. | 前一日。"), Kind.DATE, required=True),
        Argument("to", words("The second day, not before it. | 后一日，不早于前一日。"), Kind.DATE, required=True),
        Argument("first", words("List at most so many. | 至多列出若干。"), Kind.WHOLE, default=100, least=1, most=1000),
    ),
    OrganizationDiff, prepare,
)
