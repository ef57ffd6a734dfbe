"""The projector: one function a document, written as Python text, that turns rows into the answer.

Dictionaries come out in the order of the selection.  Null where null may not be, a value outside its enumeration or
beyond 32 bits raises `Violated`: the caller then completes the same rows the ordinary way, for the specified error.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any, NoReturn

from graph_service.api.completion.cursor import encoded
from graph_service.api.planning.layout import (
    At,
    Cell,
    Cites,
    ConnectionCell,
    ConnectionLayout,
    Cursor,
    Each,
    Edge,
    EdgeLayout,
    Edges,
    Many,
    Node,
    Nodes,
    Nothing,
    ObjectLayout,
    PageInfo,
    Same,
    Total,
    TypeName,
    Value,
)
from graph_service.api.planning.root import Planned
from graph_service.model.graph import GraphModel, Kind, Property

Project = Callable[[Sequence[Any], Sequence[Sequence[Any]]], dict[str, Any]]
"""From the roots' cells and values to the answer's `data`."""


class Violated(Exception):
    """A row holds what the schema does not allow."""


def projector(model: GraphModel, entries: Sequence[Planned | TypeName]) -> Project:
    """Write and compile the function for a document's root fields, in their order; cells come for planned ones."""
    writer = _Writer(model)
    index = count()
    written = [
        f"{entry.key!r}: {repr(entry.name) if isinstance(entry, TypeName) else writer.root(entry, next(index))}"
        for entry in entries
    ]
    lines = [*writer.lines, "def project(c, v):", f"    return {{{', '.join(written)}}}"]
    # The text holds names of the model, positions, and response keys in quotes; never a value of a caller.
    exec(compile("\n".join(lines), "<projector>", "exec"), writer.names)  # noqa: S102
    project: Project = writer.names["project"]
    return project


def publicly(model: GraphModel, enumeration: str, *, required: bool) -> Mapping[str | None, str | None]:
    """What each stored value of an enumeration reads as without further rights."""
    found: dict[str | None, str | None] = {v.name: v.public or v.name for v in model.enumeration[enumeration].values}
    return found if required else {**found, None: None}


def violated() -> NoReturn:
    """`raise` as an expression."""
    raise Violated


