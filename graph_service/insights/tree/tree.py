"""The tree of an organization or of a division as a flat list, with what each node and all below it come to.

A division shows its bodies before its divisions; a committee its organs, then its branches, these their groups.  Each
node stands once: where it reports to, if that is in the tree, else where it is (`tree_found.PARENTS`).  So a team of
another township's branch stands below its branch in the county, and below its village in the township alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.insight import Argument, Asked, Asking, Given, Insight, Making, Ref, words
from graph_service.insights.subject import standing
from graph_service.insights.telling import late, told
from graph_service.insights.tree.counts import TreeCounts, counted
from graph_service.insights.tree.drawn import Branching, by_code, by_id, cut, grown, listed
from graph_service.insights.tree.found import KIND_OF, MOST_BELOW, ROOTS, TREE_KIND, tree_plan
from graph_service.model.graph import GraphModel, Kind, Words

MOST_SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A node of a tree. | 树中的一个节点。"""

    node: Ref = told("The node. | 节点。")
    parent: Ref | None = told("What it stands below; null at the root. | 上一级，根节点为空。")
    depth: int = told("Steps below the root. | 距根的层数。")
    kind: str = told("What it is. | 类别。", enumeration=TREE_KIND)
    tie: str | None = told("Type of the relationship by which it stands there. | 与上一级的关系类型。")
    reason: Walked | None = told("That relationship. | 该关系。")
    villages: tuple[Ref, ...] = told("Where a team is stationed. | 工作队所驻的村。", at="Village")
    child_count: int = told("How many stand right below it, shown or not. | 直接下级数（含未列出者）。")
    more: bool = told("Whether some of these are not shown. | 是否有未列出的下级。")
    counts: TreeCounts = told("What it and all below it come to. | 该节点及其以下的合计。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class OrganizationTree:
    """A tree as a list, each node followed by all below it. | 组织树，按树序排列的列表。"""

    root: Ref = told("Its root. | 根节点。")
    nodes: tuple[TreeEntry, ...] = told("Its nodes. | 各节点。")
    truncated: bool = told("Whether there were more than `first`. | 是否因超过 `first` 而未全部列出。")
    counts_cut: bool = told("Whether there was too much below even to count. | 是否因过多而未能全部计数。")


def prepare(making: Making) -> Asked:
    """One statement, whatever is shown; another where posts are nodes too."""
    speech = _Speech.of(making.model)
    plans = {posts: tree_plan(making, posts=posts) for posts in (False, True)}

    def organization_tree(given: Given) -> Asking:
        found = yield plans[given["posts"]].of(given, starts=[given["root"]])
        root = standing(found[0][1] if found else None, given, "root")
        records = by_id(found[:MOST_BELOW])
        counts = counted(records)
        top = grown(records, root["id"])
        truncated = cut(top, given["depth"], given["width"], given["first"])
        entries = tuple(_entry(speech, one, counts[one.record["id"]]) for one in listed(top))
        return OrganizationTree(ref(root), entries, truncated, len(found) > MOST_BELOW)

    return organization_tree


@dataclass(frozen=True, slots=True)
class _Speech:
    """What relationships and holdings are called."""

    titles: Mapping[tuple[str, str], Words]
    holdings: Mapping[str, Words]

    @classmethod
    def of(cls, model: GraphModel) -> "_Speech":
        titles = {(row.type, source): row.out.title for row in model.relationships for source in row.sources}
        return cls(titles, {one.name: one.title for one in model.enumeration["Holding"].values})


def _entry(speech: _Speech, one: Branching, counts: TreeCounts) -> TreeEntry:
    record, parent, tie = one.record, one.parent, one.tie
    villages = tuple(map(ref, sorted(record["villages"], key=by_code))) if "villages" in record else ()
    return TreeEntry(
        ref(record), ref(parent.record) if parent else None, one.depth, KIND_OF[record["label"]],
        tie["edge"]["type"] if tie else None, late(partial(_reason, one)), villages, len(one.children),
        len(one.shown) < len(one.children), counts, late(partial(_sentence, speech, one, counts)),
    )


def _reason(one: Branching) -> Walked | None:
    return walked(one.below, one.tie) if one.below is not None and one.tie is not None else None


def _sentence(speech: _Speech, one: Branching, counts: TreeCounts) -> Sentence:
    record, parent, tie = one.record, one.parent, one.tie
    en, zh = record["name"], record["name"]
    if parent is not None and tie is not None:
        # An office without a committee stands below the division of the unit that hosts it.
        above = tie.get("name") or parent.record["name"]
        title = speech.titles[tie["edge"]["type"], record["label"]]
        en, zh = f"{en} ({title.en.lower()}: {above})", f"{zh}（{title.zh}：{above}）"
    come = speech.holdings[record["holding"]] if record["label"] == "Post" else _sums(counts)
    return Sentence(f"{en}: {come.en}.", f"{zh}：{come.zh}。") if come.en else Sentence(f"{en}.", f"{zh}。")


_SUMS = (
    ("teams", "工作队{}个"), ("serving in them", "在队{}人"), ("villages", "村{}个"), ("vacant posts", "空缺岗位{}个"),
    ("posts not recorded", "任职人未登记的岗位{}个"),
)
"""In the order of the fields of `TreeCounts`."""


def _sums(counts: TreeCounts) -> Words:
    """What there is of each; what there is nothing of is not said."""
    numbers = (counts.groups, counts.members, counts.villages, counts.vacancies, counts.not_recorded)
    found = [(number, en, zh) for number, (en, zh) in zip(numbers, _SUMS, strict=True) if number]
    en, zh = [f"{en} {number}" for number, en, _ in found], [zh.format(number) for number, _, zh in found]
    return Words(", ".join(en), "、".join(zh))


ORGANIZATION_TREE = Insight(
    "organizationTree", "tree", words("The tree below a body or a division. | 机构或区划以下的组织树。"),
    (
        Argument("root", words("A division or a body of the tiers. | 区划或层级机构。"),
            required=True, labels=ROOTS),
        Argument("depth", words("Levels below the root. | 根以下的层数。"), Kind.WHOLE, default=3, least=1, most=8),
        Argument("width", words("At most so many right below each node. | 每个节点最多列出的直接下级数。"), Kind.WHOLE,
            default=200, least=1, most=1000),
        Argument("first", words("At most so many nodes, those next to the root before. | 最多列出的节点数，"
            "近根者优先。"), Kind.WHOLE, default=MOST_SHOWN, least=1, most=MOST_SHOWN),
        Argument("posts", words("Whether posts are nodes too. | 是否把岗位也列为节点。"), Kind.FLAG, default=False),
    ),
    OrganizationTree, prepare,
)
