"""Whether a row meets a filter, read straight from the filter as it was given.  Two-valued throughout."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.model.graph import Derived, GraphModel, Hop, Property
from tests.oracle.facts import value
from tests.oracle.request import listed
from tests.oracle.view import Moment, Row, View

Asked = Mapping[str, Any]

TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda have, want: bool(have == want),
    "in": lambda have, want: have in listed(want),
    "lt": lambda have, want: bool(have < want),
    "lte": lambda have, want: bool(have <= want),
    "gt": lambda have, want: bool(have > want),
    "gte": lambda have, want: bool(have >= want),
    "contains": lambda have, want: want in have,
    "startsWith": lambda have, want: bool(have.startswith(want)),
    "has": lambda have, want: want in have,
    "hasAny": lambda have, want: any(one in have for one in listed(want)),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter at a place: `owner` is the label or interface there, `hop` the end that it stands at (None at a root).

    Relation conditions in it hold at `moment`.
    """

    view: View
    owner: str
    hop: Hop | None
    moment: Moment

    def met(self, row: Row, asked: Asked) -> bool:
        return all(self._key(row, key, want) for key, want in asked.items())

    def _key(self, row: Row, key: str, want: Any) -> bool:
        match key:
            case "and":
                return all(self.met(row, part) for part in listed(want))
            case "or":
                return any(self.met(row, part) for part in listed(want))
            case "not":
                return comes_to_none(self.view.facts.model, self.owner, want) or not self.met(row, want)
            case "edge":
                return self._edge(row, want)
            case "type":
                constant = self.view.facts.model.label[row.node.label].constant
                return _meets(constant, want, never_missing=True)
        label = labelled(self.view.facts.model, self.owner, key)
        if label is not None:
            return row.node.label == label and Condition(self.view, label, None, self.moment).met(row, want)
        return self._field(row, key, want)

    def _edge(self, row: Row, want: Asked) -> bool:
        assert self.hop is not None
        assert row.tie is not None
        shown = self.view.facts.model.edge_fields(self.hop)
        return all(
            _meets(value(row.tie, shown[name]), asked, never_missing=shown[name].required)
            for name, asked in want.items()
        )

    def _field(self, row: Row, key: str, want: Any) -> bool:
        match self.view.facts.model.fields(self.owner)[key]:
            case Property() as prop:
                return _meets(value(row.node, prop), want, never_missing=prop.required)
            case Derived(name=name):
                return _meets(self.view.derived(row.node, name), want, never_missing=True)
            case Hop() as hop if hop.many:
                return self._through_many(row, hop, want)
            case Hop() as hop:
                return self._through_one(row, hop, want)

    def _through_one(self, row: Row, hop: Hop, want: Asked | None) -> bool:
        taken = self.view.one(row.node, hop, self.moment)
        if want is None:
            return taken is None
        if comes_to_none(self.view.facts.model, hop.target, want):
            return True
        return taken is not None and self._beyond(hop).met(taken, want)

    def _through_many(self, row: Row, hop: Hop, want: Asked) -> bool:
        rows = self.view.rows(row.node, hop, self.moment)
        beyond = self._beyond(hop)
        answers = {
            "some": lambda asked: any(beyond.met(far, asked) for far in rows),
            "none": lambda asked: not any(beyond.met(far, asked) for far in rows),
            "every": lambda asked: all(beyond.met(far, asked) for far in rows),
        }
        return all(answers[quantifier](asked) for quantifier, asked in want.items())

    def _beyond(self, hop: Hop) -> "Condition":
        return Condition(self.view, hop.target, hop, self.moment)


def comes_to_none(model: GraphModel, owner: str, asked: Asked) -> bool:
    """Whether a filter holds no condition at all, so that what is asked by it is nothing.

    Asked of `not` and of an end to one.  An empty `and` or `or` is a condition (met by everything, by nothing); one
    whose items all come to none is none.
    """
    return all(_none(model, owner, key, want) for key, want in asked.items())


def labelled(model: GraphModel, owner: str, key: str) -> str | None:
    """The label that a key of a filter at an interface asks for."""
    if owner not in model.interface:
        return None
    return next((name for name in model.labels_at(owner) if model.label[name].root == key), None)


def _none(model: GraphModel, owner: str, key: str, want: Any) -> bool:
    match key:
        case "and" | "or":
            parts = listed(want)
            return bool(parts) and all(comes_to_none(model, owner, part) for part in parts)
        case "not":
            return comes_to_none(model, owner, want)
        case "type":
            return not want
        case "edge":
            return not any(want.values())
    if labelled(model, owner, key) is not None:
        return False
    found = model.fields(owner)[key]
    if isinstance(found, Hop) and not found.many:
        return want is not None and comes_to_none(model, found.target, want)
    return not want


def _meets(have: Any, asked: Asked, *, never_missing: bool) -> bool:
    """Whether a value meets its operators.  An open date is a missing value; a list is never missing."""
    return all(
        (have is None and not never_missing) if want is None else (have is not None and TESTS[operator](have, want))
        for operator, want in asked.items()
    )
