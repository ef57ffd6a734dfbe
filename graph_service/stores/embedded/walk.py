"""Plans as closures: `compiled` gives a function from values to the answer's cell, made once for each plan."""

from collections.abc import Callable, Sequence
from typing import Any, assert_never

from graph_service.plan.ir import (
    Between,
    Distances,
    Listing,
    Lookup,
    Matches,
    Order,
    Page,
    Part,
    Plan,
    Reach,
    Root,
    Shape,
    Tally,
    Ties,
    Together,
    ToMany,
    ToOne,
)
from graph_service.stores.embedded.between import between
from graph_service.stores.embedded.conditions import condition
from graph_service.stores.embedded.graph import LABEL, SINCE, UNTIL, Adjacency, Entry, Graph
from graph_service.stores.embedded.hops import Nodes, nodes_only, of_the_day, pairs, taken_one
from graph_service.stores.embedded.listing import listing
from graph_service.stores.embedded.matches import matches
from graph_service.stores.embedded.order import behind, node_sorter, of_nodes_alone, pair_sorter, upward_key
from graph_service.stores.embedded.reach import distances, reach
from graph_service.stores.embedded.rows import of_node_alone, own_columns, plain, row
from graph_service.stores.embedded.run import NO_TIE, Cell, Pair, Row, Run, Terrain
from graph_service.stores.embedded.tally import tally
from graph_service.stores.embedded.ties import ties

Answering = Callable[[Run], Any]
NodeRows = Callable[[list[Entry], Run], list[Any]]


def compiled(graph: Graph, plan: Plan) -> Answering:
    return _root(Terrain(graph, based=plan.basis is not None), plan.root)


def _root(terrain: Terrain, root: Root) -> Answering:
    match root:
        case Lookup():
            return _lookup(terrain, root)
        case Listing(orders=orders, shape=shape):
            return listing(terrain, root, row(terrain, shape, orders, hop=False, part=_part))
        case Reach(shape=shape):
            return reach(terrain, root, row(terrain, shape, (), hop=False, part=_part))
        case Distances():
            return distances(terrain, root)
        case Between():
            return between(terrain, root, _part)
        case Matches(shape=shape):
            return matches(terrain, root, row(terrain, shape, (), hop=False, part=_part))
        case Ties():
            return ties(terrain, root, _part)
        case Together(roots):
            return _together([_root(terrain, one) for one in roots])
    assert_never(root)


def _together(answers: list[Answering]) -> Answering:
    return lambda run: [answer(run) for answer in answers]


def _lookup(terrain: Terrain, root: Lookup) -> Answering:
    made, slot = row(terrain, root.shape, (), hop=False, part=_part), root.slot.number
    found, based = _found(terrain.graph, root), terrain.based

    def one(value: Any, run: Run) -> list[Any] | None:
        node = found(value)
        if node is None or (based and node["basis"] not in run.bases):
            return None
        return made(node, NO_TIE, run)

    if root.many:
        return lambda run: [one(value, run) for value in run.values[slot]]
    return lambda run: one(run.values[slot], run)


def _found(graph: Graph, root: Lookup) -> Callable[[Any], Entry | None]:
    nodes, labels, name = graph.nodes, frozenset(root.labels), root.by.name
    if name != "id":
        return lambda value: graph.known_by(name, root.labels, value)

    def by_id(value: Any) -> Entry | None:
        node = nodes.get(value)
        return node if node is not None and node[LABEL] in labels else None

    return by_id


def _part(terrain: Terrain, part: Part) -> Cell:
    match part:
        case ToOne():
            return _to_one(terrain, part)
        case ToMany():
            return _to_many(terrain, part)
        case Tally():
            return tally(terrain, part)
    assert_never(part)


def _to_one(terrain: Terrain, part: ToOne) -> Cell:
    taken = taken_one(terrain, part.hop, part.moment)
    made = row(terrain, part.shape, (), hop=True, part=_part)

    def cell(node: Entry, run: Run) -> list[Any] | None:
        pair = taken(node["id"], run)
        return None if pair is None else made(*pair, run)

    return cell


def _to_many(terrain: Terrain, part: ToMany) -> Cell:
    first_page = part.page is None or part.page.after is None
    if first_page and part.rows and of_node_alone(part.shape) and of_nodes_alone(part.orders):
        return _nodes_alone(terrain, part)
    return _some_pairs(terrain, part)


