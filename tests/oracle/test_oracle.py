"""The oracle itself, held to answers worked out by hand: one case or more for each sentence that decides a meaning."""

from base64 import urlsafe_b64decode
from hashlib import sha256
from typing import Any

import orjson
import pytest

from graph_service.changes.change import AlterNode
from graph_service.model.ident import ident
from tests.oracle.little import TIES, N, data, facts, names
from tests.oracle.oracle import answer

FACTS = facts()
NOBODY = ident("vi", "Village", "nobody")


def ask(document: str) -> Any:
    return data(document, FACTS)


FAULTS = [
    ("{ villages(filter: {name: null}) { totalCount } }", ["BAD_FILTER"]),
    ("{ villages(filter: {name: {in: null}}) { totalCount } }", ["BAD_FILTER"]),
    ("{ villages(filter: {groups: null}) { totalCount } }", ["BAD_FILTER"]),
    ("{ villages(filter: {groups: {some: null}}) { totalCount } }", ["BAD_FILTER"]),
    ("{ villages(filter: {groups: {some: {edge: null}}}) { totalCount } }", ["BAD_FILTER"]),
    ("{ posts(filter: {body: {type: null}}) { totalCount } }", ["BAD_FILTER"]),
    ("{ posts(filter: {body: {village: null}}) { totalCount } }", ["BAD_FILTER"]),
    ("{ villages(filter: {and: null}) { totalCount } }", ["BAD_FILTER"]),
    ("{ villages(filter: {not: {or: [{not: null}]}}) { totalCount } }", ["BAD_FILTER"]),
    ("{ villages(filter: {id: {eq: \"nonsense\"}}) { totalCount } }", ["BAD_ID"]),
    ("{ posts(filter: {since: {lt: \"2018-02-30\"}}) { totalCount } }", ["BAD_ARGUMENT"]),
    ("{ villages(first: 0) { totalCount } }", ["BAD_ARGUMENT"]),
    ("{ villages(first: 101) { totalCount } }", ["BAD_ARGUMENT"]),
    ("{ villages(asOf: \"2018-02-30\") { totalCount } }", ["BAD_ARGUMENT"]),
    ("{ villages(after: \"nonsense\") { totalCount } }", ["BAD_CURSOR"]),
    ("{ node(id: \"nonsense\") { id } }", ["BAD_ID"]),
    ("{ nodes(ids: [\"nonsense\"]) { id } }", ["BAD_ID"]),
    ("{ village { id } }", ["BAD_ARGUMENT"]),
    ("{ teamGroup(id: \"x\", asOf: \"y\") { id } }", ["BAD_ARGUMENT", "BAD_ID"]),
    # Wherever it stands in a selected field, though no row reaches it.
    ("{ village(code: \"1\") { groups { nodes { sponsors(first: 0) { totalCount } } } } }", ["BAD_ARGUMENT"]),
    ("{ village(code: \"1\") { groups(during: {from: \"2020-01-01\", to: \"2020-01-01\"}) { totalCount } } }",
        ["BAD_ARGUMENT"]),
    ("{ posts { nodes { body { ... on Unit { sentCadres(first: 0) { totalCount } } } } } }", ["BAD_ARGUMENT"]),
    ("{ villages { nodes { citations { source { statements(after: \"x\") { totalCount } } } } } }", ["BAD_CURSOR"]),
    ("{ a: villages(first: 0) { totalCount } b: villages(after: \"x\") { totalCount } }",
        ["BAD_ARGUMENT", "BAD_CURSOR"]),
]


@pytest.mark.parametrize(("document", "codes"), FAULTS)
def test_faults_are_refused(document: str, codes: list[str]) -> None:
    assert answer(document, {}, None, FACTS) == {"errors": codes}


def test_what_is_skipped_is_not_refused() -> None:
    assert ask("{ villages(first: 0) @skip(if: true) { totalCount } __typename }") == {"__typename": "Query"}


