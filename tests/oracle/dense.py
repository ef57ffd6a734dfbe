"""Random data in which everything is tied to everything, so that few documents miss: for comparing answers, not rules.

Kept is only what readers rely on: dates in order and within both ends, one row a day at ends that are ALWAYS one, a
symmetric relationship from the lesser id to the greater.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_service.changes.change import AddNode, AddTie, Change, ChangeSet, Json, Stamp
from graph_service.model.graph import GraphModel, Kind, Label, One, Privacy, Property, Relationship
from graph_service.model.ident import ident

NAMES = ("大榆树", "小榆树", "示例村", "Elm", "elm", "示例村", "𠮷村", "重庆", "")
DAYS = ("2017-01-01", "2018-01-01", "2018-06-15", "2019-01-01", "2019-07-01", "2020-03-01", "2021-01-01")
FIRST, LAST = "", "9"
"""Before and after every day."""
BASES = ("STATED", "STATED", "STATED", "COUNTED", "INFERRED", "GENERATED")


def dense(rng: random.Random, model: GraphModel, nodes: int = 4, ties: int = 8, flaws: float = 0.0) -> ChangeSet:
    """So many nodes of each label, at most so many relationships of each row of the model.

    `flaws` is the share of nodes without a value that the SDL promises; no writer would let them in.
    """
    making = _Making(rng, model, flaws)
    changes: list[Change] = [*making.all_nodes(nodes), *making.all_ties(ties)]
    return ChangeSet(tuple(changes), Stamp("tester", "random data", "request-1"), "2021-01-01T00:00:00Z")


@dataclass
class _Making:
    rng: random.Random
    model: GraphModel
    flaws: float
    spans: dict[str, tuple[str, str]] = field(default_factory=dict)
    """From when to when each node stands."""
    by_label: dict[str, list[str]] = field(default_factory=dict)
    taken: dict[tuple[int, str, str], list[tuple[str, str]]] = field(default_factory=dict)
    """Spans at ends that are ALWAYS one: by row, end and node."""

    def all_nodes(self, count: int) -> Iterator[AddNode]:
        for label in self.model.labels:
            for number in range(count):
                made = ident(label.tag, label.name, str(number))
                self.by_label.setdefault(label.name, []).append(made)
                self.spans[made] = self._span(FIRST, LAST) if label.dated else (FIRST, LAST)
                yield AddNode(label.name, made, self._node(label, made))

    def _node(self, label: Label, made: str) -> dict[str, Json]:
        number = len(self.spans)
        properties = {"name": self.rng.choice(NAMES) or f"{label.name} {number}", **self._basis()}
        properties |= self._dates(*self.spans[made]) if label.dated else {}
        for prop in label.properties:
            if prop.unique:
                properties[prop.name] = f"{number:06d}"
            elif prop.required or self.rng.random() < 0.7:
                properties[prop.name] = self._value(prop)
        if self.rng.random() < 0.3:
            properties["aliases"] = self.rng.sample(("甲", "乙", "Elm"), 2)
        if self.flaws and self.rng.random() < self.flaws:
            del properties[self.rng.choice(["name", *(p.name for p in label.properties if p.required)])]
        return properties

    def all_ties(self, most: int) -> Iterator[AddTie]:
        for place, row in enumerate(self.model.relationships):
            pairs: set[tuple[str, str]] = set()
            for number in range(most):
                tie = self._tie(place, row, f"{place} {number}", pairs)
                if tie is not None:
                    yield tie

    def _tie(self, place: int, row: Relationship, key: str, pairs: set[tuple[str, str]]) -> AddTie | None:
        source = self.rng.choice(self.by_label[self.rng.choice(row.sources)])
        target = self.rng.choice(self.by_label[self.rng.choice(row.targets)])
        if row.symmetric:
            source, target = sorted((source, target))
        since, until = self._within(source, target) if row.dated else (FIRST, LAST)
        # One tie of a kind between two nodes: parallel ones are told apart by their ids alone, and are rare.
        parallel = (source, target) in pairs and self.rng.random() < 0.7
        if source == target or since >= until or parallel or not self._free(place, row, source, target, since, until):
            return None
        pairs.add((source, target))
        properties = self._basis() | (self._dates(since, until) if row.dated else {}) | self._sources()
        for prop in row.properties:
            if prop.required or self.rng.random() < 0.7:
                properties[prop.name] = self._value(prop)
        return AddTie(row.type, ident(row.tag, row.type, key), source, target, properties)

    def _free(self, place: int, row: Relationship, source: str, target: str, since: str, until: str) -> bool:
        ends = [("out", row.out, source), ("back", row.back, target)]
        keys = [(place, name, node) for name, end, node in ends if end.one is One.ALWAYS]
        if any(since < end and start < until for key in keys for start, end in self.taken.get(key, ())):
            return False
        for key in keys:
            self.taken.setdefault(key, []).append((since, until))
        return True

    def _span(self, since: str, until: str) -> tuple[str, str]:
        """Within what is given; open at either end now and then."""
        start, end = sorted(self.rng.sample(DAYS, 2))
        first = since if self.rng.random() < 0.15 else max(since, start)
        return first, until if self.rng.random() < 0.6 else min(until, end)

    def _within(self, source: str, target: str) -> tuple[str, str]:
        ends = (self.spans[source], self.spans[target])
        return self._span(max(start for start, _ in ends), min(end for _, end in ends))

    def _dates(self, since: str, until: str) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for name, day, end in (("since", since, FIRST), ("until", until, LAST)):
            if day != end:
                found |= {name: day, f"{name}Grain": self.rng.choice(("DAY", "MONTH", "YEAR"))}
        return found

    def _basis(self) -> dict[str, Json]:
        basis = self.rng.choice(BASES)
        return {"basis": basis, "basisReason": "a reason"} if basis == "INFERRED" else {"basis": basis}

    def _sources(self) -> dict[str, Json]:
        ids = self.rng.sample(self.by_label["Source"], self.rng.randint(0, 2))
        if not ids:
            return {}
        return {
            "sourceIds": ids,
            "quotes": [self.rng.choice(NAMES) for _ in ids],
            "confidences": [self.rng.choice(("HIGH", "LOW")) for _ in ids],
        }

    def _value(self, prop: Property) -> Json:
        if prop.enumeration is not None:
            names = self.model.enumeration[prop.enumeration].names
            return self.rng.sample(names, min(2, len(names))) if prop.many else self.rng.choice(names)
        if prop.privacy is not Privacy.PUBLIC:
            return "555"
        match prop.kind:
            case Kind.WHOLE:
                return self.rng.randint(1, 4)
            case Kind.LONG:
                return self.rng.choice((0, 5, 3_000_000_000))
            case Kind.DATE:
                return self.rng.choice(DAYS)
            case Kind.FLAG:
                return self.rng.random() < 0.5
            case Kind.CODE:
                return self.rng.choice(("21", "2107", "99"))
            case _:
                return self.rng.choice(NAMES)
