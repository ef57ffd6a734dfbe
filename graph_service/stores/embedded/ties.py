"""Ties between given nodes, or around them, as closures."""

from collections.abc import Callable, Iterator, Set
from typing import Any

from graph_service.plan.ir import Between, Reach, Slot, Span, Ties
from graph_service.stores.embedded.graph import SOURCE, TARGET, Entry, Layer
from graph_service.stores.embedded.hops import in_time
from graph_service.stores.embedded.reach import reach
from graph_service.stores.embedded.rows import PartMaker, cited, row
from graph_service.stores.embedded.run import NO_TIE, Run, Terrain

Holds = Callable[[Entry, Run], bool]
"""Whether a tie that touches the given nodes is taken."""
Shown = Callable[[str, Entry, Run], list[Any]]


def ties(terrain: Terrain, root: Ties, part: PartMaker) -> Callable[[Run], Any]:
    if isinstance(root.among, Slot):
        among, listed = root.among.number, _listed(terrain, root, part, either=root.either)
        return lambda run: listed(run.among(among), run)
    return _around(terrain, root, root.among, part)


def _around(terrain: Terrain, root: Ties, among: Reach, part: PartMaker) -> Callable[[Run], Any]:
    """What the reach lists, found once, and the ties around that."""
    own = row(terrain, among.shape, (), hop=False, part=part)
    listed = _listed(terrain, root, part, either=True)
    reached = reach(terrain, among, lambda node, tie, run: [node["id"], own(node, tie, run)])

    def both(run: Run) -> list[Any]:
        found = reached(run)
        return [[[distance, made] for distance, (_, made) in found], listed({key for _, (key, _) in found}, run)]

    return both


def _listed(terrain: Terrain, root: Ties, part: PartMaker, *, either: bool) -> Callable[[Set[str], Run], list[Any]]:
    layers = [(name, terrain.graph.layers[name]) for name in sorted(set(root.types))]
    holds, made, cap = _holds(terrain, root), shown(terrain, root, part), root.cap.number
    near = _touching if either else _between

    def rows(among: Set[str], run: Run) -> list[Any]:
        ends, most = _standing(terrain, among, run), run.values[cap] + 1
        found: list[tuple[str, Entry]] = []
        for name, layer in layers:
            taken = [tie for tie in near(layer, ends, run) if holds(tie, run)]
            found += [(name, tie) for tie in sorted(taken, key=lambda tie: tie["id"])]
            if len(found) >= most:
                break
        return [made(name, tie, run) for name, tie in found[:most]]

    return rows


def _standing(terrain: Terrain, ids: Set[str], run: Run) -> Set[str]:
    """Without a basis unknown ids may stay: nothing leads to them."""
    if not terrain.based:
        return ids
    nodes = terrain.graph.nodes
    return {key for key in ids if (node := nodes.get(key)) is not None and node["basis"] in run.bases}


def _between(layer: Layer, ends: Set[str], run: Run) -> Iterator[Entry]:
    """All ties of a layer with both ends among these; of an end with very many the fewer are gone through."""
    for near in ends:
        fars = layer.outward.get(near)
        if fars is None:
            continue
        _count(run, min(len(fars), len(ends)) + 1)
        # Python's own `&` goes through the whole of `ends`, whatever the other side's size.
        few, many = (fars, ends) if len(fars) <= len(ends) else (ends, fars)
        for far in few:
            if far in many:
                yield from fars[far].values()


def _touching(layer: Layer, ends: Set[str], run: Run) -> Iterator[Entry]:
    """All ties of a layer with an end among these, once."""
    _count(run, len(ends))
    for near in ends:
        for fars in layer.outward.get(near, _NONE).values():
            _count(run, len(fars))
            yield from fars.values()
        for far, found in layer.inward.get(near, _NONE).items():
            _count(run, len(found))
            if far not in ends:
                yield from found.values()


_NONE: dict[str, dict[str, Entry]] = {}


def _count(run: Run, visited: int) -> None:
    run.left -= visited
    if run.left < 0:
        run.look()


def _holds(terrain: Terrain, root: Ties) -> Holds:
    during, turned, nodes = in_time(root.moment), _turned(root.turned), terrain.graph.nodes

    def in_force(tie: Entry, run: Run) -> bool:
        return during(tie, run) and turned(tie, run)

    def resting(tie: Entry, run: Run) -> bool:
        """Of the ends one is known to rest on the basis, but not which."""
        bases = run.bases
        return (
            tie["basis"] in bases and in_force(tie, run)
            and nodes[tie[SOURCE]]["basis"] in bases and nodes[tie[TARGET]]["basis"] in bases
        )

    return resting if terrain.based else in_force


def _turned(turned: Span | None) -> Holds:
    if turned is None:
        return lambda _, __: True
    first, beyond = turned.start.number, turned.end.number

    def begun_or_ended(tie: Entry, run: Run) -> bool:
        start, end, since, until = run.values[first], run.values[beyond], tie["since"], tie["until"]
        return (since is not None and start <= since < end) or (until is not None and start <= until < end)

    return begun_or_ended


def shown(terrain: Terrain, root: Ties | Between, part: PartMaker) -> Shown:
    """What makes a relationship's row."""
    nodes, columns = terrain.graph.nodes, [(of.name, of.many) for of in root.columns]
    ends = root.ends if isinstance(root, Ties) else None
    end = row(terrain, ends, (), hop=False, part=part) if ends is not None else None
    sources = cited(terrain, root.cited, part) if root.cited is not None else None

    def made(name: str, tie: Entry, run: Run) -> list[Any]:
        values = [name, tie[SOURCE], tie[TARGET]]
        if end is not None:
            values += [end(nodes[tie[side]], NO_TIE, run) for side in (SOURCE, TARGET)]
        # Lists are copied, because answers belong to the caller; one that the type does not have is empty, too.
        values += [[*(tie.get(key) or ())] if many else tie.get(key) for key, many in columns]
        return values if sources is None else [*values, sources(tie, run)]

    return made
