"""What was found for a card, and the parts that are made of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Walked, ref, walked
from graph_service.insights.card.making import MOST, MOST_AROUND
from graph_service.insights.card.parts import CardBranch, CardCharge, CardOffice, CardSponsor, CardTeam, CardVillage
from graph_service.insights.form import Record
from graph_service.insights.posts import Seat, leading, on_the_day, seat
from graph_service.insights.telling import late

LEADER, GROUP_LEADER, FIRST_SECRETARY = "TEAM_LEADER", "GROUP_LEADER", "FIRST_SECRETARY"
OVER_VILLAGES = (FIRST_SECRETARY, "SQUAD_LEADER")
"""Posts of a township that may be about one of its villages."""
Backed = tuple[str, Record, Record, Record]
"""The way of backing, the records that the relationship runs between, seen from the second, and the unit's."""


@dataclass(slots=True)
class Card:
    """Records by id: `around` with the relationships between them, and with their posts."""

    center: Record
    day: str
    around: Mapping[str, Record]
    villages: Sequence[Record]
    teams: Sequence[Record]
    cut: bool

    @classmethod
    def of(cls, found: Sequence[tuple[int, Record]], day: str) -> "Card":
        """From what was reached around the centre, nearest first."""
        center = found[0][1]
        near = [record for distance, record in found if distance <= 1]
        for post in (post for _, record in found for post in _posts(record)):
            on_the_day(post, day)
        return cls(
            center, day, {record["id"]: record for _, record in found[:MOST_AROUND]},
            sorted((one for one in near if _shown(one, center, "Village")), key=_by_code),
            sorted((one for one in near if _shown(one, center, "TeamGroup")), key=_by_name),
            _bounded(record for _, record in found) or len(found) > MOST_AROUND,
        )

    # ---- what stands above

    def township(self, village: Record) -> Record | None:
        return self.around.get(village["township"]["id"]) if village["township"] else None

    def township_branch(self, village: Record) -> Record | None:
        township = self.township(village)
        return township["branch"] if township else None

    def counties(self) -> list[Record]:
        """The counties of the villages shown, or of the teams where none are."""
        townships = [one for one in map(self.township, self.villages) if one and one["county"]]
        found = {one["county"]["id"]: one for one in townships}
        return [self.around[key] for key in found if key in self.around]

    def offices(self) -> list[Record]:
        found: dict[str, Record] = {}
        for county in self.counties():
            committee = county["committee"]
            listed = [committee["office"]] if committee and committee["office"] else []
            for one in (*listed, *(office for unit in county["units"] for office in unit["hostedOffices"])):
                found.setdefault(one["id"], one)
        return sorted(found.values(), key=_by_name)

    def charged(self) -> Iterator[tuple[Record, Record]]:
        """The places that somebody is in charge of, nearest first, with who is."""
        townships = {one["id"]: one for one in map(self.township, self.villages) if one}
        for place in (*self.teams, *self.villages, *townships.values(), *self.counties()):
            for one in sorted(place["inCharge"], key=_by_name):
                yield place, one

    # ---- parts

    def village(self, village: Record) -> CardVillage:
        township, branch = self.township(village), self.township_branch(village)
        return CardVillage(
            ref(village), ref(township) if township else None, self.seat(self.first_secretary(village)),
            tuple(seat(post, self.day) for post in self.township_posts(village)),
            self._branch(branch) if branch else None, tuple(sponsors(backers(village))),
            tuple(ref(one) for one in sorted(self.stationed(village), key=_by_name)),
        )

    def team(self, team: Record) -> CardTeam:
        apart = [post for post in (self.post(team, LEADER), self.post(team, GROUP_LEADER)) if post]
        return CardTeam(
            ref(team), tuple(map(ref, sorted(team["villages"], key=_by_code))),
            self.seat(self.post(team, LEADER)), self.seat(self.post(team, GROUP_LEADER)),
            tuple(seat(post, self.day) for post in self.posts(team) if post not in apart),
            tuple(map(ref, self.without_post(team))), tuple(sponsors(backers(team))),
            self._branch(team["branch"]) if team["branch"] else None,
            tuple(map(ref, sorted(team["liaisons"], key=_by_name))),
        )

    def charge(self) -> Iterator[CardCharge]:
        for place, one in self.charged():
            yield CardCharge(ref(one), ref(place), self.seat(answering(one)), walked(place, one))

    def office(self, office: Record) -> CardOffice:
        host = office["host"]
        return CardOffice(
            ref(office), ref(host) if host else None, self.seat(leading_post(office)),
            (walked(office, host),) if host else (),
        )

    def reasons(self) -> Iterator[Walked]:
        """Of what belongs where: villages to townships, teams to villages and branches, liaison officers to teams."""
        for village in self.villages:
            if village["township"]:
                yield walked(village, village["township"])
        for team in self.teams:
            branch = [team["branch"]] if team["branch"] else []
            for one in (*sorted(team["villages"], key=_by_code), *branch, *sorted(team["liaisons"], key=_by_name)):
                yield walked(team, one)

    def _branch(self, branch: Record) -> CardBranch:
        place = self.around.get(branch["id"], branch)
        township, station = place.get("township"), self.station(branch)
        return CardBranch(
            ref(branch), self.seat(self.secretary(branch)), ref(township) if township else None,
            ref(station) if station else None,
            late(lambda: tuple(walked(place, one) for one in (township, station) if one)),
        )

    def station(self, branch: Record) -> Record | None:
        found: Record | None = self.around.get(branch["id"], branch).get("station")
        return found

    # ---- posts and people

    def posts(self, place: Mapping[str, Any]) -> Sequence[Record]:
        found: Sequence[Record] = self.around.get(place["id"], place).get("posts", ())
        return found

    def secretary(self, branch: Record) -> Mapping[str, Any] | None:
        return leading("TownshipBranch", self.posts(branch))

    def post(self, place: Mapping[str, Any], role: str) -> Record | None:
        return next((post for post in self.posts(place) if post["role"] == role), None)

    def seat(self, post: Mapping[str, Any] | None) -> Seat | None:
        return seat(post, self.day) if post else None

    def first_secretary(self, village: Record) -> Record | None:
        return self.post(village, FIRST_SECRETARY)

    def township_posts(self, village: Record) -> list[Record]:
        township = self.township(village)
        if township is None or self.first_secretary(village):
            return []
        return [post for post in self.posts(township) if post["role"] in OVER_VILLAGES]

    def stationed(self, village: Record) -> list[Record]:
        teams = (one for one in self.around.values() if one["label"] == "TeamGroup")
        return [one for one in teams if any(there["id"] == village["id"] for there in one["villages"])]

    def without_post(self, team: Record) -> list[Record]:
        filled = {one["id"] for post in self.posts(team) for one in (post["holder"], post["actingHolder"]) if one}
        return sorted((one for one in team["members"] if one["id"] not in filled), key=_by_name)


