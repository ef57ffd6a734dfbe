"""Search over the seeds: what people type finds what they mean, in one order, with the way to it."""

from collections.abc import Mapping
from typing import Any

import pytest

from graph_service.api.service import Way
from graph_service.insights.search.addressed import Reading, lies_there, readings, requests
from graph_service.insights.search.homes import KINDS, Homes, steps
from graph_service.insights.search.matching import MatchedIn, MatchKind, rank
from graph_service.insights.search.search import REQUESTS
from graph_service.model.organization import ORGANIZATION
from tests.loaded import Loaded

DOCUMENT = """
query Search($text: String!, $kinds: [Label!], $scope: ID, $first: Int = 20, $day: Date, $basis: [Basis!]) {
  search(text: $text, kinds: $kinds, scope: $scope, first: $first, asOf: $day, basis: $basis) {
    truncated
    sentence { en zh }
    hits {
      kind matchKind matchedIn matched start end
      node { __typename id name ... on Village { code township { name } } }
      path { __typename name }
      pathWords { en zh }
    }
  }
}
"""
STATED = ["STATED", "COUNTED", "INFERRED"]


def found(loaded: Loaded, text: str, **given: Any) -> Mapping[str, Any]:
    body = loaded.ask(DOCUMENT, {"text": text, **given})
    assert "errors" not in body, body
    answer: Mapping[str, Any] = body["data"]["search"]
    return answer


def told(loaded: Loaded, text: str, **given: Any) -> list[str]:
    """The hits by their paths."""
    return [hit["pathWords"]["zh"].replace(" \u203a ", "/") for hit in found(loaded, text, **given)["hits"]]


def county(loaded: Loaded, code: str = "210727") -> str:
    body = loaded.ask("query County($code: String!) { county(code: $code) { id } }", {"code": code})
    return str(body["data"]["county"]["id"])


@pytest.mark.parametrize(
    ("text", "first", "kind", "where"),
    [
        ("龙符", "浏阳市/龙伏镇", "PREFIX", "ALIAS"),
        ("孙桥屯", "义县/九道岭镇/孙柏屯村", "PREFIX", "ALIAS"),
        ("孙乔屯", "义县/九道岭镇/孙柏屯村", "SAME_SOUND", "ALIAS"),
        ("孙百屯村", "义县/九道岭镇/孙柏屯村", "SAME_SOUND", "NAME"),
        ("朝阳", "辽宁省/朝阳市", "PREFIX", "NAME"),
        ("chaoyang", "辽宁省/朝阳市", "PINYIN_PREFIX", "NAME"),
        ("zhaoyang", "辽宁省/朝阳市", "PINYIN_PREFIX", "NAME"),
        ("dadingbao", "义县/大定堡满族乡", "PINYIN_PREFIX", "NAME"),
        ("dadingpu", "义县/大定堡满族乡", "PINYIN_PREFIX", "NAME"),
        ("dadingbu", "义县/大定堡满族乡", "PINYIN_PREFIX", "NAME"),
        ("gaojiatuncun", "义县/城关街道/高家屯村", "PINYIN", "NAME"),
        ("gaojiazhuncun", "义县/城关街道/高家屯村", "PINYIN", "NAME"),
        ("gjtc", "义县/城关街道/高家屯村", "INITIALS", "NAME"),
        ("shahezi", "开原市/中固镇/沙河子村", "PINYIN_PREFIX", "NAME"),
        ("沙hezi", "开原市/中固镇/沙河子村", "MIXED_PREFIX", "NAME"),
        ("210727", "辽宁省/锦州市/义县", "CODE", "CODE"),
        ("210727110201", "义县/前杨镇/沙河子村", "CODE", "CODE"),
        ("孙柏屯村民委员会", "义县/九道岭镇/孙柏屯村", "EXACT", "ALIAS"),
        (
            "示例干部0001", "义县/城关街道/城关街道驻村扶贫工作党支部/城关街道关帝庙村驻村扶贫工作队/示例干部0001",
            "EXACT", "NAME",
        ),
        ("前杨镇沙河子村", "义县/前杨镇/沙河子村", "EXACT", "NAME"),
        ("义县前杨镇沙河子村", "义县/前杨镇/沙河子村", "EXACT", "NAME"),
        ("辽宁省锦州市义县前杨镇沙河子村", "义县/前杨镇/沙河子村", "EXACT", "NAME"),
        ("辽宁义县 沙河子", "义县/前杨镇/沙河子村", "PREFIX", "NAME"),
        ("qianyang shahezi", "义县/前杨镇/沙河子村", "PINYIN_PREFIX", "NAME"),
        ("yixian qianyangzhen shahezicun", "义县/前杨镇/沙河子村", "PINYIN", "NAME"),
        ("kaiyuan 沙河子", "开原市/中固镇/沙河子村", "PREFIX", "NAME"),
        ("义县孙桥屯", "义县/九道岭镇/孙柏屯村", "PREFIX", "ALIAS"),
        ("沙河子村工作队", "义县/前杨镇/前杨镇驻村扶贫工作党支部/前杨镇沙河子村驻村扶贫工作队", "SUBSTRING", "NAME"),
    ],
)
def test_what_is_typed_finds_what_is_meant(loaded: Loaded, text: str, first: str, kind: str, where: str) -> None:
    hit = found(loaded, text)["hits"][0]
    assert (hit["pathWords"]["zh"].replace(" \u203a ", "/"), hit["matchKind"], hit["matchedIn"]) == (first, kind, where)


