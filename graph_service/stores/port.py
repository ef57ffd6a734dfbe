"""What every store can do.  The docstrings are the contract; one suite of tests runs over all stores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graph_service.changes.change import ChangeSet, Json, Properties, Record
from graph_service.model.graph import GraphModel
from graph_service.plan.ir import Plan, Values


@dataclass(frozen=True, slots=True)
class Head:
    """Where the journal stands: its last revision (0 when nothing was written) and the day of the data."""

    revision: int
    data_date: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a plan gave: a row, rows or a connection's cell (see `plan.ir`), in lists and plain values that belong to
    the caller, and the revision that it was read at."""

    cell: Any
    revision: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A kept change set; `repeated` if its idempotency key had been kept before, at this revision."""

    revision: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A plan (a listing with the columns id and name) that must give no rows once the changes are applied."""

    plan: Plan
    values: Values
    code: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class History:
    """The head, and the records after the revision asked for, oldest first."""

    head: Head
    records: Sequence[Record]


class Deriver(Protocol):
    """Makes what is stored for reading; `version` changes when the way of making it does."""

    @property
    def version(self) -> str: ...

    def __call__(self, label: str, properties: Properties) -> Mapping[str, Json]:
        """`nameKey` and `searchTokens` of a node."""
        ...


class Store(Protocol):
    """Five methods, no more without an argument in `docs/decisions/`."""

    @property
    def model(self) -> GraphModel: ...

    async def answer(self, plan: Plan, values: Values) -> Answer:
        """Rows by position, in the order the plan asks for; equal for equal data in every store.

        Raises Unavailable, Deadline.
        """
        ...

    async def commit(
        self, change_set: ChangeSet, guards: Sequence[Guard] = (), *, seen: int | None = None
    ) -> Receipt:
        """Keep all of it, journal included, or none.

        Writes are one after another.  In this order: a kept idempotency key gives the old receipt and changes
        nothing if the write repeats the one kept (`encode.repeats`), and raises KeyReused if it is another; `seen`,
        the revision that a writer drew its conclusions from, raises Overtaken if it is no longer the present one; a
        `before` that no longer holds, an id added twice, a change to what is not there raise Conflict with all such
        ids; an end that is not there raises Refused (UNKNOWN_END); guards run after the changes are applied, and those
        that find rows raise one Refused with all violations.  An empty change set is kept nowhere and gives the
        present revision.
        """
        ...

    async def history(self, after: int = 0, limit: int | None = None) -> History:
        """The head as it stands now and at most `limit` records after a revision; limit 0 asks for the head alone."""
        ...

    async def prepare(self) -> Head:
        """Make what reading and writing need (constraints, indexes), and make anew what is derived if the way of
        deriving changed.  Idempotent."""
        ...

    async def close(self) -> None:
        """Let everything go; the store is not used again."""
        ...
