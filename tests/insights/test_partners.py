"""With whom somebody already works: one side against the others of its projects."""

from dataclasses import replace
from typing import Any

import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.insights.insight import Insight
from graph_service.insights.projects.partners import PROJECT_PARTNERS, preparing
from tests.loaded import TODAY, Loaded

DOCUMENT = """
query Partners($of: ID!, $first: Int, $basis: [Basis!]) {
  projectPartners(of: $of, first: $first, basis: $basis) {
    of { name } own { name } projects { name } truncated
    partners {
      partner { id name } teams { id name }
      projects {
        project { name }
        own { party { name } part duties }
        theirs { party { name } part duties reasons { type source { name } target { name } } }
        dependences { dependent { name } on { name } duties }
        sentence { en zh }
      }
    }
    notNamed { project { name } stated { stated named recorded words } }
  }
}
"""


def partners(loaded: Loaded, of: str, **given: Any) -> Any:
    answer = loaded.ask(DOCUMENT, {"of": of, **given})
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["projectPartners"]


def found(loaded: Loaded, root: str, name: str, select: str = "id") -> Any:
    answer = loaded.ask(f'{{ {root}(filter: {{ name: {{ eq: "{name}" }} }}) {{ nodes {{ {select} }} }} }}')
    return answer["data"][root]["nodes"][0]


def asking(loaded: Loaded, insight: Insight) -> Loaded:
    service = open_service(
        loaded.service.store, loaded.kind, limits=Limits(), today=lambda: TODAY, insights=(insight,)
    )
    return Loaded(loaded.kind, loaded.runner, service)


def around(loaded: Loaded, village: str, cadre: str) -> list[str]:
    """A village, its team and its first secretary."""
    at = found(loaded, "villages", village, "id groups { nodes { id } }")
    return [at["id"], at["groups"]["nodes"][0]["id"], found(loaded, "cadres", cadre)["id"]]


def test_two_villages_are_each_other_s_partners_from_whichever_of_their_side(loaded: Loaded) -> None:
    sides = {"富有台村": around(loaded, "富有台村", "李贺"), "大铁厂村": around(loaded, "大铁厂村", "孔强")}
    for village, other in (("富有台村", "大铁厂村"), ("大铁厂村", "富有台村")):
        for of in sides[village]:
            first = partners(loaded, of)["partners"][0]
            assert first["partner"]["name"] == other
            assert [team["id"] for team in first["teams"]] == [sides[other][1]]
            (shared,) = first["projects"]
            assert shared["project"]["name"] == "富有台村、大铁厂村油蟠桃种植项目"
            assert {row["dependent"]["name"] for row in shared["dependences"]} == {"富有台村", "大铁厂村"}


def test_both_sides_duties_are_shown(loaded: Loaded) -> None:
    shared = partners(loaded, around(loaded, "富有台村", "李贺")[0])["partners"][0]["projects"][0]
    own = {row["party"]["name"]: row["duties"] for row in shared["own"]}
    theirs = {row["party"]["name"]: row["duties"] for row in shared["theirs"]}
    assert own == {"富有台村": ["OPERATION"], "李贺": []}
    assert theirs == {"大铁厂村": ["TECHNIQUE", "SALES"], "孔强": []}
    assert [row["type"] for row in shared["theirs"][1]["reasons"]] == ["TAKES_PART_IN", "SERVES_IN", "STATIONED_IN"]
    assert "大铁厂村（技术指导、产品销售）" in shared["sentence"]["zh"]


def test_a_village_works_with_whom_it_benefits_from(loaded: Loaded) -> None:
    answer = partners(loaded, found(loaded, "cadres", "赵强")["id"])
    assert [one["name"] for one in answer["own"]] == ["沙河子村", "赵强"]
    assert {one["partner"]["name"] for one in answer["partners"]} == {"第一书记产业园", "锦州金利源环保有限公司"}
    own = answer["partners"][0]["projects"][0]["own"]
    assert [(row["party"]["name"], row["part"]) for row in own] == [("沙河子村", "BENEFICIARY"), ("赵强", "INTRODUCER")]


def test_a_company_s_partner_is_the_village_with_its_secretary(loaded: Loaded) -> None:
    answer = partners(loaded, found(loaded, "enterprises", "锦州金利源环保有限公司")["id"])
    village = answer["partners"][0]
    assert village["partner"]["name"] == "沙河子村"
    assert [row["party"]["name"] for row in village["projects"][0]["theirs"]] == ["沙河子村", "赵强"]


def test_who_stands_for_no_village_stands_by_himself(loaded: Loaded) -> None:
    answer = partners(loaded, found(loaded, "cadres", "廖伟伟")["id"])
    assert [one["partner"]["name"] for one in answer["partners"]] == ["董连杰"]
    stated = {"stated": 9, "named": 2, "recorded": 2, "words": "董连杰、廖伟伟等9名第一书记"}
    assert answer["notNamed"] == [{"project": {"name": "头道河镇第一书记电商平台"}, "stated": stated}]


def test_partners_not_named_are_said_and_not_made_up(loaded: Loaded) -> None:
    answer = partners(loaded, found(loaded, "cadres", "李勇")["id"])
    assert answer["partners"] == []
    assert answer["notNamed"][0]["stated"]["words"] == "李勇和同乡的另外几名第一书记"


def test_nobody_without_a_project_has_partners(loaded: Loaded) -> None:
    unit = found(loaded, "units", "中共义县县委")["id"]
    answer = partners(loaded, unit)
    assert (answer["projects"], answer["partners"], answer["truncated"]) == ([], [], False)


def test_facts_alone_give_the_same_and_the_list_is_bounded(loaded: Loaded) -> None:
    of = around(loaded, "富有台村", "李贺")[1]
    whole = partners(loaded, of)
    assert partners(loaded, of, basis=["STATED", "COUNTED", "INFERRED"]) == whole
    cut = partners(loaded, of, first=1)
    assert cut["partners"] == whole["partners"][:1]
    assert (cut["truncated"], whole["truncated"]) == (True, False)


@pytest.mark.parametrize("name", ["富有台村", "大铁厂村", "沙河子村"])
def test_where_too_much_is_around_the_projects_are_looked_for_by_its_side(loaded: Loaded, name: str) -> None:
    few = asking(loaded, replace(PROJECT_PARTNERS, prepare=preparing(1)))
    at = found(loaded, "villages", name, "id groups { nodes { id members { nodes { id } } } }")
    team = at["groups"]["nodes"][0]
    for of in (at["id"], team["id"], *(one["id"] for one in team["members"]["nodes"])):
        assert partners(few, of) == partners(loaded, of)
        assert partners(few, of)["projects"]


@pytest.mark.parametrize(
    ("of", "code"),
    [("pj_" + "a" * 20, "WRONG_KIND"), ("vi_" + "a" * 20, "BAD_ID"), ("沙河子", "BAD_ID")],
)
def test_what_will_not_do_is_refused(loaded: Loaded, of: str, code: str) -> None:
    body = loaded.ask("query Q($of: ID!) { projectPartners(of: $of) { truncated } }", {"of": of})
    assert body["errors"][0]["extensions"]["code"] == code
    assert body["errors"][0]["extensions"]["messageZh"]


def test_a_team_outside_its_dates_is_said(loaded: Loaded) -> None:
    team = around(loaded, "富有台村", "李贺")[1]
    body = loaded.ask('query Q($of: ID!) { projectPartners(of: $of, asOf: "2016-01-01") { truncated } }', {"of": team})
    assert "2017-12-01" in body["errors"][0]["message"]
