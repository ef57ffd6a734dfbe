"""The mission, row by row: what is written about it is there, and its traps are not stepped into.

The answers themselves are pinned beside their queries and asked by `test_insight_corpus`.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph_service.changes.change import AddTie
from graph_service.model.organization import ORGANIZATION
from tests.loaded import Loaded

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus" / "mission"
DOCUMENTS = sorted(CORPUS.glob("*.graphql"))
PAGE = ROOT / "docs" / "mission.md"
ROWS = [f"S{number:02}" for number in range(1, 69)]
STRUCTURE_TO = "S42"
NOT_HELD = {"S29", "S30", "S31"}
"""Rows up to S42 that are records alone."""
LINK = re.compile(r"\((\S+?\.graphql)\)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
YIXIAN = "210727"
STATED = ["STATED", "COUNTED", "INFERRED"]


@cache
def cells() -> dict[str, list[str]]:
    """The cells of each row of the page, by the row's id."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return {line[2:5]: [cell.strip() for cell in line.strip("|").split("|")] for line in lines
        if re.match(r"\| S\d\d \|", line)}


def linked(text: str) -> list[str]:
    return [Path(target).stem for target in LINK.findall(text)]


class TestThePage:
    def test_it_names_every_row_in_order(self) -> None:
        assert list(cells()) == ROWS

    def test_every_query_is_linked_from_its_row(self) -> None:
        assert {row: linked(cells()[row][3]) for row in ROWS} == {
            row: [path.stem for path in DOCUMENTS if path.stem.startswith(f"{row}_")] for row in ROWS}

    @pytest.mark.parametrize("row", ROWS)
    def test_a_row_without_a_query_says_why(self, row: str) -> None:
        _, _, kind, queries, why = cells()[row]
        assert kind in ("structure", "partly", "record")
        assert queries or kind != "structure"
        assert queries or "not held" in why.lower() or linked(why)

    def test_up_to_s42_what_is_structure_has_a_query(self) -> None:
        wanted = [row for row in ROWS if row <= STRUCTURE_TO and row not in NOT_HELD]
        assert [row for row in wanted if not linked(cells()[row][3])] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
class TestEachQuery:
    def test_it_begins_with_its_row_its_question_and_a_fact(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        said = [line for line in lines if line.startswith("# ")]
        assert lines[: len(said)] == said
        assert len(said) >= 3
        assert said[0].startswith(f"# {path.stem[:3]}")
        assert " · " in said[0]
        assert "?" in said[1]
        assert CHINESE.search(said[1])

    def test_it_has_an_answer_that_is_none_of_nothing(self, path: Path) -> None:
        answer = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert "errors" not in answer
        assert all(found is not None for found in answer["data"].values())


def test_nothing_is_kept_that_is_not_asked() -> None:
    kept = {path.name.partition(".")[0] for path in CORPUS.iterdir()}
    assert kept == {path.stem for path in DOCUMENTS}


def one(loaded: Loaded, text: str, **variables: object) -> Any:
    """The answer to a document with one root field."""
    (found,) = loaded.ask(text, variables)["data"].values()
    return found


def paged(loaded: Loaded, text: str) -> Iterator[Any]:
    """Every node of a list, page by page; the document takes $after."""
    after, more = None, True
    while more:
        found = one(loaded, text, after=after)
        yield from found["nodes"]
        after, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]


class TestOneCountyIsNotAnother:
    """The page of the 义县 report tells of four other places."""

    ELSEWHERE = ("吕力力", "王勇", "乔树峰", "小白庙子", "六家子", "开原", "丹东", "朝阳")

    def test_what_lies_in_the_county_has_its_code(self, loaded: Loaded) -> None:
        found = one(loaded, """query ($code: String!) { county(code: $code) {
          townships(first: 100) { nodes { code villages(first: 100) { nodes { code } } } } } }""", code=YIXIAN)
        codes = [place["code"] for township in found["townships"]["nodes"]
            for place in (township, *township["villages"]["nodes"])]
        assert len(codes) == 18 + 239 + 14
        assert [code for code in codes if not code.startswith(YIXIAN)] == []

    def test_nothing_of_elsewhere_is_under_the_county(self, loaded: Loaded) -> None:
        found = loaded.ask("""query ($code: String!, $basis: [Basis!]) {
          county(code: $code) {
            name indicators { nodes { name } } enterprises { nodes { name } } units(first: 100) { nodes { name } }
            committee { office { name } stations { nodes { name } }
              branches { nodes { name partyMembers(first: 100) { nodes { name } } } } }
            townships { nodes { name units { nodes { name } } enterprises { nodes { name } } } }
          }
          teamGroups(first: 100, basis: $basis,
            filter: { branch: { committee: { county: { code: { eq: $code } } } } }) {
            nodes { name villages { nodes { name } } members { nodes { name posts { nodes { name } } } } }
          }
        }""", {"code": YIXIAN, "basis": STATED})
        said = json.dumps(found, ensure_ascii=False)
        assert "义县" in said
        assert [name for name in self.ELSEWHERE if name in said] == []

    def test_no_parent_is_of_another_county(self, loaded: Loaded) -> None:
        branches = list(paged(loaded, """query ($after: String) { townshipBranches(first: 100, after: $after) {
          nodes { township { county { id } } committee { county { id } } station { committee { county { id } } } }
          pageInfo { endCursor hasNextPage } } }"""))
        assert len(branches) > 17
        for branch in branches:
            assert branch["committee"]["county"] == branch["township"]["county"]
            assert branch["station"]["committee"]["county"] == branch["township"]["county"]

    def test_no_team_works_in_another_county_than_its_branch(self, loaded: Loaded) -> None:
        groups = list(paged(loaded, """query ($after: String) { teamGroups(first: 100, after: $after) {
          nodes { branch { township { county { id } } } villages { nodes { township { county { id } } } } }
          pageInfo { endCursor hasNextPage } } }"""))
        assert len(groups) > 151
        for group in groups:
            counties = [village["township"]["county"]["id"] for village in group["villages"]["nodes"]]
            branch = [group["branch"]["township"]["county"]["id"]] if group["branch"] else []
            assert len({*counties, *branch}) == 1


