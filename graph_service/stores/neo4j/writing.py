"""A change set in one transaction: the head is locked, the changes are checked and written in batches, guards ask."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from neo4j import AsyncManagedTransaction

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, Change, ChangeSet
from graph_service.errors import Damaged, Overtaken, Refused, Violation
from graph_service.model.graph import GraphModel
from graph_service.stores.neo4j import journal
from graph_service.stores.neo4j.cypher import within_a_write
from graph_service.stores.neo4j.draft import Draft, Kept, Tie, node_properties, said, stored, tie_properties
from graph_service.stores.neo4j.given import Parameter, parameters
from graph_service.stores.neo4j.spelling import NODE, label_of
from graph_service.stores.port import Deriver, Guard

BATCH = 5000
# Rows travel within a map: Neo4j would plan a list anew for each power of ten of its length.
FEW, MANY = 10, 1001
"""Lists that guards are asked with have 2 to 10 values, or more than a thousand."""
READ_NODES = f"""CYPHER 5
UNWIND $given.rows AS id MATCH (n:{NODE} {{id: id}})
RETURN collect([id, {label_of("n")}, properties(n)]) AS found"""
READ_ENDS = f"CYPHER 5 UNWIND $given.rows AS id MATCH (n:{NODE} {{id: id}}) RETURN collect(id) AS found"
READ_TIES = """CYPHER 5
UNWIND $given.rows AS id MATCH ()-[r:{kind} {{id: id}}]->()
RETURN collect([id, properties(r)]) AS found"""
ADD_NODES = f"CYPHER 5 UNWIND $given.rows AS row CREATE (n:{NODE}:{{kind}}) SET n = row RETURN count(n) AS found"
ALTER_NODES = f"""CYPHER 5
UNWIND $given.rows AS row MATCH (n:{NODE} {{{{id: row.id}}}}) SET n = row
RETURN count(n) AS found"""
LET_GO = f"CYPHER 5 UNWIND $given.rows AS id MATCH (n:{NODE} {{{{id: id}}}}) REMOVE n.{{kind}} RETURN count(n) AS found"
ADD_TIES = f"""CYPHER 5
UNWIND $given.rows AS row MATCH (a:{NODE} {{{{id: row.source}}}}) MATCH (b:{NODE} {{{{id: row.target}}}})
CREATE (a)-[r:{{kind}}]->(b) SET r = row.properties
RETURN count(r) AS found"""
ALTER_TIES = """CYPHER 5
UNWIND $given.rows AS row MATCH ()-[r:{kind} {{id: row.id}}]->()
SET r = row.properties
RETURN count(r) AS found"""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Writer:
    """Keeps change sets; knows transactions, and nothing of connections."""

    model: GraphModel
    deriver: Deriver

    async def keep(
        self, tx: AsyncManagedTransaction, change_set: ChangeSet, guards: Sequence[Guard], seen: int | None
    ) -> journal.Kept:
        """As the port's `commit` has it: the record, which is kept if the transaction is.

        Raises RepeatedError where it was kept before.
        """
        head = await journal.lock(tx, change_set)
        if seen is not None and seen != head.revision - 1:
            raise Overtaken
        draft = await self._drafted(tx, change_set, head.data_date)
        draft.play(change_set.changes)
        draft.check()
        await self._let_go(tx, change_set.changes, draft)
        await self._write(tx, draft)
        kept = await journal.keep(tx, head, change_set, draft.data_date)
        await self._ask(tx, guards)
        return kept

    async def derive(self, tx: AsyncManagedTransaction, found: Sequence[tuple[str, str, Mapping[str, Any]]]) -> None:
        """Make anew what is derived of these nodes (id, label, what is stored)."""
        rows = [self._node_row(key, self._node(label, kept)) for key, label, kept in found]
        await _written(tx, ALTER_NODES, "", rows)

    # ---- what is touched

    async def _drafted(self, tx: AsyncManagedTransaction, change_set: ChangeSet, data_date: str | None) -> Draft:
        """All that the changes touch, as it stands."""
        changes = change_set.changes
        keys = [change.id for change in changes if isinstance(change, AddNode | AlterNode)]
        nodes = {key: self._node(label, kept) for key, label, kept in await _read(tx, READ_NODES, keys)}
        ties: dict[Tie, Kept] = {}
        touched = _by_kind((c.type, c.id) for c in changes if isinstance(c, AddTie | AlterTie))
        for type_name, keys in touched.items():
            # Before the name is in a text: only the model's own names are.
            declared = tie_properties(self.model, type_name)
            for key, kept in await _read(tx, READ_TIES.format(kind=type_name), keys):
                ties[type_name, key] = Kept(type_name, said(declared, kept))
        ends = dict.fromkeys(end for c in changes if isinstance(c, AddTie) for end in (c.source, c.target))
        added = {c.id for c in changes if isinstance(c, AddNode)}
        known = await _read(tx, READ_ENDS, [end for end in ends if end not in added])
        return Draft(nodes, ties, set(known), data_date)

    def _node(self, label: str, kept: Mapping[str, Any]) -> Kept:
        return Kept(label, said(node_properties(self.model, label), kept))

    # ---- what is written

    async def _let_go(self, tx: AsyncManagedTransaction, changes: Iterable[Change], draft: Draft) -> None:
        """Unique values that change are taken away first: one change set may hand them from node to node."""
        freed: dict[str, dict[str, None]] = {}
        for change in changes:
            if isinstance(change, AlterNode) and not draft.nodes[change.id].added:
                for one in self.model.label[change.label].properties:
                    if one.unique and one.name in change.after:
                        freed.setdefault(one.name, {})[change.id] = None
        for name, keys in freed.items():
            await _written(tx, LET_GO, name, list(keys))

    async def _write(self, tx: AsyncManagedTransaction, draft: Draft) -> None:
        """Nodes first; of each kind all are counted, because a MATCH drops without a word what it does not find."""
        nodes = _by_kind((kept.kind, self._node_row(key, kept)) for key, kept in draft.nodes.items() if kept.added)
        for label, rows in nodes.items():
            await _written(tx, ADD_NODES, label, rows)
        changed = [self._node_row(key, kept) for key, kept in draft.nodes.items() if kept.altered]
        await _written(tx, ALTER_NODES, "", changed)
        ties = _by_kind((kept.kind, self._tie_row(key, kept)) for key, kept in draft.ties.items() if kept.added)
        for type_name, rows in ties.items():
            await _written(tx, ADD_TIES, type_name, rows)
        altered = _by_kind((kept.kind, self._tie_row(key, kept)) for key, kept in draft.ties.items() if kept.altered)
        for type_name, rows in altered.items():
            await _written(tx, ALTER_TIES, type_name, rows)

    def _node_row(self, key: str, kept: Kept) -> dict[str, Any]:
        made = self.deriver(kept.kind, kept.properties)
        return stored(node_properties(self.model, kept.kind), {**kept.properties, **made, "id": key})

    def _tie_row(self, key: Tie, kept: Kept) -> dict[str, Any]:
        source, target = kept.ends or (None, None)
        properties = stored(tie_properties(self.model, kept.kind), {**kept.properties, "id": key[1]})
        return {"source": source, "target": target, "id": key[1], "properties": properties}

    # ---- guards

    async def _ask(self, tx: AsyncManagedTransaction, guards: Sequence[Guard]) -> None:
        violations = [violation for guard in guards for violation in await self._found(tx, guard)]
        if violations:
            raise Refused(violations)

    async def _found(self, tx: AsyncManagedTransaction, guard: Guard) -> list[Violation]:
        # Guards are made for one write: their statements are not kept, Neo4j knows them by their text.
        spelled = within_a_write(self.model, guard.plan)
        given = {name: _alike(value) for name, value in parameters(spelled.used, guard.values).items()}
        found = (await (await tx.run(spelled.text, given)).single(strict=True))["cell"]
        return [Violation(guard.code, guard.en, guard.zh, tuple(row[0] for row in found))] if found else []


def _alike(value: Parameter) -> Parameter:
    """Neo4j plans anew for each power of ten of a list's length, which costs more than what is repeated here."""
    if isinstance(value, list) and 0 < len(value) < MANY:
        times = -(-(2 if len(value) <= FEW else MANY) // len(value))
        return value * times
    return value


def _by_kind(pairs: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for kind, row in pairs:
        grouped.setdefault(kind, []).append(row)
    return grouped


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


async def _read(tx: AsyncManagedTransaction, text: str, keys: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for rows in _batches(dict.fromkeys(keys)):
        found += (await (await tx.run(text, given={"rows": rows})).single(strict=True))["found"]
    return found


async def _written(tx: AsyncManagedTransaction, text: str, kind: str, rows: Sequence[Any]) -> None:
    for batch in _batches(rows):
        found = (await (await tx.run(text.format(kind=kind), given={"rows": batch})).single(strict=True))["found"]
        if found != len(batch):
            raise Damaged(
                f"{len(batch) - found} of {len(batch)} changes ({kind or NODE}) found no place; nothing was written.",
                f"{len(batch)} 项更改（{kind or NODE}）中有 {len(batch) - found} 项未能写入，已全部撤销。",
            )
