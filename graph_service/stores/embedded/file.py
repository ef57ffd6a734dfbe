"""The SQLite file and what stands beside it: the lock, the tables, transactions.  It knows nothing of records."""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from graph_service.errors import Damaged, Unavailable

LAYOUT = 1
"""Of the tables; files from before it was written say 0.  Raised when an older reader could misread them."""
TABLES = {
    "journal": "revision INTEGER PRIMARY KEY, format INTEGER NOT NULL, checksum TEXT NOT NULL, payload BLOB NOT NULL",
    "head": "one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL, checksum TEXT NOT NULL",
    "idempotency": "key TEXT PRIMARY KEY, revision INTEGER NOT NULL",
    "snapshot": "revision INTEGER PRIMARY KEY, chained TEXT NOT NULL, deriver TEXT NOT NULL, checksum TEXT NOT NULL, "
    "payload BLOB NOT NULL",
}
PATIENCE = 0.2
"""Seconds to wait for another's lock on the file: nobody else should hold one, and everybody waits meanwhile."""
_DISK_FULL = (
    "The disk is full: the change was not kept, and what was kept before is still read. Make room.",
    "磁盘已满：更改未予保存，此前的数据仍可读取。请腾出空间。",
)
_AT_FAULT = {
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM,
}
"""What SQLite says of the disk, and not of the file: nothing may be concluded from it, least of all a repair."""
_REFUSED = ("The change could not be written to disk and was not kept.", "更改无法写入磁盘，未予保存。")
Statement = Callable[[str, tuple[Any, ...]], Any]


class Newer(Damaged):
    """Nothing is damaged: a newer version of the service wrote it, and alone can read it."""


def blame_the_disk(wrong: Exception) -> None:
    """Raises Unavailable where it was the disk that failed, and not what stands on it."""
    # The extended code says more in its higher bytes.
    if getattr(wrong, "sqlite_errorcode", 0) & 0xFF in _AT_FAULT:
        raise Unavailable(
            f"The file cannot be read ({wrong}): the disk may be full, or failing. Nothing was changed.",
            f"文件无法读取（{wrong}）：磁盘可能已满或出现故障。未作任何更改。",
        ) from wrong


def locked(path: Path) -> int:
    """A lock that ends with the process, however it ends.  Raises Unavailable, and OSError where there can be none."""
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


def check_writable(path: Path) -> None:
    """Raises OSError.  SQLite would open it for reading alone, without a word."""
    if path.exists():
        os.close(os.open(path, os.O_RDWR))


def opened(path: Path) -> sqlite3.Connection:
    """For writing, with its tables, after it was examined.  Raises Unavailable."""
    with ExitStack() as opening:
        try:
            file = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
            opening.callback(file.close)
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = FULL")
            if not _layout(file):
                _lay_out(file)
        except sqlite3.Error as failed:
            raise Unavailable(f"{path.name} cannot be opened ({failed}).", f"{path.name} 无法打开。") from failed
        opening.pop_all()
    return file


def _lay_out(file: sqlite3.Connection) -> None:
    """All tables or none, also where it is broken off."""
    made = "".join(f"CREATE TABLE IF NOT EXISTS {name} ({columns});" for name, columns in TABLES.items())
    file.executescript(f"BEGIN IMMEDIATE; {made} PRAGMA user_version = {LAYOUT}; COMMIT;")


def tables(file: sqlite3.Connection) -> dict[str, str]:
    """Their columns by name, as the file declares them."""
    asked = "SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master WHERE type = 'table'"
    found = ((bytes(name).decode(), bytes(sql).decode()) for name, sql in file.execute(asked))
    return {name: " ".join(sql.partition("(")[2].rpartition(")")[0].split()) for name, sql in found}


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """To look at without a change: not even its log is put into the file when it is closed."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as file:
        yield file


@contextmanager
def broken_open(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of a damaged file, as far as SQLite can be brought to read it: cut off, or with its tables misspelled."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA writable_schema = ON")
        with suppress(sqlite3.Error, ValueError):
            for name, columns in TABLES.items():
                declared = f"CREATE TABLE {name} ({columns})"
                file.execute("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (declared, name))
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA writable_schema = ON")
        yield file


def check_layout(file: sqlite3.Connection, name: str) -> None:
    """Raises Newer for a file of a newer version, which must not be written to."""
    if (found := _layout(file)) > LAYOUT:
        raise Newer(
            f"{name} is laid out in version {found}, this version reads up to {LAYOUT}; "
            "start a newer version of the service.",
            f"{name} 的文件版本为 {found}，本版本最高支持 {LAYOUT}；请使用更新版本的服务启动。",
        )


def _layout(file: sqlite3.Connection) -> int:
    return int(file.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def written(file: sqlite3.Connection) -> Iterator[Statement]:
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
        full = getattr(refused, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise Unavailable(*(_DISK_FULL if full else _REFUSED)) from refused
