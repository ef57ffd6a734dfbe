"""What a card asks of the store, in two plans."""

from graph_service.insights.form import DATED, Form, Many, One
from graph_service.insights.insight import Making
from graph_service.insights.making import Ask, Draft
from graph_service.insights.posts import POST
from graph_service.model.graph import Kind
from graph_service.plan.ir import ALWAYS_TRUE, Day, Quantifier, Slot, Step, Through, Where

MOST = 100
"""Of each list on a card; more are left out, and the card says so."""
MOST_AROUND = 500
"""Of villages, teams and what they belong to."""
EDGE = f"id {DATED}"
CHARGED = ("TeamGroup", "Village", "Township", "County")
"""Of what somebody may be in charge, nearest first."""

_UPWARDS = (Step("STATIONED_IN", True), Step("STATIONED_IN", False), Step("REPORTS_TO", True), Step("WITHIN", True))
_FAR = 3
"""From a team to its county, and from a village past its team to another village's township."""
_NAMED = "name nameKey"
_CADRE = Form("Cadre", _NAMED)
_UNIT = Form("Unit", _NAMED)
_OFFICE = Form("CommitteeOffice", _NAMED)


def card_plans(making: Making) -> tuple[Ask, Ask]:
    """What stands around those whose ids are `starts`; the posts of `places` and what these belong to."""
    return _around(making), _seats(making)


def _around(making: Making) -> Ask:
    draft = making.draft()
    first = draft.fixed(MOST, Kind.WHOLE)
    only = {
        " ".join(CHARGED): Form("Charged", "", {"inCharge": _many(_in_charge(), first)}),
        "Village": Form("Village", "code", {"township": _one("Township"), "supporters": _many(_UNIT, first, "field")}),
        "TeamGroup": _team(first),
        "Township": Form("Township", "", {"county": One(Form("County")), "branch": One(Form("TownshipBranch"))}),
        "County": _county(draft, first),
    }
    form = Form("Named", f"{_NAMED} inForce", only=only)
    cap = draft.fixed(MOST_AROUND, Kind.WHOLE)
    return draft.asks(draft.reached(form, draft.slot("starts", many=True), _UPWARDS, _FAR, cap))


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


def _county(draft: Draft, first: Slot) -> Form:
    """The office is the committee's, or one that a unit of the county hosts: not every county has a committee."""
    hosting = Through(draft.model.hop("Unit", "hostedOffices"), Day(), Quantifier.SOME, ALWAYS_TRUE)
    hosts = Form("Unit", "", {"hostedOffices": Many(_OFFICE, first=first, more=True)})
    committee = Form("WorkingCommittee", "", {"office": One(_OFFICE)})
    return Form("County", "", {"committee": One(committee), "units": _many(hosts, first, where=hosting)})


def _in_charge() -> Form:
    return Form("InCharge", _NAMED, only={"Post": Form("Post", "", {"body": One(Form("PostPlace", ""))})})


def _seats(making: Making) -> Ask:
    draft = making.draft()
    posts = Many(POST, first=draft.fixed(MOST, Kind.WHOLE), more=True)
    only = {
        "TownshipBranch": Form(
            "TownshipBranch", "", {"station": _one("GuidanceStation"), "township": _one("Township")}
        ),
        "CommitteeOffice": Form("CommitteeOffice", "", {"host": One(_UNIT, EDGE, cited=True)}),
    }
    return draft.asks(draft.by_id(Form("PostPlace", _NAMED, {"posts": posts}, only), draft.slot("places", many=True)))


def _one(at: str) -> One:
    return One(Form(at), EDGE, cited=True)


def _many(form: Form, first: Slot, edge: str = "", where: Where = ALWAYS_TRUE) -> Many:
    return Many(form, f"{EDGE} {edge}", cited=True, where=where, first=first, more=True)
