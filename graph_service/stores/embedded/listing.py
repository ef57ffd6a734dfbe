"""Listings as closures: all nodes of some labels, in an order that is kept sorted between two writes."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from graph_service.model.graph import Property
from graph_service.plan.ir import AllOf, Compare, Ever, Listing, Order, Page, Slot, Subject, Where
from graph_service.stores.embedded.conditions import condition
from graph_service.stores.embedded.graph import LABEL, Entry, Graph
from graph_service.stores.embedded.hops import in_time
from graph_service.stores.embedded.order import behind, node_sorter
from graph_service.stores.embedded.run import BETWEEN_LOOKS, NO_TIE, Row, Run, Terrain, Test, every, node_based

Taken = Callable[[Sequence[Entry], Run], list[Entry]]


def listing(terrain: Terrain, root: Listing, made: Row) -> Callable[[Run], Any]:
    test, sorted_nodes, counted = _test(terrain, root), _sorted(terrain.graph, root), _counted(terrain.graph, root)
    start, most = _start(root.page, root.orders), _most(root.page)

    def rows(run: Run) -> list[Any]:
        nodes = sorted_nodes(run)
        taken = _first(nodes, start(nodes, run), most(run), test, run)
        return [made(node, NO_TIE, run) for node in taken]

    if not root.total:
        return rows if root.rows else lambda run: []  # noqa: ARG005
    if not root.rows:
        return lambda run: [[], _count(counted(run), test, run)]
    if root.page is None:
        return lambda run: [found := rows(run), len(found)]
    return lambda run: [rows(run), _count(counted(run), test, run)]


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


def _sorted(graph: Graph, root: Listing) -> Callable[[Run], list[Entry]]:
    sort = node_sorter(root.orders)
    if (slot := _ids(root.where)) is not None:
        named = _named(graph, root.labels, slot)

        def chosen(run: Run) -> list[Entry]:
            nodes = named(run)
            sort(nodes)
            return nodes

        return chosen
    key = (root.labels, tuple((order.of.name, order.descending) for order in root.orders))

    def nodes(_: Run) -> list[Entry]:
        kept = graph.ordered(key)
        if kept is None:
            kept = _all(graph, root.labels)
            sort(kept)
            graph.keep_ordered(key, kept)
        return kept

    return nodes


def _counted(graph: Graph, root: Listing) -> Callable[[Run], list[Entry]]:
    """The nodes among which a total is counted, in no order."""
    if (slot := _ids(root.where)) is not None:
        return _named(graph, root.labels, slot)
    return lambda run: _all(graph, root.labels)  # noqa: ARG005


def _ids(where: Where) -> Slot | None:
    """The slot of the ids that every row has to be among: a write's guards look at few of many nodes."""
    match where:
        case Compare(Property(name="id"), "in", slot, Subject.NODE):
            return slot
        case AllOf(parts):
            return next((found for part in parts if (found := _ids(part)) is not None), None)
        case _:
            return None


def _named(graph: Graph, labels: tuple[str, ...], slot: Slot) -> Callable[[Run], list[Entry]]:
    """The nodes of some labels whose ids a slot holds."""
    wanted, nodes, number = frozenset(labels), graph.nodes, slot.number

    def named(run: Run) -> list[Entry]:
        found = (nodes.get(key) for key in run.among(number))
        return [node for node in found if node is not None and node[LABEL] in wanted]

    return named


def _all(graph: Graph, labels: tuple[str, ...]) -> list[Entry]:
    return [node for label in labels for node in graph.labelled[label].values()]


def _first(nodes: list[Entry], start: int, most: int | None, test: Test | None, run: Run) -> list[Entry]:
    """The first so many from a place on that pass the test."""
    if test is None:
        return nodes[start : None if most is None else start + most]
    passing = (node for node in _watched(nodes, start, run) if test(node, NO_TIE, run))
    return list(islice(passing, most))


def _count(nodes: list[Entry], test: Test | None, run: Run) -> int:
    if test is None:
        return len(nodes)
    return sum(1 for node in _watched(nodes, 0, run) if test(node, NO_TIE, run))


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
