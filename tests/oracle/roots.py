"""The root fields: by id, by code, and lists.  Each sees the graph on its own day and bases."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import FieldNode

from tests.oracle.condition import Condition
from tests.oracle.facts import Facts, Node
from tests.oracle.order import root_ordering
from tests.oracle.paging import Page, paged
from tests.oracle.request import Request, listed
from tests.oracle.schema import SPONSORING, SPONSORING_TYPES, Root, root_of
from tests.oracle.shown import MissingError, Shown
from tests.oracle.view import Row, View, in_force


def answered(request: Request, facts: Facts, errors: list[MissingError], key: str, nodes: Sequence[FieldNode]) -> Any:
    """What a root field over the graph gives."""
    root = root_of(facts.model, nodes[0].name.value)
    assert root is not None, f"{nodes[0].name.value} is not over the graph"
    given = request.arguments(nodes[0])
    view = _view(facts, given)
    shown = Shown(request, view, errors)
    if root.many:
        return shown.connection(_page(view, root, given), nodes, [key])
    if root.by_ids:
        return [_one(shown, _by_id(view, root, one), nodes, [key, at]) for at, one in enumerate(listed(given["ids"]))]
    return _one(shown, _found(view, root, given), nodes, [key])


def _view(facts: Facts, given: Mapping[str, Any]) -> View:
    basis = given.get("basis")
    return View(facts, given.get("asOf") or facts.day, None if basis is None else frozenset(listed(basis)))


def _one(shown: Shown, node: Node | None, nodes: Sequence[FieldNode], path: list[str | int]) -> Any:
    return None if node is None else shown.forgiven(lambda: shown.node(node, nodes, path))


def _found(view: View, root: Root, given: Mapping[str, Any]) -> Node | None:
    """By id or by code; whether it is in force does not matter, on what it rests does."""
    code = given.get("code")
    if code is None:
        return _by_id(view, root, given["id"])
    node = view.facts.by_code.get((root.labels[0], code))
    return node if node is not None and view.rests(node) else None


def _by_id(view: View, root: Root, one: str) -> Node | None:
    node = view.facts.nodes.get(one)
    return node if node is not None and node.label in root.labels and view.rests(node) else None


def _page(view: View, root: Root, given: Mapping[str, Any]) -> Page:
    (label,) = root.labels
    nodes = [node for node in view.facts.labelled(label) if view.rests(node) and in_force(node, view.today)]
    if root.name == SPONSORING:
        nodes = [node for node in nodes if _sponsors(view, node)]
    ordering = root_ordering(view.facts.model, root.name, label, given.get("orderBy"))
    return paged(root.place, ordering, [Row(node) for node in nodes], Condition(view, label, None, view.today), given)


def _sponsors(view: View, unit: Node) -> bool:
    hops = view.facts.model.hops(unit.label).values()
    return any(view.rows(unit, hop, view.today) for hop in hops if hop.type in SPONSORING_TYPES)
