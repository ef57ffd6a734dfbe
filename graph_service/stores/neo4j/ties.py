"""Ties: the relationships of some types between given nodes, or around them."""

from dataclasses import replace

from graph_service.plan.ir import Between, Reach, Shape, Slot, Span, Ties
from graph_service.stores.neo4j.hops import during, rests
from graph_service.stores.neo4j.reach import reach
from graph_service.stores.neo4j.rows import cited, row
from graph_service.stores.neo4j.spelling import ID, NODE, Spelling, block, column, missing, where


def ties(spelling: Spelling, root: Ties) -> str:
    if isinstance(root.among, Slot):
        return _listed(spelling, root, f"IN {spelling.boxed(root.among)}")
    # Two branches of a union do not see each other: a row that is sorted would hold the other list, as memory.
    branches = (reach(spelling, root.among), _around(spelling, root, root.among))
    return block("COLLECT", "\nUNION ALL\n".join(f"RETURN {branch} AS branch" for branch in branches))


def _around(spelling: Spelling, root: Ties, among: Reach) -> str:
    """The nodes are found anew, within an expression: a list beside the rows would be in each that is sorted, too."""
    key, _ = spelling.variables()
    found = reach(spelling, replace(among, shape=Shape((), columns=(spelling.model.node_properties[0],))))
    each = f"reduce(keys = [], once IN [0] | keys + [found IN {found} | found[1][0]])"
    return _listed(spelling, replace(root, either=True), f"= {key}", f"UNWIND {each} AS {key}")


def _listed(spelling: Spelling, root: Ties, among: str, before: str = "") -> str:
    if not root.types:
        return "[]"
    edge, near = spelling.variables()
    source, target = spelling.variables()
    # With one end among them a relationship is met from the near node, whichever way it runs, and maybe from both.
    return block(
        "COLLECT",
        before,
        _touching(spelling, root, among, edge, near),
        f"WITH {'DISTINCT ' if root.either else ''}{edge}",
        f"ORDER BY type({edge}), {edge}.{ID} LIMIT {spelling.parameter(root.cap)} + 1",
        f"WITH {edge}, startNode({edge}) AS {source}, endNode({edge}) AS {target}",
        f"RETURN [{', '.join(shown(spelling, root, source, edge, target))}]",
    )


def _touching(spelling: Spelling, root: Ties, among: str, edge: str, near: str) -> str:
    _, far = spelling.variables()
    held = where(
        f"{near}.{ID} {among}", "" if root.either else f"{far}.{ID} {among}",
        during(spelling, root.moment, edge), _turned(spelling, root.turned, edge),
        rests(spelling, near), rests(spelling, edge), rests(spelling, far),
    )
    arrow = "-" if root.either else "->"
    return f"MATCH ({near}:{NODE})-[{edge}:{'|'.join(sorted(set(root.types)))}]{arrow}({far})\n{held}"


def _turned(spelling: Spelling, turned: Span | None, edge: str) -> str:
    if turned is None:
        return ""
    start, end = spelling.parameter(turned.start), spelling.parameter(turned.end)
    met = (f"{start} <= {edge}.{of.name} < {end} AND NOT {missing(of, edge)}" for of in spelling.model.date_properties
        if of.open)
    return f"({' OR '.join(met)})"


def shown(spelling: Spelling, root: Ties | Between, source: str, edge: str, target: str) -> list[str]:
    """The cells of a relationship's row."""
    cells = [f"type({edge})", f"{source}.{ID}", f"{target}.{ID}"]
    ends = root.ends if isinstance(root, Ties) else None
    cells += [] if ends is None else [row(spelling, ends, end) for end in (source, target)]
    cells += [column(one, edge) for one in root.columns]
    return cells if root.cited is None else [*cells, cited(spelling, root.cited, edge)]
