"""The invariants of 义县, as the report states it and as the examples are told to be made."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from graph_service.changes.fold import Node
from graph_service.importers.view import View, expected, only

COUNTY = "210727"
GROUPS: Mapping[str, int] = {
    "城关街道": 11, "刘龙台镇": 4, "七里河镇": 10, "大榆树堡镇": 15, "稍户营子镇": 9, "九道岭镇": 14, "高台子镇": 9,
    "瓦子峪镇": 12, "头台镇": 6, "前杨镇": 9, "张家堡镇": 11, "头道河镇": 9, "留龙沟镇": 6, "聚粮屯镇": 9,
    "地藏寺满族乡": 3, "大定堡满族乡": 5, "白庙子乡": 9,
}
NAMED: Mapping[str, str] = {
    "李勇": "210727205212", "赵强": "210727110201", "龚鑫": "210727105236", "张涛": "210727105233",
    "李贺": "210727108216", "孔强": "210727108218",
}
LEVELS = {"PROVINCE": 6, "CITY": 19, "COUNTY": 121, None: 5}
SIZES = {3: 126, 4: 20, 5: 5}
FOUNDED = ("2017-12-01", "MONTH")
PLACES = ("TEAM_LEADER", "TEAM_MEMBER")
TOUDAOHE = "头道河镇"
PEOPLE, DECLARED, LARGEST_BRANCH = 576, 603, 50
OPEN_PLACES, SHORTEST_OPEN, LONGEST_OPEN = 8, 14, 180


def townships(view: View) -> list[Node]:
    return view.back(view.coded(COUNTY), "WITHIN", "Township")


def villages(view: View) -> list[Node]:
    return [village for township in townships(view) for village in view.back(township, "WITHIN", "Village")]


def committee(view: View) -> Node:
    return only("a committee of 义县", view.back(view.coded(COUNTY), "BASED_IN", "WorkingCommittee"))


def township_branches(view: View) -> list[Node]:
    return view.back(committee(view), "REPORTS_TO")


def team_groups(view: View) -> list[Node]:
    return [group for branch in township_branches(view) for group in view.back(branch, "REPORTS_TO")]


def posts(view: View, body: Node, *roles: str) -> list[Node]:
    return [post for post in view.back(body, "POST_IN") if not roles or post.properties.get("role") in roles]


def divisions(view: View) -> Iterator[str]:
    kinds = Counter(village.properties["divisionKind"] for village in villages(view))
    yield from expected("townships", 18, len(townships(view)))
    yield from expected("villages", {"VILLAGE": 239, "COMMUNITY": 14}, dict(kinds))


def structure(view: View) -> Iterator[str]:
    top = committee(view)
    yield from expected("seats", 7, len(posts(view, top)))
    yield from expected("offices", 1, len(view.back(top, "ORGAN_OF", "CommitteeOffice")))
    yield from expected("stations", 4, len(view.back(top, "ORGAN_OF", "GuidanceStation")))
    yield from expected("branches", 17, len(township_branches(view)))
    at = {place.id for branch in township_branches(view) for place in view.out(branch, "BASED_IN")}
    with_villages = {
        township.id for township in townships(view)
        if any(v.properties["divisionKind"] == "VILLAGE" for v in view.back(township, "WITHIN"))
    }
    yield from expected("townships with villages that have a branch", with_villages, at)


def seats(view: View) -> Iterator[str]:
    held: list[str] = []
    for seat in posts(view, committee(view)):
        bodies = [body for post in view.out(seat, "EX_OFFICIO") for body in view.out(post, "POST_IN")]
        yield from expected(f"{seat.properties['name']} follows a post of", ["Unit"], [body.label for body in bodies])
        held += [str(holder.properties["name"]) for holder in view.back(seat, "HOLDS", ever=True)]
    yield from expected("holders of the seats", ["熊超"], held)


def secretaries(view: View) -> Iterator[str]:
    for branch in township_branches(view):
        found = posts(view, branch, "SECRETARY")
        yield from expected(f"{branch.properties['name']} secretaries", 1, len(found))
        for post in found:
            yield from expected(f"{post.properties['name']} follows", 1, len(view.out(post, "EX_OFFICIO")))
            yield from expected(f"{post.properties['name']} holders", 0, len(view.back(post, "HOLDS", ever=True)))


def branches(view: View) -> Iterator[str]:
    for branch in township_branches(view):
        yield from expected(f"{branch.properties['name']} stations", 1, len(view.back(branch, "GUIDES")))
        yield from expected(f"{branch.properties['name']} committees", 1, len(view.out(branch, "REPORTS_TO")))
    areas = [sorted(str(township.properties["code"]) for branch in view.out(station, "GUIDES")
        for township in view.out(branch, "BASED_IN"))
        for station in view.back(committee(view), "ORGAN_OF", "GuidanceStation")]
    yield from expected("branches by station", [4, 4, 4, 5], [len(area) for area in sorted(areas)])
    in_order = [code for area in sorted(areas) for code in area]
    yield from expected("branches in the order of their codes", sorted(in_order), in_order)


def groups(view: View) -> Iterator[str]:
    placed: Counter[str] = Counter()
    for group in team_groups(view):
        at = view.out(group, "STATIONED_IN")
        yield from expected(f"{group.properties['name']} villages", 1, len(at))
        of = [township for branch in view.out(group, "REPORTS_TO") for township in view.out(branch, "BASED_IN")]
        around = [township for village in at for township in view.out(village, "WITHIN")]
        yield from expected(f"{group.properties['name']} is of the branch of", _names(around), _names(of))
        placed.update(str(township.properties["name"]) for township in around)
    yield from expected("groups by township", dict(GROUPS), dict(placed))
    with_team = [village for village in villages(view) if view.back(village, "STATIONED_IN")]
    yield from expected("villages with a team", sum(GROUPS.values()), len(with_team))


def stated_groups(view: View) -> Iterator[str]:
    at = {str(v.properties["code"]) for group in team_groups(view) for v in view.out(group, "STATIONED_IN")}
    yield from expected("villages of the stated groups", set(NAMED.values()), at)


def levels(view: View) -> Iterator[str]:
    found = Counter(group.properties.get("dispatchLevel") for group in team_groups(view))
    yield from expected("dispatch levels", LEVELS, dict(found))


def places(view: View) -> Iterator[str]:
    sizes = Counter(len(posts(view, group, *PLACES)) for group in team_groups(view))
    yield from expected("teams by size", SIZES, dict(sizes))
    for group in team_groups(view):
        yield from expected(f"{group.properties['name']} leaders", 1, len(posts(view, group, "TEAM_LEADER")))


def open_places(view: View) -> Iterator[str]:
    today = date.fromisoformat(view.day)
    vacant: list[Node] = []
    for group in team_groups(view):
        for post in posts(view, group, *PLACES):
            ends = [str(t.properties.get("until") or "") for t in view.ties_at(post, "HOLDS", outward=False, ever=True)]
            if ends and not view.back(post, "HOLDS"):
                vacant.append(group)
                days = (today - date.fromisoformat(max(ends))).days
                if not SHORTEST_OPEN <= days <= LONGEST_OPEN or len(posts(view, group, *PLACES)) != min(SIZES):
                    yield f"{post.properties['name']}: open for {days} days"
    yield from expected("open places", OPEN_PLACES, len(vacant))


def people(view: View) -> Iterator[str]:
    ever = {cadre.id for group in team_groups(view) for cadre in view.back(group, "SERVES_IN", ever=True)}
    ever |= {cadre.id for post in _toudaohe_posts(view) for cadre in view.back(post, "HOLDS", ever=True)}
    yield from expected("people there ever were", PEOPLE, len(ever))
    if len(ever) > DECLARED:
        yield f"{len(ever)} people, more than the {DECLARED} declared"
    for branch in township_branches(view):
        members = len(view.back(branch, "PARTY_MEMBER_OF"))
        if members > LARGEST_BRANCH:
            yield f"{branch.properties['name']}: {members} members"


def terms(view: View) -> Iterator[str]:
    for group in team_groups(view):
        held = [tie for post in posts(view, group) for tie in view.ties_at(post, "HOLDS", outward=False)]
        for tie in [*held, *view.ties_at(group, "SERVES_IN", outward=False)]:
            due = tie.properties.get("dueOn")
            if due is not None and str(due) <= view.day:
                yield f"{view.state.nodes[tie.source].properties['name']}: due on {due}"


def relations(view: View) -> Iterator[str]:
    """Whoever serves and is in the Party is a member of the branch of his group, and of no other."""
    for group in team_groups(view):
        for cadre in view.back(group, "SERVES_IN"):
            want = [] if cadre.properties.get("partyStanding") == "NONE" else view.out(group, "REPORTS_TO")
            found = view.out(cadre, "PARTY_MEMBER_OF")
            yield from expected(f"{cadre.properties['name']} is a Party member of", _names(want), _names(found))


def founded(view: View) -> Iterator[str]:
    """The committee, its branches and groups stand since the end of 2017."""
    for body in (committee(view), *township_branches(view), *team_groups(view)):
        began = body.properties.get("since"), body.properties.get("sinceGrain")
        yield from expected(f"{body.properties['name']} since", FOUNDED, began)


def leaders(view: View) -> Iterator[str]:
    for group in team_groups(view):
        team, party = (
            {holder.id for post in posts(view, group, role) for holder in view.back(post, "HOLDS")}
            for role in ("TEAM_LEADER", "GROUP_LEADER")
        )
        yield from expected(f"{group.properties['name']} leader of the group", team, party)


def named(view: View) -> Iterator[str]:
    for name, code in NAMED.items():
        held = [h.properties["name"] for p in posts(view, view.coded(code), "FIRST_SECRETARY") for h in
                view.back(p, "HOLDS")]
        yield from expected(f"first secretary of {code}", [name], held)


def toudaohe(view: View) -> Iterator[str]:
    found = _toudaohe_posts(view)
    yield from expected("first secretaries of 头道河镇", 9, len(found))
    held = {str(holder.properties["name"]) for post in found for holder in view.back(post, "HOLDS")}
    yield from expected("named first secretaries of 头道河镇", {"董连杰", "廖伟伟"}, held)


def _names(nodes: list[Node]) -> list[str]:
    return [str(node.properties["name"]) for node in nodes]


def _toudaohe_posts(view: View) -> list[Node]:
    township = only(TOUDAOHE, [node for node in townships(view) if node.properties["name"] == TOUDAOHE])
    return posts(view, township, "FIRST_SECRETARY")
