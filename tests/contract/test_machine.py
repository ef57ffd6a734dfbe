"""Stores side by side under random writes: after each step equal answers and journals, and both equal to a replay.

`MACHINE_RUNS=2000` runs more of them; what fails is printed as the steps that lead to it.
"""

import asyncio
import os
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.response import response
from graph_service.api.service import Service
from graph_service.changes.change import AddNode, AddTie, AlterNode, Change, SetDataDate, Stamp
from graph_service.errors import ServiceError
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from graph_service.writing.write import write
from tests.contract.conftest import emptied
from tests.loaded import TODAY
from tests.oracle.documents import document
from tests.oracle.facts import Facts
from tests.writing.facts import (
    BRANCH,
    CHAIN,
    DERIVE,
    GEOGRAPHY,
    GROUP,
    TOWNSHIP,
    VILLAGE,
    ends,
    joins,
    node,
    post,
)

RUNS = int(os.environ.get("MACHINE_RUNS", "12"))
RUNS_ON_NEO4J = int(os.environ.get("MACHINE_RUNS_NEO4J", "2"))
DOCUMENTS = 2
"""Random ones that all are asked after each step."""
AT = "2021-01-01T00:00:00Z"
ANY_DAY = st.dates().map(str) | st.sampled_from(["2018-01-01", "2019-06-01", "2020-06-01", "2021-01-01"])
CADRES = [node("Cadre", name) for name in "甲乙丙"]
POSTS = [post("书记", rank=1), post("委员", rank=2), post("队长", rank=3)]
GROUPS = [GROUP, node("TeamGroup", "二组"), node("TeamGroup", "三组")]
UNITS = sorted((node("Unit", name, unitKind="INSTITUTION", level="COUNTY") for name in ("农科院", "医院")),
    key=lambda unit: unit.id)
NODES = [*CADRES, *POSTS, *GROUPS[1:], *UNITS]
TIES = [
    *(joins("HOLDS", cadre, of) for cadre in CADRES for of in POSTS),
    *(joins("SERVES_IN", cadre, group, since="2019-01-01") for cadre in CADRES for group in GROUPS),
    *(joins("REPORTS_TO", group, BRANCH, nth) for group in GROUPS for nth in ("", "again")),
    *(joins("EX_OFFICIO", one, other) for one in POSTS for other in POSTS),
    joins("COORDINATES_WITH", UNITS[0], UNITS[1]), joins("COORDINATES_WITH", UNITS[0], UNITS[1], "again"),
    joins("WITHIN", VILLAGE, TOWNSHIP, "again"),
]
ANYTHING: st.SearchStrategy[AddNode | AddTie] = st.sampled_from([*NODES, *TIES])


