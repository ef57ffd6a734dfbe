"""Tallies as closures: how many nodes a path leads to, each once, in groups by what they hold."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from graph_service.model.graph import Derived, Property
from graph_service.plan.ir import Day, Tally
from graph_service.stores.embedded.conditions import condition
from graph_service.stores.embedded.derived import Value, derived
from graph_service.stores.embedded.graph import Entry
from graph_service.stores.embedded.hops import pairs
from graph_service.stores.embedded.run import Cell, Run, Terrain

Reached = Callable[[Entry, Run], list[Entry]]


def tally(terrain: Terrain, part: Tally) -> Cell:
    reached = _reached(terrain, part)
    if not part.by:
        return lambda node, run: [len(reached(node, run))]
    reads = [_read(terrain, of) for of in part.by]

    def rows(node: Entry, run: Run) -> list[Any]:
        counts = Counter(tuple([read(far, run) for read in reads]) for far in reached(node, run))
        return [[*key, counts[key]] for key in sorted(counts, key=_missing_last)]

    return rows


def _reached(terrain: Terrain, part: Tally) -> Reached:
    """The nodes at the path's end.  A way may go back along the tie by which it came."""
    *firsts, last = part.path
    steps = [pairs(terrain, hop, Day(), None) for hop in firsts]
    steps.append(pairs(terrain, last, Day(), condition(terrain, part.where)))

    def reached(node: Entry, run: Run) -> list[Entry]:
        border = [node]
        for step in steps:
            border = list({far["id"]: far for near in border for far, _ in step(near["id"], run)}.values())
        return border

    return reached


def _read(terrain: Terrain, of: Property | Derived) -> Value:
    if isinstance(of, Derived):
        return derived(terrain, of)
    name = of.name
    return lambda node, run: node[name]  # noqa: ARG005  a derived value needs it


def _missing_last(key: Sequence[Any]) -> list[tuple[bool, Any]]:
    """Of one place either both values are there or the first members of the pairs part them."""
    return [(one is None, one) for one in key]
