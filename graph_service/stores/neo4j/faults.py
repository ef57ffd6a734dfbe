"""The driver's errors as the service's own.  What the driver says may hold an address, so it is told to nobody."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from neo4j.exceptions import ConstraintError, DriverError, IncompleteCommit, Neo4jError

from graph_service.errors import Deadline, Refused, StoreError, Unavailable, Violation

LOG = logging.getLogger(__name__)
_BUG = "Neo.ClientError.Statement."
"""A statement that Neo4j cannot read is our fault, not the store's state: it passes, and ends as INTERNAL."""
_TAKEN = Violation("TAKEN", "A unique value is given already.", "唯一值已被使用。")
"""Writing asks beforehand and says which; this is left for what another writer gave in between."""


class Unsure(Unavailable):
    """The connection broke while a write was being kept: whether it is, the driver does not know."""


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """Ends in time, in an error of ours or not at all: the driver itself waits for a silent server forever."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise Deadline from None
    except ConstraintError:
        raise Refused([_TAKEN]) from None
    except (DriverError, Neo4jError) as fault:
        if isinstance(fault, Neo4jError) and (fault.code or "").startswith(_BUG):
            raise
        raise _told(fault) from None
    except OSError as fault:
        raise _told(fault) from None


def _told(fault: Exception) -> StoreError:
    code = getattr(fault, "code", None) or ""
    LOG.warning("Neo4j: %s %s", type(fault).__name__, code)
    if isinstance(fault, IncompleteCommit):
        return Unsure()
    return Deadline() if "TimedOut" in code or "Timeout" in code else Unavailable()
