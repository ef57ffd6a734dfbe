"""The picture of who cooperates with whom: the same grounds as team by team, each pair once, within its bounds."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_service.api.service import Way
from graph_service.changes.change import Change
from tests.insights.made_cooperation import EXPECTED, POSSIBLE_TIES, TEAMS, grounds, key, opened
from tests.loaded import Loaded

NETWORK = """
query Network($scope: ID!, $kinds: [Ground!], $first: Int = 1000, $basis: [Basis!]) {
  cooperationNetwork(scope: $scope, kinds: $kinds, first: $first, basis: $basis) {
    scope { name } total truncated
    nodes { team { id name } villages { name } township { name } branch { name } links }
    links {
      one { id name } other { id name } state kinds way { name } sentence { zh en }
      grounds { kind via { id } helped { id } }
    }
  }
}
"""
TEAM = """
query Team($of: ID!, $within: ID) {
  cooperatingTeams(of: $of, within: $within, first: 100) {
    truncated
    teams { team { id } way { name } grounds { kind via { id } helped { id } } }
  }
}
"""


def network(loaded: Loaded, scope: str, **given: Any) -> Any:
    body = loaded.ask(NETWORK, {"scope": scope, **given})
    assert "errors" not in body, body
    return body["data"]["cooperationNetwork"]


def grounds_of(found: Any) -> list[Any]:
    """What is the same whichever side asks; what is shared is told from the side of who asks."""
    return sorted(
        (one["kind"], sorted(via["id"] for via in one["via"]), sorted(who["id"] for who in one["helped"]))
        for one in found["grounds"]
    )


def agrees(loaded: Loaded, scope: str, teams: list[str] | None = None) -> None:
    """A team shows another on a ground if and only if the network has the link on it; from both its ends."""
    found = network(loaded, scope)
    assert not found["truncated"]
    linked = {(link["one"]["id"], link["other"]["id"]): (grounds_of(link), link["way"]) for link in found["links"]}
    assert len(linked) == len(found["links"]) == found["total"]
    assert all(one < other for one, other in linked)
    for node in found["nodes"]:
        of = node["team"]["id"]
        if teams is not None and of not in teams:
            continue
        alone = loaded.ask(TEAM, {"of": of, "within": scope})["data"]["cooperatingTeams"]
        assert not alone["truncated"]
        shown = {row["team"]["id"]: (grounds_of(row), row["way"]) for row in alone["teams"]}
        assert shown == {
            other if of == one else one: held for (one, other), held in linked.items() if of in (one, other)
        }
        assert node["links"] == len(shown)


def scope(loaded: Loaded, name: str, of: str = "counties") -> str:
    text = f"query Q($name: String!) {{ {of}(filter: {{ name: {{ eq: $name }} }}) {{ nodes {{ id }} }} }}"
    return str(loaded.ask(text, {"name": name})["data"][of]["nodes"][0]["id"])


# ---- the seeds


@pytest.mark.parametrize("name", ["示例县", "前杨镇", "瓦子峪镇"])
def test_the_seeds_agree_team_by_team(loaded: Loaded, name: str) -> None:
    agrees(loaded, scope(loaded, name, "counties" if name.endswith("县") else "townships"))


def test_the_whole_county_agrees(loaded: Loaded) -> None:
    """Asked of some teams over the county: those whose grounds are stated, and in memory every thirtieth."""
    county = scope(loaded, "义县")
    some = [node["team"]["id"] for node in network(loaded, county)["nodes"]][::30]
    stated = [scope(loaded, f"瓦子峪镇{village}驻村扶贫工作队", "teamGroups") for village in ("富有台村", "大铁厂村")]
    agrees(loaded, county, [*stated, *(some if loaded.kind == "memory" else ())])


def test_a_county_is_one_picture(loaded: Loaded) -> None:
    found = network(loaded, scope(loaded, "义县"))
    assert (len(found["nodes"]), found["truncated"]) == (151, False)
    first = found["links"][0]
    assert first["state"] == "NOW"
    assert {first["one"]["name"], first["other"]["name"]} == {
        "瓦子峪镇富有台村驻村扶贫工作队", "瓦子峪镇大铁厂村驻村扶贫工作队",
    }
    assert [link for link in found["links"] if link["state"] == "NOW"] == [first]


def test_stated_facts_alone_leave_six_teams_and_their_links(loaded: Loaded) -> None:
    found = network(loaded, scope(loaded, "义县"), basis=["STATED", "COUNTED", "INFERRED"])
    assert len(found["nodes"]) == 6
    assert [link["kinds"] for link in found["links"]] == [
        ["PROJECT", "COOPERATIVE"], ["INDUSTRY_IN_COUNTY"], ["INDUSTRY_IN_COUNTY"],
    ]


# ---- a made-up county


@pytest.fixture(scope="module")
def made() -> Iterator[Loaded]:
    with asyncio.Runner() as runner:
        yield opened(grounds(), runner)


def test_each_pair_stands_once(made: Loaded) -> None:
    found = network(made, key("County/here"))
    names = {node["team"]["id"]: node["team"]["name"].removeprefix("team ") for node in found["nodes"]}
    assert sorted(names.values()) == ["A", "B", "C", "D", "D2"]
    pairs = {tuple(sorted(names[link[end]["id"]] for end in ("one", "other"))): tuple(link["kinds"])
        for link in found["links"]}
    assert pairs == {pair: held for pair, held in EXPECTED.items() if "E" not in pair}
    assert [link["state"] for link in found["links"]] == sorted(link["state"] for link in found["links"])
    agrees(made, key("County/here"))


@pytest.mark.parametrize(("name", "teams", "links"), [
    ("Township/east", "A B", 1), ("TownshipBranch/west", "C D D2", 1), ("WorkingCommittee/here", "A B C D D2", 7),
    ("Village/d", "D D2", 1), ("TeamGroup/A", "A", 0), ("County/there", "E", 0),
])
def test_a_scope_is_a_division_or_a_body(made: Loaded, name: str, teams: str, links: int) -> None:
    found = network(made, key(name))
    assert [node["team"]["name"].removeprefix("team ") for node in found["nodes"]] == teams.split()
    assert found["total"] == links


def test_kinds_and_bounds(made: Loaded) -> None:
    found = network(made, key("County/here"), first=2)
    assert (len(found["links"]), found["total"], found["truncated"]) == (2, 7, True)
    assert sum(node["links"] for node in found["nodes"]) == 4
    found = network(made, key("County/here"), kinds=["LINK", "VILLAGE"])
    assert [link["kinds"] for link in found["links"]] == [["VILLAGE"], ["LINK"]]


@pytest.mark.parametrize(("given_", "code"), [
    ({"scope": "un_" + "a" * 20}, "WRONG_KIND"), ({"scope": "to_" + "a" * 20}, "BAD_ID"),
    ({"first": 0}, "BAD_ARGUMENT"),
])
def test_what_will_not_do_is_refused(made: Loaded, given_: dict[str, Any], code: str) -> None:
    body = made.ask(NETWORK, {"scope": key("County/here"), **given_})
    assert body["errors"][0]["extensions"]["code"] == code, body


def test_all_ways_of_answering_agree(made: Loaded) -> None:
    assert len({made.answer(NETWORK, {"scope": key("County/here")}, way).body for way in Way}) == 1


@given(st.sets(st.sampled_from(range(len(POSSIBLE_TIES)))))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cooperation_is_the_same_from_both_sides(chosen: set[int]) -> None:
    ties: dict[tuple[str, str], Change] = {}
    for at in sorted(chosen):
        ties[POSSIBLE_TIES[at].type, POSSIBLE_TIES[at].id] = POSSIBLE_TIES[at]  # type: ignore[union-attr]
    with asyncio.Runner() as runner:
        loaded = opened(ties.values(), runner)
        for county in ("here", "there"):
            agrees(loaded, key(f"County/{county}"))
        assert len(TEAMS) == sum(len(network(loaded, key(f"County/{one}"))["nodes"]) for one in ("here", "there"))
