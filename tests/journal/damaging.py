"""A journal that is damaged again and again, and what it may say of it: an error that names the mend, or the truth."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from graph_service.changes.change import AddNode, Record
from graph_service.errors import Damaged, ServiceError
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.embedded.journal import Snapshot
from graph_service.stores.embedded.journal_file import FileJournal
from graph_service.stores.embedded.store import open_embedded
from tests.contract.county import COUNTY, PlainDeriver, add_node, change_set

SUFFIXES = ("", "-wal", ".head")
"""The file, its log of changes that are not in it yet, and the note of what was acknowledged."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What was acknowledged, and the bytes that hold it."""

    records: Sequence[Record]
    snapshot: Snapshot | None
    files: dict[str, bytes]
    notes: dict[int, bytes]
    """Of each revision, what stood beside the file."""

    def up_to(self, revision: int) -> "Truth":
        return replace(self, records=self.records[:revision], snapshot=None)


def village(name: str) -> AddNode:
    return add_node("Village", name, name, divisionKind="VILLAGE")


async def written(path: Path, *, killed: bool) -> Truth:
    """Four records with keys; as a kill leaves the file (all in the log), or closed (all in the file, a snapshot)."""
    store = await open_embedded(str(path), ORGANIZATION, PlainDeriver())
    notes = {}
    for number in range(1, 5):
        changes = COUNTY.changes if number == 1 else (village(f"V{number}"),)
        await store.commit(change_set(*changes, key=f"key {number}"))
        notes[number] = files(path)[".head"]
    records = list((await store.history()).records)
    if not killed:
        await store.close()
        with closing(FileJournal(path)) as journal:
            snapshot = journal.snapshot()
        return Truth(records, snapshot, files(path), notes)
    kept = files(path)
    await store.close()
    return Truth(records, None, kept, notes)


def files(path: Path) -> dict[str, bytes]:
    """Without an empty log, which SQLite makes for looking."""
    found = {suffix: path.with_name(path.name + suffix) for suffix in SUFFIXES}
    return {suffix: one.read_bytes() for suffix, one in found.items() if one.exists() and one.stat().st_size}


def put(path: Path, kept: dict[str, bytes]) -> None:
    for suffix in (*SUFFIXES, "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    for suffix, content in kept.items():
        path.with_name(path.name + suffix).write_bytes(content)


def outcome(path: Path, truth: Truth) -> str:
    """`refused`, with the mend in both languages and the file as it was, or `true`: all that was acknowledged."""
    before = files(path)
    try:
        journal = FileJournal(path)
    except ServiceError as refused:
        if not isinstance(refused, Damaged):
            raise
        for text in (refused.en, refused.zh):
            assert "graph-service repair --after" in text or "newer version" in text or "更新版本" in text, text
        assert files(path) == before
        return "refused"
    with closing(journal):
        assert journal.after(0, None) == truth.records
        kept = [journal.kept(f"key {number}") for number in range(1, 6)]
        assert kept == [number if number <= len(truth.records) else None for number in range(1, 6)]
        assert journal.snapshot() in (None, truth.snapshot)
    return "true"


def flips(content: bytes, step: int) -> Iterator[bytes]:
    for at in range(0, len(content), step):
        changed = bytearray(content)
        changed[at] ^= 1 << at % 8
        yield bytes(changed)


def altered(path: Path) -> Iterator[str]:
    """Every field of every record of every table, one after another, with one bit changed; the file is put back."""
    for table, row, column, value in fields(path):
        for other in others(value):
            kept = files(path)
            with closing(sqlite3.connect(path, isolation_level=None)) as file:
                file.execute("PRAGMA ignore_check_constraints = ON")
                asked = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
                assert file.execute(asked, (other, row)).rowcount == 1
            yield f"{table}.{column}"
            put(path, kept)


def fields(path: Path) -> list[tuple[str, int, str, object]]:
    found = []
    with closing(sqlite3.connect(path)) as file:
        for table in ("journal", "head", "idempotency", "snapshot"):
            columns = [column[1] for column in file.execute(f"PRAGMA table_info({table})")]
            for row, *values in file.execute(f"SELECT rowid, * FROM {table}").fetchall():
                found += [(table, row, column, value) for column, value in zip(columns, values, strict=True)]
    return found


def others(value: object) -> Iterator[object]:
    """A value with one bit changed: at its beginning, in its middle and at its end."""
    match value:
        case int():
            yield from (value ^ 8, value ^ 64, value ^ 1 << 40)
        case str() | bytes():
            plain = value.encode() if isinstance(value, str) else value
            for at in sorted({0, len(plain) // 2, len(plain) - 1}):
                changed = bytearray(plain)
                changed[at] ^= 4
                yield changed.decode() if isinstance(value, str) else bytes(changed)
            yield plain if isinstance(value, str) else plain.decode()
            yield value[:-1]


def last_frame(log: bytes) -> int:
    """Where the last frame of a write-ahead log begins: its head of 24 bytes, and the page."""
    size = int.from_bytes(log[8:12], "big")
    return len(log) - size - 24


