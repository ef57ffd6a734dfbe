"""A county small enough to answer by hand.  Names are their own keys of order; `N.v1` is an id."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, ChangeSet, Json, Properties, Stamp
from graph_service.model.ident import ident
from graph_service.model.organization import ORGANIZATION
from tests.oracle.facts import Facts
from tests.oracle.oracle import answer

TODAY = "2021-06-01"


def _node(label: str, key: str, name: str, basis: str = "STATED", **properties: Json) -> AddNode:
    tag = ORGANIZATION.label[label].tag
    return AddNode(label, ident(tag, label, key), {"name": name, "basis": basis, **properties})


NODES = {
    "county": _node("County", "co", "Example", code="990101", divisionKind="COUNTY", tierScheme="THREE_TIER",
        coverageTarget="LISTED_VILLAGES"),
    "t1": _node("Township", "t1", "East", code="990101100", divisionKind="TOWN", agricultural=True),
    "t2": _node("Township", "t2", "West", code="990101101", divisionKind="TOWN"),
    "t3": _node("Township", "t3", "Lost", divisionKind="TOWNSHIP"),
    "v1": _node("Village", "v1", "Elm", code="990101100201", divisionKind="VILLAGE", households=300,
        needs=["WATER", "TOURISM"]),
    "v2": _node("Village", "v2", "Oak", "INFERRED", code="990101100202", divisionKind="VILLAGE", basisReason="a map"),
    "b1": _node("TownshipBranch", "b1", "East branch", since="2018-01-01"),
    "b2": _node("TownshipBranch", "b2", "West branch", since="2018-01-01", until="2020-01-01", untilGrain="YEAR"),
    "g1": _node("TeamGroup", "g1", "Group 1", since="2018-01-01", dispatchLevel="CITY"),
    "g2": _node("TeamGroup", "g2", "Group 2", since="2018-01-01"),
    "g3": _node("TeamGroup", "g3", "Group 3", "GENERATED", since="2019-01-01"),
    "p1": _node("Post", "p1", "First secretary", role="FIRST_SECRETARY", rank=1),
    "p2": _node("Post", "p2", "Member", role="TEAM_MEMBER", rank=2, since="2018-01-01"),
    "ann": _node("Cadre", "ann", "Ann", phone="555", skills=["LAW"]),
    "bob": _node("Cadre", "bob", "Bob"),
    "cai": _node("Cadre", "cai", "Cai", "GENERATED"),
    "u1": _node("Unit", "u1", "Water bureau", unitKind="GOVERNMENT_DEPARTMENT"),
    "u2": _node("Unit", "u2", "School", unitKind="SCHOOL"),
    "s1": _node("Source", "s1", "Report"),
    "s2": _node("Source", "s2", "Web", "INFERRED", basisReason="unsigned"),
}
N = SimpleNamespace(**{key: change.id for key, change in NODES.items()})


def _tie(kind: str, key: str, source: str, target: str, **properties: Json) -> AddTie:
    made: dict[str, Json] = {"basis": "STATED", **properties}
    tag = ORGANIZATION.types[kind][0].tag
    return AddTie(kind, ident(tag, kind, key), getattr(N, source), getattr(N, target), made)


TIES = {
    "t1": _tie("WITHIN", "t1", "t1", "county"),
    "t2": _tie("WITHIN", "t2", "t2", "county"),
    "t3": _tie("WITHIN", "t3", "t3", "county"),
    "v1": _tie("WITHIN", "v1", "v1", "t1"),
    "v2": _tie("WITHIN", "v2", "v2", "t1"),
    "b1": _tie("BASED_IN", "b1", "b1", "t1", since="2018-01-01"),
    "b2": _tie("BASED_IN", "b2", "b2", "t2", since="2018-01-01", until="2020-01-01"),
    "g1": _tie("REPORTS_TO", "g1", "g1", "b1", since="2018-01-01"),
    "g2w": _tie("REPORTS_TO", "g2w", "g2", "b2", since="2018-01-01", until="2020-01-01"),
    "g2e": _tie("REPORTS_TO", "g2e", "g2", "b1", since="2020-01-01"),
    "g1v1": _tie("STATIONED_IN", "g1v1", "g1", "v1", since="2018-01-01", sourceIds=[N.s2, N.s1], quotes=["two", "one"],
        confidences=["LOW", "HIGH"]),
    # Bare of a start: a post outside the tiers.
    "p1": _tie("POST_IN", "p1", "p1", "v1"),
    "p2": _tie("POST_IN", "p2", "p2", "g1", since="2018-01-01"),
    "ann": _tie("HOLDS", "ann", "ann", "p1", since="2018-01-01", until="2019-01-01", endReason="RECALLED"),
    "bob": _tie("HOLDS", "bob", "bob", "p1", since="2019-03-01", dueOn="2021-03-01"),
    "cai": _tie("HOLDS", "cai", "cai", "p1", since="2019-06-01"),
    "p2 vacant": _tie("STATED_VACANT", "p2", "p2", "s1", since="2018-10-01", until="2019-04-01"),
    "u1": _tie("SPONSORS", "u1", "u1", "g1", since="2018-01-01", until="2021-01-01"),
    "v1 web": _tie("STATED_IN", "v1 web", "v1", "s2", quote="from the web", confidence="LOW"),
    "v1 report": _tie("STATED_IN", "v1 report", "v1", "s1", confidence="HIGH"),
    "contact": _tie("COORDINATES_WITH", "b1 b2", *sorted(("b1", "b2"), key=lambda key: getattr(N, key)),
        since="2018-01-01", until="2020-01-01"),
}

# Written later: Oak's basis and the end of the sponsoring are corrected.
LATER = (
    AlterNode("Village", N.v2, {"aliases": None}, {"aliases": ["Old oak"], "needs": None}),
    AlterTie("SPONSORS", TIES["u1"].id, {"until": "2021-01-01"}, {"until": None}),
)


def name_key(label: str, properties: Properties) -> str | None:  # noqa: ARG001  as the service's own has it
    found = properties.get("name")
    return found if isinstance(found, str) else None


def change_set(*changes: AddNode | AddTie | AlterNode | AlterTie) -> ChangeSet:
    return ChangeSet(changes, Stamp("tester", "test", "request-1"), "2021-06-01T00:00:00Z")


def facts(*more: AddNode | AddTie | AlterNode | AlterTie, data_date: str | None = "2020-11-12") -> Facts:
    sets = [change_set(*NODES.values(), *TIES.values()), change_set(*LATER), change_set(*more)]
    return Facts.of(sets, ORGANIZATION, name_key, data_date, TODAY)


def names(connection: Any) -> list[str]:
    return [node["name"] for node in connection["nodes"]]


def data(document: str, known: Facts, variables: Mapping[str, Any] | None = None) -> Any:
    """The data of an answer that has no errors."""
    found = answer(document, variables or {}, None, known)
    assert list(found) == ["data"], found
    return found["data"]
