"""Counts of a tree: each node counts in itself and in all above it, each once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph_service.insights.form import Record
from graph_service.insights.telling import told
from graph_service.insights.tree.found import CHAIN, PLACES

Records = Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class TreeCounts:
    """What a node and all below it come to, also where the tree is cut. | 该节点及其以下的合计（含未列出者）。"""

    groups: int = told("Teams and their party groups. | 工作队（党小组）。")
    members: int = told("Who serves in these teams. | 在队服务人员。")
    villages: int = told("Villages: of a division its own, of a body those where its teams are stationed. | "
        "村：区划为所辖村，机构为其工作队所驻村。")
    vacancies: int = told("Posts that are vacant. | 空缺岗位。")
    not_recorded: int = told("Posts of which nobody is recorded; not vacant. | 未登记任职人的岗位（不等于空缺）。")


@dataclass(slots=True)
class _Sum:
    groups: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    villages: set[str] = field(default_factory=set)
    filled: dict[str, int] = field(default_factory=dict)

    def add(self, one: Record) -> None:
        if one["label"] == "TeamGroup":
            self.groups.add(one["id"])
            self.members.update(member["id"] for member in one["members"])
        elif one["label"] == "Village":
            self.villages.add(one["id"])
        for holding, count in one.get("open", ()):
            self.filled[holding] = self.filled.get(holding, 0) + count

    def done(self) -> TreeCounts:
        return TreeCounts(
            len(self.groups), len(self.members), len(self.villages),
            self.filled.get("VACANT", 0), self.filled.get("NOT_RECORDED", 0),
        )


def counted(records: Records) -> Mapping[str, TreeCounts]:
    """By the ids of the nodes."""
    sums = {key: _Sum() for key in records}
    lines = _Lines(records)
    for key, one in records.items():
        bodies = lines.bodies(one)
        for above in {key, *bodies, *lines.places(one)}:
            sums[above].add(one)
        if one["label"] == "Post":
            sums[key].filled[one["holding"]] = 1
        for above in bodies if one["label"] == "TeamGroup" else ():
            sums[above].villages.update(village["id"] for village in one["villages"])
    return {key: one.done() for key, one in sums.items()}


def led(one: Record, end: str) -> list[Record]:
    """What an end leads to; of a unit, the division that it is based in."""
    found: Any = one.get(end)
    listed: list[Record] = [found] if isinstance(found, dict) else found or []
    if end == "host":
        return [unit["division"] for unit in listed if unit["division"]]
    return listed


@dataclass(frozen=True, slots=True)
class _Lines:
    """What lies above each node, worked out once: every end leads to a label further up."""

    records: Records
    chains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    homes: dict[str, frozenset[str]] = field(default_factory=dict)

    def bodies(self, one: Record) -> tuple[str, ...]:
        """The node, if it is a body, and the bodies above it."""
        key = one["id"]
        if key not in self.chains:
            up = CHAIN.get(one["label"])
            found = [far for far in led(one, up)[:1] if far["id"] in self.records] if up else []
            above = (line for far in found for line in self.bodies(self.records[far["id"]]))
            own = (key,) if up or one["label"] == "WorkingCommittee" else ()
            self.chains[key] = (*own, *above)
        return self.chains[key]

    def places(self, one: Record) -> frozenset[str]:
        """What the node counts in by where it is."""
        key = one["id"]
        if key not in self.homes:
            ways = (led(one, end) for end in PLACES.get(one["label"], ()))
            found = [far["id"] for far in next((some for some in ways if some), ()) if far["id"] in self.records]
            self.homes[key] = frozenset(found).union(*(self.places(self.records[far]) for far in found))
        return self.homes[key]
