"""On which sources a fact rests: lists on a relationship, relationships of a node."""

from graph_service.stores.port import Store
from tests.contract.asking import EVER, Sheet, names, props, shape, to_many
from tests.contract.county import N, tie_id


async def test_citations_of_a_relationship(store: Store) -> None:
    cited = shape("Source", "name date")
    row = shape("Project", parts=(
        to_many("Project.beneficiaries",
            shape("Village", "name", edge=props("BENEFITS", "yearlyIncome yearlyIncomeBound"), cited=cited)),
        to_many("Project.participants",
            shape("Participant", "name", edge=props("TAKES_PART_IN", "duties"), cited=cited),
            orders=names("Village")),
    ))
    sheet = Sheet()
    assert await sheet.ask(store, sheet.lookup("Project", N.enclave, row)) == [
        [["V3 西一村", 50_000, "AT_LEAST", [
            [["R3 样例", None], "made up", "LOW"], [["R1 报告", "2020-11-12"], "每年五万元", "HIGH"],
        ]]],
        [["V1 东一村", ["SITE", "LEAD"], []], ["V3 西一村", [], []]],
    ]


async def test_citations_leave_out_what_the_basis_does(store: Store) -> None:
    sheet = Sheet(basis=["STATED"])
    row = shape("Project", parts=(to_many("Project.beneficiaries", shape("Village", cited=shape("Source", "name"))),))
    assert await sheet.ask(store, sheet.lookup("Project", N.enclave, row)) == [
        [[[[["R1 报告"], "每年五万元", "HIGH"]]]]
    ]


async def test_citations_and_keys_of_one_row(store: Store) -> None:
    sheet = Sheet()
    row = shape("Village", "name", cited=shape("Source", "name"), keyed=True)
    part = to_many("Project.beneficiaries", row, page=sheet.page(1))
    key = tie_id("BENEFITS", "income")
    assert await sheet.ask(store, sheet.lookup("Project", N.enclave, shape("Project", parts=(part,)))) == [[
        ["V3 西一村", [[["R3 样例"], "made up", "LOW"], [["R1 报告"], "每年五万元", "HIGH"]], N.v3, key]
    ]]


async def test_citations_of_a_node_are_its_sources(store: Store) -> None:
    for basis, expected in (
        (None, [["R1 报告", "V1", "HIGH"], ["R2 网页", "one", "MEDIUM"], ["R3 样例", "none", "LOW"]]),
        (["STATED"], [["R1 报告", "V1", "HIGH"], ["R2 网页", "one", "MEDIUM"]]),
    ):
        sheet = Sheet(basis=basis)
        sources = to_many("Village.sources", shape("Source", "name", edge=props("STATED_IN", "quote confidence")),
            orders=names("Source"), moment=EVER)
        assert await sheet.ask(store, sheet.lookup("Village", N.v1, shape("Village", parts=(sources,)))) == [expected]
