"""Names typed with the places that they lie in, as addresses are: 义县前杨镇沙河子村, `qianyang shahezi`.

A text is cut behind what ends a division's name, and at blanks: before a cut stand places, behind it a name.  The text
is also looked for as it is.  Places are beginnings of the names of what lies above a node, in their order, each of two
letters or more, gaps allowed (辽宁义县 for 辽宁省, 锦州市, 义县); those left over stand in the node's own name before
what matched (沙河子村工作队).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from graph_service.insights.search.matching import Match, MatchKind, rank
from graph_service.insights.search.typed import typed
from graph_service.insights.search.wanted import Request, candidates
from graph_service.writing.derive import letters

BLANKS = re.compile(r"[\s/\u203a>|,，、·]+")
ENDS = re.compile(rf"自治[州县旗]|街道|社区|[省市县区旗盟镇乡村屯]|{BLANKS.pattern}")
ENDS_SPELLED = frozenset(["sheng", "shi", "zhou", "xian", "qu", "qi", "zhen", "xiang", "cun", "tun", "shequ", "jiedao"])
"""No name to look for, in a text whose parts are all apart."""
SHORTEST = 2
MOST_CUTS = 3
NEAR = 4
"""How many letters of the nearest place are looked for in names."""
BEGINNINGS = frozenset({
    MatchKind.EXACT, MatchKind.PREFIX, MatchKind.PINYIN, MatchKind.PINYIN_PREFIX, MatchKind.INITIALS,
    MatchKind.INITIALS_PREFIX, MatchKind.MIXED, MatchKind.MIXED_PREFIX,
})
Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A name to look for, and the places that it is said to lie in: Chinese letters one by one, words in Latin."""

    name: str
    places: Parts = ()


def readings(text: str) -> tuple[Reading, ...]:
    """The text as it is; then as a name in places, the shortest name first.  Raises BadArgument as `typed` does."""
    typed(text)
    cuts = [(text[: cut.end()], text[cut.end() :]) for cut in ENDS.finditer(text)]
    found = (Reading(name.strip(), _parts(place)) for place, name in reversed(cuts) if _named(place, name))
    return (Reading(text), *list(dict.fromkeys(found))[:MOST_CUTS])


def requests(text: str, most: int) -> Iterator[Request]:
    """What to look for, at most so many; with a wrong character only in the whole text and in the shortest name."""
    whole, *apart = readings(text)
    found = [*candidates(whole.name).requests, *map(_in_places, apart)]
    if apart:
        found += candidates(apart[0].name).requests[2:]
    yield from found[:most]


def _in_places(reading: Reading) -> Request:
    """All that hold the name; those whose own names hold something of the nearest place come first.

    What is asked again and again outweighs that, so that no node makes up with the place for the name.
    """
    request, near = candidates(reading.name).requests[1], "".join(reading.places)[-NEAR:]
    if not typed(near).chinese:
        return request
    beside = candidates(near).requests[1].words[: NEAR - 1]
    times = len(beside) + 1
    return Request((*request.words * times, *beside), request.least * times)


def _named(place: str, name: str) -> bool:
    spelled = _letters(name)
    return min(len(_letters(place)), len(spelled)) >= SHORTEST and spelled not in ENDS_SPELLED


def _letters(text: str) -> str:
    return "".join(letter for letter, _ in letters(text))


def _parts(place: str) -> Parts:
    runs = ((latin, tuple(run)) for word in BLANKS.split(place) for latin, run in groupby(_letters(word), str.isascii))
    return tuple(part for latin, run in runs for part in (("".join(run),) if latin else run))


# ---- whether a node lies there


def lies_there(places: Parts, path: Sequence[Any], match: Match) -> bool:
    """Whether a node that matches, with what lies above it (the top first), lies in the places."""
    done = _covered(places, tuple((above["name"], *above["aliases"]) for above in path))
    return len(places) in done or _in_front(places, done, match)


@lru_cache(maxsize=4096)
def _covered(places: Parts, path: tuple[tuple[str, ...], ...]) -> AbstractSet[int]:
    """How many of the places, from the first, may be what the names of a path begin with."""
    done = {0}
    for names in path if places else ():
        spans = ((start, end) for start in done for end in range(start + 1, len(places) + 1))
        done |= {end for start, end in spans if _begins(places[start:end], names)}
    return done


def _in_front(places: Parts, done: Iterable[int], match: Match) -> bool:
    """Whether the places that are left stand in the name before what matched."""
    own = _letters(match.text[: match.start])
    return any("".join(places[start:]) in own for start in done)


@lru_cache(maxsize=4096)
def _begins(parts: Parts, names: tuple[str, ...]) -> bool:
    """Whether the parts together are the beginning of one of the names."""
    spelled = "".join(parts)
    if len(spelled) < SHORTEST:
        return False
    if not spelled.isascii() and all(len(part) == 1 for part in parts):
        return any(_letters(name).startswith(spelled) for name in names)
    found = rank(" ".join(parts), names[0], names[1:])
    return found is not None and found.kind in BEGINNINGS
