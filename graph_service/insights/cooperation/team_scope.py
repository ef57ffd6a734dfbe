"""The scope of a question about teams, as it is asked for and checked."""

from graph_service.insights.form import Form
from graph_service.insights.making import Begun, Draft

_DATED = Form("WorkingCommittee", "since until")
_SCOPE = Form("Named", "name inForce", only={"WorkingCommittee TownshipBranch TeamGroup": _DATED})


def scope_node(draft: Draft, name: str) -> Begun:
    """The scope itself, as `subject.standing` wants it."""
    return draft.by_id(_SCOPE, draft.slot(name))
