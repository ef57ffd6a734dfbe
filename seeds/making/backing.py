"""Example units of 义县 and what they back: teams, villages, townships; liaison officers; coordination links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random

from seeds.making.files import Book
from seeds.making.people import Person
from seeds.making.teams import COUNTY, FOUNDED, Team

BEGUN = "2018-03"
SHARES = (("PARTY_ORGAN", 3), ("GOVERNMENT_DEPARTMENT", 5), ("MASS_ORGANIZATION", 1), ("INSTITUTION", 2))
SECTORS = {
    "PARTY_ORGAN": ("PARTY_BUILDING", "LAW", "CULTURE"),
    "GOVERNMENT_DEPARTMENT": (
        "AGRICULTURE", "WATER", "COMMERCE", "CONSTRUCTION", "INDUSTRY", "FINANCE", "EDUCATION", "HEALTH", "TOURISM",
    ),
    "MASS_ORGANIZATION": ("OTHER",),
    "INSTITUTION": ("EDUCATION", "HEALTH", "LIVESTOCK", "CULTURE"),
}
OFFICERS = 12
PURPOSES = ("POLICY", "APPROVAL", "ORGANIZATION", "SURVEY", "MEDIATION")
CHANNELS = ("座谈会", "汇报会", "调度会")


@dataclass(frozen=True, slots=True)
class Rank:
    """A level of units: how they are called, where they sit, how many there are and how many teams have a second."""

    level: str
    title: str
    division: str
    number: int
    seconds: int


RANKS = (
    Rank("PROVINCE", "省直", "Province:210000", 6, 2),
    Rank("CITY", "市直", "Prefecture:210700", 19, 5),
    Rank("COUNTY", "县直", f"County:{COUNTY}", 42, 37),
)


def unit_of(rank: Rank, number: int) -> str:
    return f"Unit:{COUNTY}/example/{rank.level.lower()}/{number:02}"


def put_units(book: Book) -> None:
    for rank in RANKS:
        for number, (kind, sector) in enumerate(_kinds(rank.number), 1):
            unit = unit_of(rank, number)
            book.node("Unit", unit.removeprefix("Unit:"), f"示例{rank.title}单位{number:02}", unitKind=kind,
                      level=rank.level, sector=sector, capabilities=sector)
            book.tie("BASED_IN", unit, rank.division)


def _kinds(number: int) -> Iterator[tuple[str, str]]:
    """Kinds in their proportion, by largest remainder, each with the sectors of its kind in turn."""
    whole = sum(share for _, share in SHARES)
    counts = {kind: number * share // whole for kind, share in SHARES}
    by_remainder = sorted(SHARES, key=lambda row: -(number * row[1] % whole))
    for kind, _ in by_remainder[: number - sum(counts.values())]:
        counts[kind] += 1
    for kind, count in counts.items():
        yield from zip([kind] * count, cycle(SECTORS[kind]), strict=False)


def sponsors_of(teams: Sequence[Team], random: Random) -> dict[str, list[str]]:
    """The units behind each example team: every unit backs one at least, 44 teams have two."""
    found: dict[str, list[str]] = {}
    for rank in RANKS:
        units = cycle([unit_of(rank, number) for number in range(1, rank.number + 1)])
        backed = [team for team in teams if team.level == rank.level]
        seconds = random.sample(backed, rank.seconds)
        found |= {team.key: [next(units)] for team in backed}
        for team in sorted(seconds, key=lambda team: team.village):
            found[team.key].append(next(unit for unit in units if unit not in found[team.key]))
    return found


def put_sponsors(book: Book, teams: Sequence[Team], people: Sequence[Person], sponsors: dict[str, list[str]]) -> None:
    for team in teams:
        for unit in sponsors.get(team.key, []):
            book.tie("SPONSORS", unit, team.group, since=FOUNDED)
            book.tie("SUPPORTS", unit, f"Village:{team.village}", since=FOUNDED)
    for person in people:
        units = sponsors[person.team.key]
        book.tie("SENT_BY", person.node, units[person.place % len(units) - 1], **person.dates)


def put_liaison(book: Book, teams: Sequence[Team]) -> None:
    """The first officers have one team more than the others."""
    usual, more = divmod(len(teams), OFFICERS)
    waiting = iter(teams)
    for number in range(1, OFFICERS + 1):
        officer = book.node("Cadre", f"{COUNTY}/example/liaison/{number:02}", f"示例联系干部{number:02}")
        for _ in range(usual + (number <= more)):
            book.tie("LIAISES", officer, next(waiting).group, since=BEGUN)


def put_second_line(book: Book, teams: Sequence[Team]) -> None:
    """A municipal unit in charge of each township, and two coordination links of each purpose."""
    city = next(rank for rank in RANKS if rank.level == "CITY")
    townships = list(dict.fromkeys(team.township for team in teams))
    for number, township in enumerate(townships, 1):
        book.tie("IN_CHARGE_OF", unit_of(city, number), f"Township:{township}", since=BEGUN)
    branches = list(dict.fromkeys(team.branch for team in teams))
    for index, purpose in enumerate(PURPOSES * 2):
        book.tie("COORDINATES_WITH", branches[index], unit_of(city, index + 1), purpose=purpose,
                 channel=CHANNELS[index % len(CHANNELS)], openedBy="义县驻村扶贫工作党工委", since=BEGUN)
