"""Reads a damaged file as far as it is whole, in a copy: whatever SQLite does to mend it, the file stays as it is."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from graph_service.errors import Damaged, Unavailable
from graph_service.stores.embedded.examine import Examined, take_all
from graph_service.stores.embedded.file import broken_open

WAL, SHARED = "-wal", "-shm"
"""What SQLite keeps beside a file: changes that are not in it yet, and what is in memory."""


@contextmanager
def copy_of(path: Path) -> Iterator[sqlite3.Connection]:
    """Open, until it is let go.  Raises OSError where there is no room for it."""
    with TemporaryDirectory(prefix=f"{path.name}.reading-", dir=path.parent) as folder:
        copied(path, Path(folder), ("", WAL))
        with broken_open(Path(folder) / path.name) as file:
            yield file


def copied(path: Path, folder: Path, suffixes: tuple[str, ...]) -> None:
    """The file and what stands beside it, byte for byte and on the disk."""
    for one in (path.with_name(path.name + suffix) for suffix in suffixes):
        if one.exists():
            shutil.copy2(one, folder / one.name)
            with (folder / one.name).open("rb") as kept:
                os.fsync(kept.fileno())


def whole_in(file: sqlite3.Connection) -> Examined:
    """All records up to the first that is not whole.  Raises Unavailable where the disk fails."""
    found = Examined()
    with suppress(Damaged, TypeError, ValueError):
        take_all(file, found)
    return found


def readable(path: Path) -> int | None:
    """To which revision a file is whole that SQLite refuses; None where that cannot be found out."""
    with suppress(OSError, sqlite3.Error, Unavailable), copy_of(path) as file:
        return whole_in(file).chain.revision
    return None
