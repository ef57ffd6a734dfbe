"""The index of search tokens: made, used, kept up with what is derived; and reach on a graph full of ways."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from neo4j import AsyncGraphDatabase

from graph_service.changes.change import AddTie, Change, Json, Properties
from graph_service.model.ident import ident
from graph_service.model.organization import ORGANIZATION
from graph_service.plan.ir import Matches
from graph_service.stores.neo4j.cypher import statement
from graph_service.stores.neo4j.given import parameters
from graph_service.stores.neo4j.store import Neo4jStore, open_neo4j
from tests.contract.asking import Sheet
from tests.contract.county import PlainDeriver, add_node, change_set, node_id
from tests.neo4j.conftest import Cypher

BLANKS = ("\t", "\n", "\u3000", "\u00a0", "\u2003", "\x1c")


def village(name: str) -> Change:
    return add_node("Village", name, name, divisionKind="VILLAGE")


def sought(sheet: Sheet, words: list[str], least: int = 1) -> Matches:
    return sheet.matches("Village", words, least)


async def met(store: Neo4jStore, words: list[str], least: int = 1) -> list[tuple[int, str]]:
    sheet = Sheet()
    return [(count, name) for count, (name,) in await sheet.ask(store, sought(sheet, words, least))]


@pytest.mark.usefixtures("store")
async def test_the_index_is_made_of_whole_tokens(cypher: Cypher) -> None:
    found = await cypher(
        "SHOW FULLTEXT INDEXES YIELD name, state, labelsOrTypes, properties, options "
        "RETURN name, state, labelsOrTypes, properties, options.indexConfig['fulltext.analyzer']"
    )
    assert found == [["node_search_tokens", "ONLINE", ["Node"], ["searchTokens"], "whitespace"]]


async def test_a_store_from_before_gets_its_index(store: Neo4jStore, cypher: Cypher) -> None:
    await store.commit(change_set(village("东一")))
    await cypher("DROP INDEX node_search_tokens")
    await store.prepare()
    assert await met(store, ["东"]) == [(1, "东一")]


@pytest.mark.usefixtures("store")
async def test_no_node_is_looked_at_but_through_the_index(neo4j_uri: str) -> None:
    sheet = Sheet()
    made = statement(ORGANIZATION, sheet.plan(sought(sheet, ["东"])))
    async with AsyncGraphDatabase.driver(neo4j_uri) as driver:
        answer = await driver.execute_query(f"EXPLAIN {made.text}", parameters(made.used, sheet.values))
    assert answer.summary.plan is not None
    operators = list(names_of(answer.summary.plan))
    assert [name for name in operators if "Scan" in name] == []
    assert "ProcedureCall@neo4j" in operators


def names_of(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from names_of(child)


async def test_tokens_are_found_as_they_are_derived_now(store: Neo4jStore, neo4j_uri: str) -> None:
    class Loud(PlainDeriver):
        def __call__(self, label: str, properties: Properties) -> Mapping[str, Json]:
            return {**super().__call__(label, properties), "searchTokens": [str(properties["name"]) + "!"]}

    await store.commit(change_set(village("东一"), village("西二")))
    anew = await open_neo4j(neo4j_uri, None, None, "neo4j", ORGANIZATION, Loud("loud"))
    await anew.prepare()
    assert await met(anew, ["东"]) == []
    assert await met(anew, ["东一!"]) == [(1, "东一")]
    await anew.close()


async def test_blanks_and_long_tokens(store: Neo4jStore) -> None:
    """The index cuts at every blank and after 255 characters, words only at the plain one."""

    class Whole(PlainDeriver):
        def __call__(self, label: str, properties: Properties) -> Mapping[str, Json]:
            name = str(properties["name"])
            return {**super().__call__(label, properties), "searchTokens": [name, *name]}

    whole = Neo4jStore(store._link, ORGANIZATION, Whole())
    odd = [*(f"a{blank}b" for blank in BLANKS), "x" * 300, "AND", "a*"]
    await whole.commit(change_set(*(village(name) for name in odd), village("ab")))
    for name in odd:
        assert await met(whole, [name]) == [(1, name)]
    for blank in BLANKS:
        assert await met(whole, [blank]) == [(1, f"a{blank}b")]
        assert await met(whole, [blank, "b"], 2) == [(2, f"a{blank}b")]


async def test_more_words_than_lucene_takes(store: Neo4jStore) -> None:
    await store.commit(change_set(village("东一"), village("西二")))
    many = [f"t{n}" for n in range(3000)]
    assert await met(store, ["东", "一", *many], 2) == [(2, "东一")]
    assert await met(store, [" ".join(many) + " 东"]) == [(1, "东一")]
    assert await met(store, many, len(many)) == []


async def test_values_of_another_size_are_in_maps() -> None:
    """Neo4j plans anew for a list of another power of ten, not for what is in a map."""
    sheet = Sheet()
    for root in (sought(sheet, ["东"]), sheet.reach(["x"], "->WITHIN", 3)):
        given = parameters(statement(ORGANIZATION, sheet.plan(root)).used, sheet.values)
        assert [name for name, value in given.items() if isinstance(value, list)] == []


# ---- reach


async def test_ways_beyond_count_cost_no_more(store: Neo4jStore) -> None:
    """Twenty ranks of twenty cadres, each leading to all of the next: 20 to the power of 19 ways."""
    width, depth = 20, 20

    def cadre(rank: int, place: int) -> str:
        return node_id("Cadre", f"{rank} {place}")

    places = [(rank, place) for rank in range(depth) for place in range(width)]
    nodes = [add_node("Cadre", f"{rank} {place}", f"C{rank}") for rank, place in places]
    ties = [
        AddTie("RECRUITED", ident("re", "RECRUITED", f"{rank} {place} {far}"), cadre(rank, place),
            cadre(rank + 1, far), {"basis": "STATED"})
        for rank, place in places if rank + 1 < depth for far in range(width)
    ]
    await store.commit(change_set(*nodes, *ties))
    sheet = Sheet()
    began = time.monotonic()
    rows = await sheet.ask(store, sheet.distances(cadre(0, 0), "<>RECRUITED", 25, 1000))
    assert time.monotonic() - began < 3
    assert len(rows) == width * depth
    assert rows[-1][1] == depth - 1
    assert [distance for _, distance in rows].count(2) == 2 * width - 1
