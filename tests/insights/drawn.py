"""Random calls of questions: arguments of the right kinds, drawn from what a graph holds."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from graph_service.cli.document import document
from graph_service.insights.insight import Argument, Insight
from graph_service.model.graph import Enumeration, Kind
from graph_service.model.organization import ORGANIZATION
from tests.oracle.dense import DAYS, NAMES

Ids = Mapping[str, Sequence[str]]
"""Ids by label."""
BASES = ("STATED", "COUNTED", "INFERRED", "GENERATED")


def drawn(random: Random, insight: Insight, ids: Ids) -> tuple[str, dict[str, Any]]:
    """A document that asks for all that the answer holds, and its variables."""
    given = {one.name: _value(random, one, ids) for one in insight.arguments if one.required or random.random() < 0.6}
    given["asOf"] = random.choice((*DAYS, "2018-09-09", "2030-01-01"))
    if random.random() < 0.4:
        given["basis"] = random.sample(BASES, random.randint(1, 3))
    return document(ORGANIZATION, insight, given), given


def _value(random: Random, of: Argument, ids: Ids) -> Any:
    if not of.many:
        return _one(random, of, ids)
    most = 3 if of.most is None else min(of.most, 3)
    # A list in which something stands twice says the same as one without.
    return [_one(random, of, ids) for _ in range(random.randint(of.least or 1, most))]


def _one(random: Random, of: Argument, ids: Ids) -> Any:
    match of.kind:
        case Kind.ID:
            return random.choice([key for label in (of.labels or tuple(ids)) for key in ids[label]])
        case Kind.WHOLE:
            least = 1 if of.least is None else of.least
            return random.choice((least, random.randint(least, 30 if of.most is None else of.most)))
        case Kind.DATE:
            return random.choice(DAYS)
        case Kind.CHOICE:
            listed = of.enumeration
            found = listed if isinstance(listed, Enumeration) else ORGANIZATION.enumeration[str(listed)]
            return random.choice(found.names)
        case Kind.FLAG:
            return random.random() < 0.5
        case _:
            return random.choice([name for name in NAMES if name] + ["shili", "chong q", "dys", "00"])
