"""Ties between given nodes as closures."""

from collections.abc import Callable, Iterator, Set
from typing import Any

from graph_service.plan.ir import Ties
from graph_service.stores.embedded.graph import SINCE, SOURCE, TARGET, UNTIL, Entry, Layer
from graph_service.stores.embedded.rows import PartMaker, cited
from graph_service.stores.embedded.run import Run, Terrain


def ties(terrain: Terrain, root: Ties, part: PartMaker) -> Callable[[Run], Any]:
    layers = [(name, terrain.graph.layers[name]) for name in sorted(set(root.types))]
    sources = cited(terrain, root.cited, part) if root.cited is not None else None
    among, cap, columns = root.among.number, root.cap.number, [(of.name, of.many) for of in root.columns]

    def row(name: str, tie: Entry, run: Run) -> list[Any]:
        # Lists are copied, because answers belong to the caller; one that the type does not have is empty, too.
        shown = ([*(tie.get(key) or ())] if many else tie.get(key) for key, many in columns)
        values = [name, tie[SOURCE], tie[TARGET], *shown]
        return values if sources is None else [*values, sources(tie, run)]

    def rows(run: Run) -> list[Any]:
        ends, most = _standing(terrain, run.among(among), run), run.values[cap] + 1
        found: list[tuple[str, Entry]] = []
        for name, layer in layers:
            taken = [tie for tie in _between(layer, ends, run) if _holds(terrain, tie, run)]
            found += [(name, tie) for tie in sorted(taken, key=lambda tie: tie["id"])]
            if len(found) >= most:
                break
        return [row(name, tie, run) for name, tie in found[:most]]

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
        run.left -= min(len(fars), len(ends)) + 1
        if run.left < 0:
            run.look()
        for far in fars.keys() & ends:
            yield from fars[far].values()


def _holds(terrain: Terrain, tie: Entry, run: Run) -> bool:
    return bool(tie[SINCE] <= run.day < tie[UNTIL]) and (not terrain.based or tie["basis"] in run.bases)
