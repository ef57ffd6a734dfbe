"""What a run found: tables for people, JSON for machines."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.attacked import Attacked
from benchmarks.insights import BY_HAND_BAR, EMBEDDED_BAR, Row
from benchmarks.measure import Effort, Figure, Spread
from benchmarks.stages import Split

PACKAGES = (
    "graph-service",
    "graphql-core",
    "strawberry-graphql",
    "starlette",
    "uvicorn",
    "uvloop",
    "orjson",
    "networkx",
    "neo4j",
    "neo4j-rust-ext",
)


@dataclass(slots=True)
class Report:
    """Everything a run found; `left_out` says why something was not measured."""

    effort: Effort
    figures: list[Figure] = field(default_factory=list)
    known: list[Split] = field(default_factory=list)
    first: list[Split] = field(default_factory=list)
    insights: list[Row] = field(default_factory=list)
    attacked: list[Attacked] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool:
        return all(one.met for one in self.figures) and all(one.met for one in self.insights)


def machine() -> dict[str, Any]:
    load = os.getloadavg() if hasattr(os, "getloadavg") else ()
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": [round(one, 2) for one in load],
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
    }


def printed(report: Report, console: Console) -> None:
    """The tables, and what was left out."""
    console.print(_compared(report.figures))
    console.print(_stages("A known document on the embedded store, in the process: CPU µs of each stage", report.known))
    console.print(_stages("A document seen for the first time: CPU µs of each stage", report.first))
    console.print(_insights(report.insights))
    console.print(_attacked(report.attacked))
    for reason in report.left_out:
        console.print(f"Left out: {reason}", style="yellow", highlight=False)


def written(report: Report, path: Path) -> None:
    found = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "effort": asdict(report.effort),
        "unit": "CPU milliseconds a request",
        "figures": [asdict(one) | {"met": one.met} for one in report.figures],
        "known": [asdict(one) for one in report.known],
        "first": [asdict(one) for one in report.first],
        "insights": [asdict(one) | {"met": one.met} for one in report.insights],
        "insightBars": {"toByHand": BY_HAND_BAR, "toNeo4j": EMBEDDED_BAR, "unit": "milliseconds on the clock"},
        "attacked": [asdict(one) for one in report.attacked],
        "leftOut": report.left_out,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))


def _compared(figures: Sequence[Figure]) -> Table:
    table = Table(title="CPU of a request, and its ratio to the floor's: median (middle half)", title_justify="left")
    for name in ("question", "floor"):
        table.add_column(name)
    for name in ("bytes", "service", "floor", "ratio", "at most"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in figures:
        contest, ratio = one.contest, one.ratio
        cells = (
            f"{contest.size:,}",
            _time(one.service.median),
            _time(one.floor.median),
            _spread(ratio),
            f"{contest.bar:g}",
        )
        table.add_row(contest.name, contest.against, *cells, style=None if one.met else "bold red")
    return table


def _insights(rows: Sequence[Row]) -> Table:
    table = Table(
        title=f"Questions on the county: time on the clock, and ratios.  By hand at most {BY_HAND_BAR:g}, "
        f"embedded to Neo4j at most {EMBEDDED_BAR:g}",
        title_justify="left",
    )
    table.add_column("question")
    for name in ("bytes", "statements", "Neo4j, first", "Neo4j", "by hand", "to by hand", "embedded", "to Neo4j"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in rows:
        cells = (
            f"{one.size:,}", str(one.statements), _first(one),
            _median(one.neo4j, one.missing), _median(one.by_hand, one.missing), _spread(one.to_by_hand),
            _median(one.embedded), _spread(one.to_neo4j),
        )
        table.add_row(one.name, *cells, style=None if one.met else "bold red")
    return table


def _attacked(rows: Sequence[Attacked]) -> Table:
    table = Table(title="{__typename} beside a hostile client: time on the clock, and ratios to an idle run",
        title_justify="left")
    table.add_column("beside")
    for name in ("times", "median", "p99", "worst", "median to idle", "p99 to idle"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in rows:
        table.add_row(one.beside, str(one.times), *(_time(ms) for ms in (one.median, one.p99, one.worst)),
            f"{one.median / rows[0].median:.1f}", f"{one.p99 / rows[0].p99:.1f}")
    return table


def _first(row: Row) -> str:
    if row.first is None:
        return "–"
    refused = f" ({row.refused} refused)" if row.refused else ""
    return f"{row.first / 1000:.1f} s{refused}"


def _median(found: Spread | None, missing: str | None = None) -> str:
    return missing or "–" if found is None else _time(found.median)


def _spread(found: Spread | None) -> str:
    return "–" if found is None else f"{found.median:.2f} ({found.low:.2f}–{found.high:.2f})"


def _stages(title: str, splits: Sequence[Split]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("document")
    for name in splits[0].stages if splits else ():
        table.add_column(name, justify="right")
    for one in splits:
        table.add_row(one.name, *(f"{ms * 1000:,.0f}" for ms in one.stages.values()))
    return table


def _time(ms: float) -> str:
    return f"{ms:.2f} ms" if ms >= 1 else f"{ms * 1000:.0f} µs"


def _processor() -> str:
    """Linux tells it in a file, other systems in words."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())
