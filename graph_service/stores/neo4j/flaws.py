"""The conditions that only guards ask: at all times and at every basis."""

from typing import assert_never

from graph_service.plan.ir import Apart, Circular, Crowded, Stray
from graph_service.stores.neo4j.hops import path, pattern
from graph_service.stores.neo4j.spelling import ID, SINCE, UNTIL, Spelling, block, where

Flaw = Crowded | Stray | Circular | Apart
STEPS = 25


def flaw(spelling: Spelling, of: Flaw, node: str) -> str:
    """True or false, never null."""
    match of:
        case Crowded():
            return _crowded(spelling, of, node)
        case Stray():
            return _stray(spelling, of, node)
        case Circular():
            return _circular(spelling, of, node)
        case Apart():
            return _apart(spelling, of, node)
    assert_never(of)


def _crowded(spelling: Spelling, of: Crowded, node: str) -> str:
    (one, a), (other, b) = spelling.variables(), spelling.variables()
    match = f"MATCH {pattern(of.hop, node, one, a)}, {pattern(of.hop, node, other, b)}"
    # All four: a relationship that ends on the day it begins is in force on none.
    overlap = [f"{x}.{SINCE} < {y}.{UNTIL}" for x in (one, other) for y in (one, other)]
    return block("EXISTS", match, where(f"{one}.{ID} < {other}.{ID}", *overlap))


def _stray(spelling: Spelling, of: Stray, node: str) -> str:
    edge, far = spelling.variables()
    begins = " OR ".join(f"{edge}.{SINCE} < {end}.{SINCE}" for end in (node, far))
    ends = " OR ".join(f"{edge}.{UNTIL} > {end}.{UNTIL}" for end in (node, far))
    return block("EXISTS", f"MATCH {pattern(of.hop, node, edge, far)}", where(f"({begins} OR {ends})"))


def _circular(spelling: Spelling, of: Circular, node: str) -> str:
    way, step = spelling.variables()
    match = f"MATCH {way} = {pattern(of.hop, node, '', node, f'*1..{STEPS}').replace(_narrowed(of), '')}"
    along = f"all({step} IN nodes({way}) WHERE {step}:{'|'.join(of.hop.labels)})" if of.hop.narrow else ""
    return block("EXISTS", match, where(along))


def _narrowed(of: Circular) -> str:
    return f":{'|'.join(of.hop.labels)})"


def _apart(spelling: Spelling, of: Apart, node: str) -> str:
    one = [spelling.variables() for _ in of.one]
    other = [spelling.variables() for _ in of.other]
    reached = one[-1][1] if one else node
    # The end of the other path is the node that the first one reached.
    back = [*other[:-1], ("", reached)] if other else []
    shared = block("EXISTS", path(of.other, node, back)) if other else f"{reached} = {node}"
    leads = block("EXISTS", path(of.other, node, other)) if other else "true"
    astray = block("EXISTS", path(of.one, node, one), where(f"NOT {shared}")) if one else f"NOT {shared}"
    return f"({leads} AND {astray})"
