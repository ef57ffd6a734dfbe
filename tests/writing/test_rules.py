"""Every rule by its code, and all that is wrong at once."""

from dataclasses import replace

import pytest

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, Change, SetDataDate, Stamp
from graph_service.errors import Conflict, Refused
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.port import Store
from graph_service.writing.write import write
from tests.writing.facts import (
    BRANCH,
    CHAIN,
    COMMITTEE,
    COUNTY,
    GEOGRAPHY,
    GROUP,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    VILLAGE,
    ends,
    held,
    joins,
    memory,
    node,
    post,
    put,
    tie,
)

CADRE, OTHER, THIRD = (node("Cadre", name) for name in ("甲", "乙", "丙"))
UNIT = node("Unit", "某局", unitKind="GOVERNMENT_DEPARTMENT")
CLASS = node("VillageClass", "某类")
POST = post("某岗位")
SEAT = post("某席位")
LINKED = sorted((CADRE, OTHER), key=lambda one: one.id)


def without(change: AddNode | AddTie, *names: str) -> AddNode | AddTie:
    return replace(change, properties={name: v for name, v in change.properties.items() if name not in names})


FORM: tuple[tuple[str, tuple[Change, ...]], ...] = (
    ("UNKNOWN_LABEL", (AddNode("Castle", "ca_" + "a" * 20, {}),)),
    ("UNKNOWN_TYPE", (AddTie("LIKES", "li_" + "a" * 20, CADRE.id, OTHER.id, {}),)),
    ("BAD_ID", (replace(CADRE, id="someone"),)),
    ("BAD_ID", (replace(CADRE, id=UNIT.id),)),
    ("BAD_ID", (CADRE, replace(joins("SENT_BY", CADRE, UNIT), target="nowhere"))),
    ("WRONG_END", (tie("SENT_BY", CADRE.id, VILLAGE.id),)),
    ("LOOP", (joins("RECRUITED", CADRE, CADRE),)),
    ("WRONG_ORDER", (*LINKED, joins("COORDINATES_WITH", LINKED[1], LINKED[0]))),
    ("REPEATED", (*LINKED, joins("COORDINATES_WITH", LINKED[0], LINKED[1]),
        joins("COORDINATES_WITH", LINKED[0], LINKED[1], "again"))),
    ("UNKNOWN_PROPERTY", (node("Cadre", "甲", height=180),)),
    ("UNKNOWN_PROPERTY", (node("Cadre", "甲", nameKey="jia"),)),
    ("BAD_VALUE", (node("Village", "村", divisionKind="VILLAGE", households="many"),)),
    ("BAD_VALUE", (node("Village", "村", divisionKind="VILLAGE", households=2**31),)),
    ("BAD_VALUE", (node("Cadre", "甲", skills="LAW"),)),
    ("BAD_VALUE", (node("Source", "报", date="2018-02-30"),)),
    ("UNKNOWN_VALUE", (node("Cadre", "甲", skills=["LAW", "MAGIC"]),)),
    ("MISSING", (node("Unit", "局"),)),
    ("MISSING", (without(CADRE, "name"),)),
    ("UNPAIRED", (AlterNode("Cadre", CADRE.id, {}, {"gender": "MALE"}),)),
    ("BAD_CODE", (node("County", "县", divisionKind="COUNTY", tierScheme="OFFICE", coverageTarget="NOT_STATED",
        code="9901"),)),
    ("UNPARALLEL", (CADRE, UNIT, joins("SENT_BY", CADRE, UNIT, quotes=["他来了"]))),
    ("UNKNOWN_SOURCE", (CADRE, UNIT, joins("SENT_BY", CADRE, UNIT, sourceIds=["so_" + "a" * 20], quotes=[""],
        confidences=["HIGH"]))),
    ("NO_REASON", (node("Cadre", "甲", basis="INFERRED"),)),
    ("UNDATED", (node("Cadre", "甲", since="2018-01-01", sinceGrain="DAY"),)),
    ("NO_SINCE", (without(GROUP, "since", "sinceGrain"),)),
    ("NO_SINCE", (CADRE, UNIT, without(joins("SENT_BY", CADRE, UNIT), "since", "sinceGrain"))),
    ("NO_SINCE", (COMMITTEE, POST, without(joins("POST_IN", POST, COMMITTEE), "since", "sinceGrain"))),
    ("NO_SINCE", (COMMITTEE, without(POST, "since", "sinceGrain"), joins("POST_IN", POST, COMMITTEE))),
    ("DATES_CROSSED", (node("TeamGroup", "队", until="2018-01-01", untilGrain="DAY"),)),
    ("DATES_CROSSED", (CADRE, POST, joins("HOLDS", CADRE, POST, dueOn="2017-01-01"))),
    ("BAD_GRAIN", (without(GROUP, "sinceGrain"),)),
    ("BAD_GRAIN", (node("TeamGroup", "队", since="2018-01-02", sinceGrain="MONTH"),)),
    ("BAD_GRAIN", (node("TeamGroup", "队", until="2019-01-01", untilGrain="ATTESTED"),)),
    ("WRONG_PREFIX", (COUNTY, OTHER_TOWNSHIP, joins("WITHIN", OTHER_TOWNSHIP, COUNTY))),
    ("TWICE", (CADRE, CADRE)),
    ("TAKEN", (VILLAGE, node("Village", "另一村", divisionKind="VILLAGE", code="990101101201"))),
    ("BAD_VALUE", (SetDataDate(None, "2020-11-31"),)),
    ("BAD_VALUE", (node("TeamGroup", "队", until="9999-12-31", untilGrain="DAY"),)),
    ("BAD_VALUE", (node("TeamGroup", "队", since="0001-01-01"),)),
    ("BAD_VALUE", (node("Cadre", "甲", aliases=["\ud83d"]),)),
    ("BAD_VALUE", (node("Cadre", "甲", homePosition="a\x00b"),)),
    ("TOO_LONG", (node("Cadre", "甲" * 201),)),
    ("TOO_LONG", (node("Cadre", "甲", homePosition="乙" * 4001),)),
)


