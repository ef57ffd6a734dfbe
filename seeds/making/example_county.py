"""示例县, which does not exist: what must not be said of a real place is shown here."""

from dataclasses import dataclass

from seeds.making.files import Book

COUNTY = "示例县"
FOUNDED = {"since": "2018-01"}
WAVE = {"since": "2020-03", "startReason": "NEW", "dueOn": "2022-03-01"}
VILLAGES = (
    ("甲镇", "一村", 210, ""), ("甲镇", "二村", 180, ""), ("甲镇", "三村", 150, ""), ("甲镇", "四村", 95, ""),
    ("乙乡", "五村", 160, "WATER|TOURISM"), ("乙乡", "六村", 130, ""), ("乙乡", "七村", 88, ""),
)
"""Township, village, households, needs.  四村 and 七村 have no team, though every village was promised one."""

CLASSES = (
    ("二村", "REGISTERED_POOR", "2014", "2019"), ("二村", "LIFTED_OUT", "2020", ""),
    ("三村", "WEAK_ORGANIZATION", "2018", "2019-06"), ("五村", "REVITALIZATION_PRIORITY", "2019", ""),
)
UNITS = (
    ("party-committee", "县委", "PARTY_COMMITTEE", "COUNTY", "PARTY_BUILDING", ""),
    ("government", "县人民政府", "GOVERNMENT", "COUNTY", "", ""),
    ("organization-department", "县委组织部", "PARTY_ORGAN", "COUNTY", "PARTY_BUILDING", "PARTY_BUILDING"),
    ("water", "县水务局", "GOVERNMENT_DEPARTMENT", "COUNTY", "WATER", "WATER|CONSTRUCTION"),
    ("finance", "县金融办", "GOVERNMENT_DEPARTMENT", "COUNTY", "FINANCE", "FINANCE"),
    ("tourism", "市旅游局", "GOVERNMENT_DEPARTMENT", "CITY", "TOURISM", "TOURISM|COMMERCE"),
)
"""五村 needs water and is backed by the office of finance; the bureau of water backs another village."""

SEATS = (
    ("secretary", "书记", "SECRETARY", "party-committee/secretary", "县委书记", "SECRETARY"),
    ("deputy", "副书记", "DEPUTY_SECRETARY", "government/head", "县长", "HEAD"),
    ("member", "委员", "MEMBER", "organization-department/head", "县委组织部部长", "HEAD"),
)
FIGURES = (
    ("teams-county", "县选派工作队数", "县选派的工作队（个）", 4),
    ("teams-city", "市选派工作队数", "市选派的工作队（个）", 3),
    ("teams", "工作队总数", "工作队（个）", 6),
)
"""Four and three are declared to make six."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team: its village, the township of its branch, and the unit behind it."""

    key: str
    name: str
    town: str
    village: str
    branch: str
    unit: str
    level: str

    @property
    def group(self) -> str:
        return f"TeamGroup:{COUNTY}/group/{self.key}"

    @property
    def branch_node(self) -> str:
        return f"TownshipBranch:{COUNTY}/branch/{self.branch}"

    def post(self, name: str) -> str:
        return f"Post:{COUNTY}/group/{self.key}/{name}"


TEAMS = (
    Team("一村/1", "一村第一工作队", "甲镇", "一村", "甲镇", "water", "COUNTY"),
    Team("一村/2", "一村第二工作队", "甲镇", "一村", "甲镇", "tourism", "CITY"),
    Team("二村", "二村工作队", "甲镇", "二村", "乙乡", "tourism", "CITY"),
    Team("三村", "三村工作队", "甲镇", "三村", "甲镇", "water", "COUNTY"),
    Team("五村", "五村工作队", "乙乡", "五村", "乙乡", "finance", "COUNTY"),
    Team("六村", "六村工作队", "乙乡", "六村", "乙乡", "finance", "COUNTY"),
)
"""一村 has two teams; that of 二村, which lies in 甲镇, stands in the branch of 乙乡."""


def example_county() -> Book:
    book = Book("GENERATED")
    _put_divisions(book)
    _put_units(book)
    _put_committee(book)
    _put_branches(book)
    for number, team in enumerate(TEAMS):
        _put_team(book, team)
        _put_members(book, team, 10 * (number + 1))
    _put_odd_people(book)
    for key, name, measure, value in FIGURES:
        figure = book.node("Indicator", f"{COUNTY}/indicator/{key}", f"示例县{name}", measure=measure, period="2020年",
                           value=str(value), bound="EXACT")
        book.tie("INDICATES", figure, f"County:{COUNTY}")
    return book


