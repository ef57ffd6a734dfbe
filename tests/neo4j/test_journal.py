"""Every field that the journal keeps in the database, changed behind our back: found when it is read, or by `check`."""

import pytest

from graph_service.errors import Damaged
from graph_service.stores.neo4j.store import Neo4jStore
from graph_service.writing.check import check
from tests.contract.county import COUNTY, N, add_node, change_set
from tests.neo4j.conftest import Cypher

VALUES = ("null", "'x'", "1", "[]")


@pytest.mark.parametrize("field", ["revision", "payload", "checksum", "idempotencyKey", "at", "actor"])
async def test_a_field_of_a_record_that_is_changed(store: Neo4jStore, cypher: Cypher, field: str) -> None:
    await store.commit(COUNTY)
    for name in "bc":
        await store.commit(change_set(add_node("Village", name, name, divisionKind="VILLAGE"), key=name))
    for value in VALUES:
        kept = await cypher(f"MATCH (k:Record {{revision: 2}}) RETURN k.{field}")
        await cypher(f"MATCH (k:Record {{revision: 2}}) SET k.was = 2, k.{field} = {value.replace('1', '99')}")
        with pytest.raises(Damaged) as damaged:
            await store.history()
        assert "Revision 2 " in damaged.value.en
        assert "第 2 条" in damaged.value.zh
        assert "to revision 1, is whole" in damaged.value.en
        await cypher(f"MATCH (k:Record {{was: 2}}) SET k.{field} = $kept", kept=kept[0][0])
        assert len((await store.history()).records) == 3


@pytest.mark.parametrize("field", ["revision", "checksum"])
async def test_a_field_of_the_head_that_is_changed(store: Neo4jStore, cypher: Cypher, field: str) -> None:
    await store.commit(COUNTY)
    await store.commit(change_set(add_node("Village", "b", "b", divisionKind="VILLAGE")))
    for value in ("1", "3", "99") if field == "revision" else VALUES:
        kept = await cypher(f"MATCH (j:Journal) RETURN j.{field}")
        await cypher(f"MATCH (j:Journal) SET j.{field} = {value}")
        with pytest.raises(Damaged):
            await store.history()
        await cypher(f"MATCH (j:Journal) SET j.{field} = $kept", kept=kept[0][0])


async def test_what_is_stored_otherwise_than_it_was_written_is_found(store: Neo4jStore, cypher: Cypher) -> None:
    await store.commit(COUNTY)
    clean = {(one.code, one.subjects) for one in (await check(store)).found}
    for change, subject, place in (
        (f"MATCH (n:Village {{id: '{N.v1}'}}) SET n.households = 7", N.v1, "households"),
        (f"MATCH (n:Cadre {{id: '{N.ann}'}}) SET n.phone = '556'", N.ann, "phone"),
        (f"MATCH (n:Village {{id: '{N.v2}'}}) SET n.needs = ['LAW']", N.v2, "needs"),
        (f"MATCH (n:Cadre {{id: '{N.dan}'}}) DETACH DELETE n", N.dan, "id"),
        ("MATCH (j:Journal) SET j.dataDate = '2021-01-01'", "dataDate", "dataDate"),
    ):
        await cypher(change)
        found = {one.subjects: one for one in (await check(store)).found if one.code == "NOT_AS_WRITTEN"}
        assert found[(subject,)].place == place
        assert "556" not in str(found)
    assert all(code != "NOT_AS_WRITTEN" for code, _ in clean)


async def test_two_parents_put_in_by_hand_break_a_rule(store: Neo4jStore, cypher: Cypher) -> None:
    await store.commit(COUNTY)
    await cypher(
        f"MATCH (v:Village {{id: '{N.v1}'}})-[r:WITHIN]->(), (t:Township {{id: '{N.t2}'}}) "
        "CREATE (v)-[:WITHIN {id: 'wi_aaaaaaaaaaaaaaaaaaaa', since: r.since, until: r.until, basis: r.basis}]->(t)"
    )
    assert {"TWO_PARENTS", "NOT_AS_WRITTEN"} <= {one.code for one in (await check(store)).found}
