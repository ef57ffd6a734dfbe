"""What only a database can get wrong: two writers at once, records changed behind our back, injection."""

import asyncio
from typing import Any

import pytest

from graph_service.changes.change import AddTie, Change
from graph_service.errors import Conflict, Damaged, Refused
from graph_service.model.graph import Kind
from graph_service.model.ident import ident
from graph_service.stores.neo4j.link import Link
from graph_service.stores.neo4j.store import LOOKS, Neo4jStore
from graph_service.stores.port import Receipt
from tests.contract.asking import Sheet, listing, names, shape
from tests.contract.county import COUNTY, N, add_node, change_set, node_id
from tests.neo4j.conftest import Cypher, opened_at

PAYLOADS = (
    "'}) DETACH DELETE n //",
    "' OR 1=1 //",
    "\\' }) MATCH (m) DETACH DELETE m //",
    "\u0027}) CALL { MATCH (m) DETACH DELETE m } //",
    "`) DETACH DELETE n //",
    "$p0",
    "{name: 'x'}",
    "*/ MATCH (n) DETACH DELETE n /*",
)


def villages(count: int, prefix: str = "new ") -> list[Change]:
    return [add_node("Village", f"{prefix}{n}", f"{prefix}{n:05}", divisionKind="VILLAGE") for n in range(count)]


async def test_writers_from_two_processes_are_one_after_another(store: Neo4jStore, neo4j_uri: str) -> None:
    other = await opened_at(neo4j_uri)
    same = [change_set(*villages(1, f"w{number} ")) for number in range(10)]
    written = await asyncio.gather(*(who.commit(one) for one in same for who in (store, other)), return_exceptions=True)
    # Each was added once, and met by the other writer as there already.
    assert sorted(receipt.revision for receipt in written if isinstance(receipt, Receipt)) == list(range(1, 11))
    assert sum(isinstance(failed, Conflict) for failed in written) == 10
    assert [record.revision for record in (await store.history()).records] == list(range(1, 11))
    await other.close()


async def test_twenty_equal_posts_with_one_key_are_kept_once(store: Neo4jStore) -> None:
    asked = change_set(*villages(1), key="once")
    receipts = await asyncio.gather(*(store.commit(asked) for _ in range(20)))
    assert {receipt.revision for receipt in receipts} == {1}
    assert sum(not receipt.repeated for receipt in receipts) == 1


async def test_a_refused_write_leaves_the_head_where_it_was(store: Neo4jStore, cypher: Cypher) -> None:
    await store.commit(COUNTY)
    sheet = Sheet()
    guard = sheet.guard(listing("Village", shape("Village", "id name"), orders=names("Village")), "NEVER")
    with pytest.raises(Exception, match="NEVER in English"):
        await store.commit(change_set(*villages(3)), [guard])
    assert (await store.history(limit=0)).head.revision == 1
    assert await cypher("MATCH (n:Village) RETURN count(n)") == [[4]]
    assert await cypher("MATCH (n:Record) RETURN count(n)") == [[1]]


async def test_a_unique_value_that_is_taken_is_refused(store: Neo4jStore) -> None:
    await store.commit(COUNTY)
    with pytest.raises(Refused) as failed:
        await store.commit(change_set(add_node("Village", "x", "X", divisionKind="VILLAGE", code="990101100201")))
    assert [violation.code for violation in failed.value.violations] == ["TAKEN"]
    assert (await store.history(limit=0)).head.revision == 1


async def test_twelve_thousand_changes_are_one_write(store: Neo4jStore, cypher: Cypher) -> None:
    await store.commit(COUNTY)
    made = villages(6000)
    ties: list[Change] = [
        AddTie("WITHIN", ident("wi", "WITHIN", f"{n}"), node_id("Village", f"new {n}"), N.t1, {"basis": "STATED"})
        for n in range(6000)
    ]
    # The ties stand first: nodes are written before them all the same.
    await store.commit(change_set(*ties, *made))
    assert await cypher("MATCH (:Village)-[r:WITHIN]->(:Township) RETURN count(r)") == [[6004]]
    assert len((await store.history(after=1)).records[0].change_set.changes) == 12_000


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_behaviour_5_a_canary_survives_what_is_injected(store: Neo4jStore, cypher: Cypher, payload: str) -> None:
    await store.commit(change_set(add_node("Village", "canary", "canary", divisionKind="VILLAGE"), key=payload))
    await store.commit(change_set(add_node("Village", payload, payload, divisionKind=payload), reason=payload))
    for op in ("eq", "contains", "startsWith"):
        sheet = Sheet(basis=[payload, "STATED"])
        after = ((Kind.CODE, payload), (Kind.ID, payload))
        for page in (None, sheet.page(5, after=after)):
            where = sheet.compare("Village.name", op, payload)
            await sheet.ask(store, listing("Village", shape("Village", "name"), where, names("Village"), page))
    sheet = Sheet()
    assert await sheet.ask(store, sheet.lookup("Village", payload, shape("Village", "name"))) is None
    assert await sheet.ask(store, sheet.lookup("Village", [payload], shape("Village", "name"))) == [None]
    assert await cypher("MATCH (n:Village {name: 'canary'}) RETURN count(n)") == [[1]]
    assert await cypher("MATCH (n:Node) RETURN count(n)") == [[2]]


