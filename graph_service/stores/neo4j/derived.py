"""One function for each derived value of the model, of its name: the value on the day, as an expression."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from graph_service.model.graph import Derived
from graph_service.plan.ir import Day
from graph_service.stores.neo4j.hops import during, pattern, rests, taken
from graph_service.stores.neo4j.spelling import UNTIL, Spelling, block, where

DAY = Day()


def in_force(spelling: Spelling, node: str) -> str:
    return f"({during(spelling, DAY, node)})"


def holding(spelling: Spelling, post: str) -> str:
    """HELD by a holder of the day; VACANT after an earlier one, or if a source says so; else NOT_RECORDED."""
    return (
        f"CASE WHEN NOT {in_force(spelling, post)} THEN 'NOT_RECORDED'"
        f"\nWHEN {_held(spelling, post)} THEN 'HELD'"
        f"\nWHEN {_left(spelling, post)} OR {_stated_vacant(spelling, post)} THEN 'VACANT'"
        "\nELSE 'NOT_RECORDED' END"
    )


def _held(spelling: Spelling, post: str) -> str:
    hop = spelling.model.hop("Post", "holder")
    edge, far = spelling.variables()
    match = f"MATCH {pattern(hop, post, edge, far)}"
    return block("EXISTS", match, where(taken(spelling, hop, DAY, edge, far)))


def _left(spelling: Spelling, post: str) -> str:
    hop = spelling.model.hop("Post", "holder")
    edge, far = spelling.variables()
    ended = f"{edge}.{UNTIL} <= {spelling.day}"
    match = f"MATCH {pattern(hop, post, edge, far)}"
    return block("EXISTS", match, where(ended, rests(spelling, edge), rests(spelling, far)))


def _stated_vacant(spelling: Spelling, post: str) -> str:
    hop = spelling.model.hop("Post", "statedVacancies")
    edge, far = spelling.variables()
    match = f"MATCH {pattern(hop, post, edge, far)}"
    return block("EXISTS", match, where(taken(spelling, hop, DAY, edge, far)))


_BY_NAME: Mapping[str, Callable[[Spelling, str], str]] = MappingProxyType({"inForce": in_force, "holding": holding})


def derived(spelling: Spelling, of: Derived, node: str) -> str:
    """The value as an expression; never null."""
    return _BY_NAME[of.name](spelling, node)
