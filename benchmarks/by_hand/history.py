"""What happened around a village."""

from collections.abc import Iterator
from typing import Any

from benchmarks.by_hand.driver import Run
from benchmarks.county import DAY

KINDS = ("FOUNDED", "ENDED", "FELL_VACANT", "BEGAN", "ATTESTED", "CLOSED")
PAGE = 100
Row = dict[str, Any]


async def timeline(run: Run, of: str) -> Row:
    rows = await run("timeline", of=of)
    held: dict[str, list[Row]] = {}
    for row in rows:
        if row["type"] == "HOLDS":
            held.setdefault(row["of"], []).append(row)
    events = [event for row in rows for event in _events(row, held.get(row["of"], []))]
    events.sort(key=lambda one: one[0])
    return {"timeline": {"truncated": len(events) > PAGE, "events": [shown for _, shown in events[:PAGE]]}}


def _events(row: Row, held: list[Row]) -> Iterator[tuple[Any, Row]]:
    if row["since"] is not None and row["since"] <= DAY:
        kind = "FELL_VACANT" if row["type"] == "STATED_VACANT" else "BEGAN"
        kind = "ATTESTED" if row["sinceGrain"] == "ATTESTED" else kind
        before = _before(row, held) if row["type"] == "HOLDS" and kind == "BEGAN" else None
        yield _event(row, kind, row["since"], row["sinceGrain"], before)
    if row["until"] is not None and row["until"] <= DAY:
        yield _event(row, "ENDED", row["until"], row["untilGrain"])
        if row["type"] == "HOLDS" and row["stands"] > row["until"] and not _followed(row, held):
            yield _event(row, "FELL_VACANT", row["until"], row["untilGrain"])


def _before(row: Row, held: list[Row]) -> str | None:
    ended = [one for one in held if one["until"] and one["until"] <= row["since"]]
    last = max(ended, key=lambda one: (one["until"], one["id"]), default=None)
    return last and last["other"]


def _followed(row: Row, held: list[Row]) -> bool:
    day = row["until"]
    return any((one["since"] or "") <= day and (one["until"] is None or one["until"] > day) for one in held)


def _event(row: Row, kind: str, day: str, grain: str | None, before: str | None = None) -> tuple[Any, Row]:
    return (day, KINDS.index(kind), row["of"], row["type"], row["id"]), {
        "date": day, "grain": grain or "DAY", "kind": kind, "of": {"name": row["name"]},
        "other": {"name": row["other"]}, "succeeds": before and {"name": before},
    }
