"""What fills the parameters of a statement: slots as they are, or a map of what varies in size.

Neo4j plans a statement anew for each power of ten of a list's length or a text's, but does not look into a map.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from graph_service.model.graph import Kind
from graph_service.plan.ir import Slot, Value, Values
from graph_service.stores.neo4j.lucene import query, tokens

Parameter = str | int | bool | date | list[str] | list[date] | dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Boxed:
    """The map {value}."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class Sought:
    """The map {words, least, queries}: a list of tokens for each word, and what to ask the index: nothing or a text."""

    words: Slot
    least: Slot


Filling = Slot | Boxed | Sought
Used = tuple[tuple[str, Filling], ...]


def parameters(used: Used, values: Values) -> dict[str, Parameter]:
    """The driver's parameters for a call."""
    return {name: _filled(filling, values) for name, filling in used}


def _filled(filling: Filling, values: Values) -> Parameter:
    match filling:
        case Slot(number, kind):
            return dated(values[number]) if kind is Kind.DATE else values[number]
        case Boxed(slot):
            return {"value": _filled(slot, values)}
        case Sought(words, least):
            return _sought(values[words.number], values[least.number])
    assert_never(filling)


def _sought(words: Value, least: Value) -> Parameter:
    if not isinstance(words, list) or not isinstance(least, int):
        raise TypeError("Matches asks for a list of words and for a number.")
    alternatives = [tokens(word) for word in words]
    text = query(alternatives, least)
    return {"words": alternatives, "least": least, "queries": [] if text is None else [text]}


def dated(value: Value) -> Parameter:
    """Dates are compared as dates: as text they cost half as much again."""
    match value:
        case str():
            return date.fromisoformat(value)
        case list():
            return [date.fromisoformat(one) for one in value]
        case _:
            return value
