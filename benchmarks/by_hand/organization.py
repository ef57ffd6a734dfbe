"""The tree of a committee with what everything in it comes to."""

from typing import Any

from benchmarks.by_hand.driver import Run

ORDER = ("CommitteeOffice", "GuidanceStation", "WorkingCommittee", "TownshipBranch", "TeamGroup")


async def tree(run: Run, root: str) -> dict[str, Any]:
    rows = await run("tree", root=root)
    below: dict[str | None, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (ORDER.index(row[0]), row[3], row[1])):
        below.setdefault(row[4], []).append(row)
    nodes: list[dict[str, Any]] = []
    _grow(below[None][0], below, nodes)
    return {"organizationTree": {"truncated": False, "nodes": nodes}}


def _grow(row: Any, below: dict[str | None, list[Any]], nodes: list[dict[str, Any]]) -> list[Any]:
    """Puts a node and all below it into the list; gives its sums: groups, members, villages, holdings."""
    label, key, name, _, parent, parent_name, depth, members, villages, open_posts = row
    children = below.get(key, [])
    shown = {
        "depth": depth, "node": {"__typename": label, "name": name},
        "parent": None if parent is None else {"name": parent_name},
        "childCount": len(children), "more": False, "counts": None,
    }
    nodes.append(shown)
    sums = [int(label == "TeamGroup"), set(members), set(villages), sum(open_posts), len(open_posts) - sum(open_posts)]
    for child in children:
        groups, people, places, vacant, unknown = _grow(child, below, nodes)
        sums[0] += groups
        sums[1] |= people
        sums[2] |= places
        sums[3] += vacant
        sums[4] += unknown
    shown["counts"] = {
        "groups": sums[0], "members": len(sums[1]), "villages": len(sums[2]), "vacancies": sums[3],
        "notRecorded": sums[4],
    }
    return sums
