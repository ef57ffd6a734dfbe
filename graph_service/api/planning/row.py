"""A row while its shape is being made: what is asked of it, then where each cell stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from graphql import FieldNode

from graph_service.api.planning.layout import At, ObjectLayout
from graph_service.model.graph import Derived, Property
from graph_service.plan.ir import Extra, Part, Shape

Task = Callable[[], Part]
"""Makes a part; run in canonical order, because making it hands out slots."""
Use = tuple[list[FieldNode], ObjectLayout]
"""A selection on the row's node, and the layout to be made of it."""
_Of = TypeVar("_Of", Property, Derived)
Placed = tuple[tuple[Property, ...], tuple[Derived, ...], tuple[Part, ...]]


@dataclass(slots=True)
class Asked:
    """Columns, derived values and parts asked of a row, or of one extra of it."""

    extra: At | None = None
    columns: dict[str, tuple[Property, At]] = field(default_factory=dict)
    derived: dict[str, tuple[Derived, At]] = field(default_factory=dict)
    tasks: list[tuple[tuple[str, ...], Task, At]] = field(default_factory=list)

    def value(self, of: Property | Derived) -> At:
        if isinstance(of, Property):
            return self.columns.setdefault(of.name, (of, At(extra=self.extra)))[1]
        return self.derived.setdefault(of.name, (of, At(extra=self.extra)))[1]

    def part(self, order: tuple[str, ...], task: Task) -> At:
        at = At(extra=self.extra)
        self.tasks.append((order, task, at))
        return at

    @property
    def empty(self) -> bool:
        return not (self.columns or self.derived or self.tasks)

    def finish(self, start: int) -> tuple[Placed, int]:
        """What is asked, in canonical order, from position `start` on; and the next free position."""
        columns = _placed(self.columns, start)
        derived = _placed(self.derived, start + len(columns))
        index = start + len(columns) + len(derived)
        parts: list[Part] = []
        for _, task, at in sorted(self.tasks, key=lambda row: row[0]):
            parts.append(task())
            at.index = index
            index += 1
        return (columns, derived, tuple(parts)), index


@dataclass(slots=True)
class Row:
    """One row of one list or end, and all the selections made on it."""

    target: str
    labels: tuple[str, ...]
    uses: list[Use] = field(default_factory=list)
    main: Asked = field(default_factory=Asked)
    extras: dict[tuple[str, ...], Asked] = field(default_factory=dict)
    """What only some labels are asked, by these labels: planned once however many they are."""
    edge: dict[str, tuple[Property, At]] = field(default_factory=dict)
    cited: "Row | None" = None
    cited_at: At = field(default_factory=At)
    tail: tuple[At, ...] = ()
    """Positions of keys and ids, if cursors are made of the row."""

    @property
    def labelled(self) -> bool:
        return len(self.labels) > 1

    def asked_of(self, labels: tuple[str, ...]) -> Asked:
        """Where to note what these labels are asked."""
        if labels == self.labels:
            return self.main
        return self.extras.setdefault(labels, Asked(extra=At()))

    def use(self, nodes: list[FieldNode]) -> ObjectLayout:
        """The layout of a selection on this row's node; it is made once all selections are known."""
        layout = ObjectLayout(self.labels, self.labelled)
        self.uses.append((nodes, layout))
        return layout

    def edge_value(self, of: Property) -> At:
        return self.edge.setdefault(of.name, (of, At()))[1]

    def finish(self) -> Shape:
        """The shape; every position is known from now on."""
        (columns, derived, parts), index = self.main.finish(1 if self.labelled else 0)
        extras: list[Extra] = []
        for labels, asked in sorted(self.extras.items(), key=lambda row: row[0]):
            if asked.extra is not None and not asked.empty:
                extras.append(Extra(labels, *asked.finish(0)[0]))
                asked.extra.index = index
                index += 1
        edge = _placed(self.edge, index)
        index += len(edge)
        cited = self.cited.finish() if self.cited else None
        if cited:
            self.cited_at.index = index
            index += 1
        for index_, at in enumerate(self.tail, index):
            at.index = index_
        return Shape(self.labels, self.labelled, columns, derived, parts, tuple(extras), edge, cited, bool(self.tail))


def _placed(asked: dict[str, tuple[_Of, At]], start: int) -> tuple[_Of, ...]:
    names = sorted(asked)
    for index, name in enumerate(names, start):
        asked[name][1].index = index
    return tuple(asked[name][0] for name in names)
