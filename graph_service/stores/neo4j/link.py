"""The connection to the database: one driver, its sessions, and the bookmark by which own writes are read."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
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

from graph_service.errors import Deadline, Unavailable
from graph_service.stores.neo4j.faults import within

CONNECTIONS = 32
"""At most, of one process."""
WRITE_SECONDS = 60.0
"""An import is one write."""

Given = TypeVar("Given")
Work = Callable[[AsyncManagedTransaction], Awaitable[Given]]
Look = tuple[Record, bool]


@dataclass(slots=True)
class Link:
    """Reads and writes, each within its time, failing only in errors of ours."""

    driver: AsyncDriver
    database: str
    seconds: float = 4.0
    """For one answer."""
    bookmarks: Bookmarks | None = field(default=None)
    in_use: int = 0
    """Sessions that have a connection or wait for one."""

    async def read(self, text: str, parameters: dict[str, Any], seconds: float | None = None) -> Record:
        """The one record of a statement; a transient fault is met with one more try within the time."""
        return (await self.look(text, parameters, seconds))[0]

    async def look(self, text: str, parameters: dict[str, Any], seconds: float | None = None) -> Look:
        """What `read` gives, and whether all of it stood still: what was committed before it was wholly there, and
        nothing was committed since.

        Neo4j puts a transaction into the graph part by part, and every reader sees how far it has come.  But a reader
        with a bookmark waits until what it stands for is wholly there, and the bookmark that it is given at its end is
        that of the last commit begun by then.
        """
        most = self.seconds if seconds is None else seconds
        async with self.in_time(most):
            return await self._looked(Query(text, timeout=most), parameters)

    @asynccontextmanager
    async def in_time(self, seconds: float) -> AsyncIterator[None]:
        """Reads, in so many seconds; what runs out of them waits for no bookmark the next time.

        A database that was put back to an earlier state never comes to where the bookmark stands.
        """
        try:
            async with within(seconds):
                yield
        except Deadline:
            self.bookmarks = None
            raise

    async def _looked(self, query: Query, parameters: dict[str, Any]) -> Look:
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

    async def _run(self, query: Query, parameters: dict[str, Any], access: str) -> Look:
        before = self.bookmarks
        async with self._session(access) as session:
            result = await session.run(query, parameters)
            record, after = await result.single(strict=True), await session.last_bookmarks()
        still = before is not None and before.raw_values == after.raw_values
        if not still and self.bookmarks is before:
            self.bookmarks = after
        return record, still

    @asynccontextmanager
    async def _session(self, access: str) -> AsyncIterator[AsyncSession]:
        self.in_use += 1
        try:
            async with self.driver.session(
                database=self.database, default_access_mode=access, bookmarks=self.bookmarks, fetch_size=-1
            ) as session:
                yield session
        finally:
            self.in_use -= 1


def link(
    url: str, user: str | None, password: str | None, database: str, seconds: float = 4.0, pool: float = 2.0
) -> Link:
    """Connects to nothing yet: the service starts without its database, and the first call tells."""
    try:
        driver = AsyncGraphDatabase.driver(
            url,
            auth=None if user is None else (user, password or ""),
            max_connection_pool_size=CONNECTIONS,
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
