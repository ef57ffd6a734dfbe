"""One cell into one value.  How a kind is spelled in a file stands in `model/values`; dates with a grain stand here."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from graph_service.changes.change import Json
from graph_service.model.graph import GraphModel, Property, Words
from graph_service.model.values import SEPARATOR, day_fault, parsed

FIRST_YEAR, LAST_YEAR = "0001", "9999"
"""The first and the last year of the calendar are the sentinels'."""


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
    found = parsed(p, text, model.enumeration[p.enumeration] if p.enumeration else None)
    if not isinstance(found, list):
        return found
    if len(set(found)) < len(found):
        return Words(f"In {text} something stands twice.", f"{text} 中有重复项。")
    return [str(item) for item in found]


def dated(text: str, *, end: bool) -> Dated | Words:
    """A day, a month or a year; of an end, the first day no longer."""
    for form in FORMS:
        if form.pattern.fullmatch(text) and FIRST_YEAR < text[:4] < LAST_YEAR:
            day = f"{text}{form.missing}"
            if fault := day_fault(day):
                return fault
            return Dated(form.after(date.fromisoformat(day)).isoformat() if end else day, form.grain)
    return Words(f"{text!r} is not a date; write 2020-11-12, 2020-11 or 2020.",
        f"“{text}”不是日期，请写作 2020-11-12、2020-11 或 2020。")
