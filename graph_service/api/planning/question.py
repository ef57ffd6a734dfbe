"""A root field that asks an insight: what it is given, and what the client wants to know of the nodes in its answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from graph_service.api.planning.arguments import Arguments
from graph_service.api.planning.conditions import Conditions
from graph_service.api.planning.found import Known, known
from graph_service.api.planning.given import Leaf, null_given
from graph_service.api.planning.handed import reader
from graph_service.api.planning.layout import At, Cell, Cites, Each, Edge, EdgeLayout, Node, TypeName, Value
from graph_service.api.planning.planner import Planner
from graph_service.api.planning.row import Row
from graph_service.api.planning.slots import Filling
from graph_service.insights.answer import SourceCited
from graph_service.insights.insight import Asked, Insight, Making, Ref
from graph_service.insights.telling import AnswerField, field_value, fields_of
from graph_service.model.graph import GraphModel, Kind, Property
from graph_service.plan.ir import ALWAYS_TRUE, Day, Lookup, Plan, Slot, Together

Tables = Sequence[dict[str, Any]]
"""For each selection the rows by the nodes' ids."""
Shape = Callable[[Any, Tables], Any]
Wanted = list[dict[str, Ref]]
"""For each selection the nodes in the answer, by id."""
Gather = Callable[[Any, Wanted], None]


@dataclass(slots=True)
class Selection:
    """What a client asks of the nodes at one place of the answer; the slot of their ids is known once all are."""

    path: tuple[str, ...]
    row: Row
    index: int = -1
    slot: int = -1
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A root field that asks an insight.

    `plan` answers all selections at once; it is None where there are none.  `names` are the numbers of the slots that
    hold the arguments, `base` how many slots the insight's own plans begin with.
    """

    key: str
    insight: Insight
    asked: Asked
    names: dict[str, int]
    base: int
    based: bool
    plan: Plan | None
    selections: tuple[Selection, ...]
    shape: Shape
    gather: Gather
    filling: Filling
    layout: EdgeLayout
    node: FieldNode
    many: bool = False

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All that was planned of the document."""
        return () if self.plan is None else (self.plan,)


class Prepared:
    """Insights with their plans made: once for all callers, and anew where a caller's filter goes into them."""

    def __init__(self, model: GraphModel) -> None:
        self._model = model
        self._kept: dict[tuple[str, bool, bool], Asked] = {}

    def asked(self, insight: Insight, making: Making) -> Asked:
        if making.filter != ALWAYS_TRUE:
            return insight.prepare(making)
        key = (insight.name, making.based, making.sources)
        if key not in self._kept:
            self._kept[key] = insight.prepare(making)
        return self._kept[key]


def planned(
    insight: Insight, key: str, nodes: list[FieldNode], planner: Planner, arguments: Arguments, prepared: Prepared
) -> PlannedQuestion:
    """Compile the field; the slots of day and basis are handed out already."""
    slots = planner.slots
    day, *rest = slots.slots
    basis = rest[0] if rest else None
    where = Conditions(planner.model, arguments, Day()).where(insight.filters) if insight.filters else ALWAYS_TRUE
    base = slots.slots
    names = {one.name: _slot(planner.model, arguments, insight, one.name).number for one in insight.arguments}
    selecting = _Selecting(planner)
    layout, shape, gather = selecting.record(insight.answer, nodes, ())
    plan = selecting.plan(day, basis)
    making = Making(planner.model, base, basis is not None, where, SourceCited in selecting.classes)
    asked = prepared.asked(insight, making)
    chosen = tuple(sorted(selecting.selections, key=lambda one: one.index))
    return PlannedQuestion(
        key, insight, asked, names, len(base), basis is not None, plan, chosen, shape, gather, slots.filling(), layout,
        nodes[0],
    )


def _slot(model: GraphModel, arguments: Arguments, insight: Insight, name: str) -> Slot:
    declared = next(one for one in insight.arguments if one.name == name)
    tree = arguments.tree(name)
    if isinstance(tree, Leaf):
        read = reader(model, insight, declared)
        return arguments.slots.read(tree, read, arguments.node, (declared.kind, declared.many))[0]
    if declared.required:
        raise arguments.refuse(null_given(name))
    return arguments.slots.fixed(declared.kind, None, many=declared.many)


