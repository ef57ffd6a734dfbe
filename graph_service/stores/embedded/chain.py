"""The records of a file, one after another: each is taken only if it is whole and follows the one before."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from graph_service.changes.encode import FORMAT, NO_CHECKSUM, checksum, newer_format
from graph_service.errors import Damaged
from graph_service.stores.embedded.file import Newer, blame_the_disk

Row = tuple[Any, ...]
"""Revision, format, checksum and payload.  SQLite keeps any kind of value in any column: damage may change the kind."""

# As bytes: what is no UTF-8 any more would stop the reading.  As a blob it would be equal to no text.
_ROWS = (
    "SELECT revision, format, CASE typeof(checksum) WHEN 'text' THEN CAST(checksum AS BLOB) END, payload "
    "FROM journal WHERE revision > ? ORDER BY revision LIMIT ?"
)
_TAIL = b',"format":'
"""Where the last members of a payload begin.  Inside a text its quotes would be escaped, so that the last one is it."""


@dataclass(slots=True)
class Chain:
    """Where one stands: the last revision that was taken, and its checksum."""

    revision: int = 0
    last: str = NO_CHECKSUM

    def take(self, row: Row) -> str | None:
        """The idempotency key of the next record.  Raises Damaged, and stays where it was."""
        found, written, kept, payload = row
        revision = self.revision + 1
        if found != revision:
            raise damaged(revision, "is missing", "缺失")
        chained = checksum(self.last, payload) if isinstance(payload, bytes) else NO_CHECKSUM
        said = tail(payload) if kept == chained.encode() and chained else None
        if isinstance(written, int) and written > FORMAT and (said is None or said["format"] == written):
            newer = newer_format(revision, written)
            raise Newer(newer.en, newer.zh)
        if said is None or (said["format"], said["revision"]) != (written, revision):
            raise damaged(revision, "fails its checksum", "校验不符")
        self.revision, self.last = revision, chained
        key: str | None = said["stamp"]["idempotency_key"]
        return key


def rows(file: sqlite3.Connection, after: int = 0, limit: int | None = None) -> Iterator[Row]:
    """The rows behind a revision as they stand, unchecked.

    Raises Damaged where SQLite reads no further, Unavailable where the disk fails.
    """
    revision = after
    try:
        for row in file.execute(_ROWS, (after, -1 if limit is None else limit)):
            revision = row[0]
            yield row
    except sqlite3.DatabaseError as wrong:
        blame_the_disk(wrong)
        raise damaged(revision + 1, f"cannot be read ({wrong})", f"无法读取（{wrong}）") from wrong


def tail(payload: bytes) -> dict[str, Any] | None:
    """Format, revision and stamp, without a look at the changes, which are long; None for what is no payload."""
    at = payload.rfind(_TAIL)
    try:
        said: dict[str, Any] = orjson.loads(b"{" + payload[at + 1 :])
        known = said["stamp"].keys() | said.keys()
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return said if known >= {"format", "revision", "idempotency_key"} else None


def damaged(revision: int, en: str, zh: str) -> Damaged:
    """A record that cannot be trusted."""
    whole = revision - 1
    return Damaged(
        f"Revision {revision} of the journal {en}; what stands before it, to revision {whole}, is whole. "
        f"Restore a backup, or give up what came after with `graph-service repair --after {whole}`.",
        f"日志第 {revision} 条记录{zh}；此前至第 {whole} 条完好。"
        f"请恢复备份，或以 `graph-service repair --after {whole}` 舍弃其后的记录。",
    )


def unreadable(name: str, whole: int | None, what: str) -> Damaged:
    """SQLite refuses the file; records may be read from it all the same, unless that could not be tried."""
    match whole:
        case None:
            en, zh, after = "how much of it is whole could not be found out", "其中多少完好未能查明", "REVISION"
        case 0:
            en, zh, after = "no record in it can be read", "其中没有可读的记录", "0"
        case _:
            en, zh = f"to revision {whole} the records in it are whole", f"其中至第 {whole} 条记录完好"
            after = str(whole)
    return Damaged(
        f"{name} is no journal or is damaged ({what}); {en}. "
        f"Restore a backup, or go on from there with `graph-service repair --after {after}`.",
        f"{name} 不是日志文件或已损坏；{zh}。请恢复备份，或以 `graph-service repair --after {after}` 从该处继续。",
    )


def beside(name: str, whole: int, what: str, zh: str) -> Damaged:
    """Damage that touches no record: the file can be made anew from them."""
    return Damaged(
        f"{name} is damaged beside its records ({what}); to revision {whole} all are whole. "
        f"`graph-service repair --after {whole}` makes the file anew, and none is lost.",
        f"{name} 的记录之外部分已损坏（{zh}）；至第 {whole} 条记录均完好。"
        f"请以 `graph-service repair --after {whole}` 重建文件，不会丢失记录。",
    )


def lost(name: str, whole: int, told: int) -> Damaged:
    """Records that a caller was told of and that the file does not hold."""
    return Damaged(
        f"Revision {told} is missing: it was acknowledged, and {name} holds whole records to revision {whole} and no "
        f"more. Put {name} and {name}-wal back as they were, restore a backup, or go on from there with "
        f"`graph-service repair --after {whole}`.",
        f"第 {told} 条记录缺失：曾确认写入，而 {name} 中完好的记录只到第 {whole} 条。请放回原来的 {name} 与 "
        f"{name}-wal，或恢复备份，或以 `graph-service repair --after {whole}` 从该处继续。",
    )
