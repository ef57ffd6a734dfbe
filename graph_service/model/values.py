"""How each language spells a value of each kind: one row a kind, read by the API, both stores and the importers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from graph_service.model.vocabulary import Enumeration, Kind, Property, Words

Plain = str | int | bool
"""One value as it travels between the API, the stores and the journal: dates as ISO text, choices by name."""

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader takes without loss."""
WHOLE_LARGEST = 2**31 - 1
"""The largest value of GraphQL's Int."""
SEPARATOR = "|"
"""Parts the items of a list in one cell of a file."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,16}")
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One kind of value in every language.

    `scalar` names the GraphQL type (None: the enumeration's own name), `neo4j` the type of the stored property,
    `json` the Python type in SQLite's journal and in every answer.  `parse` reads the text of one cell: the value, or
    what is wrong with it.  `emitter` is who turns what is stored into what is answered; `nobody` has to where both
    are the same.
    """

    kind: Kind
    scalar: str | None
    neo4j: str
    json: type[Plain]
    parse: Callable[[str], Plain | Words]
    emitter: str


def day_fault(text: str) -> Words | None:
    """What keeps a text from being a day of the calendar, spelled YYYY-MM-DD."""
    if not _DAY.fullmatch(text):
        return Words(f"{text!r} is not a date; write YYYY-MM-DD.", f"“{text}”不是日期，请写作 YYYY-MM-DD。")
    try:
        date.fromisoformat(text)
    except ValueError:
        return Words(f"{text} is not a day of the calendar.", f"{text} 不是历法上的日期。")
    return None


def _text(text: str) -> Plain | Words:
    return text


def _code(text: str) -> Plain | Words:
    if text.isascii() and text.isprintable():
        return text
    return Words(f"{text!r} is not a code; only ASCII is allowed.", f"“{text}”不是代码，只能用 ASCII 字符。")


def _number(text: str, largest: int) -> Plain | Words:
    if not _NUMBER.fullmatch(text):
        return Words(f"{text!r} is not a whole number.", f"“{text}”不是整数。")
    if abs(int(text)) > largest:
        return Words(f"{text} is beyond ±{largest}.", f"{text} 超出 ±{largest} 的范围。")
    return int(text)


def _whole(text: str) -> Plain | Words:
    return _number(text, WHOLE_LARGEST)


def _long(text: str) -> Plain | Words:
    return _number(text, LARGEST)


def _date(text: str) -> Plain | Words:
    return day_fault(text) or text


def _flag(text: str) -> Plain | Words:
    found = _FLAGS.get(text)
    return Words(f"{text!r} is neither true nor false.", f"“{text}”既非 true 也非 false。") if found is None else found


SPELLINGS = (
    Spelling(Kind.ID, "ID", "STRING", str, _code, "nobody"),
    Spelling(Kind.TEXT, "String", "STRING", str, _text, "nobody"),
    Spelling(Kind.CODE, "String", "STRING", str, _code, "nobody"),
    Spelling(Kind.WHOLE, "Int", "INTEGER", int, _whole, "nobody"),
    Spelling(Kind.LONG, "Long", "INTEGER", int, _long, "nobody"),
    Spelling(Kind.DATE, "Date", "DATE", str, _date, "the store"),
    Spelling(Kind.FLAG, "Boolean", "BOOLEAN", bool, _flag, "nobody"),
    Spelling(Kind.CHOICE, None, "STRING", str, _text, "nobody"),
)

BY_KIND: Mapping[Kind, Spelling] = MappingProxyType({row.kind: row for row in SPELLINGS})


def parsed(of: Property, text: str, choices: Enumeration | None = None) -> Plain | list[Plain] | Words:
    """The value that one non-empty cell of a file gives a property, or what is wrong with it.

    A list's items are parted by `|`.  `choices` is the enumeration of a CHOICE.
    """
    if not of.many:
        return _one(of.kind, text.strip(), choices)
    items: list[Plain] = []
    for part in text.split(SEPARATOR):
        found = _one(of.kind, part.strip(), choices)
        if isinstance(found, Words):
            return found
        items.append(found)
    return items


def _one(kind: Kind, text: str, choices: Enumeration | None) -> Plain | Words:
    if choices is not None and text not in choices.names:
        allowed = ", ".join(choices.names)
        return Words(f"{text!r} is none of {allowed}.", f"“{text}”不在下列值之中：{allowed}。")
    return BY_KIND[kind].parse(text)
