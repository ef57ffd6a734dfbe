"""What is held in memory: a networkx layer for each relationship type, and node data in one plain dictionary.

Every node and tie is a dictionary with all stored properties of its label or row, so that readers never ask whether
a key is there: missing values are None, lists never are.  Keys that begin with `@` are the store's own: the label,
and both dates with their sentinels, for the date tests.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from networkx import MultiDiGraph

from graph_service.changes.change import Json, Properties
from graph_service.model.graph import GraphModel, Property
from graph_service.model.shared import OPEN_END, OPEN_START, SEARCH_TOKENS
from graph_service.stores.embedded.tokens import Tokens

Entry = dict[str, Any]
"""A node's or a tie's data; replaced, never altered in place."""
Adjacency = Mapping[str, Mapping[str, dict[str, Entry]]]
"""Node id to neighbour's id to tie id to the tie."""

OrderedBy = tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]
"""Labels, and of each order the property's name and whether it goes down."""

LABEL, SINCE, UNTIL, SOURCE, TARGET = "@label", "@since", "@until", "@source", "@target"
_TOKENS = SEARCH_TOKENS.name
MOST_ORDERED = 64
"""Sorted lists kept."""


class Layer:
    """All ties of one type; the graph holds only their ends."""

    def __init__(self) -> None:
        self.graph: MultiDiGraph[str] = MultiDiGraph()
        self.ties: dict[str, Entry] = {}
        # The layer's own dictionaries: views cost three to ten times as much on a walk.
        inside: Any = self.graph
        self.outward: Adjacency = inside._succ
        self.inward: Adjacency = inside._pred

    def put(self, tie: Entry) -> None:
        """Adds a tie or takes the place of the one with its id."""
        key, source, target = tie["id"], tie[SOURCE], tie[TARGET]
        if key not in self.ties:
            self.graph.add_edge(source, target, key)
        # Both directions share this dictionary.
        self.outward[source][target][key] = tie
        self.ties[key] = tie

    def drop(self, key: str) -> None:
        tie = self.ties.pop(key)
        self.graph.remove_edge(tie[SOURCE], tie[TARGET], key)
        for end in {tie[SOURCE], tie[TARGET]}:
            if not self.graph.degree(end):
                self.graph.remove_node(end)


class Graph:
    """Nodes, layers and what is looked up by; the dictionaries live as long as it does, so that plans may keep them."""

    def __init__(self, model: GraphModel) -> None:
        self.model = model
        self.nodes: dict[str, Entry] = {}
        self.labelled: dict[str, dict[str, Entry]] = {label.name: {} for label in model.labels}
        self.layers = {name: Layer() for name in model.types}
        self.tokens = Tokens()
        self.data_date: str | None = None
        self._stored = {label.name: model.stored(label.name) for label in model.labels}
        self._blank = {name: _blank(stored) for name, stored in self._stored.items()}
        self._ties = {name: _tie_properties(model, name) for name in model.types}
        self._blank_tie = {name: _blank(stored) for name, stored in self._ties.items()}
        self._keys: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
        self._unique = {name: [p.name for p in stored if p.unique] for name, stored in self._stored.items()}
        self._ordered: dict[OrderedBy, list[Entry]] = {}

    def node(self, label: str, key: str, properties: Properties, derived: Mapping[str, Json]) -> Entry:
        """A node's data, not yet put in."""
        entry = self._blank[label] | _present(properties) | _present(derived)
        entry["id"] = key
        entry[LABEL] = label
        return _dated(entry)

    def tie(self, type_name: str, key: str, source: str, target: str, properties: Properties) -> Entry:
        entry = self._blank_tie[type_name] | _present(properties)
        entry["id"] = key
        entry[SOURCE] = source
        entry[TARGET] = target
        return _dated(entry)

    def kept(self, entry: Entry, properties: Iterable[Property]) -> dict[str, Json]:
        """The properties that a change would hold: without id, open and missing ones."""
        return {p.name: value for p in properties if p.name != "id" and (value := entry[p.name]) not in (None, [])}

    def node_kept(self, entry: Entry) -> dict[str, Json]:
        return self.kept(entry, self._stored[entry[LABEL]])

    def tie_kept(self, type_name: str, entry: Entry) -> dict[str, Json]:
        return self.kept(entry, self._ties[type_name])

    def put(self, node: Entry) -> None:
        """Adds a node or takes the place of the one with its id."""
        key, label = node["id"], node[LABEL]
        if (old := self.nodes.get(key)) is not None:
            self._forget(old)
        self.tokens.change(key, old[_TOKENS] if old else (), node[_TOKENS])
        self.nodes[key] = self.labelled[label][key] = node
        self._unsettle(label)
        for name in self._unique[label]:
            if (value := node[name]) is not None:
                self._keys.setdefault((name, label), {}).setdefault(value, {})[key] = None

    def drop(self, key: str) -> None:
        node = self.nodes.pop(key)
        del self.labelled[node[LABEL]][key]
        self._unsettle(node[LABEL])
        self.tokens.change(key, node[_TOKENS], ())
        self._forget(node)

    def known_by(self, name: str, labels: Iterable[str], value: Any) -> Entry | None:
        """The node of one of the labels whose unique property has this value."""
        found = [key for label in labels for key in self._keys.get((name, label), {}).get(value, ())]
        return self.nodes[min(found)] if found else None

    def ordered(self, key: OrderedBy) -> list[Entry] | None:
        """A sorted list that was kept since one of its labels was last written."""
        return self._ordered.get(key)

    def keep_ordered(self, key: OrderedBy, nodes: list[Entry]) -> None:
        if len(self._ordered) >= MOST_ORDERED:
            self._ordered.clear()
        self._ordered[key] = nodes

    def _unsettle(self, label: str) -> None:
        """Lists that hold this label have to be sorted anew."""
        for key in [key for key in self._ordered if label in key[0]]:
            del self._ordered[key]

    def _forget(self, node: Entry) -> None:
        for name in self._unique[node[LABEL]]:
            if (value := node[name]) is not None:
                del self._keys[name, node[LABEL]][value][node["id"]]


def _tie_properties(model: GraphModel, type_name: str) -> tuple[Property, ...]:
    """Of all rows of a type: a reader of one of them may meet a tie of another before its label is tested."""
    found = {p.name: p for row in model.types[type_name] for p in model.tie_stored(row)}
    return tuple(found.values())


def _blank(stored: Iterable[Property]) -> Entry:
    return {p.name: [] if p.many else None for p in stored} | {SINCE: OPEN_START, UNTIL: OPEN_END}


def _present(properties: Properties) -> dict[str, Json]:
    return {name: value for name, value in properties.items() if value is not None}


def _dated(entry: Entry) -> Entry:
    entry[SINCE] = entry["since"] or OPEN_START
    entry[UNTIL] = entry["until"] or OPEN_END
    return entry
