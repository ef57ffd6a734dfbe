"""The invariants of the other places, and what the fictional county has to show."""

from collections.abc import Iterator

from graph_service.changes.fold import Node
from graph_service.importers.view import View
from graph_service.importers.yixian import expected, only, posts

MENGCUN, XIAHE = "130930", "623027"
DECLARED = ((2582, "EXACT"), (326, "EXACT"), (2400, "MORE_THAN"), (779, "EXACT"), (1712, "EXACT"), (472, "EXACT"),
    (6100, "MORE_THAN"), (67, "EXACT"))
"""钦州, 长沙, 丹东, 朝阳."""
SHILI = "示例县"


def figures(view: View, subject: Node) -> list[tuple[object, object]]:
    found = view.back(subject, "INDICATES")
    return [(figure.properties.get("value"), figure.properties.get("bound")) for figure in found]


def mengcun(view: View) -> Iterator[str]:
    county = view.coded(MENGCUN)
    said = {value for value, _ in figures(view, county)}
    yield from expected("figures of 孟村 that are missing", set(), {44, 132, 6, 18, 50, 150} - said)
    yield from expected("sum", 150, 44 * 3 + 6 * 3)
    yield from expected("coverage of 孟村", "LISTED_VILLAGES", county.properties.get("coverageTarget"))
    yield from expected("committees of 孟村", 0, len(view.back(county, "BASED_IN", "WorkingCommittee")))


def xiahe(view: View) -> Iterator[str]:
    county = view.coded(XIAHE)
    said = {value for value, _ in figures(view, county)}
    yield from expected("figures of 夏河 that are missing", set(), {27, 33, 60, 225} - said)
    yield from expected("coverage of 夏河", "ALL_VILLAGES", county.properties.get("coverageTarget"))


def declared(view: View) -> Iterator[str]:
    said = {pair for prefecture in view.all("Prefecture") for pair in figures(view, prefecture)}
    yield from expected("figures of prefectures that are missing", set(), set(DECLARED) - said)


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
