"""Reach and distances: breadth first, a level at a time, each node once.

The levels are made by one `reduce`, so that a statement is planned for one step, whatever the bound.  Cypher's own
patterns of variable length cannot mix directions and stop at labels without walking every way, or every node once
for each length.
"""

from collections.abc import Sequence

from graph_service.plan.ir import Between, Day, Distances, Reach, Step
from graph_service.stores.neo4j.hops import during, rests
from graph_service.stores.neo4j.rows import row
from graph_service.stores.neo4j.spelling import ID, NODE, Spelling, block, where

DAY = Day()


def reach(spelling: Spelling, root: Reach) -> str:
    _, node = spelling.variables()
    first = starts(spelling, f"IN {spelling.boxed(root.starts)}")
    found = _found(spelling, root, levels(spelling, root, first), node)
    return block("COLLECT", found, f"RETURN [distance, {row(spelling, root.shape, node)}]")


def distances(spelling: Spelling, root: Distances) -> str:
    _, node = spelling.variables()
    first = starts(spelling, f"= {spelling.parameter(root.start)}")
    found = _found(spelling, root, levels(spelling, root, first), node)
    return block("COLLECT", found, f"RETURN [{node}.{ID}, distance]")


def starts(spelling: Spelling, meant: str) -> str:
    _, node = spelling.variables()
    return block(
        "COLLECT", f"MATCH ({node}:{NODE})", where(f"{node}.{ID} {meant}", rests(spelling, node)), f"RETURN {node}"
    )


def _found(spelling: Spelling, root: Reach | Distances, levels: str, node: str) -> str:
    # One flat list: a row that is sorted must not hold the levels, each of them would be counted as memory.
    return "\n".join((
        f"UNWIND reduce(pairs = [], level IN {levels} | pairs + [node IN level[1] | [level[0], node]]) AS pair",
        f"WITH pair[0] AS distance, pair[1] AS {node}",
        f"ORDER BY distance, {node}.{ID} LIMIT {spelling.parameter(root.cap)} + 1",
    ))


# ---- levels


def levels(spelling: Spelling, root: Reach | Distances | Between, first: str) -> str:
    """A list of [distance, nodes]; it ends where nothing is left, or where enough is found."""
    if not root.along:
        return f"[[0, {first}]]"
    most = spelling.parameter(root.cap)
    enough = f"reduce(total = 0, level IN levels | total + size(level[1])) > {most}"
    return (
        f"reduce(levels = [[0, {first}]], distance IN range(1, {root.bound}) |"
        f" CASE WHEN size(levels[-1][1]) = 0 OR {enough}{_met(spelling, root)} THEN levels"
        f"\nELSE levels + [[distance, {_next(spelling, root)}]] END)"
    )


def _met(spelling: Spelling, root: Reach | Distances | Between) -> str:
    """Whether the goal is in the last level."""
    if not isinstance(root, Between):
        return ""
    return f" OR any(node IN levels[-1][1] WHERE node.{ID} = {spelling.parameter(root.goal)})"


def _next(spelling: Spelling, root: Reach | Distances | Between) -> str:
    """The nodes one step further that are in no level yet."""
    edge, near = spelling.variables()
    _, far = spelling.variables()
    sealed = () if isinstance(root, Reach) else root.sealed
    open_ = f"(distance = 1 OR NOT {near}:{'|'.join(sealed)})" if sealed else ""
    new = f"none(level IN levels WHERE {far} IN level[1])"
    held = where(open_, during(spelling, DAY, edge), rests(spelling, edge), rests(spelling, far), new)
    ways = [
        f"UNWIND levels[-1][1] AS {near}\nMATCH ({near}){way}({far})\n{held}\nRETURN DISTINCT {far}"
        for way in _ways(root.along, edge)
    ]
    return block("COLLECT", "\nUNION\n".join(ways))


def _ways(along: Sequence[Step], edge: str) -> list[str]:
    """A pattern for each direction, so that no relationship is read that leads the wrong way."""
    outward = dict.fromkeys(step.type for step in along if step.outward)
    inward = dict.fromkeys(step.type for step in along if not step.outward)
    types = (
        ("-", "-", [one for one in outward if one in inward]),
        ("-", "->", [one for one in outward if one not in inward]),
        ("<-", "-", [one for one in inward if one not in outward]),
    )
    return [f"{before}[{edge}:{'|'.join(names)}]{behind}" for before, behind, names in types if names]