def _nodes_alone(terrain: Terrain, part: ToMany) -> Cell:
    """Rows that show nothing of their ties, from the first on: two of one node are alike, so its id ends the order."""
    where, rows = condition(terrain, part.where), _finished(part, _node_rows(terrain, part.shape, part.orders))
    adjacency, key = of_the_day(terrain, part.hop, part.moment, where), upward_key(part.orders)
    if adjacency is not None and key is not None:
        return _nodes_of_the_day(terrain.graph, adjacency, key, rows)
    return _nodes_found(nodes_only(terrain, part.hop, part.moment, where), node_sorter(part.orders), rows)


def _finished(part: ToMany, rows: NodeRows) -> NodeRows:
    """From all sorted nodes to the connection's cell: the page's rows, and the total if it is asked for."""
    if part.page is None:
        return (lambda nodes, run: [rows(nodes, run), len(nodes)]) if part.total else rows
    first, more = part.page.first.number, int(part.page.more)
    if part.total:
        return lambda nodes, run: [rows(nodes[: run.values[first] + more], run), len(nodes)]
    return lambda nodes, run: rows(nodes[: run.values[first] + more], run)


def _nodes_of_the_day(graph: Graph, adjacency: Adjacency, key: Callable[[Entry], Any], rows: NodeRows) -> Cell:
    """The hot path, in one piece: most of what is asked of a county goes this way."""
    nodes = graph.nodes

    def cell(node: Entry, run: Run) -> list[Any]:
        fars = adjacency.get(node["id"])
        if fars is None:
            return rows([], run)
        run.left -= len(fars)
        if run.left < 0:
            run.look()
        day = run.day
        found = [nodes[far] for far, ties in fars.items() for tie in ties.values() if tie[SINCE] <= day < tie[UNTIL]]
        if len(found) > 1:
            found.sort(key=key)
        return rows(found, run)

    return cell


def _nodes_found(found: Nodes, sort: Callable[[list[Entry]], None], rows: NodeRows) -> Cell:
    def cell(node: Entry, run: Run) -> list[Any]:
        nodes = found(node["id"], run)
        if len(nodes) > 1:
            sort(nodes)
        return rows(nodes, run)

    return cell


def _node_rows(terrain: Terrain, shape: Shape, orders: Sequence[Order]) -> NodeRows:
    if plain(shape):
        own = own_columns(shape)
        return lambda nodes, run: list(map(list, map(own, nodes)))  # noqa: ARG005
    made = row(terrain, shape, orders, hop=True, part=_part)
    return lambda nodes, run: [made(node, NO_TIE, run) for node in nodes]


def _some_pairs(terrain: Terrain, part: ToMany) -> Cell:
    found = pairs(terrain, part.hop, part.moment, condition(terrain, part.where))
    rows = _pair_rows(part, row(terrain, part.shape, part.orders, hop=True, part=_part)) if part.rows else _none
    if not part.total:
        return lambda node, run: rows(found(node["id"], run), run)

    def both(node: Entry, run: Run) -> list[Any]:
        taken = found(node["id"], run)
        total = len(taken)
        return [rows(taken, run), total]

    return both


def _none(_: list[Pair], __: Run) -> list[Any]:
    return []


def _pair_rows(part: ToMany, made: Row) -> Callable[[list[Pair], Run], list[Any]]:
    sort, cut = pair_sorter(part.orders), _cut(part.page, part.orders)

    def rows(taken: list[Pair], run: Run) -> list[Any]:
        if len(taken) > 1:
            sort(taken)
        return [made(node, tie, run) for node, tie in cut(taken, run)]

    return rows


def _cut(page: Page | None, orders: Sequence[Order]) -> Callable[[list[Pair], Run], list[Pair]]:
    """The page of sorted rows."""
    if page is None:
        return lambda taken, run: taken  # noqa: ARG005
    first, more = page.first.number, int(page.more)
    if page.after is None:
        return lambda taken, run: taken[: run.values[first] + more]
    is_behind = behind(orders, page.after, hop=True)
    return lambda taken, run: [pair for pair in taken if is_behind(*pair, run)][: run.values[first] + more]
