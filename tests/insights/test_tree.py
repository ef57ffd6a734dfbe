"""The tree of an organization: its order, its cuts, and counts that equal those of plain queries."""

from collections import Counter
from typing import Any

import pytest

from graph_service.insights.tree.drawn import Branching, cut, listed
from tests.loaded import Loaded

DOCUMENT = """
query Tree($root: ID!, $depth: Int, $width: Int, $first: Int = 2000, $posts: Boolean, $asOf: Date, $basis: [Basis!]) {
  organizationTree(
    root: $root, depth: $depth, width: $width, first: $first, posts: $posts, asOf: $asOf, basis: $basis
  ) {
    root { name } truncated countsCut
    nodes {
      node { __typename id name } parent { id name } depth kind tie reason { type since sinceGrain basis }
      villages { name } childCount more counts { groups members villages vacancies notRecorded }
      sentence { zh en }
    }
  }
}
"""
STATED = ["STATED", "COUNTED", "INFERRED"]


def tree(loaded: Loaded, root: str, **given: Any) -> Any:
    answer = loaded.ask(DOCUMENT, {"root": root, "depth": 3, "width": 200, "posts": False, **given})
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["organizationTree"]


def named(loaded: Loaded, roots: str, name: str) -> str:
    text = f"query Q($name: String!) {{ {roots}(filter: {{ name: {{ eq: $name }} }}) {{ nodes {{ id }} }} }}"
    return str(loaded.ask(text, {"name": name})["data"][roots]["nodes"][0]["id"])


def every(loaded: Loaded, roots: str) -> list[tuple[str, str]]:
    found = loaded.ask(f"{{ {roots}(first: 100) {{ nodes {{ id name }} }} }}")["data"][roots]["nodes"]
    return [(one["id"], one["name"]) for one in found]


def kinds(found: Any) -> Counter[str]:
    return Counter(one["node"]["__typename"] for one in found["nodes"])


def entry(found: Any, name: str) -> Any:
    return next(one for one in found["nodes"] if one["node"]["name"] == name)


# ---- the stories


@pytest.mark.parametrize(("roots", "name"), [("counties", "义县"), ("workingCommittees", "义县驻村扶贫工作党工委")])
def test_the_county_comes_in_three_tiers(loaded: Loaded, roots: str, name: str) -> None:
    found = tree(loaded, named(loaded, roots, name))
    have = kinds(found)
    assert (have["WorkingCommittee"], have["CommitteeOffice"], have["GuidanceStation"]) == (1, 1, 4)
    assert (have["TownshipBranch"], have["TeamGroup"]) == (17, 151)
    committee = entry(found, "义县驻村扶贫工作党工委")
    assert committee["counts"]["groups"] == committee["counts"]["villages"] == 151
    assert committee["counts"]["vacancies"] == 8
    below = [one for one in found["nodes"] if one["parent"] == {"id": committee["node"]["id"], "name": committee[
        "node"]["name"]}]
    assert [one["kind"] for one in below] == ["ORGAN"] * 5 + ["TIER"] * 17
    assert committee["childCount"] == 22
    sums = [one["counts"] for one in below]
    for of in ("groups", "members", "villages", "vacancies"):
        assert sum(one[of] for one in sums) == committee["counts"][of]


def test_three_of_the_open_places_are_in_one_township(loaded: Loaded) -> None:
    found = tree(loaded, named(loaded, "counties", "义县"))
    assert entry(found, "大榆树堡镇")["counts"]["vacancies"] == 3
    assert "空缺岗位3个" in entry(found, "大榆树堡镇")["sentence"]["zh"]
    assert sum(one["counts"]["vacancies"] for one in found["nodes"] if one["node"]["__typename"] == "Township") == 8


def test_with_the_stated_facts_alone_nothing_is_vacant(loaded: Loaded) -> None:
    for roots, name in (("counties", "义县"), ("workingCommittees", "义县驻村扶贫工作党工委")):
        found = tree(loaded, named(loaded, roots, name), basis=STATED)
        assert kinds(found)["TeamGroup"] == 6
        assert kinds(found)["TownshipBranch"] == 17
        assert {one["counts"]["vacancies"] for one in found["nodes"]} == {0}
        assert found["nodes"][0]["counts"]["notRecorded"] > 0
        assert "GENERATED" not in {one["reason"]["basis"] for one in found["nodes"][1:]}


def test_a_team_of_another_township_s_branch_stands_once_where_it_reports(loaded: Loaded) -> None:
    found = tree(loaded, named(loaded, "counties", "示例县"))
    team = entry(found, "示例二村工作队")
    assert team["parent"]["name"] == "示例乙乡驻村工作党支部"
    assert team["tie"] == "REPORTS_TO"
    assert team["villages"] == [{"name": "示例二村"}]
    assert entry(found, "示例甲镇")["counts"]["groups"] == 4
    assert entry(found, "示例甲镇驻村工作党支部")["counts"]["groups"] == 3
    assert entry(found, "示例一村")["counts"]["groups"] == 2
    one, other = (tree(loaded, named(loaded, "townships", name)) for name in ("示例甲镇", "示例乙乡"))
    assert entry(one, "示例二村工作队")["parent"]["name"] == "示例二村"
    assert entry(one, "示例二村工作队")["tie"] == "STATIONED_IN"
    assert entry(other, "示例二村工作队")["parent"]["name"] == "示例乙乡驻村工作党支部"


