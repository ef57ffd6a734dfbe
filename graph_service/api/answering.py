"""One root field answered: a plan by the store, or an insight asked, then all that the client wants of its nodes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.api.planning.question import PlannedQuestion, Selection, Tables, Wanted
from graph_service.api.planning.root import Planned
from graph_service.errors import Unavailable
from graph_service.insights.insight import Given, Ref
from graph_service.stores.port import Store


@dataclass(frozen=True, slots=True)
class Found:
    """A root field's cell, and the revisions at which its parts were read."""

    cell: Any
    revisions: frozenset[int]


async def answered(store: Store, root: Planned, values: Sequence[Any], options: Mapping[str, Any]) -> Found:
    """Raises the insight's own refusals besides the store's."""
    if not isinstance(root, PlannedQuestion):
        answer = await store.answer(root.plan, values)
        return Found(answer.cell, frozenset((answer.revision,)))
    for _ in range(2):
        found = await _asked(store, root, values, options)
        if found is not None:
            return found
    raise Unavailable("What was found changed while it was read.", "查询期间数据已变更。")


async def _asked(
    store: Store, root: PlannedQuestion, values: Sequence[Any], options: Mapping[str, Any]
) -> Found | None:
    """None if a node of the answer was gone when the client's selection was answered."""
    revisions: set[int] = set()
    answer = await _insight(store, root, values, options, revisions)
    tables = await _selected(store, root, answer, values, revisions)
    try:
        return Found(root.shape(answer, tables), frozenset(revisions))
    except KeyError:
        if len(revisions) < 2:
            raise
        return None


async def _insight(
    store: Store, root: PlannedQuestion, values: Sequence[Any], options: Mapping[str, Any], revisions: set[int]
) -> Any:
    """Put each question that the insight yields to the store, and send it what was found."""
    arguments = {name: values[number] for name, number in root.names.items()}
    basis = values[1] if root.based else None
    asking = root.asked(Given(values[0], basis, arguments, options, values[: root.base]))
    found: Any = None
    while True:
        try:
            question = asking.send(found)
        except StopIteration as done:
            return done.value
        answer = await store.answer(question.plan, question.values)
        revisions.add(answer.revision)
        found = question.read(answer.cell)


async def _selected(
    store: Store, root: PlannedQuestion, answer: Any, values: Sequence[Any], revisions: set[int]
) -> Tables:
    """The rows of all nodes in the answer, for each of the client's selections, by id.

    One question to the store for all; none where the records in which the insight found them hold all that is asked.
    """
    wanted: Wanted = [{} for _ in root.selections]
    root.gather(answer, wanted)
    tables = [_known(one, nodes) for one, nodes in zip(root.selections, wanted, strict=True)]
    if root.plan is None or all(table is not None for table in tables):
        return [table or {} for table in tables]
    filled = list(values)
    sought = [{} if table is not None else nodes for table, nodes in zip(tables, wanted, strict=True)]
    for selection, nodes in zip(root.selections, sought, strict=True):
        filled[selection.slot] = list(nodes)
    found = await store.answer(root.plan, filled)
    revisions.add(found.revision)
    return [
        {key: row for key, row in zip(nodes, rows, strict=True) if row is not None} if table is None else table
        for table, nodes, rows in zip(tables, sought, found.cell, strict=True)
    ]


def _known(selection: Selection, nodes: Mapping[str, Ref]) -> dict[str, Any] | None:
    """The rows of a selection by id, if all stand in the records."""
    if not nodes:
        return {}
    if selection.known is None:
        return None
    rows: dict[str, Any] = {}
    for key, found in nodes.items():
        row = selection.known(found)
        if row is None:
            return None
        rows[key] = row
    return rows
