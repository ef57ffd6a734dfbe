"""GraphQL over HTTP: GET and POST, the right media types and status codes, and the time that a request may take."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.datastructures import Headers
from starlette.types import Receive, Scope

from graph_service.api.response import Response, refused
from graph_service.api.trace import Trace
from graph_service.errors import Deadline
from graph_service.web.line import Line
from graph_service.web.reply import Fault, Reply
from graph_service.web.request import RESPONSE_JSON, Asked, accepted, from_get, from_post

METHODS = ("GET", "POST")


class Ask(Protocol):
    """Answers a document; only queries with `reading`."""

    def __call__(
        self, text: str, variables: Mapping[str, Any], name: str | None, *, reading: bool, trace: Trace
    ) -> Awaitable[Response]: ...


@dataclass(frozen=True, slots=True)
class GraphQL:
    """The endpoint.  `most` is the largest body in bytes; a request is received and answered in so many seconds."""

    ask: Ask
    most: int
    receiving: float = 5.0
    answering: float = 5.0
    known: Callable[[str], bool] = lambda _: True
    """Whether a document was read before; others wait in line, so that they hold nobody up but each other."""
    line: Line = field(default_factory=Line)

    async def __call__(self, scope: Scope, headers: Headers, receive: Receive) -> Reply:
        """Raises Fault."""
        media = accepted(headers)
        trace = Trace()
        asked: Asked | None = None
        reading = scope["method"] != "POST"
        try:
            async with asyncio.timeout(self.receiving) as limit:
                asked = from_get(scope, self.most) if reading else await from_post(headers, receive, self.most)
                limit.reschedule(asyncio.get_running_loop().time() + self.answering)
                if not self.known(asked.text):
                    await self.line.turn(len(asked.text))
                response = await self.ask(asked.text, asked.variables, asked.name, reading=reading, trace=trace)
        except TimeoutError:
            if asked is None:
                raise self._too_slow() from None
            response = refused(Deadline())
        # A request error is 400 only under the specification's own media type.
        status = 200 if response.status == 400 and media != RESPONSE_JSON else response.status
        return Reply(
            status, response.body, f"{media}; charset=utf-8", response.headers, response.codes, trace)

    def _too_slow(self) -> Fault:
        return Fault(
            408, "DEADLINE", f"The request was not received within {self.receiving:g} s.",
            f"未能在 {self.receiving:g} 秒内收到完整请求。", {"connection": "close"},
            {"limit": "seconds to receive a request", "allowed": self.receiving})
