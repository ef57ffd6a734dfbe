"""Grounds as answers show them: what is shared, what each side does, the relationships it rests on, and the words."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.cooperation.dossier import Dossier, Fact
from graph_service.insights.cooperation.grounds import GROUND, STATE, Found
from graph_service.insights.form import Record
from graph_service.insights.insight import Ref
from graph_service.insights.saying import listed, value
from graph_service.insights.telling import late, told
from graph_service.model.graph import GraphModel, Words


@dataclass(frozen=True, slots=True)
class CooperationSide:
    """What one side has to do with a ground. | 一方在此依据中的情况。"""

    of: Ref = told("The team or village whose side it is. | 所属一方（工作队或村）。", at="Participant")
    through: Ref = told("Who of that side: it, its village, a member, a post, a unit behind it. "
        "| 该方经由何者：本队、所驻村、队员、岗位或派出单位。")
    at: Ref | None = told("The project in which it has that part. | 所参与的项目。", at="Project")
    duties: tuple[str, ...] = told("Its duties there. | 分工。", enumeration="Duty")
    task: str | None = told("Its task in words. | 任务说明。")
    needs: tuple[str, ...] = told("Fields in which it declares a need. | 申报的需求领域。", enumeration="Field")
    offers: tuple[str, ...] = told("Fields in which it can help. | 可提供帮助的领域。", enumeration="Field")


@dataclass(frozen=True, slots=True)
class CooperationGround:
    """A ground on which two teams cooperate or could. | 两支工作队的一项合作依据。"""

    kind: str = told("Which ground. | 依据种类。", enumeration=GROUND)
    state: str = told("Whether they cooperate on it now, or could. | 正在合作或可以合作。", enumeration=STATE)
    via: tuple[Ref, ...] = told("What brings them together: projects, enterprises, units, a village. "
        "| 共同的项目、经营主体、单位或村。")
    fields: tuple[str, ...] = told("Fields of work that it is about. | 涉及的领域。", enumeration="Field")
    helped: tuple[Ref, ...] = told("Whose need could be met; empty where the ground has no direction. "
        "| 需求可得满足的一方；无方向者为空。", at="Participant")
    sides: tuple[CooperationSide, ...] = told("What each side does, the one asked of first. | 双方情况，所问一方在前。")
    reasons: tuple[Walked, ...] = told("The relationships that it rests on. | 所依据的关系。")
    sentence: Sentence = told("In words. | 一句话。")


@dataclass(slots=True)
class _Part:
    """What one of a side has to do with a ground; the facts of one in one project make one part."""

    of: Record
    through: Record
    at: Record | None = None
    duties: tuple[str, ...] = ()
    task: str | None = None
    link: Record | None = None
    needs: dict[str, None] = field(default_factory=dict)
    offers: dict[str, None] = field(default_factory=dict)

    def shown(self) -> CooperationSide:
        return CooperationSide(
            ref(self.of), ref(self.through), None if self.at is None else ref(self.at), self.duties, self.task,
            tuple(self.needs), tuple(self.offers),
        )

    def said(self, model: GraphModel, shared: Set[str]) -> Words:
        """`富有台村（生产经营）`: who, in which project unless that is what is shared, and what it does."""
        apart = self.at is not None and self.at["id"] not in shared
        parts = [
            *([_name(self.at)] if self.at is not None and apart else []),
            *(_low(value(model, "Duty", one)) for one in self.duties),
            *([Words("in need", "有需求")] if self.needs else []),
            *([Words(f"behind {self.of['name']}", f"{self.of['name']}的派出（帮扶）单位")] if self.offers else []),
            *(_link(model, self.link) if self.link is not None else []),
        ]
        if not parts:
            return _name(self.through)
        about = listed(parts)
        return Words(f"{self.through['name']} ({about.en})", f"{self.through['name']}（{about.zh}）")


def ground_told(model: GraphModel, one: Dossier, other: Dossier, found: Found) -> CooperationGround:
    """A ground between two sides, the first being the one asked of."""
    via, nodes = _via(found), (one.node, other.node)
    fields = tuple(dict.fromkeys(match.field for match in found.matches if match.field is not None))
    helped = sorted({match.helped for match in found.matches if match.helped is not None})
    return CooperationGround(
        found.ground.name, found.ground.state, tuple(map(ref, via.values())), fields,
        tuple(ref(nodes[side]) for side in helped),
        late(lambda: tuple(part.shown() for side in (0, 1) for part in _parts(nodes[side], found, side))),
        late(lambda: reasons(fact for match in found.matches for fact in (*match.ours, *match.theirs))),
        late(lambda: _said(model, nodes, found, via)),
    )


def _said(model: GraphModel, nodes: tuple[Record, Record], found: Found, via: Mapping[str, Record]) -> Sentence:
    fields = dict.fromkeys(match.field for match in found.matches if match.field is not None)
    ours, theirs = (
        listed([part.said(model, via.keys()) for part in _parts(nodes[side], found, side)]) for side in (0, 1)
    )
    filled = {
        "us": _name(nodes[0]), "them": _name(nodes[1]), "via": listed([_name(record) for record in via.values()]),
        "fields": listed([_low(value(model, "Field", name)) for name in fields]), "ours": ours, "theirs": theirs,
        "both": ours if ours == theirs else listed([ours, theirs]),
    }
    said = found.ground.said
    return Sentence(
        said.en.format(**{name: words.en for name, words in filled.items()}),
        said.zh.format(**{name: words.zh for name, words in filled.items()}),
    )


def reasons(facts: Iterable[Fact]) -> tuple[Walked, ...]:
    """Every relationship on the ways to these facts, once, in the order in which they are walked."""
    steps = {(far["edge"]["type"], far["edge"]["id"]): (near, far) for fact in facts for near, far in fact.path}
    return tuple(walked(near, far) for near, far in steps.values())


def _via(found: Found) -> dict[str, Record]:
    """What brings the two together, by id: what is shared, the unit that could help, both ends of a link."""
    via: dict[str, Record] = {}
    for match in found.matches:
        for side, facts in enumerate((match.ours, match.theirs)):
            if match.helped == side:
                continue
            for fact in facts:
                ends = (fact.through, fact.via) if found.ground.name == "LINK" else (fact.via,)
                via.update((end["id"], end) for end in ends)
    return via


def _parts(of: Record, found: Found, side: int) -> list[_Part]:
    parts: dict[tuple[str, str | None], _Part] = {}
    for match in found.matches:
        for fact in (match.ours, match.theirs)[side]:
            key = (fact.through["id"], fact.at["id"] if fact.at is not None else None)
            link = fact.via["edge"] if found.ground.name == "LINK" else None
            part = parts.setdefault(key, _Part(of, fact.through, fact.at, fact.duties, fact.task, link))
            if match.field is not None and match.helped is not None:
                (part.needs if match.helped == side else part.offers)[match.field] = None
        if side and found.ground.name == "LINK":
            for fact in match.ours:
                parts.setdefault((fact.via["id"], None), _Part(of, fact.via))
    return [part for _, part in sorted(parts.items(), key=lambda item: (item[0][0], item[0][1] or ""))]


def _name(record: Record) -> Words:
    return Words(record["name"], record["name"])


def _low(said: Words) -> Words:
    return Words(said.en.lower(), said.zh)


def _link(model: GraphModel, edge: Record) -> list[Words]:
    """What a link is for, and by which channel."""
    purpose = [] if edge["purpose"] is None else [_low(value(model, "Purpose", edge["purpose"]))]
    channel = [] if edge["channel"] is None else [Words(edge["channel"], edge["channel"])]
    return [*purpose, *channel]
