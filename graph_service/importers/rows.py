"""Rows into changes, by looping over the model: a new property is a new column, and nothing is changed here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph_service.changes.change import AddNode, AddTie, Json
from graph_service.changes.fold import State
from graph_service.errors import Violation
from graph_service.importers import cells
from graph_service.importers.table import Row, Table
from graph_service.model.graph import GraphModel, Kind, Label, Property, Relationship, Words
from graph_service.model.ident import ident
from graph_service.writing.draft import drafted
from graph_service.writing.rules import violations

DATES = ("since", "until")
GRAINS = ("sinceGrain", "untilGrain")
CITED = ("source", "quote", "confidence")
PARALLEL = ("sourceIds", "quotes", "confidences")
COLUMN_OF = {"id": "key", **dict(zip(PARALLEL, CITED, strict=True))}
STATED_IN = "STATED_IN"
SOURCE = "Source"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says should hold, and of which properties it speaks (an empty cell says: not known)."""

    change: AddNode | AddTie
    row: Row
    spoken: frozenset[str]


@dataclass(slots=True)
class Reading:
    """The rows of some tables, turned into changes one by one; all that is wrong is gathered."""

    model: GraphModel
    faults: list[Violation]
    wanted: dict[str, Wanted] = field(default_factory=dict)
    torn: set[str] = field(default_factory=set)
    """Tags of the labels of which rows could not be read: what points to them is not unknown."""

    def read(self, tables: Sequence[Table]) -> None:
        faulty = {fault.place.partition(":")[0] for fault in self.faults}
        for table in tables:
            if table.file in faulty and table.name in self.model.label:
                self.torn.add(self.model.label[table.name].tag)
            known = columns(self.model, table.name)
            if known is None:
                self._fault_at(table.file, "UNKNOWN_FILE", f"There is no label or relationship {table.name}.",
                    f"没有名为 {table.name} 的标签或关系。")
            elif self._headed(table, known):
                for row in table.rows:
                    self._read_row(table, row, known)

    def check(self, held: State) -> None:
        """References, and, where something is wrong already, the rules of writing, which nobody else will ask then."""
        for found in self.wanted.values():
            change = found.change
            if isinstance(change, AddTie):
                for column, key in (("from", change.source), ("to", change.target)):
                    if key not in self.wanted and key not in held.nodes and key.partition("_")[0] not in self.torn:
                        self._unknown(found.row, column)
        if not self.faults:
            return
        draft = drafted(self.model, [found.change for found in self.wanted.values()], held)
        told = {fault.place for fault in self.faults}
        broken = [placed(violation, self.wanted) for violation in violations(draft)]
        self.faults.extend(fault for fault in broken if fault.place not in told)

    def _headed(self, table: Table, known: Mapping[str, Property | None]) -> bool:
        label = self.model.label.get(table.name)
        need = ("key",) if label else ("from", "to")
        place = f"{table.file}:1"
        for column in table.header:
            if column and column not in known:
                self._fault_at(f"{place}:{column}", "UNKNOWN_COLUMN", f"{table.name} has no column {column}.",
                    f"{table.name} 没有列 {column}。")
        missing = [column for column in need if table.header and column not in table.header]
        for column in missing:
            self._fault_at(f"{place}:{column}", "BAD_HEADER", f"The column {column} is missing.", f"缺少列 {column}。")
        if missing and label:
            self.torn.add(label.tag)
        return bool(table.header) and not missing

    def _read_row(self, table: Table, row: Row, known: Mapping[str, Property | None]) -> None:
        said = {**self._values(row, known), **self._dates(row, known)}
        spoken = frozenset(name for column in table.header if known.get(column) for name in _spoken(column))
        if label := self.model.label.get(table.name):
            self._node(label, row, said, spoken)
        else:
            self._tie(table, row, said, spoken, cited="source" in known)

    def _node(self, label: Label, row: Row, said: dict[str, Json], spoken: frozenset[str]) -> None:
        key = row.cells.get("key")
        if key is None:
            self.faults.append(row.fault("MISSING", "key", "The row has no key.", "该行缺少 key。"))
            return
        own = ident(label.tag, label.name, key)
        stated = self.model.row(STATED_IN, label.name, SOURCE)
        if not self._want(AddNode(label.name, own, said), row, spoken, "key"):
            return
        times: dict[str, int] = {}
        for source, quote, confidence in self._citations(row) if stated else ():
            # A source that is cited twice for one node gives two relationships.
            nth = times[source] = times.get(source, 0) + 1
            facts: dict[str, Json] = {"basis": "STATED", "confidence": confidence}
            facts |= {"quote": quote} if quote else {}
            tie = _tie_id(self.model, STATED_IN, own, source, "" if nth == 1 else str(nth))
            self._want(AddTie(STATED_IN, tie, own, source, facts), row, frozenset({"quote", "confidence"}), "source")

    def _tie(self, table: Table, row: Row, said: dict[str, Json], spoken: frozenset[str], *, cited: bool) -> None:
        rows = self.model.types[table.name]
        source = self._end(row, "from", tuple(label for one in rows for label in one.sources))
        target = self._end(row, "to", tuple(label for one in rows for label in one.targets))
        if source is None or target is None:
            return
        if all(one.symmetric for one in rows):
            source, target = sorted((source, target))
        if cited and (citations := list(self._citations(row))):
            said |= dict(zip(PARALLEL, map(list, zip(*citations, strict=True)), strict=True))
        key = _tie_id(self.model, table.name, source, target, row.cells.get("key", ""))
        spoken |= frozenset(PARALLEL) if cited else frozenset()
        self._want(AddTie(table.name, key, source, target, said), row, spoken, "from")

    def _want(self, change: AddNode | AddTie, row: Row, spoken: frozenset[str], column: str) -> bool:
        earlier = self.wanted.setdefault(change.id, Wanted(change, row, spoken))
        if earlier.change is not change:
            where = earlier.row.place()
            self.faults.append(row.fault("DUPLICATE", column, f"The same stands at {where}.", f"与 {where} 重复。"))
        return earlier.change is change

    def _values(self, row: Row, known: Mapping[str, Property | None]) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for column, text in row.cells.items():
            p = known.get(column)
            if p is not None and column not in (*DATES, *GRAINS):
                given = cells.value(self.model, p, text)
                if isinstance(given, Words):
                    self.faults.append(row.fault(_code_of(p), column, given.en, given.zh))
                else:
                    found[column] = given
        return found

    def _dates(self, row: Row, known: Mapping[str, Property | None]) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for name in DATES:
            text, said = row.cells.get(name), row.cells.get(f"{name}Grain")
            if name not in known or (text is None and said is None):
                continue
            date = cells.dated(text or "", end=name == "until")
            if isinstance(date, Words):
                self.faults.append(row.fault("BAD_DATE", name, date.en, date.zh))
                continue
            # Attested is a day on which it is known to hold: no month and no year is.
            if said not in (None, date.grain) and (said, date.grain) != ("ATTESTED", "DAY"):
                self.faults.append(row.fault("BAD_GRAIN", f"{name}Grain", f"{text} is a date by the {date.grain}.",
                    f"{text} 的精度为 {date.grain}。"))
            found |= {name: date.day, f"{name}Grain": said or date.grain}
        return found

    def _citations(self, row: Row) -> Iterator[tuple[str, str, str]]:
        """Source id, quote and confidence of each source that a row names."""
        keys, quotes, trust = (cells.parts(row.cells.get(column, "")) for column in CITED)
        quotes = quotes or [""] * len(keys)
        if not len(keys) == len(quotes) == len(trust):
            self.faults.append(row.fault("UNPARALLEL", "source",
                f"{len(keys)} sources, {len(quotes)} quotes and {len(trust)} confidences do not run parallel.",
                f"来源 {len(keys)} 项、引文 {len(quotes)} 项、可信度 {len(trust)} 项，数目不一致。"))
            return
        tag = self.model.label[SOURCE].tag
        for key, quote, confidence in zip(keys, quotes, trust, strict=True):
            yield ident(tag, SOURCE, key), quote, confidence

    def _end(self, row: Row, column: str, labels: tuple[str, ...]) -> str | None:
        """The id that `Label:key` means; the label may be left out where there is one only."""
        text = row.cells.get(column, "")
        head, _, rest = text.partition(":")
        label, key = (head, rest) if head in self.model.label else (labels[0], text)
        if not key or (head not in self.model.label and len(set(labels)) > 1):
            self.faults.append(row.fault("BAD_REFERENCE", column, f"{text!r} is no reference; write Label:key.",
                f"“{text}”不是引用，请写作 标签:键。"))
            return None
        return ident(self.model.label[label].tag, label, key)

    def _unknown(self, row: Row, column: str) -> None:
        # A node's own citations point from the row itself to the source it names.
        named = column if column in row.cells else "source"
        self.faults.append(row.fault("UNKNOWN_REFERENCE", named, f"There is no {row.cells.get(named)}.",
            f"没有 {row.cells.get(named)}。"))

    def _fault_at(self, place: str, code: str, en: str, zh: str) -> None:
        self.faults.append(Violation(code, en, zh, (), place))


