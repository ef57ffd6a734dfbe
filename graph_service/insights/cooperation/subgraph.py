"""Part of the graph, fetched flat: nodes and the relationships among them, to be walked without another question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph_service.insights.form import Record
from graph_service.model.graph import GraphModel


class Subgraph:
    """Nodes by id, and for each what stands at the other end of its relationships.

    A far record is the node's with the relationship under `edge`, as where a form led to it; in the order of the
    nodes' and relationships' ids.
    """

    def __init__(
        self, model: GraphModel, nodes: Iterable[Record | None], ties: Iterable[Mapping[str, Any]]
    ) -> None:
        self.nodes: Mapping[str, Record] = {node["id"]: node for node in nodes if node is not None}
        self._far: dict[tuple[str, str, bool], list[Record]] = defaultdict(list)
        for tie in ties:
            self._add(model, tie)
        for far in self._far.values():
            far.sort(key=lambda record: (record["id"], record["edge"]["id"]))

    def _add(self, model: GraphModel, tie: Mapping[str, Any]) -> None:
        source, target = self.nodes.get(tie["source"]), self.nodes.get(tie["target"])
        if source is None or target is None:
            return
        symmetric = model.types[tie["type"]][0].symmetric
        for near, far, outward in ((source, target, True), (target, source, False)):
            edge = {**tie, "outward": outward, "symmetric": symmetric}
            self._far[near["id"], tie["type"], outward or symmetric].append({**far, "edge": edge})

    def out(self, node: Mapping[str, Any], type_name: str) -> Sequence[Record]:
        """Where relationships of a type lead from a node; of one that reads the same from both ends, all."""
        return self._far.get((node["id"], type_name, True), ())

    def into(self, node: Mapping[str, Any], type_name: str) -> Sequence[Record]:
        """From where relationships of a type lead to a node."""
        return self._far.get((node["id"], type_name, False), ())
