"""With whom teams cooperate or could: stories of the seeds, every ground in a made-up county, bounds, refusals."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph_service.api.service import Way
from graph_service.app import options
from graph_service.errors import BadSetting
from graph_service.insights.cooperation.grounds import GROUNDS, WEIGHTS, weights
from graph_service.settings import declared, read_settings
from graph_service.stores.open import Access
from tests.insights.made_cooperation import EXPECTED, TEAMS, filled, grounds, key, opened, served
from tests.loaded import Loaded

COOPERATING = """
query Cooperating($of: ID!, $kinds: [Ground!], $within: ID, $first: Int = 100, $basis: [Basis!], $asOf: Date) {
  cooperatingTeams(of: $of, kinds: $kinds, within: $within, first: $first, basis: $basis, asOf: $asOf) {
    of { id name } total truncated
    teams {
      team { id name } villages { name } township { name } branch { name }
      leader { role holding call { name } }
      way { name } wayReasons { type }
      grounds {
        kind state fields via { name } helped { id name }
        sides { of { name } through { name } at { name } duties task needs offers }
        reasons { type source { name } target { name } basis } sentence { zh en }
      }
      sentence { zh en }
    }
  }
}
"""


def teams(loaded: Loaded, *names: str) -> list[str]:
    """The ids of teams by the villages or names that their names hold."""
    text = "query Q($name: String!) { teamGroups(filter: { name: { contains: $name } }) { nodes { id } } }"
    found = [loaded.ask(text, {"name": name})["data"]["teamGroups"]["nodes"] for name in names]
    assert all(len(one) == 1 for one in found), names
    return [one[0]["id"] for one in found]


def cooperating(loaded: Loaded, of: str, **given: Any) -> Any:
    body = loaded.ask(COOPERATING, {"of": of, **given})
    assert "errors" not in body, body
    return body["data"]["cooperatingTeams"]


def kinds(row: Any) -> list[str]:
    return [ground["kind"] for ground in row["grounds"]]


# ---- stories of the seeds


def test_two_villages_of_one_cooperative_are_each_other_s_first(loaded: Loaded) -> None:
    for mine, other, caller in (("富有台村", "大铁厂村", "孔强"), ("大铁厂村", "富有台村", "李贺")):
        of, far = teams(loaded, mine, other)
        row = cooperating(loaded, of)["teams"][0]
        assert row["team"]["id"] == far
        assert row["leader"]["call"] == {"name": caller}
        assert kinds(row)[:2] == ["PROJECT", "COOPERATIVE"]
        assert {ground["state"] for ground in row["grounds"][:2]} == {"NOW"}
        duties = {side["through"]["name"]: side["duties"] for side in row["grounds"][0]["sides"] if side["duties"]}
        assert duties == {"富有台村": ["OPERATION"], "大铁厂村": ["TECHNIQUE", "SALES"]}
        assert {reason["basis"] for reason in row["grounds"][0]["reasons"]} <= {"STATED", "INFERRED"}
        assert row["way"] == {"name": "瓦子峪镇驻村扶贫工作党支部"}
        assert "走到一起" in row["sentence"]["zh"]


def test_stated_facts_alone_leave_what_is_stated(loaded: Loaded) -> None:
    of, far, other = teams(loaded, "富有台村", "大铁厂村", "南石桥子村")
    found = cooperating(loaded, of, basis=["STATED", "COUNTED", "INFERRED"])
    assert [(row["team"]["id"], kinds(row)) for row in found["teams"]] == [
        (far, ["PROJECT", "COOPERATIVE"]), (other, ["INDUSTRY_IN_COUNTY"]),
    ]


def test_a_need_is_met_by_another_unit_s_capability(loaded: Loaded) -> None:
    needing, offering = teams(loaded, "示例五村", "示例三村")
    for of, far in ((needing, offering), (offering, needing)):
        row = next(one for one in cooperating(loaded, of)["teams"] if one["team"]["id"] == far)
        (need,) = row["grounds"]
        assert (need["kind"], need["state"], need["fields"]) == ("NEED", "POSSIBLE", ["WATER"])
        assert need["via"] == [{"name": "示例县水务局"}]
        assert [one["id"] for one in need["helped"]] == [needing]
        sides = {side["through"]["name"]: (side["needs"], side["offers"]) for side in need["sides"]}
        assert sides == {"示例五村": (["WATER"], []), "示例县水务局": ([], ["WATER"])}


def test_teams_of_one_village_cooperate_and_a_branch_alone_is_no_ground(loaded: Loaded) -> None:
    first, second, third = teams(loaded, "示例一村第一", "示例一村第二", "示例三村")
    row = cooperating(loaded, first)["teams"][0]
    assert (row["team"]["id"], kinds(row)) == (second, ["VILLAGE", "SPONSOR"])
    # They have only the branch in common, once the sponsor that backs the village is not asked for.
    possible = cooperating(loaded, third, kinds=["VILLAGE", "NEED", "CHARGE"])["teams"]
    assert first not in {one["team"]["id"] for one in possible}


def test_nothing_comes_from_elsewhere(loaded: Loaded) -> None:
    of = teams(loaded, "沙河子村", "富有台村", "南石桥子村")
    text = "{ county(code: \"210727\") { id } }"
    county = loaded.ask(text)["data"]["county"]["id"]
    for team in of:
        found = cooperating(loaded, team)
        assert found["teams"]
        assert found == cooperating(loaded, team, within=county)


# ---- every ground, in a made-up county


@pytest.fixture(scope="module")
def made() -> Iterator[Loaded]:
    with asyncio.Runner() as runner:
        yield opened(grounds(), runner)


@pytest.mark.parametrize("team", TEAMS)
def test_every_ground_stands_where_it_should_and_nowhere_else(made: Loaded, team: str) -> None:
    found = {row["team"]["id"]: kinds(row) for row in cooperating(made, key(f"TeamGroup/{team}"))["teams"]}
    ends = {(one, far): held for (first, second), held in EXPECTED.items() for one, far in
        ((first, second), (second, first))}
    assert found == {key(f"TeamGroup/{far}"): list(held) for (one, far), held in ends.items() if one == team}


def test_what_a_ground_says(made: Loaded) -> None:
    rows = {row["team"]["name"]: row for row in cooperating(made, key("TeamGroup/A"))["teams"]}
    assert list(rows) == ["team C", "team E", "team D", "team B", "team D2"]
    (link,) = rows["team D"]["grounds"]
    assert link["sentence"]["en"] == (
        "team A and team D keep a coordination link: leader of A (policy support, meeting) with member of D."
    )
    brand, duties, *_ = rows["team C"]["grounds"]
    assert [one["name"] for one in brand["via"]] == ["project pa", "project pc"]
    assert [(side["through"]["name"], side["duties"], side["task"]) for side in duties["sides"]] == [
        ("team A", ["OPERATION"], None), ("village c", ["SALES"], "sells"),
    ]
    (need, _) = rows["team B"]["grounds"]
    assert need["helped"] == [{"id": key("TeamGroup/A"), "name": "team A"}]
    assert rows["team B"]["way"] == {"name": "branch east"}
    assert [one["type"] for one in rows["team B"]["wayReasons"]] == ["REPORTS_TO", "REPORTS_TO"]


def test_a_village_asks_for_its_teams(made: Loaded) -> None:
    found = cooperating(made, key("Village/d"))
    assert found["of"]["name"] == "village d"
    assert {row["team"]["name"]: kinds(row) for row in found["teams"]} == {
        "team A": ["LINK", "NEED"], "team B": ["SPONSOR"],
    }


@pytest.mark.parametrize(("scope", "names"), [
    ("Township/west", ["team C", "team D", "team D2"]), ("TownshipBranch/east", ["team B"]),
    ("WorkingCommittee/there", ["team E"]), ("Village/d", ["team D", "team D2"]), ("County/there", ["team E"]),
    ("TeamGroup/C", ["team C"]),
])
def test_a_scope_keeps_to_its_teams(made: Loaded, scope: str, names: list[str]) -> None:
    assert [row["team"]["name"] for row in cooperating(made, key("TeamGroup/A"), within=key(scope))["teams"]] == names


def test_what_is_shown_is_bounded_and_counted(made: Loaded) -> None:
    found = cooperating(made, key("TeamGroup/A"), first=2)
    assert (len(found["teams"]), found["total"], found["truncated"]) == (2, 5, True)
    found = cooperating(made, key("TeamGroup/A"), kinds=["NEED"])
    assert (len(found["teams"]), found["total"], found["truncated"]) == (2, 2, False)


def test_weights_order_and_are_not_shown() -> None:
    with asyncio.Runner() as runner:
        store = runner.run(filled(Access("memory:"), grounds()))
        lighter = served(store, runner, weights({"BRAND": 0, "DUTIES": 0, "INDUSTRY_IN_COUNTY": 0, "NEED": 500}, "W"))
        rows = cooperating(lighter, key("TeamGroup/A"))["teams"]
    # Those who cooperate now stay before those who could.
    assert [row["team"]["name"] for row in rows] == ["team E", "team D", "team C", "team B", "team D2"]
    assert kinds(rows[3]) == ["NEED", "INDUSTRY_IN_TOWNSHIP"]


@pytest.mark.parametrize("given", [{"FRIENDSHIP": 1}, {"PROJECT": -1}])
def test_a_weight_of_no_ground_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(BadSetting, match=r"W: .*INDUSTRY_IN_TOWNSHIP") as refused:
        weights(given, "W")
    assert refused.value.argument == "W"


VARIABLE = "GRAPH_SERVICE_COOPERATION_WEIGHTS"


@pytest.fixture
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for row in declared():
        monkeypatch.delenv(row.variable, raising=False)


@pytest.mark.usefixtures("_elsewhere")
def test_weights_are_set_by_a_variable_or_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    assert options(read_settings())["cooperation_weights"] == WEIGHTS
    Path("graph-service.toml").write_text("[cooperation_weights]\nPARK = 1\n")
    assert options(read_settings())["cooperation_weights"] == {**WEIGHTS, "PARK": 1}
    monkeypatch.setenv(VARIABLE, "PROJECT=90, SPONSOR = 0")
    assert options(read_settings())["cooperation_weights"] == {**WEIGHTS, "PROJECT": 90, "SPONSOR": 0}


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("value", ["PROJECT", "PROJECT=-1", "PROJECT=much", "=3", "PARK=1,PARK=2", "FRIENDSHIP=1"])
def test_wrong_weights_stop_the_start(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(BadSetting, match=VARIABLE) as refused:
        options(read_settings())
    assert VARIABLE in refused.value.zh
    assert refused.value.argument == VARIABLE


def test_the_setting_says_the_defaults() -> None:
    about = next(row.about for row in declared() if row.name == "cooperation_weights")
    assert all(f"{name} {weight}" in about for name, weight in WEIGHTS.items())
    assert [one.weight for one in GROUNDS] == sorted((one.weight for one in GROUNDS), reverse=True)


# ---- refusals


@pytest.mark.parametrize(("given", "code"), [
    ({"of": "pj_" + "a" * 20}, "WRONG_KIND"), ({"of": "tg_" + "a" * 20}, "BAD_ID"), ({"of": "A"}, "BAD_ID"),
    ({"first": 0}, "BAD_ARGUMENT"), ({"kinds": []}, "BAD_ARGUMENT"), ({"kinds": ["BRANCH"]}, "INVALID"),
    ({"within": "un_" + "a" * 20}, "WRONG_KIND"), ({"within": "co_" + "a" * 20}, "BAD_ID"),
    ({"asOf": "2010-01-01"}, "BAD_ARGUMENT"),
])
def test_what_will_not_do_is_refused(made: Loaded, given: dict[str, Any], code: str) -> None:
    body = made.ask(COOPERATING, {"of": key("TeamGroup/A"), **given})
    assert body["errors"][0]["extensions"]["code"] == code, body
    assert body["errors"][0]["extensions"]["messageZh"]


def test_all_ways_of_answering_agree(made: Loaded) -> None:
    bodies = {made.answer(COOPERATING, {"of": key("TeamGroup/A")}, way).body for way in Way}
    assert len(bodies) == 1
    assert json.loads(bodies.pop())["data"]["cooperatingTeams"]["total"] == 5
