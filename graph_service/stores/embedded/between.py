"""The least ways between two nodes: level by level as in `reach`, then back from the goal over these levels."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from graph_service.plan.ir import Between
from graph_service.stores.embedded.graph import LABEL, SINCE, UNTIL, Entry
from graph_service.stores.embedded.reach import levels
from graph_service.stores.embedded.rows import PartMaker, row
from graph_service.stores.embedded.run import NO_TIE, Run, Terrain
from graph_service.stores.embedded.ties import shown

Led = tuple[str, Entry, str, str]
"""A relationship that is walked: its type, itself, from where, and where it leads."""
Nearer = Callable[[Collection[str], set[str], Run], list[Led]]


def between(terrain: Terrain, root: Between, part: PartMaker) -> Callable[[Run], Any]:
    sealed, nearer = frozenset(root.sealed), _nearer(terrain, root)
    found = levels(terrain, root.along, root.bound, sealed)
    made, tie_row = row(terrain, root.shape, (), hop=False, part=part), shown(terrain, root, part)
    nodes, start, goal, cap = terrain.graph.nodes, root.start.number, root.goal.number, root.cap.number

    def rows(passed: list[list[str]], run: Run) -> list[Any]:
        led: list[tuple[int, Led]] = []
        fars: Collection[str] = [run.values[goal]]
        for distance in range(len(passed) - 1, 0, -1):
            nears = {key for key in passed[distance - 1] if distance == 1 or nodes[key][LABEL] not in sealed}
            walked = nearer(fars, nears, run)
            led += [(distance, one) for one in walked]
            fars = {near for _, _, near, _ in walked}
        ties: dict[tuple[int, str], list[Any]] = {}
        for distance, (name, tie, _, far) in sorted(led, key=_by_type_and_id)[: run.values[cap] + 1]:
            ties.setdefault((distance, far), []).append(tie_row(name, tie, run))
        return [[distance, made(nodes[far], NO_TIE, run), ties[distance, far]] for distance, far in sorted(ties)]

    def cell(run: Run) -> list[Any]:
        end, most = run.values[goal], run.values[cap]
        passed = _passed(found([run.values[start]], run), end, most)
        total, last = sum(map(len, passed)), passed[-1]
        if end in last and total - sum(key > end for key in last) <= most:
            return [len(passed) - 1, rows(passed, run)]
        return [len(passed) - 2 if total > most else root.bound, []]

    return cell


def _by_type_and_id(found: tuple[int, Led]) -> tuple[str, str]:
    _, (name, tie, _, _) = found
    return name, tie["id"]


def _passed(found: Iterator[list[str]], goal: str, most: int) -> list[list[str]]:
    """The levels that are looked at."""
    passed: list[list[str]] = []
    total = 0
    for level in found:
        passed.append(level)
        total += len(level)
        if total > most or goal in level:
            break
    return passed


def _nearer(terrain: Terrain, root: Between) -> Nearer:
    """What leads from some of the nearer nodes to the further ones."""
    graph, based = terrain.graph, terrain.based
    layers = [
        (step.type, layer.inward if step.outward else layer.outward)
        for step in dict.fromkeys(root.along)
        for layer in (graph.layers[step.type],)
    ]

    def nearer(fars: Collection[str], nears: set[str], run: Run) -> list[Led]:
        day, bases, led = run.day, run.bases, []
        for far in fars:
            for name, adjacency in layers:
                beside = adjacency.get(far)
                if beside is None:
                    continue
                run.left -= len(beside)
                if run.left < 0:
                    run.look()
                led += [
                    (name, tie, near, far)
                    for near in nears.intersection(beside)
                    for tie in beside[near].values()
                    if tie[SINCE] <= day < tie[UNTIL] and (not based or tie["basis"] in bases)
                ]
        return led

    return nearer
