"""The folded graph as bytes: what a start reads instead of folding the whole journal again.

It holds what was written and what was derived, without defaults, so that a model with one property more reads it.
"""

from typing import Any

import orjson

from graph_service.model.graph import GraphModel
from graph_service.stores.embedded.graph import SOURCE, TARGET, Graph


def taken(graph: Graph) -> bytes:
    return orjson.dumps({
        "dataDate": graph.data_date,
        "nodes": {
            label: [[key, graph.node_kept(node)] for key, node in nodes.items()]
            for label, nodes in graph.labelled.items()
        },
        "ties": {
            name: [[key, tie[SOURCE], tie[TARGET], graph.tie_kept(name, tie)] for key, tie in layer.ties.items()]
            for name, layer in graph.layers.items()
        },
    })


def restored(model: GraphModel, payload: bytes) -> Graph:
    """The graph of `taken`.  Raises ValueError or KeyError for anything else."""
    raw: dict[str, Any] = orjson.loads(payload)
    graph = Graph(model)
    graph.data_date = raw["dataDate"]
    for label, nodes in raw["nodes"].items():
        for key, properties in nodes:
            graph.put(graph.node(label, key, properties, {}))
    for name, ties in raw["ties"].items():
        put = graph.layers[name].put
        for key, source, target, properties in ties:
            put(graph.tie(name, key, source, target, properties))
    return graph
