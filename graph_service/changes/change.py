"""Changes and change sets: one write as data, one atomic write with its actor and reason.

Properties hold JSON values by the model's names: text, whole numbers, flags, ISO dates, lists of text.  An open
date, like any value not known, is absent (never a sentinel), and in `after` null: that takes the value away.
What is derived for reading (`nameKey`, `searchTokens`) never stands in a change.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Json = str | int | bool | list[str] | None
Properties = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class AddNode:
    label: str
    id: str
    properties: Properties
    """Without `id`."""


@dataclass(frozen=True, slots=True)
class AlterNode:
    """`before` are the values that the writer saw (absent ones null): if one no longer holds, the write conflicts."""

    label: str
    id: str
    before: Properties
    after: Properties


@dataclass(frozen=True, slots=True)
class AddTie:
    """A new relationship of a type, from source to target."""

    type: str
    id: str
    source: str
    target: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class AlterTie:
    type: str
    id: str
    before: Properties
    after: Properties


@dataclass(frozen=True, slots=True)
class SetDataDate:
    """The day that the data are of; answers hold on it unless asked otherwise."""

    before: str | None
    after: str | None


Change = AddNode | AlterNode | AddTie | AlterTie | SetDataDate


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, why, and under which key a repeat of the same write is known.

    `asked` stands for what was asked, before anything was concluded from it: by it a repeat is told from another write
    under the same key.  Without it the changes themselves are compared.
    """

    actor: str
    reason: str
    request_id: str
    idempotency_key: str | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One atomic write; `at` is its time in UTC, ISO text to the second, ending in Z."""

    changes: tuple[Change, ...]
    stamp: Stamp
    at: str


@dataclass(frozen=True, slots=True)
class Record:
    """A change set as the journal keeps it; revisions are 1, 2, 3, … without gaps."""

    revision: int
    change_set: ChangeSet
