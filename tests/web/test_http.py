"""GraphQL over HTTP: media types, status codes, faults; health; and no socket."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp, Message

from graph_service.errors import Unavailable
from graph_service.model.organization import ORGANIZATION
from tests.web.conftest import BODY, app_of, client_of

JSON = "application/json"
RESPONSE_JSON = "application/graphql-response+json"
QUERY = '{ counties { nodes { name } } }'
GIVEN = {"data": {"counties": {"nodes": [{"name": "示例县"}]}}}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, JSON), ("*/*", JSON), (JSON, JSON), ("application/*", JSON), (RESPONSE_JSON, RESPONSE_JSON),
        (f"{JSON}, {RESPONSE_JSON}", RESPONSE_JSON), (f"{JSON};q=0.9, {RESPONSE_JSON};q=0.8", JSON),
        (f"text/html, {RESPONSE_JSON}; charset=utf-8", RESPONSE_JSON), ("", JSON),
    ],
)  # fmt: skip
async def test_the_media_type_that_is_accepted_is_sent(
    client: httpx.AsyncClient, accept: str | None, media: str
) -> None:
    client.headers.pop("accept")
    answer = await client.post("/graphql", json={"query": QUERY}, headers={"accept": accept} if accept else {})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{media}; charset=utf-8"
    assert answer.json() == GIVEN


async def test_a_get_answers_too(client: httpx.AsyncClient) -> None:
    given = {"query": "query A($c: String) { county(code: $c) { name } }", "variables": '{"c": "990101"}',
        "operationName": "A", "extensions": "{}"}
    answer = await client.get("/graphql", params=given)
    assert (answer.status_code, answer.json()) == (200, {"data": {"county": {"name": "示例县"}}})


async def test_two_accept_headers_count_as_one(client: httpx.AsyncClient) -> None:
    client.headers.pop("accept")
    answer = await client.post("/graphql", json={"query": QUERY}, headers=[("accept", "text/html"), ("accept", JSON)])
    assert answer.status_code == 200


@pytest.mark.parametrize("media", [f"{JSON}; charset=UTF-8; x=y", f"{JSON};x=y", f'{JSON}; charset="utf-8"'])
async def test_other_parameters_of_the_content_type_are_no_hindrance(client: httpx.AsyncClient, media: str) -> None:
    answer = await client.post("/graphql", content=f'{{"query": "{QUERY}"}}', headers={"content-type": media})
    assert answer.json() == GIVEN


OPERATION_NAMES = [
    ("{ __typename }", "", None), ("query A { __typename }", "A", None), ("{ __typename }", "A", "BAD_ARGUMENT"),
    ("query A { __typename }", "B", "BAD_ARGUMENT"), ("query A { nothing }", "B", "BAD_ARGUMENT"),
    ("query A { __typename } query B { __typename }", "C", "BAD_ARGUMENT"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "code"), OPERATION_NAMES)
async def test_an_operation_that_is_not_there_is_a_request_error(
    client: httpx.AsyncClient, text: str, name: str, code: str | None
) -> None:
    said = (await client.post("/graphql", json={"query": text, "operationName": name})).json()
    assert [error["extensions"]["code"] for error in said.get("errors", [])] == ([code] if code else [])


REQUEST_ERRORS = [
    ("{ county(", "SYNTAX"),
    ("{ nothing }", "INVALID"),
    ("{ teamGroups(first: 0) { totalCount } }", "BAD_ARGUMENT"),
    ('{ node(id: "x") { id } }', "BAD_ID"),
    ("query ($n: Int!) { teamGroups(first: $n) { totalCount } }", "INVALID"),
    ("query A { __typename } query B { __typename }", "BAD_ARGUMENT"),
    (f"{{ {'a ' * 2100} }}"[:BODY - 20], "SYNTAX"),
]


@pytest.mark.parametrize(("text", "code"), REQUEST_ERRORS)
async def test_a_request_error_has_no_data_and_400_under_its_own_media_type_alone(
    client: httpx.AsyncClient, text: str, code: str
) -> None:
    for media, status in ((RESPONSE_JSON, 400), (JSON, 200)):
        answer = await client.post("/graphql", json={"query": text}, headers={"accept": media})
        said: dict[str, Any] = answer.json()
        assert answer.status_code == status
        assert "data" not in said
        (error,) = said["errors"]
        assert error["extensions"]["code"] == code
        assert error["extensions"]["messageZh"]


BODIES: list[tuple[bytes, str, int]] = [
    (b"", JSON, 400), (b"{", JSON, 400), (b'"x"', JSON, 400), (b"1", JSON, 400), (b"null", JSON, 400),
    (b"[]", JSON, 400), (b"{}", JSON, 400), (b'{"query": 1}', JSON, 400), (b'{"query": ""}', JSON, 400),
    (b'{"query": "{a}", "variables": []}', JSON, 400), (b'{"query": "{a}", "variables": "x"}', JSON, 400),
    (b'{"query": "{a}", "operationName": 7}', JSON, 400), (b'{"query": "{a}", "extensions": 7}', JSON, 400),
    (b'{"query": "\xff"}', JSON, 400), (b"[" * 900, JSON, 400), (b'{"query": ' + b"9" * 900 + b"}", JSON, 400),
    (b"{}", "text/plain", 415), (b"{}", "application/json; charset=utf-16", 415),
    (b"query=%7Ba%7D", "application/x-www-form-urlencoded", 415), (b" " * (BODY + 1), JSON, 413),
]  # fmt: skip


@pytest.mark.parametrize(("body", "media", "status"), BODIES)
async def test_odd_bodies_get_a_coded_fault(client: httpx.AsyncClient, body: bytes, media: str, status: int) -> None:
    for accept in (JSON, RESPONSE_JSON):
        answer = await client.post("/graphql", content=body, headers={"content-type": media, "accept": accept})
        assert answer.status_code == status
        assert answer.json()["errors"][0]["extensions"]["code"] in ("BAD_ARGUMENT", "LIMIT_EXCEEDED")


async def test_a_body_without_a_length_is_bounded_while_it_is_received(client: httpx.AsyncClient) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 100

    answer = await client.post("/graphql", content=parts(), headers={"content-type": JSON})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("method", "accept", "status"),
    [
        ("PUT", JSON, 405), ("DELETE", JSON, 405), ("OPTIONS", JSON, 405), ("GET", "text/html", 406),
        ("POST", "image/png", 406),
    ],
)  # fmt: skip
async def test_other_methods_and_media_types_are_refused(
    client: httpx.AsyncClient, method: str, accept: str, status: int
) -> None:
    answer = await client.request(method, "/graphql", headers={"accept": accept})
    assert answer.status_code == status
    if status == 405:
        assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize("query", ["", "query=%ff", "query=%7Ba%7D&variables=%7B", "query=%7Ba%7D&variables=1"])
async def test_odd_query_strings_get_400(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/graphql?{query}")
    assert answer.status_code == 400


async def test_health_readiness_and_the_page(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert (await client.get("/readyz")).json() == {"status": "ready"}
    page = await client.get("/")
    assert page.status_code == 200
    assert "驻村工作组织图谱" in page.text
    assert (await client.get("/nowhere")).status_code == 404


class Away:
    """A store whose database cannot be reached."""

    model = ORGANIZATION

    async def answer(self, *_: object, **__: object) -> Any:
        raise Unavailable

    history = prepare = commit = answer

    async def close(self) -> None: ...


async def test_an_unreachable_store_is_503_and_says_when_to_come_back() -> None:
    away: Any = Away()
    async with client_of(app_of(away)) as client:
        for accept in (JSON, RESPONSE_JSON):
            answer = await client.post("/graphql", json={"query": QUERY}, headers={"accept": accept})
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/readyz")).status_code == 503


@pytest.mark.parametrize(
    ("text", "status"), [("{ serviceInfo { revision } }", 503), ("{ model { labels { name } } }", 200)]
)
async def test_what_needs_no_store_is_answered_without_one(text: str, status: int) -> None:
    away: Any = Away()
    async with client_of(app_of(away)) as client:
        answer = await client.post("/graphql", json={"query": text})
    codes = [error["extensions"]["code"] for error in answer.json().get("errors", [])]
    assert (answer.status_code, codes) == (status, ["UNAVAILABLE"] if status == 503 else [])


class Broken(Away):
    """A store with a fault that nobody foresaw."""

    async def answer(self, *_: object, **__: object) -> Any:
        raise RuntimeError("secret words")

    history = prepare = commit = answer


async def test_anything_else_is_internal_with_a_reference_and_no_words(caplog: pytest.LogCaptureFixture) -> None:
    broken: Any = Broken()
    async with client_of(app_of(broken)) as client:
        answer = await client.post("/graphql", json={"query": QUERY})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (500, "INTERNAL")
    assert "secret" not in answer.text
    assert error["extensions"]["reference"] in caplog.text


@pytest.mark.parametrize("protocols", [[], ["graphql-transport-ws"], ["graphql-ws"]])
async def test_no_socket_is_served(app: ASGIApp, protocols: list[str]) -> None:
    scope = {"type": "websocket", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"", "headers": [],
        "scheme": "ws", "subprotocols": protocols, "root_path": "", "server": ("here", 80), "client": ("there", 1)}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(dict(message))

    await app(scope, receive, send)
    assert [message["type"] for message in sent] == ["websocket.close"]
