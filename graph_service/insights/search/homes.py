"""Where nodes are at home: the way up from each, to the divisions that it lies in, whatever its label.

A label's home are hops, tried in order (`Label.home`); of several nodes at one end the first counts for the path: by
kind (`KINDS`), then by name.  All nodes above come in one `Reach`, each with its own ends alone; the ways are put
together here, so that a statement does not grow with labels to the power of depth.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph_service.insights.form import Form, Many, One, Record
from graph_service.model.graph import GraphModel
from graph_service.plan.ir import Step
from graph_service.writing.hops import home_hops

KINDS = (
    "Province", "Prefecture", "County", "Township", "Village",
    "WorkingCommittee", "CommitteeOffice", "GuidanceStation", "TownshipBranch", "TeamGroup", "VillageBranch", "Unit",
    "Cadre", "Post", "Project", "Enterprise", "Product", "Policy", "VillageClass", "Indicator", "Source",
)
"""Divisions before the bodies in them, these before people and posts, then what is done, and what is said of it."""
DIVISIONS = frozenset(KINDS[:5])
ORDER: Mapping[str, int] = {label: at for at, label in enumerate(KINDS)}
LED: Mapping[str, str] = {"TownshipBranch": "committee"}
"""What leads a body though it is not its home: it counts for scopes, not for paths."""
COUNTY = "County"
BETWEEN = " \u203a "
"""Between the names of a path."""
BOUND = 10
"""The longest way: a figure of a project of a cadre who holds a post of a body of a tier, up to the province."""


def steps(model: GraphModel) -> tuple[Step, ...]:
    """What leads up from any node."""
    hops = (hop for label in model.labels for hop in home_hops(model, label.name))
    return tuple(dict.fromkeys(Step(hop.type, hop.outward) for hop in hops))


def at_home(model: GraphModel) -> Form:
    """What `Homes` needs to know of each node."""
    only: dict[str, Form] = {}
    for label in model.labels:
        names = _ends(model, label.name)
        if names:
            only[label.name] = Form(label.name, "", {name: _end(model, label.name, name) for name in names})
    return Form("Named", "name aliases nameKey", only=only)


def _ends(model: GraphModel, label: str) -> tuple[str, ...]:
    own = tuple(hop.name for hop in home_hops(model, label))
    return (*own, LED[label]) if label in LED else own


def _end(model: GraphModel, label: str, name: str) -> One | Many:
    hop = model.hop(label, name)
    far = Form(hop.target, "")
    return Many(far) if hop.many else One(far)


class Homes:
    """The ways up from some nodes."""

    def __init__(self, model: GraphModel, found: Iterable[Record]) -> None:
        self._nodes = {record["id"]: record for record in found}
        self._model = model
        self._homes: dict[str, tuple[str, ...]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def path(self, key: str) -> tuple[Record, ...]:
        """What lies above a node, the top first; it ends where nothing is known, or where it would go in a circle."""
        found: list[Record] = []
        seen = {key}
        while above := [one for one in self._above(key) if one["id"] not in seen]:
            first = min(above, key=lambda one: (ORDER[one["label"]], one["nameKey"], one["id"]))
            key = first["id"]
            seen.add(key)
            found.append(first)
        return tuple(reversed(found))

    def lies_in(self, key: str, scope: str) -> bool:
        """Whether a node is the scope, has its home in it by any of its ends, or is led by it."""
        level, seen = [key], {key}
        while level:
            if scope in seen:
                return True
            level = list(dict.fromkeys(
                one["id"] for near in level for one in (*self._above(near), *self._leading(near))
                if one["id"] not in seen
            ))
            seen.update(level)
        return False

    def _above(self, key: str) -> Sequence[Record]:
        """The nodes at the first end of its home at which any stands."""
        node = self._nodes.get(key)
        if node is None:
            return ()
        ends = (self._at(node[name]) for name in self._home(node["label"]))
        return next((found for found in ends if found), ())

    def _home(self, label: str) -> tuple[str, ...]:
        """The hops of a label's home."""
        if label not in self._homes:
            self._homes[label] = tuple(hop.name for hop in home_hops(self._model, label))
        return self._homes[label]

    def _leading(self, key: str) -> Iterator[Record]:
        node = self._nodes.get(key)
        if node is not None and node["label"] in LED:
            yield from self._at(node[LED[node["label"]]])

    def _at(self, end: Any) -> Sequence[Record]:
        ends = end if isinstance(end, list) else [end]
        return [self._nodes[one["id"]] for one in ends if one is not None and one["id"] in self._nodes]
