"""Orders, keys and cursors.  The cursor's format is the one fact shared with the service."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cmp_to_key
from typing import Any

import orjson

from graph_service.model.graph import GraphModel, Hop, Kind, Property
from graph_service.model.ident import well_formed
from tests.oracle.facts import Facts, value
from tests.oracle.request import listed
from tests.oracle.view import Row

Key = list[Any]
"""The values of the orders (None where missing), the node's id and, behind a hop, the tie's."""


@dataclass(frozen=True, slots=True)
class Order:
    prop: Property
    descending: bool = False
    edge: bool = False

    def __str__(self) -> str:
        name = "nameKey" if self.by_name else self.prop.name
        return f"{'edge.' if self.edge else ''}{name}:{'DESC' if self.descending else 'ASC'}"

    @property
    def by_name(self) -> bool:
        return not self.edge and self.prop.name == "name"


@dataclass(frozen=True, slots=True)
class Ordering:
    """What a list is called in its cursors (the field's stem), and how it is ordered."""

    stem: str
    orders: tuple[Order, ...]
    behind_hop: bool

    @property
    def fingerprint(self) -> str:
        text = f"{self.stem}|{','.join(map(str, self.orders))}"
        return hashlib.sha256(text.encode()).hexdigest()[:8]

    def key(self, row: Row, facts: Facts) -> Key:
        ids = [row.node.id] if row.tie is None else [row.node.id, row.tie.id]
        return [_part(row, order, facts) for order in self.orders] + ids

    def sorted(self, rows: Sequence[Row], facts: Facts) -> list[Row]:
        keyed = [(self.key(row, facts), row) for row in rows]

        def compare(one: tuple[Key, Row], other: tuple[Key, Row]) -> int:
            return self.compare(one[0], other[0])

        return [row for _, row in sorted(keyed, key=cmp_to_key(compare))]

    def compare(self, one: Key, other: Key) -> int:
        """Below, at or above zero as the first stands before, at or after the other; what is missing comes last."""
        for order, mine, theirs in zip(self.orders, one, other, strict=False):
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return 1 if mine is None else -1
            return 1 if (mine > theirs) is not order.descending else -1
        count = len(self.orders)
        return (one[count:] > other[count:]) - (one[count:] < other[count:])

    def cursor(self, row: Row, facts: Facts) -> str:
        key, count = self.key(row, facts), len(self.orders)
        text = orjson.dumps([self.fingerprint, key[:count], *key[count:]])
        return urlsafe_b64encode(text).decode().rstrip("=")

    def read(self, cursor: str) -> Key | None:
        """The key that a cursor holds; None if it is no cursor of this list in this order."""
        try:
            held = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        except ValueError:
            return None
        if not isinstance(held, list) or len(held) != 3 + self.behind_hop or held[0] != self.fingerprint:
            return None
        keys, ids = held[1], held[2:]
        if not isinstance(keys, list) or len(keys) != len(self.orders) or not all(map(well_formed, ids)):
            return None
        fit = all(_fits(part, order) for part, order in zip(keys, self.orders, strict=True))
        return keys + ids if fit else None


def root_ordering(model: GraphModel, stem: str, label: str, given: Any) -> Ordering:
    """Of a root list; `stem` is the field's name, `given` the value of `orderBy` or None."""
    asked = listed(given) if given is not None else []
    orders = tuple(_order(model, label, None, item) for item in asked)
    return Ordering(stem, orders or (usual(model, label),), behind_hop=False)


def end_ordering(model: GraphModel, hop: Hop, given: Any, *, history: bool = False) -> Ordering:
    """Of the list at an end, or of an end's history."""
    asked = listed(given) if given is not None else []
    orders = tuple(_order(model, hop.target, hop, item) for item in asked)
    if history:
        since = Order(model.edge_fields(hop)["since"], descending=True, edge=True)
        return Ordering(hop.stem + "History", orders or (since,), behind_hop=True)
    return Ordering(hop.stem, orders or (usual(model, hop.target),), behind_hop=True)


def usual(model: GraphModel, target: str) -> Order:
    return Order(model.properties(target)[model.order_at(target)])


def is_date(text: object) -> bool:
    """YYYY-MM-DD, and a day that there is."""
    if not isinstance(text, str) or len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _order(model: GraphModel, target: str, hop: Hop | None, item: dict[str, Any]) -> Order:
    ((name, given),) = item.items()
    if name == "edge" and hop is not None:
        ((own, direction),) = given.items()
        return Order(model.edge_fields(hop)[own], direction == "DESC", edge=True)
    return Order(model.properties(target)[name], given == "DESC")


def _part(row: Row, order: Order, facts: Facts) -> Any:
    if order.by_name:
        return facts.key_of_name(row.node)
    if order.edge:
        assert row.tie is not None
        return value(row.tie, order.prop)
    return value(row.node, order.prop)


def _fits(part: object, order: Order) -> bool:
    """Whether a key can be a value of its order; of what is never missing none is null."""
    if part is None:
        return not order.prop.required
    match order.prop.kind:
        case Kind.WHOLE | Kind.LONG:
            return isinstance(part, int) and not isinstance(part, bool)
        case Kind.DATE:
            return is_date(part)
        case _:
            return isinstance(part, str)
