"""Joint projects of a county, and enclaves."""

from typing import Any

from benchmarks.by_hand.driver import Run

LABELS = ("Village", "TeamGroup", "Unit", "Enterprise", "Cadre")
CONSTANTS = {"VILLAGE": "Village", "TEAM_GROUP": "TeamGroup", "CADRE": "Cadre", "UNIT": "Unit"}
IMPLIES = {
    "OPERATION": ("SALES",), "TECHNIQUE": ("OPERATION",), "SALES": ("OPERATION",), "STAFFING": ("OPERATION",),
    "HUB": ("SPOKE",), "SPOKE": ("HUB",),
}
PAGE = 5
Row = dict[str, Any]


async def projects(run: Run, scope: str) -> Row:
    found = [shown for row in await run("projects", scope=scope) if (shown := _project(row))]
    return {"jointProjects": {"totalCount": len(found), "nodes": found[:PAGE]}}


def _project(row: Row) -> Row | None:
    people = sorted(row["participants"], key=lambda one: (LABELS.index(one["label"]), one["id"]))
    villages = {key: name for one in people for key, name in one["villages"]}
    stated = row["jointStated"] or (row["count"] or 0) > 1 or row["kind"] in ("JOINT", "HUB")
    apart = bool(row["benefits"]) and bool(row["sites"]) and not set(row["benefits"]) & set(row["sites"])
    enclave = apart or row["kind"] == "ENCLAVE"
    if not (len(villages) > 1 or stated or enclave):
        return None
    return {
        "project": {"name": row["name"]}, "jointRecorded": len(villages) > 1, "jointStated": bool(stated),
        "enclave": enclave, "villages": [{"name": name} for name in villages.values()],
        "participants": [
            {"participant": {"name": one["name"]}, "duties": one["duties"], "task": one["task"]} for one in people
        ],
        "stated": _stated(row, people), "dutiesNotRecorded": _missing(people),
    }


def _stated(row: Row, people: list[Row]) -> Row | None:
    if row["statedKind"] is None and row["count"] is None and row["words"] is None:
        return None
    kind = CONSTANTS.get(row["statedKind"])
    recorded = [one for one in people if kind in (None, one["label"]) and "HUB" not in one["duties"]]
    return {"stated": row["count"], "named": row["named"], "recorded": len(recorded), "words": row["words"]}


def _missing(people: list[Row]) -> list[Row]:
    held = {duty for one in people for duty in one["duties"]}
    implied = (other for duty, others in IMPLIES.items() if duty in held for other in others if other not in held)
    return [{"duty": duty} for duty in dict.fromkeys(implied)]
