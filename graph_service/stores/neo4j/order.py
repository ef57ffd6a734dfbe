"""Orders and keysets: missing values last in both directions, then the node's id and the relationship's.

The keyset of a key that is always there is spelled `k >= $k AND (k > $k OR …)`, which an index can serve; the
plain `k > $k OR (k = $k AND …)` costs fifty times as much in the middle of a long list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.model.graph import Property
from graph_service.model.shared import NAME_KEY
from graph_service.plan.ir import Order, Slot, Subject
from graph_service.stores.neo4j.spelling import ID, Spelling, column, missing


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order: where it is read, what tells that it is missing (if it may be), what a row shows of it."""

    path: str
    missing: str | None
    shown: str
    descending: bool

    @property
    def terms(self) -> tuple[str, ...]:
        """Of ORDER BY.  Cypher sorts null last only in an ascending order, and a sentinel like any date."""
        path = f"{self.path} DESC" if self.descending else self.path
        return (path,) if self.missing is None else (self.missing, path)


def keys(orders: Sequence[Order], node: str, edge: str | None) -> list[Key]:
    """The whole order of a list; `edge` is the relationship that led to it, if one did."""
    asked = [_key(order, edge if order.subject is Subject.EDGE and edge else node) for order in orders]
    return [*asked, *(Key(f"{one}.{ID}", None, f"{one}.{ID}", descending=False) for one in (node, edge) if one)]


def _key(order: Order, variable: str) -> Key:
    path, shown = f"{variable}.{order.of.name}", column(order.of, variable)
    return Key(path, missing(order.of, variable) if may_miss(order.of) else None, shown, order.descending)


def may_miss(of: Property) -> bool:
    return not of.required and of != NAME_KEY


def order_by(by: Sequence[Key]) -> str:
    return f"ORDER BY {', '.join(term for key in by for term in key.terms)}"


def after(spelling: Spelling, by: Sequence[Key], slots: Sequence[Slot]) -> str:
    """True of the rows behind the key that the slots hold."""
    (key, *rest), (slot, *others) = by, slots
    want, beyond = spelling.parameter(slot), "<" if key.descending else ">"
    further = after(spelling, rest, others) if rest else ""
    if key.missing is None:
        passed = f"{key.path} {beyond} {want}"
        return f"{key.path} {beyond}= {want} AND ({passed} OR {further})" if rest else passed
    same = f"{key.path} = {want} AND {further}"
    return (
        f"CASE WHEN {want} IS NULL THEN {key.missing} AND {further}"
        f" ELSE {key.missing} OR {key.path} {beyond} {want} OR ({same}) END"
    )
