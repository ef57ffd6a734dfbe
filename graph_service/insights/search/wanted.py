"""What to look for among the search tokens, so that nothing that `matching.rank` accepts is missed.

A name that matches holds, for every letter typed, what some reading of the text has there: a piece, and a piece with
the one beside it.  Each of these sets of tokens is a word, and all of them are necessary; a long text needs only some.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph_service.insights.search.typed import As, Piece, Typed, typed
from graph_service.writing.derive import FIRST, PAIR, SHORTEST_PREFIX, initials, pair_tokens, sounds
from graph_service.writing.syllables import SYLLABLES

MOST_WORDS = 10
"""More words hardly make fewer candidates."""
MOST_TOKENS = 8
"""A word of more tokens is met by too many names to be worth asking for, unless there is no other."""
SHORTEST_WITH_ERROR = 3

Word = frozenset[str]


@dataclass(frozen=True, slots=True)
class Request:
    """The values of one `Matches`: each word a text of tokens with blanks between, and how many must be met."""

    words: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Two or three requests, to be asked together; what they find overlaps.

    For names and codes that begin as the text does, so that a cap cuts none of them off for others; for all that hold
    it; in Chinese, for those with one wrong character.
    """

    requests: tuple[Request, ...]


def candidates(text: str) -> Wanted:
    """The requests for a text.  Raises BadArgument about `text` where it is too long or nothing to search for."""
    of = typed(text)
    words = _fewest(_necessary(of))
    code = {of.letters} if of.letters.isdigit() and len(of.letters) >= SHORTEST_PREFIX else set()
    words = [word | code for word in words]
    begins = frozenset({f"{FIRST}{of.letters[0]}"} | code)
    found = [_request([*words, begins], len(words) + 1), _request(words, len(words))]
    if of.chinese:
        found += _with_error(of.letters)
    return Wanted(tuple(found))


def _request(words: Iterable[Word], least: int) -> Request:
    return Request(tuple(" ".join(sorted(word)) for word in words), least)


def _with_error(letters: str) -> Iterator[Request]:
    """One wrong character; in a text of two it must sound the same, as all its alternatives then do."""
    if len(letters) >= SHORTEST_WITH_ERROR:
        own = [frozenset({letter}) for letter in letters[:MOST_WORDS]]
        yield _request(own, len(own) - 1)
    elif len(letters) == SHORTEST_WITH_ERROR - 1:
        heard = [frozenset(sounds(letter) or (letter,)) for letter in letters]
        words = [*heard, frozenset(letters)]
        yield _request(words, len(words))


def _necessary(of: Typed) -> Iterator[Word]:
    """For each letter: the pieces that may cover it, and these with the next, or with the one before."""
    covering: list[list[tuple[int, Piece]]] = [[] for _ in of.letters]
    for at, piece, begin, end in _placed(of):
        for place in range(begin, end):
            covering[place].append((at, piece))
    leading: list[list[Piece]] = [[] for _ in of.pieces]
    for _, piece, _, _ in _placed(of):
        leading[piece.leads].append(piece)
    for pieces in covering:
        yield frozenset(token for _, piece in pieces for token in _tokens(piece))
        if all(of.pieces[piece.leads] for _, piece in pieces):
            yield _pairs((piece, after) for _, piece in pieces for after in of.pieces[piece.leads])
        if all(leading[at] for at, _ in pieces):
            yield _pairs((before, piece) for at, piece in pieces for before in leading[at])


def _placed(of: Typed) -> Iterator[tuple[int, Piece, int, int]]:
    """Each piece with its state, and the letters that it covers."""
    length = len(of.letters)
    for at, pieces in enumerate(of.pieces):
        for piece in pieces:
            begin, end = (state if state <= length else state - length for state in (at, piece.leads))
            yield at, piece, begin, end


def _tokens(piece: Piece) -> Iterable[str]:
    """What a letter is found by that the piece may stand for."""
    if piece.kind is As.CHARACTER or (piece.kind is As.SYLLABLE and len(piece.text) > 1):
        return (piece.text,)
    begun = (syllable for syllable in SYLLABLES if syllable.startswith(piece.text))
    return (*begun, piece.text) if len(piece.text) == 1 else begun


def _pairs(pairs: Iterable[tuple[Piece, Piece]]) -> Word:
    return frozenset(_beside(one, other) for one, other in pairs)


def _beside(one: Piece, other: Piece) -> str:
    if one.kind is As.CHARACTER and other.kind is As.CHARACTER:
        return pair_tokens(one.text, other.text)[0]
    return f"{PAIR}{_begins(one)}{_begins(other)}"


def _begins(piece: Piece) -> str:
    """A name with the character has the pairs of all its readings, so that one of them will do."""
    return initials(piece.text)[0] if piece.kind is As.CHARACTER else piece.text[0]


def _fewest(words: Iterable[Word]) -> list[Word]:
    """The words with the fewest tokens, none that another implies."""
    kept: list[Word] = []
    for word in sorted(set(words), key=_telling):
        if not any(other <= word or _side_by_side(other, word) for other in kept):
            kept.append(word)
    few = [word for word in kept if len(word) <= MOST_TOKENS]
    return few[:MOST_WORDS] or kept[:1]


def _telling(word: Word) -> tuple[int, list[tuple[int, str]]]:
    return len(word), sorted((-len(token), token) for token in word)


def _side_by_side(pair: Word, single: Word) -> bool:
    """Whether two characters are asked for already, of which this is one."""
    return len(pair) == len(single) == 1 and not max(pair).isascii() and max(single) in max(pair)
