"""The journal on disk: an append-only table of change sets in SQLite, each chained to the one before by its checksum.

One process at a time; what `append` gave back is on the disk.  Memory never runs ahead of it: the store undoes its
changes when `append` fails.
"""

import fcntl
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from errno import EISDIR
from pathlib import Path
from typing import Any

from graph_service.changes.change import Record
from graph_service.changes.encode import FORMAT, NO_CHECKSUM, checksum, decode, encode, newer_format
from graph_service.errors import Damaged, Unavailable
from graph_service.stores.embedded.journal import Snapshot

_TABLES = """
CREATE TABLE IF NOT EXISTS journal (
    revision INTEGER PRIMARY KEY, format INTEGER NOT NULL, checksum TEXT NOT NULL, payload BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS head (
    one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL, checksum TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS idempotency (key TEXT PRIMARY KEY, revision INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS snapshot (
    revision INTEGER PRIMARY KEY, chained TEXT NOT NULL, deriver TEXT NOT NULL, checksum TEXT NOT NULL,
    payload BLOB NOT NULL
);
"""
PATIENCE = 0.2
"""Seconds to wait for another's lock on the file: nobody else should hold one, and everybody waits meanwhile."""
_log = logging.getLogger(__name__)
Statement = Callable[[str, tuple[Any, ...]], Any]


class FileJournal:
    """Change sets in a SQLite file that this process alone writes.

    When opened raises Unavailable, Damaged, and OSError where the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        # The lock is the file's, by whatever name it is called.
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
        self._lock = _locked(path)
        with ExitStack() as opening:
            opening.callback(os.close, self._lock)
            self._file = opening.enter_context(closing(_opened(path)))
            with _damage(path):
                self.revision, self._last = self._checked()
            opening.pop_all()

    def append(self, record: Record) -> None:
        payload = encode(record)
        chained = checksum(self._last, payload)
        key = record.change_set.stamp.idempotency_key
        with _written(self._file) as run:
            run("INSERT INTO journal VALUES (?, ?, ?, ?)", (record.revision, FORMAT, chained, payload))
            run("INSERT OR REPLACE INTO head VALUES (1, ?, ?)", (record.revision, chained))
            if key is not None:
                run("INSERT INTO idempotency VALUES (?, ?)", (key, record.revision))
        self.revision, self._last = record.revision, chained

    def kept(self, key: str) -> int | None:
        rows = self._read("SELECT revision FROM idempotency WHERE key = ?", key)
        return int(rows[0][0]) if rows else None

    def after(self, revision: int, limit: int | None) -> Sequence[Record]:
        asked = "SELECT payload FROM journal WHERE revision > ? ORDER BY revision LIMIT ?"
        return [decode(payload) for (payload,) in self._read(asked, revision, -1 if limit is None else limit)]

    def snapshot(self) -> Snapshot | None:
        """The latest, if it is whole and of this journal; it can be folded again, so that a bad one is no damage."""
        asked = (
            "SELECT s.revision, s.chained, s.deriver, s.checksum, s.payload FROM snapshot s JOIN journal j "
            "ON j.revision = s.revision AND j.checksum = s.chained ORDER BY s.revision DESC LIMIT 1"
        )
        try:
            for revision, chained, deriver, whole, payload in self._file.execute(asked):
                if checksum(chained + deriver, payload) == whole:
                    return Snapshot(revision, deriver, payload)
        except (sqlite3.Error, TypeError, ValueError) as wrong:
            _log.warning("the snapshot cannot be read (%s); the journal is folded", wrong)
        return None

    def keep_snapshot(self, deriver: str, taken: Callable[[], bytes]) -> None:
        """In the place of all earlier ones."""
        payload = taken()
        whole = checksum(self._last + deriver, payload)
        with _written(self._file) as run:
            run("DELETE FROM snapshot", ())
            run("INSERT INTO snapshot VALUES (?, ?, ?, ?, ?)", (self.revision, self._last, deriver, whole, payload))

    def close(self) -> None:
        self._file.close()
        os.close(self._lock)

    def _read(self, asked: str, *values: str | int) -> list[Any]:
        try:
            return self._file.execute(asked, values).fetchall()
        except sqlite3.Error as failed:
            raise Unavailable("The journal could not be read.", "日志无法读取。") from failed

    def _checked(self) -> tuple[int, str]:
        """The last revision and checksum, all records being there, whole and of a known format."""
        expected, last = 0, NO_CHECKSUM
        for revision, written, chained, payload in self._file.execute("SELECT * FROM journal ORDER BY revision"):
            expected += 1
            if revision != expected:
                raise _damaged(expected, "is missing", "缺失")
            if written > FORMAT:
                raise newer_format(revision, written)
            last = checksum(last, payload)
            if chained != last:
                raise _damaged(revision, "fails its checksum", "校验不符")
        head = self._file.execute("SELECT revision, checksum FROM head").fetchone() or (0, NO_CHECKSUM)
        if head != (expected, last):
            raise _damaged(max(head[0], expected), "is missing or fails its checksum", "缺失或校验不符")
        return expected, last


def _opened(path: Path) -> sqlite3.Connection:
    with ExitStack() as opening, _damage(path):
        try:
            file = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
            opening.callback(file.close)
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = FULL")
            file.executescript(_TABLES)
        except sqlite3.OperationalError as failed:
            raise Unavailable(f"{path.name} cannot be opened ({failed}).", f"{path.name} 无法打开。") from failed
        opening.pop_all()
    return file


def _locked(path: Path) -> int:
    """A lock that ends with the process, however it ends."""
    lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        os.close(lock)
        raise Unavailable(
            f"Another process has {path.name} open; stop it, or use another file.",
            f"另一进程正在使用 {path.name}；请先停止该进程，或改用其他文件。",
        ) from taken
    return lock


@contextmanager
def _written(file: sqlite3.Connection) -> Iterator[Statement]:
    """One transaction, kept whole or not at all.  Raises Unavailable where the disk refuses it."""
    try:
        file.execute("BEGIN IMMEDIATE")
        try:
            with closing(file.cursor()) as cursor:
                yield cursor.execute
            file.execute("COMMIT")
        except BaseException:
            if file.in_transaction:
                file.execute("ROLLBACK")
            raise
    except sqlite3.Error as refused:
        raise Unavailable(
            "The change could not be written to disk and was not kept.", "更改无法写入磁盘，未予保存。"
        ) from refused


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, TypeError, ValueError) as wrong:
        raise Damaged(
            f"{path.name} is no journal or is damaged ({wrong}); restore a backup.",
            f"{path.name} 不是日志文件或已损坏；请恢复备份。",
        ) from wrong


def _damaged(revision: int, en: str, zh: str) -> Damaged:
    return Damaged(
        f"Revision {revision} of the journal {en}; what stands before it, to revision {revision - 1}, is whole. "
        "Restore a backup.",
        f"日志第 {revision} 条记录{zh}；此前至第 {revision - 1} 条完好。请恢复备份。",
    )
