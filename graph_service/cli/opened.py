"""The configured store, opened for one command and closed after it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph_service.stores.open import Access
from graph_service.stores.port import Store
from graph_service.writing.opened import access, opened_store

__all__ = ["access", "opened"]


@asynccontextmanager
async def opened(reached: Access) -> AsyncIterator[Store]:
    """Raises BadSetting, Unavailable, Damaged."""
    store = await opened_store(reached)
    try:
        yield store
    finally:
        await store.close()
