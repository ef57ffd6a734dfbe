"""Values worked out on the day."""

import pytest

from graph_service.stores.port import Store
from tests.contract.asking import Sheet, derived, shape
from tests.contract.county import N, add_tie, change_set


async def holding(store: Store, post: str, day: str, basis: list[str] | None = None) -> tuple[str, bool]:
    sheet = Sheet(day, basis)
    row = shape("Post", derived=(derived("Post.holding"), derived("Post.inForce")))
    held, stands = await sheet.ask(store, sheet.lookup("Post", post, row))
    return held, stands


@pytest.mark.parametrize(("post", "day", "expected"), [
    # Open from the start: it stands before anyone is known to hold it.
    ("p1", "1990-01-01", ("NOT_RECORDED", True)),
    ("p1", "2018-04-01", ("HELD", True)),
    ("p1", "2019-04-01", ("HELD", True)),
    ("p1", "2020-01-01", ("HELD", True)),
    # A holder who ended without a successor.
    ("p2", "2018-02-28", ("NOT_RECORDED", False)),
    ("p2", "2018-03-31", ("NOT_RECORDED", True)),
    ("p2", "2018-12-31", ("HELD", True)),
    ("p2", "2019-01-01", ("VACANT", True)),
    ("p2", "2030-01-01", ("VACANT", True)),
    # A vacancy that is stated, for its time.
    ("p3", "2018-12-31", ("NOT_RECORDED", True)),
    ("p3", "2019-01-01", ("VACANT", True)),
    ("p3", "2019-05-31", ("VACANT", True)),
    ("p3", "2019-06-01", ("NOT_RECORDED", True)),
    # A post that is closed is not vacant.
    ("p5", "2018-12-31", ("VACANT", True)),
    ("p5", "2019-01-01", ("NOT_RECORDED", False)),
])
async def test_holding(store: Store, post: str, day: str, expected: tuple[str, bool]) -> None:
    assert await holding(store, getattr(N, post), day) == expected


async def test_a_holding_rests_on_its_relationship_and_the_cadre(store: Store) -> None:
    assert await holding(store, N.p4, "2019-01-01") == ("HELD", True)
    assert await holding(store, N.p4, "2019-01-01", ["STATED"]) == ("NOT_RECORDED", True)
    assert await holding(store, N.p4, "2019-01-01", ["STATED", "GENERATED"]) == ("HELD", True)
    # The relationship is stated, the cadre is made up.
    await store.commit(change_set(
        add_tie("HOLDS", "dan p3", N.dan, N.p3, since="2018-04-01", until="2018-06-01"),
        # The cadre is stated, the relationship is made up.
        add_tie("HOLDS", "bob p3", N.bob, N.p3, since="2018-07-01", until="2018-08-01", basis="GENERATED"),
    ))
    for day, everything, stated in (
        ("2018-05-01", "HELD", "NOT_RECORDED"), ("2018-06-15", "VACANT", "NOT_RECORDED"),
        ("2018-07-15", "HELD", "NOT_RECORDED"), ("2018-09-01", "VACANT", "NOT_RECORDED"),
        ("2019-02-01", "VACANT", "VACANT"),
    ):
        assert await holding(store, N.p3, day) == (everything, True)
        assert await holding(store, N.p3, day, ["STATED"]) == (stated, True)


async def test_a_stated_vacancy_rests_on_its_source(store: Store) -> None:
    await store.commit(change_set(
        add_tie("STATED_VACANT", "sample", N.p3, N.sample, since="2020-01-01", until="2020-02-01"),
    ))
    assert await holding(store, N.p3, "2020-01-15") == ("VACANT", True)
    assert await holding(store, N.p3, "2020-01-15", ["STATED"]) == ("NOT_RECORDED", True)


async def test_a_holder_who_comes_is_not_yet_holding(store: Store) -> None:
    await store.commit(change_set(add_tie("HOLDS", "cai p3", N.cai, N.p3, since="2020-06-01")))
    assert await holding(store, N.p3, "2020-05-31") == ("NOT_RECORDED", True)
    assert await holding(store, N.p3, "2020-06-01") == ("HELD", True)


async def test_in_force_of_what_has_no_dates(store: Store) -> None:
    for day in ("0001-01-01", "2050-01-01"):
        sheet = Sheet(day)
        row = shape("Village", derived=(derived("Village.inForce"),))
        assert await sheet.ask(store, sheet.lookup("Village", N.v1, row)) == [True]
