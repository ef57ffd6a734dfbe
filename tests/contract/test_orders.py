"""Orders, pages and totals: missing values last both ways, ids at the end, keys that go on from any row."""

from typing import Any

import pytest

from graph_service.model.graph import Kind
from graph_service.plan.ir import Listing, Order, ToMany
from graph_service.stores.port import Store
from tests.contract.asking import DAY, EDGE, EVER, Sheet, by, listing, names, shape, to_many
from tests.contract.county import N, add_node, add_tie, change_set, node_id, tie_id

V1, V2, V3, V4 = "V1 东一村", "V2 东二村", "V3 西一村", "V4 西二村"
LESS, MORE = sorted(((N.v1, V1), (N.v4, V4)))
"""The two villages with 300 households, by id."""


def down(path: str) -> Order:
    return by(path, descending=True)


@pytest.mark.parametrize(("orders", "expected"), [
    ((by("Village.nameKey"),), [V1, V2, V3, V4]),
    ((down("Village.nameKey"),), [V4, V3, V2, V1]),
    ((by("Village.code"),), [V1, V2, V3, V4]),
    ((down("Village.code"),), [V3, V2, V1, V4]),
    ((by("Village.households"),), [V2, LESS[1], MORE[1], V3]),
    ((down("Village.households"),), [LESS[1], MORE[1], V2, V3]),
    ((down("Village.households"), by("Village.nameKey")), [V1, V4, V2, V3]),
    ((down("Village.households"), down("Village.nameKey")), [V4, V1, V2, V3]),
    ((by("Village.households"), down("Village.code")), [V2, V1, V4, V3]),
    ((by("Village.until"), down("Village.nameKey")), [V4, V3, V2, V1]),
    ((down("Village.until"), by("Village.nameKey")), [V1, V2, V3, V4]),
])
async def test_orders(store: Store, orders: tuple[Order, ...], expected: list[str]) -> None:
    rows = await Sheet().ask(store, listing("Village", shape("Village", "name"), orders=orders))
    assert [name for (name,) in rows] == expected


async def test_without_an_order_ids_decide(store: Store) -> None:
    rows = await Sheet().ask(store, listing("Village", shape("Village", "id")))
    assert [key for (key,) in rows] == sorted([N.v1, N.v2, N.v3, N.v4])


async def test_several_labels_in_one_order(store: Store) -> None:
    row = shape("Division", "name", labelled=True)
    rows = await Sheet().ask(store, listing("Division", row, orders=(down("Division.code"), by("Division.nameKey"))))
    assert [[label, name[:2]] for label, name in rows] == [
        ["Village", "V3"], ["Township", "T2"], ["Village", "V2"], ["Village", "V1"], ["Township", "T1"],
        ["County", "示例"], ["Prefecture", "A "], ["Province", "A "], ["Township", "T3"], ["Village", "V4"],
    ]


async def test_orders_of_the_edge(store: Store) -> None:
    for orders, expected in (
        ((by("HOLDS.since", subject=EDGE),), ["C1 Ann", "C2 Bob", "C3 Cai"]),
        ((by("HOLDS.since", subject=EDGE, descending=True),), ["C3 Cai", "C2 Bob", "C1 Ann"]),
        ((by("HOLDS.until", subject=EDGE), by("Cadre.nameKey", descending=True)), ["C1 Ann", "C3 Cai", "C2 Bob"]),
        ((by("HOLDS.dueOn", subject=EDGE, descending=True), by("Cadre.nameKey")), ["C1 Ann", "C2 Bob", "C3 Cai"]),
        ((by("HOLDS.capacity", subject=EDGE), by("Cadre.nameKey")), ["C2 Bob", "C3 Cai", "C1 Ann"]),
    ):
        sheet = Sheet()
        row = shape("Post", parts=(to_many("Post.holder", shape("Cadre", "name"), orders=orders, moment=EVER),))
        (rows,) = await sheet.ask(store, sheet.lookup("Post", N.p1, row))
        assert [name for (name,) in rows] == expected


async def walk(store: Store, root: Listing, first: int) -> list[list[Any]]:
    """All pages one after another, each from the key of the last row of the one before."""
    pages: list[list[Any]] = []
    after: tuple[tuple[Kind, Any], ...] | None = None
    kinds = [*(order.of.kind for order in root.orders), Kind.ID]
    while True:
        sheet = Sheet()
        page = sheet.page(first, after=after)
        rows = await sheet.ask(store, Listing(root.labels, root.moment, root.where, root.orders, page, root.shape))
        if not rows:
            return pages
        pages.append(rows)
        after = tuple(zip(kinds, rows[-1][-len(kinds):], strict=True))


