"""On which sources a node or a tie rests, as far as the bases asked for let through."""

from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

from tests.oracle.facts import Node, Tie
from tests.oracle.view import View

MOST = 100


@dataclass(frozen=True, slots=True)
class Citation:
    source: Node
    quote: Any
    confidence: Any


def of_node(view: View, node: Node) -> list[Citation]:
    """Its STATED_IN, by the key of the source's name, then by id; at most a hundred."""
    hop = view.facts.model.hop(node.label, "sources")
    found = [(row.node, row.tie) for row in view.rows(node, hop, view.today) if row.tie is not None]

    def compare(one: tuple[Node, Tie], other: tuple[Node, Tie]) -> int:
        return _compare(view, one, other)

    found.sort(key=cmp_to_key(compare))
    return [
        Citation(source, tie.properties.get("quote"), tie.properties.get("confidence")) for source, tie in found[:MOST]
    ]


def of_tie(view: View, tie: Tie) -> list[Citation]:
    """Its parallel lists, in stored order, without the sources that the bases leave out."""
    ids, quotes, confidences = (_list(tie, name) for name in ("sourceIds", "quotes", "confidences"))
    sources = [view.facts.nodes.get(one) for one in ids]
    return [
        Citation(source, _at(quotes, place), _at(confidences, place))
        for place, source in enumerate(sources)
        if source is not None and source.label == "Source" and view.rests(source)
    ]


def _compare(view: View, one: tuple[Node, Tie], other: tuple[Node, Tie]) -> int:
    mine, theirs = view.facts.key_of_name(one[0]), view.facts.key_of_name(other[0])
    if mine != theirs:
        if mine is None or theirs is None:
            return 1 if mine is None else -1
        return 1 if mine > theirs else -1
    return (one[1].id > other[1].id) - (one[1].id < other[1].id)


def _list(tie: Tie, name: str) -> list[str]:
    found = tie.properties.get(name)
    return found if isinstance(found, list) else []


def _at(items: list[str], place: int) -> str | None:
    return items[place] if place < len(items) else None
