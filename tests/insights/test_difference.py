"""Differences: what holds on one day and not on the other, told once, undone by going back."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph_service.insights.history.change import CHANGED, FILLED, Change, Days
from graph_service.insights.history.change import holds as in_force
from graph_service.insights.history.course import ATTESTED
from graph_service.insights.history.differing import Found, differing
from graph_service.insights.history.event import BEGAN, CLOSED, ENDED, FELL_VACANT, FOUNDED
from graph_service.insights.insight import Given, Making
from graph_service.insights.scope import SCOPES
from graph_service.model.graph import Kind
from graph_service.model.organization import ORGANIZATION
from graph_service.plan.ir import Slot
from graph_service.stores.open import Access
from tests.insights.test_properties import made
from tests.insights.test_timeline import STATED_ONLY, named
from tests.loaded import Loaded
from tests.oracle.dense import DAYS, dense

DOCUMENT = """
query Diff($scope: ID!, $from: Date!, $to: Date!, $first: Int = 1000, $basis: [Basis!]) {
  organizationDiff(scope: $scope, from: $from, to: $to, first: $first, basis: $basis) {
    total truncated partial
    scope { id name }
    sums { kind what count title { zh } }
    changes {
      kind what
      title { zh }
      body { id name }
      of { id name }
      before { other { name } endReason relationship { type since until citations { source { name } } } }
      after { other { name } startReason relationship { type since sinceGrain until } }
      sentence { en zh }
    }
  }
}
"""


def told(loaded: Loaded, scope: str, start: str, end: str, **given: Any) -> Any:
    found = loaded.ask(DOCUMENT, {"scope": scope, "from": start, "to": end, **given})
    assert "errors" not in found, found
    return found["data"]["organizationDiff"]


def sums(found: Any) -> Counter[tuple[str, str]]:
    made: Counter[tuple[str, str]] = Counter()
    for one in found["sums"]:
        made[one["kind"], one["what"]] += one["count"]
    return made


def test_example_members_come_and_go_in_their_waves(loaded: Loaded) -> None:
    county = named(loaded, "counties", "义县")
    may = sums(told(loaded, county, "2018-04-30", "2018-05-01", first=1))
    assert may["BEGAN", "SERVES_IN"] == 57
    assert not any(kind == ENDED for kind, _ in may)
    rotation = sums(told(loaded, county, "2020-02-29", "2020-03-01", first=1))
    assert (rotation["BEGAN", "SERVES_IN"], rotation["ENDED", "SERVES_IN"]) == (142, 112)
    assert rotation["CHANGED", "HOLDS"] + rotation["BEGAN", "HOLDS"] == 170 + 40
    every = sums(told(loaded, county, "2018-02-28", "2020-11-11", first=1))
    assert every["BEGAN", "SERVES_IN"] == 568 - 120
    assert every["FELL_VACANT", "HOLDS"] == 8


def test_the_founding_is_counted_by_label(loaded: Loaded) -> None:
    found = sums(told(loaded, named(loaded, "counties", "义县"), "2017-11-30", "2017-12-31", first=1))
    counts = {what: count for (kind, what), count in found.items() if kind == FOUNDED}
    assert counts == {
        "CommitteeOffice": 1, "GuidanceStation": 4, "Post": 794, "TeamGroup": 151, "TownshipBranch": 17,
        "WorkingCommittee": 1,
    }


def test_stated_facts_alone_show_no_vacancy_and_nothing_that_began(loaded: Loaded) -> None:
    found = told(loaded, named(loaded, "counties", "义县"), "2017-12-31", "2020-11-12", basis=STATED_ONLY)
    assert {one["kind"] for one in found["sums"]} == {ATTESTED, FOUNDED}
    assert [one["of"]["name"] for one in found["changes"] if one["kind"] == FOUNDED] == ["头道河镇第一书记电商平台"]
    assert not any("空缺" in one["sentence"]["zh"] for one in found["changes"])


def test_a_vacancy_and_its_end_are_one_change_each(loaded: Loaded) -> None:
    county = named(loaded, "counties", "开原市")
    fell = [one for one in told(loaded, county, "2018-09-30", "2018-10-01")["changes"] if one["what"] == "HOLDS"]
    assert [(one["kind"], one["before"], one["after"]["relationship"]["type"]) for one in fell] == [
        (FELL_VACANT, None, "STATED_VACANT")
    ]
    assert fell[0]["body"]["name"] == "中共小白庙子村党支部"
    filled = [
        one for one in told(loaded, county, "2018-12-01", "2019-12-01")["changes"]
        if one["what"] in {"HOLDS", "STATED_VACANT"}
    ]
    assert [(one["kind"], one["after"]["other"]["name"]) for one in filled] == [(FILLED, "王勇")]
    assert filled[0]["before"]["relationship"]["type"] == "STATED_VACANT"
    assert filled[0]["before"]["relationship"]["citations"][0]["source"]["name"]


def test_a_successor_is_one_change_with_before_and_after(loaded: Loaded) -> None:
    township = named(loaded, "townships", "前杨镇")
    found = told(loaded, township, "2020-02-29", "2020-03-01")
    changed = [one for one in found["changes"] if one["kind"] == CHANGED]
    # A seat that follows another post ends with it, without a reason of its own.
    assert {one["before"]["endReason"] for one in changed} == {"TERM_ENDED", None}
    assert all(one["before"]["other"]["name"] in one["sentence"]["zh"] for one in changed)
    assert all(one["after"]["other"]["name"] in one["sentence"]["zh"] for one in changed)
    assert found["total"] == sum(one["count"] for one in found["sums"]) == len(found["changes"])


def test_a_recall_reads_as_leaving(loaded: Loaded) -> None:
    found = told(loaded, named(loaded, "counties", "示例县"), "2018-12-01", "2020-11-12")
    left = {one["before"]["endReason"] for one in found["changes"] if one["before"]}
    assert "LEFT" in left
    assert not left & {"RECALLED", "DISCIPLINED"}


def test_equal_days_differ_in_nothing_and_crossed_ones_are_refused(loaded: Loaded) -> None:
    county = named(loaded, "counties", "示例县")
    assert told(loaded, county, "2019-01-01", "2019-01-01")["total"] == 0
    refused = loaded.ask(DOCUMENT, {"scope": county, "from": "2020-01-02", "to": "2020-01-01"})["errors"][0]
    assert refused["extensions"]["code"] == "BAD_ARGUMENT"
    assert refused["extensions"]["argument"] == "from"
    assert "较早" in refused["extensions"]["messageZh"]


def test_a_day_that_stands_for_no_end_is_refused(loaded: Loaded) -> None:
    """Nothing is in force on it, so that everything would be told as ended."""
    county = named(loaded, "counties", "义县")
    refused = loaded.ask(DOCUMENT, {"scope": county, "from": "2020-01-02", "to": "9999-12-31"})["errors"][0]
    assert refused["extensions"]["code"] == "BAD_ARGUMENT"
    assert refused["extensions"]["argument"] == "to"
    assert loaded.ask(DOCUMENT, {"scope": county, "from": "0001-01-01", "to": "9999-12-30"})["data"]


def test_a_list_is_cut_and_its_sums_are_not(loaded: Loaded) -> None:
    county = named(loaded, "counties", "示例县")
    whole = told(loaded, county, "2017-12-31", "2020-11-12")
    cut = told(loaded, county, "2017-12-31", "2020-11-12", first=5)
    assert (cut["truncated"], cut["partial"]) == (True, False)
    assert cut["changes"] == whole["changes"][:5]
    assert cut["sums"] == whole["sums"]


@pytest.mark.parametrize(("scope", "code"), [("po_" + "a" * 20, "WRONG_KIND"), ("co_" + "a" * 20, "BAD_ID")])
def test_what_is_no_scope_is_refused(loaded: Loaded, scope: str, code: str) -> None:
    found = loaded.ask(DOCUMENT, {"scope": scope, "from": "2020-01-01", "to": "2020-01-02"})
    assert found["errors"][0]["extensions"]["code"] == code


# ---- properties


def changes(loaded: Loaded, scope: str, start: str, end: str) -> list[Change]:
    """What the question works out before it is ordered and shown; here the days may be crossed."""
    making = Making(loaded.service.model, (Slot(0, Kind.DATE),))
    asking = differing(making)(Given(start, None, {"scope": scope}, {}, (start,)), Days(start, end))
    answer: Any = None
    found: Found | None = None
    while found is None:
        try:
            question = asking.send(answer)
            answer = question.read(loaded.runner.run(loaded.service.store.answer(question.plan, question.values)).cell)
        except StopIteration as done:
            found = done.value
    assert not found.partial
    return list(found.changes)


UNDONE = {
    FOUNDED: {CLOSED}, ATTESTED: {CLOSED, ENDED}, CLOSED: {FOUNDED, ATTESTED}, BEGAN: {ENDED}, CHANGED: {CHANGED},
    ENDED: {BEGAN, ATTESTED, FELL_VACANT}, FILLED: {FELL_VACANT}, FELL_VACANT: {FILLED, ENDED},
}


def said(change: Change) -> tuple[str, str, Any, Any]:
    sides = [one["edge"]["id"] if one else None for one in (change.before, change.after)]
    return (change.near["id"], change.what, *sides)


def net(found: list[Change], days: Days) -> tuple[set[str], set[str]]:
    """The ids of what came and of what went."""
    dated = [(one.near["id"], one.near) for one in found if one.way is None]
    dated += [(far["edge"]["id"], far["edge"]) for one in found for far in (one.before, one.after) if far]
    return (
        {key for key, one in dated if days.differ(one) and in_force(one, days.end)},
        {key for key, one in dated if days.differ(one) and in_force(one, days.start)},
    )


def check_undone(there: list[Change], back: list[Change], days: Days) -> None:
    """Each difference is undone by going back, and stands on the days that it tells of."""
    kinds = {said(one): one.kind for one in back}
    assert len(there) == len(back) == len(kinds)
    for one in there:
        near, what, before, after = said(one)
        assert kinds[near, what, after, before] in UNDONE[one.kind]
        assert one.before is None or in_force(one.before["edge"], days.start)
        assert one.after is None or in_force(one.after["edge"], days.end)
        assert one.way is not None or days.differ(one.near)
        # A question's days are in order; nothing is said of a founding gone back.
        assert days.start > days.end or one.said().zh


def test_a_difference_is_undone_by_going_back_and_made_of_its_parts(loaded: Loaded) -> None:
    scope = named(loaded, "counties", "示例县")
    drawn = random.Random(loaded.kind)
    dates = [f"20{drawn.randint(17, 21)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}" for _ in range(9)]
    for a, b, c in zip(dates[::3], dates[1::3], dates[2::3], strict=True):
        there = changes(loaded, scope, a, b)
        check_undone(there, changes(loaded, scope, b, a), Days(a, b))
        whole = net(changes(loaded, scope, a, c), Days(a, c))
        first, second = net(there, Days(a, b)), net(changes(loaded, scope, b, c), Days(b, c))
        came = (first[0] - second[1]) | (second[0] - first[1])
        went = (first[1] - second[0]) | (second[1] - first[0])
        assert whole == (came, went)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(seed=st.integers(0, 2**32), days=st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True))
def test_a_difference_is_undone_by_going_back_in_any_organization(seed: int, days: list[str]) -> None:
    """Everything tied to everything: several holders at once, vacancies stated beside them, nodes that move away."""
    start, end = days
    with made(dense(random.Random(seed), ORGANIZATION, nodes=4, ties=7), start, Access("memory:")) as found:
        loaded = found.loaded
        for scope in [node.id for node in found.state.nodes.values() if node.label in SCOPES]:
            there, back = changes(loaded, scope, start, end), changes(loaded, scope, end, start)
            check_undone(there, back, Days(start, end))
            check_undone(back, there, Days(end, start))
