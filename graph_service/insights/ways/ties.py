"""The ties along which bodies, people and places reach each other, and how a step along one is said."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph_service.insights.answer import SourceCited, Walked
from graph_service.insights.insight import Ref
from graph_service.model.graph import Enumeration, GraphModel, Value, Words
from graph_service.plan.ir import Step

_ROWS = (
    ("COORDINATION", "Coordination link", "协调联络", "COORDINATES_WITH"),
    ("CHAIN", "Chain of command", "隶属", "REPORTS_TO DISPATCHED_BY"),
    ("ORGAN", "Organ", "工作机构", "ORGAN_OF HOSTED_BY"),
    ("CHARGE", "In charge", "包保", "IN_CHARGE_OF"),
    ("SPONSORSHIP", "Sponsorship", "派出与帮扶", "SENT_BY SPONSORS SUPPORTS"),
    ("PROJECT", "Project", "项目", "TAKES_PART_IN LOCATED_IN BENEFITS INTRODUCED_BY FUNDED_BY FOUNDED_BY"),
    ("LIAISON", "Liaison officer", "组工联系", "LIAISES"),
    ("GUIDANCE", "Guidance", "指导监督", "GUIDES"),
    ("PEOPLE", "Posts and service", "任职与服务", "POST_IN HOLDS ACTS_IN SERVES_IN EX_OFFICIO"),
    ("PLACE", "Where it is", "所在与所驻", "BASED_IN STATIONED_IN SITUATED_IN"),
    ("WITHIN", "Geography", "行政区划", "WITHIN"),
)
"""In the order in which ways of one length are told."""
TIE = Enumeration(
    "Tie",
    Words("What leads from one to another.", "两者之间的联系。"),
    tuple(Value(name, Words(en, zh)) for name, en, zh, _ in _ROWS),
)
TYPES: Mapping[str, tuple[str, ...]] = {name: tuple(types.split()) for name, _, _, types in _ROWS}
OF_TYPE: Mapping[str, str] = {one: name for name, types in TYPES.items() for one in types}
ALWAYS = ("PEOPLE", "PLACE")
"""People are reached through posts and teams, divisions through what is based or stationed there."""
ASKED_FOR = ("WITHIN",)
"""Only if a caller asks for it."""
EDGE = "id since sinceGrain until untilGrain basis basisReason channel purpose duties task"
_ORDER = {name: at for at, (name, *_) in enumerate(_ROWS)}


def types_of(via: Sequence[str] | None) -> tuple[str, ...]:
    """The relationship types of the ties asked for, or of all that need not be asked for."""
    wanted = [name for name in TYPES if name not in ASKED_FOR] if via is None else [*via, *ALWAYS]
    return tuple(one for name in TYPES if name in wanted for one in TYPES[name])


def both_ways(types: Sequence[str]) -> tuple[Step, ...]:
    return tuple(Step(one, outward) for one in types for outward in (True, False))


def rank(tie: Mapping[str, Any]) -> tuple[int, str, str]:
    """Where a relationship stands among others between the same two nodes."""
    return _ORDER[OF_TYPE[tie["type"]]], tie["type"], tie["id"]


def title(model: GraphModel, tie: Mapping[str, Any], near: Ref, far: Ref) -> Words:
    """What stands at the far end, as the near end calls it."""
    outward = tie["source"] == near.id
    source, target = (near, far) if outward else (far, near)
    row = model.row(tie["type"], source.label, target.label)
    if row is None:
        return Words(tie["type"], tie["type"])
    return row.out.title if outward else row.back.title


def reason(tie: Mapping[str, Any], near: Ref, far: Ref) -> Walked:
    """A record of `Draft.ties` between two nodes, asked for with `EDGE` and its sources, as a reason."""
    source, target = (near, far) if tie["source"] == near.id else (far, near)
    return Walked(
        tie["type"], tie["id"], source, target, tie["since"], tie["sinceGrain"], tie["until"],
        tie["untilGrain"], tie["basis"], tie["basisReason"],
        tuple(SourceCited(Ref("Source", key), quote, sure) for key, quote, sure in tie["cited"]),
    )
