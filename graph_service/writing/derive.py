"""What is derived for reading: the key by which names are ordered, and the tokens that a search looks for.

The only room that knows pypinyin, which is imported with the first Chinese character (it takes a while).

A text's letters are its letters and digits, without case, width or accents.  Its tokens, none with a blank:

| token                                         | of 沙河子1 | looked for by                      |
|-----------------------------------------------|------------|------------------------------------|
| each letter                                   | `沙` `1`   | one letter, one wrong character    |
| every reading of each                         | `sha` `he` | syllables                          |
| two Chinese characters side by side           | `沙河`     | characters                         |
| `_` and the initials of two letters           | `_sh` `_z1`| initials, and whatever is mixed    |
| `@` and the first letter, or its initials     | `@沙` `@s` | what begins so, which goes first   |
| two digits or more that begin the node's code | `2107`     | codes                              |
"""

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, pairwise, product

from graph_service.changes.change import Json, Properties
from graph_service.model.graph import GraphModel, Kind
from graph_service.model.shared import NAME_KEY, SEARCH_TOKENS
from graph_service.writing.syllables import SYLLABLES

MORE_READINGS: Mapping[str, tuple[str, ...]] = {"堡": ("bao", "bu", "pu")}
"""Readings in place names that the dictionary leaves out, the usual one first."""
SHORTEST_PREFIX = 2
LONGEST_CODE = 40
MOST_LETTERS = 100
"""How many letters of a text are looked at."""
MOST_ALIASES = 10
PAIR, FIRST = "_", "@"


@lru_cache(maxsize=1)
def _dictionary() -> tuple[Callable[..., list[list[str]]], int]:
    """pypinyin and the style without tones: 60 ms that a start without names does not pay.

    Its phrases are left out, which are most of it: characters are looked up one by one.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415  with the first character, and after what it is told

    return pinyin, Style.NORMAL


@lru_cache(maxsize=32_768)
def readings(character: str) -> tuple[str, ...]:
    """Every reading of a character, the usual one first, without tones, `v` for ü; other characters are their own."""
    if character.isascii():
        return (character.lower(),)
    if character in MORE_READINGS:
        return MORE_READINGS[character]
    pinyin, style = _dictionary()
    found = pinyin(character, style=style, heteronym=True, errors="ignore")
    plain = (one.replace("ü", "v").lower() for one in (found[0] if found else ()))
    return tuple(dict.fromkeys(one for one in plain if one.isascii() and one.isalpha()))


def name_key(name: str) -> str:
    """ASCII: by pinyin character by character, then by the exact characters."""
    sounds = " ".join((readings(character) or ("~",))[0] for character in name)
    exact = "".join(f"{ord(character):06x}" for character in name)
    return f"{sounds} {exact}"


@lru_cache(maxsize=32_768)
def plain(character: str) -> str:
    """The letters that a character is typed with: none of a bracket, `v` of ǚ, `1` of ①."""
    apart = unicodedata.normalize("NFKD", character).lower().replace("u\u0308", "v")
    return "".join(one for one in apart if one.isalnum())


def letters(text: str) -> Iterator[tuple[str, int]]:
    """The letters of a text, each with the place in the text that it comes from; the first `MOST_LETTERS`."""
    return islice(((one, place) for place, c in enumerate(text) for one in plain(c)), MOST_LETTERS)


@lru_cache(maxsize=32_768)
def sounds(letter: str) -> tuple[str, ...]:
    """The syllables that a letter can be typed as: none of an ASCII letter or digit."""
    return () if letter.isascii() else tuple(one for one in readings(letter) if one in SYLLABLES)


@lru_cache(maxsize=32_768)
def initials(letter: str) -> tuple[str, ...]:
    """The first letters of a letter's readings; its own self if it has none."""
    return tuple(dict.fromkeys(sound[0] for sound in sounds(letter))) or (letter,)


@lru_cache(maxsize=65_536)
def pair_tokens(one: str, other: str) -> tuple[str, ...]:
    """What two letters side by side are found by."""
    spelled = tuple(f"{PAIR}{a}{b}" for a, b in product(initials(one), initials(other)))
    return spelled if one.isascii() or other.isascii() else (one + other, *spelled)


def tokens(text: str) -> Iterator[str]:
    """The tokens of one text, as the table above has them; some more than once."""
    typed = [letter for letter, _ in letters(text)]
    yield from (f"{FIRST}{begun}" for letter in typed[:1] for begun in (letter, *initials(letter)))
    for letter in typed:
        yield letter
        yield from sounds(letter)
    for one, other in pairwise(typed):
        yield from pair_tokens(one, other)


def code_prefixes(code: str) -> Iterator[str]:
    """`21`, `210`, … up to the whole code."""
    return (code[:end] for end in range(SHORTEST_PREFIX, min(len(code), LONGEST_CODE) + 1))


class Derivation:
    """The stores' Deriver over a model.

    Reads names, aliases and the codes that are for everyone; never a PERSONAL or RESTRICTED property.
    """

    version = "2"

    def __init__(self, model: GraphModel) -> None:
        self._codes = {
            label.name: tuple(p.name for p in label.properties if p.kind is Kind.CODE and p.conditional)
            for label in model.labels
        }

    def __call__(self, label: str, properties: Properties) -> Mapping[str, Json]:
        name = str(properties.get("name") or "")
        found: set[str] = set()
        aliases = properties.get("aliases")
        for said in (name, *(aliases[:MOST_ALIASES] if isinstance(aliases, list) else ())):
            found.update(tokens(said))
        for own in self._codes.get(label, ()):
            found.update(code_prefixes(str(properties.get(own) or "")))
        return {NAME_KEY.name: name_key(name), SEARCH_TOKENS.name: sorted(found)}
