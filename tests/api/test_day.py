"""The day that answers hold on: the caller's, else a setting's, else the store's, else today."""

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.service import Service
from graph_service.changes.change import ChangeSet, SetDataDate, Stamp
from tests.api.conftest import filled
from tests.contract.county import AT

COUNT = "{ teamGroups { totalCount } }"


async def counted(service: Service, text: str = COUNT) -> int:
    result = await service.execute(text)
    assert result.data
    return int(result.data["teamGroups"]["totalCount"])


async def test_the_stores_day_then_today_then_a_setting() -> None:
    store = await filled()
    service = open_service(store, "embedded", limits=Limits(), today=lambda: "2010-01-01")
    head = (await store.history(limit=0)).head
    if head.data_date is not None:
        await store.commit(_day(head.data_date, None))
    assert await counted(service) == 0
    await store.commit(_day(None, "2020-11-12"))
    # The service saw the old day; the answer's revision tells it that the head has moved.
    assert await counted(service) == 3
    assert await counted(service, '{ teamGroups(asOf: "2010-01-01") { totalCount } }') == 0
    fixed = open_service(store, "embedded", limits=Limits(), today=lambda: "2010-01-01", data_date="2010-01-01")
    assert await counted(fixed) == 0
    assert await counted(fixed, '{ teamGroups(asOf: "2020-11-12") { totalCount } }') == 3


async def test_the_clock_is_read_once_an_operation() -> None:
    store = await filled()
    head = (await store.history(limit=0)).head
    if head.data_date is not None:
        await store.commit(_day(head.data_date, None))
    days = iter(["2020-11-12", "2010-01-01"])
    service = open_service(store, "embedded", limits=Limits(), today=lambda: next(days))
    both = await service.execute("{ teamGroups { totalCount } again: teamGroups { totalCount } }")
    assert both.data == {"teamGroups": {"totalCount": 3}, "again": {"totalCount": 3}}


def _day(before: str | None, after: str | None) -> ChangeSet:
    return ChangeSet((SetDataDate(before, after),), Stamp("tester", "another day", "request-1"), AT)

