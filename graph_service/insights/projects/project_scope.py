"""Conditions on projects: which belong to a scope.

A project belongs to a scope where a site, a participant or a village that benefits does: to a division where it lies
there, or where a village or township does for which it stands (see `taking_part`); to a body of the tiers the teams
that it leads, their villages and members, cadres with their party relation in its branch, and enterprises founded by
any of these villages and teams.  Each kind of scope has a condition of its own, and each says no more than it needs,
because Neo4j takes seconds to plan a general one.
"""

from collections.abc import Sequence

from graph_service.model.graph import GraphModel
from graph_service.plan.ir import NEVER_TRUE, AllOf, AnyOf, Compare, Day, IsA, Quantifier, Slot, Through, Where

BODIES = ("WorkingCommittee", "TownshipBranch", "TeamGroup")
LEVELS = ("Village", "Township", "County", "Prefecture", "Province")
ENDS = ("sites", "participants", "beneficiaries")


def touching(model: GraphModel, kind: str, scope: Slot) -> Where:
    """True of projects that belong to a scope of a kind."""
    found: list[Where] = []
    for name in ENDS:
        labels = model.hop("Project", name).labels
        there = [(label, _under(model, label, scope) if kind in BODIES else _in(model, label, kind, scope))
                 for label in labels]
        found.append(_some(model, "Project", name, _each(there)))
    return _any(found)


def _in(model: GraphModel, label: str, kind: str, scope: Slot) -> Where:
    """True of nodes of a label in a division of a kind, or that stand for a village or township in it."""
    village = _lies(model, "Village", kind, scope)
    match label:
        case "Village":
            return village
        case "TeamGroup":
            return _some(model, label, "villages", village)
        case "Cadre":
            posted = _each([("Village", village), ("Township", _lies(model, "Township", kind, scope))])
            return _any([
                _some(model, label, "team", _some(model, "TeamGroup", "villages", village)),
                _some(model, label, "posts", _some(model, "Post", "body", posted)),
            ])
        case "Enterprise":
            founded = _some(model, label, "founders", _each([("Village", village)]))
            return _any([_located(model, label, "location", kind, scope), founded])
        case "Unit":
            return _located(model, label, "division", kind, scope)
        case _:
            return NEVER_TRUE


def _located(model: GraphModel, label: str, name: str, kind: str, scope: Slot) -> Where:
    labels = model.hop(label, name).labels
    return _some(model, label, name, _each([(far, _lies(model, far, kind, scope)) for far in labels]))


def _lies(model: GraphModel, label: str, kind: str, scope: Slot) -> Where:
    """True of divisions of a label that are the scope or lie in it."""
    at, to = LEVELS.index(label), LEVELS.index(kind)
    if at > to:
        return NEVER_TRUE
    if at == to:
        return _itself(model, scope)
    above = LEVELS[at + 1]
    return _some(model, label, above.lower(), _lies(model, above, kind, scope))


def _under(model: GraphModel, label: str, scope: Slot) -> Where:
    """True of nodes of a label under a body."""
    team = _team(model, scope)
    village = _some(model, "Village", "groups", team)
    match label:
        case "TeamGroup":
            return team
        case "Village":
            return village
        case "Cadre":
            branch = _each([("TownshipBranch", _branch(model, scope))])
            return _any([_some(model, "Cadre", "team", team), _some(model, "Cadre", "partyBranch", branch)])
        case "Enterprise":
            return _some(model, "Enterprise", "founders", _each([("Village", village), ("TeamGroup", team)]))
        case _:
            return NEVER_TRUE


def _team(model: GraphModel, scope: Slot) -> Where:
    return _any([_itself(model, scope), _some(model, "TeamGroup", "branch", _branch(model, scope))])


def _branch(model: GraphModel, scope: Slot) -> Where:
    return _any([_itself(model, scope), _some(model, "TownshipBranch", "committee", _itself(model, scope))])


def _itself(model: GraphModel, scope: Slot) -> Where:
    return Compare(model.node_properties[0], "eq", scope)


def _some(model: GraphModel, owner: str, name: str, where: Where) -> Where:
    """Nothing is led to where the far end can never do."""
    return where if where == NEVER_TRUE else Through(model.hop(owner, name), Day(), Quantifier.SOME, where)


def _each(found: Sequence[tuple[str, Where]]) -> Where:
    """By label what is asked of it."""
    return _any([AllOf((IsA((label,)), where)) for label, where in found if where != NEVER_TRUE])


def _any(found: Sequence[Where]) -> Where:
    return AnyOf(tuple(one for one in found if one != NEVER_TRUE))
