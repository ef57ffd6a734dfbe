"""Behaviour 4: the same controls whatever brings a request in.  One table, over every transport that there is."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.app import create_app
from graph_service.stores.port import Store
from tests.api.test_limits import OVER
from tests.web.conftest import client_of

RESPONSE_JSON = "application/graphql-response+json"
Ask = Callable[[httpx.AsyncClient, str, Mapping[str, Any]], Awaitable[httpx.Response]]


async def by_post(client: httpx.AsyncClient, text: str, variables: Mapping[str, Any]) -> httpx.Response:
    return await client.post(
        "/graphql", json={"query": text, "variables": variables}, headers={"accept": RESPONSE_JSON}
    )


async def by_get(client: httpx.AsyncClient, text: str, variables: Mapping[str, Any]) -> httpx.Response:
    given = {"query": text, "variables": json.dumps(variables)}
    return await client.get("/graphql", params=given, headers={"accept": RESPONSE_JSON})


TRANSPORTS: dict[str, Ask] = {"POST": by_post, "GET": by_get}
transports = pytest.mark.parametrize("ask", TRANSPORTS.values(), ids=list(TRANSPORTS))


def client_with(county: Store, limits: Limits) -> httpx.AsyncClient:
    service = open_service(county, "embedded", limits=limits, today=lambda: "2020-11-12")
    return client_of(create_app(service, limits.body))


@transports
@pytest.mark.parametrize(("text", "variables", "limits", "limit", "allowed", "asked"), OVER)
async def test_behaviour_4_every_limit_holds_over_every_transport(
    county: Store, ask: Ask, text: str, variables: dict[str, Any], limits: Limits, limit: str, allowed: int, asked: int
) -> None:
    async with client_with(county, limits) as client:
        answer = await ask(client, text, variables)
    (error,) = answer.json()["errors"]
    extensions = error["extensions"]
    assert (answer.status_code, extensions["code"]) == (400, "LIMIT_EXCEEDED")
    assert (extensions["limit"], extensions["allowed"], extensions["asked"]) == (limit, allowed, asked)


@transports
async def test_behaviour_4_the_size_of_a_request_is_bounded_over_every_transport(county: Store, ask: Ask) -> None:
    async with client_with(county, Limits(body=500)) as client:
        within = await ask(client, "{ __typename }", {})
        beyond = await ask(client, "{ __typename } #" + "x" * 500, {})
    (error,) = beyond.json()["errors"]
    assert within.status_code == 200
    assert beyond.status_code in (413, 414)
    assert (error["extensions"]["code"], error["extensions"]["allowed"]) == ("LIMIT_EXCEEDED", 500)
    assert error["extensions"]["asked"] > 500


@transports
async def test_behaviour_4_a_document_that_breaks_a_rule_is_refused_alike(county: Store, ask: Ask) -> None:
    async with client_with(county, Limits()) as client:
        for text, code in (
            ("{", "SYNTAX"),
            ("{ a }", "INVALID"),
            ("{ teamGroups(first: 0) { totalCount } }", "BAD_ARGUMENT"),
        ):
            answer = await ask(client, text, {})
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, code)