def backers(place: Record) -> Iterator[Backed]:
    """The units behind a team or a village, each relationship with the way in which it backs."""
    if place["label"] == "Village":
        yield from (("SUPPORTS", place, one, one) for one in place["supporters"])
        return
    yield from (("SPONSORS", place, one, one) for one in place["sponsors"])
    yield from (("SENT_BY", one, one["sponsor"], one["sponsor"]) for one in place["members"] if one["sponsor"])


def sponsors(backed: Iterator[Backed]) -> Iterator[CardSponsor]:
    """Each unit once, by name, with all its ways of backing."""
    units: dict[str, list[Backed]] = {}
    for one in backed:
        units.setdefault(one[3]["id"], []).append(one)
    for ways in sorted(units.values(), key=lambda ways: _by_name(ways[0][3])):
        fields = (far["edge"].get("field") for _, _, far, _ in ways)
        yield CardSponsor(
            ref(ways[0][3]), tuple(dict.fromkeys(way for way, _, _, _ in ways)),
            tuple(dict.fromkeys(one for one in fields if one)),
            tuple(ref(near) for way, near, _, _ in ways if way == "SENT_BY"),
            tuple(walked(near, far) for _, near, far, _ in ways),
        )


def answering(in_charge: Record) -> Record | None:
    """The post to turn to: the one in charge, or the leading one of the unit; a cadre is turned to himself."""
    return in_charge if in_charge["label"] == "Post" else leading_post(in_charge)


def leading_post(body: Record) -> Record | None:
    """The first of its posts in rank."""
    return next(iter(body.get("led", ())), None)


def _posts(record: Record) -> Iterator[Record]:
    """All posts that were found with a record."""
    yield from record.get("posts", ())
    committee = record.get("committee")
    offices = [committee["office"]] if committee and committee["office"] else []
    hosted = [office for unit in record.get("units", ()) for office in unit["hostedOffices"]]
    for body in (*offices, *hosted, *record.get("inCharge", ())):
        yield from body.get("led", ())
        if body["label"] == "Post":
            yield body


def _shown(one: Record, center: Record, label: str) -> bool:
    """Beside the card's own village there may be teams, but not its other villages; and the other way round."""
    return bool(one["label"] == label) and (one["id"] == center["id"] or center["label"] != label)


def _bounded(records: "Iterator[Record] | Sequence[Record]") -> bool:
    """Cut every list of the records to its bound; whether one was longer."""
    cut = False
    for record in records:
        for name, cell in record.items():
            if isinstance(cell, list) and len(cell) > MOST:
                record[name], cut = cell[:MOST], True
    return cut


def _by_name(record: Mapping[str, Any]) -> tuple[str, str]:
    return record["nameKey"], record["id"]


def _by_code(record: Mapping[str, Any]) -> tuple[bool, str, str]:
    return record["code"] is None, record["code"] or "", record["id"]
