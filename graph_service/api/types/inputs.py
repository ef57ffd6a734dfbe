"""Filters and orders.  A filter at an end takes the far node's fields and, under `edge`, the relationship's."""

from collections.abc import Iterable, Iterator
from typing import Any

from strawberry.types.field import StrawberryField

from graph_service.api.types import naming
from graph_service.api.types.register import Register, field, items, optional, said
from graph_service.api.types.scalars import Date, leaf
from graph_service.model.graph import Derived, Hop, Property
from graph_service.plan.operators import operators_for

EDGE_CONDITIONS = ("since", "until", "basis")
EDGE_ORDERS = ("since", "until")


def during(register: Register) -> type[Any]:
    """A span of days for one relation."""
    return register.input("During", "during", "A span of days, its end left out. 时段（不含截止日）。", lambda: (
        field("from", Date, "First day. 首日。"),
        field("to", Date, "First day no longer. 截止日（不含）。"),
    ))


def operators(register: Register, of: Property | Derived) -> type[Any]:
    """What may be asked of a value of this kind, list or enumeration."""
    listed = naming.listed(of)
    about = f"Conditions on {'a list' if listed else 'a value'}. {'列表' if listed else '取值'}条件。"

    def fields() -> Iterator[StrawberryField]:
        one = leaf(register, of)
        for operator in operators_for(of.kind, listed=listed):
            yield field(operator.name, optional(items(one) if operator.many else one), said(operator.title))

    return register.input(naming.operators(of), ("operators", of.kind, of.enumeration, listed), about, fields)


def root_filter(register: Register, label: str) -> type[Any]:
    """The filter of a list of one label."""
    title = said(register.model.label[label].title)

    def fields() -> Iterator[StrawberryField]:
        yield from _conditions(register, label)
        yield from _connectives(root_filter(register, label))

    return register.input(naming.condition(label), ("filter", label), title, fields)


def end_filter(register: Register, hop: Hop) -> type[Any]:
    """The filter of what stands at an end."""

    def fields() -> Iterator[StrawberryField]:
        yield from _conditions(register, hop.target)
        if hop.target in register.model.interface:
            yield from _label_keys(register, hop)
        yield field("edge", optional(_edge_filter(register, hop)), "The relationship. 关系本身。")
        yield from _connectives(end_filter(register, hop))

    about = said(naming.end_title(register.model, hop))
    return register.input(naming.condition(hop.stem), ("filter", hop.type, hop.name), about, fields)


def root_order(register: Register, label: str) -> type[Any]:
    """One key of the order of a list of one label."""
    return register.input(naming.order(label), ("order", label), "One key of an order. 一个排序键。",
        lambda: _keys(register, register.model.properties(label).values()), one_of=True)


def end_order(register: Register, hop: Hop) -> type[Any]:
    """One key of the order at an end, shared by all ends where nothing of the relationship's own sorts."""

    def fields() -> Iterator[StrawberryField]:
        yield from _keys(register, register.model.properties(hop.target).values())
        yield field("edge", optional(_edge_order(register, hop)), "By the relationship. 按关系排序。")

    name = naming.end_order(hop)
    return register.input(name, ("order at", name), "One key of an order. 一个排序键。", fields, one_of=True)


def _conditions(register: Register, owner: str) -> Iterator[StrawberryField]:
    for name, found in register.model.fields(owner).items():
        if isinstance(found, Hop):
            through = _quantified(register, found) if found.many else end_filter(register, found)
            yield field(name, optional(through), said(naming.end_title(register.model, found)))
        elif isinstance(found, Derived) or found.conditional:
            yield field(name, optional(operators(register, found)), said(found.title))


def _quantified(register: Register, hop: Hop) -> type[Any]:
    about = "Conditions on what stands at an end to many. 对多值关系的条件。"

    def fields() -> Iterator[StrawberryField]:
        one = optional(end_filter(register, hop))
        yield field("some", one, "At least one meets it. 至少一个符合。")
        yield field("none", one, "None meets it. 无一符合。")
        yield field("every", one, "All meet it. 全部符合。")

    return register.input(naming.quantified(hop), ("quantified", hop.type, hop.name), about, fields)


def _connectives(itself: type[Any]) -> Iterator[StrawberryField]:
    yield field("and", optional(items(itself)), "All of these. 同时满足。")
    yield field("or", optional(items(itself)), "Any of these. 满足其一。")
    yield field("not", optional(itself), "Not this. 不满足。")


def _label_keys(register: Register, hop: Hop) -> Iterator[StrawberryField]:
    yield field("type", optional(_label_choice(register)), "The label. 节点类别。")
    for name in hop.labels:
        label = register.model.label[name]
        yield field(label.root, optional(root_filter(register, name)), said(label.title))


def _label_choice(register: Register) -> type[Any]:
    label = register.enumeration("Label")
    return register.input("LabelChoice", "label choice", "Conditions on the label. 节点类别条件。", lambda: (
        field("eq", optional(label), "Is. 等于。"),
        field("in", optional(items(label)), "Is one of. 属于。"),
    ))


def _edge_filter(register: Register, hop: Hop) -> type[Any]:
    shown = register.model.edge_fields(hop)
    found = [shown[name] for name in EDGE_CONDITIONS] + list(naming.own_conditions(hop))
    name = naming.edge_condition(hop)
    return register.input(name, ("edge filter", name), "Conditions on a relationship. 关系条件。", lambda: (
        field(p.name, optional(operators(register, p)), said(p.title)) for p in found))


def _edge_order(register: Register, hop: Hop) -> type[Any]:
    shown = register.model.edge_fields(hop)
    found = [shown[name] for name in EDGE_ORDERS] + list(naming.own_orders(hop))
    name = naming.edge_order(hop)
    return register.input(name, ("edge order", name), "One key of an order by a relationship. 按关系的一个排序键。",
        lambda: _keys(register, found), one_of=True)


def _keys(register: Register, found: Iterable[Property]) -> Iterator[StrawberryField]:
    direction = register.enumeration("Direction")
    for one in found:
        if one.orderable:
            yield field(one.name, optional(direction), said(one.title))
