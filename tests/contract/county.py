"""A small fictional county, made by hand for the contract suite: every odd case stands in it once, with its reason.

Names are chosen so that the order of code points is their order.  Nodes are known by short keys: `N.v1` is an id.
"""

from collections.abc import Mapping
from types import SimpleNamespace

from graph_service.changes.change import AddNode, AddTie, Change, ChangeSet, Json, Properties, SetDataDate, Stamp
from graph_service.model.ident import ident
from graph_service.model.organization import ORGANIZATION

AT = "2020-11-12T00:00:00Z"


class PlainDeriver:
    """What is derived, in the plainest way: names by code points in hex, tokens are the letters of the name."""

    def __init__(self, version: str = "plain-1") -> None:
        self._version = version

    @property
    def version(self) -> str:
        return self._version

    def __call__(self, label: str, properties: Properties) -> Mapping[str, Json]:  # noqa: ARG002  as the port has it
        name = str(properties["name"])
        return {"nameKey": name_key(name), "searchTokens": sorted(set(name))}


def name_key(name: str) -> str:
    return "".join(f"{ord(letter):06x}" for letter in name)


def node_id(label: str, key: str) -> str:
    return ident(ORGANIZATION.label[label].tag, label, key)


def tie_id(type_name: str, key: str) -> str:
    return ident(ORGANIZATION.types[type_name][0].tag, type_name, key)


def add_node(label: str, key: str, name: str, basis: str = "STATED", **properties: Json) -> AddNode:
    return AddNode(label, node_id(label, key), {"name": name, "basis": basis, **properties})


def add_tie(type_name: str, key: str, source: str, target: str, **properties: Json) -> AddTie:
    return AddTie(type_name, tie_id(type_name, key), source, target, {"basis": "STATED", **properties})


def change_set(*changes: Change, key: str | None = None, reason: str = "test") -> ChangeSet:
    return ChangeSet(changes, Stamp("tester", reason, "request-1", key), AT)


NODES: Mapping[str, AddNode] = {
    "province": add_node("Province", "99", "A province", code="99", divisionKind="PROVINCE"),
    "prefecture": add_node("Prefecture", "9901", "A city", code="9901", divisionKind="PREFECTURE_CITY"),
    "county": add_node("County", "990101", "示例县", code="990101", divisionKind="COUNTY", tierScheme="THREE_TIER",
        coverageTarget="ALL_VILLAGES", aliases=["Example", "Sample"]),
    "t1": add_node("Township", "t1", "T1 东镇", code="990101100", divisionKind="TOWN", agricultural=True),
    "t2": add_node("Township", "t2", "T2 西镇", code="990101101", divisionKind="TOWN", agricultural=False),
    # No list has it: the code is missing, and nobody says whether it is agricultural.
    "t3": add_node("Township", "t3", "T3 无码乡", divisionKind="TOWNSHIP"),
    "v1": add_node("Village", "v1", "V1 东一村", code="990101100201", divisionKind="VILLAGE", households=300,
        needs=["TOURISM", "WATER"]),
    "v2": add_node("Village", "v2", "V2 东二村", code="990101100202", divisionKind="VILLAGE", households=120),
    "v3": add_node("Village", "v3", "V3 西一村", code="990101101201", divisionKind="VILLAGE", needs=["WATER"]),
    # Households as many as v1's: only the id parts them. No code. Concluded, not stated.
    "v4": add_node("Village", "v4", "V4 西二村", "INFERRED", basisReason="named only", divisionKind="COMMUNITY",
        households=300),
    "wc": add_node("WorkingCommittee", "wc", "W1 党工委", since="2018-01-01", sinceGrain="DAY",
        committeeKind="WORKING_COMMITTEE"),
    "station": add_node("GuidanceStation", "gs", "S1 指导站", since="2018-01-01", area="East"),
    "b1": add_node("TownshipBranch", "b1", "B1 东支部", since="2018-02-01"),
    # Closed on the first day of 2020.
    "b2": add_node("TownshipBranch", "b2", "B2 西支部", since="2018-02-01", until="2020-01-01", untilGrain="YEAR"),
    "g1": add_node("TeamGroup", "g1", "G1 一组", since="2018-03-01", dispatchLevel="COUNTY"),
    "g2": add_node("TeamGroup", "g2", "G2 二组", since="2018-03-01", until="2019-07-01", dispatchLevel="CITY"),
    "g3": add_node("TeamGroup", "g3", "G3 三组", since="2019-01-01", dispatchLevel="PROVINCE"),
    "g4": add_node("TeamGroup", "g4", "G4 四组", "GENERATED", since="2018-06-01"),
    "party": add_node("Unit", "party", "U1 县委", unitKind="PARTY_COMMITTEE", level="COUNTY"),
    "water": add_node("Unit", "water", "U2 水利局", unitKind="GOVERNMENT_DEPARTMENT", level="COUNTY", sector="WATER",
        capabilities=["WATER", "CONSTRUCTION"]),
    "academy": add_node("Unit", "academy", "U3 农科院", unitKind="INSTITUTION", level="PROVINCE",
        capabilities=["AGRICULTURE"]),
    # A seat in a village may have an open start.
    "p1": add_node("Post", "p1", "P1 第一书记", role="FIRST_SECRETARY", rank=1),
    "p2": add_node("Post", "p2", "P2 队长", role="TEAM_LEADER", rank=1, since="2018-03-01"),
    "p3": add_node("Post", "p3", "P3 队员", role="TEAM_MEMBER", rank=2, since="2018-03-01"),
    "p4": add_node("Post", "p4", "P4 书记", role="SECRETARY", rank=1, since="2018-01-01"),
    "p5": add_node("Post", "p5", "P5 委员", role="MEMBER", rank=2, since="2018-01-01", until="2019-01-01"),
    "ann": add_node("Cadre", "ann", "C1 Ann", gender="FEMALE", skills=["WATER"], phone="555"),
    "bob": add_node("Cadre", "bob", "C2 Bob", skills=["LAW", "FINANCE"]),
    "cai": add_node("Cadre", "cai", "C3 Cai"),
    "dan": add_node("Cadre", "dan", "C4 Dan", "GENERATED"),
    "enclave": add_node("Project", "enclave", "J1 飞地", since="2018-05-01", projectKind="ENCLAVE",
        investment=3_000_000_000, industry="AGRICULTURE"),
    "coop": add_node("Enterprise", "coop", "E1 合作社", since="2018-05-01", enterpriseKind="COOPERATIVE"),
    "report": add_node("Source", "report", "R1 报告", date="2020-11-12", publisher="Paper"),
    "page": add_node("Source", "page", "R2 网页"),
    "sample": add_node("Source", "sample", "R3 样例", "GENERATED"),
}

