"""Listings as closures: all nodes of some labels, in an order that is kept sorted between two writes."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from graph_service.plan.ir import Ever, Listing, Order, Page
from graph_service.stores.embedded.conditions import condition
from graph_service.stores.embedded.graph import Entry, Graph
from graph_service.stores.embedded.hops import in_time
from graph_service.stores.embedded.order import behind, node_sorter
from graph_service.stores.embedded.run import BETWEEN_LOOKS, NO_TIE, Row, Run, Terrain, Test, every, node_based

Taken = Callable[[Sequence[Entry], Run], list[Entry]]


def listing(terrain: Terrain, root: Listing, made: Row) -> Callable[[Run], Any]:
    test, sorted_nodes = _test(terrain, root), _sorted(terrain.graph, root.labels, root.orders)
    start, most = _start(root.page, root.orders), _most(root.page)

    def rows(run: Run) -> list[Any]:
        nodes = sorted_nodes()
        taken = _first(nodes, start(nodes, run), most(run), test, run)
        return [made(node, NO_TIE, run) for node in taken]

    if not root.total:
        return rows if root.rows else lambda run: []  # noqa: ARG005
    if not root.rows:
        return lambda run: [[], _count(terrain.graph, root.labels, test, run)]
    if root.page is None:
        return lambda run: [found := rows(run), len(found)]
    return lambda run: [rows(run), _count(terrain.graph, root.labels, test, run)]


def _test(terrain: Terrain, root: Listing) -> Test | None:
    tests: list[Test] = []
    if not isinstance(root.moment, Ever):
        during = in_time(root.moment)
        tests.append(lambda node, tie, run: during(node, run))  # noqa: ARG005
    if terrain.based:
        tests.append(node_based)
    if (where := condition(terrain, root.where)) is not None:
        tests.append(where)
    return every(tests)


def _sorted(graph: Graph, labels: tuple[str, ...], orders: tuple[Order, ...]) -> Callable[[], list[Entry]]:
    key = (labels, tuple((order.of.name, order.descending) for order in orders))
    sort = node_sorter(orders)

    def nodes() -> list[Entry]:
        kept = graph.ordered(key)
        if kept is None:
            kept = _all(graph, labels)
            sort(kept)
            graph.keep_ordered(key, kept)
        return kept

    return nodes


def _all(graph: Graph, labels: tuple[str, ...]) -> list[Entry]:
    return [node for label in labels for node in graph.labelled[label].values()]


def _first(nodes: list[Entry], start: int, most: int | None, test: Test | None, run: Run) -> list[Entry]:
    """The first so many from a place on that pass the test."""
    if test is None:
        return nodes[start : None if most is None else start + most]
    passing = (node for node in _watched(nodes, start, run) if test(node, NO_TIE, run))
    return list(islice(passing, most))


def _count(graph: Graph, labels: tuple[str, ...], test: Test | None, run: Run) -> int:
    if test is None:
        return sum(len(graph.labelled[label]) for label in labels)
    return sum(1 for node in _watched(_all(graph, labels), 0, run) if test(node, NO_TIE, run))


def _watched(nodes: list[Entry], start: int, run: Run) -> Any:
    """Looks at the clock between slices; a slice is all that a plain loop has to pay."""
    for at in range(start, len(nodes), BETWEEN_LOOKS):
        run.look()
        yield from nodes[at : at + BETWEEN_LOOKS]


def _start(page: Page | None, orders: Sequence[Order]) -> Callable[[list[Entry], Run], int]:
    """Where the page begins: sorted nodes are all before the cursor's key, then all behind it."""
    if page is None or page.after is None:
        return lambda nodes, run: 0  # noqa: ARG005
    is_behind = behind(orders, page.after, hop=False)
    return lambda nodes, run: bisect_left(nodes, True, key=lambda node: is_behind(node, NO_TIE, run))


def _most(page: Page | None) -> Callable[[Run], int | None]:
    if page is None:
        return lambda run: None  # noqa: ARG005
    first, more = page.first.number, int(page.more)
    return lambda run: run.values[first] + more
