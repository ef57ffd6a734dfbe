"""Reporting chains: the stories of the seeds, every start there is, and damaged data."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.service import Way
from graph_service.changes.change import Change
from graph_service.insights.reporting.chain import CHAIN
from graph_service.insights.reporting.gaps import GAP
from graph_service.insights.reporting.lines import LINES_OF
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from tests.contract.county import PlainDeriver, add_node, add_tie, change_set
from tests.loaded import TODAY, Loaded

ASKED = """
query Chain($of: ID!, $line: ReportingLine, $asOf: Date, $basis: [Basis!]) {
  reportingChain(of: $of, line: $line, asOf: $asOf, basis: $basis) {
    line complete truncated sentence { zh en } seat { ...Held }
    chains {
      complete team { name } sentence { zh en }
      missing { kind lacking about { name } sentence { zh en } }
      steps {
        tier level body { __typename id name } division { name } call { name } sentence { zh en }
        seat { ...Held }
        reasons { type since sinceGrain basis source { name } target { name } citations { quote } }
      }
    }
  }
}
fragment Held on Seat {
  holding since sinceGrain daysVacant daysApproximate
  post { name } holder { name } acting { name } follows { name holding } followsHolder { name }
}
"""
ROOTS = {
    "cadres": "Cadre", "teamGroups": "TeamGroup", "townshipBranches": "TownshipBranch",
    "workingCommittees": "WorkingCommittee", "villages": "Village",
}


def ids(loaded: Loaded, root: str, name: str) -> list[str]:
    text = f"query Q($name: String!) {{ {root}(filter: {{ name: {{ eq: $name }} }}) {{ nodes {{ id }} }} }}"
    return [one["id"] for one in loaded.ask(text, {"name": name})["data"][root]["nodes"]]


def every(loaded: Loaded, root: str) -> Iterator[Mapping[str, Any]]:
    after = None
    text = f"""query Q($after: String) {{
      {root}(first: 100, after: $after) {{ nodes {{ id name }} pageInfo {{ hasNextPage endCursor }} }} }}"""
    while True:
        page = loaded.ask(text, {"after": after})["data"][root]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def asked(loaded: Loaded, root: str, name: str, line: str = "PARTY", **more: Any) -> Any:
    """The answer for the one node of that name."""
    (key,) = ids(loaded, root, name)
    body = loaded.ask(ASKED, {"of": key, "line": line, **more})
    assert "errors" not in body, body
    return body["data"]["reportingChain"]


def names(chain: Mapping[str, Any]) -> list[str]:
    return [step["body"]["name"] for step in chain["steps"]]


def kinds(chain: Mapping[str, Any]) -> list[str]:
    return [one["kind"] for one in chain["missing"]]


def sound(answer: Mapping[str, Any]) -> None:
    """No body twice; on the party line the tiers follow each other up to the committee, or it says why not."""
    assert answer["chains"]
    for chain in answer["chains"]:
        keys = [step["body"]["id"] for step in chain["steps"]]
        assert len(set(keys)) == len(keys)
        assert chain["complete"] is not bool(chain["missing"])
        if answer["line"] == "PARTY":
            tiers = [step["tier"] for step in chain["steps"] if step["tier"] != "NONE"]
            assert "".join(tier[0] for tier in tiers) in "GBC"
            assert not chain["complete"] or tiers[-1] == "COMMITTEE"
        else:
            assert {step["tier"] for step in chain["steps"]} <= {"NONE"}
    assert answer["complete"] is all(chain["complete"] for chain in answer["chains"])


def test_the_chain_of_a_first_secretary_goes_up_to_the_county(loaded: Loaded) -> None:
    answer = asked(loaded, "cadres", "李勇")
    (chain,) = answer["chains"]
    assert answer["complete"] is True
    assert names(chain) == [
        "大定堡满族乡南石桥子村驻村扶贫工作队", "大定堡满族乡驻村扶贫工作党支部", "义县驻村扶贫工作党工委",
        "中共义县县委",
    ]
    assert [step["tier"] for step in chain["steps"]] == ["GROUP", "BRANCH", "COMMITTEE", "NONE"]
    walked = [[one["type"] for one in step["reasons"]] for step in chain["steps"]]
    assert walked == [["SERVES_IN"], ["REPORTS_TO"], ["REPORTS_TO"], ["DISPATCHED_BY"]]
    assert chain["steps"][0]["reasons"][0]["sinceGrain"] == "ATTESTED"
    assert chain["steps"][0]["reasons"][0]["citations"]
    own, secretary = chain["steps"][0]["seat"], chain["steps"][2]["seat"]
    assert (own["holder"], own["followsHolder"]) == ({"name": "李勇"}, {"name": "李勇"})
    assert secretary["holding"] == "NOT_RECORDED"
    assert secretary["follows"] == {"name": "义县县委书记", "holding": "NOT_RECORDED"}
    assert (secretary["holder"], secretary["daysVacant"]) == (None, None)
    assert "空缺" not in answer["sentence"]["zh"] + chain["steps"][2]["sentence"]["zh"]
    assert "未登记；随任于义县县委书记（未登记）" in chain["steps"][2]["sentence"]["zh"]
    assert "vacant" not in chain["steps"][2]["sentence"]["en"]


def test_where_team_and_village_are_not_stated_the_party_relation_leads_on(loaded: Loaded) -> None:
    answer = asked(loaded, "cadres", "董连杰")
    (chain,) = answer["chains"]
    assert answer["complete"] is False
    assert names(chain) == ["头道河镇驻村扶贫工作党支部", "义县驻村扶贫工作党工委", "中共义县县委"]
    assert chain["steps"][0]["reasons"][0]["type"] == "PARTY_MEMBER_OF"
    assert kinds(chain) == ["TEAM_NOT_STATED", "VILLAGE_NOT_STATED"]
    assert "董连杰的工作队未载明" in answer["sentence"]["zh"]


def test_a_post_of_a_township_goes_by_its_branch(loaded: Loaded) -> None:
    chain = asked(loaded, "posts", "头道河镇驻村第一书记（村未载明，九）")["chains"][0]
    assert names(chain)[0] == "头道河镇驻村扶贫工作党支部"
    assert kinds(chain) == ["TEAM_NOT_STATED", "VILLAGE_NOT_STATED"]


def test_other_lines_are_no_tiers(loaded: Loaded) -> None:
    answer = asked(loaded, "cadres", "示例干部0001", "SPONSOR")
    (chain,) = answer["chains"]
    assert [[one["type"] for one in step["reasons"]] for step in chain["steps"]] == [
        ["SENT_BY", "SPONSORS"], ["SPONSORS"],
    ]
    assert chain["steps"][0]["level"] == "COUNTY"
    assert chain["steps"][0]["division"] == {"name": "义县"}
    guided = asked(loaded, "cadres", "李勇", "GUIDANCE")["chains"][0]
    assert names(guided) == ["义县基层党建指导站（四）", "义县驻村扶贫工作党工委"]
    assert "指导监督，不是层级" in guided["steps"][0]["sentence"]["zh"]
    charged = asked(loaded, "villages", "南石桥子村", "CHARGE")["chains"][0]
    assert charged["steps"][0]["reasons"][0]["target"] == {"name": "大定堡满族乡"}


def test_a_village_with_two_teams_has_two_chains(loaded: Loaded) -> None:
    answer = asked(loaded, "villages", "示例一村")
    assert {chain["team"]["name"] for chain in answer["chains"]} == {"示例一村第一工作队", "示例一村第二工作队"}
    assert answer["complete"] is True


def test_a_village_without_a_team_is_a_gap_only_where_one_was_promised(loaded: Loaded) -> None:
    (promised,) = asked(loaded, "villages", "示例四村")["chains"][0]["missing"]
    assert (promised["kind"], promised["lacking"]) == ("NO_TEAM_STATIONED", True)
    county = loaded.ask("""{ counties(filter: { name: { eq: "义县" } }) { nodes { townships { nodes { villages(
        filter: { groups: { none: {} } }, first: 1) { nodes { id } } } } } } }""")["data"]["counties"]["nodes"][0]
    key = next(one["villages"]["nodes"][0]["id"] for one in county["townships"]["nodes"] if one["villages"]["nodes"])
    (free,) = loaded.ask(ASKED, {"of": key})["data"]["reportingChain"]["chains"][0]["missing"]
    assert (free["kind"], free["lacking"]) == ("NO_TEAM_STATIONED", False)
    assert "未派驻工作队；派驻范围未载明" in free["sentence"]["zh"]
    assert "空缺" not in free["sentence"]["zh"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("张江山", ["OTHER_SCHEME"]),
        ("庄开宏", ["OTHER_SCHEME"]),
        ("朱凯", ["TEAM_NOT_STATED", "BRANCH_NOT_RECORDED"]),
        ("符斌", ["BRANCH_NOT_RECORDED"]),
        ("王容晖", ["BRANCH_NOT_RECORDED"]),
        ("李向伟", ["NOT_IN_FORCE"]),
        ("王勇", ["OUTSIDE_THE_TIERS"]),
        ("左松岗", ["OUTSIDE_THE_TIERS"]),
        ("示例县干部91", ["NOT_IN_FORCE"]),
        ("熊超", []),
    ],
)
def test_a_chain_that_ends_early_says_why(loaded: Loaded, name: str, found: Sequence[str]) -> None:
    answer = asked(loaded, "cadres", name)
    assert kinds(answer["chains"][0]) == found
    if name == "张江山":
        assert "孟村回族自治县不按三级体系管理工作队：办公室统管" in answer["sentence"]["zh"]
    if name == "李向伟":
        assert "至2017年8月" in answer["sentence"]["zh"]


def test_days_outside_the_dates(loaded: Loaded) -> None:
    answer = asked(loaded, "cadres", "李勇", asOf="2016-01-01")
    assert kinds(answer["chains"][0]) == ["NOT_IN_FORCE"]
    (key,) = ids(loaded, "teamGroups", "大定堡满族乡南石桥子村驻村扶贫工作队")
    body = loaded.ask(ASKED, {"of": key, "asOf": "2016-01-01"})
    assert body["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"
    assert "2017-12-01" in body["errors"][0]["message"]


def test_a_vacant_post_tells_for_how_long_and_who_acts(loaded: Loaded) -> None:
    found = loaded.ask("""{ posts(filter: { holding: { eq: VACANT } }, first: 100) { nodes {
        id actingHolder { name } body { ... on TeamGroup { branch { name } } } } } }""")["data"]["posts"]["nodes"]
    there = [one for one in found if one["body"].get("branch") == {"name": "大榆树堡镇驻村扶贫工作党支部"}]
    assert len(there) == 3
    for post in there:
        answer = loaded.ask(ASKED, {"of": post["id"]})["data"]["reportingChain"]
        assert answer["seat"]["holding"] == "VACANT"
        assert 14 <= answer["seat"]["daysVacant"] <= 180
        assert answer["seat"]["acting"] == post["actingHolder"]
        assert f"空缺{answer['seat']['daysVacant']}天" in answer["sentence"]["zh"]
        assert ("主持工作" in answer["sentence"]["zh"]) is (post["actingHolder"] is not None)
        assert names(answer["chains"][0])[1:] == [
            "大榆树堡镇驻村扶贫工作党支部", "义县驻村扶贫工作党工委", "中共义县县委",
        ]


def test_a_post_outside_the_tiers_says_so_and_its_stated_vacancy(loaded: Loaded) -> None:
    answer = asked(loaded, "posts", "小白庙子村党支部书记", asOf="2018-12-01")
    assert kinds(answer["chains"][0]) == ["OUTSIDE_THE_TIERS"]
    assert answer["seat"]["holding"] == "VACANT"
    assert answer["seat"]["post"] == {"name": "小白庙子村党支部书记"}


def test_a_member_is_no_leader(loaded: Loaded) -> None:
    chain = asked(loaded, "cadres", "符斌")["chains"][0]
    assert chain["steps"][0]["seat"] is None
    assert "负责岗位未登记" in chain["steps"][0]["sentence"]["zh"]


def test_on_stated_facts_alone_nothing_is_made_up(loaded: Loaded) -> None:
    bases = ["STATED", "COUNTED", "INFERRED"]
    assert asked(loaded, "cadres", "李勇", basis=bases)["complete"] is True
    charged = asked(loaded, "cadres", "李勇", "CHARGE", basis=bases)
    assert kinds(charged["chains"][0]) == ["CHARGE_NOT_RECORDED"]
    (station,) = asked(loaded, "cadres", "李勇", "GUIDANCE", basis=bases)["chains"][0]["missing"]
    assert station["kind"] == "STATION_NOT_RECORDED"


@pytest.mark.parametrize(
    ("of", "code"),
    [("pj_" + "a" * 20, "WRONG_KIND"), ("zz_" + "a" * 20, "BAD_ID"), ("ca_" + "a" * 20, "BAD_ID"), ("李勇", "BAD_ID")],
)
def test_what_has_no_chain_is_refused(loaded: Loaded, of: str, code: str) -> None:
    error = loaded.ask(ASKED, {"of": of})["errors"][0]
    assert error["extensions"]["code"] == code
    assert error["extensions"]["messageZh"]
    if code == "WRONG_KIND":
        assert "村" in error["extensions"]["messageZh"]


def test_it_is_answered_alike_in_all_ways(loaded: Loaded) -> None:
    (key,) = ids(loaded, "cadres", "李勇")
    assert len({loaded.answer(ASKED, {"of": key}, way).body for way in Way}) == 1


@pytest.mark.parametrize("root", ROOTS)
def test_every_chain_of_the_seeds_ends_at_a_committee_or_says_why_not(loaded: Loaded, root: str) -> None:
    """Every start on one embedded store; on the others every thirtieth, which is enough to find a difference."""
    text = """query Q($of: ID!) { reportingChain(of: $of) { line complete chains { complete missing { kind }
      steps { tier body { id name } } } } }"""
    step = 1 if loaded.kind == "memory" else 30
    for one in list(every(loaded, root))[::step]:
        body = loaded.ask(text, {"of": one["id"]})
        sound(body["data"]["reportingChain"])


def test_nothing_leads_into_another_county(loaded: Loaded) -> None:
    """Bodies bear the name of their county or township: every chain of 义县 ends in its own."""
    for one in every(loaded, "townshipBranches"):
        body = loaded.ask(ASKED, {"of": one["id"]})["data"]["reportingChain"]
        top = "示例县委" if one["name"].startswith("示例") else "中共义县县委"
        assert names(body["chains"][0])[-1] == top


# ---- damaged data, written past the rules


@contextmanager
def holding(*changes: Change) -> Iterator[Loaded]:
    with asyncio.Runner() as runner:
        store = runner.run(open_store(Access("memory:"), ORGANIZATION, PlainDeriver()))
        runner.run(store.prepare())
        runner.run(store.commit(change_set(*changes)))
        service = open_service(store, "memory", limits=Limits(), today=lambda: TODAY, insights=(CHAIN, LINES_OF))
        try:
            yield Loaded("memory", runner, service)
        finally:
            runner.run(store.close())


NODES = {
    **{f"g{n}": add_node("TeamGroup", f"g{n}", f"G{n}", since="2018-01-01") for n in range(2)},
    **{f"b{n}": add_node("TownshipBranch", f"b{n}", f"B{n}", since="2018-01-01") for n in range(3)},
    **{
        f"c{n}": add_node("WorkingCommittee", f"c{n}", f"C{n}", since="2018-01-01", committeeKind="WORKING_COMMITTEE")
        for n in range(2)
    },
}


def reports(one: str, other: str, since: str = "2018-01-01") -> Change:
    return add_tie("REPORTS_TO", f"{one} {other} {since}", NODES[one].id, NODES[other].id, since=since)


def damaged(of: str, *pairs: tuple[str, str]) -> Any:
    ties = [reports(one, other, f"2018-01-{day:02}") for day, (one, other) in enumerate(pairs, 1)]
    with holding(*NODES.values(), *ties) as loaded:
        body = loaded.ask(ASKED, {"of": NODES[of].id})
        assert "errors" not in body, body
        answer = body["data"]["reportingChain"]
        sound(answer)
        return answer["chains"][0]


@pytest.mark.parametrize(
    ("pairs", "bodies", "found"),
    [
        ([("g0", "b0"), ("b0", "c0")], ["G0", "B0", "C0"], []),
        ([("g0", "b0"), ("b0", "g0")], ["G0", "B0"], ["CIRCLE"]),
        ([("g0", "b0"), ("b0", "b0")], ["G0", "B0"], ["CIRCLE"]),
        ([("g0", "g0")], ["G0"], ["CIRCLE"]),
        ([("g0", "b0"), ("b0", "b1"), ("b1", "b0")], ["G0", "B0"], ["BROKEN"]),
        ([("g0", "c0")], ["G0"], ["BROKEN"]),
        ([("g0", "g1"), ("g1", "b0")], ["G0"], ["BROKEN"]),
        ([("g0", "b0"), ("g0", "b1"), ("b0", "c0"), ("b1", "c1")], ["G0", "B0", "C0"], ["SEVERAL_SUPERIORS"]),
        ([("g0", "b0")], ["G0", "B0"], ["COMMITTEE_NOT_RECORDED"]),
        ([], ["G0"], ["BRANCH_NOT_RECORDED"]),
    ],
)
def test_damaged_data_ends_and_says_what_is_wrong(
    pairs: list[tuple[str, str]], bodies: list[str], found: list[str]
) -> None:
    chain = damaged("g0", *pairs)
    assert (names(chain), kinds(chain)) == (bodies, found)
    assert all("待核实" in one["sentence"]["zh"] for one in chain["missing"] if one["kind"] in (
        "CIRCLE", "BROKEN", "SEVERAL_SUPERIORS"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(NODES)), st.sampled_from(sorted(NODES))), max_size=9))
def test_whatever_reports_to_whatever_a_chain_ends(pairs: list[tuple[str, str]]) -> None:
    chain = damaged("g0", *pairs)
    assert set(kinds(chain)) <= {one.name for one in GAP.values}
