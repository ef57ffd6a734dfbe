"""Hops for plans that writing makes by hand: of a row whatever label stands at its ends, and of paths."""

from collections.abc import Iterator
from dataclasses import replace

from graph_service.model.graph import GraphModel, Hop, Relationship

Path = tuple[Hop, ...]


def onward(model: GraphModel, row: Relationship) -> Hop:
    """The row walked from any of its sources."""
    return _widest([model.hop(label, row.out.name) for label in row.sources])


def backward(model: GraphModel, row: Relationship) -> Hop:
    """The row walked from any of its targets."""
    return _widest([model.hop(label, row.back.name) for label in row.targets])


def narrowed(hop: Hop, label: str) -> Hop:
    """The same hop, to one of its labels only."""
    return hop if hop.labels == (label,) else replace(hop, labels=(label,), target=label, narrow=True)


def reverse(model: GraphModel, start: str, hop: Hop) -> Hop:
    """The way back from where a hop of one label led."""
    found = next(
        back for back in model.hops(hop.labels[0]).values()
        if back.type == hop.type and back.outward is not hop.outward and start in back.labels
    )
    return narrowed(found, start)


def home_paths(model: GraphModel, label: str, to: str, depth: int = 6) -> Iterator[Path]:
    """The ways from a label along the homes to one kind of division; of divisions, up what they lie within."""
    if label == to:
        yield ()
    elif depth:
        for hop in home_hops(model, label):
            for far in hop.labels:
                for rest in home_paths(model, far, to, depth - 1):
                    yield (narrowed(hop, far), *rest)


def home_hops(model: GraphModel, label: str) -> tuple[Hop, ...]:
    """The hops of a label's home in the order in which they are tried; of a division, the one that it lies within."""
    return tuple(model.hop(label, name) for name in model.label[label].home or _upward(model, label))


def _upward(model: GraphModel, label: str) -> tuple[str, ...]:
    """A label without a home that lies within a parent is a division."""
    rows = (row for row in model.relationships if row.parent and not row.dated and row.sources == (label,))
    return tuple(row.out.name for row in rows)


def _widest(hops: list[Hop]) -> Hop:
    return next((hop for hop in hops if hop.narrow), hops[0])
