"""Shapes as closures: what a row holds, by position, of a node and the tie that led to it."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from graph_service.model.graph import Property
from graph_service.plan.ir import Extra, Order, Part, Shape
from graph_service.stores.embedded.derived import derived
from graph_service.stores.embedded.graph import LABEL, Entry
from graph_service.stores.embedded.order import keys
from graph_service.stores.embedded.run import NO_TIE, Cell, Row, Run, Terrain

Columns = Callable[[Entry], tuple[Any, ...]]
PartMaker = Callable[[Terrain, Part], Cell]
"""Compiles a part; handed in, because parts hold shapes again."""


def columns(properties: Sequence[Property]) -> Columns:
    """Values by position; lists are copied, because answers belong to the caller."""
    return named([p.name for p in properties], copied=any(p.many for p in properties))


def named(names: Sequence[str], *, copied: bool = False) -> Columns:
    get = _getter(names)
    if not copied:
        return get
    return lambda entry: tuple([[*value] if isinstance(value, list) else value for value in get(entry)])


def _getter(names: Sequence[str]) -> Columns:
    match names:
        case []:
            return lambda _: ()
        case [only]:
            return lambda entry: (entry[only],)
        case _:
            return itemgetter(*names)


def plain(shape: Shape) -> bool:
    """Whether its rows are the columns of the node and nothing else."""
    more = (shape.derived, shape.parts, shape.extras, shape.edge)
    return not any(more) and shape.cited is None and not shape.keyed


def of_node_alone(shape: Shape) -> bool:
    return not shape.edge and shape.cited is None and not shape.keyed


def own_columns(shape: Shape) -> Columns:
    """The label, if asked for, and the columns."""
    copied = any(p.many for p in shape.columns)
    names = [p.name for p in shape.columns]
    return named([LABEL, *names] if shape.labelled else names, copied=copied)


def row(terrain: Terrain, shape: Shape, orders: Sequence[Order], *, hop: bool, part: PartMaker) -> Row:
    own = own_columns(shape)
    cells = _cells(terrain, shape.derived, shape.parts, part)
    cells += [_extra(terrain, extra, part) for extra in shape.extras]
    if of_node_alone(shape):
        return _of_node(own, cells)
    edge = columns(shape.edge)
    sources = cited(terrain, shape.cited, part) if shape.cited is not None else None
    key = keys(orders, hop=hop) if shape.keyed else None

    def made(node: Entry, tie: Entry, run: Run) -> list[Any]:
        values = [*own(node), *[cell(node, run) for cell in cells], *edge(tie)]
        if sources is not None:
            values.append(sources(tie, run))
        if key is not None:
            values += key(node, tie)
        return values

    return made


def _cells(terrain: Terrain, shown: Sequence[Any], parts: Sequence[Part], part: PartMaker) -> list[Cell]:
    return [*(derived(terrain, of) for of in shown), *(part(terrain, one) for one in parts)]


def _of_node(own: Columns, cells: list[Cell]) -> Row:
    """Spelled out for few cells, which is what most rows have."""
    match cells:
        case []:
            return lambda node, tie, run: [*own(node)]  # noqa: ARG005  a row takes all three
        case [only]:
            return lambda node, tie, run: [*own(node), only(node, run)]  # noqa: ARG005
        case [one, two]:
            return lambda node, tie, run: [*own(node), one(node, run), two(node, run)]  # noqa: ARG005
        case _:
            return lambda node, tie, run: [*own(node), *[cell(node, run) for cell in cells]]  # noqa: ARG005


def _extra(terrain: Terrain, extra: Extra, part: PartMaker) -> Cell:
    """What is asked of some labels, null for the others."""
    labels = frozenset(extra.labels)
    made = _of_node(columns(extra.columns), _cells(terrain, extra.derived, extra.parts, part))
    return lambda node, run: made(node, NO_TIE, run) if node[LABEL] in labels else None


def cited(terrain: Terrain, shape: Shape, part: PartMaker) -> Cell:
    """[Source's row, quote, confidence] of a tie, in stored order, without sources that the basis leaves out."""
    nodes, based = terrain.graph.nodes, terrain.based
    source_row = row(terrain, shape, (), hop=False, part=part)

    def cell(tie: Entry, run: Run) -> list[Any]:
        return [
            [source_row(source, NO_TIE, run), quote, confidence]
            for key, quote, confidence in zip(tie["sourceIds"], tie["quotes"], tie["confidences"], strict=True)
            if (source := nodes.get(key)) is not None and (not based or source["basis"] in run.bases)
        ]

    return cell
