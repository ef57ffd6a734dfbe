"""Several processes on one port: refused where one owns the file, one truth on Neo4j, and one that dies is replaced."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph_service.app import serve
from graph_service.errors import BadSetting
from graph_service.model.organization import ORGANIZATION
from graph_service.settings import Settings
from graph_service.stores.open import Access, open_store
from graph_service.web.workers import listening
from tests.contract.conftest import emptied
from tests.contract.county import PlainDeriver, add_node, change_set
from tests.web.raw import read, talk
from tests.web.served import Served, served
from tests.web.test_shutdown import BODY, HEAD, answer_on, connection, told_to_end

WORKERS = 3
SECONDS = 30.0
COUNT = b'{"query": "{ townships { totalCount } }"}'


@pytest.mark.parametrize("store", ["memory:", "embedded:graph.db"])
def test_one_process_alone_owns_an_embedded_store(store: str) -> None:
    with pytest.raises(BadSetting) as refused:
        serve(Settings(store=store, workers=2))
    assert refused.value.argument == "GRAPH_SERVICE_WORKERS"
    assert "GRAPH_SERVICE_WORKERS" in refused.value.en
    assert "请填写 1" in refused.value.zh


def test_an_address_that_is_taken_ends_the_start() -> None:
    with listening("127.0.0.1", 0) as taken, pytest.raises(SystemExit):
        listening("127.0.0.1", taken.getsockname()[1])


def test_workers_that_cannot_start_say_why_once(tmp_path: Path) -> None:
    """Once, and the service ends."""
    with pytest.raises(RuntimeError, match="GRAPH_SERVICE_COOPERATION_WEIGHTS") as told, served(
        tmp_path, "--workers", "2", store="bolt://127.0.0.1:1", cooperation_weights="NOTHING=1"
    ):
        pass
    assert str(told.value).count("BAD_ARGUMENT:") == 1




@pytest.mark.neo4j
async def test_what_one_writes_all_read_and_a_killed_one_is_replaced(neo4j_uri: str, tmp_path: Path) -> None:
    await emptied(neo4j_uri)
    store = await open_store(Access(neo4j_uri, deadline=30.0), ORGANIZATION, PlainDeriver())
    try:
        await store.prepare()
        with served(tmp_path, "--workers", str(WORKERS), store=neo4j_uri, store_deadline="30", request_deadline="30",
                ) as service:
            for number in range(1, 4):
                await store.commit(change_set(add_node("Township", f"{number}", f"Town {number}", divisionKind="TOWN")))
                _all_answer(service, number)
            killed = _processes(service)[2]
            os.kill(killed, signal.SIGKILL)
            # The others answer at once, and in its place stands another after a while.
            assert {_count(service) for _ in range(20)} == {3}
            _wait_for_another(service, killed)
            _all_answer(service, 3)
            with connection(service, HEAD + BODY[:5]) as asking:
                told_to_end(service)
                asking.sendall(BODY[5:])
                assert answer_on(asking).status == 200
                began = time.monotonic()
                assert service.process.wait(SECONDS) == -signal.SIGTERM
                assert time.monotonic() - began < 10
        assert "Traceback" not in service.written()
    finally:
        await store.close()
        await emptied(neo4j_uri)


def _all_answer(service: Served, expected: int) -> None:
    """Every worker, until each was seen: all read the same."""
    before, deadline = len(service.log()), time.monotonic() + SECONDS
    while {line["worker"] for line in _lines(service, before) if line["message"] == "answered"} != {1, 2, 3}:
        assert _count(service) == expected
        assert time.monotonic() < deadline, "not all workers are seen to answer"


def _count(service: Served) -> int:
    sent = b"POST /graphql HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: application/json\r\n"
    answer = read(talk(service.port, sent + b"Content-Length: %d\r\n\r\n" % len(COUNT) + COUNT, seconds=SECONDS))
    assert answer.status == 200, answer
    return int(json.loads(answer.body)["data"]["townships"]["totalCount"])


def _lines(service: Served, after: int = 0) -> Iterator[dict[str, Any]]:
    """Of the log, from a place in it; the last one may not be whole yet."""
    for line in service.log()[after:].split("\n")[:-1]:
        if line.startswith("{"):
            yield json.loads(line)


def _processes(service: Served) -> dict[int, int]:
    """The process of each worker, as last started."""
    return {line["worker"]: line["process"] for line in _lines(service) if line["message"] == "a worker starts"}


def _wait_for_another(service: Served, killed: int) -> None:
    deadline = time.monotonic() + SECONDS
    while _processes(service)[2] == killed:
        assert time.monotonic() < deadline, "nobody took its place"
        time.sleep(0.1)
