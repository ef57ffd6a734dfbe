"""The document that a command asks: all that a question's answer holds, with id and name of every node in it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from graph_service.insights.insight import Argument, Insight
from graph_service.insights.telling import AnswerField, fields_of
from graph_service.model.graph import Enumeration, GraphModel
from graph_service.model.values import BY_KIND

_SHARED: Mapping[str, str] = {"asOf": "Date", "basis": "[Basis!]"}
"""What every question takes."""


def document(model: GraphModel, insight: Insight, given: Collection[str]) -> str:
    """Takes the arguments named in `given` as variables.  One fragment a class, so that it stays short."""
    types = {**{one.name: _type(one) for one in insight.arguments}, **_SHARED}
    if insight.filters is not None:
        types["filter"] = f"{insight.filters}Filter"
    declared = ", ".join(f"${name}: {types[name]}" for name in types if name in given)
    passed = ", ".join(f"{name}: ${name}" for name in types if name in given)
    head, arguments = (f"query Ask({declared})", f"({passed})") if given else ("query Ask", "")
    fragments: dict[type[Any], str] = {}
    _fragment(model, insight.answer, fragments)
    root = f"{head} {{ {insight.name}{arguments} {{ ...{insight.answer.__name__} }} }}"
    return "\n".join((root, *fragments.values()))


def _type(argument: Argument) -> str:
    match argument.enumeration:
        case Enumeration(name=name):
            one = name
        case str(name):
            one = name
        case None:
            one = BY_KIND[argument.kind].scalar or "String"
    listed = f"[{one}!]" if argument.many else one
    return f"{listed}!" if argument.required else listed


def _fragment(model: GraphModel, of: type[Any], into: dict[type[Any], str]) -> None:
    if of in into:
        return
    into[of] = ""
    inner = " ".join(_fields(model, of, into))
    into[of] = f"fragment {of.__name__} on {of.__name__} {{ {inner} }}"


def _fields(model: GraphModel, of: type[Any], into: dict[type[Any], str]) -> Iterator[str]:
    for one in held(of):
        yield _selected(model, one, into)


def held(of: type[Any]) -> Sequence[AnswerField]:
    """The fields of a class; of a list that it holds twice, in edges and by itself, the latter."""
    fields = fields_of(of)
    return [one for one in fields if one.name != "edges"] if any(one.name == "nodes" for one in fields) else fields


def _selected(model: GraphModel, one: AnswerField, into: dict[type[Any], str]) -> str:
    if one.at is not None:
        named = "name" if "name" in model.fields(one.at) else "... on Named { name }"
        return f"{one.name} {{ __typename id {named} }}"
    if one.of is not None:
        _fragment(model, one.of, into)
        return f"{one.name} {{ ...{one.of.__name__} }}"
    return one.name
