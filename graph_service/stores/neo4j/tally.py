"""Tallies: the nodes at a path's end, each once, counted in groups."""

from graph_service.model.graph import Derived, Property
from graph_service.plan.ir import Day, Tally
from graph_service.stores.neo4j.conditions import selecting
from graph_service.stores.neo4j.derived import derived
from graph_service.stores.neo4j.hops import pattern, taken
from graph_service.stores.neo4j.spelling import Spelling, block, column, where

DAY = Day()


def tally(spelling: Spelling, of: Tally, near: str) -> str:
    far, walked = _walked(spelling, of, near)
    if not of.by:
        return f"[{block('COUNT', *walked, f'RETURN {far}')}]"
    read = [f"{_key(spelling, one, far)} AS k{place}" for place, one in enumerate(of.by)]
    names = ", ".join(f"k{place}" for place in range(len(read)))
    keys = block("COLLECT", *walked, f"WITH {', '.join(read)}", f"ORDER BY {names}", f"RETURN [{names}]")
    return _grouped(keys, len(read))


def _grouped(keys: str, width: int) -> str:
    """Sorted keys, one a node, as keys with counts: where the key changes, a group starts.

    Cypher takes no aggregation in an expression that also reads variables, and every cell of a row stands in one.
    """
    changes = " OR ".join(_changes(f"keys[at][{place}]", f"keys[at - 1][{place}]") for place in range(width))
    starts = f"[at IN range(0, size(keys) - 1) WHERE at = 0 OR {changes}]"
    group = "keys[starts[at]] + [coalesce(starts[at + 1], size(keys)) - starts[at]]"
    groups = f"[at IN range(0, size(starts) - 1) | {group}]"
    return f"head([keys IN [{keys}] |\nhead([starts IN [{starts}] |\n{groups}])])"


def _changes(one: str, other: str) -> str:
    return f"coalesce({one} <> {other}, ({one} IS NULL) <> ({other} IS NULL))"


def _walked(spelling: Spelling, of: Tally, near: str) -> tuple[str, list[str]]:
    """The variable of the path's end, and the clauses that bind it, each node once.

    What is met twice on the way is walked on from once, so that ways do not multiply; and a relationship may be
    walked back, which Cypher does not do within one clause.
    """
    clauses = []
    for place, hop in enumerate(of.path, start=1):
        edge, far = spelling.variables()
        asked = selecting(spelling, of.where, far, edge) if place == len(of.path) else ""
        clauses.append(f"MATCH {pattern(hop, near, edge, far)}")
        clauses.append(where(taken(spelling, hop, DAY, edge, far), asked))
        clauses.append(f"WITH DISTINCT {far}")
        near = far
    return near, clauses


def _key(spelling: Spelling, of: Property | Derived, node: str) -> str:
    return derived(spelling, of, node) if isinstance(of, Derived) else column(of, node)
