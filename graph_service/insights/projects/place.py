"""Where a project stands and whom it benefits: sites against beneficiaries, and the borders between them all.

A border is crossed where two divisions are recorded among the villages that participants stand for, the sites and the
villages that benefit.  The village border is also shown where it is only stated: several villages take part, or the
project is an enclave.  A site apart from a village is one that is known to be outside it; a park of which only the
county is known may be anywhere there, unless its project is entered as an enclave, which says that it is elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.insights.answer import Sentence, Walked, ref, walked
from graph_service.insights.form import Form, One, Record
from graph_service.insights.insight import Ref
from graph_service.insights.posts import EDGE
from graph_service.insights.projects.project import BORDER, SITE_RELATION, BorderCrossed, ProjectBenefit, ProjectSite
from graph_service.insights.projects.stated import figure, says_villages
from graph_service.insights.projects.taking_part import Way, distinct, township_ways, village_ways, walks
from graph_service.insights.saying import listed
from graph_service.model.graph import GraphModel, Words

SAME, APART, NOT_RECORDED = (one.name for one in SITE_RELATION.values)
LEVELS: Mapping[str, str] = {"VILLAGE": "village", "TOWNSHIP": "township", "COUNTY": "county"}
"""By border the part of a place that it parts."""


TOWNSHIP = Form("Township", "name", {"county": One(Form("County"))})
VILLAGE = Form("Village", "name", {"township": One(TOWNSHIP)})
PLACED: Mapping[str, Form] = {
    "Village": Form("Village", "", VILLAGE.parts), "Township": Form("Township", "", TOWNSHIP.parts),
}
"""By label what a division lies within."""


def site(*, reasons: bool) -> Form:
    location = One(Form("Location"), EDGE if reasons else "", cited=reasons)
    return Form("Site", "name", only={"Enterprise": Form("Enterprise", "name", {"location": location})})


def divisions(project: Mapping[str, Any]) -> Iterator[Record]:
    """All divisions that a project leads to."""
    for one in project["participants"]:
        for way in (*village_ways(one), *township_ways(one)):
            yield way[-1]
    for one in project["sites"]:
        there = one if one["label"] == "Village" else one["location"]
        if there is not None:
            yield there
    yield from project["beneficiaries"]


def place_divisions(project: Mapping[str, Any], known: Mapping[str, Record]) -> None:
    """Put into a project's divisions what they lie within, from records of `PLACED` by id."""
    for one in divisions(project):
        found = known.get(one["id"], {})
        one.update({name: found[name] for name in ("township", "county") if name in found})


@dataclass(frozen=True, slots=True)
class Place:
    """The divisions that something lies in, as far as they are known."""

    village: Record | None = None
    township: Record | None = None
    county: Record | None = None


def place(of: Mapping[str, Any] | None) -> Place:
    """Of a division, or of an enterprise by its location."""
    if of is None:
        return Place()
    match of["label"]:
        case "Village":
            above = place(of.get("township"))
            return Place(dict(of), above.township, above.county)
        case "Township":
            return Place(None, dict(of), of.get("county"))
        case "County":
            return Place(county=dict(of))
        case "Enterprise":
            return place(of["location"])
        case _:
            return Place()


def site_relation(project: Mapping[str, Any], village: Record) -> str:
    """How all sites stand to a village: one in it, all elsewhere, or not known."""
    found = {_relation(place(one), place(village)) for one in project["sites"]}
    if SAME in found:
        return SAME
    return APART if found == {APART} or project["projectKind"] == "ENCLAVE" else NOT_RECORDED


def _relation(one: Place, other: Place) -> str:
    """By the least division that is known of both."""
    for name in LEVELS.values():
        near, far = getattr(one, name), getattr(other, name)
        if near is not None and far is not None:
            if near["id"] != far["id"]:
                return APART
            return SAME if name == "village" else NOT_RECORDED
    return NOT_RECORDED


def is_enclave(project: Mapping[str, Any]) -> bool:
    """Entered as one, or sites and beneficiaries are recorded and no site is in a village that benefits."""
    villages = project["beneficiaries"]
    apart = bool(villages) and all(site_relation(project, village) == APART for village in villages)
    return apart or project["projectKind"] == "ENCLAVE"


def shown_sites(project: Record) -> tuple[ProjectSite, ...]:
    return tuple(_site(project, one) for one in project["sites"])


