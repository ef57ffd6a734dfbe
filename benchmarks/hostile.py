"""A hostile client, a process of its own: `python -m benchmarks.hostile PORT KIND…`; it ends with its standard input.

Beside it, or beside nobody, `asked` measures what `{__typename}` takes another client.
"""

import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import uvloop

from benchmarks.county import CORPUS, ROOT

IDLE, SLOW, PIPES, ASKING = 2000, 200, 8, 8
"""Connections of each kind."""
SMALL = b'{"query":"{__typename}"}'


def request(body: bytes, *, close: bool = False) -> bytes:
    ending = b"Connection: close\r\n" if close else b""
    head = b"POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%b\r\n"
    return head % (len(body), ending) + body


def body(path: Path) -> bytes:
    """What asks for a document of the corpus, with the variables that stand beside it."""
    beside = path.with_suffix(".variables.json")
    variables = json.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else {}
    return json.dumps({"query": path.read_text(encoding="utf-8"), "variables": variables}).encode()


def documents() -> list[bytes]:
    """Bodies that ask for too much, each in its way: none may cost more than milliseconds."""
    chained = "".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }} " for n in range(60))
    ring = "".join(f"fragment R{n} on Query {{ ...R{(n + 1) % 60} }} " for n in range(60))
    deep = "{counties{nodes{" + "parent{" * 400 + "id" + "}" * 400 + "}}}"
    texts = (
        "{...F0} " + chained + "fragment F60 on Query { __typename }",
        "{...R0} " + ring,
        "{" + " ".join(f"a{n}: __typename" for n in range(900)) + "}",
        "{" + "__typename " * 1900 + "}",
        "{ __typename " + "@skip(if: false) " * 350 + "}",
        deep,
        "{" * 1900,
        '{ node(id: "' + "x" * 200_000 + '") { id } }',
        "[" * 100_000,
    )
    made = [json.dumps({"query": text}).encode() for text in texts]
    odd = [b"null", b"[" * 100_000, b"1" * 5000, b"\xff" * 1000, b'{"query":1}', b'{"query":"{a}","variables":[]}', b""]
    return made + odd + [body(path) for path in sorted((CORPUS / "refused").glob("*.graphql"))]


async def _again(port: int, talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> None:
    """The same conversation on one connection after another."""
    while True:
        # uvloop tells of a connection that was cut off by a RuntimeError.
        with suppress(OSError, EOFError, RuntimeError, asyncio.LimitOverrunError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                await talk(reader, writer)
            finally:
                writer.close()
        await asyncio.sleep(0.01)


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body of one reply."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    return int(head[9:12]), await reader.readexactly(length)


async def idle(port: int) -> None:
    """Says nothing, for as long as it may."""
    async def talk(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    await _all(IDLE, lambda _: _again(port, talk))


async def slow(port: int) -> None:
    """A byte at a time: half of them heads, half of them bodies."""
    whole = request(SMALL)

    def talking(begun: int) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(whole[:begun])
            for byte in whole[begun:]:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.3)

        return talk

    at = (1, len(whole) - len(SMALL))
    await _all(SLOW, lambda number: _again(port, talking(at[number % 2])))


async def pipelined(port: int) -> None:
    """Many requests at once, then what is none, and nothing is read."""
    sent = request(SMALL) * 200 + b"\x00\xff garbage \r\n" * 2000

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"GET /" + b"x" * 100_000)
        await writer.drain()

    await _all(PIPES, lambda _: _again(port, talk))


async def asking(port: int) -> None:
    """The hostile documents, one after another, each as soon as the last was refused."""
    bodies = documents()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for one in bodies:
            writer.write(request(one))
            await answer(reader)

    await _all(ASKING, lambda _: _again(port, talk))


async def _all(count: int, made: Callable[[int], Awaitable[None]]) -> None:
    await asyncio.gather(*(made(number) for number in range(count)))


KINDS: Mapping[str, Callable[[int], Awaitable[None]]] = {
    "idle": idle, "slow": slow, "pipelined": pipelined, "documents": asking,
}


async def _attack(port: int, kinds: Sequence[str]) -> None:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def wait() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=wait, daemon=True).start()
    attacks = [asyncio.ensure_future(KINDS[kind](port)) for kind in kinds]
    await asyncio.wait({asyncio.ensure_future(ended.wait()), *attacks}, return_when=asyncio.FIRST_COMPLETED)
    for attack in attacks:
        attack.cancel()
    for found in await asyncio.gather(*attacks, return_exceptions=True):
        if isinstance(found, Exception):
            raise found


@contextmanager
def attacking(port: int, *kinds: str) -> Iterator[None]:
    """All kinds unless named; for as long as it is open."""
    command = [sys.executable, "-m", "benchmarks.hostile", str(port), *(kinds or KINDS)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
        try:
            yield
            assert process.poll() is None, "the hostile client gave up"
        finally:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def asked(port: int, seconds: float) -> list[float]:
    """Milliseconds that `{__typename}` took, each time on a connection of its own, some 50 times a second."""
    took = []
    ending = time.monotonic() + seconds
    while (began := time.monotonic()) < ending:
        with socket.create_connection(("127.0.0.1", port), 10) as one:
            one.sendall(request(SMALL, close=True))
            received = b""
            while more := one.recv(65536):
                received += more
        took.append((time.monotonic() - began) * 1000)
        if not received.endswith(b'{"data":{"__typename":"Query"}}'):
            raise RuntimeError(f"not answered under attack: {received[:300]!r}")
        time.sleep(0.02)
    return took


if __name__ == "__main__":
    uvloop.run(_attack(int(sys.argv[1]), sys.argv[2:]))
