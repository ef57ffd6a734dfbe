"""The long form of the damage tests: every byte of a file flipped, and cut off at every byte that the issue names."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.journal.damaging import SUFFIXES, Truth, altered, flips, last_frame, outcome, put, written


async def every_byte(folder: Path) -> AsyncIterator[str]:
    """A line of figures for each kind of damage.  Raises AssertionError at the first wrong answer."""
    for killed in (False, True):
        path = folder / f"killed-{killed}" / "graph.db"
        truth = await written(path, killed=killed)
        put(path, truth.files)
        name = "what a kill leaves" if killed else "a closed file"
        yield f"{name}, every field: {_said(Counter(outcome(path, truth) for _ in altered(path)))}"
        for suffix in SUFFIXES:
            if suffix in truth.files:
                found = _outcomes(path, truth, truth, suffix, flips(truth.files[suffix], 1))
                yield f"{name}, every byte of graph.db{suffix} flipped: {_said(found)}"
        for line in _cuts(path, truth, killed=killed):
            yield line


def _cuts(path: Path, truth: Truth, *, killed: bool) -> Iterator[str]:
    if not killed:
        whole = truth.files[""]
        found = _outcomes(path, truth, truth, "", (whole[:length] for length in range(len(whole) - 4096, len(whole))))
        yield f"a closed file, cut off at every byte of its last page: {_said(found)}"
        return
    log = truth.files["-wal"]
    cuts = [log[:length] for length in range(last_frame(log), len(log))]
    yield f"the log, cut off at every byte of its last frame: {_said(_outcomes(path, truth, truth, '-wal', cuts))}"
    unnoticed = replace(truth, files={**truth.files, ".head": truth.notes[3]})
    found = _outcomes(path, unnoticed, truth.up_to(3), "-wal", cuts)
    yield f"the same, before it was acknowledged: {_said(found)}"


def _outcomes(path: Path, files: Truth, truth: Truth, suffix: str, contents: Iterable[bytes]) -> Counter[str]:
    found: Counter[str] = Counter()
    for content in contents:
        put(path, {**files.files, suffix: content})
        found[outcome(path, truth)] += 1
    return found


def _said(found: Counter[str]) -> str:
    return f"{found.total()} times, refused {found['refused']}, all there {found['true']}, wrong 0"
