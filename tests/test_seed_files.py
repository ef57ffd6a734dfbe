"""The seeds' files by themselves: their form, what they rest on, and the sums of 义县.  No store is needed."""

import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from graph_service.model.graph import Kind, One, Property
from graph_service.model.organization import ORGANIZATION as MODEL
from seeds.making import sums
from seeds.making.files import TAIL, Row, rows_of, spelled
from seeds.making.reading import DATA_DATE, SEEDS, Placed, ended, key_of, label_of, listed, started

FOLDERS = sorted(path.parent.name for path in SEEDS.glob("*/seed.toml"))
FILES = sorted((*SEEDS.glob("*/*.csv"), *SEEDS.glob("*/generated/*.csv")))
SHARED = ("Province", "Prefecture", "Source", "VillageClass")
DATES = TAIL[:4]
RESTS_ON = TAIL[4:]
TIERS = ("WorkingCommittee", "TownshipBranch", "TeamGroup")
LISTS = {"nbs-2023"}  # nothing is quoted from a list of codes


def nodes(placed: Iterable[Placed]) -> Iterator[Placed]:
    return (row for row in placed if row.name in MODEL.label)


def ties(placed: Iterable[Placed]) -> Iterator[Placed]:
    return (row for row in placed if row.name in MODEL.types)


def dated(row: Placed) -> bool:
    if row.name in MODEL.label:
        return MODEL.label[row.name].dated
    found = MODEL.row(row.name, label_of(row["from"]), label_of(row["to"]))
    return found is not None and found.dated


def own_properties(row: Placed) -> dict[str, Property]:
    if row.name in MODEL.label:
        return {p.name: p for p in MODEL.label[row.name].properties}
    return {p.name: p for declared in MODEL.types[row.name] for p in declared.properties}


def faulty(found: Property, text: str) -> bool:
    parts = text.split("|") if found.many else [text]
    if found.enumeration:
        labels = [label.constant for label in MODEL.labels]
        known = labels if found.enumeration == "Label" else MODEL.enumeration[found.enumeration].names
        return not set(parts) <= set(known)
    if found.kind in (Kind.WHOLE, Kind.LONG):
        return not text.isdecimal()
    if found.kind is Kind.FLAG:
        return text not in ("true", "false")
    return found.kind is Kind.DATE and date.fromisoformat(text).isoformat() != text


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SEEDS)))
def test_a_file_is_named_and_headed_by_the_model(file: Path) -> None:
    assert file.stem in MODEL.label or file.stem in MODEL.types
    rows = [Placed(file, row) for row in rows_of(file)]
    fixed = ("key", "name", "aliases") if file.stem in MODEL.label else ("from", "to", "key")
    known = {*fixed, *own_properties(rows[0]), *RESTS_ON, *(DATES if any(map(dated, rows)) else ())}
    assert set(rows[0].row) <= known
    assert file.read_bytes().decode() == spelled(rows_of(file)), "columns, quotes or line ends are not as `spelled`"


