"""What the rows of 义县 add up to.  Figures alone: what they should be stands in the tests."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from seeds.making.reading import DATA_DATE, Placed, ended, key_of, label_of, listed, started
from seeds.making.teams import COUNTY, NINE

Sums = dict[str, object]
LEADING, MEMBER = "TEAM_LEADER", "TEAM_MEMBER"


def rows(name: str, *, example: bool = True) -> tuple[Placed, ...]:
    return listed("yixian", name, example=example)


def tally(found: Iterable[Placed], column: str) -> dict[str, int]:
    return dict(Counter(row[column] for row in found))


def sizes(counts: Mapping[str, int]) -> dict[int, int]:
    """How many have one, how many two, and so on."""
    return dict(Counter(counts.values()))


def with_role(*roles: str) -> set[str]:
    return {row.node for row in rows("Post") if row["role"] in roles}


def example_service() -> list[Placed]:
    return [row for row in rows("SERVES_IN") if row["basis"] == "GENERATED"]


def stated() -> Sums:
    """Without the examples."""
    counts = Counter(row.name for row in listed("yixian", example=False))
    body = {tie["from"]: tie["to"] for tie in rows("POST_IN", example=False)}
    held = {tie["to"] for tie in rows("HOLDS", example=False)}
    held |= {tie["from"] for tie in rows("EX_OFFICIO", example=False) if tie["to"] in held}
    seats = [post for post, place in body.items() if place == f"WorkingCommittee:{COUNTY}/committee"]
    nine = [post for post, place in body.items() if place == f"Township:{NINE}"]
    names = ("WorkingCommittee", "CommitteeOffice", "GuidanceStation", "TownshipBranch", "TeamGroup", "SERVES_IN",
             "GUIDES", "SENT_BY", "SPONSORS", "COORDINATES_WITH", "Project", "Product", "Cadre")
    return {name: counts[name] for name in names} | {
        "seats": (len(seats), sum(seat in held for seat in seats)),
        "first secretaries of 头道河镇": (len(nine), sum(post in held for post in nine)),
        "posts that follow": Counter(row["role"] for row in rows("Post", example=False)
                                     if row.node in {tie["from"] for tie in rows("EX_OFFICIO", example=False)}),
        "villages": tally(rows("Village"), "divisionKind"),
        "agricultural": tally(rows("Township"), "agricultural"),
        "declared": {key_of(row.node).rpartition("/")[2]: int(row["value"]) for row in rows("Indicator")},
    }


def standing_on(day: date) -> dict[str, int]:
    """How much of the three tiers and their organs is in force."""
    names = ("WorkingCommittee", "TownshipBranch", "TeamGroup", "CommitteeOffice", "GuidanceStation", "REPORTS_TO")
    return {name: sum(row.holds_on(day) for row in rows(name)) for name in names}


def teams() -> Sums:
    towns = {row["key"]: row["name"] for row in rows("Township")}
    villages = {row["key"] for row in rows("Village") if row["divisionKind"] == "VILLAGE"}
    stationed = [key_of(tie["to"]) for tie in rows("STATIONED_IN")]
    return {
        "teams": len(rows("TeamGroup")),
        "by township": dict(Counter(towns[village[:9]] for village in stationed)),
        "villages without": len(villages - set(stationed)),
        "levels": tally(rows("TeamGroup"), "dispatchLevel"),
        "sizes": sizes(Counter(places().values())),
        "branches to a station": sorted(tally(rows("GUIDES"), "from").values()),
    }


def places() -> dict[str, str]:
    """The places of the teams with their teams; the group leader's post is no place."""
    counted = with_role(LEADING, MEMBER)
    return {tie["from"]: tie["to"] for tie in rows("POST_IN") if tie["from"] in counted}


def held_and_open() -> tuple[set[str], dict[str, date]]:
    """The places that are held on the day of the data, and those that fell open, with the day."""
    ties = [tie for tie in rows("HOLDS") if tie["to"] in places()]
    held = {tie["to"] for tie in ties if tie.holds_on()}
    return held, {tie["to"]: ended(tie["until"]) for tie in ties if tie["to"] not in held}


