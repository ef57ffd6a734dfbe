"""A new question is one file and one row: a sample of one, asked as callers ask."""

import json

import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.response import response
from graph_service.api.service import Way
from tests.insights.sample import TEAMS_LED
from tests.loaded import TODAY, Loaded


@pytest.fixture
def asked(loaded: Loaded) -> Loaded:
    """The seeds, asked by a service that knows the sample."""
    service = open_service(
        loaded.service.store, loaded.kind, limits=Limits(), today=lambda: TODAY, insights=(TEAMS_LED,)
    )
    return Loaded(loaded.kind, loaded.runner, service)


DOCUMENT = """
query Led($of: ID!, $basis: [Basis!]) {
  teamsLed(of: $of, first: 2, basis: $basis) {
    __typename
    truncated
    branch { name township { name } }
    teams {
      sentence { zh en }
      reason {
        type since sinceGrain basis
        target { __typename id name ... on Body { inForce } }
        citations { quote source { name } }
      }
      villages { code name township { name } }
      team { name dispatchLevel members(first: 1) { totalCount } }
    }
  }
}
"""


def branch(asked: Loaded) -> str:
    found = asked.ask('{ township(code: "210727110") { branch { id } } }')
    return str(found["data"]["township"]["branch"]["id"])


def test_a_sample_is_answered_alike_in_all_ways(asked: Loaded) -> None:
    given = {"of": branch(asked)}
    answers = {asked.answer(DOCUMENT, given, way).body for way in Way}
    assert len(answers) == 1
    found = json.loads(answers.pop())["data"]["teamsLed"]
    assert found["truncated"] is True
    assert len(found["teams"]) == 2
    assert found["teams"][0]["villages"][0]["township"] == {"name": "前杨镇"}
    assert found["teams"][0]["reason"]["target"]["name"] == found["branch"]["name"]
    assert found["teams"][0]["sentence"]["zh"].startswith(found["branch"]["name"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"of": "vi_" + "a" * 20}, "WRONG_KIND"),
        ({"of": "tb_" + "a" * 20}, "BAD_ID"),
        ({"of": "沙河子"}, "BAD_ID"),
        ({"of": "tb_" + "a" * 20, "first": 0}, "BAD_ARGUMENT"),
    ],
)
def test_what_will_not_do_is_refused(asked: Loaded, given: dict[str, object], code: str) -> None:
    text = "query Q($of: ID!, $first: Int = 3) { teamsLed(of: $of, first: $first) { truncated } }"
    answer = response(asked.runner.run(asked.service.execute(text, given)))
    body = json.loads(answer.body)
    assert answer.status == 400
    assert "data" not in body
    assert body["errors"][0]["extensions"]["code"] == code
    assert body["errors"][0]["extensions"]["messageZh"]


def test_a_day_outside_the_body_s_dates_is_said(asked: Loaded) -> None:
    text = 'query Q($of: ID!) { teamsLed(of: $of, asOf: "2016-01-01") { truncated } }'
    body = asked.ask(text, {"of": branch(asked)})
    assert "2017-12-01" in body["errors"][0]["message"]
