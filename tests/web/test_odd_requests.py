"""Behaviour 2: no bytes lead to a 500 or a traceback.  Bodies, types, methods and paths that nobody should send."""

import json
import logging
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp

from graph_service.stores.port import Store
from tests.web.conftest import app_of, client_of
from tests.web.raw import read, talk
from tests.web.served import served

JSON = "application/json"
RESPONSE_JSON = "application/graphql-response+json"
ASKED = b'{"query": "{ __typename }"}'
HUGE = "9" * 5000


def query(text: str, **more: Any) -> bytes:
    return json.dumps({"query": text, **more}, ensure_ascii=False).encode()


BODIES = {
    "text": b'"x"',
    "number": b"1",
    "null": b"null",
    "true": b"true",
    "list": b"[]",
    "nothing": b"",
    "batch": b'[{"query": "{ __typename }"}]',
    "invalid UTF-8": b'{"query": "\xff"}',
    "UTF-16": '{"query": "{a}"}'.encode("utf-16"),
    "a lone surrogate": b'{"query": "\\ud800"}',
    "NUL": b"\0",
    "deep lists": b"[" * 900,
    "closed deep lists": b"[" * 450 + b"]" * 450,
    "deep objects": b'{"a":' * 150 + b"1" + b"}" * 150,
    "NaN": b'{"query": NaN}',
    "trailing": b'{"query": "{a}"} x',
    "variables a list": b'{"query": "{a}", "variables": []}',
    "variables text": b'{"query": "{a}", "variables": "{}"}',
    "variables a number": b'{"query": "{a}", "variables": 0}',
    "variables false": b'{"query": "{a}", "variables": false}',
    "extensions a list": b'{"query": "{a}", "extensions": []}',
    "extensions text": b'{"query": "{a}", "extensions": "x"}',
    "no query": b'{"variables": {}}',
    "query null": b'{"query": null}',
    "query a list": b'{"query": []}',
    "name a list": b'{"query": "{a}", "operationName": []}',
    "name true": b'{"query": "{a}", "operationName": true}',
}


@pytest.mark.parametrize("accept", [JSON, RESPONSE_JSON])
@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
async def test_behaviour_2_an_odd_body_is_400_with_a_code(
    client: httpx.AsyncClient, body: bytes, accept: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await client.post("/graphql", content=body, headers={"content-type": JSON, "accept": accept})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_ARGUMENT"
    assert error["extensions"]["messageZh"]
    assert not [record for record in caplog.records if record.levelno > logging.INFO]


DOCUMENTS = {
    "huge literal": "{ teamGroups(first: %s) { totalCount } }" % ("9" * 700),
    "negative": "{ teamGroups(first: -1) { totalCount } }",
    "huge float": "{ teamGroups(first: 1e999999999) { totalCount } }",
    "NUL": "{ \0 }",
    "only a comment": "# {",
    "BOM": "\ufeff{ nothing }",
    "emoji": "{ 😀 }",
    "escape": '{ county(code: "\\u{110000}") { name } }',
    "surrogate": '{ county(code: "\\uD800") { name } }',
    "unclosed": '{ county(code: "',
    "deep": "{" * 400,
    "deep type": "query ($a: " + "[" * 400,
    "deep list": "{ a(b: " + "[" * 400,
    "schema": "type A { a: Int }",
    "subscription": "subscription { a }",
    "mutation": "mutation { a }",
    "fragment alone": "fragment A on Query { a }",
    "two": "query A { a } query A { a }",
    "unknown directive": "{ __typename @a @a @a }",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=list(DOCUMENTS))
async def test_behaviour_2_an_odd_document_is_a_request_error(client: httpx.AsyncClient, text: str) -> None:
    answer = await client.post("/graphql", content=query(text), headers={"content-type": JSON, "accept": RESPONSE_JSON})
    assert answer.status_code == 400
    said = answer.json()
    assert "data" not in said
    assert all(error["extensions"]["code"] not in ("", "INTERNAL") for error in said["errors"])


@pytest.mark.parametrize(
    "body",
    [
        query(f"{{ teamGroups(first: {HUGE}) {{ totalCount }} }}"),
        query(f"{{ teamGroups(filter: {{ memberCount: {{ eq: {HUGE} }} }}) {{ totalCount }} }}"),
        query("query ($n: Int) { teamGroups(first: $n) { totalCount } }")[:-1]
        + b', "variables": {"n": %s}}' % HUGE.encode(),
        query("{ __typename }")[:-1] + b', "variables": {"n": %s}}' % HUGE.encode(),
        query("{ __typename }", extensions={})[:-2] + b'"n": %s}}' % HUGE.encode(),
        b"%s" % HUGE.encode(),
        b'{"query": %s}' % HUGE.encode(),
    ],
)
async def test_behaviour_2_a_number_of_5000_digits_is_no_500(county: Store, body: bytes) -> None:
    async with client_of(app_of(county, body=100_000)) as client:
        answer = await client.post("/graphql", content=body, headers={"content-type": JSON, "accept": RESPONSE_JSON})
    assert answer.status_code == 400
    assert all(error["extensions"]["code"] != "INTERNAL" for error in answer.json()["errors"])


TYPED = (
    "query ($n: Int, $s: String, $f: TeamGroupFilter, $i: [ID!]) { teamGroups(first: $n, filter: $f) { totalCount } "
    "county(code: $s) { name } nodes(ids: $i) { id } }"
)
VALUES: list[dict[str, Any]] = [
    {"n": 2**40},
    {"n": 1.5},
    {"n": "1"},
    {"n": True},
    {"n": []},
    {"n": {}},
    {"s": 1},
    {"s": {}},
    {"f": 1},
    {"f": []},
    {"f": "x"},
    {"f": {"nothing": 1}},
    {"f": {"name": None}},
    {"f": {"and": {}}},
    {"f": {"not": []}},
    {"i": "x"},
    {"i": [None]},
    {"i": [[]]},
    {"i": [{}]},
]


@pytest.mark.parametrize("values", VALUES, ids=str)
async def test_behaviour_2_an_odd_value_is_a_request_error(client: httpx.AsyncClient, values: dict[str, Any]) -> None:
    given = {"s": "990101", "i": [], **values}
    answer = await client.post(
        "/graphql", content=query(TYPED, variables=given), headers={"content-type": JSON, "accept": RESPONSE_JSON}
    )
    assert answer.status_code == 400, answer.text
    assert all(error["extensions"]["code"] not in ("", "INTERNAL") for error in answer.json()["errors"])


async def test_of_a_key_that_stands_twice_the_last_one_counts(client: httpx.AsyncClient) -> None:
    body = b'{"query": "{ nothing }", "query": "{ __typename }"}'
    answer = await client.post("/graphql", content=body, headers={"content-type": JSON})
    assert answer.json() == {"data": {"__typename": "Query"}}


TYPES = [
    ("", 415),
    ("text/plain", 415),
    ("application/x-www-form-urlencoded", 415),
    ("multipart/form-data; boundary=x", 415),
    ("application/graphql", 415),
    ("application/graphql+json", 415),
    ("json", 415),
    (";", 415),
    ("application/json/x", 415),
    ("application/json; charset=latin-1", 415),
    ("application/json; charset=utf-16", 415),
    ("APPLICATION/JSON", 200),
    ("application/json;;", 200),
    ("application/json; charset=UTF-8", 200),
    ("\u00e4\u00f6", 415),
]


@pytest.mark.parametrize(("media", "status"), TYPES)
async def test_only_json_in_utf_8_is_taken_so_that_no_form_of_another_page_can_post(
    client: httpx.AsyncClient, media: str, status: int
) -> None:
    answer = await client.post("/graphql", content=ASKED, headers=[(b"content-type", media.encode("latin-1"))])
    assert answer.status_code == status


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "identity, gzip", "x"])
async def test_a_compressed_body_is_refused(client: httpx.AsyncClient, encoding: str) -> None:
    headers = {"content-type": JSON, "content-encoding": encoding}
    answer = await client.post("/graphql", content=ASKED, headers=headers)
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "identity")


