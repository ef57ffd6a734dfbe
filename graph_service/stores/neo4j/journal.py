"""The journal in the database: its head, which serializes writers, and its records, chained by checksums."""

from dataclasses import dataclass
from typing import Any

from neo4j import AsyncManagedTransaction, Record

from graph_service.changes.change import ChangeSet
from graph_service.changes.change import Record as JournalRecord
from graph_service.changes.encode import NO_CHECKSUM, checksum, decode, encode
from graph_service.errors import Damaged
from graph_service.stores.port import Head, History

# The head's revision is counted up first: whoever writes next waits at this lock until this write is kept or undone.
_LOCK = """CYPHER 5
MERGE (j:Journal {id: 'head'})
ON CREATE SET j.revision = 0
SET j.revision = j.revision + 1
WITH j
OPTIONAL MATCH (k:Record {idempotencyKey: $key})
RETURN j.revision AS revision, j.checksum AS checksum, j.dataDate AS dataDate, k.revision AS repeated"""

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
  RETURN [k.revision, k.payload, k.checksum]
}} AS records"""
STANDING = """CYPHER 5
OPTIONAL MATCH (j:Journal {id: 'head'})
OPTIONAL MATCH (k:Record {idempotencyKey: $key})
RETURN j.revision AS revision, k.revision AS repeated"""
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


async def lock(tx: AsyncManagedTransaction, key: str | None) -> Locked:
    """Raises RepeatedError if the idempotency key is kept."""
    found = await (await tx.run(_LOCK, key=key)).single(strict=True)
    if found["repeated"] is not None:
        raise RepeatedError(found["repeated"])
    return Locked(found["revision"], found["checksum"] or NO_CHECKSUM, found["dataDate"])


async def keep(tx: AsyncManagedTransaction, head: Locked, change_set: ChangeSet, data_date: str | None) -> None:
    """Write the record, and the head's checksum and day."""
    payload = encode(JournalRecord(head.revision, change_set))
    written = await tx.run(
        _KEEP,
        checksum=checksum(head.checksum, payload),
        dataDate=data_date,
        revision=head.revision,
        key=change_set.stamp.idempotency_key,
        at=change_set.at,
        actor=change_set.stamp.actor,
        payload=payload.decode(),
    )
    await written.consume()


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
    for expected, (revision, payload, kept) in enumerate(found["records"], after + 1):
        previous = checksum(previous, payload.encode())
        if revision != expected or kept != previous:
            raise broken(expected)
        records.append(decode(payload.encode()))
    stands, last = head(found), after + len(records)
    if last < stands.revision and (limit is None or len(records) < limit):
        raise broken(last + 1)
    if records and last == stands.revision and previous != found["checksum"]:
        raise broken(last)
    return History(stands, records)


def broken(revision: int) -> Damaged:
    return Damaged(
        f"Revision {revision} of the journal fails its checksum; restore a backup.",
        f"日志第 {revision} 条记录校验失败；请恢复备份。",
    )