def test_during_replaces_the_day_for_one_relation_and_for_conditions_within() -> None:
    span = 'during: {from: "2018-01-01", to: "2021-01-01"}'
    found = ask(f'{{ townshipBranch(id: "{N.b2}") {{ a: groups({span}) {{ nodes {{ name branch {{ name }} }} }} '
        f'b: groups({span}, filter: {{branch: {{name: {{eq: "West branch"}}}}}}) {{ totalCount }} }} }}')
    # Below it the day holds again: Group 2 is with the eastern branch.  Of all that stood over the span, the latest
    # is the one that a condition asks.
    assert found["townshipBranch"] == {
        "a": {"nodes": [{"name": "Group 2", "branch": {"name": "East branch"}}]}, "b": {"totalCount": 0},
    }


def test_histories_are_ordered_by_since_latest_first() -> None:
    found = ask(f'{{ post(id: "{N.p1}") {{ holderHistory {{ edges {{ since endReason node {{ name phone }} }} }} '
        'holder { name } holderEdge { since } } }')
    edges = found["post"]["holderHistory"]["edges"]
    assert [(e["since"], e["node"]["name"]) for e in edges] == [
        ("2019-06-01", "Cai"), ("2019-03-01", "Bob"), ("2018-01-01", "Ann")]
    # RESTRICTED reads its public value, PERSONAL null.
    assert edges[2] == {"since": "2018-01-01", "endReason": "LEFT", "node": {"name": "Ann", "phone": None}}
    assert found["post"]["holder"] == {"name": "Cai"}
    assert found["post"]["holderEdge"] == {"since": "2019-06-01"}


HOLDINGS = [
    ("p1", "2017-12-31", None, "NOT_RECORDED"),
    ("p1", "2018-01-01", None, "HELD"),
    ("p1", "2019-01-01", None, "VACANT"),
    ("p1", "2019-03-01", None, "HELD"),
    ("p1", "2019-03-01", "GENERATED", None),
    ("p2", "2018-09-30", None, "NOT_RECORDED"),
    ("p2", "2018-10-01", None, "VACANT"),
    ("p2", "2019-04-01", None, "NOT_RECORDED"),
    ("p2", "2017-01-01", None, "NOT_RECORDED"),
]


@pytest.mark.parametrize(("post", "day", "basis", "expected"), HOLDINGS)
def test_not_stated_is_not_vacant(post: str, day: str, basis: str | None, expected: str | None) -> None:
    given = f'id: "{getattr(N, post)}", asOf: "{day}", basis: {basis or "null"}'
    found = ask(f"{{ post({given}) {{ holding }} }}")["post"]
    assert found == (None if expected is None else {"holding": expected})


def test_by_id_on_any_date_and_whatever_rests_on_the_bases() -> None:
    ids = f'["{N.b2}", "{NOBODY}", "{N.g3}", "{N.b2}"]'
    found = ask(f"{{ nodes(ids: {ids}, basis: STATED) {{ id ... on TownshipBranch {{ name inForce until }} }} }}")
    branch = {"id": N.b2, "name": "West branch", "inForce": False, "until": "2020-01-01"}
    assert found["nodes"] == [branch, None, None, branch]
    assert ask(f'{{ village(id: "{N.b2}") {{ id }} }}') == {"village": None}
    assert ask('{ village(code: "990101100201") { name } }') == {"village": {"name": "Elm"}}
    assert ask('{ village(code: "990101") { name } }') == {"village": None}


def test_a_cursor_is_a_keyset_with_its_orders_fingerprint() -> None:
    page = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount"
    found = ask(f"{{ townships(first: 2) {{ {page} edges {{ cursor }} }} }}")["townships"]
    cursor = found["edges"][1]["cursor"]
    key = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    assert key == [sha256(b"townships|code:ASC").hexdigest()[:8], ["990101101"], N.t2]
    assert found["pageInfo"] == {
        "hasNextPage": True, "hasPreviousPage": False, "startCursor": found["edges"][0]["cursor"], "endCursor": cursor}
    assert found["totalCount"] == 3
    rest = ask(f'{{ townships(after: "{cursor}") {{ {page} nodes {{ name }} }} }}')["townships"]
    assert rest["pageInfo"]["hasNextPage"] is False
    assert rest["pageInfo"]["hasPreviousPage"] is True
    assert rest["totalCount"] == 3
    assert names(rest) == ["Lost"]
    # Past the missing key there is nothing; a page of nothing has no cursors.
    last = rest["pageInfo"]["endCursor"]
    empty = ask(f'{{ townships(after: "{last}") {{ pageInfo {{ hasNextPage startCursor endCursor }} }} }}')
    assert empty == {"townships": {"pageInfo": {"hasNextPage": False, "startCursor": None, "endCursor": None}}}
    other = f'{{ townships(after: "{cursor}", orderBy: [{{code: DESC}}]) {{ totalCount }} }}'
    assert answer(other, {}, None, FACTS) == {"errors": ["BAD_CURSOR"]}


