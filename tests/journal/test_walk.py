"""What only this store has: a clock that its walks look at, and closures kept for plans."""

import pytest

from graph_service.errors import Deadline
from graph_service.model.organization import ORGANIZATION
from graph_service.plan.ir import NEVER_TRUE, Not, Quantifier
from graph_service.stores.embedded.store import MOST_COMPILED, open_embedded
from tests.contract.asking import Sheet, listing, shape, through, to_many
from tests.contract.county import PlainDeriver, add_node, add_tie, change_set

COUNT = 1500


async def test_an_answer_that_takes_too_long_is_given_up() -> None:
    store = await open_embedded(None, ORGANIZATION, PlainDeriver(), deadline=0.0)
    town = add_node("Township", "t", "T", divisionKind="TOWN")
    villages = [add_node("Village", f"{n}", f"V{n}", divisionKind="VILLAGE") for n in range(COUNT)]
    within = [add_tie("WITHIN", f"{n}", village.id, town.id) for n, village in enumerate(villages)]
    await store.commit(change_set(town, *villages, *within))
    many = to_many("Township.villages", shape("Village", "id"))
    paired = to_many("Township.villages", shape("Village", "id", keyed=True))
    for root in (
        listing("Village", shape("Village"), Not(NEVER_TRUE)),
        listing("Village", shape("Village"), rows=False, total=True),
        listing("Township", shape("Township", parts=(many,))),
        listing("Township", shape("Township", parts=(paired,))),
        listing("Township", shape("Township"), through("Township.villages", Quantifier.SOME, NEVER_TRUE)),
    ):
        with pytest.raises(Deadline):
            await Sheet().ask(store, root)
    sheet = Sheet()
    assert await sheet.ask(store, sheet.lookup("Township", town.id, shape("Township", "name"))) == ["T"]
    await store.close()


async def test_more_plans_than_are_kept() -> None:
    """A plan that was let go leaves its identity to another; neither may get the other's answer."""
    store = await open_embedded(None, ORGANIZATION, PlainDeriver())
    villages = [add_node("Village", f"{n}", f"V{n}", divisionKind="VILLAGE") for n in range(10)]
    await store.commit(change_set(*villages))
    for number in range(MOST_COMPILED + 100):
        sheet = Sheet()
        village = villages[number % 10]
        columns = ("id", "name", "basis")[number % 3]
        expected = {"id": village.id, "name": f"V{number % 10}", "basis": "STATED"}[columns]
        assert await sheet.ask(store, sheet.lookup("Village", village.id, shape("Village", columns))) == [expected]
    await store.close()
