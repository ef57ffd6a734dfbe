"""What is known of a team, or of a village with its teams, that may bring it together with others.

A dossier holds facts by what they are (`PROJECT`, `SPONSOR`, …) and by the key that two sides may share: the id of a
project, a brand, a field of work.  A team takes part where it, its village or one of its members does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.insights.cooperation.subgraph import Subgraph
from graph_service.insights.form import Record

Path = tuple[tuple[Record, Record], ...]
"""The steps from the dossier's own node on, each from a record to the next."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`via` is what two sides may share, `at` the project that it comes by, `through` who of the side it is.

    `tie` is the relationship by which the side comes to it, if one fact of both sides is not to count as shared.
    """

    via: Record
    through: Record
    path: Path
    at: Record | None = None
    tie: str = ""

    @property
    def _share(self) -> Mapping[str, Any]:
        """The relationship to the project, if the side takes part in it."""
        return next((far["edge"] for _, far in self.path if far["edge"]["type"] == "TAKES_PART_IN"), {})

    @property
    def duties(self) -> tuple[str, ...]:
        return tuple(self._share.get("duties", ()))

    @property
    def task(self) -> str | None:
        return self._share.get("task")


Facts = dict[str, dict[str, list[Fact]]]


@dataclass(frozen=True, slots=True)
class Dossier:
    """`node` is the team or village asked of; `teams` are its teams: one, or those of the village."""

    node: Record
    teams: tuple[Record, ...]
    villages: tuple[Record, ...]
    facts: Facts

    townships: tuple[Record, ...]
    """Where the work is done: the villages' townships; without a village that of the branch."""
    branches: tuple[Record, ...]
    county: str | None
    """As the homes of teams have it: that of the branch, else of the village."""

    @property
    def id(self) -> str:
        return str(self.node["id"])

    def of(self, kind: str) -> Mapping[str, list[Fact]]:
        return self.facts.get(kind, _NOTHING)


_NOTHING: Mapping[str, list[Fact]] = {}


def _dossier(node: Record, teams: Sequence[Record], villages: Sequence[Record], facts: Facts) -> Dossier:
    branches = _each(team["branch"] for team in teams)
    led, placed = _each(one["township"] for one in branches), _each(one["township"] for one in villages)
    return Dossier(node, tuple(teams), tuple(villages), facts, placed or led, branches, _county(led, placed))


def county_of_side(side: Mapping[str, Any]) -> str | None:
    """Of a team's or a village's own record, without the rest of its dossier."""
    teams, villages = (side["groups"], [side]) if side["label"] == "Village" else ([side], side["villages"])
    branches = _each(team["branch"] for team in teams)
    return _county(_each(one["township"] for one in branches), _each(one["township"] for one in villages))


def _county(led: Iterable[Record], placed: Iterable[Record]) -> str | None:
    return next((one["county"]["id"] for one in (*led, *placed) if one["county"] is not None), None)


def _each(records: Iterable[Record | None]) -> tuple[Record, ...]:
    """Those that are there, each once."""
    return tuple({record["id"]: record for record in records if record is not None}.values())


def of_team(found: Mapping[str, Any], graph: Subgraph) -> Dossier:
    """The dossier of a team's record (`dossier_ask.team_form`)."""
    team, notes = dict(found), _Notes(graph)
    notes.team(team, ())
    for village in graph.out(team, "STATIONED_IN"):
        notes.village(village, ((team, village),))
    return _dossier(team, [team], team["villages"], notes.facts)


def of_village(found: Mapping[str, Any], graph: Subgraph) -> Dossier:
    """The dossier of a village and its teams, taken as one side (`dossier_ask.village_form`)."""
    village, notes = dict(found), _Notes(graph)
    notes.village(village, ())
    for team in graph.into(village, "STATIONED_IN"):
        notes.team(team, ((village, team),))
    return _dossier(village, village["groups"], [village], notes.facts)


def places(team: Mapping[str, Any]) -> Iterator[str]:
    """The ids of all scopes that a team's record is in: by its home, by who leads it, by where it is stationed."""
    branch = team["branch"]
    homes = team["villages"] if branch is None else [branch]
    for place in (team, branch, branch and branch.get("committee"), *team["villages"]):
        if place is not None:
            yield place["id"]
    for home in homes:
        above = home["township"]
        for name in ("county", "prefecture", "province", ""):
            if above is not None:
                yield above["id"]
                above = above.get(name)


