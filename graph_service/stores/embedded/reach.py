"""Reaches and distances as closures: breadth first over several layers at once, in levels.

A level is found whole before anything is cut, because nodes at one distance are in the order of their ids.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from graph_service.plan.ir import Distances, Reach, Step
from graph_service.stores.embedded.graph import LABEL, SINCE, UNTIL, Adjacency, Entry, Graph
from graph_service.stores.embedded.run import NO_TIE, Row, Run, Terrain

Levels = Callable[[Iterable[str], Run], Iterator[list[str]]]
"""From ids to the levels: first those that may be started from, then what lies one step further, and so on."""
Leads = Callable[[dict[str, Entry], str, Run], bool]
"""Whether one of the ties to a neighbour leads to it."""


def reach(terrain: Terrain, root: Reach, made: Row) -> Callable[[Run], Any]:
    found, starts, cap, nodes = levels(terrain, root.along, root.bound), root.starts, root.cap, terrain.graph.nodes

    def rows(run: Run) -> list[Any]:
        first = _first(found(run.values[starts.number], run), run.values[cap.number] + 1)
        return [[distance, made(nodes[key], NO_TIE, run)] for key, distance in first]

    return rows


def distances(terrain: Terrain, root: Distances) -> Callable[[Run], Any]:
    found = levels(terrain, root.along, root.bound, frozenset(root.sealed))
    start, cap = root.start.number, root.cap.number

    def rows(run: Run) -> list[Any]:
        return [[*pair] for pair in _first(found([run.values[start]], run), run.values[cap] + 1)]

    return rows


def _first(levels: Iterator[list[str]], most: int) -> list[tuple[str, int]]:
    """The first so many ids with their distances; no level is walked that could not come among them."""
    found: list[tuple[str, int]] = []
    for distance, level in enumerate(levels):
        found += [(key, distance) for key in sorted(level)]
        if len(found) >= most:
            break
    return found[:most]


def levels(terrain: Terrain, along: Sequence[Step], bound: int, sealed: frozenset[str] = frozenset()) -> Levels:
    """Sealed labels as in `Distances`."""
    graph, adjacencies, leads = terrain.graph, _adjacencies(terrain.graph, along), _leads(terrain)

    def found(starts: Iterable[str], run: Run) -> Iterator[list[str]]:
        level = _standing(terrain, starts, run)
        seen = set(level)
        yield level
        for distance in range(bound):
            # A start is never sealed.
            nears = [key for key in level if graph.nodes[key][LABEL] not in sealed] if distance and sealed else level
            level = _next(nears, seen, adjacencies, leads, run)
            if not level:
                return
            yield level

    return found


def _next(
    nears: list[str], seen: set[str], adjacencies: Sequence[Adjacency], leads: Leads, run: Run
) -> list[str]:
    """What lies one step further and was not seen; it is now."""
    level = []
    for near in nears:
        for adjacency in adjacencies:
            fars = adjacency.get(near)
            if fars is None:
                continue
            run.left -= len(fars)
            if run.left < 0:
                run.look()
            for far, ties in fars.items():
                if far not in seen and leads(ties, far, run):
                    seen.add(far)
                    level.append(far)
    return level


def _standing(terrain: Terrain, starts: Iterable[str], run: Run) -> list[str]:
    """The starts that are known and rest on the basis, each once."""
    nodes, based = terrain.graph.nodes, terrain.based
    return [
        key
        for key in dict.fromkeys(starts)
        if (node := nodes.get(key)) is not None and (not based or node["basis"] in run.bases)
    ]


def _adjacencies(graph: Graph, along: Sequence[Step]) -> list[Adjacency]:
    return [
        layer.outward if step.outward else layer.inward
        for step in dict.fromkeys(along)
        for layer in (graph.layers[step.type],)
    ]


def _leads(terrain: Terrain) -> Leads:
    nodes = terrain.graph.nodes

    def of_the_day(ties: dict[str, Entry], _: str, run: Run) -> bool:
        day = run.day
        return any(tie[SINCE] <= day < tie[UNTIL] for tie in ties.values())

    def of_the_day_and_basis(ties: dict[str, Entry], far: str, run: Run) -> bool:
        """One and the same tie has to meet both."""
        day, bases = run.day, run.bases
        return nodes[far]["basis"] in bases and any(
            tie["basis"] in bases and tie[SINCE] <= day < tie[UNTIL] for tie in ties.values()
        )

    return of_the_day_and_basis if terrain.based else of_the_day
