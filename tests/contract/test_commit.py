"""A change set is kept whole or not at all, with what it was checked against."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from graph_service.changes.change import AddNode, AlterNode, AlterTie, Change, ChangeSet, SetDataDate, Stamp
from graph_service.errors import Conflict, KeyReused, Overtaken, Refused
from graph_service.plan.ir import ALWAYS_TRUE, NEVER_TRUE, Not
from graph_service.stores.port import Receipt, Store
from tests.contract.asking import EVER, Sheet, listing, names, props, shape, to_many
from tests.contract.county import AT, COUNTY, EMPTY, N, add_node, add_tie, change_set, name_key, node_id, tie_id

NEW = add_node("Village", "v9", "V9 新村", divisionKind="VILLAGE", households=9)
LOST = node_id("Village", "lost")


async def everything(store: Store) -> object:
    """All that a reader could tell apart."""
    row = shape("Named", "id name basis nameKey searchTokens since until", labelled=True)
    nodes = await Sheet().ask(store, listing("Named", row, moment=EVER))
    parts = tuple(
        to_many(path, shape(target, "id", edge=props(type_name, "id since until basis quotes")), moment=EVER)
        for path, target, type_name in (
            ("Village.groups", "TeamGroup", "STATIONED_IN"), ("Village.township", "Township", "WITHIN"),
            ("Village.benefitingProjects", "Project", "BENEFITS"), ("Village.sources", "Source", "STATED_IN"),
        )
    )
    villages = await Sheet().ask(store, listing("Village", shape("Village", "id households", parts=parts)))
    history = await store.history()
    return nodes, villages, history.head, list(history.records)


async def village(store: Store, key: str) -> object:
    sheet = Sheet()
    row = shape("Village", "name nameKey households needs", parts=(
        to_many("Village.groups", shape("TeamGroup", "name"), orders=names("TeamGroup")),
    ))
    return await sheet.ask(store, sheet.lookup("Village", key, row))


async def test_revisions_follow_without_gaps(empty_store: Store) -> None:
    assert (await empty_store.history(limit=0)).head.revision == 0
    assert await empty_store.commit(COUNTY) == Receipt(1)
    assert await empty_store.commit(change_set(NEW)) == Receipt(2)
    sheet = Sheet()
    plan = sheet.plan(sheet.lookup("Village", NEW.id, shape("Village", "name")))
    answer = await empty_store.answer(plan, sheet.values)
    assert (answer.cell, answer.revision) == (["V9 新村"], 2)


async def test_an_empty_change_set_is_kept_nowhere(store: Store) -> None:
    before = await everything(store)
    assert await store.commit(EMPTY) == Receipt(1)
    assert await store.commit(change_set(key="empty")) == Receipt(1)
    assert await everything(store) == before
    assert await store.commit(change_set(NEW, key="empty")) == Receipt(2)


async def test_altering_a_node(store: Store) -> None:
    await store.commit(change_set(AlterNode("Village", N.v1, {"households": 300, "name": "V1 东一村"}, {
        "households": 301, "name": "V8", "needs": ["LAW"],
    })))
    assert await village(store, N.v1) == ["V8", name_key("V8"), 301, ["LAW"], [["G1 一组"]]]
    # Null takes a value away, and a value that was away is null to the writer.
    await store.commit(change_set(AlterNode("Village", N.v1, {"households": 301}, {"households": None, "needs": None})))
    assert await village(store, N.v1) == ["V8", name_key("V8"), None, [], [["G1 一组"]]]
    await store.commit(change_set(AlterNode("Village", N.v1, {"households": None}, {"households": 7})))
    assert await village(store, N.v1) == ["V8", name_key("V8"), 7, [], [["G1 一组"]]]


async def test_what_is_not_named_stays(store: Store) -> None:
    await store.commit(change_set(AlterNode("TownshipBranch", N.b2, {}, {"name": "B2"})))
    sheet = Sheet()
    row = shape("TownshipBranch", "name since until untilGrain basis aliases")
    assert await sheet.ask(store, sheet.lookup("TownshipBranch", N.b2, row)) == [
        "B2", "2018-02-01", "2020-01-01", "YEAR", "STATED", []
    ]


async def test_opening_and_closing_a_node(store: Store) -> None:
    for before, after, standing in (("2020-01-01", None, True), (None, "2019-01-01", False)):
        await store.commit(change_set(AlterNode("TownshipBranch", N.b2, {"until": before}, {"until": after})))
        rows = await Sheet("2020-06-01").ask(store, listing("TownshipBranch", shape("TownshipBranch", "id")))
        assert ([N.b2] in rows) is standing


async def test_altering_a_relationship(store: Store) -> None:
    key = tie_id("STATIONED_IN", "g3 v3")
    await store.commit(change_set(AlterTie("STATIONED_IN", key, {"until": None, "since": "2019-01-01"}, {
        "until": "2019-02-01", "basis": "COUNTED",
    })))
    row = shape("Village", parts=(
        to_many("Village.groups", shape("TeamGroup", "name", edge=props("STATIONED_IN", "since until basis"))),
    ))
    for day, expected in (
        ("2019-01-31", [["G3 三组", "2019-01-01", "2019-02-01", "COUNTED"]]), ("2019-02-01", []),
    ):
        sheet = Sheet(day)
        assert await sheet.ask(store, sheet.lookup("Village", N.v3, row)) == [expected]
    await store.commit(change_set(AlterTie("STATIONED_IN", key, {"until": "2019-02-01"}, {"until": None})))
    sheet = Sheet("2020-01-01")
    assert await sheet.ask(store, sheet.lookup("Village", N.v3, row)) == [
        [["G3 三组", "2019-01-01", None, "COUNTED"]]
    ]


async def test_a_code_that_changes_is_found_anew(store: Store) -> None:
    await store.commit(change_set(AlterNode("Village", N.v1, {"code": "990101100201"}, {"code": "990101100209"})))
    for code, found in (("990101100201", None), ("990101100209", ["V1 东一村"])):
        sheet = Sheet()
        assert await sheet.ask(store, sheet.lookup("Village", code, shape("Village", "name"), by="code")) == found


async def test_codes_are_handed_from_node_to_node_in_one_change_set(store: Store) -> None:
    first, second, third = "990101100201", "990101100202", "990101100209"
    await store.commit(change_set(
        AlterNode("Village", N.v1, {"code": first}, {"code": second}),
        AlterNode("Village", N.v2, {"code": second}, {"code": third}),
        add_node("Village", "v8", "V8", divisionKind="VILLAGE", code=first),
    ))
    await store.commit(change_set(
        AlterNode("Village", N.v1, {"code": second}, {"code": third}),
        AlterNode("Village", N.v2, {"code": third}, {"code": second}),
    ))
    found = []
    for code in (first, second, third):
        sheet = Sheet()
        found.append(await sheet.ask(store, sheet.lookup("Village", code, shape("Village", "name"), by="code")))
    assert found == [["V8"], ["V2 东二村"], ["V1 东一村"]]


async def test_what_was_concluded_at_an_earlier_revision_is_not_kept(store: Store) -> None:
    await store.commit(change_set(NEW, key="first"), seen=1)
    before = await everything(store)
    other = change_set(AlterNode("Village", N.v1, {}, {"households": 1}), key="second")
    for seen in (0, 1, 3):
        with pytest.raises(Overtaken):
            await store.commit(other, seen=seen)
    assert await everything(store) == before
    # What was kept is told to whoever repeats it, whatever came since.
    assert await store.commit(change_set(NEW, key="first"), seen=1) == Receipt(2, repeated=True)
    assert await store.commit(other, seen=2) == Receipt(3)


@pytest.mark.parametrize(("changes", "subjects"), [
    ([AlterNode("Village", N.v1, {"households": 299}, {"households": 1})], [N.v1]),
    ([AlterNode("Village", N.v1, {"households": None}, {"households": 1})], [N.v1]),
    ([AlterNode("Village", N.v3, {"households": 0}, {"households": 1})], [N.v3]),
    ([AlterNode("Village", N.v1, {"needs": ["WATER", "TOURISM"]}, {"needs": []})], [N.v1]),
    ([AlterNode("Village", LOST, {}, {"households": 1})], [LOST]),
    ([AlterNode("Village", N.t1, {}, {"name": "T"})], [N.t1]),
    ([AddNode("Village", N.v1, {"name": "again", "basis": "STATED", "divisionKind": "VILLAGE"})], [N.v1]),
    ([NEW, NEW], [NEW.id]),
    ([AlterTie("WITHIN", tie_id("WITHIN", "v1"), {"basis": "COUNTED"}, {"basis": "STATED"})], [tie_id("WITHIN", "v1")]),
    ([AlterTie("WITHIN", tie_id("WITHIN", "lost"), {}, {"basis": "STATED"})], [tie_id("WITHIN", "lost")]),
    ([add_tie("WITHIN", "v1", N.v1, N.t2)], [tie_id("WITHIN", "v1")]),
    ([SetDataDate(None, "2020-01-01")], None),
    ([
        NEW,
        AlterNode("Village", N.v1, {"households": 299}, {"households": 1}),
        AlterNode("Village", N.v2, {"households": 120}, {"households": 1}),
        add_tie("WITHIN", "v3", N.v3, N.t2),
        # What conflicts is told before what is not there.
        add_tie("WITHIN", "v8", LOST, N.t2),
    ], [N.v1, tie_id("WITHIN", "v3")]),
])
async def test_conflicts_leave_no_trace(store: Store, changes: Sequence[Change], subjects: list[str] | None) -> None:
    before = await everything(store)
    with pytest.raises(Conflict) as conflict:
        await store.commit(change_set(*changes, key="kept?"))
    if subjects is not None:
        assert sorted(conflict.value.subjects) == sorted(subjects)
    assert await everything(store) == before
    assert await store.commit(change_set(NEW, key="kept?")) == Receipt(2)


async def test_a_no_is_not_nothing(store: Store) -> None:
    with pytest.raises(Conflict):
        await store.commit(change_set(AlterNode("Township", N.t2, {"agricultural": None}, {"agricultural": True})))
    with pytest.raises(Conflict):
        await store.commit(change_set(AlterNode("Township", N.t3, {"agricultural": False}, {"agricultural": True})))
    await store.commit(change_set(AlterNode("Township", N.t2, {"agricultural": False}, {"agricultural": None})))
    await store.commit(change_set(AlterNode("Township", N.t3, {"agricultural": None}, {"agricultural": False})))
    rows = await Sheet().ask(store, listing("Township", shape("Township", "agricultural"), orders=names("Township")))
    assert rows == [[True], [None], [False]]


async def test_an_empty_list_is_no_value(store: Store) -> None:
    await store.commit(change_set(AlterNode("Village", N.v2, {"needs": []}, {"needs": ["LAW"]})))
    await store.commit(change_set(AlterNode("Village", N.v2, {"needs": ["LAW"]}, {"needs": []})))
    await store.commit(change_set(AlterNode("Village", N.v2, {"needs": None}, {"needs": ["WATER"]})))
    assert await village(store, N.v2) == ["V2 东二村", name_key("V2 东二村"), 120, ["WATER"], [["G2 二组"]]]


async def test_unknown_ends_are_all_named(store: Store) -> None:
    gone = node_id("TeamGroup", "gone")
    before = await everything(store)
    with pytest.raises(Refused) as refused:
        await store.commit(change_set(
            NEW,
            add_tie("WITHIN", "new", NEW.id, N.t1),
            add_tie("WITHIN", "lost", LOST, N.t1),
            add_tie("STATIONED_IN", "gone", gone, LOST, since="2019-01-01"),
        ))
    assert {violation.code for violation in refused.value.violations} == {"UNKNOWN_END"}
    assert set(refused.value.subjects) == {LOST, gone}
    assert await everything(store) == before


async def test_ends_may_be_written_with_their_relationship_in_any_order(store: Store) -> None:
    group = add_node("TeamGroup", "g9", "G9", since="2018-01-01")
    await store.commit(change_set(add_tie("STATIONED_IN", "new", group.id, NEW.id, since="2018-01-01"), NEW, group))
    assert await village(store, NEW.id) == ["V9 新村", name_key("V9 新村"), 9, [], [["G9"]]]


async def test_a_refused_commit_leaves_no_trace(store: Store) -> None:
    before = await everything(store)
    sheet = Sheet()
    guard = sheet.guard(listing("Village", shape("Village", "id name"), ALWAYS_TRUE), "NO_VILLAGES")
    change = change_set(
        NEW,
        add_tie("WITHIN", "new", NEW.id, N.t1),
        AlterNode("Village", N.v1, {}, {"households": 1, "code": "1", "name": "Z"}),
        AlterTie("STATIONED_IN", tie_id("STATIONED_IN", "g1 v1"), {}, {"until": "2018-03-02"}),
        SetDataDate("2020-11-12", "2021-01-01"),
        key="refused",
    )
    with pytest.raises(Refused) as refused:
        await store.commit(change, [guard])
    assert set(refused.value.subjects) == {N.v1, N.v2, N.v3, N.v4, NEW.id}
    assert await everything(store) == before
    sheet = Sheet()
    assert await sheet.ask(store, sheet.lookup("Village", "1", shape("Village", "name"), by="code")) is None
    # The key was not kept, and the same change may come again.
    guard = sheet.guard(listing("Village", shape("Village", "id name"), NEVER_TRUE), "FINE")
    assert await store.commit(change, [guard]) == Receipt(2)
    assert (await store.history(limit=0)).head.data_date == "2021-01-01"


async def test_conflicts_and_unknown_ends_come_before_guards(store: Store) -> None:
    sheet = Sheet()
    guard = sheet.guard(listing("Village", shape("Village", "id name"), Not(NEVER_TRUE)), "NEVER_ASKED")
    with pytest.raises(Conflict):
        await store.commit(change_set(AlterNode("Village", N.v1, {"households": 1}, {})), [guard])
    with pytest.raises(Refused) as refused:
        await store.commit(change_set(add_tie("WITHIN", "lost", LOST, N.t1)), [guard])
    assert {violation.code for violation in refused.value.violations} == {"UNKNOWN_END"}


async def test_a_key_kept_gives_the_old_receipt(store: Store) -> None:
    await store.commit(change_set(NEW, key="once"))
    await store.commit(change_set(AlterNode("Village", NEW.id, {}, {"households": 10})))
    before = await everything(store)
    # Not written again, and nothing is checked; another time and another request do not make it another write.
    assert await store.commit(change_set(NEW, key="once")) == Receipt(2, repeated=True)
    later = ChangeSet((NEW,), Stamp("tester", "test", "request-2", "once"), "2021-01-01T00:00:00Z")
    assert await store.commit(later, seen=0) == Receipt(2, repeated=True)
    assert await store.commit(COUNTY) == Receipt(1, repeated=True)
    assert await everything(store) == before


OTHERS = {
    "other changes": change_set(add_tie("WITHIN", "lost", LOST, N.t1), key="once"),
    "fewer": change_set(NEW, key="once"),
    "another order": change_set(AlterNode("Village", N.v1, {}, {"households": 1}), NEW, key="once"),
    "another value": change_set(NEW, AlterNode("Village", N.v1, {}, {"households": 2}), key="once"),
    "none": change_set(key="once"),
    "another author": ChangeSet(
        (NEW, AlterNode("Village", N.v1, {}, {"households": 1})), Stamp("other", "test", "request-1", "once"), AT
    ),
    "another reason": change_set(NEW, AlterNode("Village", N.v1, {}, {"households": 1}), key="once", reason="other"),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
async def test_behaviour_7_a_key_kept_refuses_another_write(store: Store, other: ChangeSet) -> None:
    """To answer it with the old receipt would tell a caller that what was never written is kept."""
    await store.commit(change_set(NEW, AlterNode("Village", N.v1, {}, {"households": 1}), key="once"))
    before = await everything(store)
    with pytest.raises(KeyReused) as refused:
        await store.commit(other)
    assert (refused.value.code, "2" in refused.value.en, "2" in refused.value.zh) == ("KEY_REUSED", True, True)
    assert await everything(store) == before


async def test_behaviour_7_a_repeat_is_known_by_what_was_asked(store: Store) -> None:
    """What a write concludes may differ by the time that it is repeated."""
    asked = Stamp("tester", "test", "request-1", "once", asked="the same")
    first = AlterNode("Village", N.v1, {"households": 300}, {"households": 1})
    assert await store.commit(ChangeSet((NEW, first), asked, AT)) == Receipt(2)
    assert await store.commit(ChangeSet((NEW,), asked, AT)) == Receipt(2, repeated=True)
    assert await store.commit(ChangeSet((), asked, AT)) == Receipt(2, repeated=True)
    with pytest.raises(KeyReused):
        await store.commit(ChangeSet((NEW, first), replace(asked, asked="another"), AT))
    assert (await store.history(1)).records[0].change_set.stamp == asked


async def test_without_a_key_nothing_is_a_repeat(store: Store) -> None:
    await store.commit(change_set(AlterNode("Village", N.v1, {}, {"households": 1})))
    assert await store.commit(change_set(AlterNode("Village", N.v1, {}, {"households": 1}))) == Receipt(3)


async def test_preparing_again_changes_nothing(store: Store) -> None:
    before = await everything(store)
    head = await store.prepare()
    assert (head.revision, head.data_date) == (1, "2020-11-12")
    assert await everything(store) == before
