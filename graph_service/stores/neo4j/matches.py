"""Matches: the fulltext index finds who may meet enough of the words, the node itself tells how many it meets.

The index holds what is committed, and within a write also what is not yet.
"""

from graph_service.model.shared import NAME_KEY, SEARCH_TOKENS
from graph_service.plan.ir import Day, Matches
from graph_service.stores.neo4j.conditions import selecting
from graph_service.stores.neo4j.hops import during, rests
from graph_service.stores.neo4j.rows import row
from graph_service.stores.neo4j.spelling import ID, Spelling, block, where

INDEX = "node_search_tokens"
ANALYZER = "whitespace"
"""Cuts at blanks and folds nothing: tokens are found as they are kept."""


def matches(spelling: Spelling, root: Matches) -> str:
    _, node = spelling.variables()
    sought, most = spelling.sought(root.words, root.least), spelling.parameter(root.cap)
    asked = selecting(spelling, root.where, node, "")
    return block(
        "COLLECT",
        f"UNWIND {sought}.queries AS query",
        f"CALL db.index.fulltext.queryNodes('{INDEX}', query) YIELD node AS {node}",
        f"WITH {node}",
        where(f"{node}:{'|'.join(root.labels)}", during(spelling, Day(), node), rests(spelling, node)),
        # Read once: a list is unpacked at every look at it.
        f"WITH {node}, {node}.{SEARCH_TOKENS.name} AS tokens",
        f"WITH {node}, size([word IN {sought}.words WHERE any(token IN word WHERE token IN tokens)]) AS met",
        where(f"met >= {sought}.least", asked),
        f"WITH {node}, met ORDER BY met DESC, {node}.{NAME_KEY.name}, {node}.{ID} LIMIT {most} + 1",
        f"RETURN [met, {row(spelling, root.shape, node)}]",
    )
