"""`journal`, `check`, `dump`, `restore` and `repair` as they are typed: what they say, and with which exit code."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph_service.changes.encode import checksum
from graph_service.cli.command import run
from graph_service.settings import CONFIG, declared
from tests.importers.folder import written

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A store of two revisions, seeded by the command."""
    for row in declared():
        monkeypatch.delenv(row.variable, raising=False)
    monkeypatch.delenv(CONFIG, raising=False)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "graph.db"
    use(monkeypatch, path)
    folder = written(tmp_path)
    assert run(["seed", str(folder), "--stated-only"]) == 0
    assert run(["seed", str(folder)]) == 0
    capsys.readouterr()
    return path


def use(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("GRAPH_SERVICE_STORE", f"embedded:{path}")


def altered(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        assert connection.execute(statement).rowcount == 1


def test_journal_lists_every_revision(capsys: Capture) -> None:
    assert run(["journal"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert re.search(r"^ +1  20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ +\+7 ~0 +\+7 ~0  seeds: seed some .*2020-11-12", lines[1])
    assert re.search(r"^ +2 .* \+1 ~0 +\+2 ~0  seeds: seed some$", lines[2])
    assert run(["journal", "--after", "1"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run(["journal", "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == lines[:2]


def test_journal_verifies(file: Path, capsys: Capture) -> None:
    assert run(["journal", "--verify"]) == 0
    said = capsys.readouterr().out
    assert "Revisions 1 to 2 are whole. 第 1 至 2 条记录完好。" in said
    with closing(sqlite3.connect(file)) as connection:
        (last,) = connection.execute("SELECT checksum FROM head").fetchone()
    assert last in said
    altered(file, "UPDATE journal SET checksum = 'x' WHERE revision = 2")
    assert run(["journal", "--verify"]) == 1
    refused = capsys.readouterr().err
    assert "Revision 2 of the journal fails its checksum" in refused
    assert "第 2 条记录校验不符" in refused


def test_check_finds_nothing_in_what_was_written(capsys: Capture) -> None:
    assert run(["check"]) == 0
    assert re.search(r"^Revision 2: 8 nodes, 9 relationships, 0 to mend\.", capsys.readouterr().out)


def test_check_finds_a_snapshot_that_says_something_else(file: Path, capsys: Capture) -> None:
    """With a checksum that fits: only the comparison with the journal tells."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        chained, deriver, payload = connection.execute("SELECT chained, deriver, payload FROM snapshot").fetchone()
        forged = payload.replace(b'"households":300', b'"households":301')
        assert forged != payload
        fits = checksum(chained + deriver, forged)
        connection.execute("UPDATE snapshot SET payload = ?, checksum = ?", (forged, fits))
    assert run(["check"]) == 1
    said = capsys.readouterr().out
    assert "NOT_AS_WRITTEN households: Village 某村 is not stored as the journal has it." in said
    assert "1 to mend" in said


def test_dump_and_restore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    dumped = tmp_path / "dump.jsonl"
    assert run(["dump", str(dumped)]) == 0
    assert "2 revisions written" in (told := capsys.readouterr().out)
    assert dumped.stat().st_mode & 0o077 == 0
    assert run(["dump", str(dumped)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert run(["restore", str(dumped)]) == 1
    assert "only into an empty one" in capsys.readouterr().err
    use(monkeypatch, tmp_path / "other.db")
    assert run(["restore", str(dumped)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == told.splitlines()[1]
    assert run(["restore", str(dumped), "--resume"]) == 0
    assert "0 revisions written" in capsys.readouterr().out
    assert run(["check"]) == 0
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.parametrize("arguments", [
    ["restore", "nowhere.jsonl"], ["restore", "."], ["dump", "nowhere/dump.jsonl"], ["restore", "some/seed.toml"],
    ["repair", "--after", "7"],
])
def test_what_cannot_be_done_is_said(arguments: list[str], capsys: Capture) -> None:
    assert run(arguments) == 1
    said = capsys.readouterr()
    assert said.err.startswith("BAD_ARGUMENT: ")
    assert said.out == ""


def test_repair_says_what_is_lost(file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["repair", "--after", "2"]) == 0
    assert "Nothing is damaged" in capsys.readouterr().out
    altered(file, "UPDATE journal SET checksum = 'x' WHERE revision = 2")
    assert run(["check"]) == 1
    assert "graph-service repair --after 1" in capsys.readouterr().err
    assert run(["repair", "--after", "2"]) == 1
    assert "The last whole revision is 1, not 2" in capsys.readouterr().err
    assert run(["repair", "--after", "1"]) == 0
    said = capsys.readouterr().out
    assert "Lost: revisions 2 to 2." in said
    assert re.search(r"^  2  20\S+Z  seeds  3 changes", said, re.MULTILINE)
    kept = list(tmp_path.glob("graph.db.damaged-*"))
    assert len(kept) == 1
    assert str(kept[0]) in said
    assert run(["check"]) == 0
    assert run(["journal", "--verify"]) == 0


def test_repair_asks_to_be_told_the_revision(capsys: Capture) -> None:
    assert run(["repair"]) == 2
    assert "--after" in capsys.readouterr().err
