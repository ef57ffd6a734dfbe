"""`ask`: names are understood, answers are what GraphQL says, and they can be read, whatever the question."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from graphql import parse
from rich.cells import cell_len

from graph_service.api.limits import Limits, Pass
from graph_service.api.open import open_service
from graph_service.api.response import response
from graph_service.api.service import Service
from graph_service.app import Ask
from graph_service.cli import boards
from graph_service.cli.command import run
from graph_service.cli.document import document
from graph_service.cli.plainly import brief
from graph_service.cli.questions import positional
from graph_service.cli.tongue import Tongue
from graph_service.insights import table
from graph_service.insights.insight import Argument, Insight
from graph_service.insights.posts import Seat
from graph_service.insights.table import INSIGHTS
from graph_service.model.graph import Kind
from graph_service.model.organization import ORGANIZATION
from graph_service.settings import CONFIG, declared
from tests.insights.sample import TEAMS_LED
from tests.loaded import TODAY, Loaded

Capture = pytest.CaptureFixture[str]
ASKED: Mapping[str, tuple[list[str], list[str]]] = {
    "chain": (["前杨镇沙河子村"], ["义县驻村扶贫工作党工委", "赵强", "未登记", "义县县委书记"]),
    "lines": (["董连杰"], ["头道河镇驻村扶贫工作党支部", "董连杰的工作队未载明", "不一致"]),
    "card": (["前杨镇沙河子村"], ["驻村第一书记", "赵强"]),
    "tree": (["前杨镇", "--depth", "2", "--width", "3"], ["└── +", "工作队 9"]),
    "cooperating": (["富有台村"], ["大铁厂村", "正在合作", "可以合作", "瓦子峪镇"]),
    "network": (["瓦子峪镇", "--kinds", "cooperative"], ["大铁厂村", "正在合作", "同一合作社或公司"]),
    "way": (["赵强", "义县基层党建指导站（三）"], ["3步", "指导监督"]),
    "projects": (["--scope", "义县", "--first", "2"], ["油蟠桃", "生产经营", "--after"]),
    "partners": (["富有台村"], ["大铁厂村", "技术指导"]),
    "search": (["龙符"], ["龙伏镇", "路径"]),
    "timeline": (["前杨镇沙河子村"], ["2020-11-12", "赵强", "预计截止"]),
    "diff": (["前杨镇", "--from", "2018-01-01", "--to", "2020-11-12"], ["任职人", "变化"]),
    "led": (["前杨镇驻村扶贫工作党支部", "--first", "2"], ["领导", "还有更多"]),
}
"""By command: what to ask, and what has to be in what is shown."""
PARTED = " \u203a "
"""Between the places of a path."""
EVERY = (*INSIGHTS, TEAMS_LED)


@dataclass
class Served:
    """The service that commands ask, and what they asked of it."""

    service: Service
    documents: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    async def ask(self, text: str, variables: Mapping[str, Any] | None = None) -> bytes:
        self.documents.append((text, variables or {}))
        return response(await self.service.execute(text, variables)).body


@pytest.fixture(scope="module")
def service(loaded: Loaded) -> Service:
    """The seeds, asked by a service that knows the sample as well."""
    return open_service(loaded.service.store, loaded.kind, limits=Limits(), today=lambda: TODAY, insights=EVERY)


@pytest.fixture
def served(service: Service, monkeypatch: pytest.MonkeyPatch) -> Served:
    """Commands ask this service."""
    for row in declared():
        monkeypatch.delenv(row.variable, raising=False)
    monkeypatch.delenv(CONFIG, raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    made = Served(service)

    @asynccontextmanager
    async def asking(*_: object) -> AsyncIterator[Ask]:
        yield made.ask

    monkeypatch.setattr("graph_service.app.asking", asking)
    monkeypatch.setattr(table, "INSIGHTS", EVERY)
    return made


in_memory = pytest.mark.parametrize("loaded", ["memory"], indirect=True)
each = pytest.mark.parametrize("insight", EVERY, ids=lambda one: one.command)


@each
def test_help_of_every_question_is_in_both_languages(
    insight: Insight, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(table, "INSIGHTS", EVERY)
    assert run(["ask", insight.command, "--help"]) == 0
    said = "".join(capsys.readouterr().out.split())
    for words in (insight.about, *(one.about for one in insight.arguments)):
        assert "".join(words.en.split()) in said
        assert "".join(words.zh.split()) in said
    assert all(f"--{shared}" in said for shared in ("as-of", "basis", "json", "english"))


def test_all_questions_are_listed(capsys: Capture) -> None:
    run(["ask", "--help"])
    said = capsys.readouterr().out
    assert [one.command for one in INSIGHTS if f"  {one.command} " not in said] == []


@each
def test_a_document_of_all_that_may_be_asked_keeps_the_limits(insight: Insight) -> None:
    given = [*(one.name for one in insight.arguments), "asOf", "basis"]
    text = document(ORGANIZATION, insight, given)
    parsed = parse(text, max_tokens=Limits().tokens)
    Pass(parsed).check(Limits())


@in_memory
@each
@pytest.mark.usefixtures("served")
def test_an_answer_is_shown(insight: Insight, capsys: Capture) -> None:
    """Without colours, nothing cut off, in either language."""
    arguments, wanted = ASKED[insight.command]
    assert run(["ask", insight.command, *arguments]) == 0
    said = capsys.readouterr().out
    assert [one for one in wanted if one not in said] == []
    assert "\x1b" not in said
    assert "…" not in said
    assert not any(line != line.rstrip() for line in said.splitlines())
    assert run(["ask", insight.command, *arguments, "--english"]) == 0
    assert capsys.readouterr().out != said


@in_memory
@each
def test_json_is_what_graphql_answers(insight: Insight, served: Served, loaded: Loaded, capsys: Capture) -> None:
    arguments, _ = ASKED[insight.command]
    assert run(["ask", insight.command, *arguments, "--json"]) == 0
    text, variables = served.documents[-1]
    again = response(loaded.runner.run(served.service.execute(text, variables))).body.decode()
    said = capsys.readouterr().out
    assert said == f"{again}\n"
    assert list(json.loads(said)["data"]) == [insight.name]


def test_every_question_has_an_example_here() -> None:
    assert [one.command for one in EVERY if one.command not in ASKED] == []


def test_boards_are_of_questions() -> None:
    assert set(boards.COMMANDS) <= set(ASKED)


def asked_of(served: Served, *arguments: str) -> Any:
    """The variables with which the question was asked at last."""
    assert run(["ask", *arguments]) == 0
    return served.documents[-1][1]


@in_memory
def test_a_place_may_be_named_in_many_ways(served: Served) -> None:
    key = asked_of(served, "chain", "前杨镇沙河子村")["of"]
    for name in (key, "210727110201", "义县前杨镇沙河子村", "qianyangzhen shahezicun", f"前杨镇{PARTED}沙河子村"):
        assert asked_of(served, "chain", name) == {"of": key}


@in_memory
def test_what_was_made_of_a_name_that_is_not_whole_is_said(served: Served, capsys: Capture) -> None:
    """孙桥屯 is a printed spelling of 孙柏屯."""
    key = asked_of(served, "chain", "孙柏屯村")["of"]
    assert capsys.readouterr().err == ""
    assert asked_of(served, "chain", "孙桥屯")["of"] == key
    assert capsys.readouterr().err.replace(PARTED, "/") == "孙桥屯 → 义县/九道岭镇/孙柏屯村\n"


@in_memory
def test_a_name_is_read_in_the_county_of_the_others(served: Served, capsys: Capture) -> None:
    key = asked_of(served, "chain", "前杨镇沙河子村")["of"]
    assert run(["ask", "way", "沙河子村", "中固镇"]) == 0
    elsewhere = served.documents[-1][1]["from"]
    assert elsewhere != key
    assert asked_of(served, "way", "沙河子村", "前杨镇")["from"] == key
    town = served.documents[-1][1]["to"]
    assert asked_of(served, "way", "沙河子村", town)["from"] == key
    assert asked_of(served, "cooperating", "沙河子村", "--within", "义县")["of"] == key
    capsys.readouterr()


@in_memory
@pytest.mark.parametrize(("arguments", "paths"), [
    (["chain", "高家屯村"], ["义县/城关街道/高家屯村", "义县/九道岭镇/高家屯村"]),
    (["card", "沙河子村"], ["开原市/中固镇/沙河子村", "义县/前杨镇/沙河子村"]),
    (["tree", "前阳镇"], ["义县/前杨镇"]),
])  # fmt: skip
@pytest.mark.usefixtures("served")
def test_what_is_not_clear_is_listed(arguments: list[str], paths: list[str], capsys: Capture) -> None:
    assert run(["ask", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [path for path in paths if f"  {path}  " not in said.err.replace(PARTED, "/")] == []
    assert "请写明" in said.err


@in_memory
@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["chain", "没有这个村"], 1, ["没有这个村", "nothing is called", "未找到"]),
    (["card", "210727"], 1, ["nothing is called", "村（社区）"]),
    (["card", "（）"], 1, ["BAD_ARGUMENT", "text"]),
    (["tree", "pj_" + "a" * 20], 1, ["WRONG_KIND"]),
    (["chain", "vi_" + "a" * 20], 1, ["BAD_ID"]),
    (["way", "沙河子村"], 2, ["TO"]),
    (["way", "义县", "前杨镇", "--via", "magic"], 2, ["magic", "chain", "用法有误"]),
    (["tree", "义县", "--depth", "9"], 2, ["--depth", "8"]),
    (["chain", "义县", "--as-of", "yesterday"], 2, ["--as-of", "yesterday"]),
    (["chain", "义县", "--basis", "HEARSAY"], 2, ["--basis"]),
    (["projects", "--filter", "{"], 1, ["--filter", "须为"]),
    (["projects", "--filter", '{"nothing": 1}'], 1, ["nothing"]),
    (["conquer"], 2, ["conquer"]),
])  # fmt: skip
@pytest.mark.usefixtures("served")
def test_what_will_not_do_is_refused(arguments: list[str], code: int, words: list[str], capsys: Capture) -> None:
    assert run(["ask", *arguments]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert [word for word in words if word not in said.err] == []
    assert "Traceback" not in said.err


@in_memory
@pytest.mark.usefixtures("served")
def test_errors_of_an_answer_are_in_its_json(capsys: Capture) -> None:
    assert run(["ask", "chain", "vi_" + "a" * 20, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["errors"][0]["extensions"]["code"] == "BAD_ID"


@in_memory
def test_options_are_handed_over(served: Served, capsys: Capture) -> None:
    given = asked_of(served, "way", "赵强", "前杨镇", "--via", "CHAIN", "--via", "place", "--max-hops", "4", "--as-of",
        "2020-11-12", "--basis", "stated", "--basis", "INFERRED")  # fmt: skip
    wanted = {"via": ["CHAIN", "PLACE"], "maxHops": 4, "asOf": "2020-11-12", "basis": ["STATED", "INFERRED"]}
    assert {name: given[name] for name in wanted} == wanted
    given = asked_of(served, "projects", "--filter", '{"projectKind": {"eq": "ENCLAVE"}}')
    assert given == {"filter": {"projectKind": {"eq": "ENCLAVE"}}}
    assert asked_of(served, "tree", "前杨镇", "--posts")["posts"] is True
    capsys.readouterr()


@in_memory
@pytest.mark.usefixtures("served")
def test_a_window_is_kept_to_and_coloured(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert run(["ask", "cooperating", "富有台村"]) == 0
    said = capsys.readouterr().out
    assert "\x1b[" in said
    assert max(cell_len(plain(line)) for line in said.splitlines()) <= 72
    assert "…" not in said


def plain(line: str) -> str:
    """Without what colours it."""
    parts = line.split("\x1b[")
    return parts[0] + "".join(part.partition("m")[2] for part in parts[1:])


@pytest.mark.parametrize(("lang", "option", "english"), [
    ("zh_CN.UTF-8", None, False), ("C.UTF-8", None, False), ("", None, False), ("en_GB.UTF-8", None, True),
    ("en_GB.UTF-8", False, False), ("zh_CN.UTF-8", True, True),
])  # fmt: skip
def test_the_language_is_that_of_the_option_or_of_lang(
    lang: str, option: bool | None, english: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    assert Tongue.of(ORGANIZATION, english=option).english is english


def seat_record(**given: Any) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(
        ("holder", "since", "sinceGrain", "dueOn", "acting", "follows", "followsBody", "followsHolder", "daysVacant",
            "call"))  # fmt: skip
    return {**empty, "post": {"name": "岗"}, "role": "SECRETARY", "holding": "NOT_RECORDED", "daysApproximate": False,
        "reasons": [], **given}  # fmt: skip


@pytest.mark.parametrize(("given", "zh", "en"), [
    ({}, "书记：未登记", "Secretary: Not recorded"),
    ({"holding": "VACANT"}, "书记：空缺", "Secretary: Vacant"),
    ({"holding": "VACANT", "daysVacant": 31, "daysApproximate": True, "acting": {"name": "乙"}},
        "书记：空缺约31天，乙主持工作", "Secretary: Vacant for about 31 days; 乙 acts"),
    ({"holding": "HELD", "holder": {"name": "甲"}, "since": "2020-03-01", "sinceGrain": "MONTH",
        "follows": {"name": "县委书记"}, "followsHolder": {"name": "丙"}},
        "书记：甲，自2020年3月起，随任于县委书记（丙）", "Secretary: 甲, since 2020-03, goes with 县委书记 (丙)"),
])  # fmt: skip
def test_a_post_is_said_as_it_is_filled(given: dict[str, Any], zh: str, en: str) -> None:
    record = seat_record(**given)
    assert brief(Seat, record, Tongue(ORGANIZATION, english=False)) == zh
    assert brief(Seat, record, Tongue(ORGANIZATION, english=True)) == en


def test_a_positional_is_an_id_or_a_text_that_is_needed() -> None:
    words = INSIGHTS[0].about
    assert positional(Argument("of", words, required=True))
    assert positional(Argument("text", words, Kind.TEXT, required=True))
    assert not positional(Argument("from", words, Kind.DATE, required=True))
    assert not positional(Argument("scope", words))
    assert not positional(Argument("ids", words, required=True, many=True))
