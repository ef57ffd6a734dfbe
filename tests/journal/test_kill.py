"""Killed at any moment, the journal has lost nothing that was acknowledged and shows nothing half-written."""

import random
from pathlib import Path

import pytest

from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import open_store
from tests.contract.conftest import STORES, access_to
from tests.contract.county import PlainDeriver
from tests.soak.kills import killed

ROUNDS = {"sqlite": 5, "neo4j": 3}


@pytest.mark.parametrize("kind", STORES[1:])
async def test_behaviour_7_kill_9_loses_nothing_acknowledged(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Nor is anything doubled: what was kept and not yet acknowledged is known when it is asked for again."""
    access = await access_to(kind, tmp_path, request)
    store = await open_store(access, ORGANIZATION, PlainDeriver())
    await store.prepare()
    await store.close()
    figures = await killed(access.url, ROUNDS[kind], random.Random(2020))
    assert (figures.kills, figures.lost, figures.doubled, figures.half_written) == (ROUNDS[kind], 0, 0, 0)
    assert len(figures.told) >= ROUNDS[kind]
