"""A scope on a day: what belongs to it, and of each node the relationships that are asked for, whatever its label.

A node belongs to the scope if a way up leads there by any of its homes, or by what leads it; so all of them come in
one `Reach` downward.  A relationship is asked for by its type and direction, once for all labels, and its sources as
they are stored: a condition from the bottom up, or an end a label, would take a store longer to plan than to answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph_service.insights.course import edge_of
from graph_service.insights.form import Form, Reader, Record, bound
from graph_service.insights.homes import BOUND, LED
from graph_service.insights.making import DAY, Begun, Draft
from graph_service.model.graph import GraphModel, Hop
from graph_service.plan.ir import Reach, Slot, Step, ToMany, Where
from graph_service.writing.hops import home_hops

Key = tuple[str, bool]
"""A relationship type, and whether it leads away from the node."""
SOURCES = "sourceIds quotes confidences"
"""What a relationship stores of its sources, side by side."""


def key_of(hop: Hop) -> Key:
    return (hop.type, hop.outward)


def territory(draft: Draft, form: Form, hops: Iterable[Hop], where: Where, scope: Slot, cap: Slot) -> Begun:
    """The scope and what belongs to it on the day: records of a form at Named that has no parts for all labels.

    Under `ends` stand, by type and direction, the relationships of the hops that meet the condition, as far ends with
    their edge and its sources.
    """
    model = draft.model
    found = {key_of(hop): _any(model, hop) for hop in hops}
    made = [bound(model, Form("Named", "name"), f"{edge_of(hop)} {SOURCES}") for hop in found.values()]
    parts = tuple(ToMany(hop, DAY, where, (), None, far) for hop, (far, _) in zip(found.values(), made, strict=True))
    shape, read = bound(model, form)
    first, last = 1 + len(shape.columns), 1 + len(shape.columns) + len(parts)

    def records(cell: Sequence[Any]) -> list[Record]:
        return [record(row) for _, row in cell]

    def record(row: Sequence[Any]) -> Record:
        one = read([*row[:first], *row[last:]])
        cells = zip(found.items(), made, row[first:last], strict=True)
        one["ends"] = {key: _fars(hop, far, rows) for (key, hop), (_, far), rows in cells if rows}
        return one

    return Reach(scope, _downward(model), BOUND, cap, replace(shape, parts=parts)), records


def _fars(hop: Hop, read: Reader, rows: Sequence[Any]) -> list[Record]:
    fars = [read(row) for row in rows]
    for far in fars:
        far["edge"] |= {"type": hop.type, "outward": hop.outward, "symmetric": hop.symmetric}
        cite(far["edge"])
    return fars


def cite(edge: Record) -> None:
    """Put the sources that a relationship stores side by side into `cited`."""
    edge["cited"] = list(zip(*(edge.pop(name) for name in SOURCES.split()), strict=True))


def _any(model: GraphModel, hop: Hop) -> Hop:
    """The same type and direction, from any label to any other."""
    return replace(hop, target="Named", labels=model.labels_at("Named"), narrow=False, one=None)


def _downward(model: GraphModel) -> tuple[Step, ...]:
    """From a home to those at home there; declared figures are not looked for."""
    homes: Mapping[str, Sequence[Hop]] = {
        label.name: home_hops(model, label.name) for label in model.labels if label.name != "Indicator"
    }
    led = [model.hop(label, name) for label, name in LED.items()]
    hops = [*(hop for found in homes.values() for hop in found), *led]
    return tuple(dict.fromkeys(Step(hop.type, not hop.outward) for hop in hops))
