"""One connection of the server: what uvicorn leaves open.

The head of a request has its time and its size; connections have a number; at the end what has come in is answered.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from graph_service.web.reply import EVERYWHERE, Fault, send

HEAD = 64 * 1024
"""Bytes of the head of a request: its line and its headers."""
PIPELINED = 20
"""Requests behind the one that is being answered; a connection with more of them is closed."""
LAST_WORD = 0.2
"""Seconds at the end in which a request that is already on its way is still taken."""


class Connection(HttpToolsProtocol):
    """Whoever takes longer than `seconds` for a head, or sends a larger one, is told so and cut off.

    A body is received under a deadline of its own, by whoever reads it.

    Of more than `most` connections the one whose request has been awaited for longest makes room; where all are being
    answered, the new one is told to come again.  So those who only hold a connection keep nobody out.
    """

    seconds = 5.0
    most = 4000
    waiting: dict["Connection", None]
    """Those that owe a whole request, the oldest first."""
    _timer: asyncio.TimerHandle | None = None
    _bytes = 0
    _ending = False
    _late_comer = False

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._timer = self.loop.call_later(self.seconds, self._late)
        if self._too_many():
            self._make_room()
        self.waiting[self] = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_there()
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server ends: what is under way is answered, and what has been sent and not been read yet as well."""
        self._ending = True
        if self._idle():
            self.loop.call_later(LAST_WORD, self._ended)
        else:
            super().shutdown()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._timer is None:
            return
        self._bytes += len(data)
        if self._bytes > HEAD:
            self._refuse(Fault(
                431, "LIMIT_EXCEEDED",
                f"The head of the request has {self._bytes} bytes or more; {HEAD} are allowed.",
                f"请求头为 {self._bytes} 字节以上，上限为 {HEAD} 字节。",
                more={"limit": "bytes of the head", "allowed": HEAD, "asked": self._bytes}))

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= PIPELINED:
            raise ValueError("too many requests at once")  # the parser stops, and what follows is no request
        super().on_message_begin()
        if self._timer is None:
            self._timer = self.loop.call_later(self.seconds, self._late)
        self._bytes = 0

    def on_headers_complete(self) -> None:
        self._head_is_there()
        if self._late_comer:
            self._late_comer = False
            if self._too_many():
                self.app = self._full
        super().on_headers_complete()
        if self._ending:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        self.waiting.pop(self, None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        # Answered before all of it had come in: the rest is not waited for.
        if self.cycle.response_complete and self.cycle.more_body:
            self.transport.close()
        super().on_response_complete()
        if not self._owes_an_answer() and not self.transport.is_closing():
            self.waiting[self] = None

    def send_400_response(self, msg: str) -> None:
        del msg
        self._refuse(Fault(400, "BAD_ARGUMENT", "This is not an HTTP request.", "这不是有效的 HTTP 请求。"))

    def _idle(self) -> bool:
        """Whether no request is being received or answered, but for a head that is not whole."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def _ended(self) -> None:
        if self._idle():
            self.transport.close()

    def _too_many(self) -> bool:
        return len(self.connections) > self.most

    def _make_room(self) -> None:
        """Send the oldest of those away that owe a request; where there is none, this one is told so when it asks."""
        oldest = next(iter(self.waiting), None)
        if oldest is None:
            self._late_comer = True
            return
        del self.waiting[oldest]
        # Counted at once, since many may come before the loop hears of one that is lost.
        self.connections.discard(oldest)
        oldest.transport.abort()

    async def _full(self, _scope: Any, _receive: Any, send_: Any) -> None:
        fault = Fault(
            503, "UNAVAILABLE", f"All {self.most} connections are being answered; try again.",
            f"全部 {self.most} 个连接均在处理请求，请稍后重试。", {"retry-after": "1", "connection": "close"},
            {"limit": "connections", "allowed": self.most})
        await send(send_, fault.reply(), [])

    def _head_is_there(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        if self._owes_an_answer():
            # It is our turn: the next request on this connection may wait for this one's answer.
            self._timer = self.loop.call_later(self.seconds, self._late)
            return
        self._refuse(Fault(
            408, "DEADLINE", f"The head of the request was not received within {self.seconds:g} s.",
            f"未能在 {self.seconds:g} 秒内收到请求头。",
            more={"limit": "seconds to receive a request", "allowed": self.seconds}))

    def _owes_an_answer(self) -> bool:
        """Whether a request has come in whole and is not answered yet."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete and not cycle.more_body

    def _refuse(self, fault: Fault) -> None:
        self._head_is_there()
        if self.transport.is_closing():
            return
        if self._owes_an_answer():
            # What is refused came behind a whole request, whose answer this would be taken for.
            self.transport.close()
            return
        reply = fault.reply()
        headers = [
            (b"content-type", reply.media.encode()), (b"content-length", str(len(reply.body)).encode()),
            (b"connection", b"close"), *EVERYWHERE]
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        self.transport.write(STATUS_LINE[reply.status] + lines + b"\r\n" + reply.body)
        self.transport.close()


def connections(seconds: float, most: int = Connection.most) -> type[Connection]:
    """The class of a server whose requests have so many seconds for their heads, and which has so many connections."""
    return type("LimitedConnection", (Connection,), {"seconds": seconds, "most": most, "waiting": {}})
