"""Rows of named text, each knowing the file and the line it stands in.  What the text means is not known here."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph_service.errors import Violation


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file; cells that are empty are left out."""

    file: str
    line: int
    cells: Mapping[str, str]

    def place(self, column: str = "") -> str:
        """`yixian/Village.csv:12:code`."""
        return ":".join(filter(None, (self.file, str(self.line), column)))

    def fault(self, code: str, column: str, en: str, zh: str) -> Violation:
        return Violation(code, en, zh, (), self.place(column))


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows; `name` is the label or the relationship type that it is about."""

    name: str
    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
