"""Events: their kinds, and the sentences that tell of them, made from the words of the model."""

from collections.abc import Mapping
from typing import Any

from graph_service.insights.answer import Sentence
from graph_service.insights.history.course import ATTESTED, STATED_VACANT, Seen, begun, ended, vacated
from graph_service.insights.saying import on
from graph_service.model.graph import Enumeration, Value, Words

FOUNDED, ENDED, FELL_VACANT, BEGAN, CLOSED = "FOUNDED", "ENDED", "FELL_VACANT", "BEGAN", "CLOSED"
KINDS = Enumeration(
    "EventKind", Words("What happened, in the order in which it is told of one day.", "事件类别，按同日先后排列。"),
    (
        Value(FOUNDED, Words("Founded, set up or begun", "成立、设立或启动")),
        Value(ENDED, Words("A relationship ended", "关系终止")),
        Value(FELL_VACANT, Words("A post fell vacant: a term ended without a successor, or a source states it",
            "岗位出现空缺：任期结束而无继任，或来源载明")),
        Value(BEGAN, Words("A relationship began", "关系开始")),
        Value(ATTESTED, Words("Known to hold on that day, begun no one knows when", "当日载明，起始未登记")),
        Value(CLOSED, Words("Closed or ended", "撤销或结束")),
    ),
)
_OPENED: Mapping[str, Words] = {"Post": Words("set up", "设立"), "Project": Words("begun", "启动")}
_SHUT: Mapping[str, Words] = {"Project": Words("ended", "结束")}


def about_node(kind: str, node: Mapping[str, Any]) -> Sentence:
    """That a node was founded, attested or closed."""
    name = node["name"]
    if kind == CLOSED:
        verb, when = _SHUT.get(node["label"], Words("closed", "撤销")), ended(node)
        return Sentence(f"{name} {verb.en}: {when.en}.", f"{name}{verb.zh}：{when.zh}。")
    when = begun(node)
    if kind == ATTESTED:
        return Sentence(f"{name}: {when.en}.", f"{name}：{when.zh}。")
    verb = _OPENED.get(node["label"], Words("founded", "成立"))
    said = on(node["since"], node["sinceGrain"])
    return Sentence(f"{name} {verb.en} in {said.en}.", f"{name}于{said.zh}{verb.zh}。")


def about_tie(kind: str, tie: Seen, before: Mapping[str, Any] | None = None) -> Sentence:
    """That a relationship began, was attested or ended; `before` is who held the post before."""
    when = ended(tie.edge) if kind == ENDED else begun(tie.edge)
    after = Words(f", after {before['name']}", f"，前任{before['name']}") if before else Words("", "")
    what = named(tie)
    return Sentence(f"{what.en}, {when.en}{after.en}.", f"{what.zh}，{when.zh}{after.zh}。")


def about_vacancy(tie: Seen) -> Sentence:
    """That nobody followed a holder when the term ended."""
    when, post, holder = vacated(tie.edge), tie.near["name"], tie.far["name"]
    return Sentence(
        f"{post}: vacant {when.en}; no successor of {holder} is recorded from that day.",
        f"{post}：{when.zh}空缺，{holder}离任后当日无继任登记。",
    )


def about_plan(tie: Seen) -> Sentence:
    """Until when a relationship is planned to last."""
    due, what = on(tie.edge["dueOn"], None), named(tie)
    return Sentence(f"{what.en}, planned until {due.en}.", f"{what.zh}，预计至{due.zh}。")


def named(tie: Seen) -> Words:
    """A relationship in the model's words: whose end, what it is called, who stands there."""
    near, far, called = tie.near["name"], tie.far["name"], tie.way.title
    if tie.way.hop.type == STATED_VACANT:
        return Words(f"{near}: stated vacant", f"{near}：载明空缺")
    return Words(f"{near}, {called.en.lower()}: {far}", f"{near}：{called.zh}“{far}”")
