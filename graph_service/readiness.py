"""Readiness: the store can be reached, and all that it needs has been made there.

A service starts without its database, says so, and goes on trying until it is there: nobody has to start it again.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field

from graph_service.errors import StoreError
from graph_service.stores.port import Head, Store

AGAIN = 0.5
"""Seconds between two tries."""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Readiness:
    """What is known of a store's readiness; `begin` and `end` stand at both ends of serving."""

    store: Store
    prepared: bool = False
    _trying: "asyncio.Task[None] | None" = field(default=None, repr=False)

    async def begin(self) -> None:
        """Make what is missing, which in a prepared store is nothing; of a store that is away, in the background."""
        if not await self._prepare():
            log.warning("started without the store")
            self._trying = asyncio.create_task(self._go_on())

    async def end(self) -> None:
        if self._trying is not None:
            self._trying.cancel()
            with suppress(asyncio.CancelledError):
                await self._trying

    async def head(self) -> Head | None:
        """Where the store stands; None if it cannot be reached, or what it needs is still to be made."""
        if self._trying is not None and not self.prepared:
            return None
        try:
            return (await self.store.history(limit=0)).head
        except StoreError:
            return None

    async def _prepare(self) -> bool:
        with suppress(StoreError):
            await self.store.prepare()
            self.prepared = True
        return self.prepared

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(AGAIN)
            if await self._prepare():
                log.warning("the store is there")
                return
