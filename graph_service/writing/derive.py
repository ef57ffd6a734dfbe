"""What is derived for reading: the key by which names are ordered, and the tokens that a search looks for.

The only room that knows pypinyin, which is imported with the first Chinese character (it takes a while).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from graph_service.changes.change import Json, Properties
from graph_service.model.graph import GraphModel, Kind
from graph_service.model.shared import NAME_KEY, SEARCH_TOKENS

MORE_READINGS: Mapping[str, tuple[str, ...]] = {"堡": ("bao", "bu", "pu")}
"""Readings in place names that the dictionary leaves out, the usual one first."""
SHORTEST_PREFIX = 2
LONGEST_TOKEN = 40
VARIANTS = 8
"""How many spellings in initials one name may have: heteronyms multiply."""


@lru_cache(maxsize=32_768)
def readings(character: str) -> tuple[str, ...]:
    """Every reading of a character, the usual one first, without tones, `v` for ü; other characters are their own."""
    if character.isascii():
        return (character.lower(),)
    if character in MORE_READINGS:
        return MORE_READINGS[character]
    from pypinyin import Style, pinyin  # noqa: PLC0415  60 ms that a start without names does not pay

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = (one.replace("ü", "v").lower() for one in (found[0] if found else ()))
    return tuple(dict.fromkeys(one for one in plain if one.isascii() and one.isalpha()))


def name_key(name: str) -> str:
    """ASCII: by pinyin character by character, then by the exact characters."""
    sounds = " ".join((readings(character) or ("~",))[0] for character in name)
    exact = "".join(f"{ord(character):06x}" for character in name)
    return f"{sounds} {exact}"


def tokens(name: str) -> Iterator[str]:
    """The characters of a name, their pairs, every reading of each, and the initials of the whole."""
    letters = [character.lower() for character in name if character.isalnum()]
    for character in letters:
        yield character
        yield from readings(character)
    for one, other in pairwise(letters):
        yield one + other
    yield from _words(name)
    yield from _initials(letters)


def _words(name: str) -> Iterator[str]:
    """Runs of Latin letters and digits as they are typed."""
    typed = (character if character.isascii() and character.isalnum() else " " for character in name.lower())
    yield from "".join(typed).split()


def _initials(letters: list[str]) -> Iterator[str]:
    spelled = [""]
    for letter in letters:
        firsts = dict.fromkeys(reading[0] for reading in readings(letter)) or {letter: None}
        spelled = [head + first for head in spelled for first in firsts][:VARIANTS]
    yield from spelled


def code_prefixes(code: str) -> Iterator[str]:
    """`21`, `210`, … up to the whole code."""
    return (code[:end] for end in range(SHORTEST_PREFIX, len(code) + 1))


class Derivation:
    """The stores' Deriver over a model.

    Reads names, aliases and the codes that are for everyone; never a PERSONAL or RESTRICTED property.
    """

    version = "1"

    def __init__(self, model: GraphModel) -> None:
        self._codes = {
            label.name: tuple(p.name for p in label.properties if p.kind is Kind.CODE and p.conditional)
            for label in model.labels
        }

    def __call__(self, label: str, properties: Properties) -> Mapping[str, Json]:
        name = str(properties.get("name") or "")
        found: dict[str, None] = {}
        for said in (name, *_texts(properties.get("aliases"))):
            found.update(dict.fromkeys(tokens(said)))
        for own in self._codes.get(label, ()):
            found.update(dict.fromkeys(code_prefixes(str(properties.get(own) or ""))))
        return {NAME_KEY.name: name_key(name), SEARCH_TOKENS.name: _bounded(found)}


def _texts(value: Json) -> Iterable[str]:
    return value if isinstance(value, list) else ()


def _bounded(found: Iterable[str]) -> list[str]:
    return sorted({token[:LONGEST_TOKEN] for token in found if token})
