"""Everything that a store holds, read by plans: what `check` compares with the journal and asks the rules about."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph_service.changes.fold import Node, State, Tie, given
from graph_service.model.graph import GraphModel, Hop, Property
from graph_service.plan.ir import ALWAYS_TRUE, Ever, Listing, Quantifier, Root, Shape, Through, ToMany, Value
from graph_service.stores.port import Store
from graph_service.writing.draft import writable
from graph_service.writing.excerpt import ANY_DAY, identity, plan
from graph_service.writing.hops import onward


async def stored(store: Store) -> State:
    """All nodes and relationships of all times, without what is derived.  Raises Unavailable, Deadline."""
    state, model = State(), store.model
    for label in model.labels:
        columns = node_columns(model, label.name)
        listing = Listing((label.name,), Ever(), ALWAYS_TRUE, (), None, Shape((label.name,), columns=columns))
        for row in await _rows(store, listing):
            values = _named(columns, row)
            key = str(values.pop("id"))
            state.nodes[key] = Node(label.name, key, given(values))
    for relationship in model.relationships:
        hop = onward(model, relationship)
        columns = tie_columns(model, hop)
        many = ToMany(hop, Ever(), ALWAYS_TRUE, (), None, Shape(hop.labels, columns=(identity(model),), edge=columns))
        shape = Shape(relationship.sources, columns=(identity(model),), parts=(many,))
        leaves = Through(hop, Ever(), Quantifier.SOME, ALWAYS_TRUE)
        for near, rows in await _rows(store, Listing(relationship.sources, Ever(), leaves, (), None, shape)):
            _keep(state, hop, near, rows, columns)
    return state


def node_columns(model: GraphModel, label: str) -> tuple[Property, ...]:
    """In the order of names, as all plans have it."""
    return _ordered((identity(model), *writable(model.stored(label), hidden=False).values()))


def tie_columns(model: GraphModel, hop: Hop) -> tuple[Property, ...]:
    dates = model.date_properties if hop.dated else ()
    return _ordered({p.name: p for p in (*model.tie_properties, *dates, *hop.properties)}.values())


def _ordered(properties: Iterable[Property]) -> tuple[Property, ...]:
    return tuple(sorted(properties, key=lambda p: p.name))


def _keep(state: State, hop: Hop, near: str, rows: Iterable[Sequence[Any]], columns: tuple[Property, ...]) -> None:
    for far, *cells in rows:
        values = _named(columns, cells)
        key = str(values.pop("id"))
        # One that has no direction is met at both of its ends.
        source, target = sorted((near, far)) if hop.symmetric else (near, far)
        state.ties[key] = Tie(hop.type, key, source, target, given(values))


def _named(columns: tuple[Property, ...], cells: Sequence[Any]) -> dict[str, Any]:
    return dict(zip((p.name for p in columns), cells, strict=False))


async def _rows(store: Store, root: Root) -> Any:
    values: list[Value] = [ANY_DAY, []]
    return (await store.answer(plan(root), values)).cell
