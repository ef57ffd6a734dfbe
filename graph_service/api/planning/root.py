"""Root fields: where a plan begins.  One field, one plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphql import FieldNode, GraphQLSchema

from graph_service.api.planning import connection
from graph_service.api.planning.arguments import LARGEST_PAGE, Arguments
from graph_service.api.planning.collect import Collector
from graph_service.api.planning.given import Leaf, Variables, null_given
from graph_service.api.planning.layout import RootLayout
from graph_service.api.planning.planner import Planner
from graph_service.api.planning.question import PlannedQuestion, Prepared, planned
from graph_service.api.planning.slots import Filling, Slots
from graph_service.api.types.roots import LISTED
from graph_service.errors import BadArgument
from graph_service.insights.insight import Insight
from graph_service.model.graph import GraphModel, Kind, Label
from graph_service.plan.ir import (
    ALWAYS_TRUE,
    AnyOf,
    Day,
    Listing,
    Lookup,
    Plan,
    Quantifier,
    Root,
    Slot,
    Through,
    Where,
)

SPONSORING = LISTED[0].name


@dataclass(frozen=True, slots=True)
class PlannedRoot:
    """A root field of a document: what to ask of the store, what fills it, how the answer reads."""

    key: str
    plan: Plan
    filling: Filling
    layout: RootLayout
    many: bool
    """Whether the answer is a list of nodes (`nodes`)."""
    node: FieldNode

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All that was planned of the document."""
        return (self.plan,)


Planned = PlannedRoot | PlannedQuestion


@dataclass(frozen=True, slots=True)
class Roots:
    """What the root fields of a schema mean."""

    model: GraphModel
    schema: GraphQLSchema
    singles: dict[str, Label]
    lists: dict[str, Label]
    insights: dict[str, Insight]
    prepared: Prepared

    @classmethod
    def of(cls, model: GraphModel, schema: GraphQLSchema, insights: Sequence[Insight]) -> "Roots":
        return cls(
            model,
            schema,
            {label.root: label for label in model.labels},
            {label.plural: label for label in model.labels},
            {insight.name: insight for insight in insights},
            Prepared(model),
        )

    def graphical(self, name: str) -> bool:
        """Whether the root field is answered from the graph."""
        listed = name in self.lists or name in ("nodes", SPONSORING)
        return listed or name in self.singles or name == "node" or name in self.insights

    def planned(self, key: str, nodes: list[FieldNode], collector: Collector, variables: Variables) -> Planned:
        """Compile one root field.  Raises a GraphQLError at the place of an argument that will not do."""
        slots = Slots()
        planner = Planner(self.model, self.schema, collector, variables, slots)
        query = self.schema.query_type
        assert query is not None
        name = nodes[0].name.value
        arguments = Arguments.of(nodes[0], query.fields[name], variables, slots)
        day = arguments.day("asOf")
        if day is None:
            slots.daily = True
            day = slots.fixed(Kind.DATE, None)
        basis = arguments.scalar("basis", Kind.CHOICE, many=True)
        if (insight := self.insights.get(name)) is not None:
            return planned(insight, key, nodes, planner, arguments, self.prepared)
        root, layout = self._root(planner, arguments, name, nodes)
        plan = Plan(root, day, basis, slots.slots)
        many = isinstance(root, Lookup) and root.many
        return PlannedRoot(key, plan, slots.filling(), layout, many, nodes[0])

    def _root(
        self, planner: Planner, arguments: Arguments, name: str, nodes: list[FieldNode]
    ) -> tuple[Root, RootLayout]:
        if name in self.lists or name == SPONSORING:
            return self._list(planner, name, nodes)
        if name == "nodes":
            slot = arguments.ids("ids", LARGEST_PAGE)
            return self._lookup(planner, "Node", nodes, "id", slot, many=True)
        if name == "node":
            return self._lookup(planner, "Node", nodes, "id", _required(arguments, "id", Kind.ID))
        label = self.singles[name]
        by, slot = _known_by(arguments)
        return self._lookup(planner, label.name, nodes, by, slot)

    def _list(self, planner: Planner, name: str, nodes: list[FieldNode]) -> tuple[Root, RootLayout]:
        query = self.schema.query_type
        assert query is not None
        layout = connection.empty()
        label = "Unit" if name == SPONSORING else self.lists[name].name
        fixed = self._sponsoring() if name == SPONSORING else ALWAYS_TRUE
        found: Listing = connection.listing(planner, label, name, query.fields[name], nodes, layout, fixed)
        return found, layout

    def _lookup(
        self, planner: Planner, target: str, nodes: list[FieldNode], by: str, slot: Slot, *, many: bool = False
    ) -> tuple[Root, RootLayout]:
        row = planner.row(target)
        layout = row.use(nodes)
        planner.open(row)
        key = self.model.properties(row.labels[0])[by]
        return Lookup(row.labels, key, slot, row.finish(), many), layout

    def _sponsoring(self) -> Where:
        """Units that send or back: with SENT_BY, SPONSORS or SUPPORTS in force."""
        hops = (self.model.hop("Unit", name) for name in ("sentCadres", "sponsoredGroups", "supportedVillages"))
        return AnyOf(tuple(Through(hop, Day(), Quantifier.SOME, ALWAYS_TRUE) for hop in hops))


def _required(arguments: Arguments, name: str, kind: Kind) -> Slot:
    slot = arguments.scalar(name, kind)
    if slot is None:
        raise arguments.refuse(null_given(name))
    return slot


def _known_by(arguments: Arguments) -> tuple[str, Slot]:
    """Exactly one of `id` and, where the label has one, `code`."""
    if "code" not in arguments.trees:
        return "id", _required(arguments, "id", Kind.ID)
    given = [name for name in ("id", "code") if isinstance(arguments.tree(name), Leaf)]
    if len(given) != 1:
        raise arguments.refuse(
            BadArgument(
                "Give exactly one of id and code.", "请且仅请给出 id 与 code 之一。", argument="id"
            )
        )
    (name,) = given
    return name, _required(arguments, name, Kind.ID if name == "id" else Kind.CODE)
