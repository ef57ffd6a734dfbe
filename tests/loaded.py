"""Services over the real seeds, one a store, kept for the whole run."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.response import Response, response
from graph_service.api.service import Service, Way
from graph_service.changes.change import ChangeSet
from graph_service.changes.fold import State
from graph_service.importers import seeds
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from graph_service.writing.derive import Derivation
from tests.contract.conftest import emptied

SEEDS = Path(__file__).parent.parent / "seeds"
TODAY = "2026-06-01"
KINDS = ("memory", "sqlite", "neo4j")


@dataclass
class Loaded:
    """A service with the seeds in it, asked from plain functions."""

    kind: str
    runner: asyncio.Runner
    service: Service
    asked: list[int] = field(default_factory=list)

    def answer(self, text: str, variables: Mapping[str, Any] | None = None, way: Way = Way.LEFT_OUT) -> Response:
        return response(self.runner.run(self.service.execute(text, variables, way=way)))

    def ask(self, text: str, variables: Mapping[str, Any] | None = None, way: Way = Way.LEFT_OUT) -> Any:
        return json.loads(self.answer(text, variables, way).body)

    def change_sets(self) -> list[ChangeSet]:
        return [record.change_set for record in self.runner.run(self.service.store.history()).records]


@contextmanager
def loaded_service(access: Access, kind: str) -> Iterator[Loaded]:
    """Opens the store, loads every folder of the seeds into it and serves it."""
    with asyncio.Runner() as runner:
        store = runner.run(seeded(access))
        service = open_service(store, kind, limits=Limits(), today=lambda: TODAY)
        try:
            yield Loaded(kind, runner, service)
        finally:
            runner.run(store.close())


async def seeded(access: Access) -> Store:
    if not access.url.startswith(("memory", "embedded")):
        await emptied(access.url)
    store = await open_store(access, ORGANIZATION, Derivation(ORGANIZATION))
    try:
        await store.prepare()
        state = State()
        for folder in seeds.folders(SEEDS):
            await seeds.load(store, ORGANIZATION, folder, held=state)
    except BaseException:
        await store.close()
        raise
    return store
