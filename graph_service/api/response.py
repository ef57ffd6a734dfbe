"""An answer as bytes, with the status that it deserves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError
from strawberry.types.execution import ExecutionResult, PreExecutionError

from graph_service.api.errors import formatted, located
from graph_service.api.service import unexpected
from graph_service.errors import ServiceError

_STATUSES: Mapping[str, int] = {"WRONG_METHOD": 405, "INTERNAL": 500, "UNAVAILABLE": 503, "DEADLINE": 504}
_HEADERS: Mapping[int, Mapping[str, str]] = {405: {"allow": "POST"}, 503: {"retry-after": "2"}}


@dataclass(frozen=True, slots=True)
class Response:
    """`status` is that of the specification's own media type."""

    body: bytes
    status: int
    headers: Mapping[str, str] | None = None
    codes: tuple[str, ...] = ()
    """Of its errors."""


def response(result: ExecutionResult) -> Response:
    """A request error has no `data`; anything else has, with its errors before it."""
    errors = result.errors
    if not errors and not result.extensions:
        return Response(orjson.dumps({"data": result.data}), 200)
    said: dict[str, Any] = {}
    if errors:
        said["errors"] = formatted(errors)
    if not isinstance(result, PreExecutionError):
        said["data"] = result.data
    if result.extensions:
        said["extensions"] = result.extensions
    status = 200 if result.data is not None else _status(errors or (), _without_fault(result))
    return Response(orjson.dumps(said), status, _HEADERS.get(status), tuple(map(_code, errors or ())))


def refused(error: ServiceError) -> Response:
    """A request that ended before it had a result."""
    return response(PreExecutionError(data=None, errors=[located(error)]))


def failed(error: Exception) -> Response:
    """What nobody foresaw: the caller gets a reference, the log the rest."""
    return response(PreExecutionError(data=None, errors=[unexpected(error)]))


def _without_fault(result: ExecutionResult) -> int:
    return 400 if isinstance(result, PreExecutionError) else 200


def _status(errors: Sequence[GraphQLError], otherwise: int) -> int:
    """Of an answer without data: a fault of the store or of ours shows, whether it came before or while answering."""
    return max((_STATUSES.get(_code(error), otherwise) for error in errors), default=otherwise)


def _code(error: GraphQLError) -> str:
    return str((error.extensions or {}).get("code", ""))