@pytest.mark.parametrize(("code", "changes"), FORM, ids=[f"{at}-{code}" for at, (code, _) in enumerate(FORM)])
async def test_a_change_that_breaks_a_rule_is_refused_by_its_code(code: str, changes: tuple[Change, ...]) -> None:
    store = await memory()
    with pytest.raises(Refused) as refused:
        await put(store, *changes)
    assert {violation.code for violation in refused.value.violations} == {code}
    assert all(violation.en and violation.zh for violation in refused.value.violations)
    assert (await store.history()).head.revision == 0


async def test_all_violations_are_told_at_once_with_subject_and_place() -> None:
    store = await memory()
    with pytest.raises(Refused) as refused:
        await put(store, node("Cadre", "甲", height=180, gender="X"), node("TeamGroup", "队", since=None))
    told = {(violation.code, violation.place) for violation in refused.value.violations}
    assert told == {("UNKNOWN_PROPERTY", "height"), ("UNKNOWN_VALUE", "gender"), ("NO_SINCE", "since"),
        ("BAD_GRAIN", "sinceGrain")}
    assert set(refused.value.subjects) == {CADRE.id, node("TeamGroup", "队").id}


GUARDED: tuple[tuple[str, tuple[Change, ...]], ...] = (
    ("TWO_PARENTS", (node("TownshipBranch", "第二支部"), joins("BASED_IN", node("TownshipBranch", "第二支部"),
        OTHER_TOWNSHIP), joins("REPORTS_TO", GROUP, node("TownshipBranch", "第二支部")))),
    ("TWO_AT_ONCE", (CADRE, UNIT, node("Unit", "另一局", unitKind="SCHOOL"), joins("SENT_BY", CADRE, UNIT),
        joins("SENT_BY", CADRE, node("Unit", "另一局", unitKind="SCHOOL")))),
    ("TWO_HOLDERS", (CADRE, OTHER, POST, joins("HOLDS", CADRE, POST), joins("HOLDS", OTHER, POST))),
    ("CYCLE", (POST, SEAT, joins("EX_OFFICIO", SEAT, POST), joins("EX_OFFICIO", POST, SEAT))),
    ("CYCLE", (CADRE, OTHER, THIRD, joins("RECRUITED", CADRE, OTHER), joins("RECRUITED", OTHER, THIRD),
        joins("RECRUITED", THIRD, CADRE))),
    ("NOT_WITHIN_ENDS", (CADRE, joins("SERVES_IN", CADRE, GROUP, since="2017-01-01"))),
    ("OTHER_COUNTY", (node("TownshipBranch", "邻镇支部"), joins("BASED_IN", node("TownshipBranch", "邻镇支部"),
        OTHER_TOWNSHIP), joins("REPORTS_TO", node("TownshipBranch", "邻镇支部"), COMMITTEE))),
    ("TIERS", (node("TeamGroup", "孤队"), joins("STATIONED_IN", node("TeamGroup", "孤队"), VILLAGE))),
    ("TAKEN", (node("Village", "同码村", divisionKind="VILLAGE", code="990101101201"),)),
)


