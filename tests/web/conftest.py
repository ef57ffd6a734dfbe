"""The application over the contract's little county, in memory, asked without a network."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.app import create_app
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from tests.contract.county import COUNTY, PlainDeriver

BODY = 1000


def app_of(store: Store, *, body: int = BODY, **settings: Any) -> ASGIApp:
    """Bodies to so few bytes that a test can go beyond."""
    service = open_service(store, "embedded", limits=Limits(), today=lambda: "2020-11-12")
    return create_app(service, body, **settings)


def client_of(app: ASGIApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here")


@pytest.fixture(scope="module")
def county() -> Store:
    async def filled() -> Store:
        store = await open_store(Access("memory:"), ORGANIZATION, PlainDeriver())
        await store.commit(COUNTY)
        return store

    # A store in memory belongs to no event loop.
    return asyncio.run(filled())


@pytest.fixture(scope="module")
def app(county: Store) -> ASGIApp:
    return app_of(county)


@pytest.fixture
async def client(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as made:
        yield made
