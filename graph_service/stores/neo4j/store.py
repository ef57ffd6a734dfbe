"""The store that keeps the graph in Neo4j: one statement a plan, one transaction a change set."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from neo4j import AsyncManagedTransaction, Record

from graph_service.changes.change import ChangeSet
from graph_service.errors import Damaged
from graph_service.model.graph import GraphModel
from graph_service.plan.ir import Plan, Values
from graph_service.stores.neo4j import journal
from graph_service.stores.neo4j.constraints import named
from graph_service.stores.neo4j.cypher import Statement, statement
from graph_service.stores.neo4j.faults import Unsure
from graph_service.stores.neo4j.first import Firsts
from graph_service.stores.neo4j.given import parameters
from graph_service.stores.neo4j.link import CONNECTIONS, Link, Look, link
from graph_service.stores.neo4j.spelling import NODE, label_of
from graph_service.stores.neo4j.writing import BATCH, Writer
from graph_service.stores.port import Answer, Deriver, Guard, Head, History, Receipt

LOOKS = 4
"""How often an answer is read beside the writers before they are made to wait for it."""
PLANS = 1024
"""Statements kept; a plan beyond them is written anew."""
SLOW = 60.0
"""Seconds for what reads or makes everything: indexes, the journal."""

_DERIVER = "CYPHER 5 OPTIONAL MATCH (j:Journal {id: 'head'}) RETURN j.deriver AS version, j.revision AS revision"
_DERIVED = "CYPHER 5 MERGE (j:Journal {id: 'head'}) ON CREATE SET j.revision = 0 SET j.deriver = $version"
# The head is locked without counting, so that no writer comes between what is read and what is written.
_UNDERIVED = f"""CYPHER 5
MATCH (j:Journal {{id: 'head'}}) REMOVE j.held
WITH j
MATCH (n:{NODE}) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT {BATCH}
RETURN collect([n.id, {label_of("n")}, properties(n)]) AS found"""


class Neo4jStore:
    """The port's five methods; its docstrings are the contract."""

    def __init__(self, connection: Link, model: GraphModel, deriver: Deriver) -> None:
        self._link = connection
        self._model = model
        self._deriver = deriver
        self._statements: dict[int, tuple[Plan, Statement]] = {}
        self._writer = Writer(model, deriver)
        # Writers of one process queue here instead of holding connections while they wait at the head's lock.
        self._writing = asyncio.Lock()
        self._firsts = Firsts()

    @property
    def model(self) -> GraphModel:
        return self._model

    def statement(self, plan: Plan) -> Statement:
        """Found by the plan's identity; the plan is kept with it, so that nothing else takes its id."""
        kept = self._statements.get(id(plan))
        if kept is None:
            if len(self._statements) >= PLANS:
                del self._statements[next(iter(self._statements))]
            kept = self._statements[id(plan)] = (plan, statement(self._model, plan))
        return kept[1]

    async def answer(self, plan: Plan, values: Values) -> Answer:
        spelled = self.statement(plan)
        given = parameters(spelled.used, values)
        async with self._link.in_time(self._link.seconds):
            for _ in range(LOOKS):
                (begun, cell, ended), still = await self._look(spelled.text, given)
                if still and begun == ended:
                    return Answer(cell, begun or 0)
            begun, cell, _ = await self._held(spelled.text, given, self._link.seconds)
        return Answer(cell, begun or 0)

    async def _look(self, text: str, given: dict[str, Any]) -> Look:
        """The one record; of a text that is new to the database after its first run, which nobody breaks off."""
        if self._firsts.due(text):
            found = await self._firsts.run(text, lambda most: self._link.look(text, given, most), self._link.seconds)
            if found is not None:
                return found
        return await self._link.look(text, given)

    async def _held(self, text: str, given: dict[str, Any], seconds: float) -> Record:
        """The one record, read while all writers wait: for who was overtaken by them too often."""

        async def work(tx: AsyncManagedTransaction) -> Record:
            await journal.hold(tx)
            return await (await tx.run(text, given)).single(strict=True)

        return await self._link.write(work, seconds)

    async def commit(
        self, change_set: ChangeSet, guards: Sequence[Guard] = (), *, seen: int | None = None
    ) -> Receipt:
        if not change_set.changes:
            return await self._unchanged(change_set)

        last: list[journal.Kept] = []

        async def work(tx: AsyncManagedTransaction) -> journal.Kept:
            last[:] = [await self._writer.keep(tx, change_set, guards, seen)]
            return last[0]

        try:
            async with self._writing:
                return Receipt((await self._link.write(work)).revision)
        except journal.RepeatedError as kept:
            return Receipt(kept.revision, repeated=True)
        except Unsure:
            # The reply to COMMIT was lost, and the driver cannot know; the journal can.
            if await self._link.write(lambda tx: journal.is_kept(tx, last[0])):
                return Receipt(last[0].revision)
            raise

    async def history(self, after: int = 0, limit: int | None = None) -> History:
        if limit == 0:
            return History(journal.head(await self._link.read(journal.HEAD, {})), ())
        text, given = journal.reading(after, limit)
        try:
            return journal.history(await self._link.read(text, given, SLOW), after, limit)
        except Damaged:
            # Neo4j shows a write part by part: what is damaged is so while nobody writes.
            return journal.history(await self._held(text, given, SLOW), after, limit)

    async def prepare(self) -> Head:
        await self._make_indexes()
        found = await self._link.read(_DERIVER, {})
        if found["version"] != self._deriver.version:
            if found["revision"]:
                await self._derive_anew()
            await self._change(_DERIVED, version=self._deriver.version)
        return (await self.history(limit=0)).head

    def pool(self) -> Mapping[str, int]:
        """How many connections are in use or waited for, and how many there may be."""
        return {"in use": self._link.in_use, "most": CONNECTIONS}

    async def close(self) -> None:
        await self._firsts.close()
        await self._link.close()

    async def _unchanged(self, change_set: ChangeSet) -> Receipt:
        found = await self._link.read(journal.STANDING, {"key": change_set.stamp.idempotency_key})
        kept = journal.repeated(found, change_set)
        return Receipt(found["revision"] or 0) if kept is None else Receipt(kept, repeated=True)

    async def _make_indexes(self) -> None:
        """What is there is left alone; all that is missing is made in one transaction."""
        there = (await self._link.read("SHOW INDEXES YIELD name RETURN collect(name) AS names", {}, SLOW))["names"]
        missing = [text for name, text in named(self._model).items() if name not in set(there)]

        async def work(tx: AsyncManagedTransaction) -> None:
            for text in missing:
                await (await tx.run(text)).consume()

        if missing:
            await self._link.write(work)
        await self._change(f"CALL db.awaitIndexes({SLOW:.0f})")

    async def _derive_anew(self) -> None:
        """In batches by id; begun anew if it is broken off, since the version is written last."""
        after: str | None = ""

        async def work(tx: AsyncManagedTransaction) -> str | None:
            found = (await (await tx.run(_UNDERIVED, after=after)).single(strict=True))["found"]
            await self._writer.derive(tx, found)
            return found[-1][0] if len(found) == BATCH else None

        while after is not None:
            after = await self._link.write(work)

    async def _change(self, text: str, **given: Any) -> None:
        async def work(tx: AsyncManagedTransaction) -> None:
            await (await tx.run(text, given)).consume()

        await self._link.write(work)


async def open_neo4j(
    url: str,
    user: str | None,
    password: str | None,
    database: str,
    model: GraphModel,
    deriver: Deriver,
    *,
    deadline: float = 4.0,
    pool: float = 2.0,
) -> Neo4jStore:
    """The store at a Bolt URL.  Without a user: no authentication.  The database need not be up yet.

    `deadline` is the seconds of one answer, `pool` those to wait for a connection.
    """
    return Neo4jStore(link(url, user, password, database, deadline, pool), model, deriver)
