"""Behaviour 16: SIGTERM lets requests that are under way finish, and nobody holds the service up beyond its time.

Nothing here rests on how long the machine takes: what has to have happened is asked for.
"""

import asyncio
import signal
import socket
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from tests.web.conftest import app_of, client_of
from tests.web.raw import Answered, read, talk
from tests.web.served import Served, served
from tests.web.test_http import Away

BODY = b'{"query": "{ __typename }"}'
HEAD = (
    b"POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n" % len(BODY)
)
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
SECONDS = 10.0


def connection(service: Served, sent: bytes) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", service.port), SECONDS)
    made.sendall(sent)
    return made


def answer_on(made: socket.socket) -> Answered:
    """One whole reply; head and body may come in two pieces."""
    received = b""
    while b"\r\n\r\n" not in received or len(read(received).body) < int(read(received).headers["content-length"]):
        more = made.recv(65536)
        assert more, received
        received += more
    return read(received)


def told_to_end(service: Served) -> None:
    """SIGTERM when all that was sent before has been read, and back when nothing new is taken any more."""
    # Connections are taken and read in the order in which they came: when these are answered, those before were read.
    for _ in range(2):
        assert read(talk(service.port, HEALTH)).status == 200
    service.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + SECONDS
    while not refused(service):
        assert time.monotonic() < deadline, "still taking connections"


def refused(service: Served) -> bool:
    try:
        # One that had come in before the door was shut is reset, at once or when it is read.
        with socket.create_connection(("127.0.0.1", service.port), SECONDS) as late:
            late.settimeout(SECONDS)
            with suppress(ConnectionResetError):
                assert late.recv(1) == b""
    except ConnectionRefusedError:
        return True
    return False


def test_behaviour_16_a_request_under_way_is_answered(tmp_path: Path) -> None:
    with served(tmp_path, receive_deadline="30") as service, connection(service, HEAD + BODY[:5]) as asking:
        told_to_end(service)
        asking.sendall(BODY[5:])
        answer = answer_on(asking)
        assert service.process.wait(SECONDS) == -signal.SIGTERM
    assert (answer.status, answer.headers["connection"]) == (200, "close")
    assert answer.body == b'{"data":{"__typename":"Query"}}'
    assert "Traceback" not in service.written()


def test_behaviour_16_what_was_sent_before_is_answered(tmp_path: Path) -> None:
    """Also where the service has not read it yet when the signal comes: on connections that stand, nothing is lost."""
    with served(tmp_path) as service, ExitStack() as stack:
        standing = [stack.enter_context(connection(service, HEAD + BODY)) for _ in range(20)]
        assert {answer_on(one).status for one in standing} == {200}
        for one in standing:
            one.sendall(HEAD + BODY)
        service.process.send_signal(signal.SIGTERM)
        answers = [answer_on(one) for one in standing]
        assert service.process.wait(SECONDS) == -signal.SIGTERM
    assert {answer.status for answer in answers} == {200}
    assert "Traceback" not in service.written()


def test_behaviour_16_nothing_new_is_taken_and_the_idle_hold_nothing_up(tmp_path: Path) -> None:
    with (
        served(tmp_path, receive_deadline="30") as service,
        connection(service, HEAD + BODY) as idle,
        connection(service, b"GET / HT") as begun,
        connection(service, b"") as silent,
    ):
        assert answer_on(idle).status == 200
        told_to_end(service)
        assert service.process.wait(SECONDS) == -signal.SIGTERM
        assert [one.recv(1) for one in (idle, begun, silent)] == [b"", b"", b""]


def test_behaviour_16_a_request_that_never_comes_in_is_cut_off(tmp_path: Path) -> None:
    with (
        served(tmp_path, receive_deadline="3") as service,
        connection(service, HEAD + BODY[:5]) as asking,
    ):
        told_to_end(service)
        answer = answer_on(asking)
        assert service.process.wait(SECONDS) == -signal.SIGTERM
    assert (answer.status, answer.code) == (408, "DEADLINE")
    assert "Traceback" not in service.written()


async def test_behaviour_16_what_is_broken_off_at_the_end_is_503() -> None:
    under_way = asyncio.Event()

    class Slow(Away):
        async def answer(self, *_: object, **__: object) -> Any:
            under_way.set()
            await asyncio.sleep(60)

        history = answer

    slow: Any = Slow()
    async with client_of(app_of(slow)) as client:
        asking = asyncio.create_task(client.post("/graphql", json={"query": "{ counties { totalCount } }"}))
        await asyncio.wait_for(under_way.wait(), SECONDS)
        asking.cancel()  # as the server does when its time is over
        answer = await asking
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
