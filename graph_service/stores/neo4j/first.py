"""A statement's first run.  Neo4j plans it then, which for a long one may take longer than any caller waits; a run that
is broken off is planned again the next time, and so would never be answered.

So the first run goes on when its caller is told that it took too long, and the next caller finds it planned.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from graph_service.errors import Deadline

SECONDS = 20.0
"""For a first run, whoever still waits for it."""
AT_ONCE = 2
"""First runs that may go on unwaited; beyond them a statement has its caller's time like any other."""
KNOWN = 4096
"""Texts that are remembered as planned."""

Given = TypeVar("Given")


class Firsts:
    """Which texts were run to their end, and the first runs under way."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}
        self._running: dict[str, asyncio.Task[Any]] = {}

    def due(self, text: str) -> bool:
        """Whether a text has not been run yet, and may be given the time of a first run."""
        return text not in self._known and (text in self._running or len(self._running) < AT_ONCE)

    async def run(self, text: str, asked: Callable[[float], Awaitable[Given]], seconds: float) -> Given | None:
        """The answer of the first run; None where another call's run ended first, so that the text is known by now.

        Raises Deadline after so many seconds, and whatever `asked`, given the seconds of a first run, raises.
        """
        task = self._running.get(text)
        mine = task is None
        if task is None:
            task = self._running[text] = asyncio.create_task(self._first(text, asked))
            task.add_done_callback(_looked_at)
        done, _ = await asyncio.wait((task,), timeout=seconds)
        if not done:
            raise Deadline
        found: Given = task.result()
        return found if mine else None

    async def _first(self, text: str, asked: Callable[[float], Awaitable[Any]]) -> Any:
        try:
            found = await asked(SECONDS)
        finally:
            del self._running[text]
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[text] = None
        return found

    async def close(self) -> None:
        """End what is under way."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _looked_at(task: "asyncio.Task[Any]") -> None:
    """What failed when nobody waited any more is not worth a warning; the next call will hear of it."""
    if not task.cancelled():
        task.exception()
