"""How differences are shown: each change with what stood before and after, and their sums."""

from dataclasses import dataclass

from graph_service.insights.answer import Sentence, Walked
from graph_service.insights.history.change import KINDS
from graph_service.insights.insight import Ref
from graph_service.insights.telling import told


@dataclass(frozen=True, slots=True)
class ChangeSide:
    """What stood at an end on one of the days. | 某一日的关系。"""

    other: Ref = told("Who or what stood there; of a stated vacancy, its source. | 对方；载明空缺者为其来源。")
    relationship: Walked = told("By which relationship. | 所依关系。")
    start_reason: str | None = told("Why it began. | 开始的原因。", enumeration="StartReason")
    end_reason: str | None = told("Why it ended. | 结束的原因。", enumeration="EndReason")


@dataclass(frozen=True, slots=True)
class OrganizationChange:
    """One difference between the two days. | 两日之间的一项变化。"""

    kind: str = told("What kind of change. | 变化类别。", enumeration=KINDS)
    what: str = told("The label of the node, or the type of the relationship. | 节点类别或关系类型。")
    title: Sentence = told("What the model calls it. | 其名称。")
    body: Ref = told("The body, village or person under which it is listed. | 归属的机构、村或人。")
    of: Ref = told("What changed, or whose relationship. | 变化的节点，或关系所属。")
    before: ChangeSide | None = told("What stood on the first day. | 前一日的情况。")
    after: ChangeSide | None = told("What stands on the second day. | 后一日的情况。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(frozen=True, slots=True)
class ChangeSum:
    """How many changes of one kind. | 某类变化的数目。"""

    kind: str = told("What kind of change. | 变化类别。", enumeration=KINDS)
    what: str = told("The label of the node, or the type of the relationship. | 节点类别或关系类型。")
    title: Sentence = told("What the model calls it. | 其名称。")
    count: int = told("How many. | 数目。")


@dataclass(frozen=True, slots=True)
class OrganizationDiff:
    """What differs between two days. | 两日之间的变化。"""

    scope: Ref = told("The scope. | 范围。")
    sums: tuple[ChangeSum, ...] = told("How many of each kind, of all changes and not only of those listed. "
        "| 各类变化的数目，按全部变化计算。")
    total: int = told("How many in all. | 变化总数。")
    changes: tuple[OrganizationChange, ...] = told("The changes, by kind, by what changed, by body. "
        "| 各项变化，依次按类别、对象、机构排列。")
    truncated: bool = told("Whether there are more than are listed. | 是否还有未列出的变化。")
    partial: bool = told("Whether so much changed that the sums are of a part. | 变化过多，合计是否仅为部分。")