def _village(town: str, name: str) -> str:
    return f"Village:{COUNTY}/{town}/{name}"


def _unit(key: str) -> str:
    return f"Unit:{COUNTY}/{key}"


def _put_divisions(book: Book) -> None:
    province = book.node("Province", "示例省", "示例省", divisionKind="PROVINCE")
    prefecture = book.node("Prefecture", "示例市", "示例市", divisionKind="PREFECTURE_CITY")
    county = book.node("County", COUNTY, "示例县", divisionKind="COUNTY", tierScheme="THREE_TIER",
                       coverageTarget="ALL_VILLAGES")
    book.tie("WITHIN", prefecture, province)
    book.tie("WITHIN", county, prefecture)
    for name, kind in (("甲镇", "TOWN"), ("乙乡", "TOWNSHIP")):
        town = book.node("Township", f"{COUNTY}/{name}", f"示例{name}", divisionKind=kind, agricultural="true")
        book.tie("WITHIN", town, county)
    for name, village, households, needs in VILLAGES:
        node = book.node("Village", f"{COUNTY}/{name}/{village}", f"示例{village}", divisionKind="VILLAGE",
                         households=str(households), needs=needs)
        book.tie("WITHIN", node, f"Township:{COUNTY}/{name}")
    towns = {village: town for town, village, _, _ in VILLAGES}
    for village, kind, since, until in CLASSES:
        node = _village(towns[village], village)
        book.tie("CLASSED_AS", node, f"VillageClass:{kind}", since=since, until=until)


def _put_units(book: Book) -> None:
    for key, name, kind, level, sector, capabilities in UNITS:
        unit = book.node("Unit", f"{COUNTY}/{key}", f"示例{name}", unitKind=kind, level=level, sector=sector,
                         capabilities=capabilities)
        book.tie("BASED_IN", unit, "Prefecture:示例市" if level == "CITY" else f"County:{COUNTY}")
    for town in ("甲镇", "乙乡"):
        unit = book.node("Unit", f"{COUNTY}/township-party-committee/{town}", f"中共示例{town}委员会",
                         unitKind="PARTY_COMMITTEE", level="TOWNSHIP")
        book.tie("BASED_IN", unit, f"Township:{COUNTY}/{town}")


def _put_post(book: Book, post: str, name: str, role: str, rank: int, body: str, since: str = "") -> None:
    book.node("Post", post.removeprefix("Post:"), f"示例{name}", role=role, rank=str(rank), since=since)
    book.tie("POST_IN", post, body, since=since)


def _person(book: Book, number: int, **values: str) -> str:
    return book.node("Cadre", f"{COUNTY}/cadre/{number:02}", f"示例县干部{number:02}", **values)


def _put_committee(book: Book) -> None:
    committee = book.node("WorkingCommittee", f"{COUNTY}/committee", "示例县驻村工作党工委",
                          committeeKind="WORKING_COMMITTEE", **FOUNDED)
    book.tie("BASED_IN", committee, f"County:{COUNTY}", **FOUNDED)
    book.tie("DISPATCHED_BY", committee, _unit("party-committee"), **FOUNDED)
    office = book.node("CommitteeOffice", f"{COUNTY}/office", "示例县驻村工作党工委办公室", **FOUNDED)
    book.tie("ORGAN_OF", office, committee, **FOUNDED)
    book.tie("HOSTED_BY", office, _unit("organization-department"), **FOUNDED)
    for rank, (key, name, role, followed, followed_name, followed_role) in enumerate(SEATS, 1):
        seat, title = f"Post:{COUNTY}/committee/{key}", f"县驻村工作党工委{name}"
        _put_post(book, seat, title, role, rank, committee, "2018-01")
        post, unit = f"Post:{COUNTY}/{followed}", _unit(followed.split("/")[0])
        _put_post(book, post, followed_name, followed_role, 1, unit)
        book.tie("EX_OFFICIO", seat, post, **FOUNDED)
        book.tie("HOLDS", _person(book, rank), post, since="2019-01")
    # The seat of the member goes with the head of the department; somebody else is said to hold it.
    book.tie("HOLDS", _person(book, 4), f"Post:{COUNTY}/committee/member", since="2019-06")


