"""Orders: sorting with missing values last both ways, and what lies behind a cursor's key."""

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from graph_service.model.shared import NAME_KEY
from graph_service.plan.ir import Order, Slot, Subject
from graph_service.stores.embedded.graph import Entry
from graph_service.stores.embedded.run import Pair, Run

Behind = Callable[[Entry, Entry, Run], bool]


def never_missing(order: Order) -> bool:
    """Only the key of names, which is derived for every node: a required value that a hand took away must not break
    an order."""
    return order.of.name == NAME_KEY.name


def of_nodes_alone(orders: Sequence[Order]) -> bool:
    return all(order.subject is Subject.NODE for order in orders)


def upward_key(orders: Sequence[Order]) -> Callable[[Entry], Any] | None:
    """One key for orders of nodes that all go up, the id at its end; None for others."""
    if not of_nodes_alone(orders) or any(order.descending for order in orders):
        return None
    names = [*(order.of.name for order in orders), "id"]
    if all(never_missing(order) for order in orders):
        return itemgetter(*names)
    if len(names) == 2:
        name = names[0]
        return lambda node: ((have := node[name]) is None, have, node["id"])
    return lambda node: [((have := node[name]) is None, have) for name in names]


def node_sorter(orders: Sequence[Order]) -> Callable[[list[Entry]], None]:
    """Sorts nodes in place, by orders of nodes alone and then by id."""
    if (key := upward_key(orders)) is not None:
        return lambda nodes: nodes.sort(key=key)
    passes = _passes(orders, lambda order: lambda node: node[order.of.name])

    def sort(nodes: list[Entry]) -> None:
        nodes.sort(key=itemgetter("id"))
        for key, descending in passes:
            nodes.sort(key=key, reverse=descending)

    return sort


def pair_sorter(orders: Sequence[Order]) -> Callable[[list[Pair]], None]:
    """Sorts pairs in place, by the orders, then by the node's id and the tie's."""
    if all(never_missing(order) and not order.descending for order in orders) and len(orders) == 1:
        read = _read_of_pair(orders[0])
        return lambda pairs: pairs.sort(key=lambda pair: (read(pair), pair[0]["id"], pair[1]["id"]))
    passes = _passes(orders, _read_of_pair)

    def sort(pairs: list[Pair]) -> None:
        pairs.sort(key=lambda pair: (pair[0]["id"], pair[1]["id"]))
        for key, descending in passes:
            pairs.sort(key=key, reverse=descending)

    return sort


def behind(orders: Sequence[Order], after: Sequence[Slot], *, hop: bool) -> Behind:
    """Whether a row comes after the key of a cursor."""
    read = keys(orders, hop=hop)
    descending = [*(order.descending for order in orders), *([False, False] if hop else [False])]
    steps = [(slot.number, down) for slot, down in zip(after, descending, strict=True)]

    def is_behind(node: Entry, tie: Entry, run: Run) -> bool:
        for have, (slot, down) in zip(read(node, tie), steps, strict=True):
            want = run.values[slot]
            if have == want:
                continue
            if have is None or want is None:
                return have is None
            return bool((have < want) is down)
        return False

    return is_behind


def keys(orders: Sequence[Order], *, hop: bool) -> Callable[[Entry, Entry], list[Any]]:
    """The values of a cursor's key: of each order, the node's id and, behind a hop, the tie's."""
    reads = [(order.subject is Subject.EDGE, order.of.name) for order in orders]
    reads += [(False, "id"), *([(True, "id")] if hop else [])]
    return lambda node, tie: [(tie if edge else node)[name] for edge, name in reads]


def _passes(
    orders: Sequence[Order], read: Callable[[Order], Callable[[Any], Any]]
) -> list[tuple[Callable[[Any], Any], bool]]:
    """Stable sorts, the last order first; neighbours of one direction share a pass."""
    runs = [(down, [read(one) for one in same]) for down, same in groupby(orders, key=lambda one: one.descending)]
    return [(_key(reads, descending=down), down) for down, reads in reversed(runs)]


def _key(reads: list[Callable[[Any], Any]], *, descending: bool) -> Callable[[Any], Any]:
    """Missing values are last: the greatest going up, the least going down."""
    if len(reads) == 1:
        (only,) = reads
        return lambda row: (((have := only(row)) is None) is not descending, have)
    return lambda row: [(((have := read(row)) is None) is not descending, have) for read in reads]


def _read_of_pair(order: Order) -> Callable[[Any], Any]:
    name, place = order.of.name, int(order.subject is Subject.EDGE)
    return lambda pair: pair[place][name]