@pytest.mark.parametrize("first", [1, 2, 3])
@pytest.mark.parametrize("orders", [
    (), (by("Village.households"),), (down("Village.households"),), (by("Village.code"),), (down("Village.code"),),
    (down("Village.households"), down("Village.code")), (by("Village.until"), down("Village.households")),
    (by("Village.divisionKind"), down("Village.nameKey")),
])
async def test_pages_leave_nothing_out_and_repeat_nothing(
    store: Store, orders: tuple[Order, ...], first: int
) -> None:
    root = listing("Village", shape("Village", "name", keyed=True), orders=orders)
    whole = await Sheet().ask(store, root)
    pages = await walk(store, root, first)
    assert [row for page in pages for row in page] == whole
    assert [len(page) for page in pages] == {1: [1, 1, 1, 1], 2: [2, 2], 3: [3, 1]}[first]


async def test_the_key_of_a_row(store: Store) -> None:
    orders = (down("Village.households"), by("Village.code"))
    rows = await Sheet().ask(store, listing("Village", shape("Village", "name", keyed=True), orders=orders))
    assert rows == [
        [V1, 300, "990101100201", N.v1], [V4, 300, None, N.v4], [V2, 120, "990101100202", N.v2],
        [V3, None, "990101101201", N.v3],
    ]


async def test_a_page_begins_after_its_key_even_if_no_row_has_it(store: Store) -> None:
    for given, expected in (
        ((200, "vi_aaaaaaaaaaaaaaaaaaaa"), [LESS[1], MORE[1], V3]),
        ((300, LESS[0]), [MORE[1], V3]),
        ((300, MORE[0]), [V3]),
        ((None, "vi_22222222222222222222"), [V3]),
        ((None, "vi_zzzzzzzzzzzzzzzzzzzz"), []),
    ):
        sheet = Sheet()
        page = sheet.page(10, after=((Kind.WHOLE, given[0]), (Kind.ID, given[1])))
        root = listing("Village", shape("Village", "name"), orders=(by("Village.households"),), page=page)
        assert [name for (name,) in await sheet.ask(store, root)] == expected


async def test_more_gives_one_row_beyond_the_page(store: Store) -> None:
    for first, more, expected in ((2, False, [V1, V2]), (2, True, [V1, V2, V3]), (4, True, [V1, V2, V3, V4])):
        sheet = Sheet()
        page = sheet.page(first, more=more)
        rows = await sheet.ask(store, listing("Village", shape("Village", "name"), orders=names("Village"), page=page))
        assert [name for (name,) in rows] == expected


async def test_totals_count_before_paging(store: Store) -> None:
    sheet = Sheet()
    where = sheet.compare("Village.households", "gte", 0)
    page = sheet.page(1, after=((Kind.CODE, "0"), (Kind.ID, N.v1)))
    row = shape("Village", "name")
    root = listing("Village", row, where, names("Village"), page, total=True)
    assert await sheet.ask(store, root) == [[[V1]], 3]
    root = listing("Village", row, where, names("Village"), total=True)
    assert await sheet.ask(store, root) == [[[V1], [V2], [V4]], 3]
    assert await sheet.ask(store, listing("Village", row, where, rows=False, total=True)) == [[], 3]
    assert await sheet.ask(store, listing("Village", row, where, rows=False)) == []


async def test_pages_and_totals_behind_a_hop(store: Store) -> None:
    def villages(sheet: Sheet, first: int | None, **more: Any) -> ToMany:
        page = None if first is None else sheet.page(first, more=True)
        return to_many("Township.villages", shape("Village", "name", **more), orders=names("Village"), page=page,
            total=True)

    sheet = Sheet()
    row = shape("Township", "name", parts=(villages(sheet, 1), villages(sheet, None)))
    assert await sheet.ask(store, sheet.lookup("Township", N.t1, row)) == [
        "T1 东镇", [[[V1], [V2]], 2], [[[V1], [V2]], 2]
    ]
    sheet = Sheet()
    count = to_many("Township.villages", shape("Village"), sheet.compare("Village.households", "gte", 200),
        rows=False, total=True)
    assert await sheet.ask(store, sheet.lookup("Township", N.t1, shape("Township", parts=(count,)))) == [[[], 1]]


