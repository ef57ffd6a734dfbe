"""CORS: which pages of other origins may read answers.  None, unless a setting names them."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers

from graph_service.web.reply import Pairs, Reply

METHODS = "GET, HEAD, POST"
SENT = "accept, content-type, x-request-id"
READ = b"retry-after, x-request-id"
KEPT = "600"
"""Seconds for which a browser need not ask again."""


@dataclass(frozen=True, slots=True)
class Origins:
    """`allowed` are whole origins, as `https://board.example`.  No cookie and no password of a browser is wanted."""

    allowed: frozenset[str]

    @classmethod
    def of(cls, allowed: Iterable[str]) -> "Origins":
        return cls(frozenset(allowed))

    def headers(self, headers: Headers) -> Pairs:
        """What a reply says to a browser: nothing to one from an origin that is not allowed."""
        if not self.allowed:
            return _VARY
        origin = headers.get("origin", "")
        if origin not in self.allowed:
            return _VARY_BY_ORIGIN
        return [
            *_VARY_BY_ORIGIN,
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-expose-headers", READ),
        ]

    def preflight(self, headers: Headers) -> Reply | None:
        """The answer to a browser that asks beforehand; None where it is no such question or not allowed."""
        if headers.get("origin") not in self.allowed or "access-control-request-method" not in headers:
            return None
        allowed = {
            "access-control-allow-methods": METHODS,
            "access-control-allow-headers": SENT,
            "access-control-max-age": KEPT,
        }
        return Reply(204, b"", headers=allowed)


_VARY: Pairs = [(b"vary", b"accept")]
_VARY_BY_ORIGIN: Pairs = [(b"vary", b"accept, origin")]
