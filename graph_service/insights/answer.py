"""What many answers share: sentences, the relationships that an answer rests on, and how they come of records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.insights.insight import Ref
from graph_service.insights.telling import told
from graph_service.model.graph import Kind


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same said in English and in Chinese. | 中英文对照的一句话。"""

    en: str = told("English. | 英文。")
    zh: str = told("Chinese. | 中文。")


@dataclass(frozen=True, slots=True)
class SourceCited:
    """A source of a relationship. | 关系的出处。"""

    source: Ref = told("The source. | 来源。", at="Source")
    quote: str | None = told("Its words. | 原文。")
    confidence: str | None = told("How far it is to be trusted here. | 此处可信度。", enumeration="Confidence")


@dataclass(frozen=True, slots=True)
class Walked:
    """A relationship on which an answer rests. | 作为依据的关系。"""

    type: str = told("Type of the relationship. | 关系类型。")
    id: str = told("Its id, unique in its type. | 关系标识。", kind=Kind.ID)
    source: Ref = told("Where it starts. | 起点。")
    target: Ref = told("Where it leads. | 终点。")
    since: str | None = told("First day. | 起始日。", kind=Kind.DATE)
    since_grain: str | None = told("How exact the first day is. | 起始精度。", enumeration="Grain")
    until: str | None = told("First day no longer. | 截止日（不含）。", kind=Kind.DATE)
    until_grain: str | None = told("How exact the end is. | 截止精度。", enumeration="Grain")
    basis: str = told("On what it rests. | 依据。", enumeration="Basis")
    basis_reason: str | None = told("Why it was concluded. | 推断理由。")
    citations: tuple[SourceCited, ...] = told("Its sources. | 出处。")


def ref(record: Mapping[str, Any]) -> Ref:
    return Ref(record["label"], record["id"], record)


def walked(near: Mapping[str, Any], far: Mapping[str, Any]) -> Walked:
    """The relationship by which one record led to another; asked for with `edge=f"id {DATED}", cited=True`."""
    edge = far["edge"]
    source, target = (near, far) if _forward(near, far, edge) else (far, near)
    return Walked(
        edge["type"], edge["id"], ref(source), ref(target), edge["since"], edge["sinceGrain"], edge["until"],
        edge["untilGrain"], edge["basis"], edge["basisReason"],
        tuple(SourceCited(Ref("Source", key), quote, sure) for key, quote, sure in edge.get("cited", ())),
    )


def _forward(near: Mapping[str, Any], far: Mapping[str, Any], edge: Mapping[str, Any]) -> bool:
    """One that reads the same from both ends is stored from the lesser id."""
    return bool(near["id"] < far["id"]) if edge["symmetric"] else bool(edge["outward"])
