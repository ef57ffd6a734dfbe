"""Part of the graph, fetched flat: nodes and the relationships among them, to be walked without another question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph_service.insights.form import Record
from graph_service.model.graph import GraphModel

_PARTS = ("villages", "members", "projects", "products", "sponsors", "supporters", "sponsor")
"""Of records in records, what belongs to the graph; each is a list."""
_Tie = tuple[str, str, bool, Mapping[str, Any]]
"""The far node's id, the relationship's, whether it leads there, and its record."""


class Subgraph:
    """Nodes by id, and for each what stands at the other end of its relationships.

    A far record is the node's with the relationship under `edge`, as where a form led to it; in the order of the
    nodes' and relationships' ids.
    """

    def __init__(
        self, model: GraphModel, nodes: Iterable[Record | None], ties: Iterable[Mapping[str, Any]],
        nested: Iterable[Record] = (),
    ) -> None:
        self.nodes: dict[str, Record] = {node["id"]: node for node in nodes if node is not None}
        self._symmetric = {name: rows[0].symmetric for name, rows in model.types.items()}
        self._ties: dict[tuple[str, str, bool], list[_Tie]] = defaultdict(list)
        self._far: dict[tuple[str, str, bool], Sequence[Record]] = {}
        known = {(tie["type"], tie["id"]): tie for tie in ties}
        for record in nested:
            self._unfold(record, known)
        for tie in known.values():
            self._add(tie)

    def _add(self, tie: Mapping[str, Any]) -> None:
        name, source, target = tie["type"], tie["source"], tie["target"]
        if source in self.nodes and target in self.nodes:
            self._ties[source, name, True].append((target, tie["id"], True, tie))
            self._ties[target, name, self._symmetric[name]].append((source, tie["id"], False, tie))

    def _unfold(self, record: Record, known: dict[tuple[str, str], Mapping[str, Any]]) -> None:
        """A record's parts as nodes and relationships, which may be known already."""
        self.nodes.setdefault(record["id"], record)
        for name in _PARTS:
            for far in record.get(name, ()):
                edge = far["edge"]
                source, target = (record, far) if edge["outward"] else (far, record)
                known.setdefault((edge["type"], edge["id"]), {**edge, "source": source["id"], "target": target["id"]})
                self._unfold(far, known)

    def out(self, node: Mapping[str, Any], type_name: str) -> Sequence[Record]:
        """Where relationships of a type lead from a node; of one that reads the same from both ends, all."""
        return self._led((node["id"], type_name, True))

    def into(self, node: Mapping[str, Any], type_name: str) -> Sequence[Record]:
        """From where relationships of a type lead to a node."""
        return self._led((node["id"], type_name, False))

    def _led(self, key: tuple[str, str, bool]) -> Sequence[Record]:
        """Records are made of what is walked alone."""
        found = self._far.get(key)
        if found is None:
            found = self._far[key] = self._made(key)
        return found

    def _made(self, key: tuple[str, str, bool]) -> Sequence[Record]:
        ties = self._ties.get(key)
        if ties is None:
            return ()
        symmetric = self._symmetric[key[1]]
        return [
            {**self.nodes[far], "edge": {**tie, "outward": outward, "symmetric": symmetric}}
            for far, _, outward, tie in sorted(ties, key=_by_id)
        ]


def _by_id(tie: _Tie) -> tuple[str, str]:
    return tie[0], tie[1]
