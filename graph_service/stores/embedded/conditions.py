"""Conditions as closures of a node, the tie that led to it, and the run."""

from collections.abc import Callable
from typing import assert_never

from graph_service.model.graph import Derived
from graph_service.plan.ir import (
    AllOf,
    AnyOf,
    Apart,
    Circular,
    Compare,
    Crowded,
    IsA,
    Labelled,
    Missing,
    Not,
    Quantifier,
    Stray,
    Subject,
    Through,
    Where,
)
from graph_service.plan.operators import BY_NAME
from graph_service.stores.embedded.derived import derived
from graph_service.stores.embedded.flaws import apart, circular, crowded, stray
from graph_service.stores.embedded.graph import LABEL, Entry
from graph_service.stores.embedded.hops import pairs, taken_one
from graph_service.stores.embedded.run import Run, Terrain, Test


def condition(terrain: Terrain, where: Where) -> Test | None:
    """None where there is nothing to test."""
    return None if where == AllOf(()) else _test(terrain, where)


def _test(terrain: Terrain, where: Where) -> Test:
    match where:
        case Compare():
            return _compare(terrain, where)
        case Missing(of, subject):
            return _missing(of.name, subject)
        case IsA() | Labelled():
            return _label(where)
        case Through(_, _, _, inner):
            found = _through(terrain, where)
            return _remembered(found) if _leads_on(inner) else found
        case AllOf() | AnyOf() | Not():
            return _connective(terrain, where)
        case Crowded() | Stray() | Circular() | Apart():
            return _flaw(terrain, where)
    assert_never(where)


def _compare(terrain: Terrain, where: Compare) -> Test:
    test, slot, of = BY_NAME[where.op].test, where.slot.number, where.of
    if isinstance(of, Derived):
        have_of = derived(terrain, of)
        return lambda node, tie, run: test(have_of(node, run), run.values[slot])  # noqa: ARG005
    name = of.name
    if where.op == "in":
        edge = where.subject is Subject.EDGE
        return lambda node, tie, run: (
            (have := (tie if edge else node).get(name)) is not None and have in run.among(slot)
        )
    if where.subject is Subject.EDGE:
        return lambda node, tie, run: (  # noqa: ARG005
            (have := tie.get(name)) is not None and test(have, run.values[slot])
        )
    return lambda node, tie, run: (  # noqa: ARG005
        (have := node.get(name)) is not None and test(have, run.values[slot])
    )


def _missing(name: str, subject: Subject) -> Test:
    if subject is Subject.EDGE:
        return lambda node, tie, run: tie.get(name) is None  # noqa: ARG005
    return lambda node, tie, run: node.get(name) is None  # noqa: ARG005


def _label(where: IsA | Labelled) -> Test:
    if isinstance(where, IsA):
        labels = frozenset(where.labels)
        return lambda node, tie, run: node[LABEL] in labels  # noqa: ARG005
    test, slot = BY_NAME[where.op].test, where.slot.number
    return lambda node, tie, run: test(node[LABEL], run.values[slot])  # noqa: ARG005


def _connective(terrain: Terrain, where: AllOf | AnyOf | Not) -> Test:
    match where:
        case AllOf(parts):
            tests = [_test(terrain, part) for part in parts]
            return lambda node, tie, run: all(test(node, tie, run) for test in tests)
        case AnyOf(parts):
            tests = [_test(terrain, part) for part in parts]
            return lambda node, tie, run: any(test(node, tie, run) for test in tests)
        case Not(part):
            denied = _test(terrain, part)
            return lambda node, tie, run: not denied(node, tie, run)
    assert_never(where)


def _leads_on(where: Where) -> bool:
    """Whether a condition goes along a hop."""
    match where:
        case Through():
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(map(_leads_on, parts))
        case Not(part):
            return _leads_on(part)
        case _:
            return False


def _remembered(test: Test) -> Test:
    """Asked once a node in one answer: there may be very many ways to a node, and each hop multiplies them."""

    def holds(node: Entry, tie: Entry, run: Run) -> bool:
        known = run.known.get(test)
        if known is None:
            known = run.known[test] = {}
        found = known.get(node["id"])
        if found is None:
            found = known[node["id"]] = test(node, tie, run)
        return found

    return holds


def _through(terrain: Terrain, where: Through) -> Test:
    test = condition(terrain, where.where)
    if where.quantifier is Quantifier.ONE:
        return _one(terrain, where, test)
    found = pairs(terrain, where.hop, where.moment, None)
    met = test or _always
    match where.quantifier:
        case Quantifier.SOME:
            return lambda node, _, run: any(met(far, tie, run) for far, tie in found(node["id"], run))
        case Quantifier.NONE:
            return lambda node, _, run: not any(met(far, tie, run) for far, tie in found(node["id"], run))
        case Quantifier.EVERY:
            return lambda node, _, run: all(met(far, tie, run) for far, tie in found(node["id"], run))
    assert_never(where.quantifier)


def _one(terrain: Terrain, where: Through, test: Test | None) -> Test:
    taken, met = taken_one(terrain, where.hop, where.moment), test or _always

    def holds(node: Entry, _: Entry, run: Run) -> bool:
        pair = taken(node["id"], run)
        return pair is not None and met(*pair, run)

    return holds


def _always(_: Entry, __: Entry, ___: Run) -> bool:
    return True


def _flaw(terrain: Terrain, where: Crowded | Stray | Circular | Apart) -> Test:
    flawed = _flawed(terrain, where)
    return lambda node, tie, run: flawed(node)  # noqa: ARG005  flaws look at all times


def _flawed(terrain: Terrain, where: Crowded | Stray | Circular | Apart) -> Callable[[Entry], bool]:
    match where:
        case Crowded(hop):
            return crowded(terrain.graph, hop)
        case Stray(hop):
            return stray(terrain.graph, hop)
        case Circular(hop):
            return circular(terrain.graph, hop)
        case Apart(one, other):
            return apart(terrain.graph, one, other)
    assert_never(where)
