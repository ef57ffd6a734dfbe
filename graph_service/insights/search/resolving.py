"""What a name means where one thing has to be meant, as an argument of the command line: read from a search's hits.

A search is asked for `ASKED` with the kinds that will do, then its hits are read by one rule:

1. the best matches only: by kind, own names before aliases (as hits are ranked), and of these the longest;
2. of several, those that lie in the counties of the other names, if any do;
3. a division before the bodies in it;
4. what is one now is meant, but not if only a wrong character led there; else all are left, with their paths.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from graph_service.insights.search.homes import COUNTY, DIVISIONS
from graph_service.insights.search.matching import MatchedIn, MatchKind
from graph_service.model.graph import GraphModel

ASKED = (
    "truncated hits { node { id name } kind path { __typename id } pathWords { en zh } matchKind matchedIn start end }"
)
"""What is to be selected of `search(text: …, kinds: …, first: 100)`."""
GUESSED = frozenset({MatchKind.SAME_SOUND, MatchKind.ONE_WRONG})
SearchHit = Mapping[str, Any]
"""A hit as GraphQL answers it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """`node` is the id that is meant; without one `several` are left to choose from, in the order of the hits.

    Nothing was found if there are none.
    """

    node: str | None
    several: tuple[SearchHit, ...]


def resolved(model: GraphModel, hits: Sequence[SearchHit], counties: AbstractSet[str] = frozenset()) -> Meaning:
    """What one name means, beside others that lie in some counties (ids; or of any divisions and bodies)."""
    divisions = {model.label[name].constant for name in DIVISIONS}
    left = _near(_best(hits), counties)
    whole = {hit["node"]["id"] for hit in left if hit["kind"] in divisions}
    left = [hit for hit in left if hit["kind"] in divisions or whole.isdisjoint(_above(hit))]
    if len(left) == 1 and MatchKind[left[0]["matchKind"]] not in GUESSED:
        return Meaning(left[0]["node"]["id"], tuple(left))
    return Meaning(None, tuple(left))


def resolved_together(model: GraphModel, names: Sequence[Sequence[SearchHit]]) -> list[Meaning]:
    """What each of some names means: what is clear tells in which counties the others lie."""
    alone = [resolved(model, hits) for hits in names]
    counties = frozenset(county for one in alone if one.node is not None for county in _counties(model, one.several[0]))
    return [
        one if one.node is not None else resolved(model, hits, counties)
        for one, hits in zip(alone, names, strict=True)
    ]


def _best(hits: Sequence[SearchHit]) -> list[SearchHit]:
    best = min(map(_standing, hits), default=None)
    return [hit for hit in hits if _standing(hit) == best]


def _standing(hit: SearchHit) -> tuple[int, int, int]:
    return MatchKind[hit["matchKind"]], MatchedIn[hit["matchedIn"]], hit["start"] - hit["end"]


def _near(hits: list[SearchHit], counties: AbstractSet[str]) -> list[SearchHit]:
    near = [hit for hit in hits if not counties.isdisjoint((*_above(hit), hit["node"]["id"]))]
    return near or hits


def _above(hit: SearchHit) -> list[str]:
    return [one["id"] for one in hit["path"]]


def _counties(model: GraphModel, hit: SearchHit) -> Iterator[str]:
    if hit["kind"] == model.label[COUNTY].constant:
        yield hit["node"]["id"]
    yield from (one["id"] for one in hit["path"] if one["__typename"] == COUNTY)