class Machine(RuleBasedStateMachine):
    """Memory and a file; a third where one is named.  Every rule writes the same to all and hears the same of all."""

    uri: str | None = None
    service: Service | None = None

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.accesses = [Access("memory:"), Access(f"embedded:{Path(self.folder.name) / 'graph.db'}")]
        if self.uri is not None:
            self.accesses.append(Access(self.runner.run(emptied(self.uri)), deadline=60.0))
        self.stores = [self.opened(access) for access in self.accesses]
        self.asked: list[tuple[tuple[Change, ...], Stamp]] = []
        self.moments = random.Random(0)
        self.put((*GEOGRAPHY, *CHAIN))

    def opened(self, access: Access) -> Store:
        store = self.runner.run(open_store(access, ORGANIZATION, DERIVE))
        self.runner.run(store.prepare())
        return store

    def teardown(self) -> None:
        for store in self.stores:
            self.runner.run(store.close())
        self.runner.close()
        self.folder.cleanup()

    # ---- writing

    def put(self, changes: tuple[Change, ...], stamp: Stamp | None = None) -> object:
        if stamp is None:
            stamp = Stamp("tester", "test", "request", f"key {len(self.asked)}")
            self.asked.append((changes, stamp))
        told = [self.told(store, changes, stamp) for store in self.stores]
        assert all(one == told[0] for one in told), told
        return told[0]

    def told(self, store: Store, changes: tuple[Change, ...], stamp: Stamp) -> object:
        try:
            return self.runner.run(write(store, ORGANIZATION, changes, stamp, at=AT))
        except ServiceError as wrong:
            violations = {(one.code, one.subjects) for one in getattr(wrong, "violations", ())}
            return wrong.code, violations, () if violations else wrong.subjects

    @rule(changes=st.lists(ANYTHING, min_size=1, max_size=6, unique_by=lambda one: one.id))
    def add(self, changes: list[AddNode | AddTie]) -> None:
        self.put(tuple(changes))

    @rule(of=st.sampled_from([*NODES, *TIES, *GROUPS, BRANCH]), day=ANY_DAY)
    def close(self, of: AddNode | AddTie, day: str) -> None:
        self.put((ends(of, day),))

    @rule(before=st.none() | st.integers(0, 3), after=st.none() | st.integers(0, 3))
    def count(self, before: int | None, after: int | None) -> None:
        self.put((AlterNode("Village", VILLAGE.id, {"households": before}, {"households": after}),))

    @rule(before=st.none() | ANY_DAY, after=st.none() | ANY_DAY)
    def date(self, before: str | None, after: str | None) -> None:
        self.put((SetDataDate(before, after),))

    @rule(which=st.randoms(use_true_random=False))
    def repeat(self, which: random.Random) -> None:
        self.put(*which.choice(self.asked))

    @rule(which=st.randoms(use_true_random=False), change=st.sampled_from(NODES))
    def reuse(self, which: random.Random, change: AddNode) -> None:
        self.put((change,), which.choice(self.asked)[1])

    @precondition(lambda self: len(self.asked) > 1)
    @rule()
    def reopen(self) -> None:
        self.runner.run(self.stores[1].close())
        self.stores[1] = self.opened(self.accesses[1])

    @rule(seed=st.integers(0, 2**32 - 1))
    def ask_otherwise(self, seed: int) -> None:
        self.moments.seed(seed)

    # ---- after each step

    @invariant()
    def all_are_alike(self) -> None:
        journals = [self.runner.run(store.history()) for store in self.stores]
        records = list(journals[0].records)
        assert all((one.head, list(one.records)) == (journals[0].head, records) for one in journals)
        change_sets = [record.change_set for record in records]
        replayed = self.runner.run(open_store(Access("memory:"), ORGANIZATION, DERIVE))
        for change_set in change_sets:
            self.runner.run(replayed.commit(change_set))
        facts = Facts.of(change_sets, ORGANIZATION, name_key, None, TODAY)
        for _ in range(DOCUMENTS):
            text, variables = document(self.moments, ORGANIZATION, facts)
            answers = {self.answer(store, text, variables) for store in (*self.stores, replayed)}
            assert len(answers) == 1, (text, variables, answers)
        self.runner.run(replayed.close())

    def answer(self, store: Store, text: str, variables: dict[str, Any]) -> bytes:
        service = self.service or open_service(store, "any", limits=Limits(), today=lambda: TODAY)
        Machine.service = service
        # To make the schema takes a second, and it is the same for all.
        service.store = store
        return response(self.runner.run(service.execute(text, variables))).body


def name_key(label: str, properties: Any) -> str | None:
    found = DERIVE(label, properties)["nameKey"]
    return found if isinstance(found, str) else None


def run(runs: int, steps: int, machine: type[Machine] = Machine) -> None:
    # Shrinking costs many runs; the suite prints what failed as it was found.
    phases = [Phase.explicit, Phase.generate] if runs < 100 else list(Phase)
    run_state_machine_as_test(machine, settings=settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, phases=phases, database=None,
        suppress_health_check=list(HealthCheck),
    ))


def test_behaviour_10_embedded_stores_answer_alike_and_as_a_replay() -> None:
    run(RUNS, 12)


@pytest.mark.neo4j
def test_behaviour_10_neo4j_answers_as_the_embedded_stores(neo4j_uri: str) -> None:
    class WithNeo4j(Machine):
        uri = neo4j_uri

    run(RUNS_ON_NEO4J, 8, WithNeo4j)