ACCEPTS = [
    ("text/html", 406),
    (";;;,,,", 406),
    ("application/json;q=0", 406),
    (f"{RESPONSE_JSON};q=0", 406),
    ("*/*;q=x", 406),
    ("application/json;q=nan", 406),
    ("application/json; charset=latin-1", 406),
    ("*/*;q=-1", 406),
    ("\xff\xfe", 406),
    ("a/b" + ",a/b" * 5000 + ",*/*", 200),
    ("APPLICATION/JSON", 200),
    (f"{RESPONSE_JSON};q=0, {JSON}", 200),
]


@pytest.mark.parametrize(("accept", "status"), ACCEPTS)
async def test_an_odd_accept_is_406_or_understood(client: httpx.AsyncClient, accept: str, status: int) -> None:
    headers = [(b"accept", accept.encode("latin-1")), (b"content-type", b"application/json")]
    answer = await client.post("/graphql", content=ASKED, headers=headers)
    assert answer.status_code == status


LENGTHS = ["", "x", "-1", "\u00b2", "1e3", "9" * 5000, "0x10", "999999999999"]


@pytest.mark.parametrize("length", LENGTHS)
async def test_an_odd_length_is_no_500(app: ASGIApp, length: str) -> None:
    async with client_of(app) as client:
        headers = [(b"content-length", length.encode("latin-1")), (b"content-type", b"application/json")]
        answer = await client.post("/graphql", content=ASKED, headers=headers)
    assert answer.status_code in (200, 413)


PATHS = [
    "/graphql/",
    "/graphq",
    "//",
    "/%00",
    "/%ff",
    "/../etc/passwd",
    "/graphql/x",
    "/favicon.ico",
    "/中文",
    "/metrics/",
]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "HEAD", "OPTIONS", "ODD"])
@pytest.mark.parametrize("path", PATHS)
async def test_an_unknown_path_is_404(client: httpx.AsyncClient, path: str, method: str) -> None:
    answer = await client.request(method, httpx.URL("http://here").copy_with(path=path))
    assert answer.status_code in (404, 405)
    assert answer.headers["content-type"].startswith(JSON)


