"""A change set in the making: what the store holds of what it touches, and what would hold after it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, Change, Json, Properties, SetDataDate
from graph_service.changes.fold import State, Tie, apply, given
from graph_service.model.graph import GraphModel, Property, Relationship
from graph_service.model.ident import well_formed

NodeChange = AddNode | AlterNode
TieChange = AddTie | AlterTie


@dataclass(slots=True)
class Draft:
    """`before` and `after` may be excerpts; `repeated` are ids that the writer named in two changes.

    `day` is the day of the data, on which rules look that are not about dates.
    """

    model: GraphModel
    before: State
    after: State
    changes: dict[str, NodeChange | TieChange] = field(default_factory=dict)
    data_dates: list[SetDataDate] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    day: str = ""
    _ends: dict[tuple[str, str], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """Ids of ties by type and either end."""
    _labels: dict[object, str | None] = field(default_factory=dict)
    _declared: dict[object, dict[str, Property]] = field(default_factory=dict)
    _rows: dict[tuple[str, str | None, str | None], Relationship | None] = field(default_factory=dict)

    def put(self, change: NodeChange | TieChange) -> None:
        """Add a change; to one that already stands for the same id it is joined."""
        earlier = self.changes.get(change.id)
        self.changes[change.id] = joined(earlier, change) if earlier else change
        apply(self.after, change)
        if isinstance(change, AddTie):
            self._index(self.after.ties[change.id])

    def absorb(self, found: State) -> None:
        """Take in what was read from the store."""
        for node in found.nodes.values():
            if node.id not in self.before.nodes:
                self.before.nodes[node.id] = self.after.nodes[node.id] = node
                self._again(node.id)
        for tie in found.ties.values():
            if tie.id not in self.before.ties:
                self.before.ties[tie.id] = self.after.ties[tie.id] = tie
                self._again(tie.id)
                self._index(tie)

    def ties_from(self, type_name: str, source: str) -> list[Tie]:
        return [tie for tie in self._ties(type_name, source) if tie.source == source]

    def ties_to(self, type_name: str, target: str) -> list[Tie]:
        return [tie for tie in self._ties(type_name, target) if tie.target == target]

    def label_of(self, key: object) -> str | None:
        """The label that an id's tag names; None for anything that is no id of a node."""
        if key not in self._labels:
            self._labels[key] = self.model.label_of_tag.get(str(key)[:2]) if well_formed(key) else None
        return self._labels[key]

    def row_of(self, change: TieChange) -> Relationship | None:
        """The row that a relationship follows, as far as its ends are known; None if none allows it."""
        ends = change if isinstance(change, AddTie) else self.after.ties.get(change.id)
        if ends is None:
            return next(iter(self.model.types.get(change.type, ())), None)
        return self.row_between(change.type, ends.source, ends.target)

    def row_between(self, type_name: str, source: str, target: str) -> Relationship | None:
        """The row that a relationship of a type between two nodes follows."""
        known = (type_name, self.label_of(source), self.label_of(target))
        if known not in self._rows:
            _, one, other = known
            self._rows[known] = self.model.row(type_name, one, other) if one and other else None
        return self._rows[known]

    def declared(self, change: NodeChange | TieChange) -> Mapping[str, Property] | None:
        """What the change may say, by name; None where label or type is unknown or the ends fit no row."""
        if isinstance(change, AddNode | AlterNode):
            if change.label not in self.model.label:
                return None
            if change.label not in self._declared:
                self._declared[change.label] = writable(self.model.stored(change.label), hidden=False)
            return self._declared[change.label]
        row = self.row_of(change)
        if row is None:
            return None
        if id(row) not in self._declared:
            self._declared[id(row)] = writable(self.model.tie_stored(row), hidden=True)
        return self._declared[id(row)]

    def merged(self, change: NodeChange | TieChange) -> Properties:
        """The properties after the change, as far as they are known."""
        match change:
            case AddNode(_, key, properties) | AddTie(_, key, _, _, properties):
                return given(properties)
            case AlterNode(_, key, _, after):
                node = self.after.nodes.get(key)
                return node.properties if node else given(after)
            case AlterTie(_, key, _, after):
                tie = self.after.ties.get(key)
                return tie.properties if tie else given(after)
        assert_never(change)

    def adds(self, key: str) -> bool:
        """Whether the node is new: then all that it has stands in the changes."""
        return isinstance(self.changes.get(key), AddNode)

    def called(self, key: str) -> str:
        """A node's name for a sentence, else its id."""
        node = self.after.nodes.get(key)
        return str(node.properties.get("name") or key) if node else key

    def ordered(self) -> Iterator[Change]:
        """The changes, nodes first, so that every end stands before what hangs on it."""
        kinds = (AddNode, AlterNode, AddTie, AlterTie)
        yield from sorted(self.changes.values(), key=lambda change: kinds.index(type(change)))
        yield from self.data_dates

    def _ties(self, type_name: str, end: str) -> list[Tie]:
        return [self.after.ties[key] for key in self._ends.get((type_name, end), ())]

    def _index(self, tie: Tie) -> None:
        for end in (tie.source, tie.target):
            self._ends[tie.type, end][tie.id] = None

    def _again(self, key: str) -> None:
        if key in self.changes:
            apply(self.after, self.changes[key])


def drafted(model: GraphModel, changes: Iterable[Change], held: State | None = None) -> Draft:
    """The changes as they came, over what is known to be held."""
    draft = Draft(model, State(), State())
    draft.absorb(held or State())
    for change in changes:
        if isinstance(change, SetDataDate):
            draft.data_dates.append(change)
        elif change.id in draft.changes:
            draft.repeated.append(change.id)
        else:
            draft.put(change)
    return draft


def joined(earlier: NodeChange | TieChange, later: NodeChange | TieChange) -> NodeChange | TieChange:
    """Two changes of one id as one."""
    after: dict[str, Json] = dict(later.after) if isinstance(later, AlterNode | AlterTie) else dict(later.properties)
    if isinstance(earlier, AddNode | AddTie):
        return replace(earlier, properties=given(dict(earlier.properties) | after))
    before = dict(later.before) if isinstance(later, AlterNode | AlterTie) else {}
    return replace(earlier, before=before | dict(earlier.before), after=dict(earlier.after) | after)


def writable(properties: Iterable[Property], *, hidden: bool) -> dict[str, Property]:
    """What a change may say, by name: not the id and, of a node, not what is derived and hidden."""
    return {p.name: p for p in properties if p.name != "id" and (hidden or not p.hidden)}
