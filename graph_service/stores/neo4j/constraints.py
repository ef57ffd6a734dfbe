"""Constraints and indexes, made from the model.  Community Server keeps no property required; writing does."""

import re
from collections.abc import Iterator

from graph_service.model.graph import GraphModel, Label, Property
from graph_service.model.shared import NAME_KEY, SEARCH_TOKENS
from graph_service.stores.neo4j.matches import ANALYZER, INDEX
from graph_service.stores.neo4j.spelling import ID, NODE

JOURNAL = (("Journal", ID), ("Record", "revision"), ("Record", "idempotencyKey"))
"""What the journal's nodes are known by."""


def constraints(model: GraphModel) -> list[str]:
    """The statements, idempotent, in the model's order."""
    return list(named(model).values())


def named(model: GraphModel) -> dict[str, str]:
    """By the name of what each makes, so that only what is not there yet need be asked for."""
    labels = (made for label in model.labels for made in _of_label(model, label))
    return dict((*_journal(), *_ids(model), _search(), *labels))


def _journal() -> Iterator[tuple[str, str]]:
    return (_unique(label, name) for label, name in JOURNAL)


def _ids(model: GraphModel) -> Iterator[tuple[str, str]]:
    yield _unique(NODE, ID)
    for type_name in model.types:
        name = f"{type_name.lower()}_id"
        yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[r:{type_name}]-() REQUIRE r.{ID} IS UNIQUE"


def _search() -> tuple[str, str]:
    on = f"FOR (n:{NODE}) ON EACH [n.{SEARCH_TOKENS.name}]"
    options = f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{ANALYZER}'}}}}"
    return INDEX, f"CREATE FULLTEXT INDEX {INDEX} IF NOT EXISTS {on} {options}"


def _of_label(model: GraphModel, label: Label) -> Iterator[tuple[str, str]]:
    unique = [one for one in label.properties if one.unique]
    yield from (_unique(label.name, one.name) for one in unique)
    # What a uniqueness constraint holds is indexed already; dates are tested on relationships.
    ordered = [one for one in (*model.node_properties, *label.properties) if _ordered(one) and not one.unique]
    yield from (_index(label.name, one.name) for one in ordered)


def _ordered(of: Property) -> bool:
    """By names clients order through the key; nothing is looked up by the name itself in a given order."""
    return of == NAME_KEY or (of.orderable and of.name != "name")


def _unique(label: str, name: str) -> tuple[str, str]:
    made = f"{_snake(label)}_{_snake(name)}"
    return made, f"CREATE CONSTRAINT {made} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"


def _index(label: str, name: str) -> tuple[str, str]:
    made = f"{_snake(label)}_{_snake(name)}"
    return made, f"CREATE INDEX {made} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