def test_an_office_without_a_committee_stands_in_its_county(loaded: Loaded) -> None:
    found = tree(loaded, named(loaded, "counties", "孟村回族自治县"))
    office = found["nodes"][1]
    assert office["node"]["__typename"] == "CommitteeOffice"
    assert (office["kind"], office["tie"], office["depth"]) == ("ORGAN", "HOSTED_BY", 1)
    assert "设在单位：中共孟村回族自治县县委组织部" in office["sentence"]["zh"]
    teams = [one for one in found["nodes"] if one["node"]["__typename"] == "TeamGroup"]
    assert [one["tie"] for one in teams] == ["STATIONED_IN"] * 5


def test_a_vacancy_is_counted_on_its_days_only(loaded: Loaded) -> None:
    root = named(loaded, "counties", "开原市")
    open_ = {day: tree(loaded, root, asOf=day)["nodes"][0]["counts"]["vacancies"] for day in (
        "2018-09-01", "2019-01-01", "2020-11-12")}
    assert open_ == {"2018-09-01": 0, "2019-01-01": 1, "2020-11-12": 0}


# ---- order and cuts


@pytest.mark.parametrize("root", [("counties", "义县"), ("provinces", "辽宁省"), ("counties", "示例县")])
def test_the_list_is_in_tree_order_wherever_it_is_cut(loaded: Loaded, root: tuple[str, str]) -> None:
    key = named(loaded, *root)
    whole = tree(loaded, key, depth=8, width=1000)
    assert not any(one["more"] for one in whole["nodes"])
    counts = {one["node"]["id"]: (one["childCount"], one["counts"]) for one in whole["nodes"]}
    assert len(counts) == len(whole["nodes"])
    for depth, width in ((1, 1000), (2, 3), (4, 2)):
        found = tree(loaded, key, depth=depth, width=width)
        path: list[str] = []
        shown: Counter[str] = Counter()
        for one in found["nodes"]:
            path = [*path[: one["depth"]], one["node"]["id"]]
            assert len(path) == one["depth"] + 1
            assert (one["parent"]["id"] if one["parent"] else None) == (path[-2] if len(path) > 1 else None)
            assert (one["childCount"], one["counts"]) == counts[one["node"]["id"]]
            shown[path[-2] if len(path) > 1 else ""] += 1
        for one in found["nodes"]:
            assert one["more"] == (shown[one["node"]["id"]] < one["childCount"])
            assert shown[one["node"]["id"]] == (min(width, one["childCount"]) if one["depth"] < depth else 0)


def test_the_first_nodes_are_those_next_to_the_root(loaded: Loaded) -> None:
    root = named(loaded, "counties", "义县")
    found, whole = tree(loaded, root, first=21), tree(loaded, root)
    assert (found["truncated"], whole["truncated"]) == (True, False)
    assert Counter(one["depth"] for one in found["nodes"]) == {0: 1, 1: 19, 2: 1}
    assert [one["counts"] for one in found["nodes"] if one["depth"] == 1] == [
        one["counts"] for one in whole["nodes"] if one["depth"] == 1]


def test_divisions_come_by_code_and_posts_by_rank(loaded: Loaded) -> None:
    found = tree(loaded, named(loaded, "counties", "义县"), depth=2, posts=True)
    codes = loaded.ask('{ townships(filter: { county: { name: { eq: "义县" } } }) { nodes { name } } }')
    townships = [one["node"]["name"] for one in found["nodes"] if one["node"]["__typename"] == "Township"]
    assert townships == [one["name"] for one in codes["data"]["townships"]["nodes"]]
    seats = [one for one in found["nodes"] if one["parent"] and one["parent"]["name"] == "义县驻村扶贫工作党工委"][:7]
    assert {one["kind"] for one in seats} == {"POST"}
    text = "query Q($id: ID!) { workingCommittee(id: $id) { posts { nodes { name } } } }"
    ranks = loaded.ask(text, {"id": seats[0]["parent"]["id"]})
    assert [one["node"]["name"] for one in seats] == [
        one["name"] for one in ranks["data"]["workingCommittee"]["posts"]["nodes"]]


def test_posts_as_nodes_come_to_the_same_counts(loaded: Loaded) -> None:
    root = named(loaded, "workingCommittees", "义县驻村扶贫工作党工委")
    plain, posts = tree(loaded, root, depth=8), tree(loaded, root, depth=8, posts=True)
    leaves = [one for one in posts["nodes"] if one["kind"] == "POST"]
    assert [one["node"] for one in posts["nodes"] if one["kind"] != "POST"] == [one["node"] for one in plain["nodes"]]
    assert posts["nodes"][0]["counts"] == plain["nodes"][0]["counts"]
    for of in ("vacancies", "notRecorded"):
        assert sum(one["counts"][of] for one in leaves) == plain["nodes"][0]["counts"][of]


