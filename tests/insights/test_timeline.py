"""Timelines: in order, each start and end as it is stated, nothing after the day."""

from typing import Any

import pytest

from graph_service.insights.history.event import KINDS
from tests.loaded import Loaded

DOCUMENT = """
query Timeline($of: ID!, $asOf: Date, $basis: [Basis!], $from: Date, $first: Int = 500) {
  timeline(of: $of, asOf: $asOf, basis: $basis, from: $from, first: $first) {
    truncated
    of { id name }
    events {
      date grain kind basis startReason endReason
      of { id name }
      other { id name }
      succeeds { name }
      relationship { type id since sinceGrain until source { id } target { id } }
      citations { quote source { name } }
      sentence { en zh }
    }
    planned { dueOn of { name } relationship { since until } sentence { en zh } }
  }
}
"""
STATED_ONLY = ["STATED", "COUNTED", "INFERRED"]


def told(loaded: Loaded, **given: Any) -> Any:
    found = loaded.ask(DOCUMENT, given)
    assert "errors" not in found, found
    return found["data"]["timeline"]


def named(loaded: Loaded, field: str, name: str) -> str:
    found = loaded.ask(f'{{ {field}(filter: {{ name: {{ eq: "{name}" }} }}) {{ nodes {{ id }} }} }}')
    return str(found["data"][field]["nodes"][0]["id"])


def team_posts(loaded: Loaded, township: str) -> list[Any]:
    found = loaded.ask(f'''{{ townships(filter: {{ name: {{ eq: "{township}" }} }}) {{ nodes {{
        branch {{ groups(first: 20) {{ nodes {{
        posts {{ nodes {{ id holding holderHistory {{ nodes {{ id }} }} }} }} }} }} }} }} }}
    }}''')
    groups = found["data"]["townships"]["nodes"][0]["branch"]["groups"]["nodes"]
    return [post for group in groups for post in group["posts"]["nodes"]]


def test_a_stated_vacancy_is_followed_by_its_successor(loaded: Loaded) -> None:
    post = named(loaded, "posts", "小白庙子村党支部书记")
    events = told(loaded, of=post)["events"]
    said = [(one["date"], one["grain"], one["kind"], one["relationship"]["type"]) for one in events if
        one["relationship"] and one["relationship"]["type"] != "POST_IN"]
    assert said == [
        ("2018-10-01", "MONTH", "FELL_VACANT", "STATED_VACANT"),
        ("2019-04-01", "MONTH", "ENDED", "STATED_VACANT"),
        ("2019-04-01", "MONTH", "BEGAN", "HOLDS"),
    ]
    assert events[-1]["other"]["name"] == "王勇"
    assert events[-1]["startReason"] == "ELECTED"
    assert events[-1]["sentence"]["zh"] == "小白庙子村党支部书记：任职人“王勇”，自2019年4月起。"
    assert told(loaded, of=post, asOf="2019-03-31")["events"] == events[:-2]


def test_a_village_shows_the_posts_of_its_branch_too(loaded: Loaded) -> None:
    events = told(loaded, of=named(loaded, "villages", "小白庙子村"))["events"]
    holders = [one["other"]["name"] for one in events if one["relationship"]["type"] == "HOLDS"]
    assert holders == ["吕力力", "王勇", "王勇"]


def test_what_is_attested_did_not_begin(loaded: Loaded) -> None:
    events = told(loaded, of=named(loaded, "cadres", "李勇"))["events"]
    assert {(one["kind"], one["date"]) for one in events} == {("ATTESTED", "2020-11-12")}
    assert all("起始未登记" in one["sentence"]["zh"] for one in events)


def test_a_term_without_a_successor_leaves_the_post_vacant(loaded: Loaded) -> None:
    posts = [post["id"] for post in team_posts(loaded, "大榆树堡镇") if post["holding"] == "VACANT"]
    assert len(posts) == 3
    for post in posts:
        kinds = [one["kind"] for one in told(loaded, of=post)["events"]]
        assert kinds.count("FELL_VACANT") == 1
        assert kinds.index("ENDED") < kinds.index("FELL_VACANT")