def test_what_matched_is_shown(loaded: Loaded) -> None:
    hit = found(loaded, "孙桥屯")["hits"][0]
    assert hit["matched"][hit["start"] : hit["end"]] == "孙桥屯"
    assert hit["matched"] != hit["node"]["name"] == "孙柏屯村"
    assert hit["kind"] == "VILLAGE"
    assert [(one["__typename"], one["name"]) for one in hit["path"]] == [
        ("Province", "辽宁省"), ("Prefecture", "锦州市"), ("County", "义县"), ("Township", "九道岭镇"),
    ]


def test_a_name_that_stands_twice_is_told_apart_by_its_path(loaded: Loaded) -> None:
    assert told(loaded, "高家屯村")[:2] == ["义县/城关街道/高家屯村", "义县/九道岭镇/高家屯村"]
    assert told(loaded, "沙河子村")[:2] == ["开原市/中固镇/沙河子村", "义县/前杨镇/沙河子村"]


def test_a_code_of_either_system_is_found(loaded: Loaded) -> None:
    hits = found(loaded, "210727110", kinds=["TOWNSHIP"])["hits"]
    assert [(hit["node"]["name"], hit["matchKind"]) for hit in hits] == [("前杨镇", "CODE"), ("张家堡镇", "CODE")]


def test_a_scope_leaves_what_lies_in_it(loaded: Loaded) -> None:
    answer = found(loaded, "沙河子", scope=county(loaded), kinds=["VILLAGE"])
    assert [hit["pathWords"]["zh"] for hit in answer["hits"]][:1] == ["义县 \u203a 前杨镇 \u203a 沙河子村"]
    assert all("义县" in told_path for told_path in told(loaded, "沙河子", scope=county(loaded)))
    assert told(loaded, "开原市", scope=county(loaded), kinds=["COUNTY", "TOWNSHIP"]) == []


def test_a_body_is_a_scope_of_what_it_leads(loaded: Loaded) -> None:
    committee = found(loaded, "义县驻村扶贫工作党工委", kinds=["WORKING_COMMITTEE"])["hits"][0]["node"]["id"]
    teams = told(loaded, "沙河子村驻村扶贫工作队", kinds=["TEAM_GROUP"], scope=committee)
    assert teams[0] == "义县/前杨镇/前杨镇驻村扶贫工作党支部/前杨镇沙河子村驻村扶贫工作队"
    assert told(loaded, "沙河子村", kinds=["VILLAGE"], scope=committee) == []
    assert told(loaded, "党工委办公室", kinds=["COMMITTEE_OFFICE"], scope=committee) == [
        "义县/义县驻村扶贫工作党工委/义县驻村扶贫工作党工委办公室",
    ]


def test_kinds_leave_the_others_out(loaded: Loaded) -> None:
    kinds = {hit["kind"] for hit in found(loaded, "沙河子村", kinds=["POST", "TEAM_GROUP"], first=100)["hits"]}
    assert kinds == {"POST", "TEAM_GROUP"}


def test_the_first_so_many_are_the_first_of_more(loaded: Loaded) -> None:
    several, few = found(loaded, "沙河子村", first=30), found(loaded, "沙河子村", first=3)
    assert few["hits"] == several["hits"][:3]
    assert few["truncated"] is True
    assert found(loaded, "210727110201")["truncated"] is False


def test_a_cap_that_cut_is_said(loaded: Loaded) -> None:
    assert found(loaded, "村", first=100)["truncated"] is True


def test_nothing_is_said_to_be_found_where_nothing_is(loaded: Loaded) -> None:
    answer = found(loaded, "不存在的名字")
    assert (answer["hits"], answer["truncated"]) == ([], False)
    assert answer["sentence"]["zh"] == "未检索到“不存在的名字”。"


def test_a_basis_leaves_example_data_out(loaded: Loaded) -> None:
    assert told(loaded, "示例干部0001", basis=STATED) == []
    assert told(loaded, "李勇", basis=STATED)[0].endswith("/李勇")


