"""The embedded store: a graph in memory, with or without a journal file.  One thread; no await while it writes."""

import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graph_service.changes.change import ChangeSet, Record
from graph_service.changes.encode import repeats
from graph_service.errors import Damaged, KeyReused, Overtaken, Refused, Unavailable, Violation, WriteError
from graph_service.model.graph import GraphModel
from graph_service.plan.ir import Plan, Values
from graph_service.stores.embedded import snapshot
from graph_service.stores.embedded.fold import Fold, derived_node
from graph_service.stores.embedded.graph import Graph
from graph_service.stores.embedded.journal import Journal, MemoryJournal, Snapshot
from graph_service.stores.embedded.journal_file import FileJournal
from graph_service.stores.embedded.run import Run
from graph_service.stores.embedded.walk import Answering, compiled
from graph_service.stores.port import Answer, Deriver, Guard, Head, History, Receipt

DEADLINE = 4.0
"""Seconds for one answer."""
GUARDS_DEADLINE = 60.0
"""Seconds for one guard: a seed's guards look at everything that it brings."""
MOST_COMPILED = 2048
"""Plans whose closures are kept."""
BETWEEN_SNAPSHOTS = 10_000
"""Changes; in a larger graph as many as it has nodes, so that snapshots cost no more than what they save."""
PAGE = 100
"""Records that are read at once."""

_log = logging.getLogger(__name__)


async def open_embedded(
    path: str | None, model: GraphModel, deriver: Deriver, *, deadline: float = DEADLINE
) -> "EmbeddedStore":
    """A store in memory, or on a file, whose folder is made if it is not there.  Raises Damaged, Unavailable."""
    if path is None:
        return EmbeddedStore(Graph(model), MemoryJournal(), deriver, deadline=deadline)
    journal = FileJournal(Path(path))
    try:
        return _loaded(journal, model, deriver, deadline)
    except BaseException:
        journal.close()
        raise


