"""All reporting lines side by side: each inconsistency is found where it is, and nowhere else."""

from collections import defaultdict
from typing import Any

import pytest

from graph_service.api.service import Way
from tests.contract.county import add_node, add_tie
from tests.insights.test_chain import NODES, every, holding, ids, reports, sound
from tests.loaded import Loaded

ASKED = """
query Lines($of: ID!, $asOf: Date, $basis: [Basis!]) {
  reportingLines(of: $of, asOf: $asOf, basis: $basis) {
    of { id name } truncated sentence { zh en }
    lines { line complete chains { complete missing { kind } steps { tier body { id name } } } }
    inconsistencies {
      kind subjects { __typename name } sentence { zh en }
      reasons { type since basis source { name } target { name } }
    }
  }
}
"""
TEAM_OF = {
    "BRANCH_OF_ANOTHER_TOWNSHIP": "二村", "LEADER_DOES_NOT_LEAD_GROUP": "三村", "PARTY_RELATION_ELSEWHERE": "六村",
}
EXPECTED = {
    "cadres": {
        "SEAT_HOLDER_DIFFERS": ["示例县干部03", "示例县干部04"],
        "BRANCH_OF_ANOTHER_TOWNSHIP": ["示例县干部30", "示例县干部31", "示例县干部32"],
        "LEADER_DOES_NOT_LEAD_GROUP": ["示例县干部40", "示例县干部41", "示例县干部42"],
        "PARTY_RELATION_ELSEWHERE": ["示例县干部93"],
    },
    "teamGroups": {kind: [f"示例{team}工作队"] for kind, team in TEAM_OF.items()},
    "villages": {kind: [f"示例{team}"] for kind, team in TEAM_OF.items()},
    "townshipBranches": {},
    "workingCommittees": {"SEAT_HOLDER_DIFFERS": ["示例县驻村工作党工委"]},
}
"""By kind of start, who shows what: all of it in 示例县."""


def lines(loaded: Loaded, key: str, **more: Any) -> Any:
    body = loaded.ask(ASKED, {"of": key, **more})
    assert "errors" not in body, body
    return body["data"]["reportingLines"]


@pytest.mark.parametrize("root", EXPECTED)
def test_each_inconsistency_is_found_where_it_is_and_nowhere_else(loaded: Loaded, root: str) -> None:
    """Everything there is on one embedded store; on the others 示例县 and every thirtieth of the rest."""
    found: dict[str, list[str]] = defaultdict(list)
    for at, one in enumerate(every(loaded, root)):
        if loaded.kind != "memory" and at % 30 and "示例" not in one["name"]:
            continue
        answer = lines(loaded, one["id"])
        assert [line["line"] for line in answer["lines"]] == ["PARTY", "SPONSOR", "CHARGE", "GUIDANCE"]
        for line in answer["lines"]:
            sound(line)
        for odd in answer["inconsistencies"]:
            assert "不一致，待核实" in odd["sentence"]["zh"]
            assert odd["reasons"]
            found[odd["kind"]].append(one["name"])
    assert {kind: sorted(names) for kind, names in found.items()} == EXPECTED[root]


def test_a_party_relation_elsewhere_shows_both_sides(loaded: Loaded) -> None:
    (key,) = ids(loaded, "cadres", "示例县干部93")
    (odd,) = lines(loaded, key)["inconsistencies"]
    assert [one["name"] for one in odd["subjects"]] == [
        "示例县干部93", "示例六村工作队", "示例乙乡驻村工作党支部", "示例甲镇驻村工作党支部",
    ]
    assert [one["type"] for one in odd["reasons"]] == ["PARTY_MEMBER_OF", "SERVES_IN", "REPORTS_TO"]


def test_a_seat_is_held_by_another_than_the_post_it_follows(loaded: Loaded) -> None:
    (key,) = ids(loaded, "posts", "示例县驻村工作党工委委员")
    (odd,) = lines(loaded, key)["inconsistencies"]
    assert odd["kind"] == "SEAT_HOLDER_DIFFERS"
    assert odd["sentence"]["zh"] == (
        "示例县驻村工作党工委委员随任于示例县委组织部部长：前者为示例县干部04，后者为示例县干部03，不一致，待核实。"
    )
    (followed,) = ids(loaded, "posts", "示例县委组织部部长")
    assert lines(loaded, followed)["inconsistencies"] == [odd]


def test_before_the_odd_holder_came_there_was_none(loaded: Loaded) -> None:
    (key,) = ids(loaded, "workingCommittees", "示例县驻村工作党工委")
    assert lines(loaded, key, asOf="2019-05-31")["inconsistencies"] == []
    assert len(lines(loaded, key, asOf="2019-06-01")["inconsistencies"]) == 1


def test_without_example_data_there_is_nothing_to_compare(loaded: Loaded) -> None:
    stated = ["STATED", "COUNTED", "INFERRED"]
    for name in ("李勇", "赵强", "李贺", "孔强", "董连杰"):
        (key,) = ids(loaded, "cadres", name)
        answer = lines(loaded, key, basis=stated)
        assert answer["inconsistencies"] == []
        assert answer["sentence"]["zh"].endswith("登记之间没有不一致。")
    (key,) = ids(loaded, "teamGroups", "示例二村工作队")
    body = loaded.ask(ASKED, {"of": key, "basis": stated})
    assert body["errors"][0]["extensions"]["code"] == "BAD_ID"


def test_it_is_answered_alike_in_all_ways(loaded: Loaded) -> None:
    (key,) = ids(loaded, "villages", "示例二村")
    assert len({loaded.answer(ASKED, {"of": key}, way).body for way in Way}) == 1


def test_the_lines_of_damaged_data_end() -> None:
    """A ring of teams and branches, and a seat that follows itself."""
    seat = add_node("Post", "p", "P", role="GROUP_LEADER", rank=1, since="2018-01-01")
    ties = [
        reports("g0", "b0"), reports("b0", "g0"),
        add_tie("POST_IN", "p", seat.id, NODES["g0"].id, since="2018-01-01"),
        add_tie("EX_OFFICIO", "p", seat.id, seat.id, since="2018-01-01"),
    ]
    with holding(*NODES.values(), seat, *ties) as damaged:
        answer = lines(damaged, NODES["g0"].id)
        assert [one["kind"] for one in answer["lines"][0]["chains"][0]["missing"]] == ["CIRCLE"]
        assert answer["inconsistencies"] == []
