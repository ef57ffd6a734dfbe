"""The arguments of one field, read with their checks.  Faults are found wherever the field stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLField, Undefined

from graph_service.api.completion.cursor import decoded, is_date
from graph_service.api.errors import located
from graph_service.api.planning.given import ABSENT, Absent, Leaf, Null, Object, Tree, Variables, given, null_given
from graph_service.api.planning.slots import Slots
from graph_service.errors import BadArgument, BadCursor, BadFilter, BadId, ServiceError
from graph_service.model.graph import Kind
from graph_service.model.ident import well_formed
from graph_service.model.shared import OPEN_END
from graph_service.plan.ir import Order, Slot, Span

PAGE = 50
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class Arguments:
    """One field's arguments as trees; null means not given, except within a filter."""

    node: FieldNode
    trees: Mapping[str, Tree]
    slots: Slots

    @classmethod
    def of(cls, node: FieldNode, field: GraphQLField, variables: Variables, slots: Slots) -> "Arguments":
        written = {argument.name.value: argument.value for argument in node.arguments or ()}
        trees: dict[str, Tree] = {}
        for name, argument in field.args.items():
            tree = given(written.get(name), argument.type, variables)
            default = argument.default_value
            if isinstance(tree, Absent) and default is not Undefined:
                tree = _constant(default)
            trees[name] = tree
        return cls(node, trees, slots)

    def tree(self, name: str) -> Tree:
        found = self.trees.get(name, ABSENT)
        return ABSENT if isinstance(found, Null) else found

    def refuse(self, error: ServiceError) -> Exception:
        """The error at this field's place, to be raised."""
        return located(error, self.node)

    def scalar(self, name: str, kind: Kind, *, many: bool = False) -> Slot | None:
        """A slot for a scalar argument, or None if it was not given."""
        tree = self.tree(name)
        return self.value(name, tree, kind, many=many) if isinstance(tree, Leaf) else None

    def day(self, name: str) -> Slot | None:
        """A slot for the day of the whole answer."""
        tree = self.tree(name)
        if not isinstance(tree, Leaf):
            return None
        (slot,) = self.slots.read(tree, _day(name), self.node, (Kind.DATE, False))
        return slot

    def value(
        self, name: str, leaf: Leaf, kind: Kind, *, many: bool = False, names: Mapping[str, str] | None = None
    ) -> Slot:
        """A slot for a leaf, checked by kind; `names` translates enumeration values."""
        (slot,) = self.slots.read(leaf, _reader(name, kind, many, names), self.node, (kind, many))
        return slot

    def ids(self, name: str, most: int) -> Slot:
        """A slot for a list of ids of a bounded length."""
        tree = self.tree(name)
        if not isinstance(tree, Leaf):
            raise self.refuse(null_given(name))
        checked = _reader(name, Kind.ID, True, None)

        def read(values: Any) -> Sequence[Any]:
            if len(values) > most:
                raise BadArgument(
                    f"{name} holds {len(values)} ids; at most {most} are answered at once.",
                    f"{name} 含 {len(values)} 个标识；一次最多 {most} 个。",
                    argument=name,
                )
            return checked(values)

        (slot,) = self.slots.read(tree, read, self.node, (Kind.ID, True))
        return slot

    def first(self) -> Slot:
        tree = self.tree("first")
        if not isinstance(tree, Leaf):
            return self.slots.fixed(Kind.WHOLE, PAGE)
        (slot,) = self.slots.read(tree, _first, self.node, (Kind.WHOLE, False))
        return slot

    def after(self, print_: str, orders: Sequence[Order], ids: int) -> tuple[Slot, ...] | None:
        """Slots for the keys of the cursor given, then for its ids."""
        tree = self.tree("after")
        if not isinstance(tree, Leaf):
            return None

        def read(text: Any) -> Sequence[Any]:
            found = decoded(text, print_, orders, ids)
            if found is None:
                raise BadCursor("after")
            return found

        kinds = [(order.of.kind, False) for order in orders] + [(Kind.ID, False)] * ids
        return self.slots.read(tree, read, self.node, *kinds)

    def during(self) -> Span | None:
        tree = self.tree("during")
        if not isinstance(tree, Object):
            return None
        start, end = tree.keys["from"], tree.keys["to"]
        if not isinstance(start, Leaf) or not isinstance(end, Leaf):
            raise self.refuse(null_given("during"))
        both = Leaf(lambda values: (start.take(values), end.take(values)), start.constant and end.constant)
        return Span(*self.slots.read(both, _span, self.node, (Kind.DATE, False), (Kind.DATE, False)))


def _constant(value: Any) -> Leaf:
    return Leaf(lambda _: value, constant=True)


def _reader(name: str, kind: Kind, many: bool, names: Mapping[str, str] | None) -> Callable[[Any], Sequence[Any]]:
    check = _CHECKS.get(kind)

    def read(value: Any) -> Sequence[Any]:
        listed = value if many else (value,)
        if None in listed:
            raise BadFilter(name) if name.startswith("filter") else null_given(name)
        if check is not None:
            for one in listed:
                check(name, one)
        if names is not None:
            listed = [names[one] for one in listed]
        return ([*listed],) if many else tuple(listed)

    return read


def _id(name: str, value: Any) -> None:
    if not well_formed(value):
        raise BadId(name)


def _date(name: str, value: Any) -> None:
    if not isinstance(value, str) or not is_date(value):
        shown = str(value)[:40]
        raise BadArgument(
            f"{name}: {shown} is not a day of the calendar, as 2020-11-12.",
            f"{name}：{shown} 不是有效日期，格式如 2020-11-12。",
            argument=name,
        )


def _day(name: str) -> Callable[[Any], Sequence[Any]]:
    def read(value: Any) -> Sequence[Any]:
        checked(name, Kind.DATE, value)
        return (value,)

    return read


_CHECKS: Mapping[Kind, Callable[[str, Any], None]] = {Kind.ID: _id, Kind.DATE: _date}


def checked(name: str, kind: Kind, value: Any) -> None:
    """Raises BadId or BadArgument where a value is not of its kind though GraphQL takes it; nothing holds on the day
    that stands for no end."""
    if (check := _CHECKS.get(kind)) is not None:
        check(name, value)
    if kind is Kind.DATE and value == OPEN_END:
        raise BadArgument(
            f"{name}: {value} stands for no end; give an earlier day.",
            f"{name}：{value} 表示无截止日，请给出更早的日期。",
            argument=name,
        )


def _first(value: Any) -> Sequence[Any]:
    if not 1 <= value <= LARGEST_PAGE:
        raise BadArgument(
            f"first is {value}; it may be 1 to {LARGEST_PAGE}.",
            f"first 为 {value}；取值范围为 1 至 {LARGEST_PAGE}。",
            argument="first",
        )
    return (value,)


def _span(both: tuple[Any, Any]) -> Sequence[Any]:
    start, end = both
    _date("during.from", start)
    _date("during.to", end)
    if start >= end:
        raise BadArgument(
            f"during: {start} is not before {end}; `to` is the first day no longer meant.",
            f"during：{start} 不早于 {end}；to 为截止日（不含）。",
            argument="during",
        )
    return (start, end)
