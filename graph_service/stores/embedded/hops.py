"""Hops as closures: from a node's id to what stands at the other end.  Specialised on what a plan leaves out."""

from collections.abc import Callable
from typing import assert_never

from graph_service.model.graph import Hop
from graph_service.plan.ir import Day, Ever, Moment, Span
from graph_service.stores.embedded.graph import LABEL, SINCE, UNTIL, Adjacency, Entry, Graph
from graph_service.stores.embedded.run import Pair, Run, Terrain, Test, based, every

Ends = Callable[[str], list[tuple[str, Entry]]]
"""From a node's id to the far ids and the ties, at all times."""
Pairs = Callable[[str, Run], list[Pair]]
Nodes = Callable[[str, Run], list[Entry]]
Taken = Callable[[str, Run], Pair | None]


def ends(graph: Graph, hop: Hop) -> Ends:
    if not hop.symmetric:
        return _ends(_adjacency(graph, hop))
    # Stored once, read from both sides.
    layer = graph.layers[hop.type]
    there, back = _ends(layer.outward), _ends(layer.inward)
    return lambda near: there(near) + back(near)


def pairs(terrain: Terrain, hop: Hop, moment: Moment, where: Test | None) -> Pairs:
    """All that the hop leads to at the moment, in no order."""
    test = every([*_far_tests(terrain, hop), *([where] if where else [])])
    found = _pairs_of_the_day if isinstance(moment, Day) and not hop.symmetric else _pairs
    all_pairs = found(terrain.graph, hop, moment)
    if test is None:
        return all_pairs
    return lambda near, run: [pair for pair in all_pairs(near, run) if test(*pair, run)]


def _pairs(graph: Graph, hop: Hop, moment: Moment) -> Pairs:
    nodes, reached, during = graph.nodes, ends(graph, hop), in_time(moment)

    def found(near: str, run: Run) -> list[Pair]:
        fars = reached(near)
        run.left -= len(fars)
        if run.left < 0:
            run.look()
        return [(nodes[far], tie) for far, tie in fars if during(tie, run)]

    return found


def _pairs_of_the_day(graph: Graph, hop: Hop, _: Moment) -> Pairs:
    """The same in one piece, because most hops are of the day and of one direction."""
    nodes, adjacency = graph.nodes, _adjacency(graph, hop)

    def found(near: str, run: Run) -> list[Pair]:
        fars = adjacency.get(near)
        if fars is None:
            return []
        run.left -= len(fars)
        if run.left < 0:
            run.look()
        day = run.day
        return [
            (nodes[far], tie) for far, ties in fars.items() for tie in ties.values() if tie[SINCE] <= day < tie[UNTIL]
        ]

    return found


def nodes_only(terrain: Terrain, hop: Hop, moment: Moment, where: Test | None) -> Nodes:
    """The same without the ties, for rows that show nothing of them."""
    found = pairs(terrain, hop, moment, where)
    return lambda near, run: [node for node, _ in found(near, run)]


def of_the_day(terrain: Terrain, hop: Hop, moment: Moment, where: Test | None) -> Adjacency | None:
    """The one dictionary to look into where nothing but the day is asked: no basis, no condition, no other label."""
    if hop.symmetric or where is not None or not isinstance(moment, Day) or _far_tests(terrain, hop):
        return None
    return _adjacency(terrain.graph, hop)


def taken_one(terrain: Terrain, hop: Hop, moment: Moment) -> Taken:
    """The one that readers take: of the latest `since`, then of the least id."""
    found = pairs(terrain, hop, moment, None)

    def taken(near: str, run: Run) -> Pair | None:
        rows = found(near, run)
        if len(rows) < 2:
            return rows[0] if rows else None
        latest = max(tie[SINCE] for _, tie in rows)
        return min((pair for pair in rows if pair[1][SINCE] == latest), key=lambda pair: pair[1]["id"])

    return taken


def in_time(moment: Moment) -> Callable[[Entry, Run], bool]:
    """Whether a tie, or a node, is in force at the moment."""
    match moment:
        case Day():
            return lambda entry, run: entry[SINCE] <= run.day < entry[UNTIL]
        case Span(start, end):
            first, beyond = start.number, end.number
            return lambda entry, run: entry[SINCE] < run.values[beyond] and run.values[first] < entry[UNTIL]
        case Ever():
            return lambda entry, run: True  # noqa: ARG005  the others need them
    assert_never(moment)


def _adjacency(graph: Graph, hop: Hop) -> Adjacency:
    layer = graph.layers[hop.type]
    return layer.outward if hop.outward else layer.inward


def _ends(adjacency: Adjacency) -> Ends:
    def reached(near: str) -> list[tuple[str, Entry]]:
        fars = adjacency.get(near)
        return [(far, tie) for far, ties in fars.items() for tie in ties.values()] if fars else []

    return reached


def _far_tests(terrain: Terrain, hop: Hop) -> list[Test]:
    tests: list[Test] = [_labelled(hop.labels)] if hop.narrow else []
    return [*tests, based] if terrain.based else tests


def _labelled(labels: tuple[str, ...]) -> Test:
    wanted = frozenset(labels)
    return lambda node, tie, run: node[LABEL] in wanted  # noqa: ARG005  a test takes all three
