"""A whole journal as lines of JSON, for carrying it from store to store: a header, a line a record, an end.

```text
{"graph-service":"dump","version":1,"revisions":2}
{"checksum":"<64 hex>","record":{"at":…,"changes":[…],"format":1,"revision":1,"stamp":{…}}}
{"checksum":"<64 hex>","record":{…"revision":2…}}
{"end":2,"checksum":"<64 hex>"}
```

A record stands as `encode` spells it, byte for byte, and its checksum is the journal's own: SHA-256 in hex over the
checksum before it, a line feed and the record.  The end repeats the last one, so that a dump that was cut off is known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from graph_service.changes.change import Record
from graph_service.changes.encode import NO_CHECKSUM, checksum, decode, encode
from graph_service.errors import BadArgument, Damaged

VERSION = 1
_BEFORE, _BETWEEN, _AFTER = b'{"checksum":"', b'","record":', b"}\n"
_DIGITS = 64


@dataclass(slots=True)
class Writer:
    """Lines of records, one after another."""

    revision: int = 0
    last: str = NO_CHECKSUM

    def header(self, revisions: int) -> bytes:
        return _line({"graph-service": "dump", "version": VERSION, "revisions": revisions})

    def record(self, record: Record) -> bytes:
        payload = encode(record)
        self.revision, self.last = record.revision, checksum(self.last, payload)
        return _BEFORE + self.last.encode() + _BETWEEN + payload + _AFTER

    def end(self) -> bytes:
        return _line({"end": self.revision, "checksum": self.last})


def read(lines: Iterable[bytes]) -> Iterator[Record]:
    """The records, each checked before it is given, and the end after the last.  Raises BadArgument naming the line."""
    numbered = enumerate(lines, 1)
    revisions = _revisions(next(numbered, (1, b""))[1])
    writer = Writer()
    for number, line in numbered:
        if writer.revision == revisions:
            if line != writer.end():
                raise _wrong(number, writer.revision, "is not the end that belongs here", "不是应有的结尾")
            break
        record = _record(line, number, writer)
        yield record
    else:
        raise _wrong(writer.revision + 2, writer.revision, "is missing: the file was cut off", "缺失，文件不完整")
    for number, _ in numbered:
        raise _wrong(number, revisions, "stands behind the end", "位于结尾之后")


def _record(line: bytes, number: int, writer: Writer) -> Record:
    payload = line[len(_BEFORE) + _DIGITS + len(_BETWEEN) : -len(_AFTER)]
    expected = writer.revision + 1
    try:
        record = decode(payload)
    except Damaged as wrong:
        raise _wrong(number, writer.revision, "holds no record that can be read", "没有可读的记录") from wrong
    if record.revision != expected or writer.record(record) != line:
        raise _wrong(number, expected - 1, "fails its checksum", "校验不符")
    return record


def _revisions(line: bytes) -> int:
    try:
        said = orjson.loads(line)
        known = said["graph-service"] == "dump" and isinstance(said["revisions"], int)
        version = said["version"]
    except (ValueError, TypeError, KeyError):
        known, version = False, VERSION
    if not known:
        raise _wrong(1, 0, "is not the header of a dump", "不是 dump 文件的首行")
    if version != VERSION:
        raise _wrong(1, 0, f"says version {version}, this one reads {VERSION}; use a newer version of the service",
            f"版本为 {version}，本版本支持 {VERSION}；请使用更新版本的服务")
    revisions: int = said["revisions"]
    if line != Writer().header(revisions):
        raise _wrong(1, 0, "is not as it was written", "与写入时不符")
    return revisions


def _line(said: dict[str, str | int]) -> bytes:
    return orjson.dumps(said) + b"\n"


def _wrong(number: int, whole: int, en: str, zh: str) -> BadArgument:
    return BadArgument(
        f"Line {number} of the dump {en}; to revision {whole} it is whole. Nothing was written; take another dump.",
        f"dump 文件第 {number} 行{zh}；至第 {whole} 条记录完好。未写入任何内容，请改用其他 dump 文件。",
        argument="file",
    )
