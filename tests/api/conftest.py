"""A service over the contract's little county, in memory; the schema is built once."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.service import Service
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from tests.contract.county import COUNTY, PlainDeriver
from tests.loaded import Loaded

Ask = Callable[..., Any]


async def filled() -> Store:
    store = await open_store(Access("memory:"), ORGANIZATION, PlainDeriver())
    await store.commit(COUNTY)
    return store


@pytest.fixture(scope="module")
def service() -> Service:
    # A store in memory belongs to no event loop.
    return open_service(asyncio.run(filled()), "embedded", limits=Limits(), today=lambda: "2020-11-12")


@pytest.fixture
def ask(service: Service) -> Ask:
    def asked(text: str, **variables: Any) -> Any:
        with asyncio.Runner() as runner:
            return json.loads(Loaded("memory", runner, service).answer(text, variables).body)

    return asked
