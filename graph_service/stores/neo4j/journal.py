"""The journal in the database: its head, which serializes writers, and its records, chained by checksums."""

from dataclasses import dataclass
from typing import Any

from neo4j import AsyncManagedTransaction, Record

from graph_service.changes.change import ChangeSet
from graph_service.changes.change import Record as JournalRecord
from graph_service.changes.encode import NO_CHECKSUM, checksum, decode, encode, repeats
from graph_service.errors import Damaged, KeyReused
from graph_service.stores.port import Head, History

# The head's revision is counted up first: whoever writes next waits at this lock until this write is kept or undone.
_LOCK = """CYPHER 5
MERGE (j:Journal {id: 'head'})
ON CREATE SET j.revision = 0
SET j.revision = j.revision + 1
WITH j
OPTIONAL MATCH (k:Record {idempotencyKey: $key})
RETURN j.revision AS revision, j.checksum AS checksum, j.dataDate AS dataDate, k.revision AS repeated,
k.payload AS payload"""

_KEEP = """CYPHER 5
MATCH (j:Journal {id: 'head'})
SET j.checksum = $checksum, j.dataDate = $dataDate
CREATE (:Record {revision: $revision, idempotencyKey: $key, at: $at, actor: $actor, checksum: $checksum,
  payload: $payload})"""

_READ = """CYPHER 5
OPTIONAL MATCH (j:Journal {{id: 'head'}})
WITH j.revision AS revision, j.dataDate AS dataDate, j.checksum AS checksum
RETURN revision, dataDate, checksum,
head(COLLECT {{ MATCH (k:Record {{revision: $after}}) RETURN k.checksum }}) AS previous,
COLLECT {{
  MATCH (k:Record)
  WHERE k.revision > $after AND k.revision <= revision
  WITH k ORDER BY k.revision{limit}
  RETURN [k.revision, k.payload, k.checksum, k.idempotencyKey, k.at, k.actor]
}} AS records"""
STANDING = """CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
OPTIONAL MATCH (k:Record {idempotencyKey: $key})
RETURN j.revision AS revision, k.revision AS repeated, k.payload AS payload"""
# To take away what is not there locks the head and changes nothing.  `SET j.revision = j.revision` may read the value
# before it waits for the lock, and put it back over the one that was written meanwhile.
_HOLD = "CYPHER 5 MATCH (j:Journal {id: 'head'}) REMOVE j.held"
# At the head's lock this waits for the transaction of which nobody knows whether it is kept.
_IS_KEPT = """CYPHER 5
MATCH (j:Journal {id: 'head'}) REMOVE j.held
WITH j
OPTIONAL MATCH (k:Record {revision: $revision, checksum: $checksum})
RETURN k IS NOT NULL AS kept"""
HEAD = "CYPHER 5 OPTIONAL MATCH (j:Journal {id: 'head'}) RETURN j.revision AS revision, j.dataDate AS dataDate"


class RepeatedError(Exception):
    """The key was kept before: thrown through the transaction, so that it is undone."""

    def __init__(self, revision: int) -> None:
        super().__init__()
        self.revision = revision


@dataclass(frozen=True, slots=True)
class Locked:
    """The head, held by this transaction; `revision` is the one that it is to write."""

    revision: int
    checksum: str
    data_date: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it was written, if its transaction is kept."""

    revision: int
    checksum: str


async def lock(tx: AsyncManagedTransaction, change_set: ChangeSet) -> Locked:
    """Raises RepeatedError if it was kept before, KeyReused if another is kept under its idempotency key."""
    found = await (await tx.run(_LOCK, key=change_set.stamp.idempotency_key)).single(strict=True)
    if (kept := repeated(found, change_set)) is not None:
        raise RepeatedError(kept)
    return Locked(found["revision"], found["checksum"] or NO_CHECKSUM, found["dataDate"])


def repeated(found: Record, change_set: ChangeSet) -> int | None:
    """The revision at which the change set was kept before.  Raises KeyReused, Damaged."""
    revision: int | None = found["repeated"]
    if revision is None:
        return None
    if not isinstance(found["payload"], str):
        raise broken(revision)
    if not repeats(change_set, decode(found["payload"].encode()).change_set):
        raise KeyReused(revision)
    return revision


async def keep(tx: AsyncManagedTransaction, head: Locked, change_set: ChangeSet, data_date: str | None) -> Kept:
    """Write the record, and the head's checksum and day."""
    payload = encode(JournalRecord(head.revision, change_set))
    kept = Kept(head.revision, checksum(head.checksum, payload))
    written = await tx.run(
        _KEEP,
        checksum=kept.checksum,
        dataDate=data_date,
        revision=head.revision,
        key=change_set.stamp.idempotency_key,
        at=change_set.at,
        actor=change_set.stamp.actor,
        payload=payload.decode(),
    )
    await written.consume()
    return kept


async def is_kept(tx: AsyncManagedTransaction, record: Kept) -> bool:
    """Whether the transaction that wrote the record was kept; waits until it is one way or the other."""
    found = await (await tx.run(_IS_KEPT, revision=record.revision, checksum=record.checksum)).single()
    return found is not None and bool(found["kept"])


async def hold(tx: AsyncManagedTransaction) -> None:
    """Until this transaction ends nobody writes, and all that was written before is there."""
    await (await tx.run(_HOLD)).consume()


def reading(after: int, limit: int | None) -> tuple[str, dict[str, Any]]:
    """The statement that reads the head and the records after a revision, and its parameters."""
    if limit is None:
        return _READ.format(limit=""), {"after": after}
    return _READ.format(limit=" LIMIT $limit"), {"after": after, "limit": limit}


def head(found: Record) -> Head:
    return Head(found["revision"] or 0, found["dataDate"])


def history(found: Record, after: int, limit: int | None) -> History:
    """Raises Damaged, naming the revision, for a record that was changed, lost, or put in."""
    previous, records = found["previous"] or NO_CHECKSUM, []
    for expected, (revision, payload, kept, *beside) in enumerate(found["records"], after + 1):
        if not isinstance(payload, str):
            raise broken(expected)
        previous = checksum(previous, payload.encode())
        if revision != expected or kept != previous:
            raise broken(expected)
        record = decode(payload.encode())
        if beside != _beside(record.change_set):
            raise broken(expected)
        records.append(record)
    stands, last = head(found), after + len(records)
    if last < stands.revision and (limit is None or len(records) < limit):
        raise broken(last + 1)
    if records and last == stands.revision and previous != found["checksum"]:
        raise broken(last)
    return History(stands, records)


def _beside(kept: ChangeSet) -> list[str | None]:
    """What stands in a record beside its payload: the key is what a repeated write is known by."""
    return [kept.stamp.idempotency_key, kept.at, kept.stamp.actor]


def broken(revision: int) -> Damaged:
    return Damaged(
        f"Revision {revision} of the journal fails its checksum; what was read before it, to revision {revision - 1}, "
        "is whole. Restore a backup of the database, or a dump into an empty one.",
        f"日志第 {revision} 条记录校验不符；此前读取的至第 {revision - 1} 条完好。"
        "请恢复数据库备份，或将 dump 文件恢复到空数据库。",
    )