@pytest.mark.parametrize("folder", FOLDERS)
class TestEachFolder:
    def test_its_description_is_whole(self, folder: str) -> None:
        said = tomllib.loads((SEEDS / folder / "seed.toml").read_text(encoding="utf-8"))
        assert said.keys() - {"data_date", "fictional"} == {"name", "name_zh", "about", "about_zh", "open_questions"}
        assert said.get("data_date") == (DATA_DATE if folder == "yixian" else None)
        assert all(question.keys() == {"en", "zh"} for question in said["open_questions"])

    def test_values_are_of_their_kind_and_required_ones_are_there(self, folder: str) -> None:
        for row in listed(folder):
            for name, found in own_properties(row).items():
                assert row[name] or not found.required, (row, name)
                assert not row[name] or not faulty(found, row[name]), (row, name)

    def test_ties_join_what_is_there_as_the_model_allows(self, folder: str) -> None:
        there = {row.node for row in nodes(listed(folder))}
        for tie in ties(listed(folder)):
            assert {tie["from"], tie["to"]} <= there, tie
            assert MODEL.row(tie.name, label_of(tie["from"]), label_of(tie["to"])), tie

    def test_what_is_dated_has_a_start_and_nothing_else_has(self, folder: str) -> None:
        bodies = {tie["from"]: label_of(tie["to"]) for tie in listed(folder, "POST_IN")}
        for row in listed(folder):
            post = {"Post": row.node, "POST_IN": row["from"]}.get(row.name)
            if post is None or bodies[post] in TIERS:
                assert bool(row["since"]) == dated(row), row
            assert dated(row) or not row["until"], row
            assert started(row["since"]) < ended(row["until"]), row
            assert row["sinceGrain"] in ("", "ATTESTED"), row
            assert not row["sinceGrain"] or len(row["since"]) == 10, row

    def test_ties_lie_within_the_dates_of_their_ends(self, folder: str) -> None:
        there = {row.node: row for row in nodes(listed(folder))}
        for tie in filter(dated, ties(listed(folder))):
            for end in (there[tie["from"]], there[tie["to"]]):
                assert started(end["since"]) <= started(tie["since"]), (tie, end)
                assert ended(tie["until"]) <= ended(end["until"]), (tie, end)

    def test_ends_to_one_have_one_at_a_time(self, folder: str) -> None:
        spans = defaultdict(list)
        for tie in ties(listed(folder)):
            declared = MODEL.row(tie.name, label_of(tie["from"]), label_of(tie["to"]))
            assert declared is not None
            span = started(tie["since"]), ended(tie["until"])
            for end, side in ((declared.out, "from"), (declared.back, "to")):
                if end.one is One.ALWAYS or (end.one is One.LATEST and folder != "shili"):
                    spans[tie.name, end.name, tie[side]].append(span)
        for where, found in spans.items():
            assert all(one[1] <= other[0] for one, other in pairwise(sorted(found))), where

    def test_what_is_stated_says_where_and_examples_do_not(self, folder: str) -> None:
        sources = {row["key"] for row in listed(folder, "Source")}
        for row in listed(folder):
            named = row["source"].split("|") if row["source"] else []
            assert (row["basis"] == "GENERATED") == (row.file.parent.name == "generated"), row
            assert set(named) <= sources, row
            assert len(row["confidence"].split("|")) == max(len(named), 1), row
            assert not row["quote"] or len(row["quote"].split("|")) == len(named), row
            assert bool(row["confidence"]) == bool(named), row
            if row["basis"] == "INFERRED":
                assert row["basisReason"], row
            elif row["basis"] == "GENERATED":
                assert not any(row[name] for name in RESTS_ON[1:]), row
            elif row.name != "Source":
                assert named, row
                assert row["quote"] or set(named) <= LISTS, row

    def test_nothing_personal_is_written(self, folder: str) -> None:
        for row in listed(folder, "Cadre"):
            assert not any(row[name] for name in ("gender", "phone", "idNumber")), row


def test_keys_are_unique_and_shared_rows_the_same_everywhere() -> None:
    found: dict[tuple[str, str], Row] = {}
    for row in nodes(listed("*")):
        content = {name: value for name, value in row.row.items() if value}
        before = found.setdefault((row.name, row["key"]), content)
        assert before is content or (row.name in SHARED and before == content), row
    within = [(row.name, row["from"], row["to"], row["key"]) for row in ties(listed("*"))]
    twice = {tie for tie, number in Counter(within).items() if number > 1}
    assert all(label_of(start) in SHARED for _, start, _, _ in twice), twice


def test_every_division_of_the_lists_is_there_once() -> None:
    coded = {name: [row for row in listed("*", name) if row["code"]] for name in ("County", "Township", "Village")}
    assert {name: len(rows) for name, rows in coded.items()} == {"County": 9, "Township": 160, "Village": 2136}
    for row in coded["Village"]:
        assert row["key"] == row["code"]
        assert (row["divisionKind"] == "VILLAGE") == (200 <= int(row["code"][-3:]) < 400), row
    assert not any(row["code"] for name in coded for row in listed("shili", name))
    for row in listed("*", "WITHIN"):
        if "/" not in row["from"] and row["from"][-1].isdecimal():
            assert key_of(row["from"]).startswith(key_of(row["to"]).rstrip("0")), row