N = SimpleNamespace(**{key: change.id for key, change in NODES.items()})
KEYS: Mapping[str, str] = {change.id: key for key, change in NODES.items()}
"""The short key of an id."""

TIES: Mapping[str, AddTie] = {
    key: add_tie(type_name, key, getattr(N, source), getattr(N, target), **properties)
    for key, type_name, source, target, properties in (
        ("province", "WITHIN", "prefecture", "province", {}),
        ("prefecture", "WITHIN", "county", "prefecture", {}),
        ("t1", "WITHIN", "t1", "county", {}),
        ("t2", "WITHIN", "t2", "county", {}),
        ("t3", "WITHIN", "t3", "county", {}),
        ("v1", "WITHIN", "v1", "t1", {}),
        ("v2", "WITHIN", "v2", "t1", {}),
        ("v3", "WITHIN", "v3", "t2", {}),
        ("v4", "WITHIN", "v4", "t2", {"basis": "INFERRED", "basisReason": "lies there"}),
        ("wc", "BASED_IN", "wc", "county", {"since": "2018-01-01"}),
        ("b1 in", "BASED_IN", "b1", "t1", {"since": "2018-02-01"}),
        ("b2 in", "BASED_IN", "b2", "t2", {"since": "2018-02-01", "until": "2020-01-01"}),
        ("party in", "BASED_IN", "party", "county", {}),
        ("academy in", "BASED_IN", "academy", "province", {}),
        ("sent", "DISPATCHED_BY", "wc", "party", {"since": "2018-01-01"}),
        ("organ", "ORGAN_OF", "station", "wc", {"since": "2018-01-01"}),
        ("guides", "GUIDES", "station", "b1", {"since": "2018-02-01"}),
        ("b1", "REPORTS_TO", "b1", "wc", {"since": "2018-02-01"}),
        ("b2", "REPORTS_TO", "b2", "wc", {"since": "2018-02-01", "until": "2020-01-01"}),
        ("g1", "REPORTS_TO", "g1", "b1", {"since": "2018-03-01"}),
        ("g2", "REPORTS_TO", "g2", "b1", {"since": "2018-03-01", "until": "2019-07-01"}),
        # Moves from the western branch to the eastern one when that is closed.
        ("g3 west", "REPORTS_TO", "g3", "b2", {"since": "2019-01-01", "until": "2020-01-01"}),
        ("g3 east", "REPORTS_TO", "g3", "b1", {"since": "2020-01-01"}),
        ("g4", "REPORTS_TO", "g4", "b2", {"since": "2018-06-01", "until": "2020-01-01", "basis": "GENERATED"}),
        ("g1 v1", "STATIONED_IN", "g1", "v1", {"since": "2018-03-01"}),
        ("g2 v2", "STATIONED_IN", "g2", "v2", {"since": "2018-03-01", "until": "2019-07-01"}),
        ("g3 v3", "STATIONED_IN", "g3", "v3", {"since": "2019-01-01"}),
        ("g3 v2", "STATIONED_IN", "g3", "v2", {"since": "2019-07-01", "basis": "INFERRED", "basisReason": "gap"}),
        ("g4 v4", "STATIONED_IN", "g4", "v4", {"since": "2018-06-01", "basis": "GENERATED"}),
        ("p1", "POST_IN", "p1", "v1", {}),
        ("p2", "POST_IN", "p2", "g1", {"since": "2018-03-01"}),
        ("p3", "POST_IN", "p3", "g1", {"since": "2018-03-01"}),
        ("p4", "POST_IN", "p4", "wc", {"since": "2018-01-01"}),
        ("p5", "POST_IN", "p5", "wc", {"since": "2018-01-01", "until": "2019-01-01"}),
        ("ann p1", "HOLDS", "ann", "p1", {"since": "2018-04-01", "until": "2019-04-01", "endReason": "ROTATED",
            "dueOn": "2020-04-01"}),
        # From October 2019 two hold one seat: readers take the later.
        ("bob p1", "HOLDS", "bob", "p1", {"since": "2019-04-01", "capacity": "FULL"}),
        ("cai p1", "HOLDS", "cai", "p1", {"since": "2019-10-01", "capacity": "TEMPORARY"}),
        # Ends without a successor: vacant from 2019 on.
        ("ann p2", "HOLDS", "ann", "p2", {"since": "2018-04-01", "until": "2019-01-01"}),
        ("dan p4", "HOLDS", "dan", "p4", {"since": "2018-04-01", "basis": "GENERATED"}),
        ("p3 vacant", "STATED_VACANT", "p3", "report", {"since": "2019-01-01", "until": "2019-06-01"}),
        ("p5 vacant", "STATED_VACANT", "p5", "report", {"since": "2018-06-01", "until": "2019-01-01"}),
        ("ann", "SERVES_IN", "ann", "g1", {"since": "2018-03-01", "origin": "COUNTY"}),
        ("bob", "SERVES_IN", "bob", "g1", {"since": "2018-03-01", "until": "2019-03-01", "origin": "CITY"}),
        ("cai", "SERVES_IN", "cai", "g3", {"since": "2019-01-01"}),
        ("dan", "SERVES_IN", "dan", "g3", {"since": "2019-01-01", "basis": "GENERATED"}),
        ("ann by", "SENT_BY", "ann", "water", {"since": "2018-03-01"}),
        ("bob by", "SENT_BY", "bob", "academy", {"since": "2018-03-01"}),
        ("water g1", "SPONSORS", "water", "g1", {"since": "2018-03-01"}),
        ("academy g1", "SPONSORS", "academy", "g1", {"since": "2018-03-01"}),
        ("water g3", "SPONSORS", "water", "g3", {"since": "2019-01-01"}),
        ("site", "LOCATED_IN", "enclave", "v1", {"since": "2018-05-01"}),
        ("site coop", "LOCATED_IN", "enclave", "coop", {"since": "2018-06-01"}),
        ("income", "BENEFITS", "enclave", "v3", {"since": "2018-05-01", "yearlyIncome": 50_000,
            "yearlyIncomeBound": "AT_LEAST", "sourceIds": [N.sample, N.report],
            "quotes": ["made up", "每年五万元"], "confidences": ["LOW", "HIGH"]}),
        ("duties", "TAKES_PART_IN", "v1", "enclave", {"since": "2018-05-01", "duties": ["SITE", "LEAD"]}),
        ("part", "TAKES_PART_IN", "v3", "enclave", {"since": "2018-05-01"}),
        ("v1 report", "STATED_IN", "v1", "report", {"quote": "V1", "confidence": "HIGH"}),
        ("v1 page", "STATED_IN", "v1", "page", {"quote": "one", "confidence": "MEDIUM"}),
        ("v1 sample", "STATED_IN", "v1", "sample", {"quote": "none", "confidence": "LOW", "basis": "GENERATED"}),
    )
}


def contact(key: str, one: str, other: str, **properties: Json) -> AddTie:
    """A coordination link: kept once, from the lesser id to the greater."""
    return add_tie("COORDINATES_WITH", key, min(one, other), max(one, other), **properties)


CONTACTS: Mapping[str, AddTie] = {
    "party water": contact("party water", N.party, N.water, since="2018-01-01", purpose="POLICY"),
    "water t1": contact("water t1", N.water, N.t1, since="2018-01-01", until="2019-01-01", channel="telephone"),
    "b1 b2": contact("b1 b2", N.b1, N.b2, since="2018-02-01", until="2020-01-01"),
}

DATA_DATE = SetDataDate(None, "2020-11-12")
COUNTY = change_set(*NODES.values(), *TIES.values(), *CONTACTS.values(), DATA_DATE, key="county")
EMPTY = change_set()
