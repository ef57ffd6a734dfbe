"""Random valid documents over the SDL, drawn from a seed, from the model and from the data."""

import random
import re
from typing import Any

from graph_service.model.graph import GraphModel
from tests.oracle import drawn, given
from tests.oracle.draft import FAULTS, Draft, arguments
from tests.oracle.facts import Facts
from tests.oracle.measure import within_limits
from tests.oracle.schema import SPONSORING, Root, root_of
from tests.oracle.selections import Selections, Spot
from tests.oracle.view import View

FAULTY = 0.13
"""The share of documents with a fault in an argument, where they have one that can be faulty."""
HOPS = (1, 2, 3, 3, 4, 4, 5, 6, 6, 9)


def document(rng: random.Random, model: GraphModel, facts: Facts) -> tuple[str, dict[str, Any]]:
    """Text and variables; the same for the same seed.  About one in ten has a fault in an argument."""
    while True:
        text, variables = _drawn(rng, model, facts)
        if within_limits(text, variables):
            return text, variables


def _drawn(rng: random.Random, model: GraphModel, facts: Facts) -> tuple[str, dict[str, Any]]:
    fault = rng.choice(FAULTS) if rng.random() < FAULTY else None
    view = View(facts, facts.day)
    draft = Draft(rng, model, facts, rng.choice(HOPS), rng.choice((1, 2, 4, 6)), fault, view)
    roots = [_root(draft) for _ in range(draft.one((1, 1, 1, 1, 2, 3)))]
    if draft.chance(0.05):
        roots.append("__typename")
    fragments = [f"fragment {name} on {of} {body}" for name, (of, body) in draft.fragments.items()]
    return _declared(draft, "\n".join(["{ " + " ".join(roots) + " }", *fragments]))


def _declared(draft: Draft, body: str) -> tuple[str, dict[str, Any]]:
    """With the variables that came to be used."""
    used = set(re.findall(r"\$(v\d+)", body))
    declared = [text for text in draft.declared if text[1:].split(":")[0] in used]
    head = f"({', '.join(declared)})" if declared else ""
    named = f"query Asked{head} " if head or draft.chance(0.3) else ""
    return named + body, {name: value for name, value in draft.values.items() if name in used}


def _root(draft: Draft) -> str:
    root = _drawn_root(draft)
    selections = Selections(draft)
    asked = given.of_root(draft, root)
    head, key = selections.keyed(Spot("Query", (), (), 1, ()), root.name, arguments(asked))
    if root.many:
        (label,) = root.labels
        rows = min(_first(draft, asked), len(draft.facts.labelled(label)))
        there = drawn.of_labels(draft, root.labels)
        return selections.listed(Spot(label, root.labels, (key,), rows, there), head, root.place)
    owner = root.labels[0] if len(root.labels) == 1 else "Node"
    spot = Spot(owner, root.labels, (key,), 1, given.named(draft, root, asked))
    return f"{head}{draft.directive()} {selections.node(spot)}"


def _drawn_root(draft: Draft) -> Root:
    """Labels with nodes more often than others, those with values of their own that are worked out still more often."""
    worked_out = [label.name for label in draft.model.labels if label.derived]
    chosen = draft.one(worked_out) if worked_out and draft.chance(0.12) else drawn.a_label(draft)
    label = draft.model.label[chosen if draft.chance(0.95) else draft.one(draft.model.labels).name]
    name = draft.one((label.root, label.root, label.plural, label.plural, label.plural, "node", "nodes", SPONSORING))
    root = root_of(draft.model, name)
    assert root is not None
    return root


def _first(draft: Draft, asked: given.Given) -> int:
    first = draft.known(asked.get("first"))
    return first if isinstance(first, int) and first > 0 else 50
