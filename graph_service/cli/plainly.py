"""How an answer is shown that has no board of its own: sentences as lines, what is plain under its name, lists as
tables, and as trees where there are lists within."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from graph_service.cli import seat
from graph_service.cli.document import held
from graph_service.cli.tongue import Tongue
from graph_service.insights.answer import Sentence, SourceCited, Walked
from graph_service.insights.posts import Seat
from graph_service.insights.telling import AnswerField
from graph_service.model.graph import Kind

Record = Mapping[str, Any]
HIDDEN = frozenset({"truncated", "pageInfo"})
"""Said under the answer."""
REASONS = (Walked, SourceCited)
"""Summed up under the answer."""


def board(of: type[Any], answer: Record, tongue: Tongue) -> Iterator[RenderableType]:
    """What the answer says of itself, then its lists."""
    yield from heads(of, answer, tongue)
    for one in shown(of):
        if one.of not in (None, Sentence) and (one.many or nested(one.of)):
            yield from _list(one, listed(one, answer), tongue)


def heads(of: type[Any], answer: Record, tongue: Tongue) -> Iterator[Text]:
    """Its sentences, then each plain value or node behind its name."""
    fields = shown(of)
    for one in (one for one in fields if one.of is Sentence):
        yield from (Text(tongue.said(found), style="bold") for found in listed(one, answer))
    for one in (one for one in fields if one.of is not Sentence and not (one.of and (one.many or nested(one.of)))):
        if said := cell(one, answer, tongue):
            yield Text(f"{_name(one, tongue)}{': ' if tongue.english else '：'}{said}")


def _name(one: AnswerField, tongue: Tongue) -> str:
    """Of a flag the whole of what it says."""
    return tongue(one.about).rstrip(".。") if one.kind is Kind.FLAG else tongue.heading(one.about)


def _list(one: AnswerField, found: Sequence[Record], tongue: Tongue) -> Iterator[RenderableType]:
    assert one.of is not None
    if found:
        heading = tongue.heading(one.about)
        if nested(one.of):
            yield tree(heading, one.of, found, tongue)
        else:
            yield titled(heading)
            yield table_of(one.of, found, tongue)


def titled(text: str) -> Text:
    return Text(f"\n{text}", style="bold cyan")


def shown(of: type[Any]) -> list[AnswerField]:
    """The fields of a class that people read."""
    return [one for one in held(of) if one.of not in REASONS and one.name not in HIDDEN]


def listed(one: AnswerField, record: Record) -> list[Any]:
    """What a field holds, as a list whether it holds many, one or none."""
    found = record.get(one.name)
    if found is None:
        return []
    return found if one.many else [found]


def said_of(of: type[Any]) -> AnswerField | None:
    """The sentence that tells an object, if it has one."""
    return next((one for one in shown(of) if one.of is Sentence and not one.many and not one.optional), None)


def nested(of: type[Any] | None) -> bool:
    """Whether there are lists of objects within."""
    return of is not None and any(one.many and one.of not in (None, Sentence) for one in shown(of))


def cell(one: AnswerField, record: Record, tongue: Tongue) -> str:
    """A field in one text: a name, a value, a sentence, or the same of an object within."""
    found = listed(one, record)
    if one.at is not None:
        return ("; " if tongue.english else "、").join(node["name"] for node in found)
    if one.of is Sentence:
        return "\n".join(tongue.said(sentence) for sentence in found)
    if one.of is not None:
        return "\n".join(brief(one.of, inner, tongue) for inner in found)
    return tongue.value(one, record.get(one.name))


def brief(of: type[Any], record: Record, tongue: Tongue) -> str:
    """An object in one line: its sentence, else its nodes and values."""
    if of is Seat:
        return seat.posted(record, tongue)
    sentence = said_of(of)
    if sentence is not None:
        return tongue.said(record[sentence.name])
    told = (one for one in shown(of) if one.at is not None or (one.of is None and one.kind is not Kind.FLAG))
    return " · ".join(said for one in told if (said := cell(one, record, tongue)))


def table_of(of: type[Any], rows: Sequence[Record], tongue: Tongue) -> Table:
    """A column a field, without those that nothing is said in, and without what a sentence repeats."""
    fields = shown(of) if said_of(of) is None else [one for one in shown(of) if one.of is Sentence or _marks(one)]
    columns = [one for one in fields if any(cell(one, row, tongue) for row in rows)]
    return table([tongue.heading(one.about) for one in columns], [[cell(one, row, tongue) for one in columns]
        for row in rows])


def _marks(one: AnswerField) -> bool:
    """What rows are told apart by at a glance."""
    return one.of is None and one.at is None and one.kind not in (Kind.TEXT, Kind.ID)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, apart: bool = False) -> Table:
    """With `apart` an empty line between rows, for such as take several."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", leading=int(apart))
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*(Text(one) for one in row))
    return made


def tree(heading: str, of: type[Any], found: Sequence[Record], tongue: Tongue) -> Tree:
    made = Tree(Text(heading, style="bold cyan"), guide_style="dim")
    for record in found:
        _branch(made, of, record, tongue)
    return made


def _branch(above: Tree, of: type[Any], record: Record, tongue: Tongue) -> None:
    """One object and, below it, what it holds."""
    here = above.add(Text(brief(of, record, tongue)))
    for one in shown(of):
        if one.of in (None, Sentence) or not (one.many or said_of(of) is None or nested(one.of)):
            continue
        found = listed(one, record)
        assert one.of is not None
        if not found:
            continue
        below = here.add(Text(tongue.heading(one.about), style="dim")) if one.many else here
        for inner in found:
            _branch(below, one.of, inner, tongue)
