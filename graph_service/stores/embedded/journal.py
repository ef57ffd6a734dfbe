"""What a journal is to the store, and the one that is kept in memory alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph_service.changes.change import Record


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A folded state: the last revision in it, the version of what was derived, and `snapshot.taken`."""

    revision: int
    deriver: str
    payload: bytes


class Journal(Protocol):
    """Where change sets are kept, in memory or in a file."""

    @property
    def revision(self) -> int:
        """The last one, 0 when there is none."""
        ...

    def append(self, record: Record) -> None: ...

    def kept(self, key: str) -> int | None:
        """The revision that an idempotency key was kept at."""
        ...

    def after(self, revision: int, limit: int | None) -> Sequence[Record]: ...

    def keep_snapshot(self, deriver: str, taken: Callable[[], bytes]) -> None:
        """Keep `snapshot.taken` of the present revision; not asked for where nothing is kept."""
        ...

    def close(self) -> None: ...


class MemoryJournal:
    """Change sets in a list; a snapshot would save nothing."""

    def __init__(self) -> None:
        self._records: list[Record] = []
        self._keys: dict[str, int] = {}

    @property
    def revision(self) -> int:
        return len(self._records)

    def append(self, record: Record) -> None:
        self._records.append(record)
        if (key := record.change_set.stamp.idempotency_key) is not None:
            self._keys[key] = record.revision

    def kept(self, key: str) -> int | None:
        return self._keys.get(key)

    def after(self, revision: int, limit: int | None) -> Sequence[Record]:
        return self._records[revision : None if limit is None else revision + limit]

    def keep_snapshot(self, deriver: str, taken: Callable[[], bytes]) -> None:
        del deriver, taken

    def close(self) -> None:
        self._records.clear()
