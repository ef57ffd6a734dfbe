"""Looks at all that a file says before anything is done with it.  A file that is refused is left as it was found."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from graph_service.stores.embedded import told
from graph_service.stores.embedded.chain import Chain, beside, lost, rows
from graph_service.stores.embedded.file import TABLES, blame_the_disk, check_layout, read_only, tables


@dataclass(slots=True)
class Examined:
    """As far as records are whole, and the idempotency keys in them; `fresh` where nothing was written yet."""

    chain: Chain = field(default_factory=Chain)
    keys: dict[str, int] = field(default_factory=dict)
    fresh: bool = False


def examine(path: Path, found: Examined) -> None:
    """Fills `found` as far as it comes.  Raises Damaged, and sqlite3.Error for what is no database at all."""
    noted = told.read(path)
    found.fresh = not _size(path)
    if found.fresh:
        if _size(path.with_name(f"{path.name}-wal")) or (noted and noted.revision):
            raise lost(path.name, 0, noted.revision if noted else 1)
        return
    with read_only(path) as file:
        check_layout(file, path.name)
        declared = tables(file)
        found.fresh = not declared
        if not found.fresh:
            if missing := TABLES.keys() - declared.keys():
                raise sqlite3.DatabaseError(f"no table {' or '.join(sorted(missing))}")
            take_all(file, found)
        if noted and noted.revision > found.chain.revision:
            raise lost(path.name, found.chain.revision, noted.revision)
        if not found.fresh:
            compare(file, path.name, found, noted)


def take_all(file: sqlite3.Connection, found: Examined) -> None:
    """Every record in its order.  Raises Damaged at the first that is not whole."""
    for row in rows(file):
        key = found.chain.take(row)
        if key is not None:
            found.keys[key] = found.chain.revision


def compare(file: sqlite3.Connection, name: str, found: Examined, noted: told.Told | None) -> None:
    """What stands beside the records says what they say.  Raises Damaged."""
    whole = found.chain.revision
    if {known: columns for known, columns in tables(file).items() if known in TABLES} != TABLES:
        raise beside(name, whole, "its tables", "表结构")
    if noted and not _is_in(file, noted):
        raise beside(name, whole, f"{name}{told.SUFFIX} is of another history", f"{name}{told.SUFFIX} 属于另一历史")
    head = _read(file, name, whole, "SELECT one, revision, checksum FROM head") or [(1, 0, "")]
    if noted is None and isinstance(said := head[0][1], int) and said > whole:
        raise lost(name, whole, said)
    if head != [(1, whole, found.chain.last)]:
        raise beside(name, whole, "its head", "文件头")
    keys = _read(file, name, whole, "SELECT key, revision FROM idempotency")
    if len(keys) != len(found.keys) or set(keys) != set(found.keys.items()):
        raise beside(name, whole, "its idempotency keys", "幂等键")
    if (found_out := _read(file, name, whole, "PRAGMA integrity_check(1)")) != [("ok",)]:
        raise beside(name, whole, str(found_out), "存储结构")


def _read(file: sqlite3.Connection, name: str, whole: int, asked: str) -> list[tuple[object, ...]]:
    try:
        return file.execute(asked).fetchall()
    except sqlite3.DatabaseError as wrong:
        blame_the_disk(wrong)
        raise beside(name, whole, str(wrong), "存储结构") from wrong


def _is_in(file: sqlite3.Connection, noted: told.Told) -> bool:
    """Whether the journal is the one that it was: a file of another history may be as long."""
    kept = file.execute("SELECT checksum FROM journal WHERE revision = ?", (noted.revision,)).fetchone()
    return bool(kept and kept[0] == noted.checksum)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