async def pages_of_holders(store: Store, orders: tuple[Order, ...], first: int) -> list[list[Any]]:
    found: list[list[Any]] = []
    after: tuple[tuple[Kind, Any], ...] | None = None
    kinds = [*(order.of.kind for order in orders), Kind.ID, Kind.ID]
    while True:
        sheet = Sheet()
        holders = to_many("Post.holder", shape("Cadre", "name", keyed=True), orders=orders, moment=EVER,
            page=sheet.page(first, after=after))
        (rows,) = await sheet.ask(store, sheet.lookup("Post", N.p1, shape("Post", parts=(holders,))))
        found += rows
        if not rows:
            return found
        after = tuple(zip(kinds, rows[-1][-len(kinds):], strict=True))


@pytest.mark.parametrize("orders", [
    (by("HOLDS.since", subject=EDGE, descending=True),), (by("HOLDS.until", subject=EDGE),),
    (by("HOLDS.until", subject=EDGE, descending=True), by("Cadre.nameKey", descending=True)),
    (by("Cadre.gender"), by("HOLDS.dueOn", subject=EDGE)), (),
])
@pytest.mark.parametrize("first", [1, 2])
async def test_pages_behind_a_hop(store: Store, orders: tuple[Order, ...], first: int) -> None:
    """Ann comes back twice: three relationships lead to one node, and only their own ids part two of them."""
    again = [add_tie("HOLDS", f"again {n}", N.ann, N.p1, since="2020-01-01", until="2020-02-01") for n in (1, 2)]
    await store.commit(change_set(*again))
    whole = shape("Post", parts=(
        to_many("Post.holder", shape("Cadre", "name", keyed=True), orders=orders, moment=EVER),
    ))
    sheet = Sheet()
    (rows,) = await sheet.ask(store, sheet.lookup("Post", N.p1, whole))
    assert len(rows) == 5
    assert await pages_of_holders(store, orders, first) == rows


async def test_equal_keys_are_parted_by_the_relationship(store: Store) -> None:
    again = [add_tie("HOLDS", f"again {n}", N.ann, N.p1, since="2018-04-01") for n in (1, 2, 3)]
    await store.commit(change_set(*again))
    sheet = Sheet("2020-01-01")
    since = (by("HOLDS.since", subject=EDGE),)
    holders = to_many("Post.holder", shape("Cadre", "name", keyed=True), orders=since, moment=DAY)
    (rows,) = await sheet.ask(store, sheet.lookup("Post", N.p1, shape("Post", parts=(holders,))))
    expected = [["C1 Ann", "2018-04-01", N.ann, key] for key in sorted(tie.id for tie in again)]
    assert rows == [
        *expected,
        ["C2 Bob", "2019-04-01", N.bob, tie_id("HOLDS", "bob p1")],
        ["C3 Cai", "2019-10-01", N.cai, tie_id("HOLDS", "cai p1")],
    ]


async def test_an_order_after_a_write(store: Store) -> None:
    """What a store may have kept sorted is sorted anew."""
    sheet = Sheet()
    plan = sheet.plan(listing("Village", shape("Village", "name"), orders=names("Village")))
    assert len((await store.answer(plan, sheet.values)).cell) == 4
    village = add_node("Village", "v0", "V0 新村", divisionKind="VILLAGE")
    await store.commit(change_set(village))
    assert [name for (name,) in (await store.answer(plan, sheet.values)).cell] == ["V0 新村", V1, V2, V3, V4]
    assert village.id == node_id("Village", "v0")


async def test_large_numbers_and_letters_beyond_the_basic_plane(store: Store) -> None:
    """Engines disagree on the order of such letters; the stored key decides."""
    await store.commit(change_set(
        add_node("Enterprise", "x", "𠮷 beyond", since="2018-01-01", enterpriseKind="COMPANY"),
        add_node("Enterprise", "y", "﨑 before", since="2018-01-01", enterpriseKind="COMPANY"),
        add_node("Project", "x", "J2", since="2018-01-01", projectKind="JOINT", investment=9_007_199_254_740_993),
    ))
    rows = await Sheet().ask(store, listing("Enterprise", shape("Enterprise", "name"), orders=names("Enterprise")))
    assert [name for (name,) in rows] == ["E1 合作社", "﨑 before", "𠮷 beyond"]
    root = listing("Project", shape("Project", "investment"), orders=(down("Project.investment"),))
    rows = await Sheet().ask(store, root)
    assert rows == [[9_007_199_254_740_993], [3_000_000_000]]
