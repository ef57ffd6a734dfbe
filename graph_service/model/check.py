"""What a declaration has to keep so that everything made from it fits together.  One rule, one function."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from graph_service.model.graph import (
    Derived,
    End,
    Enumeration,
    Field,
    GraphModel,
    Hop,
    Interface,
    Kind,
    Label,
    Property,
    Relationship,
    Words,
)

ROOTS = ("node", "nodes", "model", "serviceInfo", "serviceLimits", "sponsoringUnits")
"""Root fields that no label makes."""
IN_FILTERS = frozenset({"and", "or", "not", "edge", "type"})
"""Keys that a filter has beside a node's fields."""
ON_NODES = frozenset({"citations"})
ON_EDGES = frozenset({"node", "cursor", "citations"})
NEEDED = ("Basis", "Confidence", "Direction", "Label")
"""Enumerations that the API itself speaks."""

Rule = Callable[[GraphModel], Iterator[str]]


def faults(model: GraphModel) -> list[str]:
    """Everything that is wrong with a declaration, in sentences; what stands on shaky ground is not looked at."""
    ground = [fault for rule in GROUND for fault in rule(model)]
    return ground or [fault for rule in RULES for fault in rule(model)]


# ---- the ground: names that are named exist


def _labels_exist(model: GraphModel) -> Iterator[str]:
    for row in model.relationships:
        for name in (*row.sources, *row.targets):
            if name not in model.label:
                yield f"{row.type}: there is no label {name}"
    for face in model.interfaces:
        for name in face.labels:
            if name not in model.label:
                yield f"interface {face.name}: there is no label {name}"


def _interfaces_exist(model: GraphModel) -> Iterator[str]:
    known = {frozenset(face.labels) for face in model.interfaces}
    for row in model.relationships:
        for labels in (row.sources, row.targets):
            if len(labels) > 1 and frozenset(labels) not in known:
                yield f"{row.type}: no interface has exactly the labels {', '.join(labels)}"


def _enumerations_exist(model: GraphModel) -> Iterator[str]:
    for owner, found in _values(model):
        if (found.kind is Kind.CHOICE) != (found.enumeration is not None):
            yield f"{owner}.{found.name}: a CHOICE, and nothing else, has an enumeration"
        elif found.enumeration is not None and found.enumeration not in model.enumeration:
            yield f"{owner}.{found.name}: there is no enumeration {found.enumeration}"
    for name in NEEDED:
        if name not in model.enumeration:
            yield f"there is no enumeration {name}"


def _ends_differ(model: GraphModel) -> Iterator[str]:
    for label in model.labels:
        ends = [end.name for row in model.relationships for end in _ends_at(row, label.name)]
        yield from _repeated(ends, f"{label.name}: two ends")


# ---- the rules


def _names_unique(model: GraphModel) -> Iterator[str]:
    groups: tuple[Iterable[Label | Interface | Enumeration], ...] = (model.labels, model.interfaces, model.enumerations)
    yield from _repeated([one.name for group in groups for one in group], "two types")
    yield from _repeated([*ROOTS, *(name for label in model.labels for name in (label.root, label.plural))],
        "two root fields")
    for listed in model.enumerations:
        yield from _repeated(listed.names, f"{listed.name}: two values")


def _tags_unique(model: GraphModel) -> Iterator[str]:
    of_types = {(row.type, row.tag) for row in model.relationships}
    yield from _repeated([label.tag for label in model.labels], "two labels with the tag", called="")
    yield from _repeated([tag for _, tag in of_types], "two types with the tag", called="")
    yield from _repeated([name for name, _ in of_types], "two tags for the type", called="")
    for tag in sorted({label.tag for label in model.labels} | {tag for _, tag in of_types}):
        if not re.fullmatch(r"[a-z]{2}", tag):
            yield f"the tag {tag} is not two small letters"


def _names_mean_one_thing(model: GraphModel) -> Iterator[str]:
    """A name has one kind, enumeration, nullability and multiplicity, because clients ask several labels at once."""
    meant: dict[str, tuple[str, tuple[object, ...]]] = {}
    hops = ((label.name, hop) for label in model.labels for hop in model.hops(label.name).values())
    for owner, found in (*_values(model), *hops):
        first, meaning = meant.setdefault(found.name, (owner, _meaning(found)))
        if meaning != _meaning(found):
            yield f"{owner}.{found.name} does not mean what {first}.{found.name} does"


def _stems_mean_one_end(model: GraphModel) -> Iterator[str]:
    ends: dict[str, tuple[object, ...]] = {}
    for label in model.labels:
        for hop in model.hops(label.name).values():
            end = (hop.type, hop.target, hop.one, hop.dated, hop.properties)
            if ends.setdefault(hop.stem, end) != end:
                yield f"{label.name}.{hop.name}: {hop.stem} leads elsewhere from another label"


