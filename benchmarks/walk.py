"""The floor of the embedded county: a walk over the same layers, written by hand for this one document, and orjson."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import orjson

from benchmarks.county import CODE, DAY
from graph_service.api.planning.arguments import PAGE
from graph_service.stores.embedded.graph import Adjacency, Entry, Graph

Order = Callable[[Entry], Any]
_by_name: Order = itemgetter("nameKey", "id")


def _by_code(node: Entry) -> tuple[bool, str | None, str]:
    return node["code"] is None, node["code"], node["id"]


def whole_county(graph: Graph) -> Callable[[], bytes]:
    """A function that answers the corpus's `county_whole.graphql` on the day of the data."""
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

    def listed(adjacency: Adjacency, key: str, order: Order = _by_name) -> list[Entry]:
        rows = found(adjacency, key)
        if len(rows) > 1:
            rows.sort(key=order)
        return rows

    def group(node: Entry) -> dict[str, Any]:
        key = node["id"]
        villages, members = listed(stationed, key, _by_code)[:PAGE], listed(serving, key)[:PAGE]
        return {
            "id": key,
            "name": node["name"],
            "dispatchLevel": node["dispatchLevel"],
            "villages": {"nodes": [{"name": one["name"], "code": one["code"]} for one in villages]},
            "members": {
                "nodes": [
                    {"id": one["id"], "name": one["name"], "partyStanding": one["partyStanding"]} for one in members
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
            "township": {"name": township["name"]},
            "groups": {"totalCount": len(groups), "nodes": [group(one) for one in groups[:PAGE]]},
        }

    def answer() -> bytes:
        county = graph.known_by("code", ("County",), CODE)
        assert county is not None
        (committee,) = (one for one in found(based_in, county["id"]) if one["@label"] == "WorkingCommittee")
        branches = listed(reports, committee["id"])
        nodes_shown = [branch(one) for one in branches[:PAGE]]
        shown = {"name": committee["name"], "branches": {"totalCount": len(branches), "nodes": nodes_shown}}
        return orjson.dumps({"data": {"county": {"name": county["name"], "committee": shown}}})

    return answer
