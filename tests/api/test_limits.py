"""Limits: one pass over the document, whatever its fragments multiply to."""

import pytest
from graphql import parse

from graph_service.api.limits import Limits, Pass
from graph_service.api.service import Service
from graph_service.errors import LimitExceeded
from graph_service.plan.outline import outline
from graph_service.stores.neo4j.cypher import statement
from tests.api.conftest import Ask
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