def filling() -> Sums:
    held, opened = held_and_open()
    never = places().keys() - held - opened.keys()
    fallen = Counter("大榆树堡镇" if "/210727103" in place else "elsewhere" for place in opened)
    team_size = Counter(places().values())
    first = {tie["from"]: label_of(tie["to"]) for tie in rows("POST_IN") if tie["from"] in with_role("FIRST_SECRETARY")}
    return {
        "places": len(places()), "held": len(held), "open": len(opened), "not recorded": len(never),
        "leading, not recorded": len(never & with_role(LEADING)), "open by township": dict(fallen),
        "open in teams of": {team_size[places()[place]] for place in opened},
        "open roles": {row["role"] for row in rows("Post") if row.node in opened},
        "acted in": len({tie["to"] for tie in rows("ACTS_IN") if tie.holds_on()} & opened.keys()),
        "posts of first secretaries": dict(Counter(first.values())),
        "ages from 14 to 180": sum(14 <= (DATA_DATE - day).days <= 180 for day in opened.values()),
    }


def terms() -> Sums:
    service = example_service()
    now = [row for row in service if row.holds_on()]
    return {
        "starts": tally(service, "since"),
        "now": len(now), "former": len(service) - len(now),
        "replaced": sum(row["until"] == "2020-02" for row in service),
        "due": dict(Counter((row["since"], row["dueOn"][:7]) for row in now)),
        "retained": tally((row for row in now if row["startReason"] == "RETAINED"), "since"),
        "over term": sum(date.fromisoformat(row["dueOn"]) <= DATA_DATE for row in now),
    }


def party() -> Sums:
    standing = {row.node: row["partyStanding"] for row in rows("Cadre") if row["partyStanding"]}
    branches = {tie["from"]: tie["to"] for tie in rows("REPORTS_TO")}
    moved = {(tie["from"], tie["to"], tie["since"], tie["until"]) for tie in rows("PARTY_MEMBER_OF")}
    service = [((row["from"], branches[row["to"]], row["since"], row["until"]), row["from"])
               for row in rows("SERVES_IN")]
    return {
        "standing": dict(Counter(standing.values())),
        "of leaders": {standing.get(tie["from"], "FULL") for tie in rows("HOLDS") if tie["to"] in with_role(LEADING)},
        "outstanding": sum(tie not in moved and standing.get(cadre) != "NONE" for tie, cadre in service),
        "moved without standing": sum(tie in moved and standing.get(cadre) == "NONE" for tie, cadre in service),
    }


def largest_branch() -> int:
    """The most members that a branch has had at a time: on the day on which somebody came."""
    days = {started(tie["since"]) for tie in rows("PARTY_MEMBER_OF")}
    on = [tally((tie for tie in rows("PARTY_MEMBER_OF") if tie.holds_on(day)), "to") for day in sorted(days)]
    return max(max(counts.values()) for counts in on)


def backing() -> Sums:
    units = [row for row in rows("Unit") if row["basis"] == "GENERATED"]
    charged = rows("IN_CHARGE_OF")
    backs = {(tie["from"], tie["to"]) for tie in rows("SPONSORS")}
    sent = {tie["from"]: tie["to"] for tie in rows("SENT_BY")}
    level = {row.node: row["dispatchLevel"] for row in rows("TeamGroup")}
    return {
        "levels": tally(units, "level"), "kinds": tally(units, "unitKind"),
        "sponsors of a team": sizes(tally(rows("SPONSORS"), "to")),
        "units that sponsor": len({tie["from"] for tie in rows("SPONSORS")}),
        "teams of an officer": sizes(tally(rows("LIAISES"), "from")),
        "teams with an officer": len({tie["to"] for tie in rows("LIAISES")}),
        "in charge": (len({tie["from"] for tie in charged}), len({tie["to"] for tie in charged})),
        "links by purpose": tally(rows("COORDINATES_WITH"), "purpose"),
        "sent by a sponsor": sum((sent[row["from"]], row["to"]) in backs for row in example_service()),
        "of their team's level": sum(row["origin"] == level[row["to"]] for row in example_service()),
    }


def holders(role: str, side: Callable[[Placed], str]) -> dict[str, list[str]]:
    """What `side` gives of each HOLDS of such a post, by cadre."""
    wanted, found = with_role(role), defaultdict(list)
    for tie in rows("HOLDS"):
        if tie["to"] in wanted:
            found[tie["from"]].append(side(tie))
    return dict(found)
