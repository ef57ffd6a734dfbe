"""What lies on the shortest ways between two nodes, and these ways in the order in which they are told.

A node lies on one if its distances from both ends add up to the whole.  At every step those come first that are led to
by the kind of tie that stands first in `ties.TIE`, then by the far node's name key and id.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph_service.insights.ways import ties

Tie = Mapping[str, Any]
Pace = tuple[str, str, Sequence[Tie]]
"""From a node to the next one, by these relationships, the one that is told first."""
Onward = Mapping[str, Sequence[tuple[str, Sequence[Tie]]]]
"""From each node the nodes one step further, in order, with the relationships that lead there."""


def levels(
    from_start: Mapping[str, int], from_end: Mapping[str, int], length: int, ends: tuple[str, str],
    sealed: tuple[str, ...],
) -> dict[str, int]:
    """The distance from the start of every node on a shortest way; ids that open with a sealed tag are only ends."""
    return {
        key: distance
        for key, distance in from_start.items()
        if distance + from_end.get(key, length + 1) == length and (key in ends or not key.startswith(sealed))
    }


def onward(level: Mapping[str, int], found: Sequence[Tie], nodes: Mapping[str, Mapping[str, Any]]) -> Onward:
    """From each node what is one step further from the start."""
    leading: dict[tuple[str, str], list[Tie]] = {}
    for tie in found:
        for near, far in ((tie["source"], tie["target"]), (tie["target"], tie["source"])):
            if level[far] == level[near] + 1:
                leading.setdefault((near, far), []).append(tie)
    steps: dict[str, list[tuple[str, Sequence[Tie]]]] = {}
    for (near, far), several in leading.items():
        steps.setdefault(near, []).append((far, sorted(several, key=ties.rank)))
    for each in steps.values():
        each.sort(key=lambda step: (ties.rank(step[1][0])[0], nodes[step[0]]["nameKey"], step[0]))
    return steps


def ways(start: str, end: str, steps: Onward) -> Iterator[list[Pace]]:
    """Every way as its paces.  Each node of a level leads on to the next, so that no way is begun in vain."""
    trail: list[Iterator[tuple[str, Sequence[Tie]]]] = [iter(steps.get(start, ()))]
    paces: list[Pace] = []
    while trail:
        step = next(trail[-1], None)
        if step is None:
            trail.pop()
            if paces:
                paces.pop()
            continue
        far, several = step
        paces.append((paces[-1][1] if paces else start, far, several))
        if far == end:
            yield list(paces)
            paces.pop()
        else:
            trail.append(iter(steps.get(far, ())))