class TestStationsAndOfficeAreNoTier:
    @pytest.mark.parametrize(("name", "bodies"), [
        ("李勇", ["TeamGroup", "TownshipBranch", "WorkingCommittee", "Unit"]),
        ("董连杰", ["TownshipBranch", "WorkingCommittee", "Unit"]),
    ])
    def test_a_chain_goes_group_branch_committee(self, loaded: Loaded, name: str, bodies: list[str]) -> None:
        (cadre,) = one(loaded, "query ($name: String!) { cadres(filter: { name: { eq: $name } }) { nodes { id } } }",
            name=name)["nodes"]
        (way,) = one(loaded, """query ($of: ID!) { reportingChain(of: $of) {
          chains { steps { body { __typename } } } } }""", of=cadre["id"])["chains"]
        assert [step["body"]["__typename"] for step in way["steps"]] == bodies

    def test_the_model_has_no_other_command(self) -> None:
        rows = [(row.sources, row.targets) for row in ORGANIZATION.types["REPORTS_TO"]]
        assert rows == [(("TeamGroup",), ("TownshipBranch",)), (("TownshipBranch",), ("WorkingCommittee",))]


class TestNumbersAreKeptAndNobodyIsInvented:
    def project(self, loaded: Loaded, kind: str, name: str) -> Any:
        (found,) = one(loaded, """query ($kind: ProjectKind!, $name: String!) {
          projects(filter: { projectKind: { eq: $kind }, name: { contains: $name } }) { nodes {
            statedParticipantCount statedNamedCount statedParticipantWords
            participants { nodes { ... on Named { name } } } } } }""", kind=kind, name=name)["nodes"]
        return {**found, "participants": sorted(node["name"] for node in found["participants"]["nodes"])}

    def test_two_of_nine(self, loaded: Loaded) -> None:
        assert self.project(loaded, "PLATFORM", "电商平台") == {
            "statedParticipantCount": 9, "statedNamedCount": 2,
            "statedParticipantWords": "董连杰、廖伟伟等9名第一书记", "participants": ["廖伟伟", "董连杰"]}
        posts = one(loaded, """query ($code: String!) {
          posts(filter: { role: { eq: FIRST_SECRETARY }, body: { township: { code: { eq: $code } } } }) {
            nodes { holding } } }""", code=f"{YIXIAN}112")["nodes"]
        assert sorted(post["holding"] for post in posts) == ["HELD"] * 2 + ["NOT_RECORDED"] * 7

    def test_none_of_seven(self, loaded: Loaded) -> None:
        assert self.project(loaded, "HUB", "面粉加工厂") == {
            "statedParticipantCount": 7, "statedNamedCount": 0,
            "statedParticipantWords": "周边7个村", "participants": ["六家子村"]}
        villages = one(loaded, """{ villages(filter: { township: { county: { name: { eq: "朝阳县" } } } }) {
          nodes { name } } }""")["nodes"]
        assert villages == [{"name": "六家子村"}]

    def test_some_others_are_no_number(self, loaded: Loaded) -> None:
        assert self.project(loaded, "JOINT", "百香果") == {
            "statedParticipantCount": None, "statedNamedCount": 1,
            "statedParticipantWords": "李勇和同乡的另外几名第一书记", "participants": ["李勇"]}


