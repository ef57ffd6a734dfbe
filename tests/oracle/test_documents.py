"""Random documents: valid by the SDL, the same for the same seed, within the limits, and answered or refused."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate
from graphql.execution.values import get_variable_values

from graph_service.model.organization import ORGANIZATION
from tests.oracle.compare import difference, printout
from tests.oracle.dense import dense
from tests.oracle.documents import document
from tests.oracle.facts import Facts
from tests.oracle.little import facts, name_key
from tests.oracle.oracle import answer

FACTS = facts()
SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(SDL.read_text(encoding="utf-8"), assume_valid=True)


def drawn(seed: int) -> tuple[str, dict[str, Any]]:
    return document(random.Random(seed), ORGANIZATION, FACTS)


def test_documents_are_valid_by_the_sdl(schema: GraphQLSchema) -> None:
    for seed in range(60):
        text, variables = drawn(seed)
        tree = parse(text)
        assert validate(schema, tree) == [], f"seed {seed}: {text}"
        operation = next(found for found in tree.definitions if isinstance(found, OperationDefinitionNode))
        coerced = get_variable_values(schema, operation.variable_definitions or (), variables)
        assert not isinstance(coerced, list), f"seed {seed}: {coerced}"


def test_a_seed_gives_one_document() -> None:
    assert [drawn(seed) for seed in range(20)] == [drawn(seed) for seed in range(20)]


def test_most_are_answered_and_some_are_refused() -> None:
    outcomes: Counter[str] = Counter()
    for seed in range(300):
        text, variables = drawn(seed)
        found = answer(text, variables, None, FACTS)
        outcomes["answered" if "data" in found else "refused"] += 1
    assert 15 <= outcomes["refused"] <= 60


def test_dense_data_are_the_same_for_the_same_seed_and_fold() -> None:
    made = dense(random.Random(3), ORGANIZATION)
    assert made == dense(random.Random(3), ORGANIZATION)
    known = Facts.of([made], ORGANIZATION, name_key, None, "2019-08-01")
    assert set(known.by_label) == {label.name for label in ORGANIZATION.labels}
    assert set(known.by_type) == set(ORGANIZATION.types)


def test_flawed_data_break_promises_where_they_are_asked() -> None:
    made = dense(random.Random(3), ORGANIZATION, flaws=0.2)
    known = Facts.of([made], ORGANIZATION, name_key, None, "2019-08-01")
    broken = 0
    for seed in range(150):
        text, variables = document(random.Random(seed), ORGANIZATION, known)
        found = answer(text, variables, None, known)
        broken += "data" in found and "errors" in found
    assert broken > 0


def test_a_difference_names_its_place() -> None:
    expected = {"data": {"village": {"name": "Elm", "households": 300}}}
    assert difference(expected, {"data": {"village": {"name": "Elm", "households": 300}}}) is None
    turned = {"data": {"village": {"households": 300, "name": "Elm"}}}
    assert "the keys" in (difference(expected, turned) or "")
    other = {"data": {"village": {"name": "Elm", "households": 301}}}
    assert difference(expected, other) == "at .data.village.households: expected 300, got 301"
    assert "seed: 7" in printout("{ id }", {}, expected, other, 7)


def test_a_refusal_is_met_by_any_code_that_was_found() -> None:
    refused = {"errors": ["BAD_ID", "BAD_ARGUMENT"]}
    assert difference(refused, {"errors": [{"message": "…", "extensions": {"code": "BAD_ARGUMENT"}}]}) is None
    assert difference(refused, {"errors": [{"message": "…", "extensions": {"code": "BAD_FILTER"}}]}) is not None
    assert difference(refused, {"data": None}) is not None