def _site(project: Record, one: Record) -> ProjectSite:
    there = place(one)
    where = [record["name"] for record in (there.county, there.township, there.village) if record is not None]
    missing = Words("", "")
    if there.village is None:
        missing = Words("; its village is not recorded", "；所在村未登记")
        if there.township is None:
            missing = Words("; its township and village are not recorded", "；所在乡镇、村未登记")
    said = Sentence(
        f"{project['name']} stands in {one['name']} ({', '.join(where)}{missing.en}).",
        f"{project['name']}落在{one['name']}（{''.join(where)}{missing.zh}）。",
    )
    divisions = (_ref(there.village), _ref(there.township), _ref(there.county))
    return ProjectSite(ref(one), *divisions, walks([_site_way(project, one)]), said)


def _site_way(project: Record, one: Record) -> Way:
    return (project, one) if one.get("location") is None else (project, one, one["location"])


def _ref(record: Record | None) -> Ref | None:
    return None if record is None else ref(record)


_SITE_WORDS: Mapping[str, Words] = {
    SAME: Words("the project stands in the village", "项目落在本村"),
    APART: Words("the project stands outside the village", "项目不落在本村"),
    NOT_RECORDED: Words("whether the project stands in the village is not recorded", "项目是否落在本村未登记"),
}


def shown_beneficiaries(model: GraphModel, project: Mapping[str, Any]) -> tuple[ProjectBenefit, ...]:
    return tuple(_benefit(model, project, village) for village in project["beneficiaries"])


def _benefit(model: GraphModel, project: Mapping[str, Any], village: Record) -> ProjectBenefit:
    edge = village["edge"]
    income, bound = edge["yearlyIncome"], edge["yearlyIncomeBound"]
    relation = site_relation(project, village)
    there = _SITE_WORDS[relation]
    amount = Words("", "") if income is None else figure(model, income, bound)
    en = "" if income is None else f", which has {amount.en} yuan a year from it"
    zh = "" if income is None else f"，村集体年收入{amount.zh}元"
    said = Sentence(
        f"{project['name']} benefits {village['name']}{en}; {there.en}.",
        f"{village['name']}因{project['name']}受益{zh}；{there.zh}。",
    )
    return ProjectBenefit(ref(village), income, bound, relation, walked(project, village), said)


@dataclass(frozen=True, slots=True)
class _Footing:
    """A place of a project, and the relationships by which it is one."""

    place: Place
    reasons: tuple[Walked, ...]


def _footings(project: Record) -> Iterator[_Footing]:
    for one in project["participants"]:
        for way in (*village_ways(one), *township_ways(one)):
            yield _Footing(place(way[-1]), walks([(project, *way)]))
    for one in project["sites"]:
        yield _Footing(place(one), walks([_site_way(project, one)]))
    for one in project["beneficiaries"]:
        yield _Footing(place(one), walks([(project, one)]))


def borders(project: Record) -> tuple[BorderCrossed, ...]:
    """Village, township, county: those crossed."""
    footings = list(_footings(project))
    found = [_border(border.name, footings) for border in BORDER.values]
    if found[0] is None:
        found[0] = _stated(project)
    return tuple(one for one in found if one is not None)


def _border(border: str, footings: Iterable[_Footing]) -> BorderCrossed | None:
    name = LEVELS[border]
    there = [(getattr(one.place, name), one.reasons) for one in footings]
    known = [(record, reasons) for record, reasons in there if record is not None]
    divisions = distinct(record for record, _ in known)
    if len(divisions) < 2:
        return None
    reasons = tuple({(one.type, one.id): one for _, some in known for one in some}.values())
    title = next(value.title for value in BORDER.values if value.name == border)
    names = listed([Words(one["name"], one["name"]) for one in divisions])
    said = Sentence(
        f"It crosses a {title.en.lower()} border: {names.en}.", f"{title.zh}：涉及{names.zh}。"
    )
    return BorderCrossed(border, tuple(map(ref, divisions)), True, reasons, said)


def _stated(project: Record) -> BorderCrossed | None:
    """The village border, where it is stated though two villages are not recorded."""
    if says_villages(project):
        ways = [way for one in project["participants"] for way in village_ways(one)]
        known, reasons = distinct(way[-1] for way in ways), walks((project, *way) for way in ways)
        said = Sentence(
            "Several villages are stated to take part; fewer than two are recorded.",
            "跨村：载明由多村参与，已登记者不足两村。",
        )
    elif is_enclave(project):
        known = project["beneficiaries"]
        reasons = tuple(walked(project, one) for name in ("sites", "beneficiaries") for one in project[name])
        said = Sentence(
            "As an enclave it stands outside the village that benefits.", "跨村：作为飞地项目，落地处不在受益村。"
        )
    else:
        return None
    return BorderCrossed("VILLAGE", tuple(map(ref, known)), False, reasons, said)
