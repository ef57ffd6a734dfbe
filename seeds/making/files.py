"""How a seed folder's CSV files are spelled.  It knows no label and no type; the columns are those of the rows."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HEAD = ("from", "to", "key", "name", "aliases")
TAIL = ("since", "sinceGrain", "until", "untilGrain", "basis", "basisReason", "source", "quote", "confidence")

Row = dict[str, str]


@dataclass(slots=True)
class Book:
    """The files of one folder in the making: rows by file name, each kept in the order in which it was put."""

    basis: str
    files: dict[str, list[Row]] = field(default_factory=dict)

    def node(self, label: str, key: str, name: str, **values: str) -> str:
        """Put a node and give it as a tie names it."""
        self._put(label, {"key": key, "name": name, **values})
        return f"{label}:{key}"

    def tie(self, kind: str, start: str, end: str, **values: str) -> None:
        self._put(kind, {"from": start, "to": end, **values})

    def texts(self) -> dict[str, str]:
        return {f"{name}.csv": spelled(rows) for name, rows in self.files.items()}

    def _put(self, name: str, values: Mapping[str, str]) -> None:
        self.files.setdefault(name, []).append({"basis": self.basis, **values})


def spelled(rows: Iterable[Row]) -> str:
    """The rows as CSV: columns that are empty throughout are left out."""
    listed = list(rows)
    columns = _columns(listed)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue()


def _columns(rows: list[Row]) -> list[str]:
    filled = dict.fromkeys(name for row in rows for name, value in row.items() if value)
    own = [name for name in filled if name not in HEAD and name not in TAIL]
    return [n for n in HEAD if n in filled] + own + [n for n in TAIL if n in filled]


def rows_of(path: Path) -> list[Row]:
    """The rows of a file, or none where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def write(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
