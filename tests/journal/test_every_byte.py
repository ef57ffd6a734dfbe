"""Behaviour of a damaged file, place by place: an error that says what is whole and how to go on, or all the truth.

The steps leave bytes out to save time; `make soak` looks at every one.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.journal.damaging import SUFFIXES, Truth, altered, flips, last_frame, outcome, put, written

STEP, CUTS = 89, 37
"""Bytes from one flip, and from one cut, to the next."""


@pytest.fixture
async def closed(path: Path) -> Truth:
    return await written(path, killed=False)


@pytest.fixture
async def killed(path: Path) -> Truth:
    truth = await written(path, killed=True)
    put(path, truth.files)
    assert len(truth.files["-wal"]) > 4096
    return truth


def test_a_bit_in_every_field_of_every_record(closed: Truth, path: Path) -> None:
    found: dict[str, set[str]] = {}
    for field in altered(path):
        found.setdefault(field, set()).add(outcome(path, closed))
    assert len(found) == 4 + 3 + 2 + 5
    # A snapshot only saves time: without it the journal is folded.
    assert {field for field, said in found.items() if said != {"refused"}} == {
        field for field in found if field.startswith("snapshot.")}


def test_a_bit_anywhere_in_a_closed_file(closed: Truth, path: Path) -> None:
    said: Counter[str] = Counter()
    for content in flips(closed.files[""], STEP):
        put(path, {**closed.files, "": content})
        said[outcome(path, closed)] += 1
    assert said["refused"]
    assert said["true"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_bit_anywhere_in_what_a_kill_leaves(killed: Truth, path: Path, suffix: str) -> None:
    step = 1 if suffix == ".head" else STEP
    for content in flips(killed.files[suffix], step):
        put(path, {**killed.files, suffix: content})
        # A damaged note is not heeded: the journal is whole.
        assert outcome(path, killed) == "true" or suffix != ".head"


def test_a_closed_file_cut_off_in_its_last_page(closed: Truth, path: Path) -> None:
    whole = closed.files[""]
    for length in (*range(len(whole) - 4096, len(whole) - 20, CUTS), *range(len(whole) - 20, len(whole))):
        put(path, {**closed.files, "": whole[:length]})
        outcome(path, closed)


@pytest.mark.parametrize("length", [0, 1, 99, 100, 4095, 4096, 4097, 8192])
def test_a_closed_file_of_which_little_is_left(closed: Truth, path: Path, length: int) -> None:
    put(path, {**closed.files, "": closed.files[""][:length]})
    assert outcome(path, closed) == "refused"


def test_a_log_cut_off_in_its_last_frame(killed: Truth, path: Path) -> None:
    """SQLite drops it without a word; the last revision was acknowledged, so that the start is refused."""
    log = killed.files["-wal"]
    begin = last_frame(log)
    for length in (*range(begin, len(log) - 20, CUTS), *range(len(log) - 20, len(log))):
        put(path, {**killed.files, "-wal": log[:length]})
        assert outcome(path, killed) == "refused"


def test_a_log_cut_off_before_anybody_was_told(killed: Truth, path: Path) -> None:
    """As a kill in the midst of a commit leaves it: what was acknowledged is there, and nothing is half there."""
    log, early = killed.files["-wal"], killed.up_to(3)
    for length in range(last_frame(log), len(log), CUTS):
        put(path, {**killed.files, "-wal": log[:length], ".head": killed.notes[3]})
        assert outcome(path, early) == "true"


@pytest.mark.parametrize("gone", ["", "-wal"])
def test_a_part_that_is_taken_away(killed: Truth, path: Path, gone: str) -> None:
    put(path, {suffix: content for suffix, content in killed.files.items() if suffix != gone})
    assert outcome(path, killed) == "refused"


def test_a_note_that_is_taken_away_or_empty(killed: Truth, path: Path) -> None:
    for kept in ({}, {".head": b""}, {".head": b"\xff"}):
        put(path, {suffix: killed.files[suffix] for suffix in ("", "-wal")} | kept)
        assert outcome(path, killed) == "true"
