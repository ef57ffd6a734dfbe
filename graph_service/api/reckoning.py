"""What the schema says of the price of a field: whether it follows a relationship, and how many rows it usually gives.

Reckoned from the declaration alone, before anything is validated: what is not there costs nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    get_named_type,
)

from graph_service.api.planning.arguments import LARGEST_PAGE
from graph_service.api.types import naming
from graph_service.api.types.outputs import PAGE
from graph_service.model.graph import GraphModel

LISTED = 3
"""Rows in a list of a question's answer, which declares no width."""
STOOD = 5
"""Those that stood at an end to one."""
CITED = 2
_CONNECTIVES = ("and", "or", "not")


@dataclass(frozen=True, slots=True)
class Price:
    """A field of a type: `below` names the type of what it gives, `usual` the rows, `own` is 1 where a row is read.

    `relation` says that it follows a relationship, `connection` that its rows stand under `nodes` and `edges`,
    `rows` that it is one of these; `inputs` are the types of its arguments.
    """

    below: str
    usual: int
    own: int
    relation: bool
    connection: bool
    rows: bool
    inputs: Mapping[str, Any]

    def width(self, node: FieldNode) -> int:
        """The rows of this field as it is asked."""
        given = {one.name.value: one.value for one in node.arguments or ()}
        if "ids" in given:
            return len(value.values) if isinstance(value := given["ids"], ListValueNode) else LARGEST_PAGE
        return min(self.usual, _first(given.get("first"))) if self.connection else self.usual


def _first(given: ValueNode | None) -> int:
    match given:
        case None | NullValueNode():
            return PAGE
        case IntValueNode(value=text) if len(text) <= 3:
            return max(int(text), 0)
    return LARGEST_PAGE


class Reckoning:
    """Prices by type and field, each found once."""

    def __init__(self, model: GraphModel, schema: GraphQLSchema) -> None:
        self._model = model
        self.schema = schema
        self._prices: dict[tuple[str, str], Price] = {}
        assert schema.query_type is not None
        self.query = schema.query_type.name

    def price(self, owner: str, name: str) -> Price | None:
        """None for what is not there."""
        found = self._prices.get((owner, name))
        if found is None:
            found = self._found(owner, name)
            if found is not None:  # names that a client made up are not kept
                self._prices[owner, name] = found
        return found

    def conditions(self, arguments: Iterable[ArgumentNode], price: Price) -> tuple[int, dict[str, int]]:
        """Relation conditions in the arguments of a field, and how often each variable stands where there may be
        some."""
        relations, uses = 0, dict[str, int]()
        found = [(price.inputs.get(one.name.value), one.value) for one in arguments]
        while found:
            kind, value = found.pop()
            match value:
                case VariableNode() if self._filters(kind):
                    uses[value.name.value] = uses.get(value.name.value, 0) + 1
                case ListValueNode():
                    found += [(kind, inner) for inner in value.values]
                case ObjectValueNode():
                    keys = [(one.name.value, self._key(kind, one.name.value), one.value) for one in value.fields]
                    relations += sum(self._counts(name, inner) for name, inner, _ in keys)
                    found += [(inner, part) for _, inner, part in keys]
        return relations, uses

    def given(self, kind: Any, value: Any) -> int:
        """Relation conditions in a variable's value, coerced."""
        relations, found = 0, [(kind, value)]
        while found:
            kind, value = found.pop()
            if isinstance(value, list):
                found += [(kind, inner) for inner in value]
            elif isinstance(value, dict):
                keys = [(name, self._key(kind, name), inner) for name, inner in value.items()]
                relations += sum(self._counts(name, inner) for name, inner, _ in keys)
                found += [(inner, part) for _, inner, part in keys]
        return relations

    @cached_property
    def _ends(self) -> frozenset[str]:
        """The types of conditions on what stands at an end."""
        owners = (*self._model.label, *self._model.interface)
        return frozenset(naming.condition(hop.stem) for one in owners for hop in self._model.hops(one).values())

    def _counts(self, name: str, kind: Any) -> int:
        return int(name not in _CONNECTIVES and kind is not None and _named(kind).name in self._ends)

    @staticmethod
    def _filters(kind: Any) -> bool:
        return isinstance(_named(kind), GraphQLInputObjectType)

    @staticmethod
    def _key(kind: Any, name: str) -> Any:
        owner = _named(kind)
        found = owner.fields.get(name) if isinstance(owner, GraphQLInputObjectType) else None
        return found.type if found else None

    def _found(self, owner: str, name: str) -> Price | None:
        holder: Any = self.schema.type_map.get(owner)
        found = getattr(holder, "fields", {}).get(name)
        if found is None:
            return None
        below: Any = get_named_type(found.type)
        connection, rows = _connection(below), _connection(holder) and name in ("nodes", "edges")
        relation, usual = self._width(owner, name, connection=connection, listed=_listed(found.type))
        # The row of a connection is read where the connection stands.
        own = int((below.name in self._places or relation or connection) and not rows and not _edge(holder, name))
        inputs = {key: one.type for key, one in found.args.items()}
        return Price(below.name, 1 if rows else usual, own, relation, connection, rows, inputs)

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset((*self._model.label, *self._model.interface))

    def _width(self, owner: str, name: str, *, connection: bool, listed: bool) -> tuple[bool, int]:
        for hop_name, hop in self._model.hops(owner).items() if owner in self._places else ():
            if name == hop_name:
                return True, hop.usual if hop.many else 1
            if hop.one is not None and name == naming.one_edge(hop):
                return True, 1
            if hop.one is not None and name == naming.history(hop):
                return True, STOOD
        if owner == self.query and (name == "nodes" or not listed):
            return False, LARGEST_PAGE if name == "nodes" or connection else 1
        return False, (CITED if name == "citations" else LISTED) if listed else 1


def _named(kind: Any) -> Any:
    return get_named_type(kind) if kind is not None else None


def _listed(kind: Any) -> bool:
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)


def _connection(kind: Any) -> bool:
    return {"nodes", "edges", "pageInfo"} <= set(_fields(kind))


def _edge(kind: Any, name: str) -> bool:
    return name == "node" and "cursor" in set(_fields(kind))


def _fields(kind: Any) -> Iterator[str]:
    yield from getattr(kind, "fields", ())
