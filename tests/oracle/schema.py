"""What the SDL's fields are, said from the model: root fields, ways from a node, names of types, what may be null."""

from dataclasses import dataclass
from typing import Literal

from graph_service.model.graph import Derived, GraphModel, Hop, Label, Privacy, Property

USUAL_FIRST = 50
SPONSORING = "sponsoringUnits"
SPONSORING_TYPES = ("SENT_BY", "SPONSORS", "SUPPORTS")


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stand: what the connection and its edges are named after, and the labels that may stand there."""

    stem: str
    labels: tuple[str, ...]
    hop: Hop | None = None
    """None at a root."""

    @property
    def connection(self) -> str:
        return f"{self.stem}Connection"

    @property
    def edge(self) -> str:
        return f"{self.stem}Edge"


@dataclass(frozen=True, slots=True)
class Root:
    """A root field over the graph, and the labels that it may lead to."""

    name: str
    labels: tuple[str, ...]
    many: bool = False
    by_ids: bool = False
    by_code: bool = False

    @property
    def place(self) -> Place:
        """Of a list: named after its one label."""
        return Place(self.labels[0], self.labels)


@dataclass(frozen=True, slots=True)
class Whole:
    """A connection: an end to many, or the history of an end to one."""

    hop: Hop
    history: bool = False

    @property
    def place(self) -> "Place":
        return Place(self.hop.stem, self.hop.labels, self.hop)


@dataclass(frozen=True, slots=True)
class One:
    """The node at an end to one."""

    hop: Hop


@dataclass(frozen=True, slots=True)
class Single:
    """The edge at an end to one."""

    hop: Hop

    @property
    def place(self) -> Place:
        return Place(self.hop.stem, self.hop.labels, self.hop)


Way = Whole | One | Single | Property | Derived | Literal["citations", "__typename"]


def root_of(model: GraphModel, name: str) -> Root | None:
    """None for what is not over the graph."""
    every = tuple(label.name for label in model.labels)
    if name == "node":
        return Root(name, every)
    if name == "nodes":
        return Root(name, every, by_ids=True)
    if name == SPONSORING:
        return Root(name, ("Unit",), many=True)
    for label in model.labels:
        if name == label.plural:
            return Root(name, (label.name,), many=True)
        if name == label.root:
            return Root(name, (label.name,), by_code=has_code(label))
    return None


def has_code(label: Label) -> bool:
    return any(prop.name == "code" and prop.unique for prop in label.properties)


def way_of(model: GraphModel, label: str, name: str) -> Way:
    if name == "__typename":
        return "__typename"
    if name == "citations":
        return "citations"
    found = model.fields(label).get(name)
    match found:
        case Hop():
            return Whole(found) if found.many else One(found)
        case Property() | Derived():
            return found
    if name.endswith("Edge"):
        return Single(model.hop(label, name.removesuffix("Edge")))
    return Whole(model.hop(label, name.removesuffix("History")), history=True)


def required(found: Property | Derived) -> bool:
    """Whether the SDL says that it is never null."""
    return isinstance(found, Derived) or found.many or (found.required and found.privacy is Privacy.PUBLIC)