def test_the_generated_rows_are_what_the_script_writes() -> None:
    command = [sys.executable, str(SEEDS / "generate.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0


def test_what_is_stated_of_the_county_stands_without_the_examples() -> None:
    assert sums.stated() == {
        "WorkingCommittee": 1, "CommitteeOffice": 1, "GuidanceStation": 4, "TownshipBranch": 17, "TeamGroup": 6,
        "SERVES_IN": 6, "GUIDES": 0, "SENT_BY": 0, "SPONSORS": 0, "COORDINATES_WITH": 0,
        "Project": 4, "Product": 3, "Cadre": 9, "seats": (7, 1), "first secretaries of 头道河镇": (9, 2),
        "posts that follow": {"SECRETARY": 1 + 17, "DEPUTY_SECRETARY": 2, "MEMBER": 4, "GROUP_LEADER": 6},
        "villages": {"VILLAGE": 239, "COMMUNITY": 14}, "agricultural": {"true": 17, "false": 1},
        "declared": {
            "teams": 151, "cadres": 603, "cooperatives": 239, "projects": 35, "villages-above-50000": 207,
            "empty-shell-villages": 0, "nectarine-profit": 330_000, "nectarine-work": 1_000,
            "nectarine-income": 100_000, "pear-area": 500,
        },
    }


def test_the_three_tiers_stand_from_the_end_of_2017() -> None:
    assert set(sums.standing_on(date(2016, 1, 1)).values()) == {0}
    assert sums.standing_on(date(2018, 6, 1)) == sums.standing_on(DATA_DATE) == {
        "WorkingCommittee": 1, "TownshipBranch": 17, "TeamGroup": 151, "CommitteeOffice": 1, "GuidanceStation": 4,
        "REPORTS_TO": 17 + 151,
    }


def test_151_teams_in_as_many_villages() -> None:
    assert sums.teams() == {
        "teams": 151, "villages without": 88, "branches to a station": [4, 4, 4, 5],
        "by township": {
            "城关街道": 11, "刘龙台镇": 4, "七里河镇": 10, "大榆树堡镇": 15, "稍户营子镇": 9, "九道岭镇": 14,
            "高台子镇": 9, "瓦子峪镇": 12, "头台镇": 6, "前杨镇": 9, "张家堡镇": 11, "头道河镇": 9, "留龙沟镇": 6,
            "聚粮屯镇": 9, "地藏寺满族乡": 3, "大定堡满族乡": 5, "白庙子乡": 9,
        },
        "levels": {"PROVINCE": 6, "CITY": 19, "COUNTY": 121, "": 5}, "sizes": {3: 126, 4: 20, 5: 5},
    }
    branches = {tie["from"]: tie["to"][-9:] for tie in sums.rows("REPORTS_TO")}
    assert all(branches[tie["from"]] == key_of(tie["to"])[:9] for tie in sums.rows("STATIONED_IN"))


def test_483_places_and_how_they_are_filled() -> None:
    assert sums.filling() == {
        "places": 483, "held": 448 + 6, "open": 8, "not recorded": 12 + 9, "leading, not recorded": 9,
        "open by township": {"大榆树堡镇": 3, "elsewhere": 5}, "open in teams of": {3}, "open roles": {"TEAM_MEMBER"},
        "acted in": 3, "posts of first secretaries": {"Village": 142, "Township": 9}, "ages from 14 to 180": 8,
    }
    serving = {tie["from"]: tie["to"] for tie in sums.rows("SERVES_IN") if tie.holds_on()}
    assert all(sums.places()[tie["to"]] == serving[tie["from"]] for tie in sums.rows("ACTS_IN"))
    leading, first = (sums.holders(role, lambda tie: tie["until"]) for role in ("TEAM_LEADER", "FIRST_SECRETARY"))
    assert {**first, **leading} == first
    assert first.keys() - leading.keys() == {"Cadre:210727/董连杰", "Cadre:210727/廖伟伟"}


def test_568_examples_their_terms_and_their_branches() -> None:
    assert sums.terms() == {
        "starts": {"2018-03": 227, "2018-05": 57, "2019-03": 142, "2020-03": 142},
        "now": 448, "former": 120, "replaced": 112, "retained": {"2018-03": 112, "2018-05": 57},
        "over term": 0, "due": {("2018-03", "2021-03"): 112, ("2018-05", "2021-03"): 57,
                                ("2019-03", "2021-03"): 137, ("2020-03", "2022-03"): 142},
    }
    assert sums.party() == {
        "standing": {"FULL": 534, "PROBATIONARY": 17, "NONE": 17}, "of leaders": {"FULL"},
        "outstanding": 0, "moved without standing": 0,
    }
    assert sums.largest_branch() <= 50
    assert len({row["from"] for row in sums.rows("SERVES_IN")}) + 2 == 576


def test_example_units_and_what_they_back() -> None:
    assert sums.backing() == {
        "levels": {"PROVINCE": 6, "CITY": 19, "COUNTY": 42},
        "kinds": {"PARTY_ORGAN": 18, "GOVERNMENT_DEPARTMENT": 31, "MASS_ORGANIZATION": 6, "INSTITUTION": 12},
        "sponsors of a team": {1: 101, 2: 44}, "units that sponsor": 67,
        "teams of an officer": {12: 5, 13: 7}, "teams with an officer": 151, "in charge": (17, 17),
        "links by purpose": dict.fromkeys(MODEL.enumeration["Purpose"].names, 2),
        "sent by a sponsor": 568, "of their team's level": 568,
    }
    named = {row.node for row in sums.rows("TeamGroup", example=False)}
    assert not named & {tie["to"] for tie in (*sums.rows("SPONSORS"), *sums.example_service())}
    assert not {row["endReason"] for row in listed("yixian")} & {"RECALLED", "DISCIPLINED"}
