"""Where documents that nobody asked before wait: to read one takes milliseconds, in which nothing else is done."""

import asyncio
import heapq
import time
from itertools import count

BREATHS = 4
"""Turns of the loop after each: a connection is taken, its request read and, if it is known, answered in so many."""
SECONDS_A_BYTE = 5e-6
"""How much sooner a request must have come to go before one that is a byte shorter."""


class Line:
    """One at a time, the shortest first; but whoever waits moves up, so that nobody waits for ever."""

    def __init__(self) -> None:
        self._taken = False
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    async def turn(self, size: int) -> None:
        """Back when it is the turn of a document of so many characters; what is done then, up to its first pause, is
        done alone."""
        loop = asyncio.get_running_loop()
        if self._taken:
            called: asyncio.Future[None] = loop.create_future()
            heapq.heappush(self._waiting, (time.monotonic() + size * SECONDS_A_BYTE, next(self._numbers), called))
            try:
                await called
            except asyncio.CancelledError:
                if called.done() and not called.cancelled():
                    self._next(0)
                raise
        self._taken = True
        loop.call_soon(self._next, BREATHS)

    def _next(self, breaths: int) -> None:
        if breaths:
            asyncio.get_running_loop().call_soon(self._next, breaths - 1)
            return
        while self._waiting:
            _, _, called = heapq.heappop(self._waiting)
            if not called.done():
                called.set_result(None)
                return
        self._taken = False
