"""How a hop is walked in Cypher, and which relationships are taken on the way."""

from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from graph_service.model.graph import Hop, One
from graph_service.plan.ir import Day, Ever, Moment, Span
from graph_service.stores.neo4j.spelling import BASIS, ID, SINCE, UNTIL, Spelling


def pattern(hop: Hop, near: str, edge: str, far: str, times: str = "") -> str:
    """One hop as a pattern.  The far label is tested only where the type leads elsewhere too."""
    label = f":{'|'.join(hop.labels)}" if hop.narrow else ""
    before, behind = ("-", "-") if hop.symmetric else ("-", "->") if hop.outward else ("<-", "-")
    return f"({near}){before}[{edge}:{hop.type}{times}]{behind}({far}{label})"


def path(hops: Sequence[Hop], start: str, names: Sequence[tuple[str, str]]) -> str:
    """A clause a hop: within one clause Cypher would not walk a relationship back."""
    nodes = (start, *(node for _, node in names))
    return "\n".join(
        f"MATCH {pattern(hop, near, '', far)}" for hop, (near, far) in zip(hops, pairwise(nodes), strict=True)
    )


def taken(spelling: Spelling, hop: Hop, moment: Moment, edge: str, far: str) -> str:
    """The relationship is in force at the moment, and it and its far node rest on the bases asked for."""
    held = during(spelling, moment, edge) if hop.dated else ""
    return " AND ".join(part for part in (held, rests(spelling, edge), rests(spelling, far)) if part)


def during(spelling: Spelling, moment: Moment, variable: str) -> str:
    """Both dates are always there, sentinels where they are open."""
    match moment:
        case Day():
            return f"{variable}.{SINCE} <= {spelling.day} AND {spelling.day} < {variable}.{UNTIL}"
        case Span(start, end):
            begun = f"{variable}.{SINCE} < {spelling.parameter(end)}"
            return f"{begun} AND {spelling.parameter(start)} < {variable}.{UNTIL}"
        case Ever():
            return ""
    assert_never(moment)


def rests(spelling: Spelling, variable: str) -> str:
    return "" if spelling.basis is None else f"{variable}.{BASIS} IN {spelling.basis}"


def settled(hop: Hop, moment: Moment) -> bool:
    """Whether writing keeps at most one at this moment, so that no winner has to be found."""
    return hop.one is One.ALWAYS and isinstance(moment, Day)


def winner(edge: str, far: str) -> str:
    """The one that readers take; an open start is the earliest date there is."""
    return f"WITH {edge}, {far} ORDER BY {edge}.{SINCE} DESC, {edge}.{ID} LIMIT 1"
