"""Limits: one pass over the document, whatever its fragments multiply to."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from graphql import parse

from graph_service.api.limits import Limits, Measure, Pass
from graph_service.api.open import open_service
from graph_service.api.reckoning import Reckoning
from graph_service.api.response import response
from graph_service.api.service import Service
from graph_service.errors import LimitExceeded
from graph_service.plan.outline import outline
from graph_service.stores.neo4j.cypher import statement
from tests.api.conftest import Ask, filled
from tests.contract.county import N


def chained(count: int, width: int = 2) -> str:
    """Fragments that each open the next several times: as fields they double at every level."""
    spreads = [" ".join(f"a{n}: committee {{ ...F{i + 1} }}" for n in range(width)) for i in range(count)]
    fragments = [f"fragment F{i} on County {{ name {spread} }}" for i, spread in enumerate(spreads)]
    return "{ counties { nodes { ...F0 } } } " + " ".join(fragments) + f" fragment F{count} on County {{ name }}"


def test_a_hostile_document_costs_its_length() -> None:
    document = parse(chained(23))
    measuring = Pass(document)
    with pytest.raises(LimitExceeded):
        measuring.check(Limits())
    nodes = chained(23).count("{") + chained(23).count("...")
    assert measuring.visited <= 20 * nodes


def test_a_hostile_document_is_refused_with_one_error(ask: Ask) -> None:
    (error,) = ask(chained(23))["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert error["extensions"]["limit"] in ("depth", "aliases", "fields")


@pytest.mark.parametrize(
    ("text", "limit", "allowed"),
    [
        ("{ a: __typename }", "aliases", Limits(aliases=0)),
        ("{ counties { totalCount } }", "depth", Limits(depth=1)),
        ("{ counties { totalCount } units { totalCount } }", "root fields", Limits(root_fields=1)),
        ("{ counties { totalCount nodes { name code } } }", "fields", Limits(fields=4)),
        ("{ ...A ...A } fragment A on Query { counties { totalCount } }", "fields", Limits(fields=3)),
    ],
)
def test_each_limit_names_itself_its_value_and_what_was_asked(text: str, limit: str, allowed: Limits) -> None:
    with pytest.raises(LimitExceeded) as refused:
        Pass(parse(text)).check(allowed)
    assert refused.value.limit == limit
    assert refused.value.asked == refused.value.allowed + 1
    Pass(parse(text)).check(Limits())


def test_fragments_in_a_ring_are_left_to_validation(ask: Ask) -> None:
    text = "{ counties { nodes { ...A } } } fragment A on County { ...B } fragment B on County { ...A }"
    errors = ask(text)["errors"]
    assert {error["extensions"]["code"] for error in errors} == {"INVALID"}


def test_too_many_tokens_are_refused_before_they_are_parsed(ask: Ask) -> None:
    (error,) = ask("{ " + "name " * 2100 + "}")["errors"]
    assert (error["extensions"]["code"], error["extensions"]["limit"]) == ("LIMIT_EXCEEDED", "tokens")


def polymorphic(depth: int) -> str:
    """Fragments on an interface and on labels of it, at every level."""
    inner = "name"
    for _ in range(depth):
        own = " ".join(f"... on {label} {{ indicators {{ totalCount }} }}" for label in BODIES)
        inner = f"... on Body {{ posts {{ nodes {{ body {{ {inner} }} }} }} }} {own} __typename"
    return f'{{ node(id: "un_aaaaaaaaaaaaaaaaaaaa") {{ {inner} }} }}'


BODIES = ("WorkingCommittee", "GuidanceStation", "TownshipBranch", "TeamGroup", "Unit")


def test_a_plan_grows_with_the_document_and_not_with_labels_to_the_power_of_depth(service: Service) -> None:
    def sizes(depth: int) -> tuple[int, int]:
        text = polymorphic(depth)
        (root,) = service.documents.compiled(text, service.documents.known(text), "", {}).roots
        return len(outline(root.plans[0])), len(statement(service.model, root.plans[0]).text)

    small, large = sizes(2), sizes(6)
    assert all(much < 6 * little for little, much in zip(small, large, strict=True))


def test_what_labels_share_is_answered_for_each_of_them(ask: Ask) -> None:
    answer = ask(polymorphic(3).replace("un_aaaaaaaaaaaaaaaaaaaa", N.g1))
    assert answer["data"]["node"]["posts"]["nodes"][0]["body"]["__typename"] == "TeamGroup"
    assert answer["data"]["node"]["indicators"] == {"totalCount": 0}


HOSTILE = {
    "chained fragments": chained(23),
    "doubling without depth": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(300))
    + " fragment F300 on Query { counties { totalCount } }",
    "aliases": "{ " + " ".join(f"a{n}: counties {{ totalCount }}" for n in range(300)) + " }",
    "nesting": "{ " + "counties { nodes { " * 40 + "name" + " } }" * 40 + " }",
    "directives": "{ counties " + "@include(if: true) " * 300 + "{ totalCount } }",
    "conditions": "{ teamGroups(filter: "
    + "{ branch: { groups: { some: " * 60
    + "{}"
    + " } } }" * 60
    + ") { totalCount } }",
}


@pytest.fixture(scope="module")
def reckoning(service: Service) -> Reckoning:
    return Reckoning(service.model, service.schema._schema)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_behaviour_1_the_pass_visits_at_most_twenty_times_the_documents_nodes(text: str, reckoning: Reckoning) -> None:
    measuring = Pass(parse(text), reckoning)
    measuring.operations()
    assert measuring.visited <= 20 * (text.count("{") + text.count("...") + text.count("@"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_behaviour_1_a_hostile_document_is_refused_by_a_limit_or_by_validation(text: str, ask: Ask) -> None:
    for error in ask(text)["errors"]:
        extensions = error["extensions"]
        assert extensions["code"] in ("LIMIT_EXCEEDED", "INVALID")
        if extensions["code"] == "LIMIT_EXCEEDED":
            assert extensions["allowed"] < extensions["asked"] <= 10**15


def measured(text: str, reckoning: Reckoning) -> Measure:
    (measure,) = Pass(parse(text), reckoning).operations().values()
    return measure


RELATIONS = [
    ("{ counties { totalCount } }", 0),
    ("{ counties { nodes { name committee { name } } } }", 1),
    ("{ counties { nodes { committee { branches { nodes { groups { totalCount } } } } } } }", 3),
    ("{ teamGroups { nodes { branch { name } branchEdge { since } branchHistory { totalCount } } } }", 3),
    ("{ teamGroups { nodes { ...A ...A } } } fragment A on TeamGroup { branch { name } }", 2),
    ('{ node(id: "x") { ... on TeamGroup { branch { name } } ... on Named { name } } }', 1),
    ('{ teamGroups(filter: { name: { eq: "x" }, and: [{ name: { eq: "y" } }] }) { totalCount } }', 0),
    ("{ teamGroups(filter: { branch: null }) { totalCount } }", 1),
    ("{ teamGroups(filter: { branch: { committee: {} }, not: { branch: {} } }) { totalCount } }", 3),
    ("{ teamGroups(filter: { or: [{ villages: { some: {}, none: { township: {} } } }] }) { totalCount } }", 3),
    ("{ teamGroups { nodes { villages(filter: { township: {} }) { totalCount } } } }", 2),
]


@pytest.mark.parametrize(("text", "count"), RELATIONS)
def test_relation_fields_and_conditions_are_counted(text: str, count: int, reckoning: Reckoning) -> None:
    assert measured(text, reckoning).relations == count


COSTS = [
    ("{ __typename }", 0),
    ("{ __schema { types { name fields { name } } } }", 0),
    ("{ model { labels { name } } serviceInfo { revision } }", 0),
    ('{ county(code: "990101") { name } }', 1),
    ("{ counties { totalCount pageInfo { endCursor } } }", 1),
    ("{ counties { nodes { name } } }", 50),
    ("{ counties(first: 7) { totalCount edges { cursor node { name } } } }", 7),
    ("query ($n: Int) { counties(first: $n) { nodes { name } } }", 100),
    ('{ nodes(ids: ["a", "b"]) { id } }', 2),
    ("query ($i: [ID!]!) { nodes(ids: $i) { id } }", 100),
    ('{ county(code: "990101") { townships { nodes { name } } } }', 1 + 18),
    ('{ county(code: "990101") { townships(first: 3) { nodes { name } } } }', 1 + 3),
    ('{ county(code: "990101") { townships { totalCount } } }', 1 + 1),
    (
        '{ county(code: "990101") { townships { nodes { villages { nodes { township { name } } } } } } }',
        1 + 18 * (1 + 16 * (1 + 1)),
    ),
]


@pytest.mark.parametrize(("text", "cost"), COSTS)
def test_a_cost_is_what_is_usually_read(text: str, cost: int, reckoning: Reckoning) -> None:
    assert measured(text, reckoning).cost == cost


COUNTY_WHOLE = (Path(__file__).parents[1] / "corpus" / "county_whole.graphql").read_text(encoding="utf-8")


def test_the_whole_county_fits_and_one_less_would_refuse_it(reckoning: Reckoning) -> None:
    cost = measured(COUNTY_WHOLE, reckoning).cost
    Pass(parse(COUNTY_WHOLE), reckoning).check(Limits())
    Pass(parse(COUNTY_WHOLE), reckoning).check(Limits(cost=cost))
    with pytest.raises(LimitExceeded) as refused:
        Pass(parse(COUNTY_WHOLE), reckoning).check(Limits(cost=cost - 1))
    assert (refused.value.limit, refused.value.allowed, refused.value.asked) == ("units of cost", cost - 1, cost)


BRANCHES = "{ " + " ".join(f"a{n}: teamGroups {{ nodes {{ branch {{ name }} }} }}" for n in range(3)) + " }"
LIST = (
    "query ($f: TeamGroupFilter) { a: teamGroups(filter: $f) { totalCount } b: teamGroups(filter: $f) { totalCount } }"
)
DEEP: dict[str, Any] = {"f": {"branch": {"committee": {"branches": {"some": {}}}}}}
OVER = [
    ("{ a b c d e f g }", {}, Limits(tokens=5), "tokens", 5, 6),
    ("{ counties { nodes { name } } }", {}, Limits(depth=2), "depth", 2, 3),
    ("{ counties { totalCount } units { totalCount } }", {}, Limits(root_fields=1), "root fields", 1, 2),
    ("{ a: __typename b: __typename }", {}, Limits(aliases=1), "aliases", 1, 2),
    ("{ counties { nodes { name code } } }", {}, Limits(fields=3), "fields", 3, 4),
    ("{ teamGroups(filter: { branch: {} }) { totalCount } }", {}, Limits(values=1), "levels of a value", 1, 2),
    (LIST, DEEP, Limits(values=3), "levels of a value", 3, 5),
    (LIST, DEEP, Limits(objects=4), "objects in variables", 4, 5),
    (BRANCHES, {}, Limits(relations=2), "relation fields and conditions", 2, 3),
    (LIST, DEEP, Limits(relations=5), "relation fields and conditions", 5, 6),
    (BRANCHES, {}, Limits(cost=299), "units of cost", 299, 300),
]


@pytest.mark.parametrize(("text", "variables", "limits", "limit", "allowed", "asked"), OVER)
async def test_over_a_limit_a_request_error_names_the_limit_its_value_and_what_was_asked(
    text: str, variables: dict[str, Any], limits: Limits, limit: str, allowed: int, asked: int
) -> None:
    service = open_service(await filled(), "embedded", limits=limits, today=lambda: "2020-11-12")
    answer = response(await service.execute(text, variables))
    (error,) = json.loads(answer.body)["errors"]
    extensions = error["extensions"]
    assert answer.status == 400
    assert extensions["code"] == "LIMIT_EXCEEDED"
    assert (extensions["limit"], extensions["allowed"], extensions["asked"]) == (limit, allowed, asked)
    assert all(str(said) in error["message"] for said in (limit, allowed, asked))
    assert str(allowed) in extensions["messageZh"]
    within = open_service(service.store, "embedded", limits=Limits(), today=lambda: "2020-11-12")
    assert b"LIMIT_EXCEEDED" not in response(await within.execute(text, variables)).body


def test_service_limits_publishes_what_holds() -> None:
    async def asked(limits: Limits) -> dict[str, float]:
        service = open_service(await filled(), "embedded", limits=limits, today=lambda: "2020-11-12")
        said = (await service.execute("{ serviceLimits { name title { en zh } value } }")).data
        assert said is not None
        assert all(one["title"]["en"] == one["name"] and one["title"]["zh"] for one in said["serviceLimits"])
        return {one["name"]: one["value"] for one in said["serviceLimits"]}

    limits = Limits(tokens=1001, depth=11, relations=12, cost=13, objects=14, body=1015, receiving=1.6, answering=1.7)
    found = asyncio.run(asked(limits))
    assert len(found) == len(Limits.__slots__)
    assert (found["tokens"], found["depth"], found["relation fields and conditions"]) == (1001, 11, 12)
    assert (found["units of cost"], found["objects in variables"], found["bytes of the body"]) == (13, 14, 1015)
    assert (found["seconds to receive a request"], found["seconds of a request"]) == (1.6, 1.7)


def test_behaviour_1_a_long_chain_of_fragments_is_answered_or_refused_never_internal(ask: Ask) -> None:
    for count in (50, 150, 240):
        chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(count))
        answer = ask(f"{{ ...F0 }} {chain} fragment F{count} on Query {{ counties {{ totalCount }} }}")
        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        assert codes <= {"LIMIT_EXCEEDED"}
        assert codes or answer["data"] == {"counties": {"totalCount": 1}}
