"""The declaration keeps its own rules, broken copies are caught, and values are spelled as the table says."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graph_service.model.check import faults
from graph_service.model.graph import (
    End,
    GraphModel,
    Interface,
    Kind,
    Label,
    One,
    Property,
    Relationship,
    Value,
    Words,
)
from graph_service.model.organization import ORGANIZATION
from graph_service.model.shared import words
from graph_service.model.values import BY_KIND, LARGEST, parsed

SAID = words("Said | 说明")
Break = Callable[[GraphModel], GraphModel]


def with_label(name: str, **changes: Any) -> Break:
    def broken(model: GraphModel) -> GraphModel:
        return replace(model, labels=tuple(
            replace(label, **changes) if label.name == name else label for label in model.labels))
    return broken


def with_property(name: str, found: Property) -> Break:
    def broken(model: GraphModel) -> GraphModel:
        own = (*model.label[name].properties, found)
        return with_label(name, properties=own)(model)
    return broken


def with_row(type_name: str, **changes: Any) -> Break:
    def broken(model: GraphModel) -> GraphModel:
        return replace(model, relationships=tuple(
            replace(row, **changes) if row.type == type_name else row for row in model.relationships))
    return broken


def with_new_row(row: Relationship) -> Break:
    return lambda model: replace(model, relationships=(*model.relationships, row))


def without_interface(name: str) -> Break:
    return lambda model: replace(model, interfaces=tuple(face for face in model.interfaces if face.name != name))


def with_interface(face: Interface) -> Break:
    return lambda model: replace(model, interfaces=(*model.interfaces, face))


def with_value(enumeration: str, value: Value) -> Break:
    return lambda model: replace(model, enumerations=tuple(
        replace(listed, values=(*listed.values, value)) if listed.name == enumeration else listed
        for listed in model.enumerations))


def row(type_name: str, tag: str, source: str, target: str, out: str, back: str) -> Relationship:
    return Relationship(type_name, tag, (source,), (target,), End(out, SAID), End(back, SAID), SAID)


def prop(name: str, kind: Kind = Kind.TEXT, **more: Any) -> Property:
    return Property(name, kind, SAID, SAID, **more)


BROKEN: dict[str, tuple[Break, str]] = {
    "label of an end": (with_row("BENEFITS", targets=("Hamlet",)), "BENEFITS: there is no label Hamlet"),
    "label of an interface": (
        with_interface(Interface("Odd", SAID, SAID, ("Hamlet",))), "interface Odd: there is no label Hamlet"),
    "interface of an end": (
        without_interface("Founder"), "FOUNDED_BY: no interface has exactly the labels Village, TeamGroup, Cadre"),
    "enumeration": (
        with_property("Village", prop("mood", Kind.CHOICE, enumeration="Mood")),
        "Village.mood: there is no enumeration Mood"),
    "choice without enumeration": (
        with_property("Village", prop("mood", Kind.CHOICE)),
        "Village.mood: a CHOICE, and nothing else, has an enumeration"),
    "two ends of one name": (
        with_new_row(row("TWINNED_WITH", "tw", "Village", "Product", "groups", "twins")),
        "Village: two ends are called groups"),
    "two kinds": (
        with_property("Village", prop("area", Kind.WHOLE)),
        "GuidanceStation.area does not mean what Village.area does"),
    "two enumerations": (
        with_property("Village", prop("level", Kind.CHOICE, enumeration="Role")),
        "Unit.level does not mean what Village.level does"),
    "two nullabilities": (
        with_property("Village", prop("area", required=True)),
        "GuidanceStation.area does not mean what Village.area does"),
    "two multiplicities": (
        with_property("Village", prop("area", many=True)),
        "GuidanceStation.area does not mean what Village.area does"),
    "a relationship's property means another thing": (
        with_row("SUPPORTS", properties=(prop("area", Kind.DATE),)),
        "SUPPORTS.area does not mean what GuidanceStation.area does"),
    "tag of two labels": (with_label("Village", tag="co"), "two labels with the tag co"),
    "tag of two types": (with_row("BENEFITS", tag="wi"), "two types with the tag wi"),
    "tag of another form": (with_label("Village", tag="v1"), "the tag v1 is not two small letters"),
    "type called as another": (
        with_interface(Interface("Basis", SAID, SAID, ("Village",))), "two types are called Basis"),
    "root field called as another": (with_label("Village", plural="nodes"), "two root fields are called nodes"),
    "history of an end": (
        with_property("TeamGroup", prop("branchHistory")), "TeamGroup.branchHistory: the name is taken"),
    "connective": (with_property("Village", prop("not")), "Village.not: the name is taken"),
    "cursor of an edge": (
        with_row("SUPPORTS", properties=(prop("cursor"),)), "SUPPORTS.cursor: the name is taken"),
    "label's key": (
        lambda model: with_property("Enterprise", prop("village"))(with_property("Village", prop("village"))(model)),
        "interface Site: village is a field and a label's key"),
    "home": (with_label("Village", home=("moon",)), "Village: the home moon is no hop"),
    "order": (with_label("Village", order="needs"), "Village: it cannot be ordered by needs"),
    "public value": (
        with_value("EndReason", Value("FIRED", SAID, "GONE")), "EndReason.FIRED: there is no value GONE"),
    "value named twice": (with_value("Capacity", Value("FULL", SAID)), "Capacity: two values are called FULL"),
    "two rows between the same labels": (
        with_new_row(row("STATIONED_IN", "si", "TeamGroup", "Village", "places", "teams")),
        "STATIONED_IN: two rows lead from TeamGroup to Village"),
    "said in one language": (
        with_label("Village", title=Words("Village", "")), "Village: it is not said in both languages"),
}


def test_the_declaration_is_sound() -> None:
    assert faults(ORGANIZATION) == []


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_copy_is_caught(case: str) -> None:
    broken, fault = BROKEN[case]
    assert fault in faults(broken(ORGANIZATION))


def test_an_end_is_one_or_many_under_every_label() -> None:
    odd = Relationship("TWINNED_WITH", "tw", ("Product",), ("Policy",),
        End("groups", SAID, One.ALWAYS), End("twins", SAID), SAID)
    assert "Product.groups does not mean what Village.groups does" in faults(with_new_row(odd)(ORGANIZATION))


def test_an_end_of_one_stem_leads_to_one_place() -> None:
    odd = row("REPORTS_TO", "rt", "Enterprise", "Unit", "branch", "reporters")
    told = faults(with_new_row(replace(odd, out=End("branch", SAID, One.ALWAYS)))(ORGANIZATION))
    assert "Enterprise.branch: ReportsToBranch leads elsewhere from another label" in told


def test_every_kind_is_spelled() -> None:
    assert set(BY_KIND) == set(Kind)


LIST = prop("items", many=True)


@pytest.mark.parametrize(("of", "text", "value"), [
    (prop("a", Kind.DATE), "2018-02-28", "2018-02-28"),
    (prop("a", Kind.LONG), str(LARGEST), LARGEST),
    (prop("a", Kind.WHOLE), "-7", -7),
    (prop("a", Kind.FLAG), "true", True),
    (prop("a", Kind.TEXT), " 前杨镇 ", "前杨镇"),
    (LIST, "一|二", ["一", "二"]),
])
def test_a_cell_gives_its_value(of: Property, text: str, value: object) -> None:
    assert parsed(of, text) == value


@pytest.mark.parametrize(("kind", "text"), [
    (Kind.DATE, "2018-02-30"), (Kind.DATE, "2018-2-3"), (Kind.LONG, str(LARGEST + 1)), (Kind.LONG, "1.0"),
    (Kind.WHOLE, str(2**31)), (Kind.WHOLE, "\u0661"), (Kind.FLAG, "yes"), (Kind.CODE, "二一"),
])
def test_a_cell_is_refused_in_both_languages(kind: Kind, text: str) -> None:
    fault = parsed(prop("a", kind), text)
    assert isinstance(fault, Words)
    assert text in fault.en
    assert text in fault.zh


def test_a_choice_names_what_is_allowed() -> None:
    fault = parsed(prop("a", Kind.CHOICE, enumeration="Capacity"), "HALF", ORGANIZATION.enumeration["Capacity"])
    assert isinstance(fault, Words)
    assert "FULL, TEMPORARY" in fault.en


def test_labels_have_roots_and_constants() -> None:
    label = Label("TeamGroup", "tg", "teamGroups", SAID, SAID)
    assert (label.root, label.constant) == ("teamGroup", "TEAM_GROUP")
