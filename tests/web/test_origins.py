"""What pages of other origins may do, the headers of every reply, and request ids."""

import httpx
import pytest
from starlette.types import ASGIApp

from graph_service.stores.port import Store
from tests.web.conftest import app_of, client_of

BOARD = "https://board.example"
OTHER = "https://other.example"
ASKED = {"query": "{ __typename }"}
ALLOWING = "access-control-allow-origin"


def cross_origin(headers: httpx.Headers) -> list[str]:
    return [name for name in headers if name.startswith("access-control-")]


@pytest.fixture(scope="module")
def allowing(county: Store) -> ASGIApp:
    return app_of(county, origins=(BOARD,))


PREFLIGHT = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}


@pytest.mark.parametrize("origin", [BOARD, OTHER, "null", "http://here"])
async def test_by_default_no_other_origin_may_read(client: httpx.AsyncClient, origin: str) -> None:
    asked = await client.options("/graphql", headers={"origin": origin, **PREFLIGHT})
    answered = await client.post("/graphql", json=ASKED, headers={"origin": origin})
    assert (asked.status_code, answered.status_code) == (405, 200)
    assert cross_origin(asked.headers) + cross_origin(answered.headers) == []


async def test_an_origin_that_is_allowed_may_ask_and_read(allowing: ASGIApp) -> None:
    async with client_of(allowing) as client:
        asked = await client.options("/graphql", headers={"origin": BOARD, **PREFLIGHT})
        answered = await client.post("/graphql", json=ASKED, headers={"origin": BOARD})
        refused = await client.post("/graphql", content=b"{", headers={"origin": BOARD})
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked.headers[ALLOWING] == BOARD
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "content-type" in asked.headers["access-control-allow-headers"]
    assert answered.headers[ALLOWING] == refused.headers[ALLOWING] == BOARD
    assert "x-request-id" in answered.headers["access-control-expose-headers"]
    assert "origin" in answered.headers["vary"]
    assert "access-control-allow-credentials" not in answered.headers


@pytest.mark.parametrize(
    "origin", [OTHER, "null", "https://board.example.evil", "https://BOARD.example", BOARD + "/", ""]
)
async def test_any_other_origin_may_not(allowing: ASGIApp, origin: str) -> None:
    async with client_of(allowing) as client:
        asked = await client.options("/graphql", headers={"origin": origin, **PREFLIGHT})
        answered = await client.post("/graphql", json=ASKED, headers={"origin": origin})
    assert asked.status_code == 405
    assert cross_origin(asked.headers) + cross_origin(answered.headers) == []
    assert "origin" in answered.headers["vary"]


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_page_can_send_without_asking_is_refused(client: httpx.AsyncClient, media: str) -> None:
    """CSRF: a browser asks beforehand for every other type, and gets no leave."""
    body = b'{"query": "{ __typename }"}'
    answer = await client.post("/graphql", content=body, headers={"content-type": media, "origin": OTHER})
    assert answer.status_code == 415


PATHS = [
    "/graphql?query={__typename}",
    "/graphql",
    "/graphql?query={nothing}",
    "/healthz",
    "/readyz",
    "/metrics",
    "/",
    "/no",
]


@pytest.mark.parametrize("path", PATHS)
async def test_every_reply_bears_the_headers_that_protect_it(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


@pytest.mark.parametrize("given", ["a", "A-b_c.9", "0123456789abcdef" * 4])
@pytest.mark.parametrize("path", ["/graphql", "/healthz", "/nowhere"])
async def test_a_request_id_comes_back(client: httpx.AsyncClient, path: str, given: str) -> None:
    assert (await client.get(path, headers={"x-request-id": given})).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", " ", "a b", "a" * 65, "é", "<x>", 'a"b', "a\tb", "a,b", "编号"])
async def test_one_that_will_not_do_is_replaced(client: httpx.AsyncClient, given: str) -> None:
    answer = await client.get("/healthz", headers=[(b"x-request-id", given.encode())])
    assert answer.headers["x-request-id"] != given
    assert len(answer.headers["x-request-id"]) == 16


async def test_every_request_has_an_id_of_its_own(client: httpx.AsyncClient) -> None:
    ids = {(await client.get("/healthz")).headers["x-request-id"] for _ in range(50)}
    assert len(ids) == 50
