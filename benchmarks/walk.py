"""The floor of the embedded county: a walk over the same layers, written by hand for this one document, and orjson."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import orjson

from benchmarks.county import CODE, DAY
from graph_service.stores.embedded.graph import Adjacency, Entry, Graph

_by_name = itemgetter("nameKey", "id")


def small(graph: Graph, key: str) -> bytes:
    node = graph.nodes[key]
    return orjson.dumps({"data": {"teamGroup": {"id": node["id"], "name": node["name"], "since": node["since"]}}})


def whole_county(graph: Graph) -> Callable[[], bytes]:
    """A function that answers `documents/county.graphql` on the day of the data."""
    layers = graph.layers
    reports, stationed = layers["REPORTS_TO"].inward, layers["STATIONED_IN"].outward
    serving, based_out, based_in = (
        layers["SERVES_IN"].inward,
        layers["BASED_IN"].outward,
        layers["BASED_IN"].inward,
    )
    nodes = graph.nodes

    def found(adjacency: Adjacency, key: str) -> list[Entry]:
        return [
            nodes[far]
            for far, ties in adjacency.get(key, {}).items()
            for tie in ties.values()
            if tie["@since"] <= DAY < tie["@until"]
        ]

    def listed(adjacency: Adjacency, key: str) -> list[Entry]:
        rows = found(adjacency, key)
        rows.sort(key=_by_name)
        return rows

    def group(node: Entry) -> dict[str, Any]:
        key = node["id"]
        return {
            "id": key,
            "name": node["name"],
            "since": node["since"],
            "villages": {
                "nodes": [
                    {"id": v["id"], "code": v["code"], "name": v["name"], "divisionKind": v["divisionKind"]}
                    for v in listed(stationed, key)[:10]
                ]
            },
            "members": {
                "nodes": [
                    {"id": m["id"], "name": m["name"], "basis": m["basis"], "partyStanding": m["partyStanding"]}
                    for m in listed(serving, key)[:20]
                ]
            },
        }

    def branch(node: Entry) -> dict[str, Any]:
        key = node["id"]
        groups = listed(reports, key)
        (township,) = found(based_out, key)
        return {
            "id": key,
            "name": node["name"],
            "since": node["since"],
            "township": {"code": township["code"], "name": township["name"]},
            "groups": {"totalCount": len(groups), "nodes": [group(one) for one in groups[:100]]},
        }

    def answer() -> bytes:
        county = next(node for node in graph.labelled["County"].values() if node["code"] == CODE)
        (committee,) = (n for n in found(based_in, county["id"]) if n["@label"] == "WorkingCommittee")
        branches = listed(reports, committee["id"])
        shown = {
            "id": committee["id"],
            "name": committee["name"],
            "branches": {"totalCount": len(branches), "nodes": [branch(one) for one in branches[:100]]},
        }
        return orjson.dumps(
            {"data": {"county": {"code": county["code"], "name": county["name"], "committee": shown}}}
        )

    return answer
