"""A plan as one Cypher statement that gives one record: nested lists by position, between two looks at the revision.

No alias and no `__typename` of a client is in the text: what was asked alike is one text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from graph_service.model.graph import GraphModel
from graph_service.plan.ir import (
    Between,
    Distances,
    Listing,
    Lookup,
    Matches,
    Plan,
    Reach,
    Root,
    Ties,
    Together,
)
from graph_service.stores.neo4j.between import between
from graph_service.stores.neo4j.conditions import selecting
from graph_service.stores.neo4j.given import Used
from graph_service.stores.neo4j.hops import during, rests
from graph_service.stores.neo4j.matches import matches
from graph_service.stores.neo4j.reach import distances, reach
from graph_service.stores.neo4j.rows import Rows, by_id, connection, row
from graph_service.stores.neo4j.spelling import ID, NODE, Spelling, block, node_of, where
from graph_service.stores.neo4j.ties import ties

# Neo4j reads what is committed at each moment: only an equal revision before and after says that nothing was written
# in between.
_BEFORE = f"""CYPHER 5
OPTIONAL MATCH (j:Journal {{{ID}: 'head'}})
WITH j.revision AS begun
WITH begun, """
_BEHIND = f""" AS cell
OPTIONAL MATCH (k:Journal {{{ID}: 'head'}})
RETURN begun, cell, k.revision AS ended"""


@dataclass(frozen=True, slots=True)
class Statement:
    """The text, and what fills its parameters."""

    text: str
    used: Used


def statement(model: GraphModel, plan: Plan) -> Statement:
    """Equal plans give equal texts."""
    spelling = Spelling(model, plan)
    return Statement(f"{_BEFORE}{_cell(spelling, plan.root)}{_BEHIND}", spelling.used)


def within_a_write(model: GraphModel, plan: Plan) -> Statement:
    """The cell alone: who holds the journal's head need not look at it, and Neo4j has less to plan."""
    spelling = Spelling(model, plan)
    return Statement(f"CYPHER 5\nRETURN {_cell(spelling, plan.root)} AS cell", spelling.used)


def _cell(spelling: Spelling, root: Root) -> str:
    match root:
        case Lookup():
            return _lookup(spelling, root)
        case Listing():
            return _listing(spelling, root)
        case Reach():
            return reach(spelling, root)
        case Distances():
            return distances(spelling, root)
        case Between():
            return between(spelling, root)
        case Matches():
            return matches(spelling, root)
        case Ties():
            return ties(spelling, root)
        case Together(roots):
            return _together([_cell(spelling, one) for one in roots])
    assert_never(root)


def _together(cells: Sequence[str]) -> str:
    """The branches of a union do not see each other; beside other cells, each row that is sorted would hold them."""
    if len(cells) < 2:
        return f"[{', '.join(cells)}]"
    return block("COLLECT", "\nUNION ALL\n".join(f"RETURN {cell} AS branch" for cell in cells))


# ---- where a plan begins


def _lookup(spelling: Spelling, root: Lookup) -> str:
    _, node = spelling.variables()
    values = spelling.parameter(root.slot)
    match = f"MATCH ({node}:{_looked_up(spelling, root)} {{{root.by.name}: {'key' if root.many else values}}})"
    found = block("COLLECT", match, where(rests(spelling, node)), f"RETURN {row(spelling, root.shape, node)}")
    return f"[key IN {values} | head({found})]" if root.many else f"head({found})"


def _looked_up(spelling: Spelling, root: Lookup) -> str:
    """Only the label that all nodes have is indexed by id."""
    if root.by.name != ID:
        return "|".join(root.labels)
    return NODE if set(root.labels) == set(spelling.model.label) else node_of(root.labels)


def _listing(spelling: Spelling, root: Listing) -> str:
    _, node = spelling.variables()
    dated = any(spelling.model.label[label].dated for label in root.labels)
    held = during(spelling, root.moment, node) if dated else ""
    start = f"({node}:{node_of(root.labels) if by_id(root.where) else '|'.join(root.labels)})"
    among = (held, rests(spelling, node), selecting(spelling, root.where, node, ""))
    return connection(spelling, root, Rows(f"MATCH {start}", among, node, None))
