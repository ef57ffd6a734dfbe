"""What goes back over HTTP: one finished body with its status, and the headers that every reply bears."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from starlette.types import Message, Send

from graph_service.api.trace import Trace

JSON = "application/json"
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Nothing in a reply may load or send anything, or stand in a frame."""
Pairs = list[tuple[bytes, bytes]]
EVERYWHERE: Pairs = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
]


@dataclass(frozen=True, slots=True)
class Reply:
    """`codes` are those of the errors in it, `trace` what the answer took, where there was one."""

    status: int
    body: bytes
    media: str = f"{JSON}; charset=utf-8"
    headers: Mapping[str, str] | None = None
    codes: tuple[str, ...] = ()
    trace: Trace | None = None
    policy: str = POLICY


@dataclass(eq=False, slots=True)
class Fault(Exception):
    """A fault of HTTP itself, told under its own status whatever the caller accepts."""

    status: int
    code: str
    en: str
    zh: str
    headers: Mapping[str, str] | None = None
    more: Mapping[str, object] | None = None
    """Beside the code: `limit`, `allowed`, `asked`, `reference`."""

    def reply(self) -> Reply:
        said = {"code": self.code, "messageZh": self.zh, **(self.more or {})}
        body = orjson.dumps({"errors": [{"message": self.en, "extensions": said}]})
        return Reply(self.status, body, headers=self.headers, codes=(self.code,))


def too_large(status: int, what: str, zh: str, most: int, asked: int) -> Fault:
    """More bytes than are read, of which `asked` are known to have been sent or announced."""
    return Fault(
        status, "LIMIT_EXCEEDED",
        f"The {what} has {asked} bytes or more; {most} are allowed.", f"{zh}为 {asked} 字节以上，上限为 {most} 字节。",
        more={"limit": f"bytes of the {what}", "allowed": most, "asked": asked},
    )


def not_found() -> Fault:
    return Fault(
        404, "BAD_ARGUMENT",
        "Nothing is served at this path; GraphQL is at /graphql.", "此路径无内容；GraphQL 位于 /graphql。")


def wrong_method(allowed: str) -> Fault:
    return Fault(
        405, "BAD_ARGUMENT", f"This path is served by {allowed}.", f"此路径仅支持 {allowed}。", {"allow": allowed})


async def send(send_: Send, reply: Reply, more: Pairs, *, bodiless: bool = False) -> None:
    """One reply in two messages; `bodiless` for HEAD, which is told the length alone."""
    headers = [
        (b"content-type", reply.media.encode()),
        (b"content-length", str(len(reply.body)).encode()),
        (b"content-security-policy", reply.policy.encode()),
        *EVERYWHERE,
        *more,
    ]
    if reply.headers:
        headers += [(name.encode(), value.encode()) for name, value in reply.headers.items()]
    start: Message = {"type": "http.response.start", "status": reply.status, "headers": headers}
    await send_(start)
    await send_({"type": "http.response.body", "body": b"" if bodiless else reply.body})
