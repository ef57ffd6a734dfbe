"""What a row holds, by position, and what hops of every kind lead to."""

from graph_service.changes.change import AlterTie
from graph_service.plan.ir import Extra
from graph_service.stores.port import Store
from tests.contract.asking import (
    EDGE,
    EVER,
    Sheet,
    by,
    derived,
    extra,
    listing,
    names,
    prop,
    props,
    shape,
    to_many,
    to_one,
)
from tests.contract.county import CONTACTS, N, add_tie, change_set, tie_id


async def test_all_cells_stand_in_their_order(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    row = shape(
        "Body", "name basis",
        labelled=True,
        derived=(derived("Body.inForce"),),
        parts=(to_many("Body.posts", shape("Post", "name"), orders=(by("Post.rank"),)),),
        extras=(extra("TeamGroup", "dispatchLevel"),),
        edge=props("SPONSORS", "since until basis"),
        keyed=True,
    )
    groups = to_many("Unit.sponsoredGroups", row, orders=(by("TeamGroup.nameKey", descending=True),))
    keys = [g.encode("utf-32-be").hex() for g in ("G3 三组", "G1 一组")]
    short = ["".join(key[at + 2 : at + 8] for at in range(0, len(key), 8)) for key in keys]
    assert await sheet.ask(store, sheet.lookup("Unit", N.water, shape("Unit", parts=(groups,)))) == [[
        ["TeamGroup", "G3 三组", "STATED", True, [], ["PROVINCE"], "2019-01-01", None, "STATED",
            short[0], N.g3, tie_id("SPONSORS", "water g3")],
        ["TeamGroup", "G1 一组", "STATED", True, [["P2 队长"], ["P3 队员"]], ["COUNTY"], "2018-03-01", None, "STATED",
            short[1], N.g1, tie_id("SPONSORS", "water g1")],
    ]]


async def test_a_row_without_columns(store: Store) -> None:
    sheet = Sheet()
    assert await sheet.ask(store, sheet.lookup("Village", N.v1, shape("Village"))) == []
    assert await Sheet().ask(store, listing("Province", shape("Province"))) == [[]]


async def test_hidden_columns(store: Store) -> None:
    sheet = Sheet()
    assert await sheet.ask(store, sheet.lookup("Cadre", N.bob, shape("Cadre", "nameKey searchTokens"))) == [
        "00004300003200002000004200006f000062", [" ", "2", "B", "C", "b", "o"],
    ]


async def test_the_chain_of_command(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    party = to_one("WorkingCommittee.dispatchedBy", shape("Unit", "name"))
    committee = to_one("TownshipBranch.committee", shape("WorkingCommittee", "name", parts=(party,)))
    branch = to_one("TeamGroup.branch", shape("TownshipBranch", "name", parts=(committee,)))
    root = listing("TeamGroup", shape("TeamGroup", "name", parts=(branch,)), orders=names("TeamGroup"))
    top = ["W1 党工委", ["U1 县委"]]
    assert await sheet.ask(store, root) == [
        ["G1 一组", ["B1 东支部", top]], ["G2 二组", ["B1 东支部", top]], ["G3 三组", ["B2 西支部", top]],
        ["G4 四组", ["B2 西支部", top]],
    ]


async def test_an_end_to_one_follows_the_day(store: Store) -> None:
    for day, branch in (("2018-12-31", None), ("2019-12-31", ["B2 西支部"]), ("2020-01-01", ["B1 东支部"])):
        sheet = Sheet(day)
        row = shape("TeamGroup", parts=(to_one("TeamGroup.branch", shape("TownshipBranch", "name")),))
        assert await sheet.ask(store, sheet.lookup("TeamGroup", N.g3, row)) == [branch]


async def test_an_end_to_one_with_two_in_force_takes_the_latest(store: Store) -> None:
    edge = props("HOLDS", "since capacity")
    row = shape("Post", parts=(to_one("Post.holder", shape("Cadre", "name", edge=edge)),))
    for day, holder in (
        ("2018-03-31", None),
        ("2019-03-31", ["C1 Ann", "2018-04-01", None]),
        ("2019-04-01", ["C2 Bob", "2019-04-01", "FULL"]),
        ("2019-10-01", ["C3 Cai", "2019-10-01", "TEMPORARY"]),
    ):
        sheet = Sheet(day)
        assert await sheet.ask(store, sheet.lookup("Post", N.p1, row)) == [holder]


async def test_the_latest_of_two_that_began_together_has_the_lesser_id(store: Store) -> None:
    same = [add_tie("HOLDS", f"same {n}", N.dan, N.p1, since="2020-05-01", capacity=which)
        for n, which in ((1, "FULL"), (2, "TEMPORARY"))]
    await store.commit(change_set(*same))
    least = min(same, key=lambda tie: tie.id)
    sheet = Sheet("2020-06-01")
    row = shape("Post", parts=(to_one("Post.holder", shape("Cadre", "name", edge=props("HOLDS", "id capacity"))),))
    assert await sheet.ask(store, sheet.lookup("Post", N.p1, row)) == [
        ["C4 Dan", least.id, least.properties["capacity"]]
    ]


async def test_an_open_start_is_the_earliest(store: Store) -> None:
    await store.commit(change_set(add_tie("HOLDS", "open", N.dan, N.p1)))
    row = shape("Post", parts=(to_one("Post.holder", shape("Cadre", "name")),))
    for day, holder in (("2017-01-01", "C4 Dan"), ("2018-04-01", "C1 Ann"), ("2020-01-01", "C3 Cai")):
        sheet = Sheet(day)
        assert await sheet.ask(store, sheet.lookup("Post", N.p1, row)) == [[holder]]


async def test_to_one_over_a_span_and_ever(store: Store) -> None:
    sheet = Sheet("2017-01-01")
    branch = shape("TownshipBranch", "name")
    row = shape("TeamGroup", parts=(
        to_one("TeamGroup.branch", branch, EVER),
        to_one("TeamGroup.branch", branch, sheet.span("2019-06-01", "2020-01-01")),
        to_one("TeamGroup.branch", branch, sheet.span("2019-06-01", "2020-01-02")),
        to_one("TeamGroup.branch", branch, sheet.span("2018-01-01", "2019-01-01")),
        to_one("TeamGroup.branch", branch),
    ))
    assert await sheet.ask(store, sheet.lookup("TeamGroup", N.g3, row)) == [
        ["B1 东支部"], ["B2 西支部"], ["B1 东支部"], None, None
    ]


async def test_a_symmetric_hop_reads_from_both_sides(store: Store) -> None:
    def contacts(owner: str) -> object:
        row = shape("Contact", "name", edge=props("COORDINATES_WITH", "purpose channel"), labelled=True)
        return to_many(f"{owner}.coordinatesWith", row, orders=names("Unit"), total=True)

    for owner, key, expected in (
        ("Unit", N.party, [[["Unit", "U2 水利局", "POLICY", None]], 1]),
        ("Unit", N.water, [[["Township", "T1 东镇", None, "telephone"], ["Unit", "U1 县委", "POLICY", None]], 2]),
        ("Township", N.t1, [[["Unit", "U2 水利局", None, "telephone"]], 1]),
        ("Unit", N.academy, [[], 0]),
        ("TownshipBranch", N.b1, [[["TownshipBranch", "B2 西支部", None, None]], 1]),
        ("TownshipBranch", N.b2, [[["TownshipBranch", "B1 东支部", None, None]], 1]),
    ):
        sheet = Sheet("2018-12-31")
        root = sheet.lookup(owner, key, shape(owner, parts=(contacts(owner),)))
        assert await sheet.ask(store, root) == [expected]


async def test_a_symmetric_hop_has_its_dates_and_keys(store: Store) -> None:
    sheet = Sheet("2019-01-01")
    row = shape("Contact", "name", edge=props("COORDINATES_WITH", "id"), keyed=True)
    part = to_many("Unit.coordinatesWith", row, orders=(by("COORDINATES_WITH.since", subject=EDGE),))
    key = CONTACTS["party water"].id
    assert await sheet.ask(store, sheet.lookup("Unit", N.water, shape("Unit", parts=(part,)))) == [
        [["U1 县委", key, "2018-01-01", N.party, key]]
    ]


async def test_narrow_hops_leave_other_labels_out(store: Store) -> None:
    """BASED_IN leads from a county to its committee and to units; REPORTS_TO and POST_IN lead elsewhere too."""
    sheet = Sheet("2019-02-01")
    row = shape("County", parts=(
        to_one("County.committee", shape("WorkingCommittee", "name")),
        to_many("County.units", shape("Unit", "name"), orders=names("Unit"), total=True),
        to_many("County.townships", shape("Township", "name"), orders=names("Township")),
    ))
    assert await sheet.ask(store, sheet.lookup("County", N.county, row)) == [
        ["W1 党工委"], [[["U1 县委"]], 1], [["T1 东镇"], ["T2 西镇"], ["T3 无码乡"]],
    ]
    sheet = Sheet("2019-02-01")
    row = shape("WorkingCommittee", parts=(
        to_one("WorkingCommittee.office", shape("CommitteeOffice", "name")),
        to_many("WorkingCommittee.stations", shape("GuidanceStation", "name area"), orders=names("GuidanceStation")),
        to_many("WorkingCommittee.branches", shape("TownshipBranch", "name"), orders=names("TownshipBranch")),
    ))
    assert await sheet.ask(store, sheet.lookup("WorkingCommittee", N.wc, row)) == [
        None, [["S1 指导站", "East"]], [["B1 东支部"], ["B2 西支部"]],
    ]


async def test_extras_with_parts_and_derived_values(store: Store) -> None:
    sheet = Sheet("2019-02-01")
    place = shape("PostPlace", "name", labelled=True, extras=(
        extra("TeamGroup", "", (derived("TeamGroup.inForce"),), (
            to_many("TeamGroup.villages", shape("Village", "name"), orders=names("Village")),
        )),
        extra("Village", "code households"),
    ))
    root = listing("Post", shape("Post", "name", parts=(to_one("Post.body", place),)), orders=names("Post"))
    assert await sheet.ask(store, root) == [
        ["P1 第一书记", ["Village", "V1 东一村", None, ["990101100201", 300]]],
        ["P2 队长", ["TeamGroup", "G1 一组", [True, [["V1 东一村"]]], None]],
        ["P3 队员", ["TeamGroup", "G1 一组", [True, [["V1 东一村"]]], None]],
        ["P4 书记", ["WorkingCommittee", "W1 党工委", None, None]],
    ]


async def test_parallel_relationships_are_rows_of_their_own(store: Store) -> None:
    await store.commit(change_set(add_tie("SPONSORS", "twice", N.water, N.g1, since="2019-01-01")))
    sheet = Sheet("2019-02-01")
    edge = (prop("SPONSORS.since"),)
    row = shape("TeamGroup", parts=(
        to_many("TeamGroup.sponsors", shape("Unit", "name"), orders=names("Unit"), total=True),
        to_many("TeamGroup.sponsors", shape("Unit", "name", edge=edge), orders=(
            by("Unit.nameKey"), by("SPONSORS.since", subject=EDGE, descending=True))),
    ))
    assert await sheet.ask(store, sheet.lookup("TeamGroup", N.g1, row)) == [
        [[["U2 水利局"], ["U2 水利局"], ["U3 农科院"]], 3],
        [["U2 水利局", "2019-01-01"], ["U2 水利局", "2018-03-01"], ["U3 农科院", "2018-03-01"]],
    ]


async def test_a_relationship_to_one_after_a_move(store: Store) -> None:
    """The way a rule would move a group: end the one, begin the other."""
    await store.commit(change_set(
        AlterTie("REPORTS_TO", tie_id("REPORTS_TO", "g1"), {"until": None}, {"until": "2019-06-01"}),
        add_tie("REPORTS_TO", "g1 west", N.g1, N.b2, since="2019-06-01", until="2020-01-01"),
    ))
    row = shape("TeamGroup", parts=(to_one("TeamGroup.branch", shape("TownshipBranch", "name")),))
    for day, branch in (("2019-05-31", ["B1 东支部"]), ("2019-06-01", ["B2 西支部"]), ("2020-01-01", None)):
        sheet = Sheet(day)
        assert await sheet.ask(store, sheet.lookup("TeamGroup", N.g1, row)) == [branch]


async def test_a_label_may_stand_in_several_extras(store: Store) -> None:
    sheet = Sheet()
    place = shape("PostPlace", "", labelled=True, extras=(
        Extra(("TeamGroup", "Village"), (prop("TeamGroup.name"),), (), ()),
        extra("TeamGroup", "dispatchLevel"),
    ))
    root = listing("Post", shape("Post", parts=(to_one("Post.body", place),)), orders=names("Post"))
    assert await sheet.ask(store, root) == [
        [["Village", ["V1 东一村"], None]],
        [["TeamGroup", ["G1 一组"], ["COUNTY"]]],
        [["TeamGroup", ["G1 一组"], ["COUNTY"]]],
        [["WorkingCommittee", None, None]],
    ]
