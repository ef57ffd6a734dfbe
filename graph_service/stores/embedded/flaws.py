"""What guards look for, at all times and at every basis."""

from collections.abc import Callable
from itertools import pairwise

from graph_service.model.graph import Hop
from graph_service.stores.embedded.graph import LABEL, SINCE, UNTIL, Entry, Graph
from graph_service.stores.embedded.hops import ends

FARTHEST = 25
Flawed = Callable[[Entry], bool]
Reached = Callable[[str], list[tuple[Entry, Entry]]]


def crowded(graph: Graph, hop: Hop) -> Flawed:
    """Two relationships of the hop are in force on some one day."""
    reached = _reached(graph, hop)

    def flawed(node: Entry) -> bool:
        spans = sorted((tie[SINCE], tie[UNTIL]) for _, tie in reached(node["id"]) if tie[SINCE] < tie[UNTIL])
        # If any two overlap, then two that begin one after the other do.
        return any(later[0] < earlier[1] for earlier, later in pairwise(spans))

    return flawed


def stray(graph: Graph, hop: Hop) -> Flawed:
    """A relationship of the hop begins before, or ends after, one of its two nodes."""
    reached = _reached(graph, hop)

    def flawed(node: Entry) -> bool:
        return any(
            tie[SINCE] < max(node[SINCE], far[SINCE]) or tie[UNTIL] > min(node[UNTIL], far[UNTIL])
            for far, tie in reached(node["id"])
        )

    return flawed


def circular(graph: Graph, hop: Hop) -> Flawed:
    """The node leads back to itself along the hop within 25 steps."""
    reached = _reached(graph, hop)

    def flawed(node: Entry) -> bool:
        home: str = node["id"]
        seen: set[str] = set()
        border = {home}
        for _ in range(FARTHEST):
            border = {far["id"] for near in border for far, _ in reached(near)} - seen
            if home in border:
                return True
            if not border:
                return False
            seen |= border
        return False

    return flawed


def apart(graph: Graph, one: tuple[Hop, ...], other: tuple[Hop, ...]) -> Flawed:
    """The first path leads to a node to which the other does not, while both lead somewhere."""
    walk_one, walk_other = _walk(graph, one), _walk(graph, other)

    def flawed(node: Entry) -> bool:
        here, there = walk_one(node["id"]), walk_other(node["id"])
        return bool(there) and bool(here - there)

    return flawed


def _walk(graph: Graph, path: tuple[Hop, ...]) -> Callable[[str], set[str]]:
    steps = [_reached(graph, hop) for hop in path]

    def walked(start: str) -> set[str]:
        border = {start}
        for reached in steps:
            border = {far["id"] for near in border for far, _ in reached(near)}
        return border

    return walked


def _reached(graph: Graph, hop: Hop) -> Reached:
    """Far nodes and ties, tested for the label where the type leads elsewhere too."""
    nodes, found, labels = graph.nodes, ends(graph, hop), frozenset(hop.labels)
    if not hop.narrow:
        return lambda near: [(nodes[far], tie) for far, tie in found(near)]
    return lambda near: [(nodes[far], tie) for far, tie in found(near) if nodes[far][LABEL] in labels]
