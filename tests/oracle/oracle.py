"""The oracle: answers any valid document of the SDL the slow, obvious way, in plain Python over the change sets.

It was written from `graph.md` and `design.md`, not from the planner, and shares with the service nothing but the
model's declaration and the cursor's format.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import FieldNode

from tests.oracle.facts import Facts
from tests.oracle.refusal import Refusals
from tests.oracle.request import Request
from tests.oracle.roots import answered
from tests.oracle.shown import MissingError

Answer = dict[str, Any]


def answer(document: str, variables: Mapping[str, Any], operation: str | None, facts: Facts) -> Answer:
    """The response: `{"data": …}` in the order of the selection; with `errors`, each of message and path, where the
    data break the SDL's promises; `{"errors": [code, …]}`, every code once, for a request that is refused."""
    request = Request.of(document, variables, operation, facts.model)
    refused = Refusals.of(facts.model, request)
    if refused:
        return {"errors": refused}
    errors: list[MissingError] = []
    data = _data(request, facts, errors)
    if not errors:
        return {"data": data}
    return {"data": data, "errors": [{"message": str(found), "path": found.path} for found in errors]}


def _data(request: Request, facts: Facts, errors: list[MissingError]) -> dict[str, Any] | None:
    try:
        return {key: _root(request, facts, errors, key, nodes) for key, nodes in request.roots().items()}
    except MissingError as found:
        errors.append(found)
        return None


def _root(request: Request, facts: Facts, errors: list[MissingError], key: str, nodes: Sequence[FieldNode]) -> Any:
    if nodes[0].name.value == "__typename":
        return "Query"
    return answered(request, facts, errors, key, nodes)
