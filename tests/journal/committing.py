"""Run as a process of its own: commits in a loop and prints each write as soon as it was acknowledged.

Called with a store and the number to begin with: the one after the last that anybody was told of.  A write that was
kept before its process was killed is then asked for once more, as a client would.
"""

import asyncio
import sys

from graph_service.changes.change import ChangeSet
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from tests.contract.county import PlainDeriver, add_node, add_tie, change_set

SIZE = 20
"""Villages in one change set, each with its township: a half-written one would show."""


def key(number: int) -> str:
    return f"key {number}"


def numbered(number: int) -> ChangeSet:
    town = add_node("Township", f"{number}", f"Town {number}", divisionKind="TOWN")
    villages = [
        add_node("Village", f"{number}-{n}", f"Village {number}-{n}", divisionKind="VILLAGE") for n in range(SIZE)
    ]
    within = [add_tie("WITHIN", f"{number}-{n}", village.id, town.id) for n, village in enumerate(villages)]
    return change_set(town, *villages, *within, key=key(number))


async def commit_for_ever(url: str, number: int) -> None:
    store = await open_store(Access(url), ORGANIZATION, PlainDeriver())
    while True:
        receipt = await store.commit(numbered(number))
        sys.stdout.write(f"{number} {receipt.revision} {receipt.repeated}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    asyncio.run(commit_for_ever(sys.argv[1], int(sys.argv[2])))
