"""An inverted index of search tokens: who holds a token, kept true by the graph as nodes come, change and go."""

from collections.abc import Collection, Sequence
from typing import Final


class Tokens:
    """`holders` of a token are ids, each once, in no order; a token that nobody holds any more is forgotten.

    Lists, because sets take five times the room, and as much longer to load.  What is taken away is mostly what came
    last (an undone write), or goes from the last to the first (what is derived anew), and is then at the end.
    """

    def __init__(self) -> None:
        self._holders: Final[dict[str, list[str]]] = {}

    def change(self, key: str, old: Collection[str], new: Collection[str]) -> None:
        """A node held the old tokens and holds the new ones.  Most changes leave them as they are."""
        if old == new:
            return
        before, after = set(old), set(new)
        for token in after - before if before else after:
            holders = self._holders.get(token)
            if holders is None:
                self._holders[token] = [key]
            else:
                holders.append(key)
        for token in before - after:
            self._take_away(token, key)

    def _take_away(self, token: str, key: str) -> None:
        holders = self._holders[token]
        if holders[-1] == key:
            holders.pop()
        else:
            holders.remove(key)
        if not holders:
            del self._holders[token]

    def holders(self, token: str) -> Sequence[str]:
        """The index's own list: to be read, not kept."""
        return self._holders.get(token, ())
