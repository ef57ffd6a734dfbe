"""Random calls of questions: arguments of the right kinds, drawn from what a graph holds."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from graph_service.cli.document import document, held
from graph_service.insights.insight import Argument, Insight
from graph_service.insights.telling import AnswerField
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


class Thinned:
    """A part of what a question's answer holds, drawn at random: some fields of each class, and of each node some of
    its type, id and name."""

    def __init__(self, random: Random, insight: Insight) -> None:
        self._random = random
        self._insight = insight
        self._kept: dict[type[Any], list[AnswerField]] = {}
        self._of_nodes: dict[tuple[type[Any], str], list[str]] = {}

    def document(self, whole: str) -> str:
        """The document, beside that which asks for all."""
        root, end = whole.splitlines()[0], f"{{ ...{self._insight.answer.__name__} }} }}"
        return root.removesuffix(end) + self._class(self._insight.answer) + " }"

    def of(self, whole: Any) -> Any:
        """What of the whole answer is asked for."""
        return {name: self._cut(self._insight.answer, found) for name, found in whole.items()}

    def _class(self, of: type[Any]) -> str:
        if of not in self._kept:
            every = held(of)
            self._kept[of] = [one for one in every if self._random.random() < 0.6] or [every[0]]
        return f"{{ {' '.join(self._field(of, one) for one in self._kept[of])} }}"

    def _field(self, of: type[Any], one: AnswerField) -> str:
        if one.of is not None:
            return f"{one.name} {self._class(one.of)}"
        if one.at is None:
            return one.name
        kept = self._random.sample(["__typename", "id", "name"], self._random.randint(1, 3))
        named = "name" if "name" in ORGANIZATION.fields(one.at) else "... on Named { name }"
        asked = self._of_nodes.setdefault((of, one.name), kept)
        return f"{one.name} {{ {' '.join(named if key == 'name' else key for key in asked)} }}"

    def _cut(self, of: type[Any], found: Any) -> Any:
        if isinstance(found, list):
            return [self._cut(of, one) for one in found]
        return found and {one.name: self._inner(of, one, found[one.name]) for one in self._kept[of]}

    def _inner(self, of: type[Any], one: AnswerField, found: Any) -> Any:
        if one.of is not None:
            return self._cut(one.of, found)
        if one.at is None or found is None:
            return found
        if isinstance(found, list):
            return [self._inner(of, one, each) for each in found]
        return {key: found[key] for key in self._of_nodes[of, one.name] if key in found}
