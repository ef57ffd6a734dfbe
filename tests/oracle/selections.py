"""Random selections: fields, aliases, repeats, directives and fragments, so made that they always merge."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from graph_service.model.graph import Derived, Hop
from tests.oracle import drawn, given
from tests.oracle.draft import Draft, arguments
from tests.oracle.drawn import Sample
from tests.oracle.schema import Place

WIDEST = 3_000
"""Rows that a selection may reckon with before it stops following relations."""
HEAVY = 30_000
"""Rows that one relation may make the stores look at."""
MOST_ALIASES = 16
DEEPEST = 15
"""Response keys above a relation."""
FRAGMENT_DEPTH = 9
"""Response keys above a named fragment, at the most."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a selection stands: the type, the labels that can be met there, the response keys that lead to it.

    In a `free` spot (a named fragment, to be spread anywhere) every field with a selection has an alias of its own.
    """

    owner: str
    labels: tuple[str, ...]
    path: tuple[str, ...]
    weight: int
    there: Sample
    """Some of the rows that may be met there."""
    free: bool = False


class Selections:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.model = draft.model

    def node(self, spot: Spot) -> str:
        parts = [self._part(spot) for _ in range(self.draft.one((1, 1, 2, 2, 3)))]
        if spot.owner == "Node" and spot.there:
            parts.append(self._fragment(spot))
        elif self.draft.chance(0.75):
            parts.append(self._relation(spot) or self._leaf(spot))
        return "{ " + " ".join(parts) + " }"

    def keyed(self, spot: Spot, name: str, given_text: str) -> tuple[str, str]:
        """The field's head (alias, name, arguments) and its response key, in conflict with nothing else there."""
        head, draft = name + given_text, self.draft
        own = spot.free or (draft.chance(0.12) and draft.aliases < MOST_ALIASES)
        if not own and draft.asked.setdefault((*spot.path, name), head) == head:
            return head, name
        alias = draft.alias()
        return f"{alias}: {head}", alias

    def listed(self, spot: Spot, head: str, place: Place) -> str:
        """A connection under its head, to nodes as `spot` says; now and then the same field twice."""
        return self._repeated(head, lambda: self._connection(spot, place))

    def _repeated(self, head: str, make: Callable[[], str]) -> str:
        texts = [f"{head}{self.draft.directive()} {make()}" for _ in range(2 if self.draft.chance(0.06) else 1)]
        return " ".join(texts)

    def _part(self, spot: Spot) -> str:
        draft = self.draft
        if draft.chance(0.6 if spot.owner == "Node" else 0.14):
            return self._fragment(spot)
        if draft.chance(0.07) and spot.owner != "Node" and len(spot.path) < DEEPEST:
            head, key = self.keyed(spot, "citations", "")
            return f"{head}{draft.directive()} {self._citations(replace(spot, path=(*spot.path, key)))}"
        if draft.chance(0.2):
            relation = self._relation(spot)
            if relation is not None:
                return relation
        return self._leaf(spot)

    def _leaf(self, spot: Spot) -> str:
        draft = self.draft
        names = [name for name, found in self.model.fields(spot.owner).items() if not isinstance(found, Hop)]
        derived = [name for name in names if isinstance(self.model.fields(spot.owner)[name], Derived)]
        name = draft.one(draft.one((names, names, derived[-1:] or names, ["__typename"])))
        return self._plain(name)

    def _plain(self, name: str) -> str:
        alias = f"{self.draft.alias()}: " if self.draft.chance(0.07) and self.draft.aliases < MOST_ALIASES else ""
        return f"{alias}{name}{self.draft.directive()}"

    def _relation(self, spot: Spot) -> str | None:
        draft = self.draft
        if draft.hops <= 0 or draft.aliases > MOST_ALIASES or len(spot.path) >= DEEPEST or spot.weight > WIDEST:
            return None
        hop = drawn.a_hop(draft, spot.owner, spot.there, HEAVY // max(spot.weight, 1))
        if hop is None:
            return None
        draft.hops -= 1
        history = not hop.many and draft.chance(0.2)
        if hop.many or history:
            return self._to_many(spot, hop, history=history)
        return self._to_one(spot, hop)

    def _to_many(self, spot: Spot, hop: Hop, *, history: bool) -> str:
        there = drawn.beyond(self.draft, spot.there, hop)
        asked = given.of_end(self.draft, hop, spot.weight * hop.usual, there, history=history)
        head, key = self.keyed(spot, hop.name + ("History" if history else ""), arguments(asked))
        first = self.draft.known(asked.get("first"))
        rows = min(first if isinstance(first, int) and first > 0 else 50, hop.usual)
        inner = Spot(hop.target, hop.labels, (*spot.path, key), spot.weight * rows, there)
        return self.listed(inner, head, Place(hop.stem, hop.labels, hop))

    def _to_one(self, spot: Spot, hop: Hop) -> str:
        edge = self.draft.chance(0.25)
        head, key = self.keyed(spot, hop.name + ("Edge" if edge else ""), "")
        there = drawn.beyond(self.draft, spot.there, hop)
        inner = Spot(hop.target, hop.labels, (*spot.path, key), spot.weight, there)
        if edge:
            return self._repeated(head, lambda: self._edge(inner, Place(hop.stem, hop.labels, hop)))
        return self._repeated(head, lambda: self.node(inner))

    def _connection(self, spot: Spot, place: Place) -> str:
        names = self.draft.one((
            ("nodes",), ("nodes",), ("edges",), ("totalCount",), ("nodes", "totalCount"), ("edges", "pageInfo"),
            ("pageInfo", "totalCount", "edges"), ("__typename", "nodes", "edges"), ("nodes", "pageInfo"),
        ))
        text = " ".join(self._connection_field(spot, name, place) for name in names)
        return "{ " + self._wrapped(text, place.connection) + " }"

    def _wrapped(self, text: str, type_name: str) -> str:
        return f"... on {type_name}{self.draft.directive()} {{ {text} }}" if self.draft.chance(0.05) else text

    def _connection_field(self, spot: Spot, name: str, place: Place) -> str:
        if name in ("totalCount", "__typename"):
            return self._plain(name)
        head, key = self.keyed(spot, name, "")
        inner = replace(spot, path=(*spot.path, key))
        if name == "pageInfo":
            shown = ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor", "__typename")
            return f"{head} {{ {' '.join(self.draft.some(shown, 4))} }}"
        if name == "nodes":
            return f"{head}{self.draft.directive()} {self.node(inner)}"
        return f"{head}{self.draft.directive()} {self._edge(inner, place)}"

    def _edge(self, spot: Spot, place: Place) -> str:
        tie = [] if place.hop is None else [name for name in self.model.edge_fields(place.hop) if name != "id"]
        parts = [self._plain(name) for name in self.draft.some(["cursor", "cursor", "__typename", *tie], 3)]
        if place.hop is not None and self.draft.chance(0.25):
            head, key = self.keyed(spot, "citations", "")
            parts.append(f"{head} {self._citations(replace(spot, path=(*spot.path, key)))}")
        if self.draft.chance(0.7):
            head, key = self.keyed(spot, "node", "")
            inner = replace(spot, path=(*spot.path, key))
            parts.insert(self.draft.rng.randrange(len(parts) + 1), f"{head} {self.node(inner)}")
        return "{ " + self._wrapped(" ".join(parts), place.edge) + " }"

    def _citations(self, spot: Spot) -> str:
        parts = self.draft.some(("quote", "confidence", "__typename"), 2)
        if self.draft.chance(0.7):
            sources = drawn.of_labels(self.draft, ("Source",))
            inner = Spot("Source", ("Source",), (*spot.path, "source"), spot.weight * 2, sources)
            parts.append(f"source {self.node(inner)}")
        return "{ " + " ".join(parts) + " }"

    def _fragment(self, spot: Spot) -> str:
        draft = self.draft
        if draft.chance(0.12) and spot.owner != "Node":
            return f"...{draft.directive()} {self.node(spot)}"
        met = [row.node.label for row in spot.there]
        target = draft.one(met) if met and draft.chance(0.7) else draft.one(self._overlapping(spot))
        if draft.chance(0.35) and len(spot.path) <= FRAGMENT_DEPTH:
            name = self._named(target)
            if name is not None:
                return f"...{name}{draft.directive()}"
        labels = tuple(name for name in spot.labels if name in self.model.labels_at(target))
        there = [row for row in spot.there if row.node.label in labels]
        inner = replace(spot, owner=target, labels=labels, there=there)
        return f"... on {target}{draft.directive()} {self.node(inner)}"

    def _overlapping(self, spot: Spot) -> list[str]:
        """Types on which a fragment may be spread here; labels more often than interfaces."""
        faces = [face.name for face in self.model.interfaces if set(face.labels) & set(spot.labels)]
        return [*spot.labels, *spot.labels, *faces]

    def _named(self, target: str) -> str | None:
        """A fragment on a type: one there is, or a new one; None where there are enough."""
        draft = self.draft
        there = [name for name, (of, body) in draft.fragments.items() if of == target and body]
        if there:
            return draft.one(there)
        if len(draft.fragments) >= 4 or draft.aliases > MOST_ALIASES:
            return None
        name = f"F{len(draft.fragments) + 1}"
        draft.fragments[name] = (target, "")
        labels = self.model.labels_at(target)
        spot = Spot(target, labels, (name,) * FRAGMENT_DEPTH, 200, drawn.of_labels(draft, labels), free=True)
        draft.fragments[name] = (target, self.node(spot))
        return name
