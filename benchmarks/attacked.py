"""What `{__typename}` takes beside a hostile client, and beside nobody."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import load
from benchmarks.hostile import KINDS, asked, attacking

AT_IT = 2.0
"""Seconds until the hostile client has all its connections."""


@dataclass(frozen=True, slots=True)
class Attacked:
    """Milliseconds on the clock."""

    beside: str
    times: int
    median: float
    p99: float
    worst: float

    @classmethod
    def of(cls, beside: str, took: list[float]) -> "Attacked":
        found = sorted(took)
        return cls(beside, len(found), found[len(found) // 2], found[int(len(found) * 0.99)], found[-1])


def figures(seconds: float) -> Iterator[Attacked]:
    """The idle run first; each takes so many seconds."""
    with load.serving("service", "memory:") as server:
        asked(server.port, 1.0)
        yield Attacked.of("nobody", asked(server.port, seconds))
        for kinds in (*((kind,) for kind in KINDS), tuple(KINDS)):
            with attacking(server.port, *kinds):
                time.sleep(AT_IT)
                yield Attacked.of("all at once" if len(kinds) > 1 else kinds[0], asked(server.port, seconds))
