"""Behaviours 8 and 9 as a client sees them: 503 with Retry-After or 504, in time; and recovery without help."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.app import create_app
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.neo4j.store import open_neo4j
from tests.contract.county import COUNTY, PlainDeriver
from tests.neo4j.conftest import Cypher
from tests.neo4j.proxy import Fault, Proxy, proxied
from tests.web.served import served

LASTING = (Fault.REFUSED, Fault.RESET, Fault.BLACK_HOLE, Fault.SLOW, Fault.NOT_LEADER)
CODES = {503: "UNAVAILABLE", 504: "DEADLINE"}
DEADLINE = 2.0
LATE = 2.0
"""Seconds beyond the request's deadline that a loaded machine may take to notice."""
QUERY = {"query": '{ villages(filter: {name: {startsWith: "V1"}}) { nodes { name } } }'}
GIVEN = {"data": {"villages": {"nodes": [{"name": "V1 东一村"}]}}}
SEARCH = {"query": '{ search(text: "V1 东一村") { hits { node { id } } } }'}


@pytest.fixture
async def proxy(neo4j_uri: str, cypher: Cypher) -> AsyncIterator[Proxy]:
    await cypher("MATCH (n) DETACH DELETE n")
    async with proxied(neo4j_uri) as found:
        yield found


@pytest.fixture
async def client(proxy: Proxy) -> AsyncIterator[httpx.AsyncClient]:
    """The whole application over the store behind the proxy, warm."""
    url = f"bolt://127.0.0.1:{proxy.port}"
    store = await open_neo4j(url, None, None, "neo4j", ORGANIZATION, PlainDeriver(), deadline=DEADLINE, pool=1.0)
    await store.prepare()
    await store.commit(COUNTY)
    app = create_app(open_service(store, "neo4j", limits=Limits(), today=lambda: "2020-11-12"), 10_000, DEADLINE + 1)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as made:
        await until(made, 200, QUERY)
        yield made
    await proxy.turn(Fault.NONE)
    await store.close()


async def asked(client: httpx.AsyncClient) -> httpx.Response:
    return await client.post("/graphql", json=QUERY)


async def until(client: httpx.AsyncClient, status: int, query: dict[str, Any]) -> httpx.Response:
    """The first answer with this status; a new statement may take the database longer to plan than a request waits."""
    for _ in range(40):
        answer = await client.post("/graphql", json=query)
        if answer.status_code == status:
            return answer
        await asyncio.sleep(0.25)
    raise AssertionError(answer.text)


@pytest.mark.parametrize("fault", LASTING, ids=lambda fault: fault.name.lower())
async def test_behaviour_8_a_fault_is_answered_in_time(
    client: httpx.AsyncClient, proxy: Proxy, fault: Fault
) -> None:
    proxy.delay = DEADLINE
    await proxy.turn(fault)
    started = time.monotonic()
    answers = await asyncio.gather(*(asked(client) for _ in range(5)))
    assert time.monotonic() - started < DEADLINE + LATE
    for answer in answers:
        assert answer.json()["errors"][0]["extensions"]["code"] == CODES[answer.status_code]
        assert (answer.status_code == 504) or answer.headers["retry-after"]
    ready = await client.get("/readyz")
    assert (ready.status_code, ready.headers["retry-after"]) == (503, "2")
    await proxy.turn(Fault.NONE)
    assert (await asked(client)).json() == GIVEN
    assert (await client.get("/readyz")).status_code == 200


async def test_behaviour_9_a_service_started_before_its_database_recovers_by_itself(
    proxy: Proxy, cypher: Cypher, tmp_path: Path
) -> None:
    """A real process; of the database that comes, nothing is prepared: no index, no constraint."""
    for kind, names in (("CONSTRAINT", "SHOW CONSTRAINTS YIELD name"), ("INDEX", "SHOW INDEXES YIELD name")):
        for (name,) in await cypher(f"{names} RETURN name"):
            await cypher(f"DROP {kind} `{name}` IF EXISTS")
    await proxy.turn(Fault.REFUSED)
    with served(tmp_path, store=f"bolt://127.0.0.1:{proxy.port}") as service:
        async with httpx.AsyncClient(base_url=service.url, timeout=20) as client:
            assert (await client.get("/healthz")).status_code == 200
            assert (await client.get("/readyz")).status_code == 503
            away = await client.post("/graphql", json=SEARCH)
            assert (away.status_code, away.headers["retry-after"]) == (503, "2")
            await proxy.turn(Fault.NONE)
            for _ in range(100):
                if (await client.get("/readyz")).status_code == 200:
                    break
                await asyncio.sleep(0.1)
            assert ["node_search_tokens"] in await cypher("SHOW INDEXES YIELD name RETURN name")
            assert (await until(client, 200, SEARCH)).json() == {"data": {"search": {"hits": []}}}
