"""Ways between bodies, people and places, held to networkx over the union of all ties."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import networkx
import pytest

from graph_service.changes.fold import State, fold
from graph_service.insights.ways import between, ties
from graph_service.insights.ways.way import ENDS, SEALED
from graph_service.model.organization import ORGANIZATION
from tests.loaded import Loaded

DAY = "2020-11-12"
DOCUMENT = """
query Way($from: ID!, $to: ID!, $via: [Tie!], $hops: Int = 12, $first: Int = 20, $day: Date = "2020-11-12") {
  coordinationPath(from: $from, to: $to, via: $via, maxHops: $hops, first: $first, asOf: $day) {
    length lookedWithin truncated sentence { zh en }
    ways { sentence { zh } steps {
      tie channel purpose from { id name } to { id name }
      call { person { name } post { name } holding acting sentence { zh } }
      reasons { type since until source { id } target { id } }
    } }
  }
}
"""


def way(loaded: Loaded, one: str, other: str, **given: Any) -> Any:
    answer = loaded.ask(DOCUMENT, {"from": one, "to": other, **given})
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["coordinationPath"]


def found(loaded: Loaded, root: str, name: str) -> str:
    answer = loaded.ask(f'{{ {root}(filter: {{ name: {{ eq: "{name}" }} }}) {{ nodes {{ id }} }} }}')
    return str(answer["data"][root]["nodes"][0]["id"])


@pytest.fixture(scope="session")
def state(loaded: Loaded) -> State:
    return fold(loaded.runner.run(loaded.service.store.history()).records)


def standing(properties: dict[str, Any], day: str) -> bool:
    return bool((properties.get("since") or "0") <= day < (properties.get("until") or "9"))


def union(state: State, types: Sequence[str], ends: tuple[str, str], day: str) -> Any:
    """All ties of the types on the day, without the sealed nodes that are no ends."""
    graph: Any = networkx.Graph()
    graph.add_nodes_from(ends)
    tags = tuple(f"{ORGANIZATION.label[label].tag}_" for label in SEALED)
    for tie in state.ties.values():
        both = (tie.source, tie.target)
        passable = all(end in ends or not end.startswith(tags) for end in both)
        if tie.type in types and standing(dict(tie.properties), day) and passable:
            graph.add_edge(*both)
    return graph


def pairs(state: State, day: str, count: int) -> Iterator[tuple[str, str]]:
    random = Random(7)
    types = ties.types_of(None)
    tied = {end for tie in state.ties.values() if tie.type in types for end in (tie.source, tie.target)}
    nodes = (node for node in state.nodes.values() if node.label in ENDS and node.id in tied)
    ends = sorted(node.id for node in nodes if standing(dict(node.properties), day))
    for _ in range(count):
        one, other = random.sample(ends, 2)
        yield one, other


@pytest.mark.parametrize("day", ["2018-06-01", DAY])
def test_no_way_is_shorter_and_every_step_holds(loaded: Loaded, state: State, day: str) -> None:
    types = ties.types_of(None)
    met = 0
    for one, other in pairs(state, day, 25 if loaded.kind == "neo4j" else 60):
        graph = union(state, types, (one, other), day)
        answer = way(loaded, one, other, day=day)
        try:
            expected = networkx.shortest_path_length(graph, one, other)
        except networkx.NetworkXNoPath:
            expected = None
        assert answer["length"] == (expected if expected is None or expected <= 12 else None)
        for told in answer["ways"]:
            met += 1
            steps = told["steps"]
            assert len(steps) == expected
            trail = [one, *(step["to"]["id"] for step in steps)]
            assert trail[-1] == other
            assert all(graph.has_edge(near, far) for near, far in pairwise(trail))
            assert all(step["reasons"] and step["from"]["id"] == near for step, near in zip(steps, trail, strict=False))
        if expected is not None and expected <= 12:
            every = list(networkx.all_shortest_paths(graph, one, other))
            told_ways = {(one, *(step["to"]["id"] for step in told["steps"])) for told in answer["ways"]}
            assert len(told_ways) == len(answer["ways"]) == min(len(every), 20)
            assert answer["truncated"] is (len(every) > 20)
            assert told_ways <= set(map(tuple, every))
    assert met > 20


def test_the_way_back_is_as_long(loaded: Loaded, state: State) -> None:
    for one, other in pairs(state, DAY, 15):
        assert way(loaded, one, other)["length"] == way(loaded, other, one)["length"]


def test_from_a_node_to_itself(loaded: Loaded) -> None:
    one = found(loaded, "cadres", "李勇")
    answer = way(loaded, one, one)
    assert (answer["length"], answer["ways"], answer["truncated"]) == (0, [], False)


def test_through_whom_a_team_reaches_the_department_in_charge(loaded: Loaded) -> None:
    """The department is in charge of the township in which the team's branch is based."""
    team = loaded.ask("""{ villages(filter: { name: { eq: "沙河子村" }, township: { name: { eq: "前杨镇" } } }) {
      nodes { groups { nodes { id branch { township { inCharge { nodes { __typename id name } } } } } } } } }""")
    group = team["data"]["villages"]["nodes"][0]["groups"]["nodes"][0]
    charge = group["branch"]["township"]["inCharge"]["nodes"][0]
    answer = way(loaded, group["id"], charge["id"], via=["CHAIN", "CHARGE"])
    assert answer["length"] == 3
    steps = answer["ways"][0]["steps"]
    assert [step["tie"] for step in steps] == ["CHAIN", "PLACE", "CHARGE"]
    # The secretary of the branch is not in the report: not recorded, never vacant.
    assert steps[0]["call"]["holding"] == "NOT_RECORDED"
    assert steps[0]["call"]["person"] is None
    assert "未登记" in steps[0]["call"]["sentence"]["zh"]