def test_too_many_to_list_are_cut_from_the_lowest_level() -> None:
    root = Branching({"id": "root"})
    for at in range(3):
        child = Branching({"id": f"{at}"})
        child.children = [Branching({"id": f"{at}.{below}"}) for below in range(900)]
        root.children.append(child)
    assert cut(root, 8, 1000, 2000)
    shown = list(listed(root))
    assert len(shown) == 2000
    assert [len(one.shown) for one in root.children] == [900, 900, 196]
    assert [one.depth for one in shown if len(one.record["id"]) == 1] == [1, 1, 1]


# ---- counts against plain queries

BODIES_OF_COUNTY = """{ or: [
  { township: { county: { id: { eq: $id } } } }, { village: { township: { county: { id: { eq: $id } } } } },
  { workingCommittee: { county: { id: { eq: $id } } } },
  { committeeOffice: { or: [
    { committee: { county: { id: { eq: $id } } } }, { committee: null, host: { division: { id: { eq: $id } } } }] } },
  { guidanceStation: { committee: { county: { id: { eq: $id } } } } },
  { townshipBranch: { township: { county: { id: { eq: $id } } } } },
  { teamGroup: { villages: { some: { township: { county: { id: { eq: $id } } } } } } },
  { villageBranch: { village: { township: { county: { id: { eq: $id } } } } } }
] }"""
STATIONED = "villages: { some: { township: { county: { id: { eq: $id } } } } }"
COUNTY = (STATIONED, "township: { county: { id: { eq: $id } } }", BODIES_OF_COUNTY)
BRANCH = (
    "branch: { id: { eq: $id } }", "groups: { some: { branch: { id: { eq: $id } } } }",
    "{ or: [{ townshipBranch: { id: { eq: $id } } }, { teamGroup: { branch: { id: { eq: $id } } } }] }",
)
COUNTS = """
query Counts($id: ID!, $basis: [Basis!]) {{
  groups: teamGroups(filter: {{ {groups} }}, basis: $basis) {{ totalCount }}
  members: cadres(filter: {{ team: {{ {groups} }} }}, basis: $basis) {{ totalCount }}
  villages(filter: {{ {villages} }}, basis: $basis) {{ totalCount }}
  vacancies: posts(filter: {{ holding: {{ eq: VACANT }}, body: {posts} }}, basis: $basis) {{ totalCount }}
  notRecorded: posts(filter: {{ holding: {{ eq: NOT_RECORDED }}, body: {posts} }}, basis: $basis) {{ totalCount }}
}}
"""


@pytest.mark.parametrize("basis", [None, STATED], ids=["all", "stated"])
@pytest.mark.parametrize(("roots", "filters"), [("counties", COUNTY), ("townshipBranches", BRANCH)])
def test_counts_are_those_of_plain_queries(
    loaded: Loaded, roots: str, filters: tuple[str, str, str], basis: list[str] | None
) -> None:
    """Of every county and every branch, in the tree of each alone, cut to one level."""
    given = {} if basis is None else {"basis": basis}
    text = COUNTS.format(groups=filters[0], villages=filters[1], posts=filters[2])
    listed_ = f"query Q($basis: [Basis!]) {{ {roots}(first: 100, basis: $basis) {{ nodes {{ id }} }} }}"
    for one in loaded.ask(listed_, given)["data"][roots]["nodes"]:
        plain = loaded.ask(text, {"id": one["id"], **given})
        assert "errors" not in plain, plain["errors"]
        wanted = {name: cell["totalCount"] for name, cell in plain["data"].items()}
        assert tree(loaded, one["id"], depth=1, width=1, **given)["nodes"][0]["counts"] == wanted


# ---- bad input


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"root": "ca_" + "a" * 20}, "WRONG_KIND"),
        ({"root": "gs_" + "a" * 20}, "WRONG_KIND"),
        ({"root": "co_" + "a" * 20}, "BAD_ID"),
        ({"root": "co_" + "a" * 20, "depth": 9}, "BAD_ARGUMENT"),
        ({"root": "co_" + "a" * 20, "width": 0}, "BAD_ARGUMENT"),
        ({"root": "co_" + "a" * 20, "first": 2001}, "BAD_ARGUMENT"),
    ],
)
def test_what_has_no_tree_is_refused(loaded: Loaded, given: dict[str, Any], code: str) -> None:
    answer = loaded.ask(DOCUMENT, {"depth": 3, "width": 9, "posts": False, **given})
    assert answer["errors"][0]["extensions"]["code"] == code
    assert answer["errors"][0]["extensions"]["messageZh"]


def test_a_committee_before_its_founding_has_no_tree(loaded: Loaded) -> None:
    root = named(loaded, "workingCommittees", "义县驻村扶贫工作党工委")
    given = {"root": root, "depth": 3, "width": 9, "posts": False, "asOf": "2016-01-01"}
    assert "2017-12-01" in loaded.ask(DOCUMENT, given)["errors"][0]["message"]