@pytest.mark.parametrize(("moving", "looks"), [(1, 2), (LOOKS, LOOKS)], ids=["once", "always"])
async def test_an_answer_read_across_a_write_is_read_again(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, moving: int, looks: int
) -> None:
    """Who is always overtaken reads behind the head's lock in the end."""
    await store.commit(COUNTY)
    kept, reads = Link.look, []

    async def crossed(link: Link, text: str, given: dict[str, Any], seconds: float | None = None) -> Any:
        record, still = await kept(link, text, given, seconds)
        reads.append(text)
        if len(reads) == 1:
            await store.commit(change_set(*villages(1)))
        return record, still and len(reads) > moving

    monkeypatch.setattr(Link, "look", crossed)
    sheet = Sheet()
    answer = await store.answer(sheet.plan(listing("Village", shape("Village", "id"))), sheet.values)
    assert (answer.revision, len(answer.cell), len(reads)) == (2, 5, looks)


# ---- the journal


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("MATCH (k:Record {revision: 2}) SET k.payload = replace(k.payload, 'b00000', 'b00009')", "2"),
        ("MATCH (k:Record {revision: 2}) DETACH DELETE k", "2"),
        ("MATCH (k:Record {revision: 3}) SET k.checksum = 'x'", "3"),
        ("MATCH (k:Record {revision: 3}) DETACH DELETE k", "3"),
        ("MATCH (k:Record) DETACH DELETE k", "1"),
        ("MATCH (k:Record {revision: 1}) SET k.checksum = 'x'", "1"),
        ("MATCH (j:Journal) SET j.checksum = 'x'", "3"),
    ],
)
async def test_a_record_changed_by_hand_is_named(store: Neo4jStore, cypher: Cypher, damage: str, named: str) -> None:
    for prefix in "abc":
        await store.commit(change_set(*villages(1, prefix)))
    assert [record.revision for record in (await store.history(after=1)).records] == [2, 3]
    await cypher(damage)
    with pytest.raises(Damaged, match=f"Revision {named} "):
        await store.history()


async def test_records_are_read_in_parts(store: Neo4jStore) -> None:
    for prefix in "abc":
        await store.commit(change_set(*villages(1, prefix)))
    parts = [(await store.history(after=after, limit=1)).records[0].revision for after in range(3)]
    assert parts == [1, 2, 3]
    assert (await store.history(after=3)).records == []


# ---- preparing


async def test_preparing_twice_makes_nothing_new(store: Neo4jStore, cypher: Cypher) -> None:
    before = await cypher("SHOW INDEXES YIELD name, state RETURN name, state ORDER BY name")
    await store.prepare()
    assert await cypher("SHOW INDEXES YIELD name, state RETURN name, state ORDER BY name") == before
    assert {state for _, state in before} == {"ONLINE"}


async def test_another_way_of_deriving_derives_anew(store: Neo4jStore, cypher: Cypher, neo4j_uri: str) -> None:
    await store.commit(COUNTY)
    await cypher("MATCH (n:Village) SET n.nameKey = 'old'")
    await store.prepare()
    assert await cypher("MATCH (n:Village) RETURN collect(DISTINCT n.nameKey)") == [[["old"]]]
    later = await opened_at(neo4j_uri, "plain-2")
    before = await cypher("MATCH (n:Node) WHERE NOT n:Village RETURN n.id, properties(n) ORDER BY n.id")
    await later.prepare()
    assert await cypher("MATCH (n {nameKey: 'old'}) RETURN count(n)") == [[0]]
    assert await cypher("MATCH (n:Node) WHERE NOT n:Village RETURN n.id, properties(n) ORDER BY n.id") == before
    assert await cypher("MATCH (j:Journal) RETURN j.deriver, j.revision") == [["plain-2", 1]]
    await later.close()


async def test_every_node_and_relationship_carries_both_dates(store: Neo4jStore, cypher: Cypher) -> None:
    await store.commit(COUNTY)
    assert await cypher("MATCH (n:Node) WHERE n.since IS NULL OR n.until IS NULL RETURN count(n)") == [[0]]
    assert await cypher("MATCH ()-[r]->() WHERE r.since IS NULL OR r.until IS NULL RETURN count(r)") == [[0]]
