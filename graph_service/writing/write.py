"""The one way in: mutations, importers and seeds all write through here."""

from asyncio import Lock
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from graph_service.changes.change import AddTie, AlterNode, AlterTie, Change, ChangeSet, Stamp
from graph_service.changes.encode import asked as digest
from graph_service.errors import Overtaken, Refused, Violation
from graph_service.model.graph import GraphModel
from graph_service.stores.port import Guard, Receipt, Store
from graph_service.writing import borders, excerpt, guards
from graph_service.writing.closing import close_ties, closed_nodes
from graph_service.writing.draft import Draft, drafted
from graph_service.writing.rules import violations
from graph_service.writing.seats import follow
from graph_service.writing.words import WITHIN

NAMED = 5
"""How many nodes a violation names; the others stand in its subjects."""
TRIES = 8
"""How often a write is checked anew because another process wrote meanwhile, before its caller is told."""
GUARDS = (
    guards.taken, guards.crowded, guards.holders, guards.rings, guards.strays, borders.counties, borders.tiers,
)
_TURNS: WeakKeyDictionary[Store, Lock] = WeakKeyDictionary()
"""Writers of one process take turns, so that they do not overtake each other."""


async def write(
    store: Store, model: GraphModel, changes: Iterable[Change], stamp: Stamp, *, at: str | None = None
) -> Receipt:
    """Check every rule, add what follows from the changes, and keep all of it or nothing.

    `at` is the time of the write in UTC (now, unless given).  Under an idempotency key that is kept, the same again
    gives the old receipt: `stamp.asked` says what is the same, or else the changes.  Raises Refused with all violations
    that can be seen before the store is asked, else with all that its guards find; KeyReused; Conflict; Overtaken;
    Unavailable, Deadline.
    """
    asked, at = tuple(changes), at or now()
    if stamp.idempotency_key is not None and stamp.asked is None:
        # What follows from the changes may be other things by the time that they are asked for again.
        stamp = replace(stamp, asked=digest(asked))
    async with _TURNS.setdefault(store, Lock()):
        for _ in range(TRIES - 1):
            with suppress(Overtaken):
                return await _checked(store, drafted(model, asked), stamp, at)
        return await _checked(store, drafted(model, asked), stamp, at)


async def _checked(store: Store, draft: Draft, stamp: Stamp, at: str) -> Receipt:
    """Keep what holds at one revision of the store, or raise Overtaken: what follows was concluded from reading it."""
    if not draft.changes and not draft.data_dates:
        return await store.commit(ChangeSet((), stamp, at))
    head = (await store.history(limit=0)).head
    draft.day = _day_of_the_data(draft, head.data_date) or at[:10]
    await _take_in(store, draft)
    if broken := [*violations(draft), *await _taken(store, draft)]:
        return await _repeated(store, stamp, at, broken)
    close_ties(draft)
    await follow(store, draft)
    try:
        made = ChangeSet(tuple(draft.ordered()), stamp, at)
        return await store.commit(made, guarded(draft), seen=head.revision)
    except Refused as refused:
        raise Refused([named(draft, violation) for violation in refused.violations]) from None


async def _repeated(store: Store, stamp: Stamp, at: str, broken: Sequence[Violation]) -> Receipt:
    """A write that was kept before is not judged again by what came after it.  Raises Refused for any other."""
    receipt = await store.commit(ChangeSet((), stamp, at))
    if not receipt.repeated:
        raise Refused(broken)
    return receipt


def guarded(draft: Draft) -> list[Guard]:
    """What the store has to look at once the changes are applied."""
    touched = guards.touched_rows(draft)
    return [found for make in GUARDS for found in make(draft, touched)]


def named(draft: Draft, violation: Violation) -> Violation:
    """A store tells ids; a reader looks for names."""
    names = [draft.called(key) for key in violation.subjects[:NAMED]]
    if not names:
        return violation
    more, zh = (" …", " 等") if len(violation.subjects) > NAMED else ("", "")
    return replace(violation, en=f"{violation.en} ({', '.join(names)}{more})",
        zh=f"{violation.zh}（{'、'.join(names)}{zh}）")


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def _taken(store: Store, draft: Draft) -> list[Violation]:
    """Asked beforehand too: a store that keeps such values unique itself would fail before its guards are asked."""
    found: list[Violation] = []
    for guard in guards.taken(draft, []):
        if rows := (await store.answer(guard.plan, guard.values)).cell:
            names = ", ".join(str(name) for _, name in rows)
            found.append(Violation(guard.code, f"{guard.en} ({names})", f"{guard.zh}（{names}）",
                tuple(key for key, _ in rows)))
    return found


def _day_of_the_data(draft: Draft, held: str | None) -> str | None:
    set_now = [change.after for change in draft.data_dates]
    return set_now[-1] if set_now else held


async def _take_in(store: Store, draft: Draft) -> None:
    """Read what the rules have to see."""
    altered: dict[str, list[str]] = {}
    for change in draft.changes.values():
        if isinstance(change, AlterTie):
            altered.setdefault(change.type, []).append(change.id)
    draft.absorb(await excerpt.ties(store, altered))
    draft.absorb(await excerpt.nodes(store, _regarded(draft)))
    if closing := closed_nodes(draft):
        draft.absorb(await excerpt.ties_of(store, closing))
    for name, sources in _linked(draft).items():
        draft.absorb(await excerpt.ties_of(store, sources, (name,)))


def _regarded(draft: Draft) -> list[str]:
    """Nodes that a rule looks at and that the changes do not make themselves."""
    found: dict[str, None] = {}
    for change in draft.changes.values():
        if isinstance(change, AlterNode):
            found[change.id] = None
        elif isinstance(change, AddTie | AlterTie):
            cited = draft.merged(change).get("sourceIds")
            found.update(dict.fromkeys(cited if isinstance(cited, list) else ()))
            if isinstance(change, AddTie) and change.type == WITHIN:
                found.update(dict.fromkeys((change.source, change.target)))
    return [key for key in found if key not in draft.after.nodes]


def _linked(draft: Draft) -> dict[str, list[str]]:
    """The sources of new symmetric relationships, by the hop that shows their others."""
    found: dict[str, list[str]] = {}
    for change in draft.changes.values():
        rows = draft.model.types.get(change.type, ()) if isinstance(change, AddTie) else ()
        if isinstance(change, AddTie) and rows and rows[0].symmetric and not draft.adds(change.source):
            found.setdefault(rows[0].out.name, []).append(change.source)
    return found