@pytest.mark.parametrize(("code", "changes"), GUARDED, ids=[code for code, _ in GUARDED])
async def test_a_change_that_the_graph_forbids_is_refused_and_leaves_no_trace(
    code: str, changes: tuple[Change, ...], any_store: Store
) -> None:
    await put(any_store, *GEOGRAPHY, *CHAIN)
    with pytest.raises(Refused) as refused:
        await put(any_store, *changes)
    assert code in {violation.code for violation in refused.value.violations}
    assert all(violation.subjects for violation in refused.value.violations)
    assert (await any_store.history()).head.revision == 1


async def test_a_branch_moved_with_its_groups_to_another_county_is_found_from_the_far_end(store: Store) -> None:
    """The tie that is written is not the group's or the branch's but the committee's."""
    free = tuple(change for change in CHAIN if not (isinstance(change, AddTie) and change.target == COUNTY.id))
    await put(store, *GEOGRAPHY, *free)
    with pytest.raises(Refused) as refused:
        await put(store, joins("BASED_IN", COMMITTEE, OTHER_COUNTY))
    assert [violation.code for violation in refused.value.violations] == ["OTHER_COUNTY"]


async def test_a_county_that_takes_three_tiers_needs_them(store: Store) -> None:
    county = replace(COUNTY, properties=dict(COUNTY.properties) | {"tierScheme": "OFFICE"})
    rest = tuple(change for change in GEOGRAPHY if change is not COUNTY)
    team = node("TeamGroup", "孤队")
    await put(store, county, *rest, team, joins("STATIONED_IN", team, VILLAGE), SetDataDate(None, "2020-11-12"))
    with pytest.raises(Refused) as refused:
        await put(store, AlterNode("County", COUNTY.id, {"tierScheme": "OFFICE"}, {"tierScheme": "THREE_TIER"}))
    assert [violation.code for violation in refused.value.violations] == ["TIERS"]


async def test_an_altered_date_is_checked_against_what_the_store_holds(store: Store) -> None:
    await put(store, *GEOGRAPHY, *CHAIN)
    with pytest.raises(Refused) as refused:
        await put(store, ends(GROUP, "2017-06-01"))
    assert {violation.code for violation in refused.value.violations} == {"DATES_CROSSED"}


async def test_posts_outside_the_tiers_may_have_stood_always(store: Store) -> None:
    seat = without(POST, "since", "sinceGrain")
    receipt = await put(store, UNIT, seat, without(joins("POST_IN", POST, UNIT), "since", "sinceGrain"))
    assert receipt.revision == 1


async def test_closing_a_node_closes_its_relationships_and_a_second_time_conflicts(any_store: Store) -> None:
    await put(any_store, *GEOGRAPHY, *CHAIN)
    await put(any_store, ends(GROUP, "2020-06-01"))
    state = await held(any_store)
    for one in (joins("REPORTS_TO", GROUP, BRANCH), joins("STATIONED_IN", GROUP, VILLAGE)):
        assert state.ties[one.id].properties["until"] == "2020-06-01"
        assert state.ties[one.id].properties["untilGrain"] == "DAY"
    assert "until" not in state.ties[joins("REPORTS_TO", BRANCH, COMMITTEE).id].properties
    with pytest.raises(Conflict):
        await put(any_store, ends(GROUP, "2020-07-01"))


async def test_closing_a_branch_under_groups_that_stand_is_refused(store: Store) -> None:
    await put(store, *GEOGRAPHY, *CHAIN)
    with pytest.raises(Refused) as refused:
        await put(store, ends(BRANCH, "2020-06-01"))
    assert {violation.code for violation in refused.value.violations} == {"TIERS"}


async def test_what_begins_after_the_closing_is_named_and_not_bent(store: Store) -> None:
    await put(store, *GEOGRAPHY, *CHAIN, CADRE, joins("SERVES_IN", CADRE, GROUP, since="2020-09-01"))
    with pytest.raises(Refused) as refused:
        await put(store, ends(GROUP, "2020-06-01"))
    assert "NOT_WITHIN_ENDS" in {violation.code for violation in refused.value.violations}


async def test_a_relationship_is_altered_by_its_id_alone(store: Store) -> None:
    service = joins("SERVES_IN", CADRE, GROUP)
    await put(store, *GEOGRAPHY, *CHAIN, CADRE, service)
    await put(store, AlterTie("SERVES_IN", service.id, {"origin": None}, {"origin": "CITY"}))
    assert (await held(store)).ties[service.id].properties["origin"] == "CITY"
    assert TOWNSHIP.id in (await held(store)).nodes