@pytest.mark.parametrize("path", ["/graphql", "/healthz", "/readyz", "/metrics", "/"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "ODD"])
async def test_another_method_is_405_and_told_which_are_served(
    client: httpx.AsyncClient, path: str, method: str
) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == ("GET, POST" if path == "/graphql" else "GET")


@pytest.mark.parametrize("path", ["/graphql?query={__typename}", "/graphql", "/healthz", "/metrics", "/", "/nowhere"])
async def test_a_head_is_a_get_without_its_body(client: httpx.AsyncClient, path: str) -> None:
    got, head = await client.get(path), await client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    if path != "/metrics":
        assert head.headers["content-length"] == str(len(got.content))


STRINGS = [
    "",
    "query",
    "query=",
    "query=%ff",
    "query=%",
    "&&&",
    "query={a}&query={b}",
    "a=1" + "&a=1" * 30,
    "query={a}&variables=[]",
    "query={a}&variables={",
    "query={a}&extensions=1",
    "query={__typename}&operationName=x",
    "%00=%00",
]


@pytest.mark.parametrize("text", STRINGS)
async def test_an_odd_query_string_is_400(client: httpx.AsyncClient, text: str) -> None:
    answer = await client.get(f"/graphql?{text}", headers={"accept": RESPONSE_JSON})
    assert answer.status_code == 400
    assert answer.json()["errors"]


async def test_a_query_string_is_bounded_as_a_body_is(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/graphql?query={'a' * 1000}")
    extensions = answer.json()["errors"][0]["extensions"]
    assert answer.status_code == 414
    assert (extensions["limit"], extensions["allowed"], extensions["asked"]) == (
        "bytes of the query string",
        1000,
        1006,
    )


MUTATIONS = ["mutation { a }", "subscription { a }", "mutation A { a }", "query B { a } mutation A { a }"]


@pytest.mark.parametrize("accept", [JSON, RESPONSE_JSON])
@pytest.mark.parametrize("text", MUTATIONS)
async def test_a_get_never_runs_a_mutation(client: httpx.AsyncClient, text: str, accept: str) -> None:
    given = {"query": text, "operationName": "A"} if "A" in text else {"query": text}
    answer = await client.get("/graphql", params=given, headers={"accept": accept})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json()["errors"][0]["extensions"]["code"] == "WRONG_METHOD"


async def test_a_get_runs_the_query_beside_a_mutation(client: httpx.AsyncClient) -> None:
    given = {"query": "query B { __typename } mutation A { a }", "operationName": "B"}
    answer = await client.get("/graphql", params=given, headers={"accept": RESPONSE_JSON})
    assert answer.json()["errors"][0]["extensions"]["code"] == "INVALID"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.one_of(
        st.binary(max_size=900),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(2**63), 2**63)
            | st.floats(allow_nan=False)
            | st.text(max_size=10),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["query", "variables", "extensions", "operationName", "x"]), inner, max_size=4
                )
            ),
            max_leaves=10,
        ).map(lambda value: json.dumps(value).encode()),
    )
)
async def test_behaviour_2_no_bytes_lead_to_a_500(app: ASGIApp, body: bytes) -> None:
    async with client_of(app) as client:
        answer = await client.post("/graphql", content=body, headers={"content-type": JSON, "accept": RESPONSE_JSON})
    assert answer.status_code in (200, 400, 413)
    assert answer.json()


HOST = b"Host: here\r\n"
POSTED = b"POST /graphql HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
WIRE = {
    "no HTTP": (b"GARBAGE\r\n\r\n", 400),
    "bytes": (b"\x00\xff\r\n\r\n", 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00", 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "HTTP/9.9": (b"GET / HTTP/9.9\r\n\r\n", 400),
    "raw UTF-8": ("GET /中 HTTP/1.1\r\n".encode() + HOST + b"\r\n", 400),
    "an odd host": (b"GET / HTTP/1.1\r\nHost: a:99999999\r\n\r\n", 200),
    "no host": (b"GET /healthz HTTP/1.1\r\n\r\n", 200),
    "star": (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", 404),
    "odd chunks": (POSTED + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n", 400),
    "a length beyond measure": (POSTED + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n", 400),
    "a negative length": (POSTED + b"Content-Length: -1\r\n\r\n", 400),
    "a length and chunks": (POSTED + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "a body that breaks off": (POSTED + b"Content-Length: 50\r\n\r\n{", 408),
    "a head that breaks off": (b"GET / HTTP/1.1\r\nHos", 408),
    "an endless head": (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 100_000, 431),
    "a socket": (
        b"GET /graphql?query={__typename} HTTP/1.1\r\n" + HOST + b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        200,
    ),
}


def test_behaviour_2_no_bytes_on_the_wire_lead_to_a_500_or_a_traceback(tmp_path: Path) -> None:
    with served(tmp_path, receive_deadline="0.5") as service:
        statuses = {name: read(talk(service.port, sent)).status for name, (sent, _) in WIRE.items()}
        written = service.written()
    assert statuses == {name: status for name, (_, status) in WIRE.items()}
    assert "Traceback" not in written
    assert '"level":"error"' not in written