def columns(model: GraphModel, name: str) -> Mapping[str, Property | None] | None:
    """The columns of a file of this name, with the property that each gives if one; None for no label or type."""
    if label := model.label.get(name):
        own = [p for p in model.stored(name) if label.dated or p not in model.date_properties]
        fixed: tuple[str, ...] = ("key", *CITED)
    elif rows := model.types.get(name):
        own = [p for row in rows for p in _tie_columns(model, row)]
        fixed = ("from", "to", "key", *CITED) if name != STATED_IN else ("from", "to", "key")
    else:
        return None
    return dict.fromkeys(fixed) | {p.name: p for p in own if p.kind is not Kind.ID and not p.hidden}


def placed(violation: Violation, wanted: Mapping[str, Wanted], otherwise: str = "") -> Violation:
    """A violation of a rule, with the row and column that it comes from, if it comes from a row."""
    found = next((wanted[key] for key in violation.subjects if key in wanted), None)
    column = COLUMN_OF.get(violation.place, violation.place)
    place = found.row.place(column) if found else ":".join(filter(None, (otherwise, column)))
    return replace(violation, place=place)


def _spoken(column: str) -> tuple[str, ...]:
    """A column of dates speaks of the grain too, which alone says nothing."""
    if column in DATES:
        return (column, f"{column}Grain")
    return () if column in GRAINS else (column,)


def _tie_columns(model: GraphModel, row: Relationship) -> tuple[Property, ...]:
    return tuple(p for p in model.tie_stored(row) if row.dated or p not in model.date_properties)


def _tie_id(model: GraphModel, type_name: str, source: str, target: str, key: str) -> str:
    return ident(model.types[type_name][0].tag, type_name, f"{source} {target} {key}")


def _code_of(p: Property) -> str:
    return {Kind.CHOICE: "UNKNOWN_VALUE", Kind.DATE: "BAD_DATE"}.get(p.kind, "BAD_VALUE")
