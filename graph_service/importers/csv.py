"""CSV into tables: UTF-8 (with or without its mark) first, then GB18030, as Excel on Chinese Windows writes it."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from graph_service.errors import Violation
from graph_service.importers.table import Row, Table

ENCODINGS = ("utf-8-sig", "gb18030")
LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 50_000

Lines = Iterator[tuple[int, list[str]]]


def read(name: str, file: str, content: bytes, faults: list[Violation]) -> Table:
    """The table in a file's bytes.  What is wrong is added to `faults`; rows that cannot be read are left out."""
    before = len(faults)
    lines = _lines(file, _decoded(file, content, faults), faults)
    header = tuple(cell.strip() for cell in next(lines, (1, []))[1])
    if len(faults) == before:
        faults.extend(_header_faults(file, header))
    rows = tuple(_rows(file, header, lines, faults))
    if len(rows) > MOST_ROWS:
        faults.append(Violation("TOO_LARGE", f"The file has more than {MOST_ROWS} rows.",
            f"文件超过 {MOST_ROWS} 行。", (), file))
    return Table(name, file, header, rows)


def _decoded(file: str, content: bytes, faults: list[Violation]) -> str:
    if len(content) > LARGEST_FILE:
        faults.append(Violation("TOO_LARGE", "The file is larger than 10 MiB.", "文件超过 10 MiB。", (), file))
        return ""
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    faults.append(Violation("BAD_ENCODING", "The file is neither UTF-8 nor GB18030 text.",
        "文件既非 UTF-8 也非 GB18030 文本。", (), file))
    return ""


def _lines(file: str, text: str, faults: list[Violation]) -> Lines:
    """Lines with the number at which each begins; empty ones are passed over."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as wrong:
        faults.append(Violation("BAD_CSV", f"The line cannot be read as CSV: {wrong}.",
            f"该行不是有效的 CSV：{wrong}。", (), f"{file}:{begins}"))


def _header_faults(file: str, header: Sequence[str]) -> Iterator[Violation]:
    place = f"{file}:1"
    if not header:
        yield Violation("BAD_HEADER", "The file is empty; its first line names the columns.",
            "文件为空；首行须为列名。", (), place)
    for column, times in Counter(header).items():
        if not column:
            yield Violation("BAD_HEADER", "A column has no name.", "有一列没有列名。", (), place)
        elif times > 1:
            yield Violation("BAD_HEADER", f"The column {column} stands {times} times.",
                f"列 {column} 出现了 {times} 次。", (), f"{place}:{column}")


def _rows(file: str, header: tuple[str, ...], lines: Lines, faults: list[Violation]) -> Iterator[Row]:
    for line, cells in lines:
        row = Row(file, line, {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()})
        if len(cells) != len(header):
            faults.append(row.fault("BAD_ROW", "", f"The row has {len(cells)} cells, the header {len(header)}.",
                f"该行有 {len(cells)} 格，而表头有 {len(header)} 列。"))
        else:
            yield row
