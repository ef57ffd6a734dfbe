"""Closing a node closes its relationships: nothing reaches beyond the dates of its ends."""

from graph_service.changes.change import AlterNode, AlterTie
from graph_service.changes.fold import Node, Tie
from graph_service.model.shared import OPEN_END
from graph_service.writing.draft import Draft

ENDING = ("until", "untilGrain")


def closed_nodes(draft: Draft) -> list[str]:
    """The nodes that the changes give an end."""
    return [
        change.id for change in draft.changes.values()
        if isinstance(change, AlterNode) and change.after.get("until") is not None
    ]


def close_ties(draft: Draft) -> None:
    """End, with a closed node, every relationship that the store holds and the changes do not end themselves."""
    for key in closed_nodes(draft):
        node = draft.after.nodes.get(key)
        if node is not None:
            for tie in [tie for tie in draft.after.ties.values() if key in (tie.source, tie.target)]:
                if tie.id in draft.before.ties and not _spoken(draft, tie) and _outlasts(draft, tie, node):
                    draft.put(_ended(draft.before.ties[tie.id], node))


def _spoken(draft: Draft, tie: Tie) -> bool:
    change = draft.changes.get(tie.id)
    return isinstance(change, AlterTie) and "until" in change.after


def _outlasts(draft: Draft, tie: Tie, node: Node) -> bool:
    row = draft.model.row(tie.type, str(draft.label_of(tie.source)), str(draft.label_of(tie.target)))
    end = str(node.properties["until"])
    # What begins only later cannot be ended before it begins; the guard on dates names it.
    begun = str(tie.properties.get("since") or "") < end
    return row is not None and row.dated and begun and str(tie.properties.get("until") or OPEN_END) > end


def _ended(tie: Tie, node: Node) -> AlterTie:
    before = {name: tie.properties.get(name) for name in ENDING}
    return AlterTie(tie.type, tie.id, before, {name: node.properties.get(name) for name in ENDING})