def test_a_successor_is_named_and_leaves_no_vacancy(loaded: Loaded) -> None:
    post = next(one for one in team_posts(loaded, "前杨镇") if len(one["holderHistory"]["nodes"]) == 2)
    events = told(loaded, of=post["id"])["events"]
    terms = [one for one in events if one["relationship"] and one["relationship"]["type"] == "HOLDS"]
    assert [one["kind"] for one in terms] == ["BEGAN", "ENDED", "BEGAN"]
    assert terms[1]["date"] == terms[2]["date"]
    assert terms[2]["succeeds"]["name"] == terms[1]["other"]["name"]
    assert terms[1]["sentence"]["zh"].endswith("至2020年2月底。")


def test_plans_stand_apart(loaded: Loaded) -> None:
    found = told(loaded, of=named(loaded, "cadres", "示例干部0059"))
    assert [one["dueOn"] for one in found["planned"]] == ["2021-03-01", "2021-03-01"]
    assert all(one["date"] <= "2020-11-12" for one in found["events"])


def test_a_recall_reads_as_leaving(loaded: Loaded) -> None:
    groups = loaded.ask("{ teamGroups(filter: { name: { startsWith: \"示例\" } }) { nodes { id } } }")
    reasons = {
        one["endReason"] for group in groups["data"]["teamGroups"]["nodes"]
        for one in told(loaded, of=group["id"])["events"] if one["kind"] == "ENDED"
    }
    assert "LEFT" in reasons
    assert not reasons & {"RECALLED", "DISCIPLINED"}


SUBJECTS = (
    ("workingCommittees", ""), ("townshipBranches", ""), ("teamGroups", "示例一村第一工作队"), ("villages", "示例二村"),
    ("townships", "大定堡满族乡"), ("counties", "义县"), ("units", "示例县委"), ("projects", ""), ("enterprises", ""),
    ("guidanceStations", ""), ("committeeOffices", ""), ("villageBranches", ""), ("cadres", "董连杰"),
)


@pytest.mark.parametrize(("field", "name"), SUBJECTS)
def test_events_are_in_order_and_agree_with_their_relationships(loaded: Loaded, field: str, name: str) -> None:
    where = f'(filter: {{ name: {{ eq: "{name}" }} }}, first: 1)' if name else "(first: 1)"
    of = loaded.ask(f"{{ {field}{where} {{ nodes {{ id }} }} }}")["data"][field]["nodes"][0]["id"]
    found = told(loaded, of=of)
    places = [(one["date"], KINDS.names.index(one["kind"]), one["of"]["id"]) for one in found["events"]]
    assert places == sorted(places)
    for one in found["events"]:
        tie = one["relationship"]
        assert one["date"] <= "2020-11-12"
        if tie is None:
            continue
        ends = {tie["source"]["id"], tie["target"]["id"]}
        assert ends == {one["of"]["id"], one["other"]["id"]}
        starts = tie["type"] == "STATED_VACANT" if one["kind"] == "FELL_VACANT" else one["kind"] != "ENDED"
        assert one["date"] == tie["since" if starts else "until"]
        assert (one["kind"] == "ATTESTED") == (starts and tie["sinceGrain"] == "ATTESTED")


def test_a_timeline_goes_on_where_it_was_cut(loaded: Loaded) -> None:
    of = named(loaded, "villages", "小白庙子村")
    whole = told(loaded, of=of)["events"]
    cut = told(loaded, of=of, first=3)
    assert cut["truncated"] is True
    assert cut["events"] == whole[:3]
    later = told(loaded, of=of, **{"from": "2019-01-01"})["events"]
    assert later == [one for one in whole if one["date"] >= "2019-01-01"]


def test_stated_facts_alone_are_told_on_request(loaded: Loaded) -> None:
    of = named(loaded, "workingCommittees", "义县驻村扶贫工作党工委")
    bases = {one["basis"] for one in told(loaded, of=of, basis=STATED_ONLY)["events"]}
    assert bases == {"STATED", "INFERRED"}


@pytest.mark.parametrize(("given", "code"), [
    ({"of": "so_" + "a" * 20}, "WRONG_KIND"),
    ({"of": "vi_" + "a" * 20}, "BAD_ID"),
    ({"of": "vi_" + "a" * 20, "first": 501}, "BAD_ARGUMENT"),
])
def test_what_will_not_do_is_refused(loaded: Loaded, given: dict[str, Any], code: str) -> None:
    assert loaded.ask(DOCUMENT, given)["errors"][0]["extensions"]["code"] == code
