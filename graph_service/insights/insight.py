"""The words in which a question is declared: its arguments, what its answer holds, and what it asks of a store.

An insight knows plans and rows, never a store: it is a generator that yields questions and is sent what was found.
Every node in its answer is a `Ref`; what a client asks of these nodes is fetched afterwards, for all of them at once.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.insights.making import Making, Question
from graph_service.model.graph import Enumeration, Kind, Words
from graph_service.model.shared import words

__all__ = ["Argument", "Asked", "Asking", "Given", "Insight", "Making", "Question", "Ref", "words"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A node in an answer; `known` is the record in which it was found: what a client asks may stand there already."""

    label: str
    id: str
    known: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Argument:
    """What a caller may give beside `asOf` and `basis`.

    `labels` are the kinds of node that an id may be of (none: any); `least` and `most` bound a number, or the length
    of a list.  `name` is the name in GraphQL.
    """

    name: str
    about: Words
    kind: Kind = Kind.ID
    required: bool = False
    many: bool = False
    default: str | int | None = None
    enumeration: Enumeration | str | None = None
    labels: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One call: the day, the bases if any were given, the arguments by name (None where not given), the settings."""

    day: str
    basis: Sequence[str] | None
    arguments: Mapping[str, Any]
    options: Mapping[str, Any]
    base: Sequence[Any] = ()
    """Values of the slots that every plan begins with."""

    def __getitem__(self, name: str) -> Any:
        return self.arguments.get(name)


Asking = Generator[Question, Any, Any]
"""Yields at most two questions; returns the answer, an instance of the insight's `answer`."""
Asked = Callable[[Given], Asking]


@dataclass(frozen=True, slots=True)
class Insight:
    """A question.  `name` is its root field, `command` its word on the command line.

    `prepare` makes the plans, once for many calls, and gives what answers a call.  With `filters`, a label, callers
    may give a filter of its nodes, which `prepare` finds in `Making.filter`.
    """

    name: str
    command: str
    about: Words
    arguments: tuple[Argument, ...]
    answer: type[Any]
    prepare: Callable[[Making], Asked]
    filters: str | None = None
