"""From a filter to a plan's condition.  No condition at all is None, and stays apart from one that is true."""

from collections.abc import Iterator, Mapping

from graph_service.api.planning.arguments import Arguments
from graph_service.api.planning.given import Absent, Items, Leaf, Null, Object, Tree
from graph_service.errors import BadFilter
from graph_service.model.graph import Derived, Field, GraphModel, Hop, Kind, Property
from graph_service.plan.ir import (
    ALWAYS_TRUE,
    NEVER_TRUE,
    AllOf,
    AnyOf,
    Compare,
    IsA,
    Labelled,
    Missing,
    Moment,
    Not,
    Quantifier,
    Subject,
    Through,
    Where,
)
from graph_service.plan.operators import BY_NAME

_QUANTIFIERS = {"some": Quantifier.SOME, "none": Quantifier.NONE, "every": Quantifier.EVERY}


class Conditions:
    """Reads one filter argument; relation conditions in it hold at `moment`."""

    def __init__(self, model: GraphModel, arguments: Arguments, moment: Moment) -> None:
        self._model = model
        self._arguments = arguments
        self._moment = moment
        self._label_names = {label.constant: label.name for label in model.labels}

    def where(self, owner: str, hop: Hop | None = None) -> Where:
        """The condition of the argument `filter` on a label or interface, behind a hop or at the root."""
        tree = self._arguments.tree("filter")
        found = self._object(tree, "filter", owner, hop) if isinstance(tree, Object) else None
        return ALWAYS_TRUE if found is None else found

    def _object(self, tree: Object, place: str, owner: str, hop: Hop | None) -> Where | None:
        fields = self._model.fields(owner)
        parts: list[Where] = []
        # By name, not as written: so that two spellings of one filter share a plan.
        for key in sorted(tree.keys):
            found = self._key(key, tree.keys[key], f"{place}.{key}", owner, fields, hop)
            if found is not None:
                parts.append(found)
        return _all(parts)

    def _key(
        self, key: str, tree: Tree, place: str, owner: str, fields: Mapping[str, Field], hop: Hop | None
    ) -> Where | None:
        if key in ("and", "or", "not"):
            return self._connective(key, tree, place, owner, hop)
        field = fields.get(key)
        if isinstance(field, Hop):
            return self._one(field, tree, place) if not field.many else self._many(field, tree, place)
        given = self._given(tree, place)
        if field is not None:
            return self._value(field, given, place, Subject.NODE)
        if key == "edge" and hop is not None:
            return self._edge(hop, given, place)
        if key == "type":
            return self._type(given, place)
        label = next(label.name for label in self._model.labels if label.root == key)
        found = self._object(given, place, label, None)
        return IsA((label,)) if found is None else AllOf((IsA((label,)), found))

    def _given(self, tree: Tree, place: str) -> Object:
        if not isinstance(tree, Object):
            raise self._arguments.refuse(BadFilter(place))
        return tree

    def _connective(self, key: str, tree: Tree, place: str, owner: str, hop: Hop | None) -> Where | None:
        if key == "not":
            found = self._object(self._given(tree, place), place, owner, hop)
            return None if found is None else Not(found)
        if not isinstance(tree, Items):
            raise self._arguments.refuse(BadFilter(place))
        parts = [
            self._object(self._given(item, f"{place}[{number}]"), f"{place}[{number}]", owner, hop)
            for number, item in enumerate(tree.items)
        ]
        if parts and all(part is None for part in parts):
            return None
        if key == "and":
            return AllOf(tuple(part for part in parts if part is not None))
        return AnyOf(tuple(ALWAYS_TRUE if part is None else part for part in parts))

    def _one(self, hop: Hop, tree: Tree, place: str) -> Where | None:
        if isinstance(tree, Null):
            return Not(Through(hop, self._moment, Quantifier.ONE, ALWAYS_TRUE))
        found = self._object(self._given(tree, place), place, hop.target, hop)
        return None if found is None else Through(hop, self._moment, Quantifier.ONE, found)

    def _many(self, hop: Hop, tree: Tree, place: str) -> Where | None:
        parts: list[Where] = []
        for key, inner in sorted(self._given(tree, place).keys.items()):
            found = self._object(self._given(inner, f"{place}.{key}"), f"{place}.{key}", hop.target, hop)
            quantifier = _QUANTIFIERS[key]
            if found is None and quantifier is Quantifier.EVERY:
                continue
            parts.append(Through(hop, self._moment, quantifier, ALWAYS_TRUE if found is None else found))
        return _all(parts)

    def _edge(self, hop: Hop, tree: Object, place: str) -> Where | None:
        fields = self._model.edge_fields(hop)
        parts: list[Where] = []
        for key in sorted(tree.keys):
            inside = f"{place}.{key}"
            found = self._value(fields[key], self._given(tree.keys[key], inside), inside, Subject.EDGE)
            if found is not None:
                parts.append(found)
        return _all(parts)

    def _value(self, field: Property | Derived, tree: Object, place: str, subject: Subject) -> Where | None:
        return _all(list(self._comparisons(field, tree, place, subject)))

    def _comparisons(
        self, field: Property | Derived, tree: Object, place: str, subject: Subject
    ) -> Iterator[Where]:
        for name, given in sorted(tree.keys.items()):
            inside = f"{place}.{name}"
            if isinstance(given, Null) and name == "eq":
                yield _missing(field, subject)
            elif isinstance(given, Leaf):
                many = BY_NAME[name].many
                yield Compare(field, name, self._arguments.value(inside, given, field.kind, many=many), subject)
            elif not isinstance(given, Absent):
                raise self._arguments.refuse(BadFilter(inside))

    def _type(self, tree: Object, place: str) -> Where | None:
        parts: list[Where] = []
        for name, given in sorted(tree.keys.items()):
            if isinstance(given, Null) and name == "eq":
                parts.append(NEVER_TRUE)
            elif isinstance(given, Leaf):
                slot = self._arguments.value(
                    f"{place}.{name}", given, Kind.CHOICE, many=name == "in", names=self._label_names
                )
                parts.append(Labelled(name, slot))
            else:
                raise self._arguments.refuse(BadFilter(f"{place}.{name}"))
        return _all(parts)


def _all(parts: list[Where]) -> Where | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _missing(field: Property | Derived, subject: Subject) -> Where:
    if isinstance(field, Derived) or field.required:
        return NEVER_TRUE
    return Missing(field, subject)
