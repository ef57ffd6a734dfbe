"""The floor of the embedded county: a walk over the same layers, written by hand for this one document, and orjson."""

from collections.abc import Callable, Mapping
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


Found = Callable[[Adjacency, str], list[Entry]]
Listed = Callable[[Adjacency, str, Order], list[Entry]]
Shown = Callable[[Entry], dict[str, Any]]


def whole_county(graph: Graph) -> Callable[[], bytes]:
    """A function that answers the corpus's `county_whole.graphql` on the day of the data."""
    layers = graph.layers
    reports, based_in = layers["REPORTS_TO"].inward, layers["BASED_IN"].inward
    found, listed = _reading(graph.nodes)
    group = _group(listed, layers["STATIONED_IN"].outward, layers["SERVES_IN"].inward)
    branch = _branch(found, listed, layers["BASED_IN"].outward, reports, group)

    def answer() -> bytes:
        county = graph.known_by("code", ("County",), CODE)
        assert county is not None
        (committee,) = (one for one in found(based_in, county["id"]) if one["@label"] == "WorkingCommittee")
        branches = listed(reports, committee["id"], _by_name)
        nodes_shown = [branch(one) for one in branches[:PAGE]]
        shown = {"name": committee["name"], "branches": {"totalCount": len(branches), "nodes": nodes_shown}}
        return orjson.dumps({"data": {"county": {"name": county["name"], "committee": shown}}})

    return answer


def _reading(nodes: Mapping[str, Entry]) -> tuple[Found, Listed]:
    """What stands at the end of a layer on the day, as it comes and in order."""

    def found(adjacency: Adjacency, key: str) -> list[Entry]:
        return [
            nodes[far]
            for far, ties in adjacency.get(key, {}).items()
            for tie in ties.values()
            if tie["@since"] <= DAY < tie["@until"]
        ]

    def listed(adjacency: Adjacency, key: str, order: Order) -> list[Entry]:
        rows = found(adjacency, key)
        if len(rows) > 1:
            rows.sort(key=order)
        return rows

    return found, listed


def _group(listed: Listed, stationed: Adjacency, serving: Adjacency) -> Shown:
    def group(node: Entry) -> dict[str, Any]:
        key = node["id"]
        villages, members = listed(stationed, key, _by_code)[:PAGE], listed(serving, key, _by_name)[:PAGE]
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

    return group


def _branch(found: Found, listed: Listed, based: Adjacency, reports: Adjacency, group: Shown) -> Shown:
    def branch(node: Entry) -> dict[str, Any]:
        key = node["id"]
        groups = listed(reports, key, _by_name)
        (township,) = found(based, key)
        return {
            "id": key,
            "name": node["name"],
            "township": {"name": township["name"]},
            "groups": {"totalCount": len(groups), "nodes": [group(one) for one in groups[:PAGE]]},
        }

    return branch
