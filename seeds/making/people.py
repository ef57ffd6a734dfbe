"""Example people of 义县: who ever had which place, from when to when, and with which standing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from seeds.making.files import Book
from seeds.making.teams import COUNTY, NINE, USUAL, Team, first_secretary

DAY = date(2020, 11, 12)
OPEN_FOR = (14, 180)
"""The least and the greatest age of an open place in days."""

BUSY = "210727103"
"""大榆树堡镇: three of the open places are there."""

OPEN_THERE, OPEN_ELSEWHERE = 3, 5
ACTED_IN = 3
PROBATIONARY, OUTSIDE = 17, 17
"""Of 568: three per cent each; the other 534 are full members."""


@dataclass(frozen=True, slots=True)
class Term:
    """One wave's service: months of start and end, the planned end, why it began and ended."""

    since: str
    due: str
    start_reason: str
    until: str = ""
    end_reason: str = ""


FIRST = Term("2018-03", "2020-03-01", "NEW", "2020-02", "TERM_ENDED")
SECOND = Term("2020-03", "2022-03-01", "ROTATED")
RETAINED = Term("2018-03", "2021-03-01", "RETAINED")
MAY = Term("2018-05", "2021-03-01", "RETAINED")
NEXT = Term("2019-03", "2021-03-01", "NEW")
LATE = Term("2020-03", "2022-03-01", "NEW")

LINES = (((FIRST, SECOND), 112), ((RETAINED,), 112), ((MAY,), 57), ((NEXT,), 137), ((LATE,), 30))
"""Who had a place one after another, and how many of the 448 places had it so."""

LEFT = (RETAINED,) * 3 + (NEXT,) * 5
"""The terms of those who left a place open: with them 227, 57, 142 and 142 people began in the four months."""


@dataclass(slots=True)
class Person:
    """Somebody with a place in a team for a time."""

    team: Team
    place: int
    term: Term
    until: str
    number: int = 0
    standing: str = "FULL"
    dates: dict[str, str] = field(default_factory=dict)

    @property
    def node(self) -> str:
        return f"Cadre:{COUNTY}/example/{self.number:04}"


def people_of(teams: Sequence[Team], random: Random) -> list[Person]:
    """All 568 there ever were, by place, the earlier before the later."""
    places = [(team, place) for team in teams if not team.named for place in _filled(team)]
    opened = dict(zip(((t.key, p) for t, p in _open_places(teams, random)), _endings(random), strict=True))
    lines = [line for line, number in LINES for _ in range(number)]
    random.shuffle(lines)
    left = iter(LEFT)
    people: list[Person] = []
    for team, place in places:
        until = opened.get((team.key, place), "")
        line = (next(left),) if until else lines.pop()
        people += [Person(team, place, term, until or term.until) for term in line]
    for number, person in enumerate(people, 1):
        person.number = number
        person.dates = {"since": person.term.since, "until": person.until}
    _set_standing(people, random)
    return people


def _filled(team: Team) -> range:
    """The places that examples have had: in 头道河镇 all but the leading one."""
    return range(2 if team.township == NINE else 1, team.size + 1)


def _open_places(teams: Sequence[Team], random: Random) -> list[tuple[Team, int]]:
    """Each a member's place in a team of three."""
    able = [team for team in teams if not team.named and team.size == USUAL and team.township != NINE]
    there = random.sample([team for team in able if team.township == BUSY], OPEN_THERE)
    elsewhere = random.sample([team for team in able if team.township != BUSY], OPEN_ELSEWHERE)
    chosen = sorted([*there, *elsewhere], key=lambda team: team.village)
    return [(team, random.choice((2, 3))) for team in chosen]


def _endings(random: Random) -> list[str]:
    """The days on which the open places fell open."""
    ages = random.sample(range(OPEN_FOR[0], OPEN_FOR[1] + 1), OPEN_THERE + OPEN_ELSEWHERE)
    return [(DAY - timedelta(days=age)).isoformat() for age in ages]


def _set_standing(people: list[Person], random: Random) -> None:
    others = random.sample([person for person in people if person.place != 1], PROBATIONARY + OUTSIDE)
    for index, person in enumerate(others):
        person.standing = "PROBATIONARY" if index < PROBATIONARY else "NONE"


def put_people(book: Book, people: Sequence[Person]) -> None:
    for person in people:
        name = f"示例干部{person.number:04}"
        book.node("Cadre", person.node.removeprefix("Cadre:"), name, partyStanding=person.standing)
        reasons = {"dueOn": person.term.due, "startReason": person.term.start_reason,
                   "endReason": "LEFT" if _left_open(person) else person.term.end_reason}
        book.tie("SERVES_IN", person.node, person.team.group, origin=person.team.level, **reasons, **person.dates)
        book.tie("HOLDS", person.node, person.team.place(person.place), **reasons, **person.dates)
        if person.place == 1:
            book.tie("HOLDS", person.node, first_secretary(person.team), **reasons, **person.dates)
        if person.standing != "NONE":
            book.tie("PARTY_MEMBER_OF", person.node, person.team.branch, **person.dates)
    _put_acting(book, people)


def _left_open(person: Person) -> bool:
    return person.until != person.term.until


def _put_acting(book: Book, people: Sequence[Person]) -> None:
    """In three of the open places the other member acts."""
    for gone in [person for person in people if _left_open(person)][:ACTED_IN]:
        other = next(p for p in people if p.team is gone.team and p.place not in (1, gone.place) and not p.until)
        book.tie("ACTS_IN", other.node, gone.team.place(gone.place), since=gone.until)
