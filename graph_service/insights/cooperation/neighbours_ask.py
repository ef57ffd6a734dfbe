"""What is asked of the teams of a county, to which nothing leads from one: those with words that two may share.

A team is of the county of its branch; one whose branch has none, or without a branch, of that of its villages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from graph_service.insights.cooperation.dossier_ask import EDGE, Home
from graph_service.insights.form import Form, Many, Of, Record
from graph_service.insights.making import DAY, Draft
from graph_service.model.graph import GraphModel
from graph_service.plan.ir import ALWAYS_TRUE, AllOf, AnyOf, Compare, Quantifier, Through, Where

_UNITS = {"TeamGroup": "sponsors", "Village": "supporters", "Cadre": "sponsor"}


def county(model: GraphModel, team: Form, where: Where) -> Form:
    """The teams of a county that meet a condition, by the branches to which they report or by their villages."""
    led = Many(Form("TownshipBranch", "", {"groups": Many(team, where=where)}), hop="branch")
    stray = _stray(model)
    groups = Many(team, where=AllOf((stray, where)))
    placed = Many(Form("Village", "", {"groups": groups}), where=_some(model, "Village.groups", stray))
    return Form("County", "", {"townships": Many(Form("Township", "", {"branches": led, "villages": placed}))})


def teams_of(found: Mapping[str, Any]) -> Iterator[Record]:
    """The teams in the record of a county."""
    for township in found["townships"]:
        for home in (*township["branches"], *township["villages"]):
            yield from home["groups"]


def helpful(draft: Draft, home: Home) -> Form:
    """The teams of a county behind which stands a unit that can help in one of the slot `needs`."""
    model = draft.model
    of = model.properties("Unit")["capabilities"]
    able = Compare(of, "hasAny", draft.slot("needs", of.kind, many=True))
    units = {owner: {hop: Many(Form("Unit", "name capabilities"), EDGE, cited=True, where=able)}
        for owner, hop in _UNITS.items()}
    backed = {owner: _some(model, f"{owner}.{hop}", able) for owner, hop in _UNITS.items()}
    members = Many(Form("Cadre", "name", units["Cadre"]), EDGE, cited=True, where=backed["Cadre"])
    team = replace(home, village=units["Village"]).team(**units["TeamGroup"], members=members)
    return county(model, team, _theirs(model, backed))


def words_of_county(draft: Draft, *, projects: bool, needs: bool) -> Form:
    """The teams of a county with projects or needs: their words and ids alone."""
    model, has = draft.model, dict[str, list[Where]]()
    if projects:
        has = {owner: [_some(model, f"{owner}.projects", ALWAYS_TRUE)] for owner in _UNITS}
    if needs:
        has.setdefault("Village", []).append(_needing(draft))
    where = {owner: some[0] if len(some) == 1 else AnyOf(tuple(some)) for owner, some in has.items()}
    project = Form("Project", "industry brand", {"products": Many(Form("Product", "brand"))})
    joined: dict[str, Of] = {"projects": Many(project)} if projects else {}
    member = Many(Form("Cadre", "", joined), where=_some(model, "Cadre.projects", ALWAYS_TRUE))
    village = Many(Form("Village", "needs", joined))
    team = Form("TeamGroup", "", {**joined, "villages": village, **({"members": member} if joined else {})})
    return county(model, team, _theirs(model, where))


def _needing(draft: Draft) -> Where:
    """Whatever the need."""
    of = draft.model.properties("Village")["needs"]
    fields = next(one for one in draft.model.enumerations if one.name == of.enumeration)
    return Compare(of, "hasAny", draft.fixed([one.name for one in fields.values], of.kind))


def _theirs(model: GraphModel, of: Mapping[str, Where]) -> Where:
    """A condition on a team that it, a village or a member of its has to meet."""
    parts = [of["TeamGroup"]] if "TeamGroup" in of else []
    parts += [_some(model, f"TeamGroup.{hop}", of[owner])
        for owner, hop in (("Village", "villages"), ("Cadre", "members")) if owner in of]
    return AnyOf(tuple(parts))


def _stray(model: GraphModel) -> Where:
    """No branch leads the team to a county."""
    placed = _some(model, "TownshipBranch.township", _some(model, "Township.county", ALWAYS_TRUE))
    return Through(model.hop("TeamGroup", "branch"), DAY, Quantifier.NONE, placed)


def _some(model: GraphModel, hop: str, where: Where) -> Where:
    return Through(model.hop(*hop.split(".")), DAY, Quantifier.SOME, where)
