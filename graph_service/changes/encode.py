"""The JSON form of journal records, canonical (equal records are equal bytes), and the checksum that chains them."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

import orjson

from graph_service.changes.change import (
    AddNode,
    AddTie,
    AlterNode,
    AlterTie,
    Change,
    ChangeSet,
    Record,
    SetDataDate,
    Stamp,
)
from graph_service.errors import Damaged

FORMAT = 1
"""Raised when an older reader could misread what is written."""
NO_CHECKSUM = ""
"""What the first record is chained to."""

_KINDS: Mapping[str, Callable[..., Change]] = {
    made.__name__: made for made in (AddNode, AlterNode, AddTie, AlterTie, SetDataDate)
}


def encode(record: Record) -> bytes:
    """Keys sorted, no blanks, UTF-8."""
    kept = record.change_set
    return orjson.dumps(
        {
            "format": FORMAT,
            "revision": record.revision,
            "at": kept.at,
            "stamp": _stamp(kept.stamp),
            "changes": _changes(kept.changes),
        },
        option=orjson.OPT_SORT_KEYS,
    )


def decode(payload: bytes) -> Record:
    """The record of `encode`.  Raises Damaged for anything else and for a newer format."""
    try:
        raw = orjson.loads(payload)
        if raw["format"] > FORMAT:
            raise newer_format(raw["revision"], raw["format"])
        changes = tuple(_change(one) for one in raw["changes"])
        return Record(raw["revision"], ChangeSet(changes, Stamp(**raw["stamp"]), raw["at"]))
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise Damaged(
            "A record of the journal cannot be read; restore a backup.", "日志记录无法读取；请恢复备份。"
        ) from wrong


def newer_format(revision: int, found: int) -> Damaged:
    return Damaged(
        f"Revision {revision} of the journal is written in format {found}, this version reads up to {FORMAT}; "
        "start a newer version of the service.",
        f"日志第 {revision} 条记录的格式为 {found}，本版本最高支持 {FORMAT}；请使用更新版本的服务启动。",
    )


def checksum(previous: str, payload: bytes) -> str:
    """SHA-256 in hex over the previous record's checksum and this record, so that no record can be changed alone."""
    return sha256(previous.encode() + b"\n" + payload).hexdigest()


def asked(changes: Iterable[Change]) -> str:
    """Of what somebody asked to be written: SHA-256 in hex, equal for equal changes in the same order."""
    return sha256(orjson.dumps(_changes(changes), option=orjson.OPT_SORT_KEYS)).hexdigest()


def repeats(again: ChangeSet, kept: ChangeSet) -> bool:
    """Whether the same author asks for the same with the same reason; when, and in which request, may differ."""
    return _likeness(again) == _likeness(kept)


def _likeness(one: ChangeSet) -> tuple[str, str, str]:
    return one.stamp.actor, one.stamp.reason, one.stamp.asked or asked(one.changes)


def _change(raw: dict[str, Any]) -> Change:
    return _KINDS[raw.pop("kind")](**raw)


def _changes(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [{"kind": type(change).__name__} | _fields(change) for change in changes]


def _stamp(stamp: Stamp) -> dict[str, Any]:
    """What was not said is left out, so that records from before it was said keep their bytes."""
    fields = _fields(stamp)
    if stamp.asked is None:
        del fields["asked"]
    return fields


def _fields(kept: Change | Stamp) -> dict[str, Any]:
    return {name: _plain(getattr(kept, name)) for name in kept.__slots__}


def _plain(value: Any) -> Any:
    """Read-only mappings are no dictionaries to the encoder."""
    return dict(value) if isinstance(value, Mapping) else value
