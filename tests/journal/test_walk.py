"""What only this store has: a clock that its walks look at, and closures kept for plans."""

import pytest

from graph_service.errors import Deadline
from graph_service.model.organization import ORGANIZATION
from graph_service.plan.ir import NEVER_TRUE, Not, Quantifier, Where
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


async def test_conditions_along_many_hops_cost_hops_and_not_the_ways_to_a_node() -> None:
    """Fourteen units, each linked with each: a condition of ten hops has 13 to the power of ten ways to be asked."""
    store = await open_embedded(None, ORGANIZATION, PlainDeriver(), deadline=4.0)
    made = [add_node("Unit", f"{n}", f"U{n}", unitKind="GOVERNMENT") for n in range(14)]
    units = sorted(made, key=lambda one: one.id)
    links = [
        add_tie("COORDINATES_WITH", f"{a.id} {b.id}", a.id, b.id)
        for at, a in enumerate(units)
        for b in units[at + 1 :]
    ]
    await store.commit(change_set(*units, *links))
    where: Where = NEVER_TRUE
    for _ in range(10):
        where = through("Unit.coordinatesWith", Quantifier.SOME, where)
    assert await Sheet().ask(store, listing("Unit", shape("Unit", "name"), where)) == []
    assert len(await Sheet().ask(store, listing("Unit", shape("Unit", "name"), Not(where)))) == 14
    await store.close()
