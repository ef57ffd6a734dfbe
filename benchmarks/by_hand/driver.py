"""Statements from their files, run by the bare driver."""

from collections.abc import Callable, Coroutine, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from neo4j import READ_ACCESS, AsyncGraphDatabase, NotificationMinimumSeverity

from benchmarks.county import DAY

FOLDER = Path(__file__).resolve().parent
Run = Callable[..., Coroutine[Any, Any, Any]]
"""Runs a statement by the name of its file, with its values: the one value that it returns."""
Endpoint = Callable[..., Coroutine[Any, Any, dict[str, Any]]]
"""Answers a question by its variables: the data of the answer."""


@cache
def text(name: str) -> str:
    return (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")


class ByHand:
    """One driver; a session a question and an automatic transaction a statement, the cheapest way it has."""

    def __init__(self, uri: str) -> None:
        self._driver = AsyncGraphDatabase.driver(uri, notifications_min_severity=NotificationMinimumSeverity.OFF)

    async def answer(self, endpoint: Endpoint, variables: Mapping[str, Any], day: str = DAY) -> bytes:
        async with self._driver.session(database="neo4j", default_access_mode=READ_ACCESS, fetch_size=-1) as session:

            async def run(name: str, **values: Any) -> Any:
                result = await session.run(text(name), {"day": date.fromisoformat(day), **values})
                return (await result.single(strict=True))["data"]

            return orjson.dumps({"data": await endpoint(run, **variables)})

    async def close(self) -> None:
        await self._driver.close()
