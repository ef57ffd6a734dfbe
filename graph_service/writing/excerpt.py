"""Reads what a store holds of what a write touches, by plans made by hand: every date, every basis, no page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph_service.changes.fold import Node, State, Tie, given
from graph_service.model.graph import GraphModel, Hop, Kind, Privacy, Property
from graph_service.model.ident import well_formed
from graph_service.plan.ir import (
    ALWAYS_TRUE,
    Compare,
    Ever,
    Listing,
    Lookup,
    Plan,
    Quantifier,
    Root,
    Shape,
    Slot,
    Subject,
    Through,
    ToMany,
    Value,
    Where,
)
from graph_service.stores.port import Store
from graph_service.writing.hops import onward

DAY = Slot(0, Kind.DATE)
IDS = Slot(1, Kind.ID, many=True)
ANY_DAY = "2000-01-01"
"""Plans that look at all times need a day all the same."""


def plan(root: Root, *more: Slot) -> Plan:
    return Plan(root, DAY, None, (DAY, IDS, *more))


def identity(model: GraphModel) -> Property:
    return next(p for p in model.node_properties if p.kind is Kind.ID)


async def nodes(store: Store, keys: Iterable[object]) -> State:
    """The nodes of these ids that the store holds, with what may be seen of them."""
    state = State()
    for label, ids in _by_label(store.model, keys).items():
        columns = _columns(store.model.stored(label))
        asked = plan(Lookup((label,), identity(store.model), IDS, Shape((label,), columns=columns), many=True))
        for row in await _rows(store, asked, ids):
            if row is not None:
                values = dict(zip((p.name for p in columns), row, strict=False))
                key = str(values.pop("id"))
                state.nodes[key] = Node(label, key, given(values))
    return state


async def ties_of(store: Store, keys: Iterable[object], only: Sequence[str] | None = None) -> State:
    """The relationships of these nodes, of all times; with `only`, along the hops of these names."""
    state = State()
    for label, ids in _by_label(store.model, keys).items():
        hops = [hop for name, hop in store.model.hops(label).items() if only is None or name in only]
        columns = (identity(store.model),)
        parts = tuple(_many(store.model, hop, ALWAYS_TRUE) for hop in hops)
        shape = Shape((label,), columns=columns, parts=parts)
        asked = plan(Lookup((label,), identity(store.model), IDS, shape, many=True))
        for row in await _rows(store, asked, ids):
            if row is not None:
                for hop, cell in zip(hops, row[1:], strict=False):
                    _keep(state, store.model, row[0], hop, cell)
    return state


async def ties(store: Store, keys: dict[str, list[str]]) -> State:
    """The relationships of these ids, by type.  A store finds nodes, so the sources of the type are looked through."""
    state = State()
    for type_name, ids in keys.items():
        for row_of_model in store.model.types.get(type_name, ()):
            hop, labels = onward(store.model, row_of_model), row_of_model.sources
            mine = Compare(identity(store.model), "in", IDS, Subject.EDGE)
            found = Through(hop, Ever(), Quantifier.SOME, mine)
            shape = Shape(labels, columns=(identity(store.model),), parts=(_many(store.model, hop, mine),))
            for row in await _rows(store, plan(Listing(labels, Ever(), found, (), None, shape)), ids):
                _keep(state, store.model, row[0], hop, row[1])
    return state


def _many(model: GraphModel, hop: Hop, where: Where) -> ToMany:
    shape = Shape(hop.labels, columns=(identity(model),), edge=_edge(model, hop))
    return ToMany(hop, Ever(), where, (), None, shape)


def _edge(model: GraphModel, hop: Hop) -> tuple[Property, ...]:
    """With the citations, which are hidden from readers: rules look at them."""
    return _columns((*model.tie_properties, *model.date_properties, *hop.properties), hidden=True)


def _columns(properties: Iterable[Property], *, hidden: bool = False) -> tuple[Property, ...]:
    """What writing may look at, in the order of names, as all plans have it."""
    seen = (p for p in properties if (hidden or not p.hidden) and p.privacy is Privacy.PUBLIC)
    return tuple(sorted(seen, key=lambda p: p.name))


async def _rows(store: Store, asked: Plan, ids: Sequence[str]) -> Iterator[Any]:
    values: list[Value] = [ANY_DAY, list(ids)]
    return iter((await store.answer(asked, values)).cell)


def _keep(state: State, model: GraphModel, near: str, hop: Hop, rows: Iterable[Sequence[Any]]) -> None:
    names = [p.name for p in _edge(model, hop)]
    for far, *cells in rows:
        values = dict(zip(names, cells, strict=False))
        key = str(values.pop("id"))
        source, target = (near, far) if hop.outward else (far, near)
        if hop.symmetric:
            source, target = sorted((near, far))
        state.ties[key] = Tie(hop.type, key, source, target, given(values))


def _by_label(model: GraphModel, keys: Iterable[object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in dict.fromkeys(keys):
        label = model.label_of_tag.get(str(key)[:2]) if well_formed(key) else None
        if label is not None:
            found[label].append(str(key))
    return found
