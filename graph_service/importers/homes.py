"""Which nodes have no home: what no path of the model leads from to a division stands in no county's scope."""

from collections import defaultdict

from graph_service.changes.fold import Node, State
from graph_service.model.graph import GraphModel


def homeless(model: GraphModel, state: State) -> list[Node]:
    """Nodes of labels that should have a home and have none, at any time."""
    at = _neighbours(model, state)
    # A division is a home itself; each round settles what leads to something settled.
    settled = {node.id for node in state.nodes.values() if _is_division(model, node.label)}
    left = [node for node in state.nodes.values() if model.label[node.label].home]
    while more := [node.id for node in left if _leads(model, node, at, settled)]:
        settled.update(more)
        left = [node for node in left if node.id not in settled]
    return left


def _neighbours(model: GraphModel, state: State) -> dict[tuple[str, str], list[str]]:
    """By node and hop name: what is there."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tie in state.ties.values():
        row = model.row(tie.type, state.nodes[tie.source].label, state.nodes[tie.target].label)
        if row is not None:
            found[tie.source, row.out.name].append(tie.target)
            found[tie.target, row.back.name].append(tie.source)
    return found


def _leads(model: GraphModel, node: Node, at: dict[tuple[str, str], list[str]], settled: set[str]) -> bool:
    return any(far in settled for name in model.label[node.label].home for far in at.get((node.id, name), ()))


def _is_division(model: GraphModel, label: str) -> bool:
    return label in model.interface["Division"].labels
