"""Flaws, and guards that look for them: a guard that finds rows refuses the write, and all that refuse are named."""

import pytest

from graph_service.changes.change import AlterNode, AlterTie, Change
from graph_service.errors import Refused
from graph_service.plan.ir import AllOf, Apart, Circular, Crowded, Not, Stray, Where
from graph_service.stores.port import Store
from tests.contract.asking import EVER, Sheet, hop, listing, names, shape
from tests.contract.county import N, add_node, add_tie, change_set, tie_id


async def flawed(store: Store, owner: str, where: Where, *changes: Change) -> str:
    """The nodes with the flaw, once the changes are in."""
    await store.commit(change_set(*changes))
    root = listing(owner, shape(owner, "name"), where, names("Unit"), moment=EVER)
    return " ".join(name[:2] for (name,) in await Sheet("1900-01-01").ask(store, root))


@pytest.mark.parametrize(("since", "until", "expected"), [
    ("2019-12-31", "2020-01-02", "G3"), ("2019-12-31", None, "G3"), ("2018-01-01", "2019-01-01", ""),
    ("2018-01-01", "2019-01-02", "G3"), (None, None, "G3"), (None, "2019-01-01", ""),
])
async def test_crowded(store: Store, since: str | None, until: str | None, expected: str) -> None:
    """G3 has a branch from 2019 on, one after the other, without a gap."""
    more = add_tie("REPORTS_TO", "third", N.g3, N.b1, since=since, until=until)
    crowded = Crowded(hop("TeamGroup.branch"))
    assert await flawed(store, "TeamGroup", crowded) == ""
    assert await flawed(store, "TeamGroup", crowded, more) == expected


async def test_crowded_looks_at_every_basis_and_past_long_ones(store: Store) -> None:
    crowded = Crowded(hop("Post.holder"))
    assert await flawed(store, "Post", crowded) == "P1"
    made_up = add_tie("HOLDS", "dan p2", N.dan, N.p2, since="2018-05-01", until="2018-05-02", basis="GENERATED")
    assert await flawed(store, "Post", crowded, made_up) == "P1 P2"


async def test_crowded_counts_the_labels_of_its_hop_alone(store: Store) -> None:
    """A county may have many units; two committees are one too many."""
    crowded = Crowded(hop("County.committee"))
    assert await flawed(store, "County", crowded, add_tie("BASED_IN", "water in", N.water, N.county)) == ""
    second = add_node("WorkingCommittee", "second", "W2", since="2018-01-01", committeeKind="LEADING_GROUP")
    seat = add_tie("BASED_IN", "second", second.id, N.county, since="2019-01-01")
    assert await flawed(store, "County", crowded, second, seat) == "示例"


@pytest.mark.parametrize(("since", "until", "expected"), [
    ("2018-03-01", "2019-07-01", ""), ("2018-02-28", "2019-07-01", "G2"), ("2018-03-01", "2019-07-02", "G2"),
    ("2018-03-01", None, "G2"), (None, "2019-01-01", "G2"),
])
async def test_stray(store: Store, since: str | None, until: str | None, expected: str) -> None:
    """G2 stands from March 2018 to July 2019."""
    stray = Stray(hop("TeamGroup.villages"))
    assert await flawed(store, "TeamGroup", stray) == ""
    more = add_tie("STATIONED_IN", "more", N.g2, N.v1, since=since, until=until)
    assert await flawed(store, "TeamGroup", stray, more) == expected


async def test_stray_looks_at_the_far_node_too(store: Store) -> None:
    stray = Stray(hop("TeamGroup.branch"))
    late = AlterTie("REPORTS_TO", tie_id("REPORTS_TO", "g3 west"), {"until": "2020-01-01"}, {"until": "2020-01-02"})
    assert await flawed(store, "TeamGroup", stray, late) == "G3"
    from_above = Stray(hop("TownshipBranch.groups"))
    assert await flawed(store, "TownshipBranch", from_above) == "B2"


async def test_a_closed_node_leaves_its_relationships_stray(store: Store) -> None:
    close = AlterNode("TeamGroup", N.g1, {"until": None}, {"until": "2020-06-01"})
    assert await flawed(store, "TeamGroup", Stray(hop("TeamGroup.members")), close) == "G1"
    assert await flawed(store, "Cadre", Stray(hop("Cadre.team"))) == "C1"


async def test_circular(store: Store) -> None:
    circular = Circular(hop("Cadre.recruited"))
    chain = [add_tie("RECRUITED", f"chain {n}", one, other, since="2018-01-01")
        for n, (one, other) in enumerate(((N.ann, N.bob), (N.bob, N.cai), (N.cai, N.dan)))]
    assert await flawed(store, "Cadre", circular, *chain) == ""
    back = add_tie("RECRUITED", "back", N.cai, N.ann, since="2019-01-01", until="2019-02-01")
    assert await flawed(store, "Cadre", circular, back) == "C1 C2 C3"


async def test_circular_in_one_step_and_in_two(store: Store) -> None:
    circular = Circular(hop("Cadre.recruited"))
    itself = add_tie("RECRUITED", "self", N.dan, N.dan, since="2018-01-01")
    assert await flawed(store, "Cadre", circular, itself) == "C4"
    two = [add_tie("RECRUITED", f"two {n}", one, other, since="2018-01-01")
        for n, (one, other) in enumerate(((N.ann, N.bob), (N.bob, N.ann)))]
    assert await flawed(store, "Cadre", circular, *two) == "C1 C2 C4"


