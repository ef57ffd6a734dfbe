"""The schema: every type made through Strawberry, then taught to take finished answers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import (
    GraphQLAbstractType,
    GraphQLError,
    GraphQLFieldResolver,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import CustomGraphQLEnumType

from graph_service.api.types import roots
from graph_service.api.types.register import Register
from graph_service.api.types.scalars import identity, scalar_map
from graph_service.insights.insight import Insight
from graph_service.model.graph import GraphModel


@dataclass(frozen=True, slots=True)
class Resolvers:
    """How the executor reads answers, where it runs at all.

    `root` is asked for every root field over the graph, `field` for every field below, as (source, info, **arguments);
    `type_of` names the object type of a value that stands at an interface; `described` gives the answer of `model`,
    `service_info` that of `serviceInfo`, `service_limits` that of `serviceLimits`.  All but `field` and `type_of` may
    be awaitable.
    """

    root: GraphQLFieldResolver
    field: GraphQLFieldResolver
    type_of: Callable[[Any, GraphQLResolveInfo[Any], GraphQLAbstractType], str]
    described: Callable[[GraphQLResolveInfo[Any]], Any]
    service_info: Callable[[GraphQLResolveInfo[Any]], Any]
    service_limits: Callable[[GraphQLResolveInfo[Any]], Any]


def build_schema(
    model: GraphModel,
    *,
    resolvers: Resolvers,
    insights: Sequence[Insight] = (),
    extensions: Iterable[type[SchemaExtension] | Callable[[], SchemaExtension]] = (),
    execution_context_class: Any = None,
) -> strawberry.Schema:
    """The schema of a model; about a third of a second of work."""
    register = Register(model)
    query = roots.query(register, insights)
    register.fill()
    schema = _Schema(
        query=query,
        extensions=extensions,
        execution_context_class=execution_context_class,
        config=StrawberryConfig(scalar_map=scalar_map()),
    )
    _take_finished(schema._schema, register, resolvers)
    return schema


class _Schema(strawberry.Schema):
    """Strawberry logs every error of a caller with its source text; the service logs what is its own fault."""

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Nothing: see `api.service.unexpected`."""


def _take_finished(core: GraphQLSchema, register: Register, resolvers: Resolvers) -> None:
    """Patch graphql-core's types: Strawberry tests Python classes and builds enumeration members; we hold plain
    values, spelled already, and rows that know their label."""
    for name, found in core.type_map.items():
        match found:
            case GraphQLInterfaceType():
                found.resolve_type = resolvers.type_of
            case CustomGraphQLEnumType():
                _spell_names(found)
            case GraphQLInputObjectType():
                found.is_one_of = name in register.one_ofs
            case GraphQLObjectType() if name in register.outputs:
                found.is_type_of = None
                for one in found.fields.values():
                    one.resolve = resolvers.root if found is core.query_type else resolvers.field
    query: Any = core.query_type
    query.fields[roots.MODEL].resolve = lambda _source, info: resolvers.described(info)
    query.fields[roots.SERVICE_INFO].resolve = lambda _source, info: resolvers.service_info(info)
    query.fields[roots.SERVICE_LIMITS].resolve = lambda _source, info: resolvers.service_limits(info)
    # Strawberry answers it from its own directive, and for every type; graphql-core's types know better.
    introspected: Any = core.type_map["__Type"]
    introspected.fields["isOneOf"].resolve = lambda found, _info: getattr(found, "is_one_of", None)


def _spell_names(enumeration: Any) -> None:
    """A member is its own name, as input and as output."""
    enumeration.wrapped_cls = str
    enumeration.serialize = enumeration.coerce_output_value = identity
