"""What reporting lines ask of a store: everything on the ways up from a node, each node once and flat, with its seats.

Flat, because Neo4j plans a statement for each of its parts: nested, a chain takes seconds to plan, and flat a fraction.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph_service.insights.form import Form, Many, Of, One
from graph_service.insights.making import Ask, Draft, Making
from graph_service.insights.posts import EDGE, POST_EVER
from graph_service.model.graph import Enumeration, Kind, Property, Value, Words
from graph_service.plan.ir import AnyOf, Compare, Day, Ever, Quantifier, Step, Through, Where

PARTY, SPONSOR, CHARGE, GUIDANCE = LINES = ("PARTY", "SPONSOR", "CHARGE", "GUIDANCE")
LINE = Enumeration(
    "ReportingLine", Words("Along which line.", "沿哪条线。"),
    (
        Value(PARTY, Words("Party line: team, branch, committee", "隶属线：党小组、党支部、党工委")),
        Value(SPONSOR, Words("Sponsoring units: who sent", "派出线：派出单位")),
        Value(CHARGE, Words("Leaders and departments in charge", "包保线：包保领导、包保部门")),
        Value(GUIDANCE, Words("Guidance and supervision by area; no command", "指导线：包片指导监督，不是隶属")),
    ),
)
OF = ("Cadre", "TeamGroup", "TownshipBranch", "WorkingCommittee", "Village", "Post")
"""From what lines start.  A village branch, a unit and the committee's organs stand outside the tiers."""
LEADS = ("SECRETARY", "DIRECTOR", "HEAD", "TEAM_LEADER", "GROUP_LEADER", "SQUAD_LEADER")
"""Roles that lead a body: where the first post is another, the leading one is not recorded."""
DATED = "name since until inForce"
MOST_NODES = 1000
"""How many nodes are taken."""
_FAR: Mapping[str, int] = MappingProxyType(
    {"Cadre": 5, "Post": 5, "Village": 4, "TeamGroup": 3, "TownshipBranch": 2, "WorkingCommittee": 1}
)
"""How many steps it is at most to the last body of a line; who is in charge of a county is one further."""
LED = "WorkingCommittee TownshipBranch TeamGroup GuidanceStation Unit"
CHARGED = "County Township Village TeamGroup"
_OUT = {
    PARTY: "SERVES_IN PARTY_MEMBER_OF POST_IN REPORTS_TO DISPATCHED_BY STATIONED_IN WITHIN", SPONSOR: "SENT_BY",
    CHARGE: "BASED_IN", GUIDANCE: "ORGAN_OF",
}
_IN = {PARTY: "", SPONSOR: "SPONSORS", CHARGE: "IN_CHARGE_OF", GUIDANCE: "GUIDES"}
_STARTING = {
    "Cadre": (Step("HOLDS", outward=True),),
    "Village": (Step("STATIONED_IN", outward=False),),
    "Post": tuple(Step(one, outward=False) for one in ("STATIONED_IN", "HOLDS", "BASED_IN")),
}
"""Steps taken from some starts only; a post of a township goes by the branch that is based there."""
_MANY = frozenset({"villages", "sponsors", "members", "inCharge"})
_POST = Form("Post", "name role rank")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked from a label along some lines; with `checks` also what shows inconsistencies between them.

    `seats` says of which posts of a body all is asked.
    """

    start: str
    lines: tuple[str, ...]
    checks: bool
    seats: Where

    def along(self) -> tuple[Step, ...]:
        members = (Step("SERVES_IN", outward=False),) if self.checks and self.start != "Cadre" else ()
        lines = dict.fromkeys((PARTY, *self.lines))
        outward = (Step(one, outward=True) for line in lines for one in _OUT[line].split())
        inward = (Step(one, outward=False) for line in lines for one in _IN[line].split())
        return (*outward, *inward, *_STARTING.get(self.start, ()), *members)

    def form(self) -> Form:
        only = {names: Form("Named", columns, parts) for names, columns, parts in self._rows()}
        return Form("Named", "name", only={names: form for names, form in only.items() if form.parts or form.columns})

    def _rows(self) -> Iterator[tuple[str, str, Mapping[str, Of]]]:
        """By label, or several: columns, and ends."""
        placed = CHARGE in self.lines or self.checks
        yield from self._people()
        yield "TeamGroup", DATED, {
            "branch": self._ever("TownshipBranch"), **self._some(placed, villages="Village"),
            **self._if(SPONSOR, sponsors="Unit"), **self._some(self.checks, members="Cadre"),
        }
        yield "TownshipBranch", DATED, {
            "committee": self._ever("WorkingCommittee"), **self._if(GUIDANCE, station="GuidanceStation"),
            **self._some(placed, township="Township"),
        }
        yield "WorkingCommittee", DATED, {"dispatchedBy": self._one("Unit"), **self._if(CHARGE, county="County")}
        yield "Village", "", {
            **self._some(placed, township="Township"),
            **({"groups": self._ever("TeamGroup")} if self.start in ("Village", "Post") else {}),
        }
        own = self.start == "Post"
        yield "Township", "", {**self._if(CHARGE, county="County"), **self._some(own, branch="TownshipBranch")}
        yield "County", "tierScheme coverageTarget", {}
        yield "GuidanceStation", "", self._if(GUIDANCE, committee="WorkingCommittee")
        yield "Unit", "level", {"division": self._one("Division")}
        yield LED if self.start != "Village" else f"{LED} Village", "", {
            "posts": Many(_POST, "since until"), "seats": Many(POST_EVER, hop="posts", where=self.seats),
        }
        yield CHARGED, "", self._if(CHARGE, inCharge="InCharge")

    def _people(self) -> Iterator[tuple[str, str, Mapping[str, Of]]]:
        """Posts are on the way from a cadre or a post, or in charge; of members the party relation is compared."""
        own, seats = self.start == "Post", POST_EVER.parts if self.start == "Post" or CHARGE in self.lines else {}
        if self.start not in ("Cadre", "Post"):
            yield "Post", POST_EVER.columns if seats else "", seats
            yield "Cadre", "", self._some(self.checks, partyBranch="PartyOrganization")
            return
        yield "Cadre", "", {
            "team": self._ever("TeamGroup"), "partyBranch": self._ever("PartyOrganization"),
            "posts": Many(_POST, EDGE, cited=True, moment=Ever()), **self._if(SPONSOR, sponsor="Unit"),
        }
        carried = {"carries": Many(POST_EVER, EDGE, cited=True)} if own and self.checks else {}
        yield "Post", f"{POST_EVER.columns} inForce", {"body": self._one("PostPlace"), **seats, **carried}

    def _if(self, line: str, **ends: str) -> Mapping[str, Of]:
        return self._some(line in self.lines, **ends)

    def _some(self, wanted: bool, **ends: str) -> Mapping[str, Of]:
        """Ends on the day: names, and what stands there."""
        if not wanted:
            return {}
        return {name: self._many(far) if name in _MANY else self._one(far) for name, far in ends.items()}

    def _one(self, far: str) -> One:
        return One(Form(far), EDGE, cited=True)

    def _many(self, far: str) -> Many:
        return Many(Form(far), EDGE, cited=True)

    def _ever(self, far: str) -> Many:
        """An end at any time: what stands on the day is told apart when it is read."""
        return Many(Form(far), EDGE, cited=True, moment=Ever())


def asked(making: Making, label: str, lines: tuple[str, ...], *, checks: bool = False) -> Ask:
    """The one question: all that is on the ways up from a node of a label."""
    draft = making.draft()
    asking = Asking(label, lines, checks, _seats(draft, own=checks and label not in ("Cadre", "Post")))
    cap = draft.fixed(MOST_NODES, Kind.WHOLE)
    far = _FAR[label] + (CHARGE in lines)
    return draft.asks(draft.reached(asking.form(), draft.slot("of", many=True), asking.along(), far, cap))


def _seats(draft: Draft, *, own: bool) -> Where:
    """Posts that may lead their body, and all of the body asked about."""
    model = draft.model
    role = model.fields("Post")["role"]
    assert isinstance(role, Property)
    leads = Compare(role, "in", draft.fixed(list(LEADS), Kind.CHOICE))
    if not own:
        return leads
    asked_about = Compare(model.node_properties[0], "in", draft.slot("of", many=True))
    return AnyOf((leads, Through(model.hop("Post", "body"), Day(), Quantifier.SOME, asked_about)))
