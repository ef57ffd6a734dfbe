"""One answer under way: its values, its day, and the clock that ends it.  And what the compiled parts are called."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from graph_service.errors import Deadline
from graph_service.plan.ir import Plan, Values
from graph_service.stores.embedded.graph import Entry, Graph

BETWEEN_LOOKS = 1000
"""Rows visited between two looks at the clock."""


class Run:
    """`left` rows may be visited before the clock is looked at; who takes many takes them off and calls `look`."""

    __slots__ = ("_sets", "bases", "day", "end", "known", "left", "values")

    def __init__(self, plan: Plan, values: Values, deadline: float) -> None:
        self.values: Any = values
        self.day: Any = values[plan.day.number]
        self.bases: Any = values[plan.basis.number] if plan.basis is not None else None
        self.left = BETWEEN_LOOKS
        self.end = monotonic() + deadline
        self._sets: dict[int, frozenset[Any]] | None = None
        # What conditions along hops came to, by the condition and the node's id.
        self.known: dict[Any, dict[str, bool]] = {}

    def look(self) -> None:
        self.left = BETWEEN_LOOKS
        if monotonic() > self.end:
            raise Deadline

    def among(self, slot: int) -> frozenset[Any]:
        """The list of a slot as a set, made once: guards hand over thousands of ids."""
        if self._sets is None:
            self._sets = {}
        found = self._sets.get(slot)
        if found is None:
            found = self._sets[slot] = frozenset(self.values[slot])
        return found


class Terrain:
    """What a plan is compiled for: the graph, and whether facts have to rest on given bases."""

    __slots__ = ("based", "graph")

    def __init__(self, graph: Graph, *, based: bool) -> None:
        self.graph = graph
        self.based = based


NO_TIE: Entry = {}
"""Behind no hop."""

Pair = tuple[Entry, Entry]
"""A node and the tie that led to it."""
Test = Callable[[Entry, Entry, Run], bool]
"""Of a node and the tie that led to it."""
Cell = Callable[[Entry, Run], Any]
"""What one place of a row holds, of the row's node."""
Row = Callable[[Entry, Entry, Run], list[Any]]
"""A row, of a node and the tie that led to it."""


def every(tests: list[Test]) -> Test | None:
    """All of them; None where there is nothing to test."""
    match tests:
        case []:
            return None
        case [only]:
            return only
        case [first, second]:
            return lambda node, tie, run: first(node, tie, run) and second(node, tie, run)
        case _:
            return lambda node, tie, run: all(test(node, tie, run) for test in tests)


def based(node: Entry, tie: Entry, run: Run) -> bool:
    """Both rest on one of the bases given."""
    return tie["basis"] in run.bases and node["basis"] in run.bases


def node_based(node: Entry, _: Entry, run: Run) -> bool:
    return node["basis"] in run.bases
