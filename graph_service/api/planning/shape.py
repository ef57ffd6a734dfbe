"""The shape of variables: all that a compiled plan may depend on, and nothing of other values.

Absent, null or given; of objects the keys and their shapes; of lists of objects the shape of each item; Booleans
and the directions of orders as they are.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
)

_GIVEN = True


def shape_of(variables: Mapping[str, Any], types: Sequence[tuple[str, GraphQLInputType]]) -> Hashable:
    """The shape of an operation's coerced variables, by the types that it declares."""
    return tuple(_shape(variables[name], kind) if name in variables else "absent" for name, kind in types)


def _shape(value: Any, kind: GraphQLInputType) -> Hashable:
    if value is None:
        return None
    if isinstance(kind, GraphQLNonNull):
        return _shape(value, kind.of_type)
    if isinstance(kind, GraphQLInputObjectType):
        return tuple((key, _shape(part, kind.fields[key].type)) for key, part in value.items())
    if isinstance(kind, GraphQLList):
        return _of_list(value, kind.of_type)
    if kind is GraphQLBoolean or (isinstance(kind, GraphQLEnumType) and kind.name == "Direction"):
        return ("is", value)
    return _GIVEN


def _of_list(value: Any, item: GraphQLInputType) -> Hashable:
    inner = item.of_type if isinstance(item, GraphQLNonNull) else item
    if isinstance(inner, GraphQLInputObjectType):
        listed = value if isinstance(value, list) else [value]
        return ("items", *(_shape(part, inner) for part in listed))
    return _GIVEN
