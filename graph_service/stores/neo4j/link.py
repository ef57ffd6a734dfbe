"""The connection to the database: one driver, its sessions, and the bookmark by which own writes are read."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    Bookmarks,
    NotificationMinimumSeverity,
    Query,
    Record,
    unit_of_work,
)
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError

from graph_service.errors import Unavailable
from graph_service.stores.neo4j.faults import within

WRITE_SECONDS = 60.0
"""An import is one write."""

Given = TypeVar("Given")
Work = Callable[[AsyncManagedTransaction], Awaitable[Given]]


@dataclass(slots=True)
class Link:
    """Reads and writes, each within its time, failing only in errors of ours."""

    driver: AsyncDriver
    database: str
    seconds: float = 4.0
    """For one answer."""
    bookmarks: Bookmarks | None = field(default=None)

    async def read(self, text: str, parameters: dict[str, Any], seconds: float | None = None) -> Record:
        """The one record of a statement; a transient fault is met with one more try within the time."""
        most = self.seconds if seconds is None else seconds
        query = Query(text, timeout=most)
        async with within(most):
            try:
                return await self._run(query, parameters, READ_ACCESS)
            except (DriverError, Neo4jError) as fault:
                if not fault.is_retryable():
                    raise
            return await self._run(query, parameters, READ_ACCESS)

    async def write(self, work: Work[Given], seconds: float = WRITE_SECONDS) -> Given:
        """In one transaction, which the driver begins anew on a transient fault."""
        async with within(seconds), self._session(WRITE_ACCESS) as session:
            given = await session.execute_write(unit_of_work(timeout=seconds)(work))
            self.bookmarks = await session.last_bookmarks()
            return given

    async def close(self) -> None:
        async with within(self.seconds):
            await self.driver.close()

    async def _run(self, query: Query, parameters: dict[str, Any], access: str) -> Record:
        async with self._session(access) as session:
            result = await session.run(query, parameters)
            return await result.single(strict=True)

    def _session(self, access: str) -> AsyncSession:
        return self.driver.session(
            database=self.database, default_access_mode=access, bookmarks=self.bookmarks, fetch_size=-1
        )


def link(
    url: str, user: str | None, password: str | None, database: str, seconds: float = 4.0, pool: float = 2.0
) -> Link:
    """Connects to nothing yet: the service starts without its database, and the first call tells."""
    try:
        driver = AsyncGraphDatabase.driver(
            url,
            auth=None if user is None else (user, password or ""),
            max_connection_pool_size=32,
            connection_acquisition_timeout=pool,
            connection_timeout=pool,
            max_transaction_retry_time=3,
            liveness_check_timeout=30,
            max_connection_lifetime=600,
            telemetry_disabled=True,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
        )
    except (ConfigurationError, ValueError):
        # What the driver says here repeats the address.
        raise Unavailable("The address of the store is none that Neo4j's driver takes.") from None
    return Link(driver, database, seconds)