@dataclass(slots=True)
class _Selecting:
    """Goes through a client's selection beside the answer's classes."""

    planner: Planner
    selections: list[Selection] = field(default_factory=list)
    classes: set[type[Any]] = field(default_factory=set)
    """Of which the client asks anything."""

    def record(self, of: type[Any], nodes: list[FieldNode], path: tuple[str, ...]) -> tuple[EdgeLayout, Shape, Gather]:
        """How an object of a class of fields reads, is shaped into a row, and gives its nodes' ids."""
        self.classes.add(of)
        fields = {one.name: one for one in fields_of(of)}
        cells: list[Cell] = []
        shapes: list[Shape] = []
        gathers: list[Gather] = []
        for key, found in self.planner.collector.under(nodes).items():
            name = found[0].name.value
            if name == "__typename":
                cells.append(TypeName(key, of.__name__))
                continue
            cell, shape, gather = self._cell(fields[name], key, found, At(len(shapes)), (*path, name, key))
            cells.append(cell)
            shapes.append(shape)
            if gather is not None:
                gathers.append(gather)

        def shaped(thing: Any, tables: Tables) -> list[Any]:
            return [shape(thing, tables) for shape in shapes]

        def gathered(thing: Any, into: Wanted) -> None:
            for gather in gathers:
                gather(thing, into)

        return EdgeLayout(tuple(cells)), shaped, gathered

    def _cell(
        self, of: AnswerField, key: str, nodes: list[FieldNode], at: At, path: tuple[str, ...]
    ) -> tuple[Cell, Shape, Gather | None]:
        name = of.attribute
        if of.at is not None:
            return self._node(of, key, nodes, at, path)
        if of.of is None:
            return Value(key, at, _property(of)), lambda thing, _: field_value(thing, name), None
        layout, shape, gather = self.record(of.of, nodes, path)
        if of.many:
            return Cites(key, at, layout), _each(name, shape), _gather_each(name, gather)
        return Edge(key, at, layout), _maybe(name, shape), _gather_maybe(name, gather)

    def _node(
        self, of: AnswerField, key: str, nodes: list[FieldNode], at: At, path: tuple[str, ...]
    ) -> tuple[Cell, Shape, Gather]:
        assert of.at is not None
        selection = Selection(path, self.planner.row(of.at))
        layout = selection.row.use(nodes)
        self.selections.append(selection)
        name = of.attribute

        def row(found: Ref, tables: Tables) -> Any:
            return tables[selection.index][found.id]

        def note(found: Ref, into: Wanted) -> None:
            into[selection.index][found.id] = found

        if of.many:
            return Each(key, at, layout), _each(name, row), _gather_each(name, note)
        return Node(key, at, layout), _maybe(name, row), _gather_maybe(name, note)

    def plan(self, day: Slot, basis: Slot | None) -> Plan | None:
        """One look-up a selection, in the order of their paths, whatever the client's."""
        if not self.selections:
            return None
        planner, lookups = self.planner, []
        for index, one in enumerate(sorted(self.selections, key=lambda one: one.path)):
            slot = planner.slots.fixed(Kind.ID, [], many=True)
            planner.open(one.row)
            one.index, one.slot = index, slot.number
            by, shape = planner.model.node_properties[0], one.row.finish()
            one.known = known(shape)
            lookups.append(Lookup(one.row.labels, by, slot, shape, many=True))
        return Plan(Together(tuple(lookups)), day, basis, planner.slots.slots)


def _property(of: AnswerField) -> Property:
    """As if it were a property of the model; a question's own enumeration is text that is right already."""
    assert of.kind is not None
    enumeration = of.enumeration if isinstance(of.enumeration, str) else None
    kind = Kind.TEXT if of.many or (of.kind is Kind.CHOICE and enumeration is None) else of.kind
    return Property(
        of.name, kind, of.about, of.about, required=not of.optional, many=of.many, enumeration=enumeration
    )


def _each(name: str, shape: Shape) -> Shape:
    return lambda thing, tables: [shape(one, tables) for one in field_value(thing, name)]


def _maybe(name: str, shape: Shape) -> Shape:
    return lambda thing, tables: None if (found := field_value(thing, name)) is None else shape(found, tables)


def _gather_each(name: str, gather: Gather) -> Gather:
    def gathered(thing: Any, into: Wanted) -> None:
        for one in field_value(thing, name):
            gather(one, into)

    return gathered


def _gather_maybe(name: str, gather: Gather) -> Gather:
    def gathered(thing: Any, into: Wanted) -> None:
        if (found := field_value(thing, name)) is not None:
            gather(found, into)

    return gathered