class EmbeddedStore:
    """See `stores.port`.  `stale`: what is derived was made by another version; `unsaved`: changes since a snapshot."""

    def __init__(
        self,
        graph: Graph,
        journal: Journal,
        deriver: Deriver,
        *,
        deadline: float = DEADLINE,
        stale: bool = False,
        unsaved: int = 0,
    ) -> None:
        self._graph = graph
        self._journal = journal
        self._deriver = deriver
        self._deadline = deadline
        self._stale = stale
        self._unsaved = unsaved
        self._compiled: dict[int, tuple[Plan, Answering]] = {}
        self._closed = False

    @property
    def model(self) -> GraphModel:
        return self._graph.model

    async def answer(self, plan: Plan, values: Values) -> Answer:
        kept = self._compiled.get(id(plan)) or self._compile(plan)
        return Answer(kept[1](Run(plan, values, self._deadline)), self._journal.revision)

    async def commit(
        self, change_set: ChangeSet, guards: Sequence[Guard] = (), *, seen: int | None = None
    ) -> Receipt:
        self._check_open()
        key = change_set.stamp.idempotency_key
        if key is not None and (kept := self._journal.kept(key)) is not None:
            return self._repeated(change_set, kept)
        if not change_set.changes:
            return Receipt(self._journal.revision)
        if seen is not None and seen != self._journal.revision:
            raise Overtaken
        with uncollected():
            self._write(change_set, guards)
        self._unsaved += len(change_set.changes)
        if self._unsaved >= max(BETWEEN_SNAPSHOTS, len(self._graph.nodes)):
            self._save()
            settle()
        return Receipt(self._journal.revision)

    def _repeated(self, change_set: ChangeSet, kept: int) -> Receipt:
        if not repeats(change_set, self._journal.after(kept - 1, 1)[0].change_set):
            raise KeyReused(kept)
        return Receipt(kept, repeated=True)

    def _write(self, change_set: ChangeSet, guards: Sequence[Guard]) -> None:
        fold = Fold(self._graph, self._deriver)
        try:
            fold.apply(change_set)
            self._guard(guards)
            self._journal.append(Record(self._journal.revision + 1, change_set))
        except BaseException:
            fold.undo()
            raise

    async def history(self, after: int = 0, limit: int | None = None) -> History:
        self._check_open()
        return History(self._head(), [] if limit == 0 else self._journal.after(after, limit))

    async def prepare(self) -> Head:
        self._check_open()
        if self._stale:
            self._save()
        settle()
        return self._head()

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._unsaved:
            self._save()
        self._journal.close()

    def _head(self) -> Head:
        return Head(self._journal.revision, self._graph.data_date)

    def _compile(self, plan: Plan) -> tuple[Plan, Answering]:
        """Kept with its plan, so that nothing else can take the plan's identity; the oldest goes first."""
        self._check_open()
        if len(self._compiled) >= MOST_COMPILED:
            del self._compiled[next(iter(self._compiled))]
        made = self._compiled[id(plan)] = (plan, compiled(self._graph, plan))
        return made

    def _guard(self, guards: Sequence[Guard]) -> None:
        """Guards are asked once each, so that their plans are not kept."""
        violations = []
        for guard in guards:
            rows = compiled(self._graph, guard.plan)(Run(guard.plan, guard.values, GUARDS_DEADLINE))
            if rows:
                violations.append(Violation(guard.code, guard.en, guard.zh, tuple(row[0] for row in rows)))
        if violations:
            raise Refused(violations)

    def _derive_anew(self) -> None:
        graph = self._graph
        # The last first: see `Tokens`.
        for node in reversed(list(graph.nodes.values())):
            graph.put(derived_node(graph, self._deriver, node["@label"], node["id"], graph.node_kept(node)))
        self._stale = False

    def _save(self) -> None:
        """A snapshot saves time at the next start and nothing else: a failure is logged, the journal is whole."""
        if self._stale:
            self._derive_anew()
        try:
            self._journal.keep_snapshot(self._deriver.version, lambda: snapshot.taken(self._graph))
        except Unavailable:
            _log.warning("no snapshot could be written; the next start folds the journal", exc_info=True)
        self._unsaved = 0

    def _check_open(self) -> None:
        if self._closed:
            raise Unavailable("The store is closed.", "数据存储已关闭。")


@contextmanager
def uncollected() -> Iterator[None]:
    """While much is made and all of it stays, the collector would walk it over and over (two thirds of a load)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def settle() -> None:
    """What was loaded stays: the collector need not walk it again (a second's stop for 800,000 nodes)."""
    gc.collect()
    gc.freeze()


def _loaded(journal: FileJournal, model: GraphModel, deriver: Deriver, deadline: float) -> EmbeddedStore:
    with uncollected():
        kept = journal.snapshot()
        graph = _restored(kept, model)
        if kept is None or graph is None:
            kept, graph = Snapshot(0, deriver.version, b""), Graph(model)
        unsaved = 0
        for record in _behind(journal, kept.revision):
            _fold(graph, deriver, record)
            unsaved += len(record.change_set.changes)
    settle()
    stale = kept.deriver != deriver.version
    return EmbeddedStore(graph, journal, deriver, deadline=deadline, stale=stale, unsaved=unsaved)


def _behind(journal: FileJournal, revision: int) -> Iterator[Record]:
    """All records behind a revision, in pages: a journal may be larger than what comes of it."""
    while records := journal.after(revision, PAGE):
        yield from records
        revision = records[-1].revision


def _restored(kept: Snapshot | None, model: GraphModel) -> Graph | None:
    """None where it is of another model or form: the journal is then folded."""
    if kept is None:
        return None
    try:
        return snapshot.restored(model, kept.payload)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _fold(graph: Graph, deriver: Deriver, record: Record) -> None:
    try:
        Fold(graph, deriver).apply(record.change_set)
    except (KeyError, TypeError, ValueError, WriteError) as wrong:
        raise Damaged(
            f"Revision {record.revision} of the journal does not fit this version's model ({wrong}); "
            "start the version that wrote it.",
            f"日志第 {record.revision} 条记录与本版本的模型不符；请使用写入该记录的版本启动。",
        ) from wrong
