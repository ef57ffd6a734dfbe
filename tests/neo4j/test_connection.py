"""The database away, slow, or not letting us in: an error of ours in time, and no address or password in it."""

import asyncio
import logging
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import pytest

from graph_service.errors import Deadline, StoreError, Unavailable
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.neo4j.faults import within
from graph_service.stores.neo4j.link import link
from graph_service.stores.neo4j.store import Neo4jStore, open_neo4j
from tests.contract.asking import Sheet, shape
from tests.contract.county import COUNTY, N, PlainDeriver
from tests.neo4j.conftest import opened_at

SECRET = "correct-horse"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def ask(store: Neo4jStore) -> None:
    sheet = Sheet()
    await sheet.ask(store, sheet.lookup("Village", N.v1, shape("Village", "name")))


def keeps_silent(said: str, port: int | str) -> bool:
    return not any(secret in said for secret in (SECRET, str(port), "127.0.0.1", "localhost", "bolt", "neo4j://"))


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_the_store_opens_without_its_database(scheme: str, caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    store = await open_neo4j(f"{scheme}://127.0.0.1:{port}", "user", SECRET, "neo4j", ORGANIZATION, PlainDeriver())
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: ask(store), lambda: store.history(limit=0), lambda: store.commit(COUNTY), store.prepare,
    ]
    with caplog.at_level(logging.INFO, "graph_service"):
        for call in calls:
            started = time.monotonic()
            with pytest.raises(Unavailable) as failed:
                await call()
            # The driver tries a write again for three seconds, and waits in between.
            assert time.monotonic() - started < 8
            assert keeps_silent(f"{failed.value.en} {failed.value.zh} {failed.value!r}", port)
            assert failed.value.__suppress_context__
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("graph_service")]
    assert ours
    assert keeps_silent("".join(ours), port)
    await store.close()


async def test_the_store_recovers_when_its_database_comes(neo4j_uri: str) -> None:
    """A port that refuses at first, and then leads to the server."""
    port = free_port()
    store = await opened_at(f"bolt://127.0.0.1:{port}")
    with pytest.raises(Unavailable):
        await store.history(limit=0)
    host, _, behind = neo4j_uri.rpartition("/")[2].partition(":")
    passed: list[asyncio.Task[None]] = []

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        passed.append(asyncio.create_task(pass_on(reader, writer, host, int(behind))))

    async with await asyncio.start_server(accept, "127.0.0.1", port):
        assert (await store.history(limit=0)).head.revision >= 0
        await store.close()
        await asyncio.gather(*passed)


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, port: int) -> None:
    async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            sink.write(data)
        sink.close()
        await sink.wait_closed()

    answers, asked = await asyncio.open_connection(host, port)
    await asyncio.gather(copy(reader, asked), copy(answers, writer))


async def test_a_server_that_says_nothing_is_left_in_time() -> None:
    """Nothing accepts: the system takes the connection, and there it stays."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        connection = link(f"bolt://127.0.0.1:{silent.getsockname()[1]}", None, None, "neo4j")
        started = time.monotonic()
        with pytest.raises(StoreError):
            await connection.read("RETURN 1", {}, seconds=0.5)
        assert time.monotonic() - started < 3
        await connection.close()


async def test_a_slow_statement_ends_at_the_deadline(store: Neo4jStore) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a * b)"
    started = time.monotonic()
    with pytest.raises(Deadline):
        await store._link.read(slow, {}, seconds=0.5)
    assert time.monotonic() - started < 3
    # The connection that was given up is no one else's trouble.
    assert (await store.history(limit=0)).head.revision == 0


async def test_a_statement_of_ours_that_is_wrong_is_no_outage(store: Neo4jStore) -> None:
    with pytest.raises(Exception, match="RETRN") as failed:
        await store._link.read("RETRN 1", {})
    assert not isinstance(failed.value, StoreError)


async def test_an_unknown_database_is_unavailable(neo4j_uri: str) -> None:
    store = await open_neo4j(neo4j_uri, None, None, "elsewhere", ORGANIZATION, PlainDeriver())
    with pytest.raises(Unavailable):
        await ask(store)
    await store.close()


async def test_an_address_that_the_driver_refuses_is_not_repeated() -> None:
    with pytest.raises(Unavailable) as failed:
        await open_neo4j(f"ftp://user:{SECRET}@localhost", None, None, "neo4j", ORGANIZATION, PlainDeriver())
    assert keeps_silent(str(failed.value), "ftp:")


@pytest.mark.parametrize(
    ("code", "raised"),
    [
        ("Neo.ClientError.Security.Unauthorized", Unavailable),
        ("Neo.ClientError.Security.AuthenticationRateLimit", Unavailable),
        ("Neo.TransientError.General.DatabaseUnavailable", Unavailable),
        ("Neo.DatabaseError.General.UnknownError", Unavailable),
        ("Neo.ClientError.Transaction.TransactionTimedOut", Deadline),
        ("Neo.TransientError.Transaction.LockAcquisitionTimeout", Deadline),
    ],
)
async def test_what_the_server_says_is_told_to_nobody(
    code: str, raised: type[StoreError], caplog: pytest.LogCaptureFixture
) -> None:
    """A server that answers the greeting with this fault, and with everything that must not be repeated."""
    with refusing(code, f"user with {SECRET} at bolt://x") as port:
        url = f"bolt://127.0.0.1:{port}"
        store = await open_neo4j(url, "user", SECRET, "neo4j", ORGANIZATION, PlainDeriver())
        with pytest.raises(raised) as failed:
            await ask(store)
        await store.close()
    assert keeps_silent(f"{failed.value} {failed.value.zh}", port)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("graph_service")]
    assert keeps_silent("".join(ours), port)
    assert code in "".join(ours)


@contextmanager
def refusing(code: str, words: str) -> Iterator[int]:
    """As much of Bolt 5.4 as a refusal takes: agree on the version, hear HELLO, say FAILURE.  Gives the port."""

    def text(said: str) -> bytes:
        return bytes([0xD0, len(said)]) + said.encode()

    failure = b"\xb1\x7f\xa2" + text("code") + text(code) + text("message") + text(words)

    def serve() -> None:
        with suppress(OSError):
            while True:
                with server.accept()[0] as client:
                    client.settimeout(1)
                    client.recv(20)
                    client.sendall(bytes([0, 0, 4, 5]))
                    client.recv(65536)
                    client.sendall(len(failure).to_bytes(2, "big") + failure + b"\0\0")
                    client.recv(65536)

    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = Thread(target=serve, daemon=True)
        answering.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            answering.join(5)


async def test_faults_of_the_network_are_ours() -> None:
    with pytest.raises(Unavailable):
        async with within(1):
            raise ConnectionResetError("127.0.0.1:7687")
