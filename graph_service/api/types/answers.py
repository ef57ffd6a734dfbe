"""The types of questions: what an insight's answer holds, and what it may be given."""

from collections.abc import Iterator, Sequence
from typing import Any

from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph_service.api.types import inputs
from graph_service.api.types.outputs import Outputs
from graph_service.api.types.register import Register, Type, argument, field, items, optional, said
from graph_service.api.types.scalars import scalar
from graph_service.insights.insight import Argument, Insight
from graph_service.insights.telling import AnswerField, fields_of
from graph_service.model.graph import Enumeration, Kind
from graph_service.model.shared import words


def root(outputs: Outputs, insight: Insight, when: Sequence[StrawberryArgument]) -> StrawberryField:
    """The root field of a question."""
    given = [_argument(outputs.register, one) for one in insight.arguments]
    if insight.filters is not None:
        condition = inputs.root_filter(outputs.register, insight.filters)
        given.append(argument("filter", optional(condition), "Which nodes. 筛选条件。"))
    return field(insight.name, answer(outputs, insight.answer), said(insight.about), [*given, *when])


def answer(outputs: Outputs, of: type[Any]) -> type[Any]:
    """The object type of a class of fields."""

    def fields() -> Iterator[StrawberryField]:
        for one in fields_of(of):
            yield field(one.name, _shown(outputs, one), said(one.about))

    return outputs.register.output(of.__name__, ("answer", of), said(words(of.__doc__ or "")), fields)


def _shown(outputs: Outputs, one: AnswerField) -> Type:
    if one.at is not None:
        kind: Type = outputs.standing(one.at)
    elif one.of is not None:
        kind = answer(outputs, one.of)
    else:
        kind = _plain(outputs.register, one.kind, one.enumeration)
    kind = items(kind) if one.many else kind
    return optional(kind) if one.optional else kind


def _plain(register: Register, kind: Kind | None, enumeration: Enumeration | str | None) -> Type:
    match enumeration:
        case None:
            assert kind is not None
            return scalar(kind)
        case str():
            return register.enumeration(enumeration)
        case _:
            return register.listed(enumeration)


def _argument(register: Register, one: Argument) -> StrawberryArgument:
    kind = _plain(register, one.kind, one.enumeration)
    kind = items(kind) if one.many else kind
    if one.default is not None:
        return argument(one.name, optional(kind), said(one.about), one.default)
    return argument(one.name, kind if one.required else optional(kind), said(one.about))
