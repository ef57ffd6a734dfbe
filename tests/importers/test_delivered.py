"""The seeds as they are delivered: they load, twice is once, and their invariants hold with and without examples."""

from pathlib import Path

import pytest

from graph_service.changes.fold import State, fold
from graph_service.importers import invariants, seeds
from graph_service.model.organization import ORGANIZATION as MODEL
from tests.importers.folder import memory

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


async def loaded(*, stated_only: bool) -> State:
    """Every folder, twice; the second time nothing may come of it."""
    store = await memory()
    for again in (False, True):
        for folder in seeds.folders(SEEDS):
            one = await seeds.load(store, MODEL, folder, stated_only=stated_only)
            assert not again or (one.added, one.altered) == (0, 0), folder.name
    history = await store.history()
    assert len(history.records) <= len(seeds.folders(SEEDS))
    return fold(history.records)


@pytest.mark.parametrize("stated_only", [False, True], ids=["whole", "stated only"])
async def test_the_invariants_hold(*, stated_only: bool) -> None:
    state = await loaded(stated_only=stated_only)
    results = list(invariants.results(state, stated_only=stated_only))
    assert len(results) > 15
    assert {row.en: faults for row, faults in results if faults} == {}


async def test_an_invariant_finds_what_is_wrong() -> None:
    """Of an empty graph nearly everything is missing, and it is said so without an error."""
    results = list(invariants.results(State(), stated_only=False))
    assert sum(bool(faults) for _, faults in results) > 10
