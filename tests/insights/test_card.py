"""One village, one card: who is who around it, in data and in lines, over the real seeds."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from tests.contract.county import COUNTY, N, PlainDeriver, add_tie, change_set
from tests.loaded import TODAY, Loaded

SEAT = "post { name } role holding holder { name } acting { name } follows { name } daysVacant daysApproximate"
BRANCH = f"branch {{ name }} secretary {{ {SEAT} }} township {{ name }} station {{ name }} reasons {{ type }}"
SPONSOR = "unit { name } ties fields sent { name } reasons { type basis }"
DOCUMENT = f"""
query Card($of: ID!, $asOf: Date, $basis: [Basis!]) {{
  contactCard(of: $of, asOf: $asOf, basis: $basis) {{
    of {{ __typename name }} truncated
    lines {{ zh en }}
    reasons {{ type source {{ name }} target {{ name }} }}
    villages {{
      village {{ name }} township {{ name }} firstSecretary {{ {SEAT} }} townshipPosts {{ {SEAT} }}
      branch {{ {BRANCH} }} supporters {{ {SPONSOR} }} teams {{ name }}
    }}
    teams {{
      team {{ name }} villages {{ name }} leader {{ {SEAT} }} groupLeader {{ {SEAT} }} seats {{ {SEAT} }}
      withoutPost {{ name }} sponsors {{ {SPONSOR} }} branch {{ {BRANCH} }} liaisons {{ name }}
    }}
    charge {{ inCharge {{ __typename name }} place {{ name }} seat {{ {SEAT} }} reason {{ type since basis }} }}
    offices {{ office {{ name }} host {{ name }} seat {{ {SEAT} }} reasons {{ type }} }}
  }}
}}
"""
STATED = ["STATED", "COUNTED", "INFERRED"]


def card(loaded: Loaded, of: str, **given: Any) -> Any:
    answer = loaded.ask(DOCUMENT, {"of": of, **given})
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["contactCard"]


def village(loaded: Loaded, county: str, name: str) -> str:
    text = """query Q($name: String!, $county: String!) {
      villages(filter: { name: { eq: $name }, township: { county: { name: { eq: $county } } } }) { nodes { id } }
    }"""
    return str(loaded.ask(text, {"name": name, "county": county})["data"]["villages"]["nodes"][0]["id"])


def said(found: Any) -> str:
    return "\n".join(line["zh"] for line in found["lines"])


def test_the_card_of_a_village_names_everybody_around_it(loaded: Loaded) -> None:
    found = card(loaded, village(loaded, "义县", "沙河子村"))
    (place,), (team,) = found["villages"], found["teams"]
    assert place["firstSecretary"]["holder"] == {"name": "赵强"}
    assert place["firstSecretary"]["post"]["name"].endswith("第一书记")
    assert place["townshipPosts"] == []
    assert team["leader"]["holder"] == {"name": "赵强"}
    assert team["groupLeader"]["follows"]["name"] == team["leader"]["post"]["name"]
    assert team["branch"] == place["branch"]
    assert place["branch"]["township"] == place["township"] == {"name": "前杨镇"}
    assert place["branch"]["secretary"]["follows"] == {"name": "前杨镇党委书记"}
    assert place["branch"]["secretary"]["holding"] == "NOT_RECORDED"
    assert place["branch"]["station"]["name"].startswith("义县基层党建指导站")
    assert [one["office"]["name"] for one in found["offices"]] == ["义县驻村扶贫工作党工委办公室"]
    assert found["offices"][0]["host"] == {"name": "中共义县县委组织部"}
    assert [one["place"]["name"] for one in found["charge"]] == ["前杨镇"]
    assert {one["type"] for one in found["reasons"]} == {"WITHIN", "STATIONED_IN", "REPORTS_TO", "LIAISES"}
    assert "驻村第一书记：赵强" in said(found)
    assert "书记：未登记；随任于前杨镇党委书记" in said(found)
    assert "空缺" not in said(found)


def test_a_team_s_card_has_its_villages(loaded: Loaded) -> None:
    of = village(loaded, "义县", "沙河子村")
    own = loaded.ask('query Q($of: ID!) { village(id: $of) { groups { nodes { id } } } }', {"of": of})
    found = card(loaded, own["data"]["village"]["groups"]["nodes"][0]["id"])
    beside = card(loaded, of)
    assert found.pop("of")["__typename"] == "TeamGroup"
    assert beside.pop("of")["__typename"] == "Village"
    assert found == beside


def test_first_secretaries_recorded_at_the_township_are_said_to_be_so(loaded: Loaded) -> None:
    found = card(loaded, village(loaded, "义县", "头道河村"))
    place = found["villages"][0]
    assert place["firstSecretary"] is None
    assert len(place["townshipPosts"]) == 9
    assert [one["holder"]["name"] for one in place["townshipPosts"] if one["holder"]] == ["董连杰", "廖伟伟"]
    assert {one["holding"] for one in place["townshipPosts"]} == {"HELD", "NOT_RECORDED"}
    assert "本村未登记；头道河镇登记有该岗位9个，未载明所驻村：董连杰" in said(found)
    assert "未登记7个" in said(found)


def test_every_team_of_a_village_has_its_own_part(loaded: Loaded) -> None:
    found = card(loaded, village(loaded, "示例县", "示例一村"))
    assert [one["team"]["name"] for one in found["teams"]] == ["示例一村第二工作队", "示例一村第一工作队"]
    assert [one["leader"]["holder"]["name"] for one in found["teams"]] == ["示例县干部20", "示例县干部10"]
    assert [[unit["unit"]["name"] for unit in one["sponsors"]] for one in found["teams"]] == [
        ["示例市旅游局"], ["示例县水务局"]]
    assert found["teams"][0]["sponsors"][0]["ties"] == ["SPONSORS", "SENT_BY"]
    assert len(found["teams"][0]["sponsors"][0]["sent"]) == 3
    assert [one["unit"]["name"] for one in found["villages"][0]["supporters"]] == ["示例市旅游局", "示例县水务局"]


def test_a_team_under_another_township_s_branch_shows_both_branches(loaded: Loaded) -> None:
    found = card(loaded, village(loaded, "示例县", "示例二村"))
    assert found["teams"][0]["branch"]["township"] == {"name": "示例乙乡"}
    assert found["villages"][0]["branch"]["township"] == {"name": "示例甲镇"}
    assert "工作队所属党支部：示例乙乡驻村工作党支部；书记：示例县干部06" in said(found)
    assert "本乡镇党支部：示例甲镇驻村工作党支部；书记：示例县干部05" in said(found)


def test_a_group_leader_s_seat_held_by_another_shows_both(loaded: Loaded) -> None:
    team = card(loaded, village(loaded, "示例县", "示例三村"))["teams"][0]
    assert team["leader"]["holder"] == {"name": "示例县干部40"}
    assert team["groupLeader"]["holder"] == {"name": "示例县干部41"}


def test_an_office_is_shown_where_there_is_no_committee(loaded: Loaded) -> None:
    found = card(loaded, village(loaded, "孟村回族自治县", "付庄村"))
    assert found["offices"][0]["seat"]["holder"] == {"name": "左松岗"}
    assert found["offices"][0]["host"]["name"] == "中共孟村回族自治县县委组织部"
    assert found["teams"][0]["branch"] is None
    assert found["teams"][0]["groupLeader"] is None
    assert "党小组组长：未登记" in said(found)


def test_a_village_without_a_team_says_not_recorded(loaded: Loaded) -> None:
    found = card(loaded, village(loaded, "示例县", "示例四村"))
    assert found["teams"] == []
    assert found["villages"][0]["branch"]["secretary"]["holder"] == {"name": "示例县干部05"}
    assert "工作队：未登记。" in said(found)


def test_a_vacant_post_is_said_with_its_days_and_who_acts(loaded: Loaded) -> None:
    found = card(loaded, village(loaded, "义县", "小籽粒屯东村"))
    (seat,) = [one for one in found["teams"][0]["seats"] if one["holding"] == "VACANT"]
    assert seat["holder"] is None
    assert seat["acting"] == {"name": "示例干部0150"}
    assert seat["daysVacant"] > 0
    assert f"空缺{seat['daysVacant']}天，示例干部0150主持工作" in said(found)


def test_with_the_stated_facts_alone_no_example_is_on_the_card(loaded: Loaded) -> None:
    found = card(loaded, village(loaded, "义县", "沙河子村"), basis=STATED)
    assert found["villages"][0]["firstSecretary"]["holder"] == {"name": "赵强"}
    assert found["teams"][0]["liaisons"] == []
    assert found["teams"][0]["branch"]["station"] is None
    assert found["charge"] == []
    assert "示例" not in said(found)
    assert "GENERATED" not in json.dumps(found)
    assert "联系干部：未登记" in said(found)


def test_a_member_without_a_post_is_listed(loaded: Loaded) -> None:
    text = """{ teamGroups(filter: { members: { some: { name: { eq: "符斌" } } } }) {
      nodes { id posts { nodes { holder { name } } } } } }"""
    (team,) = loaded.ask(text)["data"]["teamGroups"]["nodes"]
    part = card(loaded, team["id"])["teams"][0]
    held = [one["holder"] for one in team["posts"]["nodes"]]
    assert part["withoutPost"] == ([] if {"name": "符斌"} in held else [{"name": "符斌"}])


@pytest.fixture(scope="module")
def county() -> Iterator[Loaded]:
    """The county of the contract suite, in which somebody has a phone, and a post and a cadre are in charge."""
    with asyncio.Runner() as runner:
        store = runner.run(open_store(Access("memory:"), ORGANIZATION, PlainDeriver()))
        runner.run(store.commit(COUNTY))
        dated = {"since": "2020-01-01"}
        charged = [
            add_tie("IN_CHARGE_OF", "seat", N.p4, N.t1, **dated), add_tie("IN_CHARGE_OF", "bob", N.bob, N.v1, **dated),
        ]
        runner.run(store.commit(change_set(*charged)))
        yield Loaded("memory", runner, open_service(store, "memory", limits=Limits(), today=lambda: TODAY))
        runner.run(store.close())


def test_phones_stay_private(county: Loaded) -> None:
    text = """query Card($of: ID!) { contactCard(of: $of, asOf: "2018-12-01") {
      villages { firstSecretary { holder { name phone idNumber } } } teams { leader { holder { phone } } } lines { zh }
    } }"""
    answer = county.answer(text, {"of": N.v1}).body.decode()
    found = json.loads(answer)["data"]["contactCard"]
    assert found["villages"][0]["firstSecretary"]["holder"] == {"name": "C1 Ann", "phone": None, "idNumber": None}
    assert "555" not in answer


def test_who_is_in_charge_is_shown_with_the_post_to_turn_to(county: Loaded) -> None:
    found = card(county, N.v1, asOf="2020-06-01")
    assert [(one["inCharge"], one["place"]["name"]) for one in found["charge"]] == [
        ({"__typename": "Cadre", "name": "C2 Bob"}, county_name(county, N.v1)),
        ({"__typename": "Post", "name": "P4 书记"}, "T1 东镇"),
    ]
    cadre, post = found["charge"]
    assert cadre["seat"] is None
    assert post["seat"]["post"] == {"name": "P4 书记"}
    assert {one["reason"]["type"] for one in found["charge"]} == {"IN_CHARGE_OF"}
    assert "包保领导、包保部门：C2 Bob（包保" in said(found)


def county_name(loaded: Loaded, of: str) -> str:
    return str(loaded.ask("query Q($of: ID!) { village(id: $of) { name } }", {"of": of})["data"]["village"]["name"])


@pytest.mark.parametrize(
    ("of", "given", "code"),
    [
        ("pj_" + "a" * 20, {}, "WRONG_KIND"),
        ("vi_" + "a" * 20, {}, "BAD_ID"),
        ("沙河子", {}, "BAD_ID"),
    ],
)
def test_what_has_no_card_is_refused(loaded: Loaded, of: str, given: Any, code: str) -> None:
    answer = loaded.ask(DOCUMENT, {"of": of, **given})
    assert answer["errors"][0]["extensions"]["code"] == code


def test_a_team_before_its_founding_has_no_card(loaded: Loaded) -> None:
    of = loaded.ask('{ teamGroups(filter: { name: { eq: "示例二村工作队" } }) { nodes { id } } }')
    answer = loaded.ask(DOCUMENT, {"of": of["data"]["teamGroups"]["nodes"][0]["id"], "asOf": "2016-01-01"})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"
    assert "2018-01-01" in answer["errors"][0]["message"]


def test_the_cards_of_a_township_name_the_holders_that_the_posts_have(loaded: Loaded) -> None:
    """Every post of the teams of 大榆树堡镇 stands on a card, filled as the post itself says."""
    text = """{ teamGroups(filter: { branch: { township: { name: { eq: "大榆树堡镇" } } } }) {
      nodes { id posts { nodes { name holding holder { name } } } } } }"""
    for team in loaded.ask(text)["data"]["teamGroups"]["nodes"]:
        part = card(loaded, team["id"])["teams"][0]
        seats = [one for one in (part["leader"], part["groupLeader"], *part["seats"]) if one]
        shown = {one["post"]["name"]: (one["holding"], one["holder"]) for one in seats}
        assert shown == {one["name"]: (one["holding"], one["holder"]) for one in team["posts"]["nodes"]}
