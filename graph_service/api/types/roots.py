"""The root fields: by id, by code, lists, and what the service says of itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph_service.api.described import Model, ServiceInfo, ServiceLimit
from graph_service.api.types import answers
from graph_service.api.types.outputs import NODE, Outputs
from graph_service.api.types.register import Register, argument, field, items, optional, said
from graph_service.api.types.scalars import Date
from graph_service.insights.insight import Insight
from graph_service.model.graph import GraphModel, Label, Words


@dataclass(frozen=True, slots=True)
class Listed:
    """A root field that lists some nodes of a label, chosen by what they do."""

    name: str
    label: str
    about: Words


LISTED = (
    Listed("sponsoringUnits", "Unit", Words(
        "Units that send cadres or back teams or villages on the day.", "当日派出干部或帮扶工作队、村的单位。")),
)
MODEL, SERVICE_INFO, SERVICE_LIMITS = "model", "serviceInfo", "serviceLimits"


def by_code(model: GraphModel, label: str) -> bool:
    """Whether one of the label may be asked for by its code."""
    return "code" in model.properties(label)


def query(register: Register, insights: Sequence[Insight]) -> type[Any]:
    """The type Query."""
    return register.output("Query", "query", "What may be asked. 可查询的内容。", lambda: _fields(register, insights))


def _fields(register: Register, insights: Sequence[Insight]) -> Iterator[StrawberryField]:
    model, outputs, when = register.model, Outputs(register), _when(register)
    node = outputs.interface(NODE)
    one = argument("id", strawberry.ID, "Id, as answered before. 标识。")
    many = argument("ids", items(strawberry.ID), "Ids; order and repeats are kept. 标识，保留顺序与重复。")
    yield field("node", optional(node), "Anything by id. 按标识取任意节点。", [one, *when])
    yield field("nodes", items(optional(node)), "Several by id, null for unknown ones. 按标识取多个。", [many, *when])
    for label in model.labels:
        keys = _keys(model, label.name)
        about = _one(label, by_id_alone=not keys)
        yield field(label.root, optional(outputs.node(label.name)), about, [*(keys or (one,)), *when])
        connection, chosen = outputs.listing(label.name)
        yield field(label.plural, connection, _many(label), [*chosen, *when])
    for listed in LISTED:
        if listed.label in model.label:
            connection, chosen = outputs.listing(listed.label)
            yield field(listed.name, connection, said(listed.about), [*chosen, *when])
    for insight in insights:
        yield answers.root(outputs, insight, when)
    yield field(MODEL, Model, "The model in English and Chinese. 模型说明（中英文）。")
    yield field(SERVICE_INFO, ServiceInfo, "Version, store, revision, date of the data. 服务与数据信息。")
    yield field(SERVICE_LIMITS, items(ServiceLimit), "What a request may ask for at the most. 单个请求的上限。")


def _when(register: Register) -> Sequence[StrawberryArgument]:
    basis = optional(items(register.enumeration("Basis")))
    return (
        argument("asOf", optional(Date), "The day it holds on; else the day of the data. 截至日期，缺省为数据日期。"),
        argument("basis", basis, "Only what rests on one of these. 仅限所列依据。"),
    )


def _keys(model: GraphModel, label: str) -> Sequence[StrawberryArgument]:
    if not by_code(model, label):
        return ()
    return (
        argument("id", optional(strawberry.ID), "Id; give this or the code. 标识，与代码二选一。"),
        argument("code", optional(str), "Code; give this or the id. 代码，与标识二选一。"),
    )


def _one(label: Label, *, by_id_alone: bool) -> str:
    en, zh = ("by id", "按标识") if by_id_alone else ("by id or code", "按标识或代码")
    return f"{label.title.en} {en}. {zh}取{label.title.zh}。"


def _many(label: Label) -> str:
    return f"List: {label.title.en}. {label.title.zh}列表。"
