"""What callers were told, kept beside the journal: the last revision that was acknowledged, and its checksum.

SQLite drops the end of a damaged write-ahead log without a word, because it cannot tell it from a write that was
never finished.  This small file can.  It is written after each commit and not forced to the disk: after a power
failure it may stand behind the journal, which says nothing, and it never stands before it.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from graph_service.changes.encode import checksum

SUFFIX = ".head"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    revision: int
    checksum: str


class Head:
    """The file, open for writing.  Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(beside(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def tell(self, told: Told) -> None:
        """In place.  What was acknowledged stays so if this fails: only its loss would not be noticed."""
        try:
            os.pwrite(self._file, _line(told), 0)
        except OSError as failed:
            _log.warning("the revision could not be noted beside the journal (%s)", failed)

    def close(self) -> None:
        os.close(self._file)


def beside(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)


def read(path: Path) -> Told | None:
    """None where nothing was noted, or where the note itself is damaged: then the journal alone is believed."""
    try:
        line = beside(path).read_bytes()
    except FileNotFoundError:
        return None
    try:
        number, chained, _ = line.decode("ascii").split()
        told = Told(int(number), chained)
        whole = _line(told) == line
    except ValueError:
        whole = False
    if not whole and line:
        _log.warning("%s is damaged and was not heeded", beside(path).name)
    return told if whole else None


def _line(told: Told) -> bytes:
    """Always of one length, so that a new one takes the place of the old one."""
    said = f"{told.revision:020d} {told.checksum}".encode()
    return said + b" " + checksum("", said)[:16].encode() + b"\n"