def test_only_what_stands_on_the_day_is_found(loaded: Loaded) -> None:
    team = "沙河子村驻村扶贫工作队"
    assert told(loaded, team, kinds=["TEAM_GROUP"])
    assert told(loaded, team, kinds=["TEAM_GROUP"], day="2010-01-01") == []


@pytest.mark.parametrize("text", ["", "   ", "…", "x" * 101])
def test_what_cannot_be_searched_for_is_refused(loaded: Loaded, text: str) -> None:
    body = loaded.ask(DOCUMENT, {"text": text})
    assert body["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"
    assert body["errors"][0]["extensions"]["argument"] == "text"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"scope": "co_" + "a" * 20}, "BAD_ID"),
        ({"scope": "un_" + "a" * 20}, "WRONG_KIND"),
        ({"first": 0}, "BAD_ARGUMENT"),
        ({"first": 101}, "BAD_ARGUMENT"),
        ({"kinds": []}, "BAD_ARGUMENT"),
    ],
)
def test_what_will_not_do_is_refused(loaded: Loaded, given: dict[str, Any], code: str) -> None:
    body = loaded.ask(DOCUMENT, {"text": "沙河子", **given})
    assert body["errors"][0]["extensions"]["code"] == code


def test_all_ways_of_answering_agree(loaded: Loaded) -> None:
    assert len({loaded.answer(DOCUMENT, {"text": "前杨镇沙河子"}, way).body for way in Way}) == 1


# ---- without a store


def test_every_label_has_its_place_in_the_order() -> None:
    assert sorted(KINDS) == sorted(label.name for label in ORGANIZATION.labels)


def test_every_home_is_walked() -> None:
    types = {step.type for step in steps(ORGANIZATION)}
    assert {"WITHIN", "BASED_IN", "POST_IN", "SERVES_IN", "REPORTS_TO", "TAKES_PART_IN"} <= types


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("沙河子村", []),
        ("前杨镇沙河子村", [("沙河子村", "前杨镇")]),
        ("义县前杨镇沙河子村", [("沙河子村", "义县前杨镇"), ("前杨镇沙河子村", "义县")]),
        ("义县 沙河子", [("沙河子", "义县")]),
        ("yixian shahezi cun", [("shahezi cun", "yixian")]),
        ("孟村镇", []),
        ("高家屯村", []),
        ("210727", []),
    ],
)
def test_a_text_is_cut_where_places_end(text: str, apart: list[tuple[str, str]]) -> None:
    whole, *cut = readings(text)
    assert whole == Reading(text)
    assert [(one.name, "".join(one.places)) for one in cut] == apart
    assert len(list(requests(text, REQUESTS))) <= REQUESTS


def above(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "aliases": []} for name in names]


@pytest.mark.parametrize(
    ("text", "path", "name", "there"),
    [
        ("义县前杨镇沙河子村", ("辽宁省", "锦州市", "义县", "前杨镇"), "沙河子村", True),
        ("辽宁义县 沙河子村", ("辽宁省", "锦州市", "义县", "前杨镇"), "沙河子村", True),
        ("前杨义县 沙河子村", ("辽宁省", "锦州市", "义县", "前杨镇"), "沙河子村", False),
        ("义县前杨镇沙河子村", ("辽宁省", "铁岭市", "开原市", "中固镇"), "沙河子村", False),
        ("yx qianyang zhen shahezi", ("辽宁省", "锦州市", "义县", "前杨镇"), "沙河子村", True),
        ("qianyang yx shahezi", ("辽宁省", "锦州市", "义县", "前杨镇"), "沙河子村", False),
        ("沙河子村工作队", ("义县", "前杨镇"), "前杨镇沙河子村驻村扶贫工作队", True),
    ],
)
def test_a_name_in_places_lies_in_all_of_them(text: str, path: tuple[str, ...], name: str, there: bool) -> None:
    reading = readings(text)[1]
    match = rank(reading.name, name)
    assert match is not None
    assert lies_there(reading.places, above(*path), match) is there


def test_a_way_home_in_a_circle_ends() -> None:
    def village(key: str, home: str) -> dict[str, Any]:
        return {"label": "Village", "id": key, "name": key, "nameKey": key, "aliases": [], "township": {"id": home}}

    homes = Homes(ORGANIZATION, [village("a", "b"), village("b", "a")])
    assert [one["id"] for one in homes.path("a")] == ["b"]
    assert homes.lies_in("a", "b")
    assert not homes.lies_in("a", "c")
    assert homes.path("unknown") == ()


def test_kinds_of_match_are_those_of_the_table() -> None:
    assert list(MatchKind) == sorted(MatchKind)
    assert list(MatchedIn) == [MatchedIn.NAME, MatchedIn.ALIAS, MatchedIn.CODE]