def test_cursors_behind_an_end_hold_the_relationship_too() -> None:
    found = ask(f'{{ teamGroup(id: "{N.g1}") {{ branchEdge {{ cursor basis since node {{ name }} }} }} }}')
    edge = found["teamGroup"]["branchEdge"]
    key = orjson.loads(urlsafe_b64decode(edge["cursor"] + "=" * (-len(edge["cursor"]) % 4)))
    assert key == [sha256(b"ReportsToBranch|nameKey:ASC").hexdigest()[:8], ["East branch"], N.b1, TIES["g1"].id]
    assert list(edge) == ["cursor", "basis", "since", "node"]


def test_citations_of_nodes_by_name_and_of_relationships_as_stored() -> None:
    asked = "citations { source { name } quote confidence }"
    found = ask(f'{{ village(id: "{N.v1}") {{ {asked} groups {{ edges {{ {asked} }} }} }} }}')["village"]
    report = {"source": {"name": "Report"}, "quote": None, "confidence": "HIGH"}
    assert found["citations"] == [report, {"source": {"name": "Web"}, "quote": "from the web", "confidence": "LOW"}]
    (edge,) = found["groups"]["edges"]
    assert [(c["source"]["name"], c["quote"]) for c in edge["citations"]] == [("Web", "two"), ("Report", "one")]
    only = ask(f'{{ village(id: "{N.v1}", basis: STATED) {{ {asked} groups {{ edges {{ {asked} }} }} }} }}')["village"]
    assert only["citations"] == [report]
    assert [c["quote"] for c in only["groups"]["edges"][0]["citations"]] == ["one"]


def test_a_symmetric_relationship_is_read_from_both_sides() -> None:
    for one, other in ((N.b1, "West branch"), (N.b2, "East branch")):
        asked = f'townshipBranch(id: "{one}", asOf: "2019-01-01")'
        found = ask(f"{{ it: {asked} {{ coordinatesWith {{ nodes {{ name }} }} }} }}")
        assert names(found["it"]["coordinatesWith"]) == [other]


def test_fields_are_collected_and_merged_as_graphql_says() -> None:
    document = """query Q($no: Boolean! = false, $code: String) {
      village(code: $code) { ...F name @include(if: $no) it: township { name } ... on Site { id } }
    }
    fragment F on Named { __typename ... on Village { households } other: sources @skip(if: true) { totalCount } }"""
    assert answer(document, {"code": "990101100201"}, "Q", FACTS) == {"data": {"village": {
        "__typename": "Village", "households": 300, "it": {"name": "East"}, "id": N.v1}}}


def test_a_missing_required_value_takes_its_parent_with_it() -> None:
    broken = facts(AlterNode("Township", N.t1, {"name": "East"}, {"name": None}))
    document = '{ village(code: "990101100201") { name township { code name } } t: townships { nodes { name } } }'
    said = "Cannot return null for non-nullable field Township.name."
    assert answer(document, {}, None, broken) == {
        "data": None,
        "errors": [
            {"message": said, "path": ["village", "township", "name"]},
            {"message": said, "path": ["t", "nodes", 0, "name"]},
        ],
    }
    alone = '{ village(code: "990101100201") { name township { code name } } }'
    assert answer(alone, {}, None, broken)["data"] == {"village": {"name": "Elm", "township": None}}


def test_the_day_is_that_of_the_data_else_today() -> None:
    asked = f'{{ teamGroup(id: "{N.g2}") {{ branch {{ name }} }} townshipBranches {{ totalCount }} }}'
    early = answer(asked, {}, None, facts(data_date="2019-12-31"))
    assert early == {"data": {"teamGroup": {"branch": {"name": "West branch"}}, "townshipBranches": {"totalCount": 2}}}
    assert answer(asked, {}, None, facts(data_date=None))["data"]["townshipBranches"] == {"totalCount": 1}
