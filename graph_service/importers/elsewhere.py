"""The invariants of the other places, and what the fictional county has to show."""

from collections.abc import Iterator

from graph_service.changes.fold import Node
from graph_service.importers.figures import named
from graph_service.importers.view import View, expected, only
from graph_service.importers.yixian import posts

MENGCUN, WANGMENG, BAISHISHUI = "130930", "450721111219", "450722106"
SHILI = "示例县"
DISTRUSTED = "www.e-wanjie.com"
"""Publisher of the report that is a machine translation."""


def mengcun(view: View) -> Iterator[str]:
    """An office with its host and its director, and no committee; each level's people are three a team."""
    county, office = view.coded(MENGCUN), only("the office of 孟村", _offices(view, MENGCUN))
    yield from expected("committees of 孟村", 0, len(view.back(county, "BASED_IN", "WorkingCommittee")))
    director = [h.properties["name"] for post in posts(view, office, "DIRECTOR") for h in view.back(post, "HOLDS")]
    yield from expected("director of the office", ["左松岗"], director)
    for level in ("孟村县选派", "孟村市选派"):
        yield from expected(level, _value(view, f"{level}工作队数") * 3, _value(view, f"{level}驻村干部数"))


def squads(view: View) -> Iterator[str]:
    """A team of four, none named; a squad leader of a township."""
    group = only("the team of 王猛村", view.back(view.coded(WANGMENG), "STATIONED_IN"))
    places = posts(view, group)
    yield from expected("places of 王猛村", 4, len(places))
    yield from expected("holders in 王猛村", 0, sum(len(view.back(place, "HOLDS", ever=True)) for place in places))
    leading = posts(view, view.coded(BAISHISHUI), "SQUAD_LEADER")
    found = [holder.properties["name"] for post in leading for holder in view.back(post, "HOLDS")]
    yield from expected("squad leader of 白石水镇", ["庄开宏"], found)


def distrusted(view: View) -> Iterator[str]:
    """What rests on the machine translation alone is of low confidence."""
    source = only(DISTRUSTED, [node for node in view.all("Source") if node.properties.get("publisher") == DISTRUSTED])
    for tie in view.state.ties.values():
        rests = tie.properties.get("sourceIds") == [source.id]
        cites = tie.type == "STATED_IN" and tie.target == source.id
        trust = tie.properties.get("confidence") if cites else tie.properties.get("confidences")
        if (rests or cites) and trust not in ("LOW", ["LOW"]):
            yield f"{tie.type} {view.state.nodes[tie.source].properties['name']}"


def xiaobaimiaozi(view: View) -> Iterator[str]:
    wang = only("王勇", [cadre for cadre in view.all("Cadre") if cadre.properties["name"] == "王勇"])
    held = [tie for tie in view.ties_at(wang, "HOLDS", outward=True)
            if view.state.nodes[tie.target].properties.get("role") == "SECRETARY"]
    yield from expected("王勇 since", ["2019-04-01"], [tie.properties.get("since") for tie in held])
    vacant = [tie for one in held for tie in view.ties_at(view.state.nodes[one.target], "STATED_VACANT",
        outward=True, ever=True)]
    yield from expected("vacant", [("2018-10-01", "2019-04-01")],
        [(tie.properties.get("since"), tie.properties.get("until")) for tie in vacant])
    yield from expected("recruited by", ["吕力力"], [c.properties["name"] for c in view.back(wang, "RECRUITED")])


def shili(view: View) -> Iterator[str]:
    """Cases that must not be said of a real place, each there at least once."""
    county = only(SHILI, [node for node in view.all("County") if node.properties["name"] == SHILI])
    townships = view.back(county, "WITHIN", "Township")
    villages = [village for township in townships for village in view.back(township, "WITHIN", "Village")]
    groups = {group.id: group for village in villages for group in view.back(village, "STATIONED_IN")}.values()
    cases = {
        "several teams in a village": any(len(view.back(village, "STATIONED_IN")) > 1 for village in villages),
        "a branch of another township": any(_astray(view, group) for group in groups),
        "a class that changes": any(_reclassed(view, village) for village in villages),
        "a recall": any(tie.properties.get("endReason") == "RECALLED" for tie in view.state.ties.values()),
        "over term": any(_over_term(view, group) for group in groups),
        "a leader who does not lead the group": any(_unled(view, group) for group in groups),
        "a Party relation at the wrong branch": any(_misplaced(view, group) for group in groups),
        "a declared sum that does not close": _value(view, f"{SHILI}工作队总数")
            != _value(view, f"{SHILI}县选派工作队数") + _value(view, f"{SHILI}市选派工作队数"),
        "a need met by another unit's capability": any(_met_elsewhere(view, village) for village in villages),
        "a seat held by another": any(_differs(view, post) for post in view.all("Post")),
    }
    yield from (f"no case of 缺少情形: {name}" for name, there in cases.items() if not there)


def _astray(view: View, group: Node) -> bool:
    of_branch = {t.id for branch in view.out(group, "REPORTS_TO") for t in view.out(branch, "BASED_IN")}
    of_village = {t.id for village in view.out(group, "STATIONED_IN") for t in view.out(village, "WITHIN")}
    return bool(of_branch and of_village) and of_branch != of_village


def _reclassed(view: View, village: Node) -> bool:
    return len(view.ties_at(village, "CLASSED_AS", outward=True, ever=True)) > len(view.out(village, "CLASSED_AS"))


def _over_term(view: View, group: Node) -> bool:
    services = view.ties_at(group, "SERVES_IN", outward=False)
    return any(str(tie.properties.get("dueOn") or "9999") <= view.day for tie in services)


def _unled(view: View, group: Node) -> bool:
    team, party = (
        {holder.id for post in posts(view, group, role) for holder in view.back(post, "HOLDS")}
        for role in ("TEAM_LEADER", "GROUP_LEADER")
    )
    return bool(team) and team != party


def _differs(view: View, seat: Node) -> bool:
    followed = {holder.id for post in view.out(seat, "EX_OFFICIO") for holder in view.back(post, "HOLDS")}
    return bool(followed) and {holder.id for holder in view.back(seat, "HOLDS")} != followed


def _misplaced(view: View, group: Node) -> bool:
    own = view.out(group, "REPORTS_TO")
    return any(view.out(cadre, "PARTY_MEMBER_OF") not in ([], own) for cadre in view.back(group, "SERVES_IN"))


def _met_elsewhere(view: View, village: Node) -> bool:
    """A need that none of the village's own units can meet and another unit can."""
    own = view.back(village, "SUPPORTS")
    others = [unit for unit in view.all("Unit") if unit.properties["basis"] == "GENERATED" and unit not in own]
    return bool((_listed([village], "needs") - _listed(own, "capabilities")) & _listed(others, "capabilities"))


def _listed(nodes: list[Node], name: str) -> set[object]:
    found = [node.properties.get(name) for node in nodes]
    return {item for items in found if isinstance(items, list) for item in items}


def _offices(view: View, code: str) -> list[Node]:
    """Offices that are hosted by a unit of the county."""
    units = view.back(view.coded(code), "BASED_IN", "Unit")
    return [office for unit in units for office in view.back(unit, "HOSTED_BY")]


def _value(view: View, name: str) -> int:
    value = named(view, "Indicator", name).properties.get("value")
    return value if isinstance(value, int) else 0
