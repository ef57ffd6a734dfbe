"""What was typed into a search, with every way to read it: pieces, each of which stands for one letter of a name.

A Chinese character or a digit is a piece.  A run of Latin letters (blanks and other marks end it) is read in two ways:

* as syllables, the last of the whole text perhaps only begun; where that does not come out, with as few initials
  between them as it takes (`gaojt`: gao, j, t).  All that come out alike are taken: `xian` is xian, xi an, and more;
* letter by letter, as initials or as the Latin letters of a name (`AI hezuoshe`, with a blank, for AI合作社).

The pieces lead from state to state, so that a text with very many readings is still small.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby

from graph_service.errors import BadArgument
from graph_service.writing.derive import MOST_LETTERS, plain
from graph_service.writing.syllables import BEGINNINGS, INITIALS, SPELLED_ALSO, SYLLABLES

LONGEST_SYLLABLE = 6


class As(Enum):
    """What a piece is typed as."""

    CHARACTER = auto()
    SYLLABLE = auto()
    INITIAL = auto()
    BEGUN = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some typed letters, and the state that the text is in after them."""

    text: str
    kind: As
    leads: int


@dataclass(frozen=True, slots=True)
class Typed:
    """`letters` without blanks and marks; `pieces[state]` are what may come next; the text is done in `done`.

    State 0 is the beginning; a state without pieces, other than `done`, cannot be reached.
    """

    letters: str
    pieces: tuple[tuple[Piece, ...], ...]
    done: int

    @property
    def chinese(self) -> bool:
        """Whether it is all Chinese characters."""
        return not any(letter.isascii() for letter in self.letters)


@lru_cache(maxsize=256)
def typed(text: str) -> Typed:
    """Raises BadArgument about `text` where it is too long or nothing to search for."""
    runs = list(_runs(text)) if len(text) <= MOST_LETTERS else []
    letters = "".join(runs)
    if max(len(text), len(letters)) > MOST_LETTERS:
        raise BadArgument(
            f"The text is longer than {MOST_LETTERS} characters.",
            f"检索文本超过 {MOST_LETTERS} 个字符。",
            argument="text",
        )
    if not letters:
        raise BadArgument(
            "The text has no letter, digit or Chinese character to search for.",
            "检索文本中没有可检索的汉字、字母或数字。",
            argument="text",
        )
    made = _States(letters)
    for run in runs:
        made.read(run)
    return Typed(letters, tuple(tuple(some) for some in made.pieces), len(letters))


def _runs(text: str) -> Iterator[str]:
    """Runs of Latin letters, and all else letter by letter."""
    spelled = "".join(plain(c) or " " for c in unicodedata.normalize("NFKC", text))
    for latin, run in groupby(spelled, key=lambda letter: letter.isascii() and letter.isalpha()):
        if latin:
            yield "".join(run)
        else:
            yield from (letter for letter in run if letter != " ")


class _States:
    """States 0 to n lie between the n letters; those after n lie between letters read one by one."""

    def __init__(self, letters: str) -> None:
        self.length = len(letters)
        self.pieces: list[list[Piece]] = [[] for _ in range(2 * self.length + 1)]
        self._at = 0

    def read(self, run: str) -> None:
        begin = self._at
        self._at = end = begin + len(run)
        if not (run.isascii() and run.isalpha()):
            self.pieces[begin].append(Piece(run, As.CHARACTER, end))
            return
        for at, after, text, kind in _shortest(run, last=end == self.length):
            self.pieces[begin + at].append(Piece(text, kind, begin + after))
        if len(run) > 1:
            beside = [begin, *(self.length + begin + at for at in range(1, len(run))), end]
            for at, letter in enumerate(run):
                self.pieces[beside[at]].append(Piece(letter, As.INITIAL, beside[at + 1]))


Span = tuple[int, int, str, As]


def _shortest(run: str, *, last: bool) -> list[Span]:
    """The pieces of all readings with the fewest initials."""
    spans = [span for at in range(len(run)) for span in _from(run, at, last=last)]
    far = len(run) + 1
    before, behind = [0] + [far] * len(run), [far] * len(run) + [0]
    for at, after, _, kind in spans:
        before[after] = min(before[after], before[at] + (kind is As.INITIAL))
    for at, after, _, kind in reversed(spans):
        behind[at] = min(behind[at], behind[after] + (kind is As.INITIAL))
    return [span for span in spans if before[span[0]] + (span[3] is As.INITIAL) + behind[span[1]] == behind[0]]


def _from(run: str, at: int, *, last: bool) -> Iterator[Span]:
    for after in range(at + 1, min(len(run), at + LONGEST_SYLLABLE) + 1):
        text = run[at:after]
        said = SPELLED_ALSO.get(text, text)
        if said in SYLLABLES:
            yield at, after, said, As.SYLLABLE
        if last and after == len(run) and text in BEGINNINGS:
            yield at, after, text, As.BEGUN
        if len(text) == 1 or text in INITIALS:
            yield at, after, text, As.INITIAL
