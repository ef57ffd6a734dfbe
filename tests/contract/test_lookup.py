"""By id, by ids and by code: on any date, of the labels asked for."""

from graph_service.stores.port import Store
from tests.contract.asking import Sheet, derived, extra, shape, to_one
from tests.contract.county import N, node_id

NOBODY = node_id("Village", "nobody")


async def test_a_node_by_id(store: Store) -> None:
    sheet = Sheet()
    row = shape("Village", "id name code households needs aliases since")
    assert await sheet.ask(store, sheet.lookup("Village", N.v1, row)) == [
        N.v1, "V1 东一村", "990101100201", 300, ["TOURISM", "WATER"], [], None,
    ]


async def test_values_of_every_kind_come_in_plain_spellings(store: Store) -> None:
    sheet = Sheet()
    county = shape("County", "name aliases tierScheme")
    assert await sheet.ask(store, sheet.lookup("County", N.county, county)) == [
        "示例县", ["Example", "Sample"], "THREE_TIER",
    ]
    town = shape("Township", "code agricultural divisionKind")
    assert await sheet.ask(store, sheet.lookup("Township", N.t2, town)) == ["990101101", False, "TOWN"]
    assert await sheet.ask(store, sheet.lookup("Township", N.t3, town)) == [None, None, "TOWNSHIP"]
    project = shape("Project", "investment since until")
    assert await sheet.ask(store, sheet.lookup("Project", N.enclave, project)) == [3_000_000_000, "2018-05-01", None]
    source = shape("Source", "date publisher")
    assert await sheet.ask(store, sheet.lookup("Source", N.report, source)) == ["2020-11-12", "Paper"]
    assert await sheet.ask(store, sheet.lookup("Source", N.page, source)) == [None, None]


async def test_an_unknown_id_and_another_label_give_null(store: Store) -> None:
    for label, given in (("Village", NOBODY), ("Village", N.t1), ("Unit", N.ann)):
        sheet = Sheet()
        assert await sheet.ask(store, sheet.lookup(label, given, shape(label, "id"))) is None


async def test_several_ids_keep_their_order_and_repeats(store: Store) -> None:
    sheet = Sheet()
    given = [N.v2, NOBODY, N.v1, N.t1, N.v2]
    rows = await sheet.ask(store, sheet.lookup("Village", given, shape("Village", "name")))
    assert rows == [["V2 东二村"], None, ["V1 东一村"], None, ["V2 东二村"]]


async def test_no_ids_give_no_rows(store: Store) -> None:
    sheet = Sheet()
    assert await sheet.ask(store, sheet.lookup("Village", [], shape("Village", "name"))) == []


async def test_a_division_by_code(store: Store) -> None:
    sheet = Sheet()
    assert await sheet.ask(store, sheet.lookup("Village", "990101101201", shape("Village", "name"), by="code")) == [
        "V3 西一村"
    ]
    sheet = Sheet()
    root = sheet.lookup("Township", "990101101201", shape("Township", "name"), by="code")
    assert await sheet.ask(store, root) is None


async def test_several_labels_with_extras(store: Store) -> None:
    sheet = Sheet()
    row = shape(
        "Named", "name",
        labelled=True,
        derived=(derived("Named.inForce"),),
        extras=(
            extra("Village", "code needs"),
            extra("Post", "rank", (derived("Post.holding"),), (to_one("Post.body", shape("PostPlace", "name")),)),
        ),
    )
    rows = await sheet.ask(store, sheet.lookup("Named", [N.p2, N.v2, N.ann, N.b2], row))
    assert rows == [
        ["Post", "P2 队长", True, None, [1, "VACANT", ["G1 一组"]]],
        ["Village", "V2 东二村", True, ["990101100202", []], None],
        ["Cadre", "C1 Ann", True, None, None],
        ["TownshipBranch", "B2 西支部", True, None, None],
    ]


async def test_a_closed_node_is_found_and_not_in_force(store: Store) -> None:
    row = shape("TownshipBranch", "name until", derived=(derived("TownshipBranch.inForce"),))
    for day, stands in (("2018-01-31", False), ("2018-02-01", True), ("2019-12-31", True), ("2020-01-01", False)):
        sheet = Sheet(day)
        found = await sheet.ask(store, sheet.lookup("TownshipBranch", N.b2, row))
        assert found == ["B2 西支部", "2020-01-01", stands]


async def test_a_node_that_the_basis_leaves_out_is_null(store: Store) -> None:
    for basis, found in ((["STATED"], None), (["STATED", "GENERATED"], ["C4 Dan"]), ([], None)):
        sheet = Sheet(basis=basis)
        assert await sheet.ask(store, sheet.lookup("Cadre", N.dan, shape("Cadre", "name"))) == found


async def test_an_answer_belongs_to_the_caller(store: Store) -> None:
    sheet = Sheet()
    plan = sheet.plan(sheet.lookup("Village", N.v1, shape("Village", "needs")))
    first = await store.answer(plan, sheet.values)
    first.cell[0].append("SPOILED")
    assert (await store.answer(plan, sheet.values)).cell == [["TOURISM", "WATER"]]
    assert first.revision == 1


async def test_one_plan_serves_many_values(store: Store) -> None:
    sheet = Sheet()
    plan = sheet.plan(sheet.lookup("Village", N.v1, shape("Village", "name")))
    assert (await store.answer(plan, ["2019-01-01", N.v2])).cell == ["V2 东二村"]
    assert (await store.answer(plan, ["2019-01-01", N.v3])).cell == ["V3 西一村"]
