"""Scalars, and the GraphQL type of each value.  A value that is spelled already is serialized to itself."""

from typing import Any, NewType

import strawberry
from graphql import FloatValueNode, GraphQLError, IntValueNode, StringValueNode, ValueNode, print_ast
from strawberry.types.scalar import ScalarDefinition

from graph_service.api.types import naming
from graph_service.api.types.register import Register, Type, items, optional
from graph_service.model.graph import Derived, Kind, Privacy, Property
from graph_service.model.values import BY_KIND, LARGEST

Date = NewType("Date", str)
Long = NewType("Long", int)


def identity(value: Any) -> Any:
    return value


_DATE = "A Date is text in the form YYYY-MM-DD, not {}. 日期须为 YYYY-MM-DD 格式的文本。"
_LONG = f"A Long is a whole number from -{LARGEST} to {LARGEST}, not {{}}. Long 须为该范围内的整数。"


def date_given(value: object) -> str:
    """A day as text; the planner checks that it is one, since it knows the argument's name."""
    if isinstance(value, str):
        return value
    raise GraphQLError(_DATE.format(repr(value)))


def _date_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> str:
    if isinstance(node, StringValueNode):
        return node.value
    raise GraphQLError(_DATE.format(print_ast(node)), node)


def long_given(value: object) -> int:
    """A whole number within ±(2^53 - 1); 3.0 is one, 3.5 and true are none."""
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(whole, int) and not isinstance(whole, bool) and abs(whole) <= LARGEST:
        return whole
    raise GraphQLError(_LONG.format(repr(value)))


def _long_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> int:
    if isinstance(node, IntValueNode):
        return long_given(int(node.value))
    if isinstance(node, FloatValueNode):
        return long_given(float(node.value))
    raise GraphQLError(_LONG.format(print_ast(node)), node)


def scalar_map() -> dict[object, ScalarDefinition]:
    """The scalars of our own, for Strawberry's configuration."""
    return {
        Date: strawberry.scalar(
            name="Date", description="A day, YYYY-MM-DD, Asia/Shanghai. 日期（YYYY-MM-DD，北京时间）。",
            serialize=identity, parse_value=date_given, parse_literal=_date_literal),
        Long: strawberry.scalar(
            name="Long", description="A whole number up to 2^53 - 1; money is whole yuan. 整数（绝对值小于 2^53）。",
            serialize=identity, parse_value=long_given, parse_literal=_long_literal),
    }


SCALARS: dict[str, Any] = {
    "ID": strawberry.ID, "String": str, "Int": int, "Long": Long, "Date": Date, "Boolean": bool,
}


def leaf(register: Register, of: Property | Derived) -> Type:
    """The type of one value."""
    if of.kind is Kind.CHOICE and of.enumeration is not None:
        return register.enumeration(of.enumeration)
    return scalar(of.kind)


def scalar(kind: Kind) -> Type:
    """The scalar of a kind."""
    return SCALARS[BY_KIND[kind].scalar or "String"]  # type: ignore[no-any-return]


def shown(register: Register, of: Property | Derived) -> Type:
    """The type of the field that shows it: null where it may be missing or may be hidden from the caller."""
    one = leaf(register, of)
    if isinstance(of, Derived):
        return one
    if naming.listed(of):
        return items(one)
    return one if of.required and of.privacy is Privacy.PUBLIC else optional(one)
