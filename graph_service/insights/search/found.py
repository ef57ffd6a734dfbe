"""Nodes that a search found, ranked: the one rule by which hits stand before each other.

1. how the text matches (`MatchKind`), 2. a node's own name before its aliases, these before its code, 3. the text as
it is before a name in places (`addressed`), 4. divisions before bodies, these before people and posts
(`homes.KINDS`), 5. the name's key, 6. the id.  Of several ways in which a node matches, the best counts whose places
it lies in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph_service.insights.form import Record
from graph_service.insights.search.addressed import Reading, lies_there
from graph_service.insights.search.homes import ORDER, Homes
from graph_service.insights.search.matching import Match, rank

CODES = ("code", "mcaCode")


@dataclass(frozen=True, slots=True)
class Hit:
    """A way in which a node matches; `path` is what lies above it, the top first, where it was asked for."""

    node: Record
    match: Match
    reading: Reading
    path: tuple[Record, ...] = ()

    @property
    def standing(self) -> tuple[object, ...]:
        node = self.node
        return *self.match.standing, bool(self.reading.places), ORDER[node["label"]], node["nameKey"], node["id"]


def ranked(nodes: Iterable[Record], readings: Sequence[Reading]) -> list[Hit]:
    """Every way in which the nodes match, the best first."""
    hits = (hit for node in nodes for hit in _ways(node, readings))
    return sorted(hits, key=lambda hit: hit.standing)


def _ways(node: Record, readings: Sequence[Reading]) -> Iterator[Hit]:
    for reading in readings:
        codes = [node[name] for name in CODES if node.get(name)] if reading.name.strip().isdigit() else []
        found = [rank(reading.name, node["name"], node["aliases"], code) for code in codes or [None]]
        matches = [match for match in found if match is not None]
        if matches:
            yield Hit(node, min(matches), reading)


def sought(hits: Sequence[Hit], first: int, *, scoped: bool) -> list[str]:
    """The ids whose homes tell which hits are the first so many, and whether there are more."""
    sure: set[str] = set()
    keys: dict[str, None] = {}
    for hit in hits:
        keys[hit.node["id"]] = None
        if not hit.reading.places:
            sure.add(hit.node["id"])
        if not scoped and len(sure) > first:
            break
    return list(keys)


def placed(hits: Iterable[Hit], homes: Homes, scope: str | None) -> Iterator[Hit]:
    """The hits that lie where they are said to lie and in the scope, each node once."""
    seen: set[str] = set()
    for hit in hits:
        key = hit.node["id"]
        if key in seen or key not in homes or not (scope is None or homes.lies_in(key, scope)):
            continue
        path = homes.path(key)
        if lies_there(hit.reading.places, path, hit.match):
            seen.add(key)
            yield Hit(hit.node, hit.match, hit.reading, path)
