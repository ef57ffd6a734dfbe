"""Example teams of 义县: which villages have one, dispatched by whom, with which places.

The places of all 151 teams add up to 483; those of the six named teams and the leading places of 头道河镇 are
made without holders.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from seeds.making.files import Book, Row, rows_of

COUNTY = "210727"
FOUNDED = "2017-12"
NINE = "210727112"
"""头道河镇: its nine first secretaries have posts in the township, so that it has nine teams without known leaders."""

NINE_TEAMS = 9
OTHER_TEAMS = 142
LEVELS = (("PROVINCE", 6), ("CITY", 18), ("COUNTY", 121))
"""Of the 145 example teams; the 19th of the city is a named one.  The provincial share is an assumption."""

LARGER = (5,) * 5 + (4,) * 20
"""Sizes of the teams that have more than three places."""

USUAL = 3
BRANCH_LIMIT = 50
NUMBERS = "一二三四五"


@dataclass(slots=True)
class Team:
    """A team group in the making.  A named one has its leading place among the stated rows."""

    village: str
    village_name: str
    township: str
    township_name: str
    named: bool = False
    level: str = ""
    size: int = USUAL

    @property
    def key(self) -> str:
        return f"{COUNTY}/group/{self.village}"

    @property
    def group(self) -> str:
        return f"TeamGroup:{self.key}"

    @property
    def branch(self) -> str:
        return f"TownshipBranch:{COUNTY}/branch/{self.township}"

    @property
    def title(self) -> str:
        return f"{self.township_name}{self.village_name}驻村扶贫工作队"

    def place(self, number: int) -> str:
        """The post of a place, as a tie names it: the first leads."""
        return f"Post:{self.key}/leader" if number == 1 else f"Post:{self.key}/member/{number - 1}"


def teams_of(stated: Path, random: Random) -> list[Team]:
    """All 151, by township and village code."""
    townships = [row for row in rows_of(stated / "Township.csv") if row["agricultural"] == "true"]
    villages = [row for row in rows_of(stated / "Village.csv") if row["divisionKind"] == "VILLAGE"]
    named = {row["to"].removeprefix("Village:") for row in rows_of(stated / "STATIONED_IN.csv")}
    lists = {town["key"]: [v for v in villages if v["key"].startswith(town["key"])] for town in townships}
    quotas = quotas_of({key: len(listed) for key, listed in lists.items()})
    teams = [team for town in townships for team in _teams_in(town, lists[town["key"]], quotas[town["key"]], named)]
    example = [team for team in teams if not team.named]
    levels = [level for level, number in LEVELS for _ in range(number)]
    random.shuffle(levels)
    for team, level in zip(example, levels, strict=True):
        team.level = level
    _enlarge(teams, example, random)
    return teams


def quotas_of(villages: dict[str, int]) -> dict[str, int]:
    """Teams by township: nine where nine are stated, the others by largest remainder of villages."""
    others = {key: number for key, number in villages.items() if key != NINE}
    total = sum(others.values())
    quotas = {key: number * OTHER_TEAMS // total for key, number in others.items()}
    by_remainder = sorted(others, key=lambda key: (-(others[key] * OTHER_TEAMS % total), key))
    for key in by_remainder[: OTHER_TEAMS - sum(quotas.values())]:
        quotas[key] += 1
    return {key: quotas.get(key, NINE_TEAMS) for key in villages}


def _teams_in(town: Row, villages: list[Row], quota: int, named: set[str]) -> list[Team]:
    """The named villages first, then the first by code."""
    first = sorted(villages, key=lambda village: (village["key"] not in named, village["key"]))[:quota]
    return [
        Team(village["key"], village["name"], town["key"], town["name"], named=village["key"] in named)
        for village in sorted(first, key=lambda village: village["key"])
    ]


def _enlarge(teams: list[Team], example: list[Team], random: Random) -> None:
    """Give the larger sizes to random example teams, so that no branch has more places than a branch may have."""
    waiting = random.sample(example, len(example))
    places = {team.township: sum(t.size for t in teams if t.township == team.township) for team in teams}
    for size in LARGER:
        team = next(t for t in waiting if places[t.township] + size - t.size <= BRANCH_LIMIT)
        waiting.remove(team)
        places[team.township] += size - team.size
        team.size = size


def put_teams(book: Book, teams: Sequence[Team]) -> None:
    for team in teams:
        if not team.named:
            _put_group(book, team)
            _put_leading_places(book, team)
        for number in range(2, team.size + 1):
            _put_post(book, team.place(number), f"{team.title}队员（{NUMBERS[number - 2]}）", "TEAM_MEMBER",
                      number + 1, team.group)
    _put_guidance(book, list(dict.fromkeys(team.branch for team in teams)))


def _put_group(book: Book, team: Team) -> None:
    book.node("TeamGroup", team.key, team.title, dispatchLevel=team.level, since=FOUNDED)
    book.tie("REPORTS_TO", team.group, team.branch, since=FOUNDED)
    book.tie("STATIONED_IN", team.group, f"Village:{team.village}", since=FOUNDED)


def _put_leading_places(book: Book, team: Team) -> None:
    _put_post(book, team.place(1), f"{team.title}队长", "TEAM_LEADER", 1, team.group)
    group_leader = f"Post:{team.key}/group-leader"
    title = f"{team.township_name}{team.village_name}驻村工作队党小组组长"
    _put_post(book, group_leader, title, "GROUP_LEADER", 2, team.group)
    book.tie("EX_OFFICIO", group_leader, team.place(1), since=FOUNDED)
    if team.township != NINE:
        title = f"{team.village_name}驻村第一书记"
        _put_post(book, first_secretary(team), title, "FIRST_SECRETARY", 1, f"Village:{team.village}")


def first_secretary(team: Team) -> str:
    return f"Post:{team.village}/first-secretary"


def _put_post(book: Book, post: str, name: str, role: str, rank: int, body: str) -> None:
    book.node("Post", post.removeprefix("Post:"), name, role=role, rank=str(rank), since=FOUNDED)
    book.tie("POST_IN", post, body, since=FOUNDED)


def _put_guidance(book: Book, branches: list[str]) -> None:
    """In code order: four branches to a station, the last has five."""
    for index, branch in enumerate(branches):
        station = min(index // 4, 3) + 1
        book.tie("GUIDES", f"GuidanceStation:{COUNTY}/station/{station}", branch, since=FOUNDED)
