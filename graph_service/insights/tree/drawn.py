"""From what was found below a root to its tree: who stands below whom, in which order, and what of it is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.insights.form import Record
from graph_service.insights.tree.counts import led
from graph_service.insights.tree.found import KIND_OF, PARENTS, TREE_KIND

_LABELS = {label: (TREE_KIND.names.index(kind), at) for at, (label, kind) in enumerate(KIND_OF.items())}


@dataclass(slots=True)
class Branching:
    """A node in its tree; `tie` is the record that a relationship from `below` led to, both None at the root."""

    record: Record
    depth: int = 0
    parent: "Branching | None" = None
    below: Record | None = None
    tie: Record | None = None
    children: "list[Branching]" = field(default_factory=list)
    shown: "list[Branching]" = field(default_factory=list)


def grown(records: Mapping[str, Record], root: str) -> Branching:
    """The whole tree.  What leads to nothing in it is left out; no label stands below its own, so nothing circles."""
    made = {key: Branching(one) for key, one in records.items()}
    for key, one in made.items():
        if key != root and (found := _parent(one.record, made)) is not None:
            one.parent, one.below, one.tie = found
            one.parent.children.append(one)
    for one in made.values():
        one.children.sort(key=_place)
    return made[root]


def _parent(record: Record, made: Mapping[str, Branching]) -> tuple[Branching, Record, Record] | None:
    for end in PARENTS.get(record["label"], ()):
        leads = [far for far in led(record, end) if far["id"] in made]
        if leads:
            first = min(leads, key=by_code)
            return made[first["id"]], record, record[end] if end == "host" else first
    return None


def _place(one: Branching) -> tuple[Any, ...]:
    """Posts by rank, then organs, tiers, divisions; labels as they are named above, divisions by code, all else by
    name key; then by id."""
    record = one.record
    code = record.get("code")
    return _LABELS[record["label"]], record.get("rank", 0), code is None, code or "", record["nameKey"], record["id"]


def cut(root: Branching, depth: int, width: int, first: int) -> bool:
    """Decide what is shown: levels from the top, at most so many children of each.  Whether that is still more
    than `first`; then the levels next to the root are shown, and the last as far as there is room."""
    level, room = [root], first - 1
    while level:
        following: list[Branching] = []
        for one in level:
            wanted = one.children[:width] if one.depth < depth else []
            one.shown = wanted[:room]
            room -= len(one.shown)
            for child in one.shown:
                child.depth = one.depth + 1
            following += one.shown
            if len(one.shown) < len(wanted):
                return True
        level = following
    return False


def listed(root: Branching) -> Iterator[Branching]:
    """What is shown, each node followed by all below it."""
    waiting: list[Branching] = [root]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(one.shown)


def by_code(record: Record) -> tuple[bool, str, str]:
    """The order of divisions; those without a code come last, and what has no codes comes by id."""
    code = record.get("code")
    return code is None, code or "", record["id"]


def by_id(found: Sequence[tuple[int, Record]]) -> Mapping[str, Record]:
    """The records that may stand in a tree; units are only on the way to what they host."""
    return {record["id"]: record for _, record in found if record["label"] in KIND_OF}
