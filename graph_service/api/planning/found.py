"""Rows that need no store: what a client asks of a node may stand in the record in which an insight found it."""

from collections.abc import Callable, Sequence
from typing import Any

from graph_service.insights.insight import Ref
from graph_service.plan.ir import Shape

Known = Callable[[Ref], list[Any] | None]
"""The row of a node; None if its record does not hold all that is asked."""


def known(shape: Shape) -> Known | None:
    """What makes rows of a shape of records; None if more is asked than columns, which no record need hold."""
    if shape.derived or shape.parts or any(one.derived or one.parts for one in shape.extras):
        return None
    columns = tuple(one.name for one in shape.columns)
    extras = tuple((one.labels, tuple(column.name for column in one.columns)) for one in shape.extras)

    def row(found: Ref) -> list[Any] | None:
        cells = _cells(found, columns)
        if cells is None:
            return None
        made = [found.label, *cells] if shape.labelled else cells
        for labels, names in extras:
            extra = _cells(found, names) if found.label in labels else None
            if extra is None and found.label in labels:
                return None
            made.append(extra)
        return made

    return row


def _cells(found: Ref, names: Sequence[str]) -> list[Any] | None:
    record = found.known
    if all(name in record for name in names):
        return [record[name] for name in names]
    # An id is known of every node.
    return [found.id] if tuple(names) == ("id",) else None
