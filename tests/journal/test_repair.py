"""The only cut: what the error advises works, loses nothing that is whole, and keeps the damaged file."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph_service.errors import BadArgument, Damaged, Unavailable
from graph_service.stores.embedded.file import LAYOUT
from graph_service.stores.embedded.journal_file import FileJournal
from graph_service.stores.open import Access, Lost, Repaired, repair
from tests.contract.county import AT, change_set
from tests.journal.conftest import Opening
from tests.journal.damaging import SUFFIXES, Truth, files, flips, put, village, written

STEP = 997


@pytest.fixture
async def closed(path: Path) -> Truth:
    return await written(path, killed=False)


@pytest.fixture
async def killed(path: Path) -> Truth:
    truth = await written(path, killed=True)
    put(path, truth.files)
    return truth


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(statement)


def advised(path: Path) -> int:
    """The revision that the refusal names."""
    with pytest.raises(Damaged) as refused:
        FileJournal(path)
    found = {re.search(r"repair --after (\d+)`", text) for text in (refused.value.en, refused.value.zh)}
    numbers = {one.group(1) for one in found if one}
    assert len(numbers) == 1
    return int(numbers.pop())


def repaired(path: Path, after: int) -> Repaired:
    return repair(Access(f"embedded:{path}"), after)


async def test_what_comes_after_the_last_whole_revision_is_given_up(
    opened: Opening, closed: Truth, path: Path
) -> None:
    run(path, "UPDATE journal SET payload = CAST(substr(payload, 2) AS BLOB) WHERE revision = 3")
    damaged = files(path)
    assert advised(path) == 2
    found = repaired(path, 2)
    assert (found.whole, found.until) == (2, 4)
    # The third can be read no more; the fourth can, and is told with its author.
    assert found.lost == (Lost(3), Lost(4, AT, "tester", 1))
    assert found.kept is not None
    assert files(Path(found.kept) / path.name) == damaged
    store = await opened()
    assert list((await store.history()).records) == closed.records[:2]
    assert (await store.commit(change_set(village("V3"), key="key 3"))).revision == 3
    assert (await store.commit(change_set(village("V2"), key="key 2"))).repeated
    await store.close()
    await (await opened()).close()


@pytest.mark.usefixtures("closed")
def test_another_revision_is_not_taken(path: Path) -> None:
    run(path, "UPDATE journal SET checksum = 'x' WHERE revision = 3")
    damaged = files(path)
    for wrong in (0, 1, 3, 4, 99):
        with pytest.raises(BadArgument, match=r"last whole revision is 2.*repair --after 2"):
            repaired(path, wrong)
    assert files(path) == damaged
    assert [one.name for one in path.parent.iterdir() if "damaged" in one.name or "re" in one.suffix] == []


@pytest.mark.usefixtures("closed")
def test_a_whole_file_is_left_alone(path: Path) -> None:
    before = files(path)
    assert repaired(path, 4) == Repaired(4, 4, (), None)
    with pytest.raises(BadArgument, match="last whole revision is 4"):
        repaired(path, 3)
    assert files(path) == before


@pytest.mark.parametrize("statement", [
    "DELETE FROM idempotency WHERE revision = 3", "UPDATE head SET checksum = 'x'", "DELETE FROM head",
])
def test_damage_beside_the_records_loses_none(closed: Truth, path: Path, statement: str) -> None:
    run(path, statement)
    assert advised(path) == 4
    found = repaired(path, 4)
    assert (found.whole, found.until, found.lost) == (4, 4, ())
    assert outcome_is_true(path, closed, 4)


def test_a_log_that_lost_its_end(killed: Truth, path: Path) -> None:
    put(path, {**killed.files, "-wal": killed.files["-wal"][:-1]})
    assert advised(path) == 3
    found = repaired(path, 3)
    assert (found.whole, found.until, found.lost) == (3, 4, ())
    assert outcome_is_true(path, killed, 3)


@pytest.mark.parametrize("content", [b"", b"no database" * 1000])
def test_a_file_of_which_nothing_is_left(closed: Truth, path: Path, content: bytes) -> None:
    put(path, {**closed.files, "": content})
    assert advised(path) == 0
    assert repaired(path, 0).until == 4
    assert outcome_is_true(path, closed, 0)


def test_a_file_that_is_gone(closed: Truth, path: Path) -> None:
    put(path, {".head": closed.files[".head"]})
    assert advised(path) == 0
    repaired(path, 0)
    assert outcome_is_true(path, closed, 0)


@pytest.mark.usefixtures("closed")
def test_a_newer_file_is_not_touched(path: Path) -> None:
    run(path, f"PRAGMA user_version = {LAYOUT + 1}")
    before = files(path)
    with pytest.raises(Damaged, match="newer version"):
        repaired(path, 4)
    assert files(path) == before


async def test_a_file_in_use_is_not_touched(opened: Opening, path: Path) -> None:
    store = await opened()
    with pytest.raises(Unavailable, match="Another process"):
        repaired(path, 0)
    await store.close()


@pytest.mark.parametrize("url", ["memory:", "bolt://localhost", "embedded:", "embedded:nowhere.db"])
def test_only_a_file_is_repaired(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadArgument):
        repair(Access(url), 0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken_off", ["replace", "mkdir"])
def test_a_repair_that_is_broken_off_is_begun_anew(
    closed: Truth, path: Path, monkeypatch: pytest.MonkeyPatch, broken_off: str
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    run(path, "UPDATE journal SET checksum = 'x' WHERE revision = 3")
    with monkeypatch.context() as patched:
        patched.setattr(Path, broken_off, no_room)
        with pytest.raises(Unavailable, match="No space left"):
            repaired(path, 2)
    assert advised(path) == 2
    repaired(path, 2)
    assert outcome_is_true(path, closed, 2)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_advice_of_a_refusal_always_works(killed: Truth, path: Path, suffix: str) -> None:
    whole = []
    for content in flips(killed.files[suffix], 7 if suffix == ".head" else STEP):
        put(path, {**killed.files, suffix: content})
        try:
            FileJournal(path).close()
        except Damaged:
            after = advised(path)
            repaired(path, after)
            assert outcome_is_true(path, killed, after)
            whole.append(after)
    assert whole or suffix != "-wal"


def outcome_is_true(path: Path, truth: Truth, revision: int) -> bool:
    with closing(FileJournal(path)) as journal:
        assert journal.after(0, None) == truth.records[:revision]
        kept = [journal.kept(f"key {number}") for number in range(1, 6)]
        assert kept == [number if number <= revision else None for number in range(1, 6)]
    return True
