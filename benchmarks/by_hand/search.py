"""Search for Chinese text: inside a name or an alias, or with one character wrong.  Pinyin is not done by hand."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from benchmarks.by_hand.driver import Run

KINDS = (
    "Province", "Prefecture", "County", "Township", "Village", "WorkingCommittee", "CommitteeOffice",
    "GuidanceStation", "TownshipBranch", "TeamGroup", "VillageBranch", "Unit", "Cadre", "Post", "Project",
    "Enterprise", "Product", "Policy", "VillageClass", "Indicator", "Source",
)
CONSTANTS = {"Village": "VILLAGE", "TeamGroup": "TEAM_GROUP", "Post": "POST", "VillageBranch": "VILLAGE_BRANCH"}
MATCHES = ("EXACT", "PREFIX", "SUBSTRING", "ONE_WRONG")
TEXTS = ("NAME", "ALIAS")
SHOWN = 3
BETWEEN = " \u203a "


async def search(run: Run, text: str) -> dict[str, Any]:
    found = await run("search", query=_query(text))
    hits = sorted((best, node) for node in found if (best := min(_ways(text, node), default=None)))
    shown = hits[:SHOWN]
    paths = await run("search_paths", ids=[node[1] for _, node in shown])
    return {"search": {
        "truncated": len(hits) > SHOWN,
        "hits": [_hit(best, node[2], path, len(text)) for (best, node), path in zip(shown, paths, strict=True)],
    }}


def _query(text: str) -> str:
    """Pairs of characters side by side; or all characters but one."""
    pairs = " AND ".join(f'"{one}{other}"' for one, other in pairwise(text))
    few = (" AND ".join(f'"{letter}"' for letter in some) for some in combinations(text, len(text) - 1))
    return " OR ".join(f"({one})" for one in (pairs, *few))


def _ways(text: str, node: Any) -> Iterator[tuple[Any, ...]]:
    labels, key, name, aliases, name_key = node
    kind = next(KINDS.index(label) for label in labels if label != "Node")
    for text_at, said in enumerate((name, *(aliases or ()))):
        for match, start in _matches(text, said):
            of = min(text_at, 1)
            yield match, of, kind, name_key, key, start, said


def _matches(text: str, said: str) -> Iterator[tuple[int, int]]:
    start = said.find(text)
    if start >= 0:
        yield (0 if text == said else 1 if start == 0 else 2), start
    for at in range(len(said) - len(text) + 1):
        if sum(one != other for one, other in zip(text, said[at : at + len(text)], strict=True)) == 1:
            yield len(MATCHES) - 1, at


def _hit(best: tuple[Any, ...], name: str, path: list[str], length: int) -> dict[str, Any]:
    match, of, kind, _, key, start, said = best
    return {
        "kind": CONSTANTS[KINDS[kind]], "node": {"id": key, "name": name}, "pathWords": {"zh": BETWEEN.join(path)},
        "matchKind": MATCHES[match], "matchedIn": TEXTS[of], "matched": said, "start": start, "end": start + length,
    }
