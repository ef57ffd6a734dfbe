"""What a question is handed: each argument checked before anything is asked."""

from collections.abc import Callable, Sequence
from typing import Any

from graph_service.api.planning.arguments import checked
from graph_service.api.planning.given import null_given
from graph_service.api.planning.slots import Read
from graph_service.errors import BadArgument, WrongKind
from graph_service.insights.insight import Argument, Insight
from graph_service.model.graph import GraphModel, Kind


def reader(model: GraphModel, insight: Insight, declared: Argument) -> Read:
    """From what a caller gave to the value of its slot.  Raises BadArgument, BadId, WrongKind, LimitExceeded."""
    check = _check(model, insight, declared)
    spelled = {label.constant: label.name for label in model.labels} if declared.enumeration == "Label" else {}

    def read(value: Any) -> Sequence[Any]:
        listed = value if declared.many else [value]
        if None in listed:
            raise null_given(declared.name)
        if declared.many:
            _bounded(declared, len(listed), "holds {} items", "含 {} 项")
        for one in listed:
            check(one)
        listed = [spelled.get(one, one) for one in listed]
        return (listed,) if declared.many else tuple(listed)

    return read


def _check(model: GraphModel, insight: Insight, declared: Argument) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        checked(declared.name, declared.kind, value)
        if declared.kind is Kind.ID and declared.labels:
            _right_kind(model, insight, declared, value)
        elif declared.kind is Kind.WHOLE and not declared.many:
            _bounded(declared, value, "is {}", "为 {}")

    return check


def _right_kind(model: GraphModel, insight: Insight, declared: Argument, value: str) -> None:
    """An id opens with the tag of its label."""
    label = model.label_of_tag.get(value.partition("_")[0])
    if label is None or label in declared.labels:
        return
    title = model.label[label].title
    kinds = [model.label[one].title for one in declared.labels]
    raise WrongKind(
        f"{declared.name} is the id of a {title.en.lower()}, of which {insight.name} cannot be asked; "
        f"it takes a {', '.join(kind.en.lower() for kind in kinds)}.",
        f"{declared.name} 是{title.zh}的标识，不适用于 {insight.name}；可用：{'、'.join(kind.zh for kind in kinds)}。",
        argument=declared.name,
        subjects=(value,),
    )


def _bounded(declared: Argument, value: int, en: str, zh: str) -> None:
    least, most = declared.least, declared.most
    if (least is None or value >= least) and (most is None or value <= most):
        return
    low = 0 if least is None else least
    en_range, zh_range = (f"{low} or more", f"{low} 以上") if most is None else (f"{low} to {most}", f"{low} 至 {most}")
    raise BadArgument(
        f"{declared.name} {en.format(value)}; it may be {en_range}.",
        f"{declared.name} {zh.format(value)}；取值范围为 {zh_range}。",
        argument=declared.name,
    )
