"""Writing in memory, and, where plans of its own are at work (guards, what is read first), on every store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import open_store
from graph_service.stores.port import Store
from tests.contract.conftest import STORES, access_to
from tests.writing.facts import DERIVE, memory


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    """A store in memory in which nothing was written."""
    opened = await memory()
    yield opened
    await opened.close()


@pytest.fixture(params=STORES)
async def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """A prepared store, of each kind in turn, in which nothing was written."""
    opened = await open_store(await access_to(request.param, tmp_path, request), ORGANIZATION, DERIVE)
    await opened.prepare()
    try:
        yield opened
    finally:
        await opened.close()
