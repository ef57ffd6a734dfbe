"""GraphQL over HTTP: GET and POST, the right media types and status codes.  No socket is served."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from graph_service.api.response import Response
from graph_service.web.request import RESPONSE_JSON, Fault, accepted, from_get, from_post
from graph_service.web.send import refuse_socket, send

Ask = Callable[[str, Mapping[str, Any], str | None], Any]


class GraphQL:
    """The endpoint.  `ask` answers a document; `most` is the largest body in bytes."""

    def __init__(self, ask: Ask, most: int) -> None:
        self._ask = ask
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send_: Send) -> None:
        if scope["type"] == "websocket":
            await refuse_socket(receive, send_)
            return
        try:
            headers = Headers(scope=scope)
            media = accepted(headers)
            asked = await self._asked(scope, headers, receive)
            response: Response = await self._ask(asked.text, asked.variables, asked.name)
        except Fault as fault:
            await send(send_, fault.status, _told(fault), "application/json", fault.headers)
            return
        await send(send_, _status(response, media), response.body, media, response.headers)

    async def _asked(self, scope: Scope, headers: Headers, receive: Receive) -> Any:
        match scope["method"]:
            case "POST":
                return await from_post(headers, receive, self._most)
            case "GET":
                return from_get(scope)
        raise Fault(
            405,
            "BAD_ARGUMENT",
            "GraphQL is served by GET and POST.",
            "GraphQL 仅支持 GET 与 POST。",
            {"allow": "GET, POST"},
        )


def _status(response: Response, media: str) -> int:
    """Store faults keep their status; a request error is 400 only under the specification's own media type."""
    if response.status >= 500:
        return response.status
    return response.status if media == RESPONSE_JSON else 200


def _told(fault: Fault) -> bytes:
    return orjson.dumps(
        {"errors": [{"message": fault.en, "extensions": {"code": fault.code, "messageZh": fault.zh}}]}
    )
