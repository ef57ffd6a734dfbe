"""A store on a real Neo4j that was emptied, and the driver's own view of what stands there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from neo4j import AsyncGraphDatabase

from graph_service.model.organization import ORGANIZATION
from graph_service.stores.neo4j.store import Neo4jStore, open_neo4j
from tests.contract.county import PlainDeriver

Cypher = Callable[..., Awaitable[list[list[Any]]]]


@pytest.fixture
async def cypher(neo4j_uri: str) -> AsyncIterator[Cypher]:
    """Asks the database past the store."""
    async with AsyncGraphDatabase.driver(neo4j_uri) as driver:

        async def run(text: str, **given: Any) -> list[list[Any]]:
            return [record.values() for record in (await driver.execute_query(text, given)).records]

        yield run


@pytest.fixture
async def store(neo4j_uri: str, cypher: Cypher) -> AsyncIterator[Neo4jStore]:
    """Prepared, and holding nothing."""
    await cypher("MATCH (n) DETACH DELETE n")
    opened = await opened_at(neo4j_uri)
    await opened.prepare()
    yield opened
    await opened.close()


async def opened_at(uri: str, version: str = "plain-1") -> Neo4jStore:
    return await open_neo4j(uri, None, None, "neo4j", ORGANIZATION, PlainDeriver(version))
