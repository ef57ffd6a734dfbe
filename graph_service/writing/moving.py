"""A store's whole history, out of it and into another: read in pages, so that no journal has to fit into memory.

What is restored was written once already.  It is kept as it was, with its authors, times and keys; no rule is asked.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path

from graph_service.changes import lines
from graph_service.changes.change import Record
from graph_service.errors import BadArgument, Damaged
from graph_service.stores.port import Store

PAGE = 50
"""Records that are read at once."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The last revision and its checksum; `there` is how many revisions the store held before."""

    revision: int
    checksum: str
    there: int = 0


async def records(store: Store, after: int = 0, until: int | None = None) -> AsyncIterator[Record]:
    """Those behind a revision, up to another or to the head as it stands when this begins.  Raises Damaged."""
    last = (await store.history(limit=0)).head.revision if until is None else until
    while after < last:
        page = (await store.history(after, min(PAGE, last - after))).records
        if not page:
            raise Damaged(f"Revision {after + 1} of the journal is missing.", f"日志第 {after + 1} 条记录缺失。")
        for record in page:
            yield record
        after = page[-1].revision


async def dump(store: Store) -> AsyncIterator[bytes]:
    """The lines of `changes.lines`, to the head as it stands when this begins."""
    last = (await store.history(limit=0)).head.revision
    writer = lines.Writer()
    yield writer.header(last)
    async for record in records(store, 0, last):
        yield writer.record(record)
    yield writer.end()


def verified(file: Path) -> Moved:
    """Reads a dump to its end.  Raises BadArgument."""
    writer = lines.Writer()
    for record in _read(file):
        writer.record(record)
    return Moved(writer.revision, writer.last)


async def restore(store: Store, file: Path, *, resume: bool = False) -> AsyncIterator[Moved]:
    """Write a dump into an empty store, revision by revision; yields after each.

    The whole dump is verified before the first is written.  What was broken off leaves a whole beginning, with which
    `resume` goes on.  Raises BadArgument for a dump that is not whole and for a store that is not empty or, with
    `resume`, holds anything but the beginning of this dump; Conflict or Overtaken if others write meanwhile.
    """
    whole = verified(file)
    there = (await store.prepare()).revision
    if there and not resume:
        raise _not_empty(there)
    if there > whole.revision:
        raise _another(whole.revision + 1)
    dumped = iter(_read(file))
    async for held in records(store):
        if next(dumped) != held:
            raise _another(held.revision)
    yield Moved(there, whole.checksum, there)
    for record in dumped:
        receipt = await store.commit(record.change_set, seen=record.revision - 1)
        if receipt.revision != record.revision or receipt.repeated:
            raise _another(record.revision)
        yield Moved(record.revision, whole.checksum, there)


def _read(file: Path) -> Iterable[Record]:
    with file.open("rb") as opened:
        yield from lines.read(opened)


def _not_empty(there: int) -> BadArgument:
    return BadArgument(
        f"The store holds {there} revisions; a dump is restored only into an empty one. If a restore of this dump was "
        "broken off, go on with --resume.",
        f"存储中已有 {there} 条记录；只能恢复到空存储。若此前恢复中断，请加 --resume 继续。",
        argument="GRAPH_SERVICE_STORE",
    )


def _another(revision: int) -> BadArgument:
    return BadArgument(
        f"The store holds another history than this dump: they part at revision {revision}. Use an empty store.",
        f"存储中的历史与此文件不同，自第 {revision} 条起不一致；请使用空存储。",
        argument="GRAPH_SERVICE_STORE",
    )
