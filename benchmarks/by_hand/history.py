"""What happened around a village, and what changed in a county between two days."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
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
    return None if last is None else str(last["other"])


def _followed(row: Row, held: list[Row]) -> bool:
    day = row["until"]
    return any((one["since"] or "") <= day and (one["until"] is None or one["until"] > day) for one in held)


def _event(row: Row, kind: str, day: str, grain: str | None, before: str | None = None) -> tuple[Any, Row]:
    return (day, KINDS.index(kind), row["of"], row["type"], row["id"]), {
        "date": day, "grain": grain or "DAY", "kind": kind, "of": {"name": row["name"]},
        "other": {"name": row["other"]}, "succeeds": before and {"name": before},
    }


CHANGES = ("FOUNDED", "CLOSED", "FELL_VACANT", "FILLED", "CHANGED", "BEGAN", "ATTESTED", "ENDED")
LISTED = 10
Change = tuple[Any, Row]


async def diff(run: Run, scope: str, **days: str) -> Row:
    start, end = date.fromisoformat(days["from"]), date.fromisoformat(days["to"])
    found = await run("diff", scope=scope, start=start, end=end)
    changes = [change for post in found["posts"] if (change := _filling(post)) is not None]
    changes += map(_tie, found["ties"])
    changes.sort(key=lambda one: one[0])
    sums = Counter((one["kind"], one["what"]) for _, one in changes)
    return {"organizationDiff": {
        "total": len(changes), "truncated": len(changes) > LISTED,
        "sums": [{"kind": kind, "what": what, "count": count} for (kind, what), count in sums.items()],
        "changes": [shown for _, shown in changes[:LISTED]],
    }}


def _filling(post: Row) -> Change | None:
    """How a post is filled on the one day and on the other, as one change."""
    (old, before), (new, after) = map(_filled, post["days"])
    match old, new:
        case "HELD", "HELD":
            kind = "CHANGED" if before[0] != after[0] else None
        case _, "VACANT":
            kind = "FELL_VACANT" if old != "VACANT" else None
        case "VACANT", "HELD":
            kind = "FILLED"
        case "NOT_RECORDED", "HELD":
            kind = "ATTESTED" if after[2] == "ATTESTED" else "BEGAN"
        case _:
            kind = "ENDED" if old != new else None
    if kind is None:
        return None
    tie = (after or before or [""])[0]
    return _change(kind, "HOLDS", (post["body"], post["id"], tie), post["name"], before, after)


def _filled(day: Row | None) -> tuple[str, Any]:
    if day is None:
        return "NOT_RECORDED", None
    if day["holder"]:
        return "HELD", day["holder"]
    return ("VACANT" if day["left"] or day["stated"] else "NOT_RECORDED"), day["stated"]


def _tie(row: Any) -> Change:
    what, near, name, tie, far, new, grain = row
    kind = "ENDED" if not new else "ATTESTED" if grain == "ATTESTED" else "BEGAN"
    side = [tie, far]
    return _change(kind, what, (near, near, tie), name, None if new else side, side if new else None)


def _change(kind: str, what: str, place: tuple[str, str, str], name: str, before: Any, after: Any) -> Change:
    sides = {"before": before, "after": after}
    shown = {end: side and {"other": {"name": side[1]}} for end, side in sides.items()}
    return (CHANGES.index(kind), what, *place), {"kind": kind, "what": what, "of": {"name": name}, **shown}
