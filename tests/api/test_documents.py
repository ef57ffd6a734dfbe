"""What is cached, and by what: one document serves every call of a shape, and no call of another."""

from itertools import permutations
from typing import Any

import pytest

from graph_service.api.service import Service
from graph_service.plan.outline import outline
from graph_service.stores.neo4j.cypher import statement
from tests.api.conftest import Ask

FILTERED = (
    "query ($f: TeamGroupFilter, $o: [TeamGroupOrder!]) "
    "{ teamGroups(filter: $f, orderBy: $o) { nodes { name } } }"
)
SHAPES: list[dict[str, Any]] = [
    {},
    {"f": None},
    {"f": {"name": {"contains": "G1"}}},
    {"f": {"name": {"contains": "G2"}}},
    {"f": {"branch": None}},
    {"f": {"branch": {}}},
    {"f": {"or": []}},
    {"f": {"or": [{"name": {"contains": "G1"}}, {"name": {"contains": "G2"}}]}},
    {"o": [{"name": "DESC"}]},
    {"o": [{"name": "ASC"}]},
]


@pytest.mark.parametrize("order", [SHAPES, SHAPES[::-1]], ids=["forward", "backward"])
def test_one_document_with_many_shapes_gives_each_its_own_answer(ask: Ask, order: list[dict[str, Any]]) -> None:
    names = {
        str(given): [node["name"] for node in ask(FILTERED, **given)["data"]["teamGroups"]["nodes"]] for given in order
    }
    everyone = names["{}"]
    assert len(everyone) == 3
    assert names[str({"f": None})] == names[str({"f": {"branch": {}}})] == everyone
    assert names[str({"f": {"or": []}})] == []
    assert names[str({"o": [{"name": "DESC"}]})] == everyone[::-1]
    assert all("G1" in name for name in names[str(SHAPES[2])])
    assert names[str(SHAPES[2])] != names[str(SHAPES[3])]
    assert sorted(names[str(SHAPES[2])] + names[str(SHAPES[3])]) == sorted(names[str(SHAPES[7])])


@pytest.mark.parametrize("values", list(permutations([True, False, None], 2)))
def test_a_directive_is_heeded_call_by_call(ask: Ask, values: tuple[bool | None, ...]) -> None:
    text = "query ($x: Boolean = false) { counties { nodes { name code @include(if: $x) } } }"
    for value in values:
        given = {} if value is None else {"x": value}
        (node,) = ask(text, **given)["data"]["counties"]["nodes"]
        assert ("code" in node) is bool(value)


def test_values_of_a_shape_share_one_plan(service: Service) -> None:
    documents = service.documents
    known = documents.known(FILTERED)
    plans = [
        documents.compiled(FILTERED, known, "", {"f": {"name": {"contains": name}}}).roots[0].plan for name in "ab"
    ]
    assert plans[0] is plans[1]


ALIKE = [
    '{ county(code: "990101") { name code committee { name posts { nodes { name holder { name } } totalCount } } } }',
    '{ x: county(code: "990101") { k: committee { posts { n: totalCount nodes { holder { name } name } } name } '
    "code name } }",
    'query ($c: String) { county(code: $c) { ...A committee { ...B } } } fragment A on County { code name } '
    "fragment B on WorkingCommittee { posts { totalCount nodes { ... { name } holder { name } } } name }",
]


def test_all_clients_who_ask_alike_share_one_statement(service: Service) -> None:
    texts, plans = set(), set()
    for text in ALIKE:
        known = service.documents.known(text)
        assert not known.errors
        variables = {"c": "990101"} if "$c" in text else {}
        (root,) = service.documents.compiled(text, known, "", variables).roots
        plans.add(outline(root.plans[0]))
        texts.add(statement(service.model, root.plans[0]).text)
    assert len(plans) == len(texts) == 1


def test_no_word_of_a_client_is_in_a_statement(service: Service) -> None:
    text = (
        'query Curious { strange: teamGroups(filter: { name: { contains: "canary" } }) '
        "{ odd: nodes { __typename peculiar: name } } }"
    )
    known = service.documents.known(text)
    (root,) = service.documents.compiled(text, known, "Curious", {}).roots
    spelled = statement(service.model, root.plans[0]).text
    assert not any(word in spelled for word in ("strange", "canary", "odd", "peculiar", "Curious", "__typename"))


async def test_an_answer_about_the_schema_is_made_once(service: Service) -> None:
    text = '{ __schema { queryType { name } } kind: __type(name: "County") { name } }'
    first, second = [await service.execute(text) for _ in range(2)]
    assert first.data == {"__schema": {"queryType": {"name": "Query"}}, "kind": {"name": "County"}}
    assert second.data is first.data
    asked = "query ($n: String!) { __type(name: $n) { name } }"
    names = [(await service.execute(asked, {"n": name})).data for name in ("County", "Village")]
    assert names == [{"__type": {"name": "County"}}, {"__type": {"name": "Village"}}]
