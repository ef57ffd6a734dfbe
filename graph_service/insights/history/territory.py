"""A scope over two days: what belongs to it on a day, and what began or ended around that, whatever its label.

A node belongs to the scope if a way up leads there by any of its homes, or by what leads it; so all of them come in
one `Reach` downward.  The relationships around them come in one list, with both ends, and are hung on the nodes here;
their sources come as they are stored: an end a label would take a store longer to plan than to answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph_service.insights.form import DATED, Form, Record
from graph_service.insights.history.course import OWN
from graph_service.insights.making import Begun, Draft
from graph_service.insights.search.homes import BOUND, LED
from graph_service.model.graph import GraphModel, Hop
from graph_service.plan.ir import Ever, Slot, Span, Step, Ties
from graph_service.writing.hops import home_hops

Key = tuple[str, bool]
"""A relationship type, and whether it leads away from the node."""
SOURCES = "sourceIds quotes confidences"
"""What a relationship stores of its sources, side by side."""


def edge_columns(own: Sequence[str], *, sources: bool) -> str:
    """What is asked of a relationship that may be told; `own` only some types have."""
    return " ".join(("id", DATED, *own, *([SOURCES] if sources else [])))


def territory(
    draft: Draft, form: Form, types: tuple[str, ...], span: Span, starts: Slot, caps: tuple[Slot, Slot]
) -> Begun:
    """Two lists: (distance, record) of the starts and what belongs to them on the day, of a form at Named; and of the
    relationships around that, of any day, those which begin or end within the span, with both ends.

    The caps are of the nodes and of the relationships.
    """
    reached = draft.reached(form, starts, downward(draft.model), BOUND, caps[0])
    columns = edge_columns(OWN, sources=draft.sources)
    found, read = draft.around(reached, Form("Named", "name"), types, columns, caps[1], span)
    assert isinstance(found, Ties)
    return replace(found, moment=Ever()), read


def hang(nodes: Mapping[str, Record], ties: Iterable[Record], owned: Mapping[str, Mapping[Key, Key]]) -> None:
    """Under `ends` of each node with any stand, by the keys of its label's hops, the relationships as far ends.

    A symmetric one is met from both its ends.
    """
    for tie in ties:
        for near, far, outward in ((tie["source"], tie["target"], True), (tie["target"], tie["source"], False)):
            key = owned.get(near["label"], _NONE).get((tie["type"], outward))
            if key is not None and near["id"] in nodes:
                nodes[near["id"]].setdefault("ends", {}).setdefault(key, []).append({**far, "edge": tie})


_NONE: Mapping[Key, Key] = {}


def keyed(hops: Iterable[Hop]) -> Mapping[Key, Key]:
    """The keys of hops by those by which relationships are met; a symmetric hop is met by both."""
    return {(hop.type, way): (hop.type, hop.outward) for hop in hops
        for way in ((True, False) if hop.symmetric else (hop.outward,))}


def beyond(model: GraphModel, nodes: Mapping[str, Record], ties: Iterable[Record]) -> Iterator[str]:
    """The ids of what would belong to the nodes by one of these relationships, and is not among them."""
    steps = frozenset((step.type, step.outward) for step in downward(model))
    for tie in ties:
        source, target = tie["source"]["id"], tie["target"]["id"]
        for near, far, outward in ((source, target, True), (target, source, False)):
            if near in nodes and far not in nodes and (tie["type"], outward) in steps:
                yield far


def cited(edge: Mapping[str, object]) -> Iterator[tuple[str, str | None, str | None]]:
    """The sources that a relationship stores side by side, with their words and how far they are to be trusted."""
    stored = [edge.get(name) or () for name in SOURCES.split()]
    return zip(*stored, strict=True)


def downward(model: GraphModel) -> tuple[Step, ...]:
    """From a home to those at home there; declared figures are not looked for."""
    homes: Mapping[str, Sequence[Hop]] = {
        label.name: home_hops(model, label.name) for label in model.labels if label.name != "Indicator"
    }
    led = [model.hop(label, name) for label, name in LED.items()]
    hops = [*(hop for found in homes.values() for hop in found), *led]
    return tuple(dict.fromkeys(Step(hop.type, not hop.outward) for hop in hops))
