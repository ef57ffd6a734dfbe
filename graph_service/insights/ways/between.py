"""The shortest ways between two nodes in the order in which they are told.

At every step those nodes come first that are led to by the kind of tie that stands first in `ties.TIE`, then by the
node's name key and id.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph_service.insights.ways import ties

Tie = Mapping[str, Any]
Led = tuple[int, Mapping[str, Any], Sequence[Tie]]
"""What lies on a way: its distance from the start, its record, and the relationships that lead to it."""
Pace = tuple[str, str, Sequence[Tie]]
"""From a node to the next one, by these relationships, the one that is told first."""
Onward = Mapping[str, Sequence[tuple[str, Sequence[Tie]]]]
"""From each node the nodes one step further, in order, with the relationships that lead there."""


def onward(found: Sequence[Led]) -> Onward:
    """From each node what is one step further from the start."""
    steps: dict[str, list[tuple[Mapping[str, Any], Sequence[Tie]]]] = {}
    for _, far, led in found:
        leading: dict[str, list[Tie]] = {}
        for tie in led:
            leading.setdefault(tie["target" if tie["source"] == far["id"] else "source"], []).append(tie)
        for near, several in leading.items():
            steps.setdefault(near, []).append((far, sorted(several, key=ties.rank)))
    for each in steps.values():
        each.sort(key=lambda step: (ties.rank(step[1][0])[0], step[0]["nameKey"], step[0]["id"]))
    return {near: [(far["id"], several) for far, several in each] for near, each in steps.items()}


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
