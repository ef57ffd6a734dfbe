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


PARTS = {
    "TAKES_PART_IN": "PARTICIPANT", "BENEFITS": "BENEFICIARY", "LOCATED_IN": "SITE", "INTRODUCED_BY": "INTRODUCER",
    "FUNDED_BY": "FUNDER",
}


async def partners(run: Run, of: str) -> Row:
    found = await run("partners", of=of)
    own = set(found["own"])
    named: dict[tuple[int, str], str] = {}
    shared: dict[tuple[int, str], dict[str, tuple[list[Row], list[Row]]]] = {}
    for project in found["projects"]:
        parties = sorted(project["parties"], key=_place_of_party)
        ours = [_party(one) for one in parties if one["id"] in own]
        for one in parties:
            for label, key, name in () if one["id"] in own else _under(one, own):
                under = (LABELS.index(label), key)
                named[under] = name
                shared.setdefault(under, {}).setdefault(project["name"], (ours, []))[1].append(_party(one))
    return {"projectPartners": {"truncated": False, "partners": [
        {"partner": {"name": named[under]}, "projects": [
            {"project": {"name": name}, "own": ours, "theirs": theirs}
            for name, (ours, theirs) in shared[under].items()
        ]}
        for under in sorted(shared)
    ]}}


def _place_of_party(one: Row) -> tuple[int, int, str]:
    return list(PARTS).index(one["type"]), LABELS.index(one["label"]), one["id"]


def _under(one: Row, own: set[str]) -> list[tuple[str, str, str]]:
    """The villages that somebody stands for; itself if it stands for none."""
    villages = [] if one["label"] in ("Enterprise", "Unit") else one["villages"]
    far = [("Village", key, name) for key, name in villages if key not in own]
    return far or [(one["label"], one["id"], one["name"])]


def _party(one: Row) -> Row:
    return {
        "party": {"name": one["name"]}, "part": PARTS[one["type"]], "duties": one["duties"], "task": one["task"],
    }
