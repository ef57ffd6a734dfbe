"""The only cut: a damaged file is made anew from its whole records, and kept beside the new one as it was."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from graph_service.changes.encode import decode
from graph_service.errors import BadArgument, Damaged
from graph_service.stores.embedded import told
from graph_service.stores.embedded.chain import Chain, rows
from graph_service.stores.embedded.examine import Examined, examine
from graph_service.stores.embedded.file import Newer, blame_the_disk, locked, opened, written
from graph_service.stores.embedded.salvage import SHARED, WAL, copied, copy_of, whole_in
from graph_service.stores.repaired import Lost, Repaired


def repair(path: Path, after: int) -> Repaired:
    """Drop what comes after the last whole revision, which has to be named.

    Raises BadArgument where another is named or there is no file, Unavailable where a process has it open, Newer
    (a Damaged) for a file of a newer version, and OSError where there is no room for the copy and the new file.
    """
    path = path.resolve()
    if not path.is_file() and not told.beside(path).is_file():
        raise BadArgument(f"There is no file {path.name} to repair.", f"没有可修复的文件 {path.name}。",
            argument="GRAPH_SERVICE_STORE")
    lock = locked(path)
    try:
        return _repaired(path, after)
    finally:
        os.close(lock)


def _repaired(path: Path, after: int) -> Repaired:
    found, damage = Examined(), True
    try:
        examine(path, found)
        damage = False
    except Newer:
        raise
    except Damaged:
        pass
    except (sqlite3.Error, TypeError, ValueError) as wrong:
        blame_the_disk(wrong)
    with copy_of(path) as file:
        whole = whole_in(file) if damage else found
        revision = whole.chain.revision
        if after != revision:
            raise _other(revision, after)
        if not damage:
            return Repaired(revision, revision, (), None)
        lost = tuple(_lost(file, revision))
        noted = told.read(path)
        until = max(revision, noted.revision if noted else 0, *(one.revision for one in lost))
        kept = _kept(path)
        _made_anew(path, file, whole)
    return Repaired(revision, until, lost, kept)


def _other(whole: int, asked: int) -> BadArgument:
    return BadArgument(
        f"The last whole revision is {whole}, not {asked}; nothing was changed. "
        f"`graph-service repair --after {whole}` keeps all that is whole.",
        f"最后一条完好的记录是第 {whole} 条，而非第 {asked} 条；未作任何更改。"
        f"`graph-service repair --after {whole}` 可保留全部完好的记录。",
        argument="after",
    )


def _lost(file: sqlite3.Connection, whole: int) -> Iterator[Lost]:
    """What can still be read behind the last whole record, though it cannot be trusted."""
    with suppress(Damaged, sqlite3.Error):
        for revision, _, _, payload in rows(file, whole):
            try:
                record = decode(payload)
            except (Damaged, ValueError, TypeError):
                yield Lost(revision)
                continue
            made = record.change_set
            yield Lost(revision, str(made.at), str(made.stamp.actor), len(made.changes))


def _kept(path: Path) -> str:
    """A folder beside the file, named after the time, with the file as it was found."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in count(1):
        folder = path.with_name(f"{path.name}.damaged-{now}" + (f"-{number}" if number > 1 else ""))
        with suppress(FileExistsError):
            folder.mkdir()
            break
    copied(path, folder, ("", WAL, told.SUFFIX))
    _synced(folder)
    return str(folder)


def _made_anew(path: Path, damaged: sqlite3.Connection, whole: Examined) -> None:
    """Written beside the old one and put in its place; broken off at any point it can be begun anew."""
    new = path.with_name(f"{path.name}.repairing")
    _gone(new, "", WAL, SHARED)
    with closing(opened(new)) as file:
        chain = Chain()
        # Of what holds no record there may be nothing to read at all.
        there = rows(damaged, 0, whole.chain.revision) if whole.chain.revision else ()
        with written(file) as run:
            for row in there:
                chain.take(row)
                run("INSERT INTO journal VALUES (?, ?, ?, ?)", (*row[:2], chain.last, row[3]))
            run("INSERT INTO head VALUES (1, ?, ?)", (chain.revision, chain.last))
            for pair in whole.keys.items():
                run("INSERT INTO idempotency VALUES (?, ?)", pair)
    # The old log must not be played into the new file.
    _gone(path, WAL, SHARED)
    new.replace(path)
    _synced(path.parent)
    told.beside(path).unlink(missing_ok=True)
    _noted(path, chain)


def _noted(path: Path, chain: Chain) -> None:
    if chain.revision:
        with closing(told.Head(path)) as head:
            head.tell(told.Told(chain.revision, chain.last))


def _gone(path: Path, *suffixes: str) -> None:
    for suffix in suffixes:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _synced(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
