"""Run as a process of its own: writes to a file until it may grow no further, reads on, is given room, writes again.

The limit is the process's own, so that no disk has to be filled and no rights are needed.
"""

import asyncio
import json
import resource
import sys

from graph_service.errors import Unavailable
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from tests.contract.county import COUNTY, PlainDeriver, add_node, change_set
from tests.journal.test_reopening import MORE, answers

ROOM = 400_000
"""Bytes that the file and its log may have."""


async def filled(store: Store) -> tuple[int, str, str]:
    """The last revision that was kept, and what the refusal says."""
    while True:
        number = (await store.history(limit=0)).head.revision + 1
        villages = [add_node("Village", f"{number}-{n}", "V" * 100, divisionKind="VILLAGE") for n in range(50)]
        try:
            await store.commit(change_set(*villages, key=f"key {number}"))
        except Unavailable as refused:
            return number - 1, refused.en, refused.zh


async def main(path: str) -> None:
    store = await open_store(Access(f"embedded:{path}"), ORGANIZATION, PlainDeriver())
    await store.commit(COUNTY)
    await store.commit(MORE)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, most))
    kept, en, zh = await filled(store)
    before = await answers(store)
    again, _, _ = await filled(store)
    same = await answers(store) == before and again == kept
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    receipt = await store.commit(change_set(add_node("Village", "more", "more", divisionKind="VILLAGE")))
    # Without a farewell: what was kept has to be on the disk by now.
    print(json.dumps({"kept": kept, "en": en, "zh": zh, "same": same, "resumed": receipt.revision}), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
