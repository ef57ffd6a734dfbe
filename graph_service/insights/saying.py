"""How dates and days are put into words, by their grain; every question says them alike."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph_service.insights.answer import Sentence
from graph_service.model.graph import GraphModel, Words

NOT_EXACT = frozenset({"MONTH", "YEAR"})
"""Grains from which a number of days is only about right."""


def on(day: str, grain: str | None) -> Words:
    """A date as exact as it is known: `2017-12`, `2017年12月`."""
    year, month, number = day.split("-")
    match grain:
        case "YEAR":
            return Words(year, f"{year}年")
        case "MONTH":
            return Words(f"{year}-{month}", f"{year}年{int(month)}月")
        case _:
            return Words(day, f"{year}年{int(month)}月{int(number)}日")


def since(dated: Mapping[str, Any]) -> Words:
    """Since when a record or its relationship stands; an attested one began no one knows when."""
    day, grain = dated["since"], dated["sinceGrain"]
    if day is None:
        return Words("since a day not recorded", "起始未登记")
    said = on(day, grain)
    if grain == "ATTESTED":
        return Words(f"attested on {said.en}", f"{said.zh}在任，起始未载明")
    return Words(f"since {said.en}", f"自{said.zh}起")


def sentence(en: str, zh: str) -> Sentence:
    return Sentence(en, zh)


def days(start: str, end: str) -> int:
    """Whole days from one date to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def approximate(grain: str | None) -> bool:
    """Whether a number of days made from a date of this grain is only about right."""
    return grain in NOT_EXACT


def listed(words: list[Words]) -> Words:
    """Several things in one phrase."""
    return Words(", ".join(one.en for one in words), "、".join(one.zh for one in words))


def value(model: GraphModel, enumeration: str, name: str) -> Words:
    """What a value of the model's enumeration is called."""
    return next(one.title for one in model.enumeration[enumeration].values if one.name == name)
