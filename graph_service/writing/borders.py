"""Guards that need the way home: no parent in another county, and three tiers where the county has three."""

from collections.abc import Iterator

from graph_service.changes.change import AlterNode
from graph_service.changes.fold import Tie
from graph_service.model.graph import GraphModel, Hop, Kind
from graph_service.plan.ir import ALWAYS_TRUE, AllOf, AnyOf, Apart, Compare, Day, Not, Quantifier, Slot, Through, Where
from graph_service.stores.port import Guard
from graph_service.writing.draft import Draft
from graph_service.writing.guards import Fault, Touched, guard
from graph_service.writing.hops import Path, home_paths, reverse

COUNTY = "County"
SCHEME = Slot(3, Kind.CHOICE)
CHAIN = ("REPORTS_TO", "STATIONED_IN", "BASED_IN", "WITHIN")
"""What the three tiers hang on."""
ABROAD = Fault("OTHER_COUNTY", "It hangs on a parent in another county.", "其上级不在同一县。")
GAP = Fault("TIERS", "Its county has three tiers, and one is missing above it.", "所在县为三级管理，其上缺少一级。")


def counties(draft: Draft, touched: Touched) -> Iterator[Guard]:
    """By no two ways home does one come to different counties."""
    ties = [tie for _, row in touched for tie in row]
    for label, one, other in _loops(draft.model):
        for start, here, there, below in _openings(draft.model, label, one, other):
            nears = [near for tie in ties if (near := _near(draft, tie, start, here[0])) is not None]
            # What leads to a new node is new too: the loop is found from further below.
            ids = [near for near in nears if not below or not draft.adds(near)]
            if ids:
                yield guard(draft.model, (start,), ids, Apart(here, there), ABROAD)


def tiers(draft: Draft, touched: Touched) -> Iterator[Guard]:
    """In a county of three tiers a group in one of its villages has a branch, a branch in it a committee."""
    group, branch, county = "TeamGroup", "TownshipBranch", COUNTY
    model = draft.model
    lacks_branch = Not(_through(model, group, ("branch",), ALWAYS_TRUE))
    lacks_committee = Not(_through(model, branch, ("committee",), ALWAYS_TRUE))
    three = Compare(next(p for p in model.label[county].properties if p.name == "tierScheme"), "eq", SCHEME)
    below = AnyOf((
        _through(model, county, ("townships", "villages", "groups"), lacks_branch),
        _through(model, county, ("townships", "branch"), lacks_committee),
    ))
    table = (
        (group, AllOf((_through(model, group, ("villages", "township", "county"), three), lacks_branch))),
        (branch, AllOf((_through(model, branch, ("township", "county"), three), lacks_committee))),
        (county, AllOf((three, below))),
    )
    chain = [tie for row, ties in touched if row.type in CHAIN for tie in ties]
    days = _days(draft, chain)
    for label, where in table:
        ids = sorted(_concerned(draft, chain, label))
        for day in days if ids else ():
            yield guard(model, (label,), ids, where, GAP, moment=Day(), day=day, more=((SCHEME, "THREE_TIER"),))


def _loops(model: GraphModel) -> Iterator[tuple[str, Path, Path]]:
    """For each label with a parent: its own way home, and the way by the parent."""
    for row in model.relationships:
        child_is_source = row.out.one is not None
        children = row.sources if child_is_source else row.targets
        for child in children if row.parent else ():
            hop = model.hop(child, row.out.name if child_is_source else row.back.name)
            for own in home_paths(model, child, COUNTY):
                for parent in hop.labels:
                    for rest in home_paths(model, parent, COUNTY):
                        if (path := (hop, *rest)) != own and own and own[0].name != hop.name:
                            yield child, own, path


def _openings(model: GraphModel, label: str, one: Path, other: Path) -> Iterator[tuple[str, Path, Path, bool]]:
    """The loop, opened at each of its hops: where to start, the rest of this way, round by the other, and whether
    there is more of this way below."""
    for here, there in ((one, other), (other, one)):
        start = label
        back: Path = ()
        for at, hop in enumerate(here):
            yield start, here[at:], (*back, *there), at > 0
            back = (reverse(model, start, hop), *back)
            start = hop.labels[0]


def _near(draft: Draft, tie: Tie, label: str, hop: Hop) -> str | None:
    """Where a relationship leaves from, if it is one of this hop from this label."""
    near, far = (tie.source, tie.target) if hop.outward else (tie.target, tie.source)
    fits = tie.type == hop.type and draft.label_of(near) == label and draft.label_of(far) in hop.labels
    return near if fits else None


def _through(model: GraphModel, label: str, path: tuple[str, ...], where: Where) -> Where:
    """Along the path, on the day, there is what meets the condition."""
    if not path:
        return where
    hop = model.hop(label, path[0])
    quantifier = Quantifier.SOME if hop.many else Quantifier.ONE
    return Through(hop, Day(), quantifier, _through(model, hop.labels[0], path[1:], where))


def _concerned(draft: Draft, chain: list[Tie], label: str) -> set[str]:
    """The nodes of a label that the changes put into, or take out of, the chain; counties by their scheme."""
    if label == COUNTY:
        altered = (change for change in draft.changes.values() if isinstance(change, AlterNode))
        return {change.id for change in altered if change.label == COUNTY and "tierScheme" in change.after}
    return {tie.source for tie in chain if draft.label_of(tie.source) == label}


def _days(draft: Draft, chain: list[Tie]) -> list[str]:
    """The days on which the chain changes, and the day of the data."""
    found = {str(tie.properties.get(name) or "") for tie in chain for name in ("since", "until")}
    return sorted((found | {draft.day}) - {""})
