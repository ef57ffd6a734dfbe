"""Behaviour 6: errors carry code and id; no password, no address and no phone number leaves the service, by any way.

Canaries are put into settings and data; then everything that was sent, logged and printed is searched.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.importers.folder import written
from tests.web.raw import talk
from tests.web.served import Served, served

PASSWORD, HOST, USER, DATABASE = "canary-password-71", "canary-host-72.invalid", "canary-user-73", "canary-database-74"
PHONE, NUMBER = "13987654321", "110101198001019876"
VALUE = "canary-value-75"
CADRES = f"key,name,phone,idNumber,basis\nli,李某,{PHONE},{NUMBER},STATED\n"
CANARIES = (PASSWORD, HOST, USER, DATABASE, PHONE, NUMBER, VALUE, "Traceback", "RuntimeError")
PATHS = ("/", "/healthz", "/readyz", "/metrics", "/nowhere", f"/{VALUE}", "/graphql")
CADRE = "{ cadres(filter: %s, orderBy: %s) { totalCount nodes { id name } } }"
DOCUMENTS = (
    "{ cadres { nodes { id name phone idNumber } } }",
    "{ cadres { edges { cursor node { name phone idNumber } } pageInfo { endCursor } } }",
    "query ($p: String) { cadres(filter: {phone: {eq: $p}}) { totalCount } }",
    CADRE % ('{phone: {startsWith: "139"}}', "[{name: ASC}]"),
    CADRE % ('{idNumber: {startsWith: "11"}}', "[{name: ASC}]"),
    CADRE % ("{}", "[{phone: ASC}]"),
    f'{{ search(text: "{PHONE}") {{ __typename }} }}',
    "{ search(text: 1) { __typename } }",
    "{ serviceInfo { version store revision } model { labels { name } } }",
    '{ node(id: "x") { id } }', "{", "{ nothing }", "{ teamGroups(first: 0) { totalCount } }",
    "{ __schema { types { name description } } }",
    "mutation { a }",
)  # fmt: skip


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Over a file that holds a cadre with a phone number and an identity document."""
    folder = tmp_path_factory.mktemp("full")
    written(folder / "seeds", changed={"Cadre": CADRES})
    settings = {"seeds": str(folder / "seeds"), "store": f"embedded:{folder / 'graph.db'}", "log_level": "debug"}
    with served(folder, "--seed-if-empty", neo4j_user=USER, neo4j_password=PASSWORD, **settings) as service:
        yield service


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Over a database that is nowhere."""
    settings = {
        "store": f"bolt://{HOST}:7687", "neo4j_user": USER, "neo4j_password": PASSWORD, "neo4j_database": DATABASE,
        "log_level": "debug", "pool_deadline": "0.5", "store_deadline": "1",
    }  # fmt: skip
    with served(tmp_path_factory.mktemp("away"), **settings) as service:
        yield service


def everything_sent(service: Served) -> str:
    """The answers to all that a curious client asks, headers included."""
    sent: list[str] = []
    with httpx.Client(base_url=service.url) as client:
        answers = [client.get(path) for path in PATHS]
        for text in DOCUMENTS:
            body = {"query": text, "variables": {"p": PHONE}}
            answers += [
                client.post("/graphql", json=body, headers={"accept": accept, "user-agent": VALUE})
                for accept in ("application/json", "application/graphql-response+json")
            ]
            answers.append(client.get("/graphql", params={"query": text}))
        answers.append(client.get("/metrics"))
        sent += [f"{answer.headers} {answer.text}" for answer in answers]
    sent.append(talk(service.port, VALUE.encode() + b"\r\n\r\n").decode("utf-8"))
    return "\n".join(sent)


@pytest.mark.parametrize("name", ["full", "away"])
def test_behaviour_6_no_canary_is_sent_or_written(name: str, request: pytest.FixtureRequest) -> None:
    service: Served = request.getfixturevalue(name)
    sent, log = everything_sent(service), service.written()
    assert [canary for canary in CANARIES if canary in sent] == []
    assert [canary for canary in CANARIES if canary in log] == []


def test_behaviour_6_the_canaries_were_there(full: Served) -> None:
    """Else the test above would prove nothing: the cadre is found, and shows no number."""
    asked = {"query": "{ cadres { nodes { name phone idNumber } } }"}
    nodes = httpx.post(f"{full.url}/graphql", json=asked).json()["data"]["cadres"]["nodes"]
    assert nodes == [{"name": "李某", "phone": None, "idNumber": None}]


def test_behaviour_6_the_log_of_a_running_service_is_json_line_by_line(away: Served) -> None:
    httpx.post(f"{away.url}/graphql", json={"query": "{ cadres { totalCount } }"}, headers={"x-request-id": "id-9"})
    lines: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []
    deadline = time.monotonic() + 5
    while not told and time.monotonic() < deadline:  # the line is written after the reply
        time.sleep(0.02)
        lines = [json.loads(line) for line in away.log().splitlines(keepends=True) if line.endswith("\n")]
        told = [line for line in lines if line.get("request") == "id-9" and line["message"] == "answered"]
    assert [(line["status"], line["codes"]) for line in told] == [(503, ["UNAVAILABLE"])]
    assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)


def test_behaviour_9_the_service_starts_without_its_database_and_says_so(away: Served) -> None:
    ready, healthy = httpx.get(f"{away.url}/readyz"), httpx.get(f"{away.url}/healthz")
    assert (healthy.status_code, ready.status_code, ready.headers["retry-after"]) == (200, 503, "2")


def test_behaviour_6_a_start_that_fails_names_no_secret(tmp_path: Path) -> None:
    for wrong in (f"neo4j://{USER}:{PASSWORD}@{HOST}:7687", f"bolt://{HOST}:port", f"sql:{PASSWORD}"):
        with pytest.raises(RuntimeError) as failed, served(tmp_path, store=wrong, neo4j_password=PASSWORD):
            pass
        said = str(failed.value)
        assert "GRAPH_SERVICE_STORE" in said
        assert [canary for canary in (PASSWORD, USER, "Traceback") if canary in said] == []
