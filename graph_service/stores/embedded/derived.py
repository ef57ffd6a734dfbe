"""Values worked out on the day: one function for each derived field of the model, by its name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from graph_service.model.graph import Derived
from graph_service.stores.embedded.graph import SINCE, UNTIL, Adjacency, Entry
from graph_service.stores.embedded.run import Run, Terrain

Value = Callable[[Entry, Run], Any]


def in_force(_: Terrain) -> Value:
    """Whether the node stands on the day."""
    return lambda node, run: bool(node[SINCE] <= run.day < node[UNTIL])


def holding(terrain: Terrain) -> Value:
    """Held, vacant (a holder ended, or it is stated) or not recorded."""
    held, stated = terrain.graph.layers["HOLDS"].inward, terrain.graph.layers["STATED_VACANT"].outward
    ties = _ties_on_a_basis(terrain)

    def value(post: Entry, run: Run) -> str:
        day = run.day
        if not post[SINCE] <= day < post[UNTIL]:
            return "NOT_RECORDED"
        terms = ties(held, post["id"], run)
        if any(term[SINCE] <= day < term[UNTIL] for term in terms):
            return "HELD"
        vacant = any(term[UNTIL] <= day for term in terms) or any(
            tie[SINCE] <= day < tie[UNTIL] for tie in ties(stated, post["id"], run)
        )
        return "VACANT" if vacant else "NOT_RECORDED"

    return value


_VALUES: Mapping[str, Callable[[Terrain], Value]] = MappingProxyType({"inForce": in_force, "holding": holding})


def derived(terrain: Terrain, of: Derived) -> Value:
    return _VALUES[of.name](terrain)


def _ties_on_a_basis(terrain: Terrain) -> Callable[[Adjacency, str, Run], list[Entry]]:
    """The ties of a node in a layer; with a basis those that rest, with their far nodes, on one of the bases."""
    nodes = terrain.graph.nodes

    def every_tie(adjacency: Adjacency, key: str, _: Run) -> list[Entry]:
        return [tie for ties in adjacency.get(key, {}).values() for tie in ties.values()]

    def based_ties(adjacency: Adjacency, key: str, run: Run) -> list[Entry]:
        return [
            tie
            for far, ties in adjacency.get(key, {}).items()
            for tie in ties.values()
            if tie["basis"] in run.bases and nodes[far]["basis"] in run.bases
        ]

    return based_ties if terrain.based else every_tie