def test_another_county_is_not_reached_but_through_geography(loaded: Loaded) -> None:
    one, other = found(loaded, "cadres", "李勇"), found(loaded, "cadres", "王勇")
    apart = way(loaded, one, other)
    assert (apart["length"], apart["ways"], apart["lookedWithin"]) == (None, [], 12)
    assert "12步之内未找到" in apart["sentence"]["zh"]
    together = way(loaded, one, other, via=["CHAIN", "WITHIN"])
    assert together["length"] is not None
    assert "WITHIN" in {step["tie"] for step in together["ways"][0]["steps"]}


@pytest.mark.parametrize(
    ("given", "code", "argument"),
    [
        ({"hops": 13}, "BAD_ARGUMENT", "maxHops"), ({"hops": 0}, "BAD_ARGUMENT", "maxHops"),
        ({"first": 0}, "BAD_ARGUMENT", "first"), ({"via": []}, "BAD_ARGUMENT", "via"),
        ({"to": "so_" + "a" * 20}, "WRONG_KIND", "to"), ({"to": "ca_" + "a" * 20}, "BAD_ID", "to"),
        ({"day": "2010-01-01"}, "BAD_ARGUMENT", "from"),
    ],
)
def test_what_will_not_do_is_refused(loaded: Loaded, given: dict[str, Any], code: str, argument: str) -> None:
    one = found(loaded, "townshipBranches", "前杨镇驻村扶贫工作党支部")
    body = loaded.ask(DOCUMENT, {"from": one, "to": one, **given})
    assert "data" not in body
    extensions = body["errors"][0]["extensions"]
    assert (extensions["code"], extensions["argument"]) == (code, argument)
    assert extensions["messageZh"]


def test_a_graph_full_of_ties_costs_no_more_than_the_ways_that_are_told() -> None:
    """Ten levels of thirty nodes, each tied to all of the next: 30 to the power of 9 ways, of which five are made."""
    rows = [["s"], *([f"{at}-{number}" for number in range(30)] for at in range(1, 10)), ["t"]]
    found = [
        (at, {"id": far, "nameKey": far}, [
            {"type": "COORDINATES_WITH", "id": f"{near}|{far}", "source": near, "target": far} for near in nears
        ])
        for at, (nears, fars) in enumerate(pairwise(rows), 1) for far in fars
    ]
    every = between.ways("s", "t", between.onward(found))
    told = [next(every) for _ in range(5)]
    assert [pace[1] for pace in told[0]] == [*(f"{at}-0" for at in range(1, 10)), "t"]
    assert len({tuple(pace[1] for pace in one) for one in told}) == 5
