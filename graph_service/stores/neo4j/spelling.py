"""What one statement is written with: its variables and parameters, and how a property is read in Cypher.

Variables and parameters are numbered as they are met, so that equal plans have one text, whatever numbers their
slots have: Neo4j's plan cache goes by text.  Names come from the model alone, values travel as parameters alone.
"""

from datetime import date

from graph_service.model.graph import GraphModel, Kind, Property
from graph_service.plan.ir import Plan, Slot, Value, Values

NODE = "Node"
"""The label that every node has beside its own; the journal's nodes do not."""
ID = "id"
SINCE = "since"
UNTIL = "until"
BASIS = "basis"

Parameter = str | int | bool | date | list[str] | list[date] | None


class Spelling:
    """The state of one statement while it is written."""

    def __init__(self, model: GraphModel, plan: Plan) -> None:
        self.model = model
        self._variables = 0
        self._named = {plan.day.number: "day"} | ({} if plan.basis is None else {plan.basis.number: "basis"})
        self._used: dict[int, tuple[str, Slot]] = {}
        self._met = 0
        self._plan = plan

    def variables(self) -> tuple[str, str]:
        """Fresh names for a relationship and the node that it leads to."""
        number = self._variables
        self._variables += 1
        return f"r{number}", f"n{number}"

    def parameter(self, slot: Slot) -> str:
        if slot.number not in self._used:
            name = self._named.get(slot.number)
            if name is None:
                name = f"p{self._met}"
                self._met += 1
            self._used[slot.number] = (name, slot)
        return f"${self._used[slot.number][0]}"

    @property
    def day(self) -> str:
        return self.parameter(self._plan.day)

    @property
    def basis(self) -> str | None:
        return None if self._plan.basis is None else self.parameter(self._plan.basis)

    @property
    def used(self) -> tuple[tuple[str, Slot], ...]:
        """Only these are sent: a parameter that the text does not name makes Neo4j plan again."""
        return tuple(self._used.values())


def parameters(used: tuple[tuple[str, Slot], ...], values: Values) -> dict[str, Parameter]:
    """The driver's parameters for a call."""
    return {
        name: dated(values[slot.number]) if slot.kind is Kind.DATE else values[slot.number] for name, slot in used
    }


def dated(value: Value) -> Parameter:
    """Dates are compared as dates: as text they cost half as much again."""
    match value:
        case str():
            return date.fromisoformat(value)
        case list():
            return [date.fromisoformat(one) for one in value]
        case _:
            return value


def block(kind: str, *lines: str) -> str:
    """A subquery: `COLLECT { … }`, a clause a line."""
    inner = "\n".join(line for line in lines if line).replace("\n", "\n  ")
    return f"{kind} {{\n  {inner}\n}}"


def where(*conditions: str) -> str:
    """The clause, or nothing without conditions; a condition that is an OR stands in brackets already."""
    met = [condition for condition in conditions if condition]
    return f"WHERE {' AND '.join(met)}" if met else ""


def label_of(node: str) -> str:
    return f"head([l IN labels({node}) WHERE l <> '{NODE}'])"


def missing(of: Property, variable: str) -> str:
    """True where the property is not known; a list is never missing."""
    if of.many:
        return "false"
    if of.open:
        return f"{variable}.{of.name} = date('{of.open}')"
    return f"{variable}.{of.name} IS NULL"


def column(of: Property, variable: str) -> str:
    """What a row holds of a property: dates as text, open ones null, lists never null."""
    path = f"{variable}.{of.name}"
    if of.many:
        return f"coalesce({path}, [])"
    if of.open:
        return f"toString(nullIf({path}, date('{of.open}')))"
    return f"toString({path})" if of.kind is Kind.DATE else path
