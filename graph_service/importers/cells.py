"""One cell into one value.  How a kind is spelled in a file stands in `model/values`; dates with a grain stand here."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from graph_service.changes.change import Json
from graph_service.model.graph import GraphModel, Property, Words
from graph_service.model.values import day_fault, parsed

SEPARATOR = "|"
"""Parts the items of a list."""


LAST_YEAR = "9999"


class Dated(NamedTuple):
    """A date as it is stored, and how exact it was written."""

    day: str
    grain: str


class Form(NamedTuple):
    """One way to write a date: how it looks, its grain, and the first day after it."""

    pattern: re.Pattern[str]
    grain: str
    missing: str
    after: Callable[[date], date]


def _first(year: int, month: int = 1) -> date:
    return date(year, month, 1)


FORMS = (
    Form(re.compile(r"\d{4}-\d{2}-\d{2}"), "DAY", "", lambda day: day),
    Form(re.compile(r"\d{4}-\d{2}"), "MONTH", "-01",
        lambda day: _first(day.year + day.month // 12, day.month % 12 + 1)),
    Form(re.compile(r"\d{4}"), "YEAR", "-01-01", lambda day: _first(day.year + 1)),
)
"""An end by the day is the first day no longer; a coarse end counts to the day after its last."""


def parts(text: str) -> list[str]:
    """The items of a list; of an empty cell none."""
    return [part.strip() for part in text.split(SEPARATOR)] if text else []


def value(model: GraphModel, p: Property, text: str) -> Json | Words:
    """The value that a cell gives a property, or what is wrong with it."""
    choices = model.enumeration[p.enumeration] if p.enumeration else None
    single = replace(p, many=False)
    if not p.many:
        return _plain(parsed(single, text, choices))
    found: list[str] = []
    for part in parts(text):
        item = _plain(parsed(single, part, choices))
        if isinstance(item, Words):
            return item
        found.append(str(item))
    return found


def dated(text: str, *, end: bool) -> Dated | Words:
    """A day, a month or a year; of an end, the first day no longer."""
    for form in FORMS:
        # The last year of the calendar is the sentinel's.
        if form.pattern.fullmatch(text) and text < LAST_YEAR:
            day = f"{text}{form.missing}"
            if fault := day_fault(day):
                return fault
            return Dated(form.after(date.fromisoformat(day)).isoformat() if end else day, form.grain)
    return Words(f"{text!r} is not a date; write 2020-11-12, 2020-11 or 2020.",
        f"“{text}”不是日期，请写作 2020-11-12、2020-11 或 2020。")


def _plain(found: object) -> str | int | bool | Words:
    if isinstance(found, str | int | bool | Words):
        return found
    raise TypeError(found)
