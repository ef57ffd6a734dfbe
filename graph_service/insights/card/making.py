"""What a card asks of the store, in one plan for each kind of centre."""

from collections.abc import Mapping
from types import MappingProxyType

from graph_service.insights.form import DATED, Form, Many, One
from graph_service.insights.insight import Making
from graph_service.insights.making import Ask, Draft
from graph_service.insights.posts import POST_HELD
from graph_service.model.graph import Kind, Property
from graph_service.plan.ir import ALWAYS_TRUE, Day, Order, Quantifier, Slot, Step, Through, Where

MOST = 100
"""Of each list on a card; more are left out, and the card says so."""
MOST_AROUND = 500
"""Of villages, teams and what they belong to."""
EDGE = f"id {DATED}"
CHARGED = ("TeamGroup", "Village", "Township", "County")
"""Of what somebody may be in charge, nearest first."""

_UPWARDS = (
    Step("STATIONED_IN", True), Step("STATIONED_IN", False), Step("REPORTS_TO", True), Step("WITHIN", True),
    Step("BASED_IN", False),
)
_FAR: Mapping[str, int] = MappingProxyType({"Village": 2, "TeamGroup": 3})
"""To the county and the township's branch, from a team by its village.  No further: a county has many units."""
_NAMED = "name nameKey"
_CADRE = Form("Cadre", _NAMED)
_UNIT = Form("Unit", _NAMED)
_OFFICE = Form("CommitteeOffice", _NAMED)


def card_plan(making: Making, label: str) -> Ask:
    """What stands around a village or a team whose id is in `starts`, with the posts of all that."""
    draft = making.draft()
    first, one = draft.fixed(MOST, Kind.WHOLE), draft.fixed(1, Kind.WHOLE)
    led = Many(POST_HELD, hop="posts", orders=(Order(_rank(draft)),), first=one)
    only = {
        " ".join(CHARGED): Form("Charged", "", {"inCharge": _many(_in_charge(led), first)}),
        "Village TeamGroup Township TownshipBranch": Form(
            "PostPlace", "", {"posts": Many(POST_HELD, orders=(Order(_rank(draft)),), first=first, more=True)}
        ),
        "Village": Form("Village", "code", {"township": _one("Township"), "supporters": _many(_UNIT, first, "field")}),
        "TeamGroup": _team(first),
        "TownshipBranch": Form(
            "TownshipBranch", "", {"station": _one("GuidanceStation"), "township": _one("Township")}
        ),
        "Township": Form("Township", "", {"county": One(Form("County")), "branch": One(Form("TownshipBranch"))}),
        "County": _county(draft, first, led),
    }
    form = Form("Named", f"{_NAMED} inForce", only=only)
    cap = draft.fixed(MOST_AROUND, Kind.WHOLE)
    return draft.asks(draft.reached(form, draft.slot("starts", many=True), _UPWARDS, _FAR[label], cap))


def _rank(draft: Draft) -> Property:
    found = draft.model.fields("Post")["rank"]
    assert isinstance(found, Property)
    return found


def _team(first: Slot) -> Form:
    member = Form("Cadre", _NAMED, {"sponsor": One(_UNIT, EDGE, cited=True)})
    return Form(
        "TeamGroup", "since until",
        {
            "branch": _one("TownshipBranch"), "villages": _many(Form("Village", "name code"), first),
            "members": Many(member, first=first, more=True), "sponsors": _many(_UNIT, first),
            "liaisons": _many(_CADRE, first),
        },
    )


def _county(draft: Draft, first: Slot, led: Many) -> Form:
    """The office is the committee's, or one that a unit of the county hosts: not every county has a committee."""
    office = Form("CommitteeOffice", _NAMED, {"host": One(_UNIT, EDGE, cited=True), "led": led})
    hosting = Through(draft.model.hop("Unit", "hostedOffices"), Day(), Quantifier.SOME, ALWAYS_TRUE)
    hosts = Form("Unit", "", {"hostedOffices": Many(office, first=first, more=True)})
    committee = Form("WorkingCommittee", "", {"office": One(office)})
    return Form("County", "", {"committee": One(committee), "units": _many(hosts, first, where=hosting)})


def _in_charge(led: Many) -> Form:
    """A post, or a unit with the post by which it is led; a cadre in charge is turned to himself."""
    post = Form("Post", POST_HELD.columns.removeprefix("name "), POST_HELD.parts)
    return Form("InCharge", _NAMED, only={"Post": post, "Unit": Form("Unit", "", {"led": led})})


def _one(at: str) -> One:
    return One(Form(at), EDGE, cited=True)


def _many(form: Form, first: Slot, edge: str = "", where: Where = ALWAYS_TRUE) -> Many:
    return Many(form, f"{EDGE} {edge}", cited=True, where=where, first=first, more=True)
