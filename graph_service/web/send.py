"""Sending a finished body, and refusing what is not served."""

from collections.abc import Mapping

from starlette.types import Receive, Send


async def send(
    send_: Send, status: int, body: bytes, media: str, more: Mapping[str, str] | None = None
) -> None:
    """One response in two messages."""
    headers = [
        (b"content-type", f"{media}; charset=utf-8".encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"vary", b"accept"),
    ]
    if more:
        headers += [(name.encode(), value.encode()) for name, value in more.items()]
    await send_({"type": "http.response.start", "status": status, "headers": headers})
    await send_({"type": "http.response.body", "body": body})


async def refuse_socket(receive: Receive, send_: Send) -> None:
    """Close a WebSocket before it is accepted: the server answers the handshake with 403."""
    await receive()
    await send_({"type": "websocket.close", "code": 1008, "reason": "no socket is served"})
