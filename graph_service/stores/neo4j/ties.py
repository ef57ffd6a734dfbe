"""Ties: the relationships of some types between given nodes, or around them."""

from dataclasses import replace

from graph_service.plan.ir import Reach, Shape, Slot, Span, Ties
from graph_service.stores.neo4j.hops import during, rests
from graph_service.stores.neo4j.reach import reach
from graph_service.stores.neo4j.rows import cited, row
from graph_service.stores.neo4j.spelling import ID, NODE, SINCE, UNTIL, Spelling, block, column, where


def ties(spelling: Spelling, root: Ties) -> str:
    if not root.types:
        return "[]"
    edge, near = spelling.variables()
    source, far = spelling.variables()
    target, _ = spelling.variables()
    before, among = _among(spelling, root.among)
    held = where(
        f"{near}.{ID} IN {among}", "" if root.either else f"{far}.{ID} IN {among}",
        during(spelling, root.moment, edge), _turned(spelling, root.turned, edge),
        rests(spelling, near), rests(spelling, edge), rests(spelling, far),
    )
    # With one end among them a relationship is met from the near node, whichever way it runs, and maybe from both.
    arrow, once = ("-", "DISTINCT ") if root.either else ("->", "")
    return block(
        "COLLECT",
        before,
        f"MATCH ({near}:{NODE})-[{edge}:{'|'.join(sorted(set(root.types)))}]{arrow}({far})",
        held,
        f"WITH {once}{edge} ORDER BY type({edge}), {edge}.{ID} LIMIT {spelling.parameter(root.cap)} + 1",
        f"WITH {edge}, startNode({edge}) AS {source}, endNode({edge}) AS {target}",
        f"RETURN [{', '.join(_shown(spelling, root, source, edge, target))}]",
    )


def _among(spelling: Spelling, among: Slot | Reach) -> tuple[str, str]:
    """A clause that comes before, and the list of ids."""
    if isinstance(among, Slot):
        return "", spelling.boxed(among)
    _, ids = spelling.variables()
    found = reach(spelling, replace(among, shape=Shape((), columns=(spelling.model.node_properties[0],))))
    return f"WITH [found IN {found} | found[1][0]] AS {ids}", ids


def _turned(spelling: Spelling, turned: Span | None, edge: str) -> str:
    if turned is None:
        return ""
    start, end = spelling.parameter(turned.start), spelling.parameter(turned.end)
    return f"({' OR '.join(f'{_known(spelling, edge, date)} AND {start} <= {edge}.{date} < {end}' for date in DATES)})"


DATES = (SINCE, UNTIL)


def _known(spelling: Spelling, edge: str, name: str) -> str:
    of = next(one for one in spelling.model.date_properties if one.name == name)
    return f"{edge}.{name} <> date('{of.open}')"


def _shown(spelling: Spelling, root: Ties, source: str, edge: str, target: str) -> list[str]:
    shown = [f"type({edge})", f"{source}.{ID}", f"{target}.{ID}"]
    shown += [] if root.ends is None else [row(spelling, root.ends, end) for end in (source, target)]
    shown += [column(one, edge) for one in root.columns]
    return shown if root.cited is None else [*shown, cited(spelling, root.cited, edge)]