def _put_branches(book: Book) -> None:
    station = book.node("GuidanceStation", f"{COUNTY}/station/1", "示例县基层党建指导站", area="全县", **FOUNDED)
    book.tie("ORGAN_OF", station, f"WorkingCommittee:{COUNTY}/committee", **FOUNDED)
    for number, town in enumerate(("甲镇", "乙乡"), 5):
        branch = book.node("TownshipBranch", f"{COUNTY}/branch/{town}", f"示例{town}驻村工作党支部", **FOUNDED)
        book.tie("BASED_IN", branch, f"Township:{COUNTY}/{town}", **FOUNDED)
        book.tie("REPORTS_TO", branch, f"WorkingCommittee:{COUNTY}/committee", **FOUNDED)
        book.tie("GUIDES", station, branch, **FOUNDED)
        unit = _unit(f"township-party-committee/{town}")
        post = f"Post:{COUNTY}/township-party-committee/{town}/secretary"
        seat = f"Post:{COUNTY}/branch/{town}/secretary"
        _put_post(book, post, f"{town}党委书记", "SECRETARY", 1, unit)
        _put_post(book, seat, f"{town}驻村工作党支部书记", "SECRETARY", 1, branch, "2018-01")
        book.tie("EX_OFFICIO", seat, post, **FOUNDED)
        book.tie("HOLDS", _person(book, number), post, since="2019-01")


def _put_team(book: Book, team: Team) -> None:
    book.node("TeamGroup", f"{COUNTY}/group/{team.key}", f"示例{team.name}", dispatchLevel=team.level, **FOUNDED)
    book.tie("REPORTS_TO", team.group, team.branch_node, **FOUNDED)
    book.tie("STATIONED_IN", team.group, _village(team.town, team.village), **FOUNDED)
    book.tie("SPONSORS", _unit(team.unit), team.group, **FOUNDED)
    book.tie("SUPPORTS", _unit(team.unit), _village(team.town, team.village), **FOUNDED)
    roles = (("leader", "队长", "TEAM_LEADER"), ("group-leader", "党小组组长", "GROUP_LEADER"),
             ("member/1", "队员（一）", "TEAM_MEMBER"), ("member/2", "队员（二）", "TEAM_MEMBER"))
    for rank, (key, name, role) in enumerate(roles, 1):
        _put_post(book, team.post(key), f"{team.name}{name}", role, rank, team.group, "2018-01")
    book.tie("EX_OFFICIO", team.post("group-leader"), team.post("leader"), **FOUNDED)


def _put_members(book: Book, team: Team, first: int) -> None:
    """Three a team; in 五村 and 六村 the first member's place is kept for the odd ones."""
    odd = team.village in ("五村", "六村")
    for offset, place in enumerate(("leader", "member/2") if odd else ("leader", "member/1", "member/2")):
        member = _person(book, first + offset, partyStanding="FULL", skills="AGRICULTURE" if offset else "COMMERCE")
        _post_to(book, member, team, place, WAVE)
        book.tie("PARTY_MEMBER_OF", member, team.branch_node, since="2020-03")


def _post_to(book: Book, member: str, team: Team, place: str, dates: dict[str, str]) -> None:
    book.tie("HOLDS", member, team.post(place), **dates)
    book.tie("SERVES_IN", member, team.group, origin=team.level, residenceRequired="true", **dates)
    sent = {name: value for name, value in dates.items() if name in ("since", "until")}
    book.tie("SENT_BY", member, _unit(team.unit), **sent)


def _put_odd_people(book: Book) -> None:
    by_key = {team.key: team for team in TEAMS}
    third, fifth, sixth = by_key["三村"], by_key["五村"], by_key["六村"]
    # The group of 三村 is led by a member and not by the team's leader.
    book.tie("HOLDS", f"Cadre:{COUNTY}/cadre/41", third.post("group-leader"), since="2020-06")
    recalled = _person(book, 91, partyStanding="FULL")
    _post_to(book, recalled, fifth, "member/1", {"since": "2018-03", "until": "2019-06-10", "startReason": "NEW",
                                                "dueOn": "2020-03-01", "endReason": "RECALLED"})
    book.tie("PARTY_MEMBER_OF", recalled, fifth.branch_node, since="2018-03", until="2019-06-10")
    # The successor's term ended by the plan in June 2020: still in office.
    over_term = _person(book, 92, partyStanding="FULL")
    term = {"since": "2019-06-10", "startReason": "ROTATED", "dueOn": "2020-06-10"}
    _post_to(book, over_term, fifth, "member/1", term)
    book.tie("PARTY_MEMBER_OF", over_term, fifth.branch_node, since="2019-07")
    misplaced = _person(book, 93, partyStanding="FULL")
    _post_to(book, misplaced, sixth, "member/1", WAVE)
    book.tie("PARTY_MEMBER_OF", misplaced, f"TownshipBranch:{COUNTY}/branch/甲镇", since="2020-03")
