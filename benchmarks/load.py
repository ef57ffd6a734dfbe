"""A closed loop over HTTP: some connections, each asks again when it was answered.  The servers are child processes."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.county import ROOT
from benchmarks.measure import Sample

CONNECTIONS = 8
_END = b"\r\n\r\n"
_LENGTH = b"content-length: "


class Server:
    """A child that serves, and tells how much CPU it has spent."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.port = int(self._line())

    def spent(self) -> float:
        """CPU seconds since its start."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._line()) / 1e9

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("a measured server ended")
        return line


@contextmanager
def serving(kind: str, *arguments: str) -> Iterator[Server]:
    """A server of `benchmarks.server`; it ends with its standard input."""
    command = [sys.executable, "-m", "benchmarks.server", kind, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Server(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)


class Client:
    """Sends one request over and over."""

    def __init__(self, port: int, body: bytes) -> None:
        head = (
            f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\naccept: application/json\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        self._request = head.encode() + body
        self._sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
        for one in self._sockets:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, times: int) -> bytes:
        """So many requests on every connection; the last answer's body."""
        body = b""
        for _ in range(times):
            for one in self._sockets:
                one.sendall(self._request)
            for one in self._sockets:
                body = _answer(one)
        return body

    def close(self) -> None:
        for one in self._sockets:
            one.close()


@contextmanager
def client(server: Server, body: bytes) -> Iterator[Client]:
    made = Client(server.port, body)
    try:
        yield made
    finally:
        made.close()


def sampled(server: Server, asking: Client, times: int) -> Sample:
    """CPU of the server for one request."""

    async def sample() -> float:
        start = server.spent()
        asking.ask(times)
        return (server.spent() - start) / (times * CONNECTIONS)

    return sample


def _answer(one: socket.socket) -> bytes:
    """The body of a response, which has a length."""
    got = b""
    while _END not in got:
        got += _received(one)
    head, _, body = got.partition(_END)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"not what is to be measured: {got[:500]!r}")
    length = int(head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0])
    parts, left = [body], length - len(body)
    while left > 0:
        parts.append(_received(one))
        left -= len(parts[-1])
    return b"".join(parts)


def _received(one: socket.socket) -> bytes:
    got = one.recv(262_144)
    if not got:
        raise RuntimeError("a measured server hung up")
    return got
