"""Seats that follow a post: whoever holds the post holds the seat, as long as both and their tie stand.

All holders that there ever were are looked at, so that it does not matter in which order facts come in.  The id of a
holding that follows is made from the two relationships it comes from: written twice, it is the same one.  A holder
who was stated outright for the seat stays beside it; the difference is a finding.
"""

from collections.abc import Iterable, Iterator, Mapping

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, Json
from graph_service.changes.fold import Tie
from graph_service.model.ident import ident
from graph_service.model.shared import OPEN_END, OPEN_START
from graph_service.stores.port import Store
from graph_service.writing import excerpt
from graph_service.writing.draft import Draft
from graph_service.writing.words import EX_OFFICIO, HOLDS, POST

REASON = "席位随所随岗位的任职人。 The seat goes with the holder of the post that it follows."
SPAN = ("since", "sinceGrain", "until", "untilGrain")
LONGEST_CHAIN = 25


async def follow(store: Store, draft: Draft) -> None:
    """Bring the holdings of all seats that the changes touch in step with the posts that they follow."""
    touched = _touched(draft)
    if not touched:
        return
    posts = await _family(store, draft, touched)
    seats = sorted(key for key in posts if draft.ties_from(EX_OFFICIO, key))
    # A seat may follow a seat: go on until nothing moves.  A ring would never rest; a guard refuses it afterwards.
    for _ in range(LONGEST_CHAIN):
        if not sum(_in_step(draft, seat) for seat in seats):
            return


def derived_id(draft: Draft, holding: Tie, following: Tie) -> str:
    """The id of the holding of a seat that comes from a holding of the post that it follows."""
    return ident(draft.model.types[HOLDS][0].tag, HOLDS, f"{holding.id} {following.id}")


def _touched(draft: Draft) -> set[str]:
    found: set[str] = set()
    for change in draft.changes.values():
        match change:
            case AddNode() | AlterNode():
                found |= {change.id} if change.label == POST else set()
            case AddTie() | AlterTie():
                tie = draft.after.ties.get(change.id)
                if tie is not None and tie.type in (HOLDS, EX_OFFICIO):
                    found.add(tie.target if tie.type == HOLDS else tie.source)
    return found


async def _family(store: Store, draft: Draft, touched: set[str]) -> set[str]:
    """The posts touched and all seats that hang on them; what the store holds of these is taken into the draft."""
    family: set[str] = set()
    while more := touched - family:
        family |= more
        await _take_in(store, draft, more, ("carries", "follows", "holder"))
        touched = {tie.source for key in more for tie in draft.ties_to(EX_OFFICIO, key)}
    followed = {tie.target for key in family for tie in draft.ties_from(EX_OFFICIO, key)}
    await _take_in(store, draft, followed - family, ("holder",))
    return family


async def _take_in(store: Store, draft: Draft, posts: Iterable[str], hops: tuple[str, ...]) -> None:
    """What was made by these changes themselves is not in the store."""
    old = sorted(key for key in posts if not isinstance(draft.changes.get(key), AddNode))
    if old:
        draft.absorb(await excerpt.ties_of(store, old, hops))
        draft.absorb(await excerpt.nodes(store, old))


def _in_step(draft: Draft, seat: str) -> int:
    """How many holdings of a seat had to be added or altered."""
    pairs = list(_pairs(draft, seat))
    derived = {derived_id(draft, *pair) for pair in pairs}
    outright = [tie for tie in draft.ties_to(HOLDS, seat) if tie.id not in derived]
    moved = 0
    for holding, following in pairs:
        span = _common(draft, holding, following)
        held = draft.after.ties.get(derived_id(draft, holding, following))
        if held is not None:
            moved += _move(draft, held, span or _never(held))
        elif span is not None and not any(_same(tie, holding.source, span) for tie in outright):
            _add(draft, holding, following, span)
            moved += 1
    return moved


def _pairs(draft: Draft, seat: str) -> Iterator[tuple[Tie, Tie]]:
    for following in draft.ties_from(EX_OFFICIO, seat):
        for holding in draft.ties_to(HOLDS, following.target):
            yield holding, following


def _common(draft: Draft, holding: Tie, following: Tie) -> dict[str, Json] | None:
    """The time in which holding, following and seat all stand; each end with the grain of what sets it."""
    seat = draft.after.nodes.get(following.source)
    spans: list[Mapping[str, Json]] = [holding.properties, following.properties, seat.properties if seat else {}]
    first = max(spans, key=lambda span: str(span.get("since") or OPEN_START))
    last = min(spans, key=lambda span: str(span.get("until") or OPEN_END))
    if str(first.get("since") or OPEN_START) >= str(last.get("until") or OPEN_END):
        return None
    return {name: (first if name.startswith("since") else last).get(name) for name in SPAN}


def _same(tie: Tie, cadre: str, span: Mapping[str, Json]) -> bool:
    """The same person was stated outright for some of the time."""
    begins = max(str(tie.properties.get("since") or OPEN_START), str(span["since"] or OPEN_START))
    ends = min(str(tie.properties.get("until") or OPEN_END), str(span["until"] or OPEN_END))
    return tie.source == cadre and begins < ends


def _never(held: Tie) -> dict[str, Json]:
    """A corrected date may leave nothing of a holding.  Nothing is deleted: it ends on the day that it begins."""
    begun = held.properties.get("since")
    return {"since": begun, "sinceGrain": held.properties.get("sinceGrain"), "until": begun, "untilGrain": "DAY"}


def _add(draft: Draft, holding: Tie, following: Tie, span: dict[str, Json]) -> None:
    known = {name: value for name, value in span.items() if value is not None}
    facts = known | _grounds(holding, following)
    draft.put(AddTie(HOLDS, derived_id(draft, holding, following), holding.source, following.source, facts))


def _move(draft: Draft, held: Tie, span: dict[str, Json]) -> int:
    moved = {name: value for name, value in span.items() if held.properties.get(name) != value}
    if moved:
        draft.put(AlterTie(HOLDS, held.id, {name: held.properties.get(name) for name in moved}, moved))
    return len(moved)


def _grounds(holding: Tie, following: Tie) -> dict[str, Json]:
    """What is concluded from example data is example data."""
    bases = {holding.properties.get("basis"), following.properties.get("basis")}
    basis = "GENERATED" if "GENERATED" in bases else "INFERRED"
    return {"basis": basis, "basisReason": REASON, "startReason": "EX_OFFICIO"}
