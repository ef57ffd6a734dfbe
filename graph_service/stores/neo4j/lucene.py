"""Words as a query of the fulltext index, in Lucene's language: it finds every node that meets enough of them, and few
that do not.  How many a node meets is then asked of the node itself.
"""

from collections.abc import Iterator, Sequence

MOST = 1000
"""Tokens in a query; Lucene takes 1,024."""
EVERYTHING = "*:*"

Word = Sequence[str]
"""Tokens, any of which will do."""


def tokens(word: str) -> list[str]:
    return [token for token in word.split(" ") if token]


def query(words: Sequence[Word], least: int) -> str | None:
    """None if no node can meet `least` of the words."""
    if not 1 <= least <= len(words):
        return None
    groups = list(_groups(words, len(words) - least + 1))
    if not all(groups):
        return None
    return " ".join(f"+({' '.join(map(_phrase, group))})" for group in _bounded(groups)) or EVERYTHING


def _groups(words: Sequence[Word], size: int) -> Iterator[list[str]]:
    """Who meets enough of the words meets one of any `size` of them.  Words left over ask for nothing.

    Long tokens are rare, so they stand together.
    """
    rare_first = sorted(words, key=lambda word: -min(map(len, word), default=0))
    for start in range(0, len(words) - size + 1, size):
        yield list(dict.fromkeys(token for word in rare_first[start : start + size] for token in word))


def _bounded(groups: Sequence[list[str]]) -> Iterator[list[str]]:
    """Each group narrows what is found: those beyond the bound may be left out."""
    left = MOST
    for group in groups:
        if len(group) <= left:
            left -= len(group)
            yield group


def _phrase(token: str) -> str:
    """Between quotation marks nothing is an operator.  The index keeps nothing of a token that is blank."""
    if token.isspace():
        return EVERYTHING
    escaped = token.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
