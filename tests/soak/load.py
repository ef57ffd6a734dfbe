"""Mixed requests against the service as a process of its own, and what it took: answers by status, memory, time."""

import asyncio
import json
import random
import re
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.county import CORPUS, ROOT
from benchmarks.hostile import answer, body, documents, request
from tests.web.served import Served

CLIENTS = 4
SLACK = 64.0
"""MiB that the process may grow after its first fifth, in which its caches fill."""
_MEMORY = re.compile(rb"^graph_service_process_resident_memory_bytes(?:\{.*\})? (\S+)$", re.MULTILINE)


@dataclass(slots=True)
class Load:
    """Answers by status, milliseconds of each, those that hold INTERNAL, and MiB over time."""

    statuses: Counter[int] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    internal: int = 0
    memory: list[float] = field(default_factory=list)

    @property
    def warm(self) -> float:
        return self.memory[len(self.memory) // 5]

    @property
    def grown(self) -> float:
        """MiB, from when it was warm to its end."""
        return self.memory[-1] - self.warm

    @property
    def held(self) -> bool:
        return not self.internal and self.grown <= SLACK and not self.statuses[500]

    def __str__(self) -> str:
        by = ", ".join(f"{status}: {times}" for status, times in sorted(self.statuses.items()))
        p50, p99, worst = percentiles(self.took)
        middle = self.memory[len(self.memory) // 2]
        return (
            f"{self.statuses.total()} requests ({by}), INTERNAL {self.internal}; "
            f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {worst:.0f} ms; MiB at the start {self.memory[0]:.0f}, warm "
            f"{self.warm:.0f}, middle {middle:.0f}, end {self.memory[-1]:.0f} (at most {SLACK:.0f} more than warm)"
        )


def percentiles(took: Sequence[float]) -> tuple[float, float, float]:
    """The median, what 99 of 100 stay within, and the worst."""
    found = sorted(took)
    return found[len(found) // 2], found[int(len(found) * 0.99)], found[-1]


def bodies() -> list[bytes]:
    """Everything of the corpus that is answered or refused, the questions, and bodies that are none."""
    answered = [path for path in sorted(CORPUS.rglob("*.graphql")) if path.parent.name != "refused"]
    asked = sorted((ROOT / "benchmarks" / "documents").rglob("*.graphql"))
    return [body(path) for path in (*answered, *asked)] + documents()


async def loaded(service: Served, seconds: float, moments: random.Random) -> Load:
    """So many seconds of requests, some clients at once, each in an order of its own."""
    found, asking = Load(), bodies()
    found.memory.append(memory(service))
    ending = time.monotonic() + seconds
    clients = [asyncio.create_task(_client(service, asking, ending, random.Random(moments.random()), found))
        for _ in range(CLIENTS)]
    while time.monotonic() < ending:
        await asyncio.sleep(min(seconds / 50, 5.0))
        found.memory.append(await asyncio.to_thread(memory, service))
    await asyncio.gather(*clients)
    found.memory.append(memory(service))
    return found


def memory(service: Served) -> float:
    """MiB that the process has, as it tells itself."""
    with urllib.request.urlopen(f"{service.url}/metrics", timeout=30) as metrics:
        told = _MEMORY.search(metrics.read())
    assert told is not None, "this system does not tell how much memory a process has"
    return float(told[1]) / 2**20


async def _client(service: Served, asking: list[bytes], ending: float, moments: random.Random, found: Load) -> None:
    while time.monotonic() < ending:
        # Now and then the service closes a connection, as it does with bodies that are too large.
        with suppress(OSError, EOFError, RuntimeError):
            await _conversation(service.port, asking, ending, moments, found)


async def _conversation(port: int, asking: list[bytes], ending: float, moments: random.Random, found: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while time.monotonic() < ending:
            began = time.perf_counter()
            writer.write(request(_varied(moments.choice(asking), moments)))
            status, said = await answer(reader)
            found.took.append((time.perf_counter() - began) * 1000)
            found.statuses[status] += 1
            found.internal += b'"INTERNAL"' in said
    finally:
        writer.close()


def _varied(one: bytes, moments: random.Random) -> bytes:
    """A third of them texts that nobody sent before, so that caches are filled and emptied."""
    if moments.random() > 0.33 or not one.startswith(b'{"query": "'):
        return one
    found = json.loads(one)
    return json.dumps({**found, "query": f"{found['query']}\n# {moments.random()}"}).encode()


def wrong_in(log: Path) -> list[str]:
    """Lines of a log that must not be there."""
    lines = log.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if "Traceback" in line or '"level":"error"' in line or '"INTERNAL"' in line]
