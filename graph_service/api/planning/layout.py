"""Where in a row each response key finds its value, and in what order the answer wants them.

A layout belongs to one document: its response keys, aliases and order are the client's, while the plan's positions
are canonical.  Positions are filled in (`At.index`) once a row's shape is finished.
"""

from dataclasses import dataclass, field

from graph_service.model.graph import Derived, Property


@dataclass(slots=True)
class At:
    """A position in a row, or in the extra that stands at a position of the row."""

    index: int = -1
    extra: "At | None" = None


@dataclass(frozen=True, slots=True)
class TypeName:
    """`__typename`; without a name it is the row's label."""

    key: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Value:
    key: str
    at: At
    of: Property | Derived


@dataclass(frozen=True, slots=True)
class Nothing:
    """A field that nobody may read yet."""

    key: str


@dataclass(frozen=True, slots=True)
class Node:
    """The node of a to-one part."""

    key: str
    at: At
    layout: "ObjectLayout"


@dataclass(frozen=True, slots=True)
class Same:
    """The node that an edge leads to: it stands in the edge's own row."""

    key: str
    layout: "ObjectLayout"
    at: At | None = None
    """Of a citation, the position of the source's row."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge of a to-one part."""

    key: str
    at: At
    layout: "EdgeLayout"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The cursor of a row: its keys and ids are the row's cells at these positions."""

    key: str
    fingerprint: str
    keys: tuple[At, ...]
    ids: tuple[At, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A connection."""

    key: str
    at: At
    layout: "ConnectionLayout"


@dataclass(frozen=True, slots=True)
class Cites:
    """A plain list of objects that are no nodes: of citations, each a row (of a node's sources) or a triple (of an
    edge's), or of the parts of a question's answer."""

    key: str
    at: At
    layout: "EdgeLayout"


@dataclass(frozen=True, slots=True)
class Each:
    """A plain list of nodes."""

    key: str
    at: At
    layout: "ObjectLayout"


Cell = TypeName | Value | Nothing | Node | Same | Edge | Cursor | Many | Cites | Each


@dataclass(slots=True)
class Group:
    """Labels for which a row is read alike."""

    labels: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class ObjectLayout:
    """A node; one group a way of reading it.  A row opens with its label if `labelled`."""

    labels: tuple[str, ...]
    labelled: bool
    groups: list[Group] = field(default_factory=list)


@dataclass(slots=True)
class EdgeLayout:
    """An edge, a citation, or an object of a question's answer."""

    cells: tuple[Cell, ...] = ()


# ---- connections


@dataclass(frozen=True, slots=True)
class Edges:
    key: str
    layout: EdgeLayout


@dataclass(frozen=True, slots=True)
class Nodes:
    key: str
    layout: ObjectLayout


@dataclass(frozen=True, slots=True)
class Total:
    key: str


@dataclass(frozen=True, slots=True)
class PageInfo:
    """`fields` are (response key, field name)."""

    key: str
    fields: tuple[tuple[str, str], ...]


ConnectionCell = TypeName | Edges | Nodes | Total | PageInfo


@dataclass(slots=True)
class ConnectionLayout:
    """A connection's cell is its rows, or [rows, total] if `total`; with `more` one row may be beyond the page."""

    first: int
    """Number of the slot that holds the page's size."""
    more: bool
    total: bool
    after: bool
    cursor: Cursor
    cells: tuple[ConnectionCell, ...] = ()


RootLayout = ObjectLayout | ConnectionLayout | EdgeLayout
