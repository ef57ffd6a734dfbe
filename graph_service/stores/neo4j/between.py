"""The least ways between two nodes: level by level as in `reach`, then back from the goal over these levels.

What is found is one list of [distance, node, relationship, nearer node], made within an expression: as a variable it
would be counted as memory in each row that is sorted.
"""

from collections.abc import Sequence

from graph_service.plan.ir import Between, Day, Step
from graph_service.stores.neo4j.hops import during, rests
from graph_service.stores.neo4j.reach import levels, starts
from graph_service.stores.neo4j.rows import row
from graph_service.stores.neo4j.spelling import ID, Spelling, block, where
from graph_service.stores.neo4j.ties import shown

DAY = Day()


def between(spelling: Spelling, root: Between) -> str:
    edge, node = spelling.variables()
    tie = shown(spelling, root, f"startNode({edge})", edge, f"endNode({edge})")
    # The first row tells how far was looked and has neither relationship nor node.
    rows = block(
        "COLLECT",
        f"UNWIND {_found(spelling, root)} AS found",
        f"WITH found[0] AS distance, found[1] AS {node}, found[2] AS {edge}",
        f"ORDER BY {edge} IS NOT NULL, type({edge}), {edge}.{ID} LIMIT {spelling.parameter(root.cap)} + 2",
        f"WITH distance, {node}, collect({edge}) AS ties",
        f"ORDER BY {node} IS NOT NULL, distance, {node}.{ID}",
        f"RETURN [distance, {row(spelling, root.shape, node)}, [{edge} IN ties | [{', '.join(tie)}]]]",
    )
    return f"head([rows IN [{rows}] | [rows[0][0], tail(rows)]])"


def _found(spelling: Spelling, root: Between) -> str:
    first = starts(spelling, f"= {spelling.parameter(root.start)}")
    goal, cap = spelling.parameter(root.goal), spelling.parameter(root.cap)
    nearer, total = _total("levels[..-1]"), _total("levels")
    met = (
        f"any(node IN levels[-1][1] WHERE node.{ID} = {goal})"
        f" AND {nearer} + size([node IN levels[-1][1] WHERE node.{ID} <= {goal}]) <= {cap}"
    )
    looked = f"CASE WHEN {total} > {cap} THEN levels[-1][0] - 1 ELSE {root.bound} END"
    return (
        f"head([levels IN [{levels(spelling, root, first)}] | CASE WHEN {met}"
        f"\nTHEN reduce(found = [[levels[-1][0], null, null]], back IN {_back(spelling, root, goal)} | found + back[1])"
        f"\nELSE [[{looked}, null, null]] END])"
    )


def _total(levels: str) -> str:
    return f"reduce(total = 0, level IN {levels} | total + size(level[1]))"


def _back(spelling: Spelling, root: Between, goal: str) -> str:
    """From the goal's level down: [nodes on a least way, what leads from these to the level above]."""
    if not root.along:
        return "[]"
    goals = f"[node IN levels[-1][1] WHERE node.{ID} = {goal}]"
    nearer = "head([nears IN [[tie IN ties | tie[3]]] | [node IN level[1] WHERE node IN nears]])"
    return (
        f"reduce(back = [[{goals}, []]], level IN reverse(levels[..-1]) |"
        f" back + [head([ties IN [{_led(spelling, root)}] | [{nearer}, ties]])])"
    )


def _led(spelling: Spelling, root: Between) -> str:
    """From the nodes of `level` to those that are on a least way one step further."""
    edge, near = spelling.variables()
    _, far = spelling.variables()
    open_ = f"(level[0] = 0 OR NOT {near}:{'|'.join(root.sealed)})" if root.sealed else ""
    types = "|".join(dict.fromkeys(step.type for step in root.along))
    held = where(
        f"{near} IN level[1]", *_one_way(root.along, edge, near), open_, during(spelling, DAY, edge),
        rests(spelling, edge),
    )
    return block(
        "COLLECT", f"UNWIND back[-1][0] AS {far}", f"MATCH ({far})-[{edge}:{types}]-({near})", held,
        f"RETURN [level[0] + 1, {far}, {edge}, {near}]",
    )


def _one_way(along: Sequence[Step], edge: str, near: str) -> list[str]:
    """Of the types that are walked in one direction alone."""
    outward, inward = ({step.type for step in along if step.outward is way} for way in (True, False))
    rules = (("startNode", sorted(outward - inward)), ("endNode", sorted(inward - outward)))
    return [f"(NOT type({edge}) IN {names} OR {end}({edge}) = {near})" for end, names in rules if names]
