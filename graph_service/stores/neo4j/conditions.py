"""Conditions as Cypher predicates.

Cypher thinks in three values, our conditions in two.  Where a condition only selects (`exact` is false), unknown
is as good as false, and the plain comparison lets Neo4j use an index; where it is negated or its value is read, a
comparison that may be unknown is made false at its leaf.
"""

from typing import assert_never

from graph_service.model.graph import Derived, Property
from graph_service.plan.ir import (
    AllOf,
    AnyOf,
    Apart,
    Circular,
    Compare,
    Crowded,
    IsA,
    Labelled,
    Missing,
    Not,
    Quantifier,
    Stray,
    Subject,
    Through,
    Where,
)
from graph_service.plan.operators import BY_NAME
from graph_service.stores.neo4j.derived import derived
from graph_service.stores.neo4j.flaws import flaw
from graph_service.stores.neo4j.hops import pattern, settled, taken, winner
from graph_service.stores.neo4j.spelling import Spelling, block, missing, where


def condition(spelling: Spelling, of: Where, node: str, edge: str, *, exact: bool = False) -> str:
    """True of the rows that are meant; never unknown if `exact`."""
    match of:
        case Compare():
            return _compare(spelling, of, node if of.subject is Subject.NODE else edge, exact=exact)
        case Missing(of=property_, subject=subject):
            return missing(property_, node if subject is Subject.NODE else edge)
        case IsA(labels):
            return f"{node}:{'|'.join(labels)}" if labels else "false"
        case Labelled():
            return _labelled(spelling, of, node)
        case Through():
            return _through(spelling, of, node)
        case AllOf(parts):
            return _joined(spelling, parts, " AND ", "true", node, edge, exact=exact)
        case AnyOf(parts):
            return _joined(spelling, parts, " OR ", "false", node, edge, exact=exact)
        case Not(part):
            return f"NOT ({condition(spelling, part, node, edge, exact=True)})"
        case Crowded() | Stray() | Circular() | Apart():
            return flaw(spelling, of, node)
    assert_never(of)


def selecting(spelling: Spelling, of: Where, node: str, edge: str) -> str:
    """The same for a WHERE: nothing where every row is meant."""
    return "" if of == AllOf(()) else condition(spelling, of, node, edge)


def _compare(spelling: Spelling, of: Compare, variable: str, *, exact: bool) -> str:
    operator, want = BY_NAME[of.op], spelling.parameter(of.slot)
    have = of.of
    if isinstance(have, Derived):
        return f"({operator.cypher.format(have=derived(spelling, have, variable), want=want)})"
    path = f"{variable}.{have.name}"
    test = operator.cypher.format(have=f"coalesce({path}, [])" if have.many else path, want=want)
    if have.open:
        return f"({path} <> date('{have.open}') AND {test})"
    return f"coalesce({test}, false)" if exact and _uncertain(have) else test


def _uncertain(of: Property) -> bool:
    return not (of.required or of.many)


def _labelled(spelling: Spelling, of: Labelled, node: str) -> str:
    want = spelling.parameter(of.slot)
    return f"any(l IN labels({node}) WHERE l IN {want})" if BY_NAME[of.op].many else f"{want} IN labels({node})"


def _joined(
    spelling: Spelling, parts: tuple[Where, ...], word: str, empty: str, node: str, edge: str, *, exact: bool
) -> str:
    spelled = [condition(spelling, part, node, edge, exact=exact) for part in parts]
    if len(spelled) < 2:
        return spelled[0] if spelled else empty
    return f"({word.join(spelled)})"


def _through(spelling: Spelling, of: Through, near: str) -> str:
    edge, far = spelling.variables()
    match = f"MATCH {pattern(of.hop, near, edge, far)}"
    held = taken(spelling, of.hop, of.moment, edge, far)
    if of.quantifier is Quantifier.EVERY:
        return f"NOT {block('EXISTS', match, where(held, condition(spelling, Not(of.where), far, edge)))}"
    asked = selecting(spelling, of.where, far, edge)
    if of.quantifier is Quantifier.ONE and not settled(of.hop, of.moment) and asked:
        return block("EXISTS", match, where(held), winner(edge, far), where(asked), f"RETURN {far}")
    negated = "NOT " if of.quantifier is Quantifier.NONE else ""
    return negated + block("EXISTS", match, where(held, asked))
