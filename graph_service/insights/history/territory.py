"""A scope on a day: what belongs to it, and of each node the relationships that began or ended, whatever its label.

A node belongs to the scope if a way up leads there by any of its homes, or by what leads it; so all of them come in
one `Reach` downward.  The relationships around them come in one list, with both ends, and are hung on the nodes here;
their sources come as they are stored: an end a label would take a store longer to plan than to answer.
"""

from collections.abc import Iterable, Mapping, Sequence

from graph_service.insights.form import DATED, Form, Record
from graph_service.insights.history.course import OWN
from graph_service.insights.making import Begun, Draft
from graph_service.insights.search.homes import BOUND, LED
from graph_service.model.graph import GraphModel, Hop
from graph_service.plan.ir import Slot, Span, Step
from graph_service.writing.hops import home_hops

Key = tuple[str, bool]
"""A relationship type, and whether it leads away from the node."""
SOURCES = "sourceIds quotes confidences"
"""What a relationship stores of its sources, side by side."""


def key_of(hop: Hop) -> Key:
    return (hop.type, hop.outward)


def territory(
    draft: Draft, form: Form, types: tuple[str, ...], span: Span, scope: Slot, caps: tuple[Slot, Slot]
) -> Begun:
    """Two lists: (distance, record) of the scope and what belongs to it on the day, of a form at Named; and of the
    day's relationships around that those which begin or end within the span, with both ends.

    The caps are of the nodes and of the relationships.
    """
    reached = draft.reached(form, scope, _downward(draft.model), BOUND, caps[0])
    columns = " ".join(("id", DATED, *OWN, SOURCES))
    return draft.around(reached, Form("Named", "name"), types, columns, caps[1], span)


def hang(nodes: Mapping[str, Record], ties: Iterable[Record], keys: Mapping[str, Mapping[Key, Hop]]) -> None:
    """Under `ends` of each node stand, by type and direction, the relationships of its label's hops, as far ends.

    A symmetric hop is met from both its ends.
    """
    for node in nodes.values():
        node["ends"] = {}
    for tie in ties:
        source, target = tie.pop("source"), tie.pop("target")
        cite(tie)
        for near, far, outward in ((source, target, True), (target, source, False)):
            hop = keys.get(near["label"], {}).get((tie["type"], outward))
            if hop is not None and near["id"] in nodes:
                edge = tie | {"outward": hop.outward, "symmetric": hop.symmetric}
                nodes[near["id"]]["ends"].setdefault(key_of(hop), []).append({**far, "edge": edge})


def keyed(hops: Iterable[Hop]) -> Mapping[Key, Hop]:
    """The hops by their keys, a symmetric one by both."""
    return {(hop.type, way): hop for hop in hops for way in ((True, False) if hop.symmetric else (hop.outward,))}


def cite(edge: Record) -> None:
    """Put the sources that a relationship stores side by side into `cited`."""
    edge["cited"] = list(zip(*(edge.pop(name) for name in SOURCES.split()), strict=True))


def _downward(model: GraphModel) -> tuple[Step, ...]:
    """From a home to those at home there; declared figures are not looked for."""
    homes: Mapping[str, Sequence[Hop]] = {
        label.name: home_hops(model, label.name) for label in model.labels if label.name != "Indicator"
    }
    led = [model.hop(label, name) for label, name in LED.items()]
    hops = [*(hop for found in homes.values() for hop in found), *led]
    return tuple(dict.fromkeys(Step(hop.type, not hop.outward) for hop in hops))
