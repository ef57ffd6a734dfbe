"""Holds what is stored against the journal and against every rule, as if all of it were written now."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from graph_service.changes.change import AddNode, AddTie, Properties
from graph_service.changes.fold import Node, State, Tie, apply
from graph_service.errors import Overtaken, Violation
from graph_service.model.graph import GraphModel, Privacy
from graph_service.stores.port import Store
from graph_service.writing import moving
from graph_service.writing.draft import drafted
from graph_service.writing.rules import violations
from graph_service.writing.stored import node_columns, stored
from graph_service.writing.write import guarded, named, now

TRIES = 3
"""How often all is read anew because others wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class Checked:
    """At which revision, how many nodes and relationships, and all that was found."""

    revision: int
    nodes: int
    ties: int
    found: tuple[Violation, ...]


async def check(store: Store) -> Checked:
    """Raises Damaged where the journal itself cannot be trusted, Overtaken where others keep writing."""
    for _ in range(TRIES):
        head = (await store.history(limit=0)).head
        journal = State()
        async for record in moving.records(store, 0, head.revision):
            for change in record.change_set.changes:
                apply(journal, change)
        held = await stored(store)
        held.data_date = head.data_date
        broken = [*differing(store.model, journal, held), *await _broken(store, held)]
        if (await store.history(limit=0)).head.revision == head.revision:
            return Checked(head.revision, len(held.nodes), len(held.ties), tuple(broken))
    raise Overtaken


async def _broken(store: Store, held: State) -> list[Violation]:
    """What the rules say of the changes alone, and then what the guards find in the graph."""
    model = store.model
    public = State({key: _public(model, node) for key, node in held.nodes.items()}, held.ties)
    draft = drafted(model, _added(public))
    draft.day = held.data_date or now()[:10]
    found = violations(draft)
    for guard in guarded(draft):
        if rows := (await store.answer(guard.plan, guard.values)).cell:
            subjects = tuple(row[0] for row in rows)
            found.append(named(draft, Violation(guard.code, guard.en, guard.zh, subjects)))
    return found


def _added(state: State) -> Iterator[AddNode | AddTie]:
    yield from (AddNode(node.label, node.id, node.properties) for node in state.nodes.values())
    yield from (AddTie(tie.type, tie.id, tie.source, tie.target, tie.properties) for tie in state.ties.values())


def _public(model: GraphModel, node: Node) -> Node:
    """Rules quote values, and telephone numbers are to be read nowhere."""
    personal = {p.name for p in model.stored(node.label) if p.privacy is Privacy.PERSONAL}
    return Node(node.label, node.id, {name: value for name, value in node.properties.items() if name not in personal})


def differing(model: GraphModel, journal: State, held: State) -> Iterator[Violation]:
    """What is stored otherwise than the journal has it.  Properties are named, their values are not."""
    for key, node in ({**journal.nodes, **held.nodes}).items():
        known = {p.name for p in node_columns(model, node.label)} if node.label in model.label else set()
        if names := _names(_said(journal.nodes.get(key), known), _said(held.nodes.get(key), known)):
            yield _differs(f"{node.label} {node.properties.get('name') or key}", key, names)
    for key, tie in ({**journal.ties, **held.ties}).items():
        if names := _names(_tied(journal.ties.get(key)), _tied(held.ties.get(key))):
            yield _differs(f"{tie.type} {key}", key, names)
    if journal.data_date != held.data_date:
        yield _differs("dataDate", "dataDate", ["dataDate"])


def _said(node: Node | None, known: Set[str]) -> Properties | None:
    """Without what a later model no longer has."""
    if node is None:
        return None
    return {"label": node.label} | {name: value for name, value in node.properties.items() if name in known}


def _tied(tie: Tie | None) -> Properties | None:
    return None if tie is None else {"type": tie.type, "from": tie.source, "to": tie.target, **tie.properties}


def _names(written: Properties | None, kept: Properties | None) -> list[str]:
    """Of the properties that differ; of one that is missing as a whole, its id."""
    if written is None or kept is None:
        return ["id"]
    return sorted(name for name in written.keys() | kept.keys() if written.get(name) != kept.get(name))


def _differs(what: str, key: str, names: Sequence[str]) -> Violation:
    return Violation("NOT_AS_WRITTEN", f"{what} is not stored as the journal has it.",
        f"{what} 的存储内容与日志不一致。", (key,), ", ".join(names))
