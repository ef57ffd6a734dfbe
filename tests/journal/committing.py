"""Run as a process of its own: commits in a loop and prints each revision as soon as it was acknowledged."""

import asyncio
import sys

from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from tests.contract.county import PlainDeriver, add_node, add_tie, change_set

SIZE = 20
"""Villages in one change set, each with its township: a half-written one would show."""


async def commit_for_ever(path: str) -> None:
    store = await open_store(Access(f"embedded:{path}"), ORGANIZATION, PlainDeriver())
    while True:
        number = (await store.history(limit=0)).head.revision + 1
        town = add_node("Township", f"{number}", f"Town {number}", divisionKind="TOWN")
        villages = [add_node("Village", f"{number}-{n}", f"Village {number}-{n}", divisionKind="VILLAGE")
            for n in range(SIZE)]
        within = [add_tie("WITHIN", f"{number}-{n}", village.id, town.id) for n, village in enumerate(villages)]
        receipt = await store.commit(change_set(town, *villages, *within, key=f"key {number}"))
        sys.stdout.write(f"{receipt.revision}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(commit_for_ever(sys.argv[1]))