async def test_circular_looks_twenty_five_steps_far(store: Store) -> None:
    def ring(tag: str, length: int) -> list[Change]:
        ring = [add_node("Cadre", f"{tag}{n}", f"{tag}{n:02} ring") for n in range(length)]
        ties = [add_tie("RECRUITED", f"{tag}{n}", ring[n].id, ring[(n + 1) % length].id, since="2018-01-01")
            for n in range(length)]
        return [*ring, *ties]

    circular = Circular(hop("Cadre.recruited"))
    assert await flawed(store, "Cadre", circular, *ring("X", 26)) == ""
    assert len((await flawed(store, "Cadre", circular, *ring("Y", 25))).split()) == 25


async def test_apart(store: Store) -> None:
    """A station guides branches of its committee's county."""
    apart = Apart(
        (hop("GuidanceStation.branches"), hop("TownshipBranch.committee")), (hop("GuidanceStation.committee"),)
    )
    assert await flawed(store, "GuidanceStation", apart) == ""
    other = add_node("WorkingCommittee", "other", "W2", since="2018-01-01", committeeKind="LEADING_GROUP")
    branch = add_node("TownshipBranch", "b9", "B9", since="2018-02-01")
    led = add_tie("REPORTS_TO", "b9", branch.id, other.id, since="2018-02-01")
    guided = add_tie("GUIDES", "b9", N.station, branch.id, since="2018-02-01", basis="GENERATED")
    assert await flawed(store, "GuidanceStation", apart, other, branch, led) == ""
    assert await flawed(store, "GuidanceStation", apart, guided) == "S1"


async def test_apart_needs_both_paths_to_lead_somewhere(store: Store) -> None:
    alone = add_node("GuidanceStation", "alone", "S2", since="2018-01-01")
    guided = add_tie("GUIDES", "alone", alone.id, N.b2, since="2018-02-01", until="2020-01-01")
    to_committee = (hop("GuidanceStation.branches"), hop("TownshipBranch.committee"))
    assert await flawed(
        store, "GuidanceStation", Apart(to_committee, (hop("GuidanceStation.committee"),)), alone, guided
    ) == ""
    assert await flawed(store, "GuidanceStation", Apart((hop("GuidanceStation.committee"),), to_committee)) == ""


async def test_apart_asks_for_what_only_the_first_path_leads_to(store: Store) -> None:
    """G1 has two sponsors; its member Ann was sent by one of them."""
    sponsors, senders = (hop("TeamGroup.sponsors"),), (hop("TeamGroup.members"), hop("Cadre.sponsor"))
    leave = AlterTie("SENT_BY", tie_id("SENT_BY", "bob by"), {}, {"until": "2018-03-02"})
    assert await flawed(store, "TeamGroup", Apart(sponsors, senders), leave) == ""
    more = add_tie("SPONSORS", "party g1", N.party, N.g1, since="2019-01-01")
    assert await flawed(store, "TeamGroup", Apart(sponsors, senders), more) == "G1"
    assert await flawed(store, "TeamGroup", Apart(senders, sponsors)) == ""


async def test_flaws_within_connectives(store: Store) -> None:
    crowded, sheet = Crowded(hop("Post.holder")), Sheet()
    first = sheet.compare("Post.rank", "eq", 1)
    root = listing("Post", shape("Post", "name"), AllOf((first, Not(crowded))), names("Post"))
    assert await sheet.ask(store, root) == [["P2 队长"], ["P4 书记"]]


async def test_guards_are_answered_after_the_changes_and_all_are_named(store: Store) -> None:
    sheet = Sheet()
    row = shape("TeamGroup", "id name")
    one_branch = sheet.guard(
        listing("TeamGroup", row, Crowded(hop("TeamGroup.branch")), moment=EVER), "TWO_PARENTS"
    )
    within = sheet.guard(listing("TeamGroup", row, Stray(hop("TeamGroup.villages")), moment=EVER), "STRAY")
    fine = sheet.guard(listing("Cadre", shape("Cadre", "id name"), Circular(hop("Cadre.recruited"))), "CIRCULAR")
    guards = (one_branch, within, fine)
    more = add_tie("SPONSORS", "party g2", N.party, N.g2, since="2018-03-01", until="2019-07-01")
    assert (await store.commit(change_set(more), guards)).revision == 2
    bad = change_set(
        add_tie("REPORTS_TO", "second", N.g1, N.b2, since="2019-01-01", until="2019-02-01"),
        add_tie("STATIONED_IN", "late", N.g2, N.v1, since="2019-01-01", until="2019-09-01"),
    )
    with pytest.raises(Refused) as refused:
        await store.commit(bad, guards)
    found = {violation.code: violation for violation in refused.value.violations}
    assert set(found) == {"TWO_PARENTS", "STRAY"}
    assert found["TWO_PARENTS"].subjects == (N.g1,)
    assert found["STRAY"].subjects == (N.g2,)
    assert found["STRAY"].en.startswith("STRAY in English")
    assert found["STRAY"].zh.startswith("STRAY中文")
    assert set(refused.value.subjects) == {N.g1, N.g2}


async def test_a_guard_sees_nodes_that_are_being_written(store: Store) -> None:
    sheet = Sheet()
    unnamed = sheet.guard(
        listing("Village", shape("Village", "id name"), sheet.compare("Village.name", "startsWith", "bad")), "BAD_NAME"
    )
    village = add_node("Village", "bad", "bad one", divisionKind="VILLAGE")
    with pytest.raises(Refused) as refused:
        await store.commit(change_set(village), [unnamed])
    assert [(v.code, v.subjects) for v in refused.value.violations] == [("BAD_NAME", (village.id,))]
