"""Ties: the relationships of some types between given nodes."""

from graph_service.plan.ir import Day, Ties
from graph_service.stores.neo4j.hops import during, rests
from graph_service.stores.neo4j.rows import cited
from graph_service.stores.neo4j.spelling import ID, NODE, Spelling, block, column, where


def ties(spelling: Spelling, root: Ties) -> str:
    if not root.types:
        return "[]"
    edge, near = spelling.variables()
    _, far = spelling.variables()
    among = spelling.boxed(root.among)
    held = where(
        f"{near}.{ID} IN {among}", f"{far}.{ID} IN {among}", during(spelling, Day(), edge),
        rests(spelling, near), rests(spelling, edge), rests(spelling, far),
    )
    shown = [f"type({edge})", f"{near}.{ID}", f"{far}.{ID}", *(column(one, edge) for one in root.columns)]
    shown += [cited(spelling, root.cited, edge)] if root.cited is not None else []
    return block(
        "COLLECT",
        f"MATCH ({near}:{NODE})-[{edge}:{'|'.join(sorted(set(root.types)))}]->({far})",
        held,
        f"WITH {near}, {edge}, {far} ORDER BY type({edge}), {edge}.{ID} LIMIT {spelling.parameter(root.cap)} + 1",
        f"RETURN [{', '.join(shown)}]",
    )
