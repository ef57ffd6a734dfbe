"""Questions, pinned: beside a `.graphql` file stands the answer that every store gives, in at most three statements.

A new case is a new file; `UPDATE_SNAPSHOTS=1` writes the answers, which are read in review like code.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.service import Way
from graph_service.plan.ir import Plan, Values
from graph_service.stores.port import Answer, Store
from tests.loaded import TODAY, Loaded
from tests.test_corpus import CORPUS, UPDATE, held, pretty, variables_of

CASES = sorted([*(CORPUS / "insights").rglob("*.graphql"), *(CORPUS / "mission").rglob("*.graphql")])
MOST_STATEMENTS = 3


@dataclass
class Counting:
    """A store that counts what it is asked; everything else is the store's own."""

    store: Store
    plans: list[Plan] = field(default_factory=list)

    async def answer(self, plan: Plan, values: Values) -> Answer:
        self.plans.append(plan)
        return await self.store.answer(plan, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def counted(loaded: Loaded) -> tuple[Loaded, Sequence[Plan]]:
    """The same seeds, asked through a store that counts."""
    store: Any = Counting(loaded.service.store)
    service = open_service(store, loaded.kind, limits=Limits(), today=lambda: TODAY)
    return Loaded(loaded.kind, loaded.runner, service), store.plans


@pytest.fixture(scope="session")
def counting(loaded: Loaded) -> tuple[Loaded, Any]:
    return counted(loaded)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(CORPUS).with_suffix("").as_posix())
def test_every_store_gives_the_pinned_answer(counting: tuple[Loaded, Any], path: Path) -> None:
    loaded, plans = counting
    text, variables = path.read_text(encoding="utf-8"), variables_of(path)
    plans.clear()
    answers = [loaded.answer(text, variables).body]
    roots = sum(1 for line in text.splitlines() if line.startswith("  ") and not line.startswith("   "))
    assert len(plans) <= MOST_STATEMENTS * max(roots, 1)
    answers += [loaded.answer(text, variables, way).body for way in (Way.PASSED, Way.ORDINARY)]
    assert len(set(answers)) == 1, "the three ways differ"
    body = pretty(answers[0])
    assert UPDATE or '"errors"' not in body or path.stem.startswith("refused_")
    held(path.with_suffix(".json"), body, write=loaded.kind == "memory")
