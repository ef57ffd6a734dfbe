"""Joint projects: who does what, what is stated beside what is recorded, and pages that pass nothing over."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.changes.change import Change
from graph_service.insights.cursor import encoded
from graph_service.insights.insight import Insight
from graph_service.insights.projects.joint_projects import JOINT_PROJECTS, preparing
from graph_service.insights.projects.labour import IMPLIES, RELIES
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from tests.contract.county import COUNTY, N, PlainDeriver, add_node, add_tie, change_set
from tests.loaded import TODAY, Loaded

FACTS = "[STATED, COUNTED, INFERRED]"
DOCUMENT = """
query Joint($scope: ID, $first: Int, $after: String, $basis: [Basis!], $filter: ProjectFilter) {
  jointProjects(scope: $scope, first: $first, after: $after, basis: $basis, filter: $filter) {
    totalCount truncated
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { project { id name } } }
    nodes {
      project { name projectKind investment } jointRecorded jointStated enclave sentence { en zh } villages { name }
      participants { participant { name } villages { name } townships { name } duties task reasons { type } }
      stated { kind stated named recorded words sentence { en zh } }
      dutiesNotRecorded { duty impliedBy sentence { zh } }
      dependences { dependent { name } on { name } forDuties duties }
      sites { site { name } village { name } township { name } county { name } }
      beneficiaries { village { name } yearlyIncome yearlyIncomeBound site }
      borders { border recorded divisions { name } }
      outcomes { measure value bound }
      brand products { name } policies { name } introducedBy { name }
    }
  }
}
"""


def joint(loaded: Loaded, **given: Any) -> Any:
    answer = loaded.ask(DOCUMENT, given)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["jointProjects"]


def found(loaded: Loaded, root: str, name: str) -> str:
    answer = loaded.ask(f'{{ {root}(filter: {{ name: {{ eq: "{name}" }} }}) {{ nodes {{ id }} }} }}')
    return str(answer["data"][root]["nodes"][0]["id"])


def names(answer: Any) -> list[str]:
    return [edge["node"]["project"]["name"] for edge in answer["edges"]]


def by_name(loaded: Loaded, word: str, **given: Any) -> Any:
    return next(one for one in joint(loaded, **given)["nodes"] if word in one["project"]["name"])


@pytest.fixture
def county(loaded: Loaded) -> str:
    return found(loaded, "counties", "义县")


def test_a_county_has_its_own_and_nothing_from_elsewhere(loaded: Loaded, county: str) -> None:
    answer = joint(loaded, scope=county)
    assert names(answer) == [
        "大定堡满族乡百香果种植项目", "富有台村、大铁厂村油蟠桃种植项目",
        "锦州金利源环保有限公司危险废物综合利用项目", "头道河镇第一书记电商平台",
    ]
    assert (answer["totalCount"], answer["truncated"]) == (4, False)
    assert joint(loaded, scope=county, basis=["STATED", "COUNTED", "INFERRED"]) == answer


@pytest.mark.parametrize(
    ("root", "name", "expected"),
    [
        ("townships", "前杨镇", ["锦州金利源环保有限公司危险废物综合利用项目"]),
        ("townships", "瓦子峪镇", ["富有台村、大铁厂村油蟠桃种植项目"]),
        ("townships", "头道河镇", ["头道河镇第一书记电商平台"]),
        ("villages", "富有台村", ["富有台村、大铁厂村油蟠桃种植项目"]),
        ("townshipBranches", "头道河镇驻村扶贫工作党支部", ["头道河镇第一书记电商平台"]),
        ("townshipBranches", "前杨镇驻村扶贫工作党支部", ["锦州金利源环保有限公司危险废物综合利用项目"]),
        ("counties", "朝阳县", ["六家子村小麦面粉加工厂"]),
        ("counties", "开原市", []),
        ("counties", "孟村回族自治县", []),
    ],
)
def test_a_scope_holds_what_takes_part_stands_or_benefits_there(
    loaded: Loaded, root: str, name: str, expected: list[str]
) -> None:
    assert names(joint(loaded, scope=found(loaded, root, name))) == expected


def test_the_committee_has_what_its_county_has(loaded: Loaded, county: str) -> None:
    committee = found(loaded, "workingCommittees", "义县驻村扶贫工作党工委")
    assert names(joint(loaded, scope=committee)) == names(joint(loaded, scope=county))


def test_the_enclave_shows_park_and_beneficiary(loaded: Loaded) -> None:
    one = by_name(loaded, "金利源")
    assert (one["enclave"], one["jointRecorded"], one["jointStated"]) == (True, False, False)
    assert one["sites"] == [
        {"site": {"name": "第一书记产业园"}, "village": None, "township": None, "county": {"name": "义县"}}
    ]
    assert one["beneficiaries"] == [
        {"village": {"name": "沙河子村"}, "yearlyIncome": 100000, "yearlyIncomeBound": "AT_LEAST", "site": "APART"}
    ]
    assert one["introducedBy"] == [{"name": "赵强"}]
    assert one["policies"] == [{"name": "关于鼓励第一书记招商引资相关办法"}]
    assert one["borders"] == [{"border": "VILLAGE", "recorded": False, "divisions": [{"name": "沙河子村"}]}]


def test_some_are_stated_in_words_only(loaded: Loaded) -> None:
    one = by_name(loaded, "百香果")
    assert (one["jointRecorded"], one["jointStated"]) == (False, True)
    assert (one["stated"]["stated"], one["stated"]["recorded"]) == (None, 1)
    assert one["stated"]["words"] == "李勇和同乡的另外几名第一书记"
    assert "数量未载明" in one["stated"]["sentence"]["zh"]
    assert one["borders"] == []


def test_two_villages_divide_the_labour(loaded: Loaded) -> None:
    one = by_name(loaded, "油蟠桃")
    labour = {part["participant"]["name"]: part["duties"] for part in one["participants"] if part["duties"]}
    assert labour == {"富有台村": ["OPERATION"], "大铁厂村": ["TECHNIQUE", "SALES"]}
    assert one["dutiesNotRecorded"] == []
    first = one["dependences"][0]
    assert (first["dependent"], first["on"]) == ({"name": "富有台村"}, {"name": "大铁厂村"})
    assert (first["forDuties"], first["duties"]) == (["OPERATION"], ["TECHNIQUE", "SALES"])
    assert {(row["value"], row["bound"]) for row in one["outcomes"]} == {
        (330000, "AT_LEAST"), (1000, "AT_LEAST"), (100000, "EXACT")
    }
    assert [(row["border"], len(row["divisions"])) for row in one["borders"]] == [("VILLAGE", 2)]


def test_nine_are_stated_and_two_named(loaded: Loaded) -> None:
    one = by_name(loaded, "电商")
    assert [one["stated"][key] for key in ("stated", "named", "recorded")] == [9, 2, 2]
    assert [part["townships"] for part in one["participants"]] == [[{"name": "头道河镇"}]] * 2
    assert one["brand"] == "道初品"
    assert {row["name"] for row in one["products"]} == {"毛三家香瓜", "老式蜂蜜", "秦源山庄早金酥梨"}


def test_a_hub_has_seven_spokes_that_nobody_names(loaded: Loaded) -> None:
    one = by_name(loaded, "六家子")
    assert [one["stated"][key] for key in ("stated", "named", "recorded")] == [7, 0, 0]
    assert [part["participant"]["name"] for part in one["participants"]] == ["六家子村"]
    assert [row["duty"] for row in one["dutiesNotRecorded"]] == ["SPOKE"]
    assert one["borders"] == [{"border": "VILLAGE", "recorded": False, "divisions": [{"name": "六家子村"}]}]
    assert one["beneficiaries"][0]["site"] == "SAME"


def test_a_filter_is_a_condition_on_the_projects(loaded: Loaded) -> None:
    answer = joint(loaded, filter={"investment": {"gte": 100000000}})
    assert (names(answer), answer["totalCount"]) == (["锦州金利源环保有限公司危险废物综合利用项目"], 1)


def test_no_wording_reproaches_anybody(loaded: Loaded) -> None:
    text = str(joint(loaded))
    assert not any(word in text for word in ("违规", "排名", "得分", "空缺"))


# ---- pages


def asking(loaded: Loaded, insight: Insight) -> Loaded:
    service = open_service(
        loaded.service.store, loaded.kind, limits=Limits(), today=lambda: TODAY, insights=(insight,)
    )
    return Loaded(loaded.kind, loaded.runner, service)


def pages(loaded: Loaded, first: int) -> Iterator[Any]:
    after = None
    while True:
        page = joint(loaded, first=first, after=after)
        yield page
        if not page["pageInfo"]["hasNextPage"]:
            return
        assert page["pageInfo"]["endCursor"] != after
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("first", [1, 2, 3, 5])
@pytest.mark.parametrize("scanned", [1, 2, 3, 1000])
def test_pages_pass_nothing_over_however_few_are_looked_at(loaded: Loaded, first: int, scanned: int) -> None:
    few = asking(loaded, replace(JOINT_PROJECTS, prepare=preparing(scanned)))
    found_pages = list(pages(few, first))
    assert [name for page in found_pages for name in names(page)] == names(joint(loaded))
    assert all(len(page["edges"]) <= first for page in found_pages)
    for page in found_pages[:-1]:
        assert page["truncated"] == (len(page["edges"]) < first)
    assert found_pages[0]["totalCount"] == (5 if scanned == 1000 else None)
    assert {page["totalCount"] for page in found_pages[1:]} <= {None}


@pytest.mark.parametrize(
    "after", ["", "x", "é", "W10", encoded("other", "a", "pj_" + "a" * 20), encoded("jointProjects", "a", "义县")]
)
def test_a_bad_cursor_is_refused(loaded: Loaded, after: str) -> None:
    body = loaded.ask("query Q($after: String) { jointProjects(after: $after) { totalCount } }", {"after": after})
    assert body["errors"][0]["extensions"]["code"] == "BAD_CURSOR"
    assert body["errors"][0]["extensions"]["argument"] == "after"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"scope": "pj_" + "a" * 20}, "WRONG_KIND"),
        ({"scope": "co_" + "a" * 20}, "BAD_ID"),
        ({"first": 0}, "BAD_ARGUMENT"),
        ({"first": 101}, "BAD_ARGUMENT"),
    ],
)
def test_what_will_not_do_is_refused(loaded: Loaded, given: dict[str, Any], code: str) -> None:
    text = "query Q($scope: ID, $first: Int) { jointProjects(scope: $scope, first: $first) { totalCount } }"
    body = loaded.ask(text, given)
    assert body["errors"][0]["extensions"]["code"] == code
    assert body["errors"][0]["extensions"]["messageZh"]


def test_a_scope_outside_its_dates_is_said(loaded: Loaded) -> None:
    branch = found(loaded, "townshipBranches", "前杨镇驻村扶贫工作党支部")
    text = 'query Q($scope: ID) { jointProjects(scope: $scope, asOf: "2016-01-01") { totalCount } }'
    assert "2017-12-01" in loaded.ask(text, {"scope": branch})["errors"][0]["message"]


# ---- what the seeds do not have


def project(key: str, name: str, **properties: Any) -> Change:
    return add_node("Project", key, name, since="2020-01-01", **{"projectKind": "VILLAGE", **properties})


def tie(kind: str, source: str, target: str, **properties: Any) -> Change:
    return add_tie(kind, f"{source} {target}", source, target, since="2020-01-01", **properties)


def example() -> list[Change]:
    """Projects of a fictional county, in which G1 serves V1 in T1, and G3 serves V2 in T1 and V3 in T2."""
    made = {
        key: project(key, name)
        for key, name in (("lone", "K1 独村"), ("pair", "K2 两村"), ("away", "K3 在外"), ("wide", "K4 一队两村"),
                          ("several", "K5 载明两方"), ("platform", "K6 平台"))
    }
    made["several"] = project("several", "K5 载明两方", statedParticipantCount=2)
    made["platform"] = project("platform", "K6 平台", projectKind="PLATFORM")
    ids = {key: one.id for key, one in made.items() if hasattr(one, "id")}
    return [
        *made.values(),
        tie("TAKES_PART_IN", N.g1, ids["lone"], duties=["OPERATION"]),
        tie("TAKES_PART_IN", N.v1, ids["lone"]),
        tie("TAKES_PART_IN", N.g1, ids["pair"], duties=["OPERATION"]),
        tie("TAKES_PART_IN", N.v3, ids["pair"], duties=["TECHNIQUE"]),
        tie("LOCATED_IN", ids["away"], N.v3),
        tie("BENEFITS", ids["away"], N.v1),
        tie("TAKES_PART_IN", N.g3, ids["wide"], duties=["SALES", "OPERATION"]),
        tie("TAKES_PART_IN", N.g1, ids["platform"]),
    ]


@pytest.fixture(scope="module")
def small() -> Iterator[Loaded]:
    with asyncio.Runner() as runner:
        store = runner.run(open_store(Access("memory:"), ORGANIZATION, PlainDeriver()))
        runner.run(store.prepare())
        runner.run(store.commit(COUNTY))
        runner.run(store.commit(change_set(*example())))
        yield Loaded("memory", runner, open_service(store, "memory", limits=Limits(), today=lambda: "2020-11-12"))
        runner.run(store.close())


def test_recorded_villages_make_a_project_joint_whatever_its_kind(small: Loaded) -> None:
    flags = {
        one["project"]["name"]: (one["jointRecorded"], one["jointStated"], one["enclave"])
        for one in joint(small)["nodes"]
    }
    assert flags == {
        "J1 飞地": (True, False, True),
        "K2 两村": (True, False, False),
        "K3 在外": (False, False, True),
        "K4 一队两村": (True, False, False),
        "K5 载明两方": (False, True, False),
    }


def test_borders_are_crossed_where_both_sides_are_recorded(small: Loaded) -> None:
    for name in ("K2 两村", "K3 在外", "K4 一队两村"):
        crossed = by_name(small, name)["borders"]
        assert [(row["border"], row["recorded"]) for row in crossed] == [("VILLAGE", True), ("TOWNSHIP", True)]
    assert {row["name"] for row in by_name(small, "K3 在外")["borders"][0]["divisions"]} == {"V1 东一村", "V3 西一村"}
    assert by_name(small, "K3 在外")["beneficiaries"][0]["site"] == "APART"


def test_what_is_produced_is_sold_by_somebody_not_recorded(small: Loaded) -> None:
    missing = by_name(small, "K2 两村")["dutiesNotRecorded"]
    assert [(row["duty"], row["impliedBy"]) for row in missing] == [("SALES", ["OPERATION"])]
    assert missing[0]["sentence"]["zh"] == "已登记生产经营的承担方；产品销售的承担方未登记。"
    assert by_name(small, "K4 一队两村")["dutiesNotRecorded"] == []
    assert by_name(small, "K4 一队两村")["dependences"] == []


def test_the_duties_of_the_tables_are_duties() -> None:
    known = {one.name for one in ORGANIZATION.enumeration["Duty"].values}
    for table in (RELIES, IMPLIES):
        assert {*table, *(other for others in table.values() for other in others)} <= known
