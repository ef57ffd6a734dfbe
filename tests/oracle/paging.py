"""One page of a list: rows that meet the filter, in their order, after the cursor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.oracle.condition import Condition
from tests.oracle.facts import Facts
from tests.oracle.order import Ordering
from tests.oracle.schema import USUAL_FIRST, Place
from tests.oracle.view import Row


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page, and what is said of the whole."""

    place: Place
    ordering: Ordering
    rows: Sequence[Row]
    total: int
    """All that meet the filter, whatever the page."""
    more: bool
    earlier: bool

    def cursors(self, facts: Facts) -> tuple[str | None, str | None]:
        """Of the first and the last row."""
        if not self.rows:
            return None, None
        return self.ordering.cursor(self.rows[0], facts), self.ordering.cursor(self.rows[-1], facts)


def paged(
    place: Place, ordering: Ordering, rows: Sequence[Row], condition: Condition, given: Mapping[str, Any]
) -> Page:
    """`given` are the arguments of the field, found to be without fault."""
    facts = condition.view.facts
    kept = ordering.sorted([row for row in rows if condition.met(row, given.get("filter") or {})], facts)
    after = given.get("after")
    key = None if after is None else ordering.read(after)
    beyond = kept if key is None else [row for row in kept if ordering.compare(ordering.key(row, facts), key) > 0]
    first = USUAL_FIRST if given.get("first") is None else given["first"]
    return Page(place, ordering, beyond[:first], len(kept), len(beyond) > first, after is not None)
