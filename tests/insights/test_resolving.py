"""What a name on a command line means, told from the hits of a search."""

from typing import Any

import pytest

from graph_service.insights.search.resolving import ASKED, Meaning, resolved, resolved_together
from graph_service.model.organization import ORGANIZATION
from tests.loaded import Loaded

YIXIAN, KAIYUAN = "co_yixian", "co_kaiyuan"


def hit(
    key: str, kind: str = "VILLAGE", *, match: str = "EXACT", where: str = "NAME", end: int = 4,
    above: tuple[str, ...] = (),
) -> dict[str, Any]:
    path = [{"__typename": "County" if one.startswith("co_") else "Township", "id": one} for one in above]
    return {
        "node": {"id": key, "name": key}, "kind": kind, "path": path, "pathWords": {"en": key, "zh": key},
        "matchKind": match, "matchedIn": where, "start": 0, "end": end,
    }


def meant(*hits: dict[str, Any], counties: frozenset[str] = frozenset()) -> Meaning:
    return resolved(ORGANIZATION, hits, counties)


def keys(meaning: Meaning) -> list[str]:
    return [one["node"]["id"] for one in meaning.several]


def test_nothing_found_means_nothing() -> None:
    assert meant() == Meaning(None, ())


def test_what_is_exact_goes_before_the_rest() -> None:
    assert meant(hit("vi_a"), hit("vi_b", match="PREFIX"), hit("vi_c", match="ONE_WRONG")).node == "vi_a"


def test_an_own_name_goes_before_aliases() -> None:
    assert meant(hit("vi_a", where="ALIAS"), hit("vi_b")).node == "vi_b"


def test_an_exact_alias_goes_before_a_name_that_only_begins_so() -> None:
    assert meant(hit("vi_a", where="ALIAS"), hit("vi_b", match="PREFIX")).node == "vi_a"


def test_a_division_goes_before_the_bodies_in_it() -> None:
    found = (hit("vi_a", match="PREFIX"), hit("po_a", "POST", match="PREFIX", above=(YIXIAN, "vi_a")))
    assert meant(*found).node == "vi_a"


def test_a_division_does_not_go_before_a_body_elsewhere() -> None:
    found = (hit("vi_a", above=(YIXIAN,)), hit("un_b", "UNIT", above=(KAIYUAN,)))
    assert meant(*found).node is None
    assert keys(meant(*found)) == ["vi_a", "un_b"]


def test_several_are_left_to_choose_from() -> None:
    found = (hit("vi_a", above=(YIXIAN, "to_a")), hit("vi_b", above=(YIXIAN, "to_b")), hit("vi_c", match="PREFIX"))
    assert meant(*found).node is None
    assert keys(meant(*found)) == ["vi_a", "vi_b"]


def test_a_name_is_read_in_the_county_of_the_others() -> None:
    found = (hit("vi_a", above=(KAIYUAN,)), hit("vi_b", above=(YIXIAN,)))
    assert meant(*found, counties=frozenset({YIXIAN})).node == "vi_b"
    assert meant(*found, counties=frozenset({"co_third"})).node is None


def test_a_county_does_not_make_a_worse_match_the_better() -> None:
    found = (hit("vi_a", above=(KAIYUAN,)), hit("vi_b", match="SUBSTRING", above=(YIXIAN,)))
    assert meant(*found, counties=frozenset({YIXIAN})).node == "vi_a"


@pytest.mark.parametrize("match", ["SAME_SOUND", "ONE_WRONG"])
def test_a_wrong_character_is_not_taken_for_granted(match: str) -> None:
    found = meant(hit("vi_a", match=match))
    assert found.node is None
    assert keys(found) == ["vi_a"]


def test_the_longer_match_is_meant() -> None:
    assert meant(hit("po_a", "POST", end=6), hit("po_b", "POST", end=4)).node == "po_a"


def test_names_are_read_together() -> None:
    clear = [hit("ca_a", "CADRE", above=(YIXIAN, "tg_a"))]
    twice = [hit("vi_a", above=(KAIYUAN,)), hit("vi_b", above=(YIXIAN,))]
    assert [one.node for one in resolved_together(ORGANIZATION, [twice, clear])] == ["vi_b", "ca_a"]
    assert [one.node for one in resolved_together(ORGANIZATION, [twice, [hit(YIXIAN, "COUNTY")]])] == ["vi_b", YIXIAN]
    assert [one.node for one in resolved_together(ORGANIZATION, [twice, twice])] == [None, None]


def hits(loaded: Loaded, text: str) -> list[dict[str, Any]]:
    body = loaded.ask(f"query Hits($text: String!) {{ search(text: $text, first: 100) {{ {ASKED} }} }}", {"text": text})
    found: list[dict[str, Any]] = body["data"]["search"]["hits"]
    return found


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("前杨镇沙河子村", ["义县/前杨镇/沙河子村"]),
        ("李勇", ["义县/大定堡满族乡/大定堡满族乡驻村扶贫工作党支部/大定堡满族乡南石桥子村驻村扶贫工作队/李勇"]),
        ("孙桥屯", ["义县/九道岭镇/孙柏屯村"]),
        ("高家屯村", ["义县/城关街道/高家屯村", "义县/九道岭镇/高家屯村"]),
        ("沙河子", ["开原市/中固镇/沙河子村", "义县/前杨镇/沙河子村"]),
    ],
)
def test_names_of_the_seeds(loaded: Loaded, text: str, paths: list[str]) -> None:
    found = resolved(ORGANIZATION, hits(loaded, text))
    assert [one["pathWords"]["zh"].replace(" \u203a ", "/") for one in found.several] == paths
    assert (found.node is not None) is (len(paths) == 1)


def test_names_of_the_seeds_are_read_together(loaded: Loaded) -> None:
    village, person = resolved_together(ORGANIZATION, [hits(loaded, "沙河子"), hits(loaded, "李勇")])
    assert person.node is not None
    assert [one["pathWords"]["zh"] for one in village.several] == ["义县 \u203a 前杨镇 \u203a 沙河子村"]
