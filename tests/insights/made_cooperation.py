"""A made-up county in which every ground of cooperation stands once, and what a tie of each kind may join.

Villages a, b (township east) and c, d (west) with a team each, d with two; e lies in the neighbouring county.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.changes.change import Change
from graph_service.insights.cooperation.grounds import WEIGHTS
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from tests.contract.county import PlainDeriver, add_node, add_tie, change_set, node_id
from tests.loaded import Loaded

DAY = "2020-06-01"
START = {"since": "2018-01-01"}
TEAMS = {"A": "a", "B": "b", "C": "c", "D": "d", "D2": "d", "E": "e"}
PLACES = {"a": "east", "b": "east", "c": "west", "d": "west", "e": "beyond"}
NEEDS = {"a": ["WATER"]}
UNITS = {"u": ["WATER"], "u2": ["WATER", "LAW"]}
PROJECTS: Mapping[str, Mapping[str, Any]] = {
    "pa": {"industry": "TOURISM", "brand": "X"}, "pb": {"industry": "TOURISM"},
    "pc": {"industry": "TOURISM", "brand": "X"}, "pd": {"industry": "LAW"}, "pd2": {"industry": "LAW"},
    "pe": {"industry": "TOURISM", "brand": "X"}, "x": {}, "y": {}, "z": {},
}


def key(name: str) -> str:
    """The id of `TeamGroup/A`."""
    return node_id(*name.split("/"))


def nodes() -> Iterable[Change]:
    for county in ("here", "there"):
        yield add_node("County", county, county, divisionKind="COUNTY", tierScheme="THREE_TIER",
            coverageTarget="NOT_STATED")
        yield add_node("WorkingCommittee", county, f"committee {county}", committeeKind="WORKING_COMMITTEE", **START)
    yield add_node("GuidanceStation", "s", "station", **START)
    for township in dict.fromkeys(PLACES.values()):
        yield add_node("Township", township, township, divisionKind="TOWN")
        yield add_node("TownshipBranch", township, f"branch {township}", **START)
    for village in PLACES:
        yield add_node("Village", village, f"village {village}", divisionKind="VILLAGE", needs=NEEDS.get(village, []))
    for team in TEAMS:
        yield add_node("TeamGroup", team, f"team {team}", **START)
        yield add_node("Cadre", team, f"member of {team}")
        yield add_node("Post", team, f"leader of {team}", role="TEAM_LEADER", rank=1, **START)
    yield add_node("Post", "head", "head of the county", role="HEAD", rank=1)
    yield add_node("Cadre", "liaison", "liaison officer")
    for unit, capabilities in UNITS.items():
        yield add_node("Unit", unit, f"unit {unit}", unitKind="GOVERNMENT_DEPARTMENT", capabilities=capabilities)
    for project, about in PROJECTS.items():
        yield add_node("Project", project, f"project {project}", projectKind="VILLAGE", **START, **about)
    yield add_node("Enterprise", "park", "the park", enterpriseKind="PARK", **START)
    yield add_node("Enterprise", "coop", "the cooperative", enterpriseKind="COOPERATIVE", **START)


def tie(type_name: str, source: str, target: str, **more: Any) -> Change:
    row = ORGANIZATION.types[type_name][0]
    dated = START if row.dated else {}
    return add_tie(type_name, f"{source} {target}", key(source), key(target), **{**dated, **more})


def structure() -> Iterable[Change]:
    """What stands whatever else does: geography, the chain, guidance, members and leading posts."""
    for township in dict.fromkeys(PLACES.values()):
        county = "there" if township == "beyond" else "here"
        yield tie("WITHIN", f"Township/{township}", f"County/{county}")
        yield tie("BASED_IN", f"TownshipBranch/{township}", f"Township/{township}")
        yield tie("REPORTS_TO", f"TownshipBranch/{township}", f"WorkingCommittee/{county}")
    for county in ("here", "there"):
        yield tie("BASED_IN", f"WorkingCommittee/{county}", f"County/{county}")
    yield tie("ORGAN_OF", "GuidanceStation/s", "WorkingCommittee/here")
    for township in ("east", "west"):
        yield tie("GUIDES", "GuidanceStation/s", f"TownshipBranch/{township}")
    for village, township in PLACES.items():
        yield tie("WITHIN", f"Village/{village}", f"Township/{township}")
    for team, village in TEAMS.items():
        yield tie("STATIONED_IN", f"TeamGroup/{team}", f"Village/{village}")
        yield tie("REPORTS_TO", f"TeamGroup/{team}", f"TownshipBranch/{PLACES[village]}")
        yield tie("SERVES_IN", f"Cadre/{team}", f"TeamGroup/{team}")
        yield tie("POST_IN", f"Post/{team}", f"TeamGroup/{team}")
        yield tie("HOLDS", f"Cadre/{team}", f"Post/{team}")
    for team in ("A", "D"):
        yield tie("LIAISES", "Cadre/liaison", f"TeamGroup/{team}")


def linked(one: str, other: str, **more: Any) -> Change:
    """A coordination link, stored from the lesser id."""
    return tie("COORDINATES_WITH", *sorted((one, other), key=key), **more)


def grounds() -> Iterable[Change]:
    yield tie("TAKES_PART_IN", "TeamGroup/A", "Project/pa", duties=["OPERATION"])
    yield tie("TAKES_PART_IN", "Cadre/B", "Project/pb", duties=["OPERATION"])
    yield tie("TAKES_PART_IN", "Village/c", "Project/pc", duties=["SALES"], task="sells")
    yield tie("TAKES_PART_IN", "Village/e", "Project/pe", duties=["SALES"])
    for project in ("pd", "pd2"):
        yield tie("TAKES_PART_IN", "Village/d", f"Project/{project}")
    for village in ("a", "e"):
        yield tie("TAKES_PART_IN", f"Village/{village}", "Project/z")
    yield tie("INTRODUCED_BY", "Project/x", "Cadre/B")
    yield tie("BENEFITS", "Project/y", "Village/c")
    for project in ("x", "y"):
        yield tie("LOCATED_IN", f"Project/{project}", "Enterprise/park")
    yield linked("Post/A", "Cadre/D", purpose="POLICY", channel="meeting")
    yield linked("Post/B", "Unit/u")
    for charged in ("Village/b", "TeamGroup/C"):
        yield tie("IN_CHARGE_OF", "Post/head", charged)
    yield tie("SPONSORS", "Unit/u", "TeamGroup/D2")
    yield tie("SUPPORTS", "Unit/u", "Village/b")
    yield tie("SPONSORS", "Unit/u2", "TeamGroup/A")
    yield tie("SENT_BY", "Cadre/C", "Unit/u2")


EXPECTED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("A", "B"): ("NEED", "INDUSTRY_IN_TOWNSHIP"),
    ("A", "C"): ("BRAND", "DUTIES", "INDUSTRY_IN_COUNTY", "SPONSOR"),
    ("A", "D"): ("LINK",),
    ("A", "D2"): ("NEED",),
    ("A", "E"): ("PROJECT",),
    ("B", "C"): ("PARK", "DUTIES", "INDUSTRY_IN_COUNTY", "CHARGE"),
    ("B", "D2"): ("SPONSOR",),
    ("D", "D2"): ("VILLAGE",),
}
"""All pairs with a ground.  C and D have a branch, A and D a liaison officer, all four a station: no ground."""
POSSIBLE_TIES: tuple[Change, ...] = (
    *grounds(),
    *(tie("TAKES_PART_IN", f"{one}/{name}", f"Project/{project}", duties=duties)
        for one, name, duties in (("TeamGroup", "B", ["SITE"]), ("Village", "d", ["INVESTMENT", "SALES"]),
            ("Cadre", "E", ["HUB"]), ("Cadre", "D2", ["SPOKE"])) for project in ("pb", "pe", "z")),
    *(tie("FOUNDED_BY", "Enterprise/coop", founder)
        for founder in ("Village/a", "Village/d", "TeamGroup/C", "Cadre/E")),
    tie("FOUNDED_BY", "Enterprise/park", "Cadre/A"),
    tie("LOCATED_IN", "Project/pd", "Enterprise/park"),
    tie("LOCATED_IN", "Project/pc", "Enterprise/coop"),
    linked("TeamGroup/B", "TeamGroup/C"), linked("Post/D2", "Post/E"), linked("Cadre/A", "Cadre/B"),
    tie("IN_CHARGE_OF", "Unit/u2", "Township/west"), tie("IN_CHARGE_OF", "Unit/u2", "Village/a"),
    tie("STATIONED_IN", "TeamGroup/C", "Village/a"),
    tie("SUPPORTS", "Unit/u2", "Village/d"), tie("SENT_BY", "Cadre/E", "Unit/u"),
)
"""Ties of which any may stand or not."""


def opened(ties: Iterable[Change], runner: asyncio.Runner) -> Loaded:
    """A service over the county with these ties, in memory."""
    store = runner.run(filled(Access("memory:"), ties))
    return served(store, runner)


def served(store: Store, runner: asyncio.Runner, weights: Mapping[str, int] = WEIGHTS) -> Loaded:
    service = open_service(
        store, "memory", limits=Limits(), today=lambda: DAY, data_date=DAY, options={"cooperation_weights": weights}
    )
    return Loaded("memory", runner, service)


async def filled(access: Access, ties: Iterable[Change]) -> Store:
    store = await open_store(access, ORGANIZATION, PlainDeriver())
    await store.prepare()
    await store.commit(change_set(*nodes(), *structure(), *ties))
    return store