class TestThreeRelationships:
    """Employment with the sponsor, work in the village, Party relation with the township branch."""

    def test_they_are_three(self, loaded: Loaded) -> None:
        (cadre,) = one(loaded, """query ($code: String!) {
          cadres(first: 1, filter: { not: { or: [{ sponsor: null }, { team: null }] },
            partyBranch: { townshipBranch: { committee: { county: { code: { eq: $code } } } } } }) {
            nodes { sponsor { __typename } partyBranch { __typename } team { villages { nodes { __typename } } } }
          } }""", code=YIXIAN)["nodes"]
        assert cadre == {"sponsor": {"__typename": "Unit"}, "partyBranch": {"__typename": "TownshipBranch"},
            "team": {"villages": {"nodes": [{"__typename": "Village"}]}}}

    def test_no_members_party_relation_is_with_sponsor_or_village(self, loaded: Loaded) -> None:
        found = one(loaded, """{ cadres(filter: { partyBranch: { type: { in: [UNIT, VILLAGE_BRANCH] } } }) {
          totalCount } }""")
        assert found == {"totalCount": 0}

    def test_one_is_not_concluded_from_another(self, loaded: Loaded) -> None:
        found = one(loaded, """query ($basis: [Basis!]) {
          cadres(filter: { name: { in: ["赵强", "朱凯"] } }, basis: $basis) { nodes {
            name sponsor { name } team { name } partyBranch { ... on Named { name } } } } }""", basis=STATED)["nodes"]
        held = {cadre["name"]: [key for key in ("sponsor", "team", "partyBranch") if cadre[key]] for cadre in found}
        assert held == {"赵强": ["team", "partyBranch"], "朱凯": ["sponsor"]}


class TestWhatIsLeftOut:
    PRIVATE = ("付守云", "郭志刚", "王亚军", "孔凡清", "王宝成", "左爱平", "老付")
    UNSAID = ("半身不遂", "聋哑", "住院", "去世", "突发疾病", "患有", "组织处理", "撤职", "平均年龄")

    def test_no_private_person_illness_or_penalty_is_held(self, loaded: Loaded) -> None:
        said = "\n".join(map(repr, loaded.change_sets()))
        assert "李勇" in said
        assert [word for word in (*self.PRIVATE, *self.UNSAID) if word in said] == []

    def test_how_many_were_penalized_is_no_figure(self, loaded: Loaded) -> None:
        found = one(loaded, """{ indicators(filter: { subject: { county: { code: { eq: "623027" } } } }) {
          nodes { value } } }""")["nodes"]
        assert sorted(figure["value"] for figure in found) == [27, 33, 33, 60, 225]

    def test_there_is_no_label_for_households(self) -> None:
        assert [label.name for label in ORGANIZATION.labels if "household" in label.name.lower()] == []


class TestGrain:
    def grains(self, loaded: Loaded, name: str) -> list[tuple[str, str]]:
        (cadre,) = one(loaded, """query ($name: String!) { cadres(filter: { name: { eq: $name } }) { nodes {
          posts(filter: { role: { eq: FIRST_SECRETARY } }) { edges { since sinceGrain } } } } }""", name=name)["nodes"]
        return [(edge["since"], edge["sinceGrain"]) for edge in cadre["posts"]["edges"]]

    def test_the_end_of_2017_is_a_month(self, loaded: Loaded) -> None:
        found = one(loaded, "query ($code: String!) { county(code: $code) { committee { since sinceGrain } } }",
            code=YIXIAN)
        assert found["committee"] == {"since": "2017-12-01", "sinceGrain": "MONTH"}

    def test_a_year_stays_a_year_and_a_month_a_month(self, loaded: Loaded) -> None:
        assert self.grains(loaded, "王容晖") == [("2014-01-01", "YEAR")]
        assert self.grains(loaded, "朱凯") == [("2018-03-01", "MONTH")]

    def test_the_day_of_a_report_begins_no_term(self, loaded: Loaded) -> None:
        assert self.grains(loaded, "赵强") == [("2020-11-12", "ATTESTED")]
        before = one(loaded, """{ village(code: "210727110201", asOf: "2020-11-11") {
          posts { nodes { holder { name } } } } }""")
        assert [post for post in before["posts"]["nodes"] if post["holder"]] == []


def test_what_the_machine_translation_says_is_of_low_confidence(loaded: Loaded) -> None:
    (source,) = one(loaded, """{ sources(filter: { name: { contains: "机器翻译" } }) { nodes { id } } }""")["nodes"]
    sure: list[object] = []
    for change in (change for change_set in loaded.change_sets() for change in change_set.changes):
        if isinstance(change, AddTie) and change.type == "STATED_IN":
            sure += [change.properties["confidence"]] if change.target == source["id"] else []
        elif isinstance(change, AddTie):
            ids, confidences = change.properties.get("sourceIds") or [], change.properties.get("confidences") or []
            assert isinstance(ids, list)
            assert isinstance(confidences, list)
            sure += [confidence for key, confidence in zip(ids, confidences, strict=True) if key == source["id"]]
    assert len(sure) > 50
    assert set(sure) == {"LOW"}
