"""How well a typed text matches a node: one rule, written as a table, exact, the same whatever the store.

A text matches letters side by side in a name, alias or code (marks and blanks left out), each typed piece one letter:

1. as it is written: the whole text; or the whole code; or its beginning; or a code's; or anything inside;
2. in syllables of any reading, the last perhaps only begun: the whole (none only begun), the beginning, inside;
3. in initials: the whole, the beginning, inside;
4. in a mixture of characters, syllables and initials: the whole, the beginning, inside;
5. with one character for another: of the same sound, in Chinese texts of two or more; any, in three or more.

`MatchKind` has this order.  Alike in kind, a node's own name goes before its aliases.  Between nodes `standing` is all
that counts; who asks breaks ties (divisions before the bodies in them, name key, id).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache
from itertools import islice

from graph_service.insights.search.typed import As, Piece, Typed, typed
from graph_service.insights.search.wanted import SHORTEST_WITH_ERROR
from graph_service.model.graph import Enumeration, Value, Words
from graph_service.writing.derive import MOST_ALIASES, SHORTEST_PREFIX, letters, sounds
from graph_service.writing.syllables import INITIALS


class MatchKind(IntEnum):
    """Kinds of match, the best first."""

    EXACT = auto()
    CODE = auto()
    PREFIX = auto()
    CODE_PREFIX = auto()
    SUBSTRING = auto()
    PINYIN = auto()
    PINYIN_PREFIX = auto()
    PINYIN_SUBSTRING = auto()
    INITIALS = auto()
    INITIALS_PREFIX = auto()
    INITIALS_SUBSTRING = auto()
    MIXED = auto()
    MIXED_PREFIX = auto()
    MIXED_SUBSTRING = auto()
    SAME_SOUND = auto()
    ONE_WRONG = auto()


class MatchedIn(IntEnum):
    """Which of a node's texts matched, the best first."""

    NAME = auto()
    ALIAS = auto()
    CODE = auto()


def _named(of: type[IntEnum], about: Words, *said: tuple[str, str]) -> Enumeration:
    values = (Value(member.name, Words(*words)) for member, words in zip(of, said, strict=True))
    return Enumeration(of.__name__, about, tuple(values))


