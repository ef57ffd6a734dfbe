"""The seed files as rows, read as the importer reads them.  It knows no label and no type."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from seeds.making.files import Row, rows_of

SEEDS = Path(__file__).resolve().parent.parent
DATA_DATE = date(2020, 11, 12)


@dataclass(frozen=True)
class Placed:
    """A row with the file it stands in; a column that the file has not is empty."""

    file: Path
    row: Row

    @property
    def name(self) -> str:
        """The label or the type."""
        return self.file.stem

    @property
    def node(self) -> str:
        return f"{self.name}:{self['key']}"

    def __getitem__(self, column: str) -> str:
        return self.row.get(column) or ""

    def __repr__(self) -> str:
        where = self["key"] or self["from"] + " -> " + self["to"]
        return f"{self.file.relative_to(SEEDS)}: {where}"

    def holds_on(self, day: date = DATA_DATE) -> bool:
        return started(self["since"]) <= day < ended(self["until"])


@cache
def listed(folder: str, name: str = "*", *, example: bool = True) -> tuple[Placed, ...]:
    """The rows of a folder, or of all with `*`; without the examples, what is stated, counted and concluded."""
    files = [*SEEDS.glob(f"{folder}/{name}.csv"), *(SEEDS.glob(f"{folder}/generated/{name}.csv") if example else ())]
    return tuple(Placed(file, row) for file in sorted(files) for row in rows_of(file))


def label_of(reference: str) -> str:
    return reference.partition(":")[0]


def key_of(reference: str) -> str:
    return reference.partition(":")[2]


def started(text: str) -> date:
    """A coarse date counts from its first day; an open one from ever."""
    return date.fromisoformat(f"{text}-01-01"[:10]) if text else date.min


def ended(text: str) -> date:
    """A coarse end counts to the day after its last; an open one to the end of time."""
    if len(text) in (0, 10):
        return date.fromisoformat(text) if text else date.max
    begun = started(text)
    whole_year = len(text) == len("2020")
    year, month = (begun.year + 1, 1) if whole_year or begun.month == 12 else (begun.year, begun.month + 1)
    return date(year, month, 1)
