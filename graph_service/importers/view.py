"""A folded state on one day, to be asked in the words of the model: for checks, slow and plain."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from graph_service.changes.fold import Node, State, Tie
from graph_service.model.shared import OPEN_END, OPEN_START


class View:
    """What a state shows on its day; relationships that are over, or not yet begun, are left out unless asked for."""

    def __init__(self, state: State, day: str) -> None:
        self.state = state
        self.day = day

    @cached_property
    def _labels(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self.state.nodes.values():
            found[node.label].append(node)
        return found

    @cached_property
    def _ends(self) -> dict[tuple[str, str, bool], list[Tie]]:
        found: dict[tuple[str, str, bool], list[Tie]] = defaultdict(list)
        for tie in self.state.ties.values():
            found[tie.type, tie.source, True].append(tie)
            found[tie.type, tie.target, False].append(tie)
        return found

    def all(self, label: str) -> list[Node]:
        return self._labels[label]

    def ties(self, type_name: str) -> Iterator[Tie]:
        return (tie for tie in self.state.ties.values() if tie.type == type_name)

    def coded(self, code: str) -> Node:
        """The division of a code.  Raises LookupError."""
        for label in ("County", "Township", "Village", "Prefecture", "Province"):
            for node in self.all(label):
                if node.properties.get("code") == code:
                    return node
        raise LookupError(f"no division {code}")

    def stands(self, tie: Tie | Node) -> bool:
        since, until = tie.properties.get("since"), tie.properties.get("until")
        return str(since or OPEN_START) <= self.day < str(until or OPEN_END)

    def out(self, node: Node, type_name: str, *, ever: bool = False) -> list[Node]:
        """What the relationships from a node lead to."""
        return [self.state.nodes[tie.target] for tie in self.ties_at(node, type_name, outward=True, ever=ever)]

    def back(self, node: Node, type_name: str, label: str = "", *, ever: bool = False) -> list[Node]:
        """From where the relationships to a node come, of one label if given."""
        found = [self.state.nodes[tie.source] for tie in self.ties_at(node, type_name, outward=False, ever=ever)]
        return [node for node in found if label in ("", node.label)]

    def ties_at(self, node: Node, type_name: str, *, outward: bool, ever: bool = False) -> list[Tie]:
        return [tie for tie in self._ends[type_name, node.id, outward] if ever or self.stands(tie)]


def expected(what: str, want: object, found: object) -> Iterator[str]:
    if want != found:
        yield f"{what}: {found}, not 而非 {want}"


def only(what: str, found: list[Node]) -> Node:
    """The one there is.  Raises LookupError."""
    if len(found) != 1:
        raise LookupError(f"{what} ({len(found)})")
    return found[0]
