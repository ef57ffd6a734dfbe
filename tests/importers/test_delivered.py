"""The seeds as they are delivered: they load, twice is once, and their invariants hold with and without examples."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph_service.changes.change import Json
from graph_service.changes.fold import Node, State, Tie, fold
from graph_service.importers import invariants, seeds
from graph_service.model.organization import ORGANIZATION as MODEL
from tests.importers.folder import memory

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Break = Callable[[State], None]


def named(state: State, label: str, name: str) -> Node:
    return next(node for node in state.nodes.values() if (node.label, node.properties["name"]) == (label, name))


def altered(label: str, called: str, /, **values: Json) -> Break:
    """A node that says something else."""

    def broken(state: State) -> None:
        node = named(state, label, called)
        state.nodes[node.id] = Node(label, node.id, {**node.properties, **values})

    return broken


def joined(kind: str, source: tuple[str, str], target: tuple[str, str], **values: Json) -> Break:
    """An example relationship that should not be."""

    def broken(state: State) -> None:
        ends = named(state, *source).id, named(state, *target).id
        state.ties["more"] = Tie(kind, "more", *ends, {"basis": "GENERATED", "since": "2018-03-01", **values})

    return broken


def lost(kind: str, label: str, name: str) -> Break:
    """Without the relationships of a kind that lead from a node."""

    def broken(state: State) -> None:
        node = named(state, label, name)
        for tie in [tie for tie in state.ties.values() if (tie.type, tie.source) == (kind, node.id)]:
            del state.ties[tie.id]

    return broken


SOMEBODY = ("Cadre", "示例干部0001")
TEAM = ("TeamGroup", "大定堡满族乡南石桥子村驻村扶贫工作队")
BROKEN = (
    ("151 groups", lost("STATIONED_IN", *TEAM)),
    ("The six named", lost("HOLDS", "Cadre", "李勇")),
    ("holds a seat", joined("HOLDS", SOMEBODY, ("Post", "义县驻村扶贫工作党工委书记"))),
    ("holds a seat", joined("ACTS_IN", SOMEBODY, ("Post", "义县县长"))),
    ("named first secretary", joined("SPONSORS", ("Unit", "示例县直单位01"), TEAM)),
    ("named first secretary", joined("SENT_BY", ("Cadre", "李勇"), ("Unit", "示例县直单位01"))),
    ("Recall and discipline", joined("SERVES_IN", SOMEBODY, TEAM, until="2019-03-01", endReason="RECALLED")),
    ("nobody else", altered("Cadre", "示例干部0001", basis="STATED")),
    ("Examples show", altered("Cadre", "示例干部0001", name="某人")),
    ("phone", altered("Cadre", "李勇", phone="0000")),
    ("Party relations", lost("PARTY_MEMBER_OF", *SOMEBODY)),
    ("joint projects", altered("Project", "头道河镇第一书记电商平台", statedParticipantCount=8)),
    ("declared figure", altered("Indicator", "夏河县非贫困村工作队数", value=34)),
    ("declared figure", altered("Indicator", "钦州市应住村工作队员数", bound="EXACT")),
    ("Tier schemes", altered("County", "义县", coverageTarget="ALL_VILLAGES")),
    ("end of 2017", altered("WorkingCommittee", "义县驻村扶贫工作党工委", since="2016-12-01")),
    ("Mengcun", lost("HOLDS", "Cadre", "左松岗")),
    ("squad leader", lost("HOLDS", "Cadre", "庄开宏")),
    ("are vacant", altered("Post", "东姜官屯村驻村第一书记", until=None)),
    ("Xiaobaimiaozi", lost("STATED_VACANT", "Post", "小白庙子村党支部书记")),
    ("figures", joined("INDICATES", ("Indicator", "示例县工作队总数"), ("County", "义县"))),
    ("adverse case", altered("Indicator", "示例县工作队总数", value=7)),
)


async def loaded(*, stated_only: bool) -> State:
    """Every folder, twice; the second time nothing may come of it."""
    store = await memory()
    for again in (False, True):
        for folder in seeds.folders(SEEDS):
            one = await seeds.load(store, MODEL, folder, stated_only=stated_only)
            assert not again or (one.added, one.altered) == (0, 0), folder.name
    history = await store.history()
    assert len(history.records) <= len(seeds.folders(SEEDS))
    return fold(history.records)


@pytest.mark.parametrize("stated_only", [False, True], ids=["whole", "stated only"])
async def test_the_invariants_hold(*, stated_only: bool) -> None:
    state = await loaded(stated_only=stated_only)
    results = list(invariants.results(state, stated_only=stated_only))
    assert len(results) > 15
    assert {row.en: faults for row, faults in results if faults} == {}


async def test_what_is_broken_is_named() -> None:
    """One fact at a time is made wrong, and the invariant that speaks of it says so."""
    whole = await loaded(stated_only=False)
    for en, broken in BROKEN:
        state = whole.copy()
        broken(state)
        told = [row.en for row, faults in invariants.results(state, stated_only=False) if faults]
        assert any(en in said for said in told), (en, told)


async def test_an_invariant_finds_what_is_wrong() -> None:
    """Of an empty graph nearly everything is missing, and it is said so without an error."""
    results = list(invariants.results(State(), stated_only=False))
    assert sum(bool(faults) for _, faults in results) > 10
