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
    levels, starts, cap, nodes = _levels(terrain, root.along, root.bound), root.starts, root.cap, terrain.graph.nodes

    def rows(run: Run) -> list[Any]:
        found = _first(levels(run.values[starts.number], run), run.values[cap.number] + 1)
        return [[distance, made(nodes[key], NO_TIE, run)] for key, distance in found]

    return rows


def distances(terrain: Terrain, root: Distances) -> Callable[[Run], Any]:
    levels = _levels(terrain, root.along, root.bound, frozenset(root.sealed))
    start, cap, goal = root.start.number, root.cap.number, None if root.goal is None else root.goal.number

    def rows(run: Run) -> list[Any]:
        wanted = None if goal is None else run.values[goal]
        return [[*pair] for pair in _first(levels([run.values[start]], run), run.values[cap] + 1, wanted)]

    return rows


def _first(levels: Iterator[list[str]], most: int, goal: str | None = None) -> list[tuple[str, int]]:
    """The first so many ids with their distances; no level is walked that could not come among them."""
    found: list[tuple[str, int]] = []
    for distance, level in enumerate(levels):
        found += [(key, distance) for key in sorted(level)]
        if len(found) >= most or goal in level:
            break
    return found[:most]


def _levels(terrain: Terrain, along: Sequence[Step], bound: int, sealed: frozenset[str] = frozenset()) -> Levels:
    graph, adjacencies, leads = terrain.graph, _adjacencies(terrain.graph, along), _leads(terrain)

    def levels(starts: Iterable[str], run: Run) -> Iterator[list[str]]:
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

    return levels


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