@dataclass(slots=True)
class _Notes:
    """Facts under way: a part of the graph is walked, each relationship noted under what it may mean."""

    graph: Subgraph
    facts: Facts = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def note(self, kind: str, key: str, fact: Fact) -> None:
        self.facts[kind][key].append(fact)

    def team(self, team: Record, path: Path) -> None:
        self._actor(team, path)
        self._charged(team, path)
        for unit in self.graph.into(team, "SPONSORS"):
            self._unit(unit, team, (*path, (team, unit)))
        for member in self.graph.into(team, "SERVES_IN"):
            self._member(member, (*path, (team, member)))

    def village(self, village: Record, path: Path) -> None:
        about = self.graph.nodes.get(village["id"], village)
        self._actor(village, path)
        self._charged(village, path)
        self.note("VILLAGE", village["id"], Fact(village, village, path))
        for need in about.get("needs", ()):
            self.note("NEED", need, Fact(village, village, path))
        for unit in self.graph.into(village, "SUPPORTS"):
            self._unit(unit, village, (*path, (village, unit)))
        for project in self.graph.into(village, "BENEFITS"):
            self._parks(project, village, (*path, (village, project)))
        for township in self.graph.out(village, "WITHIN"):
            self._charged(township, (*path, (village, township)))

    def _member(self, member: Record, path: Path) -> None:
        self._actor(member, path)
        for unit in self.graph.out(member, "SENT_BY"):
            self._unit(unit, member, (*path, (member, unit)))
        for project in self.graph.into(member, "INTRODUCED_BY"):
            self._parks(project, member, (*path, (member, project)))

    def _actor(self, actor: Record, path: Path) -> None:
        """What a team, a village and a member alike may have a part in."""
        self._links(actor, path)
        for project in self.graph.out(actor, "TAKES_PART_IN"):
            self._project(project, actor, (*path, (actor, project)))
        for enterprise in self.graph.into(actor, "FOUNDED_BY"):
            kind = "PARK" if enterprise["enterpriseKind"] == "PARK" else "COOPERATIVE"
            steps = (*path, (actor, enterprise))
            self.note(kind, enterprise["id"], Fact(enterprise, actor, steps, tie=enterprise["edge"]["id"]))

    def _project(self, project: Record, actor: Record, path: Path) -> None:
        fact = Fact(project, actor, path, project, project["edge"]["id"])
        self.note("PROJECT", project["id"], fact)
        if project["industry"] is not None:
            self.note("INDUSTRY", project["industry"], fact)
        if project["brand"] is not None:
            self.note("BRAND", project["brand"], fact)
        for product in self.graph.out(project, "PRODUCES"):
            if product["brand"] is not None and product["brand"] != project["brand"]:
                steps = (*path, (project, product))
                self.note("BRAND", product["brand"], Fact(product, actor, steps, project, fact.tie))
        self._parks(project, actor, path)

    def _parks(self, project: Record, actor: Record, path: Path) -> None:
        """The parks in which a project stands that the side takes part in, brought in, or benefits from."""
        for site in self.graph.out(project, "LOCATED_IN"):
            if site.get("enterpriseKind") == "PARK":
                steps = (*path, (project, site))
                self.note("PARK", site["id"], Fact(site, actor, steps, project, project["edge"]["id"]))

    def _unit(self, unit: Record, through: Record, path: Path) -> None:
        self.note("SPONSOR", unit["id"], Fact(unit, through, path))
        for capability in unit["capabilities"]:
            self.note("OFFER", capability, Fact(unit, unit, path))

    def _charged(self, place: Record, path: Path) -> None:
        for holder in self.graph.into(place, "IN_CHARGE_OF"):
            self.note("CHARGE", holder["id"], Fact(holder, place, (*path, (place, holder))))

    def _links(self, contact: Record, path: Path) -> None:
        """Links of the team, a member, or a post of the team or village, noted under the teams they lead to."""
        for far in self.graph.out(contact, "COORDINATES_WITH"):
            for team in dict.fromkeys(self._teams(far)):
                self.note("LINK", team, Fact(far, contact, (*path, (contact, far))))
        for post in self.graph.into(contact, "POST_IN"):
            self._links(post, (*path, (contact, post)))

    def _teams(self, contact: Record) -> Iterator[str]:
        """The teams whose side a contact is on."""
        match contact["label"]:
            case "TeamGroup":
                yield contact["id"]
            case "Cadre":
                yield from (team["id"] for team in self.graph.out(contact, "SERVES_IN"))
            case "Village":
                yield from (team["id"] for team in self.graph.into(contact, "STATIONED_IN"))
            case "Post":
                for body in self.graph.out(contact, "POST_IN"):
                    yield from self._teams(body)