def _rows_apart(model: GraphModel) -> Iterator[str]:
    pairs = [(row.type, s, t) for row in model.relationships for s in row.sources for t in row.targets]
    for (name, source, target), count in Counter(pairs).items():
        if count > 1:
            yield f"{name}: two rows lead from {source} to {target}"


def _fields_free(model: GraphModel) -> Iterator[str]:
    """`<name>Edge`, `<name>History` and what every node or edge has besides must not be fields of their own."""
    for label in model.labels:
        taken = set(model.fields(label.name))
        made = {f"{hop.name}{more}" for hop in model.hops(label.name).values() if not hop.many
            for more in ("Edge", "History")}
        for name in sorted(taken & (made | ON_NODES | IN_FILTERS)):
            yield f"{label.name}.{name}: the name is taken"
    for row in model.relationships:
        taken = {found.name for found in (*model.tie_properties, *model.date_properties)}
        for found in row.properties:
            if found.name in taken | ON_EDGES:
                yield f"{row.type}.{found.name}: the name is taken"


def _keys_free(model: GraphModel) -> Iterator[str]:
    """At an end of several labels the filter has the interface's fields and one key a label."""
    for target in sorted(_polymorphic(model)):
        keys = {model.label[name].root for name in model.labels_at(target)}
        for name in sorted(keys & (set(model.fields(target)) | IN_FILTERS)):
            yield f"interface {target}: {name} is a field and a label's key"


def _homes_are_hops(model: GraphModel) -> Iterator[str]:
    for label in model.labels:
        for name in label.home:
            if name not in model.hops(label.name):
                yield f"{label.name}: the home {name} is no hop"


def _orders_exist(model: GraphModel) -> Iterator[str]:
    for owner in (*model.label, *sorted(_polymorphic(model))):
        found = model.properties(owner).get(model.order_at(owner))
        if found is None or not found.orderable:
            yield f"{owner}: it cannot be ordered by {model.order_at(owner)}"


def _public_values_exist(model: GraphModel) -> Iterator[str]:
    for listed in model.enumerations:
        for value in listed.values:
            if value.public is not None and value.public not in listed.names:
                yield f"{listed.name}.{value.name}: there is no value {value.public}"


def _said_in_both(model: GraphModel) -> Iterator[str]:
    for owner, words in _all_words(model):
        if not words.en or not words.zh:
            yield f"{owner}: it is not said in both languages"


GROUND: tuple[Rule, ...] = (_labels_exist, _interfaces_exist, _enumerations_exist, _ends_differ)
RULES: tuple[Rule, ...] = (
    _names_unique, _tags_unique, _names_mean_one_thing, _stems_mean_one_end, _rows_apart, _fields_free, _keys_free,
    _homes_are_hops, _orders_exist, _public_values_exist, _said_in_both,
)


def _repeated(names: Iterable[str], what: str, called: str = " are called") -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what}{called} {name}"


def _ends_at(row: Relationship, label: str) -> Iterator[End]:
    if label in row.sources:
        yield row.out
    if label in row.targets and not (row.symmetric and label in row.sources):
        yield row.back


def _values(model: GraphModel) -> Iterator[tuple[str, Property | Derived]]:
    """Every property and derived value, with the name of what has it."""
    for label in model.labels:
        shown: tuple[Property | Derived, ...] = (*model.stored(label.name), *model.derived, *label.derived)
        yield from ((label.name, found) for found in shown)
    for row in model.relationships:
        yield from ((row.type, found) for found in model.tie_stored(row))


def _meaning(found: Field) -> tuple[object, ...]:
    match found:
        case Hop():
            return ("hop", found.many)
        case Derived():
            return ("value", found.kind, found.enumeration, True, False)
        case Property():
            return ("value", found.kind, found.enumeration, found.required, found.many)


def _polymorphic(model: GraphModel) -> set[str]:
    """The interfaces to which some end leads."""
    hops = (hop for label in model.labels for hop in model.hops(label.name).values())
    return {hop.target for hop in hops if hop.target in model.interface}


def _all_words(model: GraphModel) -> Iterator[tuple[str, Words]]:
    titled: tuple[Label | Interface, ...] = (*model.labels, *model.interfaces)
    yield from ((one.name, words) for one in titled for words in (one.title, one.about))
    yield from ((listed.name, listed.about) for listed in model.enumerations)
    yield from ((f"{owner}.{found.name}", words) for owner, found in _values(model)
        for words in (found.title, found.about))
    yield from ((row.type, words) for row in model.relationships
        for words in (row.about, row.out.title, row.back.title))
    yield from ((f"{listed.name}.{value.name}", value.title) for listed in model.enumerations
        for value in listed.values)
