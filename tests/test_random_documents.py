"""Random valid documents, answered three ways by the service and a fourth way by the oracle: the same bytes.

`RANDOM_DOCUMENTS=5000` runs more of them, `RANDOM_SEED=7` others.
"""

import asyncio
import json
import os
import random
from collections.abc import Iterator

import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.service import Way
from graph_service.changes.change import Properties
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.writing.derive import Derivation
from tests.loaded import TODAY, Loaded
from tests.oracle.compare import difference, printout
from tests.oracle.dense import dense
from tests.oracle.documents import document
from tests.oracle.facts import Facts
from tests.oracle.oracle import Answer, answer

SEED = int(os.environ.get("RANDOM_SEED", "20201112"))
ASKED = os.environ.get("RANDOM_DOCUMENTS")
COUNTS = {"memory": 500, "sqlite": 500, "neo4j": 50}


def name_key(label: str, properties: Properties) -> str | None:
    found = Derivation(ORGANIZATION)(label, properties)["nameKey"]
    return found if isinstance(found, str) else None


def facts_of(loaded: Loaded) -> Facts:
    return Facts.of(loaded.change_sets(), ORGANIZATION, name_key, None, TODAY)


@pytest.fixture(scope="module")
def facts(loaded: Loaded) -> Facts:
    return facts_of(loaded)


def seeds(kind: str) -> Iterator[int]:
    count = int(ASKED) if ASKED else COUNTS[kind]
    return iter(range(SEED, SEED + count))


def answered_alike(loaded: Loaded, facts: Facts, seed: int) -> Answer:
    """The oracle's answer to the document of a seed, once the service has given the same in each of its ways."""
    text, variables = document(random.Random(seed), ORGANIZATION, facts)
    expected = answer(text, variables, None, facts)
    bodies = {way: loaded.answer(text, variables, way).body for way in Way}
    got = json.loads(bodies[Way.LEFT_OUT])
    assert difference(expected, got) is None, printout(text, variables, expected, got, seed)
    assert len(set(bodies.values())) == 1, f"the three ways differ: seed {seed}\n{text}\n{variables}\n{bodies}"
    return expected


def test_random_documents_are_answered_alike_four_ways(loaded: Loaded, facts: Facts) -> None:
    answers = [answered_alike(loaded, facts, seed) for seed in seeds(loaded.kind)]
    # The draw has faults in about a tenth; a run without any would prove nothing of refusals.
    assert len(answers) < 50 or any("data" not in given for given in answers)


def plain_key(_: str, properties: Properties) -> str | None:
    """The key of names that `Derivation` makes, also where the name is missing."""
    found = Derivation(ORGANIZATION)("Unit", properties)["nameKey"]
    return found if isinstance(found, str) else None


@pytest.mark.parametrize(("flaws", "least"), [(0.0, 0), (0.3, 10)], ids=["sound", "flawed"])
def test_dense_random_data_are_answered_alike_four_ways(flaws: float, least: int) -> None:
    """Everything tied to everything: parallel ties, overlapping dates, two in force at an end to one; and, flawed,
    required values missing, so that the specified error must come at the specified path whichever way completes."""
    data = dense(random.Random(SEED), ORGANIZATION, flaws=flaws)
    facts = Facts.of([data], ORGANIZATION, plain_key, None, TODAY)
    violated = 0
    with asyncio.Runner() as runner:
        store = runner.run(open_store(Access("memory:"), ORGANIZATION, Derivation(ORGANIZATION)))
        runner.run(store.commit(data))
        dense_service = Loaded("memory", runner, open_service(store, "memory", limits=Limits(), today=lambda: TODAY))
        for seed in range(SEED, SEED + (int(ASKED) if ASKED else 250)):
            expected = answered_alike(dense_service, facts, seed)
            violated += "data" in expected and "errors" in expected
        runner.run(store.close())
    assert violated >= least
