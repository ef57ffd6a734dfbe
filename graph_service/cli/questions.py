"""`ask`: one command for each question, made from its row when one is looked for.

An id that a question needs is a word of the command, as is a text to search for; all else are options.
"""

import inspect
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from graph_service.insights.insight import Argument, Insight
from graph_service.model.graph import Enumeration, GraphModel, Kind, Words

GIVEN_AS_WORDS = frozenset({Kind.ID, Kind.TEXT})
_PLAIN: dict[Kind, Any] = {Kind.WHOLE: int, Kind.LONG: int, Kind.FLAG: bool, Kind.DATE: datetime}
_DAY = ["%Y-%m-%d"]
_MOST_TOLD = 20
"""An enumeration of more values is told by its names alone."""


class Questions(TyperGroup):
    """Questions are loaded when one is asked, so that other commands need not wait for them."""

    @property
    def commands(self) -> MutableMapping[str, Any]:
        return self._made

    @commands.setter
    def commands(self, none: MutableMapping[str, Any]) -> None:
        """There are none until they are made."""

    @cached_property
    def _made(self) -> MutableMapping[str, Any]:
        from graph_service.insights.table import INSIGHTS  # noqa: PLC0415  loaded when it is run

        return made(INSIGHTS)


def made(insights: Sequence[Insight]) -> MutableMapping[str, Any]:
    """The commands of questions, by their words."""
    from graph_service.model.organization import ORGANIZATION  # noqa: PLC0415

    group = typer.Typer(rich_markup_mode=None)
    for insight in insights:
        told = f"{insight.about.en} · {insight.about.zh}"
        group.command(insight.command, help=told, short_help=told)(_command(ORGANIZATION, insight, insights))
    return typer.main.get_group(group).commands


def _command(model: GraphModel, insight: Insight, insights: Sequence[Insight]) -> Callable[..., None]:
    parameters = {f"given_{at}": one for at, one in enumerate(insight.arguments)}

    def command(**given: Any) -> None:
        from graph_service.cli import asked  # noqa: PLC0415

        named = {one.name: _spelled(given.pop(key)) for key, one in parameters.items()}
        if not asked.ask(insight, insights, named, {name: _spelled(value) for name, value in given.items()}):
            raise typer.Exit(1)

    declared = [_parameter(model, key, one) for key, one in parameters.items()]
    command.__signature__ = inspect.Signature([*declared, *_shared(model, insight)])  # type: ignore[attr-defined]
    return command


def _spelled(value: Any) -> Any:
    """As GraphQL takes it."""
    match value:
        case datetime():
            return value.date().isoformat()
        case Enum():
            return value.value
        case list():
            return [_spelled(one) for one in value]
        case _:
            return value


def positional(argument: Argument) -> bool:
    """Whether it is given as a word, without an option's name."""
    return argument.required and not argument.many and argument.kind in GIVEN_AS_WORDS


def _parameter(model: GraphModel, key: str, one: Argument) -> inspect.Parameter:
    choices = _choices(model, one)
    kind = _kind(one, choices)
    if positional(one):
        told = typer.Argument(help=_help(model, one, choices), metavar=one.name.upper(), show_default=False)
        return _made(key, kind, told, inspect.Parameter.empty)
    told = typer.Option(
        _option(one), help=_help(model, one, choices), metavar=_metavar(one, choices), min=_least(one),
        max=_most(one), formats=_DAY, case_sensitive=False, show_default=False, show_choices=False,
    )
    return _made(key, kind, told, inspect.Parameter.empty if one.required else None)


def _made(key: str, kind: Any, told: Any, default: Any) -> inspect.Parameter:
    held = kind if default is inspect.Parameter.empty else kind | None
    return inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[held, told])


def _kind(one: Argument, choices: Enumeration | None) -> Any:
    plain: Any = _chosen(choices) if choices else _PLAIN.get(one.kind, str)
    return list.__class_getitem__(plain) if one.many else plain


def _chosen(choices: Enumeration) -> Any:
    return Enum(choices.name, {name: name for name in choices.names})


def _choices(model: GraphModel, one: Argument) -> Enumeration | None:
    return model.enumeration[one.enumeration] if isinstance(one.enumeration, str) else one.enumeration


def _option(one: Argument) -> str:
    name = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in one.name)
    return f"--{name}/--no-{name}" if one.kind is Kind.FLAG else f"--{name}"


def _metavar(one: Argument, choices: Enumeration | None) -> str | None:
    if one.kind is Kind.FLAG:
        return None
    if choices is not None:
        return choices.name.upper()
    return {Kind.ID: "NAME", Kind.DATE: "YYYY-MM-DD", Kind.WHOLE: "N"}.get(one.kind, "TEXT")


def _least(one: Argument) -> int | None:
    return one.least if one.kind is Kind.WHOLE and not one.many else None


def _most(one: Argument) -> int | None:
    return one.most if one.kind is Kind.WHOLE and not one.many else None


def _help(model: GraphModel, one: Argument, choices: Enumeration | None) -> str:
    """What it is, what may be given, and what is taken else, in both languages."""
    return " ".join((f"{one.about.en} {one.about.zh}", *_allowed(model, one, choices)))


def _allowed(model: GraphModel, one: Argument, choices: Enumeration | None) -> Iterator[str]:
    if one.kind is Kind.ID and one.labels:
        titles = [model.label[label].title for label in one.labels]
        yield f"A name, path, code or id 名称、路径、代码或标识: {_both(titles)}."
    if choices is not None:
        yield f"{_told(choices)}."
    if one.many:
        yield "May be repeated. 可重复。"
    if one.many and (one.least is not None or one.most is not None):
        yield f"[{'' if one.least is None else one.least}–{'' if one.most is None else one.most}]"
    if one.default is not None:
        yield f"[default 默认: {one.default}]"


def _both(titles: Sequence[Words]) -> str:
    return ", ".join(f"{title.en.lower()} {title.zh}" for title in titles)


def _told(choices: Enumeration) -> str:
    if len(choices.values) > _MOST_TOLD:
        return ", ".join(choices.names)
    return ", ".join(f"{value.name} {value.title.zh}" for value in choices.values)


def _shared(model: GraphModel, insight: Insight) -> Iterator[inspect.Parameter]:
    """What every question takes, and how its answer is shown."""
    basis = model.enumeration["Basis"]
    if insight.filters is not None:
        yield _made("filter", str, typer.Option(
            "--filter", metavar="JSON", show_default=False,
            help=f"Filter of each {insight.filters}, JSON as GraphQL takes it. 筛选条件（JSON，同 GraphQL）。"), None)
    yield _made("asOf", datetime, typer.Option(
        "--as-of", formats=_DAY, metavar="YYYY-MM-DD", show_default=False,
        help="The day it holds on; else the day of the data. 截至日期，缺省为数据日期。"), None)
    yield _made("basis", list.__class_getitem__(_chosen(basis)), typer.Option(
        "--basis", metavar="BASIS", case_sensitive=False, show_default=False, show_choices=False,
        help=f"Only what rests on one of these. 仅限所列依据。{_told(basis)}. May be repeated. 可重复。"), None)
    yield _made("json", bool, typer.Option("--json", help="Print the GraphQL answer. 输出 GraphQL 原始 JSON。"), None)
    yield _made("english", bool, typer.Option("--english/--chinese", show_default=False,
        help="Language of what is shown; else that of LANG. 显示语言，缺省依 LANG。"), None)
