"""What a caller gave for an argument, as a tree whose leaves tell where their value comes from.

The form of a tree (which keys, null or not, how many objects in a list) depends on the document and on the shape
of the variables alone, never on other values: so one compiled plan serves every call of that shape.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    value_from_ast,
)

from graph_service.errors import BadArgument

Variables = Mapping[str, Any]
Take = Callable[[Variables], Any]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One scalar, enum value or list of such; `constant` when no variable is in it."""

    take: Take
    constant: bool


@dataclass(frozen=True, slots=True)
class Object:
    """An input object: the keys that were given."""

    keys: Mapping[str, "Tree"]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of input objects."""

    items: tuple["Tree", ...]


class Null:
    """Null was given."""


class Absent:
    """Nothing was given."""


NULL, ABSENT = Null(), Absent()
Tree = Leaf | Object | Items | Null | Absent


def null_given(name: str) -> BadArgument:
    """Null where a value is required: a variable with a default may stand there and be given as null all the same."""
    return BadArgument(f"{name} is null where a value is required.", f"{name} 为空值，此处必须给值。", argument=name)


def given(node: ValueNode | None, kind: GraphQLInputType, variables: Variables) -> Tree:
    """The tree of a value in the document; the document is valid, so that the value fits its type."""
    if node is None:
        return ABSENT
    if isinstance(kind, GraphQLNonNull):
        return given(node, kind.of_type, variables)
    if isinstance(node, VariableNode):
        return _of_variable(node.name.value, kind, variables)
    if isinstance(node, NullValueNode):
        return NULL
    if isinstance(kind, GraphQLList):
        return _of_list(node, kind.of_type, variables)
    if isinstance(kind, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
        written = {field.name.value: field.value for field in node.fields}
        return _object({name: _of_field(written.get(name), field, variables) for name, field in kind.fields.items()})
    value = value_from_ast(node, kind)
    return Leaf(lambda _: value, constant=True)


def _of_field(node: ValueNode | None, field: GraphQLInputField, variables: Variables) -> Tree:
    found = given(node, field.type, variables)
    if isinstance(found, Absent) and field.default_value is not Undefined:
        return _of_value(field.default_value, field.type, lambda _: field.default_value, constant=True)
    return found


def _of_list(node: ValueNode, item: GraphQLInputType, variables: Variables) -> Tree:
    nodes = node.values if isinstance(node, ListValueNode) else (node,)
    trees = [given(one, item, variables) for one in nodes]
    if _holds_objects(item):
        return Items(tuple(trees))
    leaves = [tree if isinstance(tree, Leaf) else Leaf(lambda _: None, constant=True) for tree in trees]
    takes = [leaf.take for leaf in leaves]
    return Leaf(lambda values: [take(values) for take in takes], all(leaf.constant for leaf in leaves))


def _of_variable(name: str, kind: GraphQLInputType, variables: Variables) -> Tree:
    if name not in variables:
        return ABSENT
    return _of_value(variables[name], kind, lambda values: values[name], constant=False)


def _of_value(value: Any, kind: GraphQLInputType, take: Take, *, constant: bool) -> Tree:
    """The tree of a coerced value that `take` will find again."""
    if isinstance(kind, GraphQLNonNull):
        return _of_value(value, kind.of_type, take, constant=constant)
    if value is None:
        return NULL
    if isinstance(kind, GraphQLInputObjectType):
        keys = {
            key: _of_value(part, kind.fields[key].type, _within(take, key), constant=constant)
            for key, part in value.items()
        }
        return _object(keys)
    if isinstance(kind, GraphQLList) and _holds_objects(kind.of_type):
        listed = value if isinstance(value, list) else [value]
        inner = take if isinstance(value, list) else _alone(take)
        items = [
            _of_value(part, kind.of_type, _within(inner, number), constant=constant)
            for number, part in enumerate(listed)
        ]
        return Items(tuple(items))
    return Leaf(take, constant)


def _within(take: Take, key: str | int) -> Take:
    return lambda values: take(values)[key]


def _alone(take: Take) -> Take:
    return lambda values: [take(values)]


def _object(keys: dict[str, Tree]) -> Object:
    return Object({name: tree for name, tree in keys.items() if not isinstance(tree, Absent)})


def _holds_objects(kind: GraphQLInputType) -> bool:
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    return isinstance(inner, GraphQLInputObjectType)
