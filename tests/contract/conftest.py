"""The store is a parameter: each test runs on every store, and none names one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from tests.contract.county import COUNTY, PlainDeriver

STORES = [
    pytest.param("memory", id="memory"),
    pytest.param("sqlite", id="sqlite"),
    pytest.param("neo4j", id="neo4j", marks=pytest.mark.neo4j),
]


async def emptied(uri: str) -> str:
    """A Neo4j database without a node, constraint or index of an earlier test; its URI."""
    from neo4j import AsyncGraphDatabase  # noqa: PLC0415  only where it is tested

    async with AsyncGraphDatabase.driver(uri) as driver:
        await driver.execute_query("MATCH (n) DETACH DELETE n")
    return uri


async def access_to(kind: str, folder: Path, request: pytest.FixtureRequest) -> Access:
    match kind:
        case "memory":
            return Access("memory:")
        case "sqlite":
            return Access(f"embedded:{folder / 'graph.db'}")
        case _:
            # Most statements are new to the server, and to plan them is not what is tested.
            return Access(await emptied(request.getfixturevalue("neo4j_uri")), deadline=30.0)


@pytest.fixture(params=STORES)
async def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """A prepared store in which nothing was written."""
    store = await open_store(await access_to(request.param, tmp_path, request), ORGANIZATION, PlainDeriver())
    await store.prepare()
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
async def store(empty_store: Store) -> Store:
    """A store that holds the county."""
    await empty_store.commit(COUNTY)
    return empty_store
