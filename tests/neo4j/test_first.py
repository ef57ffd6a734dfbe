"""First runs: they are given time, whoever waits, and are remembered only when they came to their end.  No server."""

import asyncio

import pytest

from graph_service.errors import Deadline, Unavailable
from graph_service.stores.neo4j.first import AT_ONCE, SECONDS, Firsts


class Slow:
    """What is asked waits until it is let go."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> str:
        self.asked.append(seconds)
        await self.free.wait()
        return "found"


async def test_a_run_that_ends_in_time_is_the_answer() -> None:
    firsts, slow = Firsts(), Slow()
    slow.free.set()
    assert firsts.due("text")
    assert await firsts.run("text", slow, 5) == "found"
    assert slow.asked == [SECONDS]
    assert not firsts.due("text")


async def test_a_run_that_takes_too_long_goes_on() -> None:
    firsts, slow = Firsts(), Slow()
    with pytest.raises(Deadline):
        await firsts.run("text", slow, 0.001)
    assert firsts.due("text")
    # Who asks meanwhile waits for the same run, and then asks for himself.
    waiting = asyncio.create_task(firsts.run("text", slow, 5))
    await asyncio.sleep(0)
    slow.free.set()
    assert await waiting is None
    assert len(slow.asked) == 1
    assert not firsts.due("text")


async def test_only_so_many_go_on_at_once() -> None:
    firsts, slow = Firsts(), Slow()
    for number in range(AT_ONCE):
        with pytest.raises(Deadline):
            await firsts.run(f"text {number}", slow, 0.001)
    assert not firsts.due("one more")
    assert firsts.due("text 0")
    await firsts.close()
    assert firsts.due("one more")


async def test_a_run_that_failed_is_not_remembered() -> None:
    async def fails(_: float) -> str:
        raise Unavailable

    firsts = Firsts()
    with pytest.raises(Unavailable):
        await firsts.run("text", fails, 5)
    assert firsts.due("text")


async def test_the_caller_who_goes_away_leaves_the_run_to_itself() -> None:
    firsts, slow = Firsts(), Slow()
    caller = asyncio.create_task(firsts.run("text", slow, 5))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    slow.free.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not firsts.due("text")