MATCH_KINDS = _named(
    MatchKind,
    Words("How a text matches, the best first.", "匹配方式（由优到次）。"),
    ("Exact", "完全一致"),
    ("Code", "代码一致"),
    ("Beginning", "开头一致"),
    ("Beginning of the code", "代码开头一致"),
    ("Inside", "包含"),
    ("Pinyin", "拼音一致"),
    ("Beginning in pinyin", "拼音开头一致"),
    ("Inside in pinyin", "拼音包含"),
    ("Initials", "首字母一致"),
    ("Beginning in initials", "首字母开头一致"),
    ("Inside in initials", "首字母包含"),
    ("Characters and pinyin", "汉字拼音混合一致"),
    ("Beginning in characters and pinyin", "汉字拼音混合开头一致"),
    ("Inside in characters and pinyin", "汉字拼音混合包含"),
    ("One character of the same sound", "一字同音"),
    ("One character differs", "一字不同"),
)
MATCHED_IN = _named(
    MatchedIn,
    Words("Which of a node's texts matches.", "匹配的文本。"),
    ("Name", "名称"),
    ("Alias", "别名"),
    ("Code", "区划代码"),
)


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A match, the better the lesser: `text[start:end]` of the name, the alias or the code that `of` says."""

    kind: MatchKind
    of: MatchedIn
    start: int
    end: int
    text: str

    @property
    def standing(self) -> tuple[MatchKind, MatchedIn]:
        """How it stands beside the matches of other nodes."""
        return self.kind, self.of


CHARACTERS, SYLLABLES, BEGUN, LAST_INITIAL, INITIAL = (1 << bit for bit in range(5))
"""In what a piece was typed, as bits; the letters and digits of a name as they are count for nothing (0)."""

_WAYS: tuple[tuple[int, tuple[MatchKind, MatchKind, MatchKind]], ...] = (
    (CHARACTERS, (MatchKind.EXACT, MatchKind.PREFIX, MatchKind.SUBSTRING)),
    (SYLLABLES, (MatchKind.PINYIN, MatchKind.PINYIN_PREFIX, MatchKind.PINYIN_SUBSTRING)),
    (INITIAL | LAST_INITIAL, (MatchKind.INITIALS, MatchKind.INITIALS_PREFIX, MatchKind.INITIALS_SUBSTRING)),
    (
        SYLLABLES | BEGUN | LAST_INITIAL,
        (MatchKind.PINYIN_PREFIX, MatchKind.PINYIN_PREFIX, MatchKind.PINYIN_SUBSTRING),
    ),
    (-1, (MatchKind.MIXED, MatchKind.MIXED_PREFIX, MatchKind.MIXED_SUBSTRING)),
)
"""In what a text may be typed, and the kind if it is the whole, the beginning or inside: the first row that fits."""

Letters = Sequence[tuple[str, int]]
"""The letters of a name, each with its place in it."""


def rank(text: str, name: str, aliases: Sequence[str] = (), code: str | None = None) -> Match | None:
    """The best match of a typed text with a node; None if there is none.  Raises BadArgument as `typed` does."""
    texts = [(MatchedIn.NAME, name), *((MatchedIn.ALIAS, alias) for alias in aliases[:MOST_ALIASES])]
    found = list(_in_code(typed(text), code or ""))
    for of in (_aligned, _with_error):
        for where, said in texts:
            found += _in_text(of, text, where, said)
        if found:
            return min(found)
    return None


def _in_code(of: Typed, code: str) -> Iterator[Match]:
    if len(of.letters) >= SHORTEST_PREFIX and code.startswith(of.letters):
        kind = MatchKind.CODE if code == of.letters else MatchKind.CODE_PREFIX
        yield Match(kind, MatchedIn.CODE, 0, len(of.letters), code)


Way = Callable[[str, Letters], Iterator[tuple[MatchKind, int, int]]]


def _in_text(way: Way, text: str, where: MatchedIn, said: str) -> Iterator[Match]:
    name = _letters(said)
    for kind, start, end in way(text, name):
        yield Match(kind, where, name[start][1], name[end - 1][1] + 1, said)


@lru_cache(maxsize=8192)
def _letters(said: str) -> Letters:
    return tuple(letters(said))


def _aligned(text: str, name: Letters) -> Iterator[tuple[MatchKind, int, int]]:
    """Kind, start and end of all that the text may stand for."""
    done = typed(text).done
    for start, (letter, _) in enumerate(name):
        if not _steps(text, 0, letter):
            continue
        for end, ways in _ends(text, done, name, start):
            place = 0 if end - start == len(name) else 1 if start == 0 else 2
            for way in ways:
                yield next(kinds[place] for row, kinds in _WAYS if way & ~row == 0), start, end


def _ends(text: str, done: int, name: Letters, start: int) -> Iterator[tuple[int, set[int]]]:
    """Each end to which the text runs from a start, and in what it is then typed: the states reached, by letter."""
    reached: dict[int, set[int]] = {0: {0}}
    for end in range(start, len(name)):
        after: dict[int, set[int]] = {}
        for state, ways in reached.items():
            for leads, typed_in in _steps(text, state, name[end][0]):
                after.setdefault(leads, set()).update(way | typed_in for way in ways)
        if done in after:
            yield end + 1, after.pop(done)
        if not after:
            return
        reached = after


@lru_cache(maxsize=65_536)
def _steps(text: str, state: int, letter: str) -> tuple[tuple[int, int], ...]:
    """Where the pieces lead that may stand for a letter, and in what they are typed."""
    steps = ((piece.leads, _typed_in(piece, letter)) for piece in typed(text).pieces[state])
    return tuple((leads, typed_in) for leads, typed_in in steps if typed_in is not None)


def _typed_in(piece: Piece, letter: str) -> int | None:
    """In what a piece says a letter; None if it does not."""
    heard = sounds(letter)
    if piece.text == letter:
        return 0 if letter.isascii() else CHARACTERS
    if piece.kind is As.SYLLABLE and piece.text in heard:
        return SYLLABLES
    if piece.kind is As.CHARACTER or (piece.kind is As.SYLLABLE and len(piece.text) > 1):
        return None
    if not any(sound.startswith(piece.text) for sound in heard):
        return None
    if piece.kind is As.BEGUN:
        return LAST_INITIAL if piece.text in INITIALS else BEGUN
    return INITIAL


def _with_error(text: str, name: Letters) -> Iterator[tuple[MatchKind, int, int]]:
    """One character for another: of the same sound, or any in a text that is long enough."""
    of = typed(text)
    if not of.chinese or len(of.letters) < SHORTEST_WITH_ERROR - 1:
        return
    for start in range(len(name) - len(of.letters) + 1):
        pairs = ((one, letter) for one, (letter, _) in zip(of.letters, name[start:], strict=False) if one != letter)
        wrong = list(islice(pairs, 2))
        if len(wrong) == 1:
            same = not set(sounds(wrong[0][0])).isdisjoint(sounds(wrong[0][1]))
            if same or len(of.letters) >= SHORTEST_WITH_ERROR:
                yield MatchKind.SAME_SOUND if same else MatchKind.ONE_WRONG, start, start + len(of.letters)
