"""The command line: what it says, where, and with which exit code; never a traceback."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph_service import __version__
from graph_service.cli.command import run
from graph_service.settings import CONFIG, declared
from tests.importers.folder import with_cell, written

Capture = pytest.CaptureFixture[str]
DOCUMENT = '{ county(code: "990101") { name } }'


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An embedded store and a folder of seeds of this test's own."""
    for row in declared():
        monkeypatch.delenv(row.variable, raising=False)
    monkeypatch.delenv(CONFIG, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPH_SERVICE_STORE", f"embedded:{tmp_path / 'graph.db'}")


def test_help_has_examples_and_comes_at_once() -> None:
    began = time.perf_counter()
    said = subprocess.run([sys.executable, "-m", "graph_service", "--help"], capture_output=True, text=True, check=True)
    assert time.perf_counter() - began < 3
    assert "graph-service query" in said.stdout
    assert "示例" in said.stdout


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from graph_service.cli import command; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = ["strawberry", "graphql", "neo4j", "networkx", "pypinyin", "uvicorn", "pydantic"]
    said = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(("arguments", "code"), [
    (["--version"], 0), (["--help"], 0), (["seeds", "check", "--help"], 0),
    ([], 2), (["conquer"], 2), (["serve", "--port", "many"], 2), (["serve", "--port", "70000"], 2),
    (["seed", "nowhere"], 1), (["query", "@nowhere.graphql"], 1), (["query", DOCUMENT, "--variables", "["], 1),
    (["schema", "write", "--folder", "/dev/null/schema"], 1),
])
def test_exit_codes(arguments: list[str], code: int, capsys: Capture) -> None:
    assert run(arguments) == code
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    if code == 1:
        assert "BAD_ARGUMENT" in said.err


def test_an_address_that_is_taken_is_refused(capsys: Capture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(["serve", "--port", str(taken.getsockname()[1])]) == 1
    said = capsys.readouterr()
    assert "BAD_ARGUMENT" in said.err
    assert "GRAPH_SERVICE_PORT" in said.err


def test_version(capsys: Capture) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"graph-service {__version__}\n"


def test_a_wrong_setting_is_one_message_in_two_languages(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("GRAPH_SERVICE_DEPTH_LIMIT", "deep")
    assert run(["schema", "apply"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert all("GRAPH_SERVICE_DEPTH_LIMIT" in line for line in said)


def test_a_wrong_store_is_refused_without_its_secret(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("GRAPH_SERVICE_STORE", "neo4j://someone:sesame@localhost")
    assert run(["schema", "apply"]) == 1
    said = capsys.readouterr()
    assert "GRAPH_SERVICE_STORE" in said.err
    assert "sesame" not in said.err + said.out


def test_seeds_are_loaded_once_and_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    folder = written(tmp_path)
    monkeypatch.setenv("GRAPH_SERVICE_SEEDS", str(tmp_path))
    assert run(["seed"]) == 0
    assert "revision 版本 1" in capsys.readouterr().out
    assert run(["seed", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "0 added" in said
    assert "revision 版本 1" in said
    assert run(["query", DOCUMENT]) == 0
    assert json.loads(capsys.readouterr().out) == {"data": {"county": {"name": "某县"}}}
    assert run(["query", "{ nothing }"]) == 1
    assert "errors" in json.loads(capsys.readouterr().out)


def test_a_faulty_folder_is_refused_with_every_row(tmp_path: Path, capsys: Capture) -> None:
    folder = written(tmp_path, changed=with_cell("Village", "300", "x") | with_cell("Township", "true", "y"))
    assert run(["seed", str(folder)]) == 1
    said = capsys.readouterr()
    assert "some/Village.csv:2:households" in said.err
    assert "some/Township.csv:2:agricultural" in said.err
    assert "未写入任何内容" in said.err
    assert said.out == ""
    assert said.err.startswith("BAD_ROW")


def test_the_written_schema_is_checked(tmp_path: Path, capsys: Capture) -> None:
    assert run(["schema", "write", "--folder", str(tmp_path / "schema")]) == 0
    assert run(["schema", "check", "--folder", str(tmp_path / "schema")]) == 0
    (tmp_path / "schema" / "model.md").write_text("nothing", encoding="utf-8")
    assert run(["schema", "check", "--folder", str(tmp_path / "schema")]) == 1
    assert "model.md" in capsys.readouterr().out


def test_what_nobody_foresaw_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("graph_service.cli.written.write", broken)
    assert run(["schema", "write"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("INTERNAL")
    assert "内部错误" in said
