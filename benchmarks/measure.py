"""Two ways to one answer, measured in turns: CPU time of each, and the ratio of each pair."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import process_time

Call = Callable[[], Awaitable[bytes]]
"""Answers once."""
Sample = Callable[[], Awaitable[float]]
"""CPU seconds of one answer, measured over several."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A series without its noise: the median, and between which values the middle half lies."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        low, _, high = quantiles(values, n=4, method="inclusive")
        return cls(median(values), low, high)


@dataclass(frozen=True, slots=True)
class Contest:
    """What is compared with what, the bar, and the bytes of the answer."""

    name: str
    against: str
    bar: float
    size: int


@dataclass(frozen=True, slots=True)
class Figure:
    """CPU milliseconds a request of the service and of its floor, and their ratio."""

    contest: Contest
    service: Spread
    floor: Spread
    ratio: Spread

    @property
    def met(self) -> bool:
        return self.ratio.median <= self.contest.bar


@dataclass(frozen=True, slots=True)
class Effort:
    """So many rounds, each of so many turns: ratios are of a round's sums, medians of the rounds."""

    rounds: int
    turns: int


async def figure(contest: Contest, service: Sample, floor: Sample, effort: Effort) -> Figure:
    """Service and floor in turns as short as they go, so that a machine that slows down slows both.

    One round does not count.
    """
    rounds: list[tuple[float, float]] = []
    for _ in range(effort.rounds + 1):
        ours = theirs = 0.0
        for turn in range(effort.turns):
            if turn % 2:
                ours += await service()
                theirs += await floor()
            else:
                theirs += await floor()
                ours += await service()
        rounds.append((ours / effort.turns * 1000, theirs / effort.turns * 1000))
    counted = rounds[1:]
    return Figure(
        contest,
        Spread.of([ours for ours, _ in counted]),
        Spread.of([theirs for _, theirs in counted]),
        Spread.of([ours / theirs for ours, theirs in counted]),
    )


def sampled(call: Call, times: int) -> Sample:
    """CPU of this process over so many calls, one after another."""

    async def sample() -> float:
        start = process_time()
        for _ in range(times):
            await call()
        return (process_time() - start) / times

    return sample
