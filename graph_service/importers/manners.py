"""What example data may never say, and how it shows that it is example data."""

from collections.abc import Iterator

from graph_service.changes.fold import Node
from graph_service.importers.view import View

PRIVATE = ("phone", "idNumber")
EXAMPLE = "示例"
WORLDLY = ("Cadre", "Unit")
HIGH_PLACES = ("WorkingCommittee", "TownshipBranch", "Township", "County")
HIGH_LEVELS = ("COUNTY", "TOWNSHIP")
SEATS = ("HOLDS", "ACTS_IN")
ADVERSE = ("RECALLED", "DISCIPLINED")
REAL_FACTS = (("CLASSED_AS", "", "source"), ("BENEFITS", "yearlyIncome", "target"), ("INDICATES", "", "target"))
"""Relationships that say a fact of a place, the value that does if one must, and the end at which the place is."""


def generated(node: Node) -> bool:
    return node.properties.get("basis") == "GENERATED"


def no_examples(view: View) -> Iterator[str]:
    for node in view.state.nodes.values():
        if generated(node):
            yield f"{node.label} {node.properties['name']}"
    for tie in view.state.ties.values():
        if tie.properties.get("basis") == "GENERATED":
            yield f"{tie.type} {tie.id}"


def private(view: View) -> Iterator[str]:
    for cadre in view.all("Cadre"):
        told = [name for name in PRIVATE if name in cadre.properties]
        told += ["gender"] if generated(cadre) and "gender" in cadre.properties else []
        if told:
            yield f"{cadre.properties['name']}: {', '.join(told)}"


def names(view: View) -> Iterator[str]:
    for node in view.state.nodes.values():
        name = str(node.properties["name"])
        if generated(node) and node.label in WORLDLY and EXAMPLE not in name:
            yield f"{node.label} {name}"
        if generated(node) and "code" in node.properties:
            yield f"{name}: {node.properties['code']}"


def seats(view: View) -> Iterator[str]:
    for tie in view.state.ties.values():
        cadre, post = view.state.nodes[tie.source], view.state.nodes[tie.target]
        if tie.type in SEATS and generated(cadre):
            for body in view.out(post, "POST_IN", ever=True):
                high = body.label in HIGH_PLACES or body.properties.get("level") in HIGH_LEVELS
                if high and not generated(body):
                    yield f"{cadre.properties['name']}: {post.properties['name']}"


def named_teams(view: View) -> Iterator[str]:
    """Neither the team, nor its places, nor its village, nor its people have anything of an example."""
    for group in view.all("TeamGroup"):
        if not generated(group):
            people, places = (view.back(group, name, ever=True) for name in ("SERVES_IN", "POST_IN"))
            near = [*people, *view.back(group, "SPONSORS", ever=True)]
            near += [holder for place in places for holder in view.back(place, "HOLDS", ever=True)]
            near += [unit for village in view.out(group, "STATIONED_IN") for unit in view.back(village, "SUPPORTS")]
            near += [unit for person in people for unit in view.out(person, "SENT_BY", ever=True)]
            yield from (f"{group.properties['name']}: {node.properties['name']}" for node in near if generated(node))


def adverse(view: View) -> Iterator[str]:
    """A recall or a discipline is told in the fictional county alone, where every name says so."""
    for tie in view.state.ties.values():
        at = str(view.state.nodes[tie.target].properties["name"])
        if tie.properties.get("endReason") in ADVERSE and EXAMPLE not in at:
            yield f"{view.state.nodes[tie.source].properties['name']}: {at}"


def neutral(view: View) -> Iterator[str]:
    for type_name, value, end in REAL_FACTS:
        for tie in view.ties(type_name):
            place = view.state.nodes[tie.source if end == "source" else tie.target]
            says = tie.properties.get("basis") == "GENERATED" and (not value or value in tie.properties)
            if says and not generated(place):
                yield f"{type_name} {place.properties['name']}"


def vacancies(view: View) -> Iterator[str]:
    """Not stated is not vacant: a post whose last holder left, and of which no more is told, is closed with him."""
    for post in view.all("Post"):
        left = view.ties_at(post, "HOLDS", outward=False, ever=True) and not view.back(post, "HOLDS")
        if left and not generated(post) and view.stands(post) and not view.out(post, "STATED_VACANT"):
            yield str(post.properties["name"])