class _Writer:
    """Writes expressions of a row `r` and the values `v`; what has to name another row `r` becomes a function."""

    def __init__(self, model: GraphModel) -> None:
        self._model = model
        self.lines: list[str] = []
        self.names: dict[str, Any] = {"violated": violated, "encoded": encoded}
        self._written: dict[int, str] = {}

    def root(self, root: Planned, index: int) -> str:
        cell, values = f"c[{index}]", f"v[{index}]"
        if isinstance(root.layout, ConnectionLayout):
            return f"{self._connection(root.layout)}({cell}, {values})"
        if isinstance(root.layout, EdgeLayout):
            return f"{self._edge(root.layout)}({cell}, {values})"
        name = self._object(root.layout)
        if root.many:
            return f"[None if r is None else {name}(r, {values}) for r in {cell}]"
        return f"None if {cell} is None else {name}({cell}, {values})"

    def _function(self, letter: str, *body: str) -> str:
        """Write `def <name>(r, v)` with these lines, and give its name."""
        name = f"{letter}{len(self.names)}"
        self.names[name] = None
        self.lines += [f"def {name}(r, v):", *(f"    {line}" for line in body)]
        return name

    def _once(self, layout: object, write: Callable[[], str]) -> str:
        """The function of a layout, written once: labels that share a cell would else each write it, at every depth."""
        if id(layout) not in self._written:
            self._written[id(layout)] = write()
        return self._written[id(layout)]

    def _object(self, layout: ObjectLayout) -> str:
        """What is called with a node's row."""
        return self._once(layout, lambda: self._function("o", f"return {self._read(layout)}"))

    def _read(self, layout: ObjectLayout) -> str:
        """The object of the row `r`."""
        if len(layout.groups) == 1:
            return self._record(layout.groups[0].cells)
        return f"{self._once(layout.groups, lambda: self._by_label(layout))}[r[0]](r, v)"

    def _by_label(self, layout: ObjectLayout) -> str:
        """A table of functions."""
        groups = [
            (group.labels, self._function("r", f"return {self._record(group.cells)}")) for group in layout.groups
        ]
        name = f"t{len(self.names)}"
        self.names[name] = None
        entries = (f"{label!r}: {function}" for labels, function in groups for label in labels)
        self.lines.append(f"{name} = {{{', '.join(entries)}}}")
        return name

    def _each(self, layout: ObjectLayout, rows: str) -> str:
        """All rows' objects.  Where they are of one form it stands in the loop: a call costs as much as its cells."""
        return f"[{self._read(layout)} for r in {rows}]"

    def _record(self, cells: Sequence[Cell]) -> str:
        """The cells in order."""
        return f"{{{', '.join(f'{cell.key!r}: {self._cell(cell)}' for cell in cells)}}}"

    def _cell(self, cell: Cell) -> str:
        match cell:
            case TypeName(_, name):
                return "r[0]" if name is None else repr(name)
            case Nothing():
                return "None"
            case Value():
                return self._value(cell, _at(cell.at))
            case Same(_, layout, at):
                return self._same(layout, None if at is None else _at(at))
            case Cursor():
                return _cursor(cell, "r")
            case Many(_, at, connection):
                return self._many(connection, _at(at))
            case Cites(_, at, citation):
                return f"[{self._record(citation.cells)} for r in {_at(at)}]"
            case Node(_, at, layout):
                return _unless_null(self._object(layout), _at(at))
            case Edge(_, at, edge):
                return _unless_null(self._edge(edge), _at(at))
            case Each(_, at, layout):
                return self._each(layout, _at(at))

    def _edge(self, edge: EdgeLayout) -> str:
        """What is called with the row of an object that is no node."""
        return self._once(edge, lambda: self._function("r", f"return {self._record(edge.cells)}"))

    def _same(self, layout: ObjectLayout, place: str | None) -> str:
        """The node in the row itself, or in the row at a place of it."""
        if place is None and len(layout.groups) == 1:
            return self._record(layout.groups[0].cells)
        return f"{self._object(layout)}({place or 'r'}, v)"

    def _value(self, cell: Value, place: str) -> str:
        of = cell.of
        many = isinstance(of, Property) and of.many
        required = isinstance(of, Property) and of.required
        if of.enumeration is not None:
            table = self._table(of.enumeration, required=required or many)
            return f"[{table}[e] for e in {place}]" if many else f"{table}[{place}]"
        fits = [f"{place} is not None"] if required and of.kind is not Kind.ID else []
        if of.kind is Kind.WHOLE:
            missing = "" if required else f"{place} is None or "
            fits.append(f"{missing}-2147483648 <= {place} <= 2147483647")
        return f"{place} if {' and '.join(fits)} else violated()" if fits else place

    def _table(self, enumeration: str, *, required: bool) -> str:
        name = f"e_{enumeration}_{required}"
        self.names.setdefault(name, publicly(self._model, enumeration, required=required))
        return name

    def _many(self, layout: ConnectionLayout, place: str) -> str:
        """A connection's cell at a place.  The last ones, most in number, stand where they are met, without a call."""
        match layout:
            case ConnectionLayout(total=False, more=False, cells=(Nodes(key, node),)) if _leaf(node):
                return f"{{{key!r}: {self._each(node, place)}}}"
        return f"{self._connection(layout)}({place}, v)"

    def _connection(self, layout: ConnectionLayout) -> str:
        """A function of a connection's cell."""
        return self._once(layout, lambda: self._page_of(layout))

    def _page_of(self, layout: ConnectionLayout) -> str:
        body = ["t = r[1]", "r = r[0]"] if layout.total else []
        if layout.more:
            body += ["more = False", f"if len(r) > v[{layout.first}]: more = True; r = r[:v[{layout.first}]]"]
        entries = [f"{cell.key!r}: {self._part(cell, layout)}" for cell in layout.cells]
        return self._function("c", *body, f"return {{{', '.join(entries)}}}")

    def _part(self, cell: ConnectionCell, layout: ConnectionLayout) -> str:
        match cell:
            case TypeName(_, name):
                return repr(name)
            case Edges(_, edge):
                return f"[{self._record(edge.cells)} for r in r]"
            case Nodes(_, node):
                return self._each(node, "r")
            case Total():
                return "t"
            case PageInfo(_, fields):
                return "{" + ", ".join(f"{key!r}: {_page(name, layout)}" for key, name in fields) + "}"


def _leaf(layout: ObjectLayout) -> bool:
    """Whether its rows hold values alone; only these nest without growing deep."""
    return len(layout.groups) == 1 and all(isinstance(cell, TypeName | Value) for cell in layout.groups[0].cells)


def _at(at: At) -> str:
    return f"r[{at.index}]" if at.extra is None else f"r[{at.extra.index}][{at.index}]"


def _unless_null(name: str, place: str) -> str:
    return f"None if {place} is None else {name}({place}, v)"


def _cursor(cursor: Cursor, row: str) -> str:
    keys = "".join(f"{row}[{at.index}], " for at in cursor.keys)
    ids = "".join(f", {row}[{at.index}]" for at in cursor.ids)
    return f"encoded({cursor.fingerprint!r}, ({keys}){ids})"


def _page(name: str, layout: ConnectionLayout) -> str:
    match name:
        case "hasNextPage":
            return "more"
        case "hasPreviousPage":
            return repr(layout.after)
        case "startCursor":
            return f"{_cursor(layout.cursor, 'r[0]')} if r else None"
        case "endCursor":
            return f"{_cursor(layout.cursor, 'r[-1]')} if r else None"
        case _:
            return "'PageInfo'"
