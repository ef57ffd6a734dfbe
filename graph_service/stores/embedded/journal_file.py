"""The journal on disk: an append-only table of change sets in SQLite, each chained to the one before by its checksum.

One process at a time; what `append` gave back is on the disk.  Memory never runs ahead of it: the store undoes its
changes when `append` fails.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from errno import EISDIR
from pathlib import Path
from typing import Any

from graph_service.changes.change import Record
from graph_service.changes.encode import FORMAT, NO_CHECKSUM, checksum, decode, encode
from graph_service.errors import Unavailable
from graph_service.stores.embedded.chain import Chain, rows, unreadable
from graph_service.stores.embedded.examine import Examined, examine
from graph_service.stores.embedded.file import blame_the_disk, check_writable, locked, opened, written
from graph_service.stores.embedded.journal import Snapshot
from graph_service.stores.embedded.salvage import readable
from graph_service.stores.embedded.told import Head, Told

_log = logging.getLogger(__name__)


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
        self._lock = locked(path)
        with ExitStack() as opening:
            opening.callback(os.close, self._lock)
            check_writable(path)
            chain = _whole(path)
            self._file = opening.enter_context(closing(opened(path)))
            self.revision, self._last = chain.revision, chain.last
            self._head = Head(path)
            opening.pop_all()
        self._tell()

    def append(self, record: Record) -> None:
        payload = encode(record)
        chained = checksum(self._last, payload)
        key = record.change_set.stamp.idempotency_key
        with written(self._file) as run:
            run("INSERT INTO journal VALUES (?, ?, ?, ?)", (record.revision, FORMAT, chained, payload))
            run("INSERT OR REPLACE INTO head VALUES (1, ?, ?)", (record.revision, chained))
            if key is not None:
                run("INSERT INTO idempotency VALUES (?, ?)", (key, record.revision))
        self.revision, self._last = record.revision, chained
        self._tell()

    def kept(self, key: str) -> int | None:
        found = self._read("SELECT revision FROM idempotency WHERE key = ?", key)
        return int(found[0][0]) if found else None

    def after(self, revision: int, limit: int | None) -> Sequence[Record]:
        """Raises Damaged for a record that was changed since the start."""
        before = self._read("SELECT checksum FROM journal WHERE revision = ?", revision)
        chain, records = Chain(revision, before[0][0] if before else NO_CHECKSUM), []
        for row in rows(self._file, revision, limit):
            chain.take(row)
            records.append(decode(row[3]))
        return records

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
        with written(self._file) as run:
            run("DELETE FROM snapshot", ())
            run("INSERT INTO snapshot VALUES (?, ?, ?, ?, ?)", (self.revision, self._last, deriver, whole, payload))

    def close(self) -> None:
        self._file.close()
        self._head.close()
        os.close(self._lock)

    def _tell(self) -> None:
        if self.revision:
            self._head.tell(Told(self.revision, self._last))

    def _read(self, asked: str, *values: str | int) -> list[Any]:
        try:
            return self._file.execute(asked, values).fetchall()
        except sqlite3.Error as failed:
            raise Unavailable("The journal could not be read.", "日志无法读取。") from failed


def _whole(path: Path) -> Chain:
    """Raises Damaged, saying to which revision all is whole, also where SQLite refuses the file; Unavailable."""
    found = Examined()
    try:
        examine(path, found)
    except (sqlite3.Error, TypeError, ValueError) as wrong:
        blame_the_disk(wrong)
        raise unreadable(path.name, readable(path), str(wrong)) from wrong
    return found.chain
