"""The parts of the soak that put the service under load: mixed requests on both stores, and a hostile client."""

import argparse
import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.hostile import KINDS, asked, attacking
from tests.real_neo4j import ROOT, NoNeo4jError, real_neo4j
from tests.soak.load import loaded, memory, percentiles, wrong_in
from tests.web.served import Served, served

MOST = 100.0
"""Milliseconds that `{__typename}` may take beside a hostile client."""


async def load(asked_for: argparse.Namespace, folder: Path) -> bool:
    """Mixed requests on the embedded store, and on Neo4j."""
    held = True
    for name, store in _stores(folder):
        with _county(folder / name, store) as service:
            found = await loaded(service, asked_for.seconds, random.Random(asked_for.seed))
            wrong = wrong_in(service.err)
        print(f"  {name}: {found}; wrong lines in the log {len(wrong)}", flush=True)
        held = held and found.held and not wrong
    return held


async def attack(asked_for: argparse.Namespace, folder: Path) -> bool:
    """`{__typename}` beside a hostile client of each kind, and of all at once."""
    held = True
    seconds = asked_for.seconds / (2 * (len(KINDS) + 2))
    with _county(folder / "embedded", f"embedded:{folder / 'graph.db'}") as service:
        print(f"  alone: {_said(asked(service.port, seconds))}", flush=True)
        for kinds in [*((kind,) for kind in KINDS), tuple(KINDS)]:
            with attacking(service.port, *kinds):
                await asyncio.sleep(2.0)  # until it is at it
                took = asked(service.port, seconds)
            print(f"  beside {', '.join(kinds)}: {_said(took)}; {memory(service):.0f} MiB", flush=True)
            held = held and max(took) <= MOST
        wrong = wrong_in(service.err)
    print(f"  wrong lines in the log {len(wrong)}")
    return held and not wrong


def _said(took: list[float]) -> str:
    p50, p99, worst = percentiles(took)
    return f"{len(took)} times, p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {worst:.1f} ms"


def _stores(folder: Path) -> Iterator[tuple[str, str]]:
    yield "embedded", f"embedded:{folder / 'graph.db'}"
    try:
        with real_neo4j() as uri:
            yield "Neo4j", uri
    except NoNeo4jError as missing:
        print(f"  Neo4j: left out. {missing}")


@contextmanager
def _county(folder: Path, store: str) -> Iterator[Served]:
    """The service on the seeds, which a store that holds none is given."""
    folder.mkdir()
    with served(folder, "--seed-if-empty", store=store, seeds=str(ROOT / "seeds")) as service:
        yield service
