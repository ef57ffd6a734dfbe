"""Behaviours 1 and 2 in short, the long form is the soak: mixed requests, and a hostile client; nothing is timed."""

import random
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from benchmarks.hostile import KINDS, SMALL, asked, attacking, request
from tests.real_neo4j import ROOT
from tests.soak.load import SLACK, loaded, memory, wrong_in
from tests.web.raw import read, talk
from tests.web.served import Served, served
from tests.web.test_shutdown import answer_on, connection

ANSWER = b'{"data":{"__typename":"Query"}}'


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("load"), "--seed-if-empty", seeds=str(ROOT / "seeds")) as made:
        yield made


async def test_mixed_requests_leave_nothing_behind(service: Served) -> None:
    found = await loaded(service, 6.0, random.Random(2020))
    assert found.statuses[200] > 0
    assert found.internal == 0
    assert set(found.statuses) <= {200, 400, 413, 415, 503, 504}
    assert found.memory[-1] - found.memory[0] < 4 * SLACK
    assert wrong_in(service.err) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_client_keeps_nobody_out(service: Served, kind: str) -> None:
    before = memory(service)
    with attacking(service.port, kind):
        asked(service.port, 2.0)
    assert read(talk(service.port, request(SMALL, close=True))).body == ANSWER
    assert memory(service) - before < 4 * SLACK
    assert wrong_in(service.err) == []


def test_those_who_only_hold_a_connection_make_room(tmp_path: Path) -> None:
    with served(tmp_path, connection_limit="5", receive_deadline="60") as service, ExitStack() as stack:
        silent = [stack.enter_context(connection(service, b"GET / HT")) for _ in range(5)]
        asking = stack.enter_context(connection(service, request(SMALL)))
        assert answer_on(asking).status == 200
        assert silent[0].recv(1) == b""
        # One has made room for one, and no more.
        silent[1].sendall(b"TP/1.1\r\nHost: here\r\n\r\n")
        assert answer_on(silent[1]).status == 200
        with urllib.request.urlopen(f"{service.url}/healthz", timeout=10) as healthy:
            assert healthy.status == 200


def test_more_requests_in_a_row_than_a_client_may_send_are_cut_off(service: Served) -> None:
    sent = b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n"
    assert talk(service.port, sent * 20).count(b"HTTP/1.1 200 ") == 20
    assert talk(service.port, sent * 200).count(b"HTTP/1.1 200 ") <= 21
