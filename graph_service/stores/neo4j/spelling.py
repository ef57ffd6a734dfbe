"""What one statement is written with: its variables and parameters, and how a property is read in Cypher.

Variables and parameters are numbered as they are met, so that equal plans have one text, whatever numbers their
slots have: Neo4j's plan cache goes by text.  Names come from the model alone, values travel as parameters alone.
"""

from collections.abc import Sequence

from graph_service.model.graph import GraphModel, Kind, Property
from graph_service.plan.ir import Plan, Slot
from graph_service.stores.neo4j.given import Boxed, Filling, Sought, Used

NODE = "Node"
"""The label that every node has beside its own; the journal's nodes do not."""
ID = "id"
SINCE = "since"
UNTIL = "until"
BASIS = "basis"


class Spelling:
    """The state of one statement while it is written."""

    def __init__(self, model: GraphModel, plan: Plan) -> None:
        self.model = model
        self._variables = 0
        self._named = {plan.day.number: "day"} | ({} if plan.basis is None else {plan.basis.number: "basis"})
        self._used: dict[Filling, str] = {}
        self._met = 0
        self._plan = plan

    def variables(self) -> tuple[str, str]:
        """Fresh names for a relationship and the node that it leads to."""
        number = self._variables
        self._variables += 1
        return f"r{number}", f"n{number}"

    def parameter(self, slot: Slot) -> str:
        return self._filled(slot, self._named.get(slot.number))

    def boxed(self, slot: Slot) -> str:
        """A list of any length."""
        return f"{self._filled(Boxed(slot))}.value"

    def sought(self, words: Slot, least: Slot) -> str:
        """A map; see `Sought`."""
        return self._filled(Sought(words, least))

    def _filled(self, filling: Filling, name: str | None = None) -> str:
        if filling not in self._used:
            if name is None:
                name = f"p{self._met}"
                self._met += 1
            self._used[filling] = name
        return f"${self._used[filling]}"

    @property
    def day(self) -> str:
        return self.parameter(self._plan.day)

    @property
    def basis(self) -> str | None:
        return None if self._plan.basis is None else self.parameter(self._plan.basis)

    @property
    def used(self) -> Used:
        """Only these are sent: a parameter that the text does not name makes Neo4j plan again."""
        return tuple((name, filling) for filling, name in self._used.items())


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


def node_of(labels: Sequence[str]) -> str:
    """One of the labels, by the label that is indexed by id."""
    return f"{NODE}&{labels[0]}" if len(labels) == 1 else f"{NODE}&({'|'.join(labels)})"