async def test_a_quote_is_altered_beside_the_sources_that_stay(any_store: Store) -> None:
    paper = node("Source", "某报")
    service = joins("SERVES_IN", CADRE, GROUP, sourceIds=[paper.id], quotes=["他来了"], confidences=["HIGH"])
    await put(any_store, *GEOGRAPHY, *CHAIN, CADRE, paper, service)
    await put(any_store, AlterTie("SERVES_IN", service.id, {"quotes": ["他来了"]}, {"quotes": ["甲来了"]}))
    assert (await held(any_store)).ties[service.id].properties["quotes"] == ["甲来了"]
    with pytest.raises(Refused) as refused:
        await put(any_store, AlterTie("SERVES_IN", service.id, {"quotes": ["甲来了"]}, {"quotes": ["甲", "来了"]}))
    assert [violation.code for violation in refused.value.violations] == ["UNPARALLEL"]


@pytest.mark.parametrize("nth", ["", "b", "c", "d"])
async def test_a_link_that_stands_is_not_written_again_whatever_its_id(nth: str, store: Store) -> None:
    await put(store, *LINKED, joins("COORDINATES_WITH", LINKED[0], LINKED[1], "a"))
    with pytest.raises(Refused) as refused:
        # One end is altered by the same change set.
        await put(store, joins("COORDINATES_WITH", LINKED[0], LINKED[1], nth),
            AlterNode("Cadre", LINKED[0].id, {"gender": None}, {"gender": "MALE"}))
    assert [violation.code for violation in refused.value.violations] == ["REPEATED"]


async def test_altering_what_is_not_there_conflicts(any_store: Store) -> None:
    service = joins("SERVES_IN", CADRE, GROUP)
    with pytest.raises(Conflict) as conflict:
        await put(any_store, ends(GROUP, "2020-06-01"), ends(service, "2020-06-01"))
    assert set(conflict.value.subjects) == {GROUP.id, service.id}


async def test_a_repeat_is_not_judged_by_what_came_after_it(any_store: Store) -> None:
    stamp = Stamp("tester", "test", "request", "once")
    first = await write(any_store, ORGANIZATION, [*GEOGRAPHY], stamp)
    village = node("Village", "新村", divisionKind="VILLAGE", code="990101101201")
    await put(any_store, village, AlterNode("Village", VILLAGE.id, {"code": "990101101201"}, {"code": "990101101202"}))
    repeat = await write(any_store, ORGANIZATION, [*GEOGRAPHY], stamp)
    assert (repeat.revision, repeat.repeated) == (first.revision, True)
    with pytest.raises(Refused):
        await put(any_store, *GEOGRAPHY)


async def test_a_refusal_of_the_graph_names_what_it_is_about(store: Store) -> None:
    with pytest.raises(Refused) as refused:
        await put(store, CADRE, OTHER, POST, joins("HOLDS", CADRE, POST), joins("HOLDS", OTHER, POST))
    assert "某岗位" in refused.value.en
    assert "某岗位" in refused.value.zh


LATE = node("TeamGroup", "晚队", since="2019-01-01")
NEW_AND_WRONG: tuple[tuple[str, tuple[Change, ...]], ...] = (
    ("OTHER_COUNTY", tuple(
        joins("BASED_IN", COMMITTEE, OTHER_COUNTY) if isinstance(change, AddTie) and change.source == COMMITTEE.id
        else change for change in CHAIN
    )),
    ("NOT_WITHIN_ENDS", (*CHAIN, LATE, joins("STATIONED_IN", LATE, VILLAGE, since="2019-01-01"),
        joins("REPORTS_TO", LATE, BRANCH))),
    ("TWO_PARENTS", (*CHAIN, joins("REPORTS_TO", GROUP, BRANCH, "again"))),
    ("TWO_HOLDERS", (*CHAIN, CADRE, OTHER, POST, joins("HOLDS", CADRE, POST), joins("HOLDS", OTHER, POST))),
)


@pytest.mark.parametrize(("code", "changes"), NEW_AND_WRONG, ids=[code for code, _ in NEW_AND_WRONG])
async def test_what_is_all_new_is_looked_at_like_all_else(
    code: str, changes: tuple[Change, ...], any_store: Store
) -> None:
    """New nodes have nothing but what the change set gives them, so that fewer guards are asked; none too few."""
    with pytest.raises(Refused) as refused:
        await put(any_store, *GEOGRAPHY, *changes)
    assert code in {violation.code for violation in refused.value.violations}
