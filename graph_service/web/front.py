"""The application: every request comes in here, and every reply, fault and surprise goes out from here."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from secrets import token_hex
from time import perf_counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from graph_service.api.response import failed, refused
from graph_service.api.trace import STAGES
from graph_service.errors import Unavailable
from graph_service.web.logs import REQUEST
from graph_service.web.metrics import Metrics
from graph_service.web.origins import Origins
from graph_service.web.reply import Fault, Reply, not_found, send, wrong_method

log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Route:
    """What is served at a path; HEAD goes with GET.  `name` is what it is called in the log and in metrics."""

    name: str
    methods: tuple[str, ...]
    answer: Callable[[Scope, Headers, Receive], Awaitable[Reply]]

    @property
    def allowed(self) -> str:
        return ", ".join(self.methods)


async def _nothing(_scope: Scope, _headers: Headers, _receive: Receive) -> Reply:
    raise not_found()


_NOWHERE = Route("other", ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"), _nothing)


class Front:
    """An ASGI application; `lifespan` is the one that is told of the start and the end."""

    def __init__(self, routes: Mapping[str, Route], origins: Origins, metrics: Metrics, lifespan: ASGIApp) -> None:
        self._routes = routes
        self._origins = origins
        self._metrics = metrics
        self._lifespan = lifespan

    async def __call__(self, scope: Scope, receive: Receive, send_: Send) -> None:
        match scope["type"]:
            case "http":
                await self._http(scope, receive, send_)
            case "websocket":
                # Closed before it is accepted: the server answers the handshake with 403.
                await receive()
                await send_({"type": "websocket.close", "code": 1008, "reason": "no socket is served"})
            case _:
                await self._lifespan(scope, receive, send_)

    async def _http(self, scope: Scope, receive: Receive, send_: Send) -> None:
        began = perf_counter()
        headers = Headers(scope=scope)
        request = headers.get("x-request-id", "")
        if not _REQUEST_ID.fullmatch(request):
            request = token_hex(8)
        REQUEST.set(request)
        route = self._routes.get(scope["path"], _NOWHERE)
        method = scope["method"]
        reply = await self._replied(route, method, scope, headers, receive)
        more = [(b"x-request-id", request.encode()), *self._origins.headers(headers)]
        await send(send_, reply, more, bodiless=method == "HEAD")
        seconds = perf_counter() - began
        self._metrics.count(route.name, reply.status, seconds, reply.codes, reply.trace)
        if log.isEnabledFor(logging.INFO):
            log.info("answered", extra={"told": _told(route, method, reply, seconds)})

    async def _replied(self, route: Route, method: str, scope: Scope, headers: Headers, receive: Receive) -> Reply:
        try:
            if method not in route.methods and not (method == "HEAD" and "GET" in route.methods):
                asked_before = self._origins.preflight(headers) if method == "OPTIONS" else None
                return asked_before or wrong_method(route.allowed).reply()
            return await route.answer(scope, headers, receive)
        except Fault as fault:
            return fault.reply()
        except asyncio.CancelledError:
            # The server ends, and waits no longer.
            response = refused(Unavailable("The service is ending.", "服务正在停止。"))
        except Exception as error:  # the caller gets a reference, the log the rest
            response = failed(error)
        return Reply(response.status, response.body, headers=response.headers, codes=response.codes)


def _told(route: Route, method: str, reply: Reply, seconds: float) -> dict[str, object]:
    """What the log says of a request: nothing that the caller wrote."""
    told: dict[str, object] = {
        "method": method, "route": route.name, "status": reply.status, "ms": round(seconds * 1000, 2)}
    if reply.codes:
        told["codes"] = reply.codes
    if (trace := reply.trace) is not None:
        told["stages"] = {name: round(getattr(trace, name) * 1000, 2) for name in STAGES}
        told["revision"] = trace.revision
    return told
