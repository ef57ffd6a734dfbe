"""What holds of questions whatever the organization: over generated ones, in which everything is tied to everything."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import networkx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph_service.api.open import open_service
from graph_service.changes.change import ChangeSet
from graph_service.changes.fold import State, apply
from graph_service.insights.ways import ties
from graph_service.insights.ways.way import ENDS
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.writing.derive import Derivation, readings
from tests.contract.conftest import emptied
from tests.insights.test_alike import NO_LIMITS
from tests.insights.test_way import standing, union
from tests.loaded import TODAY, Loaded
from tests.oracle.dense import DAYS, dense

ORGANIZATIONS = int(os.environ.get("RANDOM_ORGANIZATIONS", "2"))
"""Generated for Neo4j; twice as many in memory."""
CHAIN = """query Q($of: ID!, $day: Date) { reportingChain(of: $of, asOf: $day) { complete chains {
  complete steps { tier body { id } } missing { kind sentence { zh } } } } }"""
TEAMS = """query Q($of: ID!, $day: Date) { cooperatingTeams(of: $of, first: 100, asOf: $day) { truncated teams {
  team { id } grounds { kind state } } } }"""
WAY = """query Q($from: ID!, $to: ID!, $day: Date) { coordinationPath(from: $from, to: $to, maxHops: 12, asOf: $day) {
  length ways { steps { to { id } } } } }"""
SEARCH = """query Q($text: String!, $day: Date) { search(text: $text, first: 100, asOf: $day) {
  truncated hits { node { id } } } }"""


@dataclass
class Made:
    """A service over a generated organization, and what was generated."""

    loaded: Loaded
    state: State
    day: str

    def ask(self, document: str, **given: Any) -> Any:
        """The one answer, or None where the question was refused (a body that does not stand on the day)."""
        answer = self.loaded.ask(document, {**given, "day": self.day})
        assert all(one["extensions"]["code"] != "INTERNAL" for one in answer.get("errors", ())), answer
        return next(iter(answer["data"].values())) if "data" in answer else None

    def ids(self, *labels: str) -> Sequence[str]:
        nodes = (node for node in self.state.nodes.values() if node.label in labels)
        return sorted(node.id for node in nodes if standing(dict(node.properties), self.day))


@contextmanager
def made(data: ChangeSet, day: str, access: Access) -> Iterator[Made]:
    state = State()
    for change in data.changes:
        apply(state, change)
    with asyncio.Runner() as runner:
        if not access.url.startswith("memory"):
            runner.run(emptied(access.url))
        store = runner.run(open_store(access, ORGANIZATION, Derivation(ORGANIZATION)))
        runner.run(store.prepare())
        runner.run(store.commit(data))
        service = open_service(store, "any", limits=NO_LIMITS, today=lambda: TODAY)
        try:
            yield Made(Loaded("any", runner, service), state, day)
        finally:
            runner.run(store.close())


def check_chains(found: Made, random: Random, count: int) -> None:
    """A chain has no repeats, and ends at a committee or says why not."""
    of = found.ids("Cadre", "TeamGroup", "TownshipBranch", "Village", "Post")
    for one in random.sample(of, min(count, len(of))):
        for way in (found.ask(CHAIN, of=one) or {"chains": ()})["chains"]:
            bodies = [step["body"]["id"] for step in way["steps"]]
            assert len(set(bodies)) == len(bodies)
            tiers = [step["tier"] for step in way["steps"]]
            assert ("COMMITTEE" in tiers) if way["complete"] else way["missing"]


def check_cooperation(found: Made, random: Random, count: int) -> None:
    """Whoever cooperates with a team on some grounds is told the same of it."""
    of = found.ids("TeamGroup")
    told: dict[str, dict[str, Any]] = {}
    for one in random.sample(of, min(count, len(of))):
        answer = found.ask(TEAMS, of=one)
        if answer is not None and not answer["truncated"]:
            told[one] = {
                team["team"]["id"]: sorted((ground["kind"], ground["state"]) for ground in team["grounds"])
                for team in answer["teams"]
            }
    for one, others in told.items():
        assert one not in others
        for other, grounds in others.items():
            if other in told:
                assert told[other].get(one) == grounds, (one, other)


def check_ways(found: Made, random: Random, count: int) -> None:
    """The ways told are as short as networkx finds, and no two are the same."""
    ends = found.ids(*ENDS)
    for _ in range(count):
        one, other = random.sample(ends, 2)
        graph = union(found.state, ties.types_of(None), (one, other), found.day)
        answer = found.ask(WAY, **{"from": one, "to": other})
        try:
            length = networkx.shortest_path_length(graph, one, other)
        except networkx.NetworkXNoPath:
            length = None
        assert answer["length"] == (length if length is None or length <= 12 else None)
        ways = [(one, *(step["to"]["id"] for step in way["steps"])) for way in answer["ways"]]
        assert len(set(ways)) == len(ways)
        assert all(networkx.is_path(graph, way) and len(way) == answer["length"] + 1 for way in ways)


def check_search(found: Made, random: Random, count: int) -> None:
    """Every node is found by its name, by the pinyin of it and by its initials."""
    ids = found.ids(*ORGANIZATION.label)
    for key in random.sample(ids, min(count, len(ids))):
        name = str(found.state.nodes[key].properties["name"])
        sounds = [(readings(character) or (character,))[0] for character in name if character.isalnum()]
        for text in (name, " ".join(sounds), "".join(sound[0] for sound in sounds)):
            answer = found.ask(SEARCH, text=text)
            assert answer["truncated"] or key in {hit["node"]["id"] for hit in answer["hits"]}, text


def check(seed: int, day: str, access: Access, count: int) -> None:
    random = Random(seed)
    with made(dense(random, ORGANIZATION, nodes=4, ties=7), day, access) as found:
        for one in (check_chains, check_cooperation, check_ways, check_search):
            one(found, random, count)


def examples(count: int) -> settings:
    """So many organizations; none is made smaller when one fails, since the seed says which it was."""
    return settings(
        max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate]
    )


@examples(2 * ORGANIZATIONS)
@given(seed=st.integers(0, 2**32), day=st.sampled_from(DAYS))
def test_in_memory(seed: int, day: str) -> None:
    check(seed, day, Access("memory:"), 20)


@pytest.mark.neo4j
@examples(ORGANIZATIONS)
@given(seed=st.integers(0, 2**32), day=st.sampled_from(DAYS))
def test_on_neo4j(neo4j_uri: str, seed: int, day: str) -> None:
    check(seed, day, Access(neo4j_uri, deadline=60.0), 8)
