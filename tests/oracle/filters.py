"""Random filters, valid by the SDL: literal, by variable, with variables inside, and now and then with a fault."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph_service.model.graph import Derived, Hop, Kind, Property
from tests.oracle import drawn
from tests.oracle.draft import Choice, Draft
from tests.oracle.drawn import Sample
from tests.oracle.facts import Node, Tie

SCALARS: Mapping[Kind, str] = {
    Kind.ID: "ID", Kind.TEXT: "String", Kind.CODE: "String", Kind.WHOLE: "Int", Kind.LONG: "Long",
    Kind.DATE: "Date", Kind.FLAG: "Boolean",
}
COMPARED = ("lt", "lte", "gt", "gte")
EDGE = ("since", "until", "basis")
HEAVY = 100_000
"""Rows that one condition may make the oracle look at."""


class Filters:
    """Makes filters for one argument; `inside` says whether variables may stand within."""

    def __init__(self, draft: Draft, *, inside: bool) -> None:
        self.draft = draft
        self.inside = inside

    def at(self, owner: str, hop: Hop | None, weight: int, there: Sample, depth: int = 0) -> dict[str, Any]:
        """A filter for a label, or for what stands at an end."""
        if self.draft.chance(0.05):
            return {}
        return dict(self._key(owner, hop, weight, there, depth) for _ in range(self.draft.one((1, 1, 1, 2, 3))))

    def _key(self, owner: str, hop: Hop | None, weight: int, there: Sample, depth: int) -> tuple[str, Any]:
        draft = self.draft
        if draft.chance(0.12) and depth < 4:
            return self._connective(owner, hop, weight, there, depth)
        if hop is not None and draft.chance(0.2):
            return "edge", self._maybe_null(self._edge(hop, there))
        if owner in draft.model.interface and draft.chance(0.35):
            return self._of_label(owner, weight, there, depth)
        if draft.chance(0.4) and draft.conditions > 0 and depth < 4:
            found = self._relation(owner, weight, there, depth)
            if found is not None:
                return found
        return self._property(owner, there)

    def _maybe_null(self, value: Any) -> Any:
        return None if self.draft.wrong("filter") else value

    def _connective(self, owner: str, hop: Hop | None, weight: int, there: Sample, depth: int) -> tuple[str, Any]:
        name = self.draft.one(("and", "or", "not"))
        if name == "not":
            return name, self._maybe_null(self.at(owner, hop, weight, there, depth + 1))
        parts = [self.at(owner, hop, weight, there, depth + 1) for _ in range(self.draft.one((0, 1, 2, 2, 3)))]
        return name, self._maybe_null(parts)

    def _of_label(self, owner: str, weight: int, there: Sample, depth: int) -> tuple[str, Any]:
        draft, labels = self.draft, self.draft.model.labels_at(owner)
        if draft.chance(0.5):
            name = draft.one([row.node.label for row in there] if there and draft.chance(0.7) else labels)
            inside = [row for row in there if row.node.label == name]
            inner = {} if draft.chance(0.3) else self.at(name, None, weight, inside, depth + 1)
            return draft.model.label[name].root, self._maybe_null(inner)
        constants = [Choice(draft.model.label[name].constant) for name in labels]
        if draft.chance(0.5):
            return "type", self._maybe_null({"eq": self._leaf("Label", draft.one(constants))})
        return "type", self._maybe_null({"in": self._list("Label", draft.some(constants, 3))})

    def _relation(self, owner: str, weight: int, there: Sample, depth: int) -> tuple[str, Any] | None:
        draft = self.draft
        hop = drawn.a_hop(draft, owner, there, HEAVY // max(weight, 1))
        if hop is None:
            return None
        draft.conditions -= 1
        far = drawn.beyond(draft, there, hop)
        if hop.many:
            quantifiers = draft.some(("some", "none", "every"), 1 if draft.chance(0.9) else 2)
            inner = weight * hop.usual
            return hop.name, self._maybe_null({
                name: self._maybe_null(self.at(hop.target, hop, inner, far, depth + 1)) for name in quantifiers
            })
        return hop.name, None if draft.chance(0.12) else self.at(hop.target, hop, weight, far, depth + 1)

    def _property(self, owner: str, there: Sample) -> tuple[str, Any]:
        shown = [
            found for found in self.draft.model.fields(owner).values()
            if isinstance(found, Derived) or (isinstance(found, Property) and found.conditional)
        ]
        of = self.draft.one(shown)
        label = self.draft.one(self.draft.model.labels_at(owner))
        nodes = [row.node for row in there] or self.draft.facts.labelled(label)
        return of.name, self._maybe_null(self._operators(of, nodes))

    def _edge(self, hop: Hop, there: Sample) -> dict[str, Any]:
        draft, shown = self.draft, self.draft.model.edge_fields(hop)
        names = [*EDGE, *(p.name for p in hop.properties if p.conditional)]
        ties = [row.tie for row in there if row.tie is not None] or draft.facts.typed(hop.type)
        return {name: self._maybe_null(self._operators(shown[name], ties)) for name in draft.some(names, 2)}

    def _operators(self, of: Property | Derived, things: Sequence[Node | Tie]) -> dict[str, Any]:
        draft = self.draft
        if draft.chance(0.04):
            return {}
        return dict(self._operator(of, things) for _ in range(draft.one((1, 1, 1, 2))))

    def _operator(self, of: Property | Derived, things: Sequence[Node | Tie]) -> tuple[str, Any]:
        draft = self.draft
        kind = SCALARS.get(of.kind) or of.enumeration or "String"
        name = draft.one(_operators(of))
        if name == "eq" and draft.chance(0.1):
            return name, self._leaf(kind, None)
        if draft.wrong("filter"):
            return _wrong(draft, of, name)
        if name in ("in", "hasAny"):
            count = draft.one((0, 1, 1, 2, 3))
            return name, self._list(kind, [drawn.a_value(draft, of, things) for _ in range(count)])
        found = drawn.a_value(draft, of, things)
        if name in ("contains", "startsWith"):
            found = drawn.a_part(draft, str(found), start=name == "startsWith")
        return name, self._leaf(kind, found)

    def _leaf(self, kind: str, value: Any) -> Any:
        return self.draft.placed(kind, value, 0.2) if self.inside else value

    def _list(self, kind: str, items: list[Any]) -> Any:
        if not self.inside:
            return items
        inner = [self.draft.placed(f"{kind}!", item, 0.1) for item in items]
        return inner if inner != items or self.draft.chance(0.8) else self.draft.placed(f"[{kind}!]", items, 1.0)


def _operators(of: Property | Derived) -> tuple[str, ...]:
    if isinstance(of, Property) and of.many:
        return ("has", "hasAny")
    match of.kind:
        case Kind.TEXT:
            return ("eq", "in", "contains", "startsWith")
        case Kind.CODE:
            return ("eq", "in", *COMPARED, "contains", "startsWith")
        case Kind.WHOLE | Kind.LONG | Kind.DATE:
            return ("eq", "in", *COMPARED)
    return ("eq", "in")


def _wrong(draft: Draft, of: Property | Derived, name: str) -> tuple[str, Any]:
    """A null where none may stand, a date or an id that is none."""
    bad = {Kind.DATE: drawn.BAD_DATES, Kind.ID: drawn.BAD_IDS}.get(of.kind)
    if bad is not None and draft.chance(0.6):
        return name, [draft.one(bad)] if name in ("in", "hasAny") else draft.one(bad)
    return ("in" if name == "eq" else name), None
