"""What the operator is told: the log, line by line, and the metrics."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.types import ASGIApp

from graph_service.stores.port import Store
from graph_service.web.logs import JsonLines
from tests.web.conftest import app_of, client_of
from tests.web.test_http import Away, Broken

QUERY = "{ counties { nodes { name } } }"
RESPONSE_JSON = "application/graphql-response+json"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What stands in the log from here on."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


async def figures(client: httpx.AsyncClient) -> dict[str, float]:
    """Every figure by its name and labels, as Prometheus reads them."""
    answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        f"{one.name}{sorted(one.labels.values())}": one.value
        for family in text_string_to_metric_families(answer.text)
        for one in family.samples
    }


async def test_a_request_is_one_line_with_id_code_and_stages(client: httpx.AsyncClient, log: io.StringIO) -> None:
    asked = (
        "query Curious($c: String) { strange: county(code: $c) { name } "
        'teamGroups(filter: {name: {eq: "canary"}}) { totalCount } }'
    )
    body = {"query": asked, "variables": {"c": "canary"}}
    answer = await client.post("/graphql?canary=1", json=body, headers={"x-request-id": "id-1", "user-agent": "canary"})
    assert answer.status_code == 200
    (line,) = (line for line in lines(log) if line["logger"].startswith("graph_service"))
    assert set(line) == {
        "time",
        "level",
        "logger",
        "message",
        "request",
        "method",
        "route",
        "status",
        "ms",
        "stages",
        "revision",
    }
    assert (line["request"], line["method"], line["route"], line["status"]) == ("id-1", "POST", "graphql", 200)
    assert set(line["stages"]) == {"parse", "plan", "store", "project"}
    assert not any(word in log.getvalue() for word in ("canary", "Curious", "strange"))


async def test_a_refused_request_says_its_codes(client: httpx.AsyncClient, log: io.StringIO) -> None:
    await client.post("/graphql", json={"query": "{ canary }"})
    await client.get("/canary?canary")
    refused, lost = (line for line in lines(log) if line["logger"].startswith("graph_service"))
    assert refused["codes"] == ["INVALID"]
    assert (lost["route"], lost["status"], lost["codes"]) == ("other", 404, ["BAD_ARGUMENT"])
    assert "canary" not in log.getvalue()


async def test_anything_unexpected_stands_in_the_log_under_its_reference_without_its_words(log: io.StringIO) -> None:
    broken: Any = Broken()
    async with client_of(app_of(broken)) as client:
        answer = await client.post("/graphql", json={"query": QUERY}, headers={"x-request-id": "id-2"})
    (error,) = answer.json()["errors"]
    (line,) = (line for line in lines(log) if line["level"] == "error")
    assert (answer.status_code, error["extensions"]["code"]) == (500, "INTERNAL")
    assert line["message"] == f"reference {error['extensions']['reference']}"
    assert line["request"] == "id-2"
    assert line["exception"][0]["type"] == "builtins.RuntimeError"
    assert any("test_http.py" in place for place in line["exception"][0]["places"])
    assert "secret" not in log.getvalue() + answer.text


async def test_a_surprise_outside_graphql_is_internal_too(log: io.StringIO) -> None:
    broken: Any = Broken()
    async with client_of(app_of(broken)) as client:
        answer = await client.get("/readyz")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (500, "INTERNAL")
    assert error["extensions"]["reference"] in log.getvalue()
    assert "secret" not in log.getvalue() + answer.text


def test_what_a_library_quotes_is_left_out(log: io.StringIO) -> None:
    logging.getLogger("asyncio").error("Task failed\nfuture: <Task exception=RuntimeError('canary')>")
    logging.getLogger("uvicorn.error").error("cannot reach %s", "bolt://canary")
    try:
        raise ValueError("canary") from KeyError("canary")
    except ValueError:
        logging.getLogger("elsewhere").exception("failed")
    assert [line["message"] for line in lines(log)] == ["Task failed", "cannot reach %s", "failed"]
    assert [one["type"] for one in lines(log)[2]["exception"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert "canary" not in log.getvalue()


async def test_metrics_count_requests_errors_stages_and_look_ups(county: Store) -> None:
    async with client_of(app_of(county)) as client:
        before = await figures(client)
        for text in (QUERY, QUERY, QUERY, "{ nothing }", "{ nothing", "mutation { a }"):
            await client.post("/graphql", json={"query": text}, headers={"accept": RESPONSE_JSON})
        await client.get("/nowhere")
        after = await figures(client)
    counted = {name: value - before.get(name, 0) for name, value in after.items()}
    assert counted["graph_service_requests_total['200', 'graphql']"] == 3
    assert counted["graph_service_requests_total['400', 'graphql']"] == 3
    assert counted["graph_service_requests_total['404', 'other']"] == 1
    assert counted["graph_service_errors_total['SYNTAX']"] == 1
    assert counted["graph_service_errors_total['INVALID']"] == 2
    assert [counted[f"graph_service_stage_seconds_count['{stage}']"] for stage in ("store", "project")] == [3, 3]
    assert counted["graph_service_request_seconds_count['graphql']"] == 6
    assert counted["graph_service_cache_total['hit', 'plans']"] == 2
    assert counted["graph_service_cache_total['miss', 'plans']"] == 1
    assert counted["graph_service_cache_total['documents', 'miss']"] == 4
    assert after["graph_service_revision[]"] == 1
    assert after["graph_service_store_up[]"] == 1


async def test_metrics_are_told_without_the_store() -> None:
    away: Any = Away()
    async with client_of(app_of(away)) as client:
        assert (await figures(client))["graph_service_store_up[]"] == 0


async def test_a_store_that_does_not_answer_holds_no_metrics_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(Away):
        async def history(self, *_: object, **__: object) -> Any:
            await asyncio.sleep(60)

    monkeypatch.setattr("graph_service.web.routes.LOOKED_AT", 0.01)
    silent: Any = Silent()
    async with client_of(app_of(silent)) as client:
        assert (await figures(client))["graph_service_store_up[]"] == 0


async def test_the_connections_of_a_pool_are_told() -> None:
    class Pooled(Away):
        def pool(self) -> dict[str, int]:
            return {"in use": 3, "idle": 2, "most": 32}

    pooled: Any = Pooled()
    async with client_of(app_of(pooled)) as client:
        told = await figures(client)
    assert [told[f"graph_service_pool['{state}']"] for state in ("in use", "idle", "most")] == [3, 2, 32]


async def test_no_label_is_a_clients_word(app: ASGIApp) -> None:
    async with client_of(app) as client:
        for path in ("/canary", "/graphql?query={canary}"):
            await client.request("GET", path, headers={"x-request-id": "canary"})
        assert "canary" not in (await client.get("/metrics")).text


async def test_an_answer_beyond_its_time_is_504_and_one_that_is_not_sent_is_408(county: Store) -> None:
    class Slow(Away):
        async def answer(self, *_: object, **__: object) -> Any:
            await asyncio.sleep(60)

        history = answer

    async def never() -> Any:
        yield b"{"
        await asyncio.sleep(60)

    slow: Any = Slow()
    async with client_of(app_of(slow, deadline=0.05)) as client:
        late = await client.post("/graphql", json={"query": QUERY})
    async with client_of(app_of(county, receiving=0.05)) as client:
        unsent = await client.post("/graphql", content=never(), headers={"content-type": "application/json"})
    (error,) = unsent.json()["errors"]
    assert (late.status_code, late.json()["errors"][0]["extensions"]["code"]) == (504, "DEADLINE")
    assert (unsent.status_code, error["extensions"]["code"]) == (408, "DEADLINE")
    assert (error["extensions"]["limit"], error["extensions"]["allowed"]) == ("seconds to receive a request", 0.05)
