"""A TCP proxy before the real server, which makes the faults of a network and of a cluster."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from enum import Enum, auto

_MAGIC = b"\x60\x60\xb0\x17"
_RUN, _COMMIT, _RESET = 0x10, 0x12, 0x0F
_LINGER = struct.pack("ii", 1, 0)
"""Closing sends a reset."""


class Fault(Enum):
    """What befalls every connection, those that stand and those that come."""

    NONE = auto()
    REFUSED = auto()
    RESET = auto()
    BLACK_HOLE = auto()
    SLOW = auto()
    LOST_COMMIT = auto()
    """The server hears COMMIT and does it; the connection breaks before its reply."""
    NO_COMMIT = auto()
    """The connection breaks before the server hears COMMIT."""
    NOT_LEADER = auto()
    """Statements are answered as by a member of a cluster that no longer leads it."""


def _text(said: str) -> bytes:
    return (bytes([0x80 | len(said)]) if len(said) < 16 else bytes([0xD0, len(said)])) + said.encode()


def _failure(code: str) -> bytes:
    pairs = (
        ("code", code), ("neo4j_code", code), ("message", "elsewhere"), ("gql_status", "50N42"),
        ("description", "elsewhere"),
    )
    message = b"\xb1\x7f" + bytes([0xA0 | len(pairs)]) + b"".join(_text(key) + _text(said) for key, said in pairs)
    return len(message).to_bytes(2, "big") + message + b"\0\0"


_NOT_LEADER = _failure("Neo.ClientError.Cluster.NotALeader")
_IGNORED = b"\0\2\xb0\x7e\0\0"


class Proxy:
    """Listens on `port`; what it does with connections is its `fault`, which may change at any time.

    `met` counts the faults that befell a connection or a message; `meeting` is set by the first.
    """

    def __init__(self, host: str, behind: int) -> None:
        self._upstream = (host, behind)
        self._server: asyncio.Server | None = None
        self._live: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}
        self._fault = Fault.NONE
        self.port = 0
        self.delay = 0.3
        self.met = 0
        self.meeting = asyncio.Event()

    @property
    def fault(self) -> Fault:
        return self._fault

    async def turn(self, fault: Fault) -> None:
        """From now on this is what happens; connections that stand are broken where that is the fault."""
        self._fault = fault
        if fault in (Fault.REFUSED, Fault.RESET):
            self.meets(len(self._live))
            await self._break()
        if fault is Fault.REFUSED:
            await self._deaf()
        elif self._server is None:
            await self.listen()

    def meets(self, times: int = 1) -> None:
        self.met += times
        self.meeting.set()

    async def listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        await self._deaf()
        await self._break()

    async def _deaf(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _break(self) -> None:
        live, self._live = self._live, {}
        for writer, task in live.items():
            _reset(writer)
            task.cancel()
        await asyncio.gather(*live.values(), return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._fault is Fault.RESET or self._server is None:
            self.meets()
            _reset(writer)
            return
        self._live[writer] = asyncio.create_task(self._passed(reader, writer))

    async def _passed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, asked = await asyncio.open_connection(*self._upstream)
        line = _Line(self, writer, asked)
        copying = [
            asyncio.create_task(self._copy(reader, line.heard)), asyncio.create_task(self._copy(answers, line.said))
        ]
        try:
            await asyncio.wait(copying, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in (asked, writer):
                end.transport.abort()
            self._live.pop(writer, None)
            for task in copying:
                task.cancel()
            await asyncio.gather(*copying, return_exceptions=True)

    async def _copy(self, source: asyncio.StreamReader, give: Callable[[bytes], None]) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65536):
                if self._fault is Fault.BLACK_HOLE:
                    self.meets()
                    await asyncio.Event().wait()
                if self._fault is Fault.SLOW:
                    self.meets()
                    await asyncio.sleep(self.delay)
                give(data)


class _Line:
    """One connection: what is passed on of both sides."""

    def __init__(self, proxy: Proxy, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self._proxy = proxy
        self._client = client
        self._server = server
        self._lost = False
        self._elsewhere = False

    def heard(self, data: bytes) -> None:
        """Of the client; the driver sends whole messages."""
        kinds = _kinds(data)
        if self._proxy.fault is Fault.LOST_COMMIT and _COMMIT in kinds:
            self._lost = True
        if self._proxy.fault is Fault.NO_COMMIT and _COMMIT in kinds:
            self._proxy.meets()
            _reset(self._client)
            return
        if self._proxy.fault is Fault.NOT_LEADER and _RUN in kinds:
            self._elsewhere = True
        if self._elsewhere and _RESET not in kinds:
            self._proxy.meets()
            at = kinds.index(_RUN) if _RUN in kinds else 0
            self._client.write(_IGNORED * at + _NOT_LEADER + _IGNORED * (len(kinds) - at - 1))
            return
        self._elsewhere = False
        self._server.write(data)

    def said(self, data: bytes) -> None:
        """Of the server."""
        if self._lost:
            self._proxy.meets()
            _reset(self._client)
            return
        self._client.write(data)


def _kinds(data: bytes) -> list[int]:
    """The signatures of the messages in what a client sends; none of its greeting."""
    found: list[int] = []
    if data.startswith(_MAGIC):
        return found
    begins = True
    while len(data) >= 2:
        size = int.from_bytes(data[:2], "big")
        if size and begins and len(data) > 3:
            found.append(data[3])
        begins = size == 0
        data = data[2 + size :]
    return found


def _reset(writer: asyncio.StreamWriter) -> None:
    held = writer.get_extra_info("socket")
    if held is not None:
        with suppress(OSError):
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
    writer.transport.abort()


@asynccontextmanager
async def proxied(uri: str) -> AsyncIterator[Proxy]:
    """A proxy before the server of a Bolt URI."""
    host, _, behind = uri.rpartition("/")[2].partition(":")
    proxy = Proxy(host, int(behind))
    await proxy.listen()
    try:
        yield proxy
    finally:
        await proxy.close()
