"""Chain, card and way: whom to turn to."""

from collections.abc import Iterable, Mapping
from itertools import groupby, pairwise
from typing import Any

from benchmarks.by_hand.driver import Run

Row = dict[str, Any]
MOST_STEPS = 4
PLACES = ("TeamGroup", "Village", "Township", "County")
OVER_VILLAGES = ("FIRST_SECRETARY", "SQUAD_LEADER")
TIES = (
    ("COORDINATION", "COORDINATES_WITH"), ("CHAIN", "REPORTS_TO DISPATCHED_BY"), ("ORGAN", "ORGAN_OF HOSTED_BY"),
    ("CHARGE", "IN_CHARGE_OF"), ("SPONSORSHIP", "SENT_BY SPONSORS SUPPORTS"),
    ("PROJECT", "TAKES_PART_IN LOCATED_IN BENEFITS INTRODUCED_BY FUNDED_BY FOUNDED_BY"), ("LIAISON", "LIAISES"),
    ("GUIDANCE", "GUIDES"), ("PEOPLE", "POST_IN HOLDS ACTS_IN SERVES_IN EX_OFFICIO"),
    ("PLACE", "BASED_IN STATIONED_IN SITUATED_IN"),
)
TIE_OF = {one: name for name, types in TIES for one in types.split()}
ORDER = {name: at for at, (name, _) in enumerate(TIES)}


async def chain(run: Run, of: str) -> Row:
    steps = await run("chain", of=of)
    complete = len(steps) == MOST_STEPS
    return {"reportingChain": {"complete": complete, "chains": [{"steps": steps}]}}


async def card(run: Run, of: str) -> Row:
    found = await run("card", of=of)
    posts: dict[str, list[Row]] = {}
    for post in found["posts"]:
        posts.setdefault(post["place"], []).append(post)
    own = _seat(posts.get(of, ()), "FIRST_SECRETARY")
    branch = found["branch"]
    village = {
        "village": found["village"], "township": found["township"], "firstSecretary": own,
        "branch": None if branch is None else {
            "branch": {"name": branch["name"]}, "secretary": _shown(next(iter(posts.get(branch["id"], ())), None)),
        },
        "supporters": found["supporters"],
    }
    teams = [_team(team, posts.get(team["id"], [])) for team in found["teams"]]
    charge = sorted(found["charge"], key=lambda one: (PLACES.index(one["at"]), one["key"], one["id"]))
    return {"contactCard": {
        "villages": [village], "teams": teams,
        "charge": [{name: one[name] for name in ("inCharge", "place", "seat")} for one in charge],
        "offices": found["offices"],
    }}


def _team(team: Row, posts: list[Row]) -> Row:
    apart = [next((one for one in posts if one["role"] == role), None) for role in ("TEAM_LEADER", "GROUP_LEADER")]
    filling = {key for one in posts for key in (one["holder"] and one["holder"]["id"], *one["acting"])}
    sponsors = sorted(team["sponsors"], key=lambda one: (one["key"], one["id"]))
    return {
        "team": {"name": team["name"]}, "leader": _shown(apart[0]), "groupLeader": _shown(apart[1]),
        "seats": [{"post": {"role": one["role"]}, **(_shown(one) or {})} for one in posts if one not in apart],
        "withoutPost": [{"name": one["name"]} for one in team["members"] if one["id"] not in filling],
        "sponsors": [{"unit": {"name": one["name"]}} for one in sponsors],
        "liaisons": team["liaisons"],
    }


def _seat(posts: Iterable[Row], role: str) -> Row | None:
    return _shown(next((one for one in posts if one["role"] == role), None))


def _shown(post: Row | None) -> Row | None:
    if post is None:
        return None
    holder = post["holder"]
    return {"holder": holder and {"name": holder["name"]}, "holding": _holding(post)}


def _holding(post: Mapping[str, Any]) -> str:
    return "HELD" if post["holder"] else "VACANT" if post["left"] else "NOT_RECORDED"


async def way(run: Run, **ends: str) -> Row:
    found = await run("way", **ends)
    nodes = {one["id"]: one for one in found["nodes"]}
    ways = sorted(map(_placed, found["ways"]), key=lambda one: one[0])
    # Ways that differ by the relationships alone are one, told by the first of them.
    kept = [next(same) for _, same in groupby(ways, key=lambda one: [node[0] for node in one[1]["nodes"]])]
    return {"coordinationPath": {
        "length": len(kept[0][1]["ties"]) if kept else None, "truncated": len(kept) > 1,
        "ways": [{"steps": [_step(nodes[node[0]], tie) for node, tie in _steps(one)]} for _, one in kept[:1]],
    }}


def _placed(found: Row) -> tuple[list[tuple[int, str, str]], Row]:
    return [(ORDER[TIE_OF[tie[0]]], node[1], node[0]) for node, tie in _steps(found)], found


def _steps(found: Row) -> Iterable[tuple[Any, Any]]:
    return zip((far for _, far in pairwise(found["nodes"])), found["ties"], strict=True)


def _step(to: Row, tie: Any) -> Row:
    post = to["post"]
    call: Row | None = None
    if to["cadre"]:
        call = {"person": {"name": to["name"]}, "holding": None}
    elif post is not None:
        person = post["holder"] or post["acting"]
        call = {"person": person and {"name": person}, "holding": _holding(post)}
    elif to["posts"]:
        call = {"person": None, "holding": "NOT_RECORDED"}
    return {"tie": TIE_OF[tie[0]], "to": {"name": to["name"]}, "channel": tie[2], "purpose": tie[3], "call": call}


async def lines(run: Run, of: str) -> Row:
    found = await run("lines", of=of)
    told = [
        {"line": line, "complete": len(steps) == MOST_STEPS if line == "PARTY" else bool(steps),
            "chains": [{"steps": steps}]}
        for line, steps in found["lines"]
    ]
    odd = ["PARTY_RELATION_ELSEWHERE"] if found["elsewhere"] else []
    odd += ["BRANCH_OF_ANOTHER_TOWNSHIP"] if found["apart"] else []
    return {"reportingLines": {"lines": told, "inconsistencies": [{"kind": one} for one in (*odd, *found["seats"])]}}
