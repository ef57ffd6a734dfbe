"""Teams to cooperate with, on all grounds."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from benchmarks.by_hand.driver import Run

NOW = {"PROJECT": 100, "COOPERATIVE": 80, "PARK": 80, "BRAND": 80, "LINK": 60, "VILLAGE": 60}
POSSIBLE = {
    "NEED": 45, "DUTIES": 40, "INDUSTRY_IN_TOWNSHIP": 35, "INDUSTRY_IN_COUNTY": 25, "SPONSOR": 20, "CHARGE": 15,
}
WEIGHTS = {**NOW, **POSSIBLE}
SAME_BRANCH = 10
COMPLEMENTS = frozenset(map(frozenset, (
    ("OPERATION", "TECHNIQUE"), ("OPERATION", "SALES"), ("TECHNIQUE", "SALES"), ("SITE", "FUNDING"),
    ("SITE", "INVESTMENT"), ("HUB", "SPOKE"),
)))
PAGE, LINKS = 5, 100
Row = dict[str, Any]


async def cooperating(run: Run, of: str) -> Row:
    teams = [(_grounds(row), row) for row in await run("cooperating", of=of)]
    teams.sort(key=lambda one: (_place(one[0], same_branch=one[1]["way"] is not None), one[1]["key"], one[1]["id"]))
    return {"cooperatingTeams": {
        "total": len(teams), "truncated": len(teams) > PAGE, "teams": [_shown(*one) for one in teams[:PAGE]],
    }}


def _grounds(row: Row) -> dict[str, dict[str, str]]:
    """By kind what brings the two together, by id."""
    held: dict[str, dict[str, str]] = {}
    for kind, via, ours, theirs in row["found"]:
        kinds = [kind]
        if kind == "INDUSTRY":
            kinds = ["INDUSTRY_IN_TOWNSHIP" if row["near"] else "INDUSTRY_IN_COUNTY"]
            kinds += ["DUTIES"] if _complement(set(ours), set(theirs)) else []
        for one in kinds:
            held.setdefault(one, {}).update(via)
    return {kind: held[kind] for kind in sorted(held, key=_weightiest)}


def _weightiest(kind: str) -> tuple[bool, int, int]:
    return kind not in NOW, -WEIGHTS[kind], list(WEIGHTS).index(kind)


def _complement(ours: set[str], theirs: set[str]) -> bool:
    return any(frozenset(pair) in COMPLEMENTS for pair in product(ours - theirs, theirs - ours))


def _place(held: dict[str, Any], *, same_branch: bool) -> tuple[bool, int, int]:
    weights = [WEIGHTS[kind] for kind in held]
    return not NOW.keys() & held.keys(), -sum(weights) - SAME_BRANCH * same_branch, -max(weights)


def _shown(held: dict[str, dict[str, str]], row: Row) -> Row:
    grounds = [{"kind": kind, "via": [{"name": name} for name in via.values()]} for kind, via in held.items()]
    return {"team": {"name": row["name"]}, "leader": row["leader"], "grounds": grounds, "way": row["way"]}


async def network(run: Run, scope: str) -> Row:
    """Every pair of teams that share anything, once; what they share is looked up by its key, not pair by pair."""
    teams = {row["id"]: row for row in await run("network", scope=scope)}
    holding: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, team in teams.items():
        for shared in _keys(team):
            holding[shared].add(key)
    near = {pair for keys in holding.values() for pair in combinations(sorted(keys), 2)}
    near |= {(min(key, far), max(key, far)) for key, team in teams.items() for far in team["links"] if far != key}
    pairs = []
    for one, other in near:
        held = _between(teams[one], teams[other])
        if held:
            same = teams[one]["branch"] == teams[other]["branch"]
            names = sorted((teams[one]["key"], teams[other]["key"]))
            pairs.append((_place(held, same_branch=same), names, one, other, held, same))
    pairs.sort(key=lambda pair: pair[:4])
    return {"cooperationNetwork": {"total": len(pairs), "truncated": len(pairs) > LINKS, "links": [
        {
            "one": {"name": teams[one]["name"]}, "other": {"name": teams[other]["name"]}, "kinds": list(held),
            "way": teams[one]["way"] if same else None,
        }
        for _, _, one, other, held, same in pairs[:LINKS]
    ]}}


def _keys(team: Row) -> Iterator[tuple[str, str]]:
    for one in team["projects"]:
        yield "PROJECT", one["id"]
        yield "INDUSTRY", one["industry"] or one["id"]
        yield "BRAND", one["brand"] or one["id"]
    for one in (*team["founded"], *team["parks"]):
        yield one["kind"], one["id"]
    yield from (("CHARGE", one) for one in team["charge"])
    yield from (("VILLAGE", one) for one in team["villages"])
    yield from (("NEED", one) for one in team["needs"])
    for unit, offers in team["units"]:
        yield "SPONSOR", unit
        yield from (("NEED", one) for one in offers or ())


def _between(one: Row, other: Row) -> dict[str, Any]:
    held = {kind for kind in ("PROJECT", "BRAND") if _joined(one, other, kind)}
    ours, theirs = map(_founded, (one, other))
    held |= {kind for kind, key in ours.keys() & theirs.keys() if ours[kind, key] != theirs[kind, key]}
    held |= {"LINK"} if other["id"] in one["links"] else set()
    held |= {"VILLAGE"} if set(one["villages"]) & set(other["villages"]) else set()
    held |= {"CHARGE"} if set(one["charge"]) & set(other["charge"]) else set()
    units = [{unit: offers or [] for unit, offers in side["units"]} for side in (one, other)]
    held |= {"SPONSOR"} if units[0].keys() & units[1].keys() else set()
    for needing, mine, yours in ((one, *units), (other, *reversed(units))):
        if any(set(needing["needs"]) & set(offers) for unit, offers in yours.items() if unit not in mine):
            held.add("NEED")
    held |= _industry(one, other)
    return dict.fromkeys(sorted(held, key=_weightiest))


def _founded(side: Row) -> dict[tuple[str, str], str]:
    return {(x["kind"], x["id"]): x["tie"] for x in (*side["founded"], *side["parks"])}


def _joined(one: Row, other: Row, kind: str) -> bool:
    name = "id" if kind == "PROJECT" else "brand"
    ours, theirs = ({(x[name], x["tie"]) for x in side["projects"] if x[name]} for side in (one, other))
    common = {key for key, _ in ours} & {key for key, _ in theirs}
    return any({tie for key, tie in ours if key == x} != {tie for key, tie in theirs if key == x} for x in common)


def _industry(one: Row, other: Row) -> set[str]:
    found: set[str] = set()
    for mine, yours in product(one["projects"], other["projects"]):
        if mine["industry"] and mine["industry"] == yours["industry"] and mine["id"] != yours["id"]:
            near = set(one["townships"]) & set(other["townships"])
            found.add("INDUSTRY_IN_TOWNSHIP" if near else "INDUSTRY_IN_COUNTY")
            found |= {"DUTIES"} if _complement(set(mine["duties"]), set(yours["duties"])) else set()
    return found
