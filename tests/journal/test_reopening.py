"""What was kept is there again, whether or not the store was closed properly."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph_service.changes.change import AlterNode, AlterTie, Json, Properties, SetDataDate
from graph_service.errors import Conflict, Unavailable
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.embedded.store import open_embedded
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Receipt, Store
from tests.contract.asking import Sheet, derived, listing, names, shape, to_many, to_one
from tests.contract.county import COUNTY, N, PlainDeriver, add_node, add_tie, change_set, tie_id
from tests.journal.conftest import Opening

MORE = change_set(
    add_node("Village", "v9", "V9", divisionKind="VILLAGE", code="990101100209"),
    AlterNode("Village", N.v1, {"households": 300}, {"households": None, "needs": ["LAW"], "code": "1"}),
    AlterTie("HOLDS", tie_id("HOLDS", "bob p1"), {"until": None}, {"until": "2019-09-01"}),
    add_tie("SPONSORS", "party g1", N.party, N.g1, since="2019-01-01", sourceIds=[N.report], quotes=["q"],
        confidences=["LOW"]),
    key="more",
)


async def answers(store: Store) -> object:
    sheet = Sheet("2019-10-15")
    sponsors = to_many("TeamGroup.sponsors", shape("Unit", "name", cited=shape("Source", "name"), keyed=True),
        orders=names("Unit"), total=True)
    groups = to_many("Village.groups", shape("TeamGroup", "name since", parts=(sponsors,)), orders=names("TeamGroup"))
    posts = to_many("Village.posts", shape("Post", "name", derived=(derived("Post.holding"),),
        parts=(to_one("Post.holder", shape("Cadre", "name nameKey searchTokens")),)))
    row = shape("Village", "id name code households needs basisReason", parts=(groups, posts))
    villages = await sheet.ask(store, listing("Village", row, orders=names("Village")))
    sheet = Sheet()
    by_code = await sheet.ask(store, sheet.lookup("Village", "1", shape("Village", "name"), by="code"))
    assert by_code == ["V1 东一村"]
    history = await store.history()
    return villages, history.head, list(history.records)


async def test_reopening_gives_equal_answers(opened: Opening) -> None:
    store = await opened()
    await store.commit(COUNTY)
    await store.commit(MORE)
    before = await answers(store)
    for _ in range(2):
        await store.close()
        store = await opened()
        assert await answers(store) == before
    assert await store.commit(MORE) == Receipt(2, repeated=True)
    with pytest.raises(Conflict):
        await store.commit(change_set(*MORE.changes))
    third = change_set(AlterNode("Village", N.v1, {"households": None}, {"households": 2}))
    assert await store.commit(third) == Receipt(3)
    await store.close()


async def test_without_its_snapshots_the_journal_is_folded(opened: Opening, path: Path) -> None:
    store = await opened()
    await store.commit(COUNTY)
    await store.commit(MORE)
    before = await answers(store)
    await store.close()
    for statement in (
        "UPDATE snapshot SET payload = X'7B7D'",
        "UPDATE snapshot SET chained = 'of another journal'",
        "DELETE FROM snapshot",
    ):
        with sqlite3.connect(path) as file:
            assert file.execute(statement).rowcount == 1
        file.close()
        store = await opened()
        assert await answers(store) == before
        await store.close()
        # A start that had to fold leaves a snapshot for the next one.
        store = await opened()
        assert await answers(store) == before
        await store.close()


async def test_what_comes_after_a_snapshot_is_folded_on_it(opened: Opening, path: Path) -> None:
    store = await opened()
    await store.commit(COUNTY)
    await store.close()
    with sqlite3.connect(path) as file:
        early = file.execute("SELECT * FROM snapshot").fetchone()
    store = await opened()
    await store.commit(MORE)
    before = await answers(store)
    await store.close()
    with sqlite3.connect(path) as file:
        file.execute("DELETE FROM snapshot")
        file.execute("INSERT INTO snapshot VALUES (?, ?, ?, ?, ?)", early)
    file.close()
    store = await opened()
    assert await answers(store) == before
    await store.close()


class Shouting(PlainDeriver):
    """Derives something else."""

    def __call__(self, label: str, properties: Properties) -> Mapping[str, Json]:
        return {**super().__call__(label, properties), "nameKey": "LOUD"}


async def key_of_bob(store: Store) -> object:
    sheet = Sheet()
    return await sheet.ask(store, sheet.lookup("Cadre", N.bob, shape("Cadre", "nameKey")))


async def test_a_snapshot_never_mixes_two_ways_of_deriving(path: Path) -> None:
    """A store that was closed before it was prepared leaves what it was opened with in one way."""
    for deriver in (PlainDeriver(), Shouting("loud-2"), Shouting("loud-2")):
        store = await open_store(Access(f"embedded:{path}"), ORGANIZATION, deriver)
        await store.commit(COUNTY)
        await store.commit(change_set(SetDataDate("2020-11-12", "2020-11-12")))
        key = await key_of_bob(store)
        await store.close()
    assert key == ["LOUD"]


async def test_another_way_of_deriving_is_taken_up_by_prepare(path: Path) -> None:
    async def key_after(deriver: PlainDeriver) -> object:
        store = await open_store(Access(f"embedded:{path}"), ORGANIZATION, deriver)
        await store.prepare()
        found = await key_of_bob(store)
        await store.close()
        return found

    store = await open_store(Access(f"embedded:{path}"), ORGANIZATION, PlainDeriver())
    await store.commit(COUNTY)
    await store.close()
    plain = ["00004300003200002000004200006f000062"]
    assert await key_after(PlainDeriver()) == plain
    # The version decides, not what would come out.
    assert await key_after(Shouting("plain-1")) == plain
    assert await key_after(Shouting("loud-2")) == ["LOUD"]
    assert await key_after(Shouting("loud-2")) == ["LOUD"]
    assert await key_after(PlainDeriver("plain-3")) == plain


async def test_a_second_process_is_refused(opened: Opening) -> None:
    store = await opened()
    with pytest.raises(Unavailable, match=r"Another process has graph\.db open"):
        await opened()
    await store.close()
    await (await opened()).close()


async def test_a_second_process_is_refused_by_another_name_of_the_file(opened: Opening, path: Path) -> None:
    store = await opened()
    other = path.with_name("other.db")
    other.symlink_to(path)
    with pytest.raises(Unavailable, match="Another process has"):
        await open_embedded(str(other), ORGANIZATION, PlainDeriver())
    await store.close()


async def test_a_closed_store_says_so(opened: Opening) -> None:
    store = await opened()
    await store.close()
    await store.close()
    with pytest.raises(Unavailable, match="closed"):
        await store.commit(COUNTY)
    with pytest.raises(Unavailable, match="closed"):
        await store.history()


async def test_memory_is_not_ahead_of_a_disk_that_refuses(path: Path) -> None:
    store = await open_embedded(str(path), ORGANIZATION, PlainDeriver())
    await store.commit(COUNTY)
    await store.commit(MORE)
    before = await answers(store)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="could not be written"):
            await store.commit(change_set(add_node("Village", "lost", "lost", divisionKind="VILLAGE")))
        other.execute("ROLLBACK")
    other.close()
    assert await answers(store) == before
    assert await store.commit(change_set(add_node("Village", "kept", "kept", divisionKind="VILLAGE"))) == Receipt(3)
    await store.close()
