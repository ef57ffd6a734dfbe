"""The GraphQL types: what is written under schema/ is what the model says, and input and output are plain values."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import strawberry
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    parse,
    validate,
)
from graphql import build_schema as read_schema

from graph_service.api import described
from graph_service.api.types.build import Resolvers, build_schema
from graph_service.api.types.scalars import Date
from graph_service.api.written import drift, files, sdl, write
from graph_service.insights.table import INSIGHTS
from graph_service.model.graph import Enumeration, GraphModel, Hop, Value
from graph_service.model.organization import ORGANIZATION
from graph_service.model.shared import words
from graph_service.stores.neo4j.constraints import constraints

FOLDER = Path(__file__).parent.parent / "schema"

ROW = {
    "label": "Village", "id": "vi_a", "name": "小白庙子村", "divisionKind": "VILLAGE", "needs": ["WATER"],
    "inForce": True,
}
ASKED: dict[str, Any] = {}


def asked(_source: Any, _info: Any, **arguments: Any) -> Any:
    ASKED.clear()
    ASKED.update(arguments)
    return ROW


def read(source: Any, info: Any, **_arguments: Any) -> Any:
    return source.get(info.field_name)


def info_of_the_service(_info: Any) -> described.ServiceInfo:
    counts = [described.LabelCount(label="Village", count=253)]
    return described.ServiceInfo(version="0", store="embedded", revision=7, data_date=Date("2020-11-12"),
        labels=counts)


RESOLVERS = Resolvers(
    root=asked,
    field=read,
    type_of=lambda value, _info, _type: str(value["label"]),
    described=lambda _info: described.described(ORGANIZATION),
    service_info=info_of_the_service,
    service_limits=lambda _info: [described.ServiceLimit(name="x", title=described.Text(en="x", zh="某"), value=2.5)],
)


@pytest.fixture(scope="module")
def schema() -> strawberry.Schema:
    return build_schema(ORGANIZATION, resolvers=RESOLVERS, insights=INSIGHTS)


@pytest.fixture(scope="module")
def core(schema: strawberry.Schema) -> GraphQLSchema:
    return schema._schema


def data(schema: strawberry.Schema, document: str, **variables: Any) -> Any:
    answer = schema.execute_sync(document, variables)
    assert answer.errors is None, answer.errors
    return answer.data


def refusals(schema: strawberry.Schema, document: str, **variables: Any) -> list[str]:
    return [error.message for error in schema.execute_sync(document, variables).errors or ()]


# ---- what is written


def test_the_written_files_say_what_the_model_says() -> None:
    stale = drift(FOLDER, files(ORGANIZATION, constraints(ORGANIZATION)))
    assert stale == [], f"run `graph-service schema write`: {stale}"


def test_writing_names_what_it_changed(tmp_path: Path) -> None:
    texts = {"a": "one\n", "b": "二\n"}
    assert write(tmp_path / "new", texts) == ["a", "b"]
    (tmp_path / "new" / "b").write_text("old", encoding="utf-8")
    assert drift(tmp_path / "new", texts) == ["b"]
    assert write(tmp_path / "new", texts) == ["b"]
    assert drift(tmp_path / "new", texts) == []


def test_the_printed_schema_is_read_back(core: GraphQLSchema) -> None:
    printed = read_schema(sdl(ORGANIZATION))
    assert set(printed.type_map) == set(core.type_map)


# ---- the types


def test_a_label_has_all_its_interfaces(core: GraphQLSchema) -> None:
    for label in ORGANIZATION.labels:
        made = core.type_map[label.name]
        assert isinstance(made, GraphQLObjectType)
        faces = {face.name for face in ORGANIZATION.interfaces if label.name in face.labels}
        assert {face.name for face in made.interfaces} == faces


def test_every_field_of_the_model_is_shown(core: GraphQLSchema) -> None:
    for owner in (*ORGANIZATION.label, *ORGANIZATION.interface):
        made = core.type_map[owner]
        assert isinstance(made, GraphQLObjectType | GraphQLInterfaceType)
        ones = [hop.name for hop in ORGANIZATION.hops(owner).values() if not hop.many]
        more = {f"{name}{end}" for name in ones for end in ("Edge", "History")}
        more |= {"citations"} if owner != "Node" else set()
        assert set(made.fields) == set(ORGANIZATION.fields(owner)) | more


def texts(core: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    for name, found in core.type_map.items():
        if name.startswith("__"):
            continue
        yield name, found.description
        for kind in ("fields", "values"):
            for key, one in getattr(found, kind, {}).items():
                yield f"{name}.{key}", one.description
                yield from ((f"{name}.{key}({a})", given.description) for a, given in getattr(one, "args", {}).items())


def test_everything_is_described_in_both_languages(core: GraphQLSchema) -> None:
    scalars = {"ID", "String", "Int", "Boolean", "Float"}
    silent = [name for name, text in texts(core) if name not in scalars and (
        not text or not text[0].isascii() or text.isascii())]
    assert silent == []


def test_what_is_not_public_has_no_filter_and_no_order(core: GraphQLSchema) -> None:
    inputs = [found for found in core.type_map.values() if isinstance(found, GraphQLInputObjectType)]
    assert not {name for found in inputs for name in found.fields} & {"phone", "idNumber", "endReason", "nameKey"}
    shown = core.type_map["Cadre"]
    assert isinstance(shown, GraphQLObjectType)
    assert {str(shown.fields[name].type) for name in ("phone", "idNumber")} == {"String"}


def test_types_of_an_end_are_shared(core: GraphQLSchema) -> None:
    ends = {hop.stem for label in ORGANIZATION.labels for hop in ORGANIZATION.hops(label.name).values()}
    assert {name for name in core.type_map if name.endswith("Connection")} == {
        f"{stem}Connection" for stem in (*ends, *ORGANIZATION.label)}
    assert "CoordinatesWithConnection" in core.type_map


def test_two_types_of_one_name_are_refused() -> None:
    odd = Enumeration("Village", words("Odd. | 怪。"), (Value("ODD", words("Odd | 怪")),))
    label = replace(ORGANIZATION.label["Product"], properties=(
        replace(ORGANIZATION.properties("Post")["role"], name="odd", enumeration="Village"),))
    model: GraphModel = replace(ORGANIZATION, enumerations=(*ORGANIZATION.enumerations, odd), labels=tuple(
        label if one.name == label.name else one for one in ORGANIZATION.labels))
    with pytest.raises(ValueError, match="two types would be called Village"):
        build_schema(model, resolvers=RESOLVERS)


def test_a_hop_has_the_same_arguments_on_every_owner(core: GraphQLSchema) -> None:
    for owner in (*ORGANIZATION.label, *ORGANIZATION.interface):
        for name, hop in ORGANIZATION.hops(owner).items():
            made: Any = core.type_map[owner]
            shown = made.fields[name if hop.many else f"{name}History"]
            assert set(shown.args) == {"filter", "orderBy", "first", "after", "during"}
            assert shown.args["first"].default_value == 50
            assert isinstance(hop, Hop)
            assert str(shown.type) == f"{hop.stem}Connection!"


# ---- plain values in


def test_arguments_are_plain_values_by_their_graphql_names(schema: strawberry.Schema) -> None:
    data(schema, """query ($orders: [VillageOrder!], $large: Long) {
        village(code: "210727110201", basis: [STATED, COUNTED]) {
            id
            groups(during: { from: "2018-01-01", to: "2019-01-01" }) @skip(if: true) { totalCount }
        }
        villages(orderBy: $orders, filter: { benefitingProjects: { some: { edge: { yearlyIncome: { gt: $large } } } } })
            @include(if: false) { totalCount }
    }""", orders=[{"name": "DESC"}], large=3.0)
    assert ASKED == {"code": "210727110201", "basis": ["STATED", "COUNTED"]}
    assert type(ASKED["basis"][0]) is str


def test_a_filter_and_an_order_are_plain(schema: strawberry.Schema) -> None:
    refusals(schema, """query ($large: Long) { villages(
        orderBy: [{ name: DESC }], asOf: "2018-02-30",
        filter: { benefitingProjects: { some: { edge: { yearlyIncome: { gt: $large } } } }, needs: { has: WATER } }
    ) { totalCount } }""", large=3.0)
    assert ASKED == {
        "orderBy": [{"name": "DESC"}], "asOf": "2018-02-30", "first": 50,
        "filter": {"benefitingProjects": {"some": {"edge": {"yearlyIncome": {"gt": 3}}}}, "needs": {"has": "WATER"}},
    }


@pytest.mark.parametrize("value", [5, True, ["2018-01-01"], {"day": 1}])
def test_a_date_is_text(schema: strawberry.Schema, value: object) -> None:
    told = refusals(schema, "query ($day: Date) { village(code: \"1\", asOf: $day) { id } }", day=value)
    assert len(told) == 1
    assert "A Date is text" in told[0]


@pytest.mark.parametrize("literal", ["5", "TODAY", "true"])
def test_a_literal_date_is_text(schema: strawberry.Schema, literal: str) -> None:
    told = refusals(schema, f'{{ village(code: "1", asOf: {literal}) {{ id }} }}')
    assert len(told) == 1
    assert "A Date is text" in told[0]


@pytest.mark.parametrize("value", [2**53, -(2**53), 3.5, True, "3", float("inf")])
def test_a_long_is_whole_and_within_bounds(schema: strawberry.Schema, value: object) -> None:
    told = refusals(schema, "query ($n: Long) { indicators(filter: { value: { eq: $n } }) { totalCount } }", n=value)
    assert len(told) == 1
    assert "A Long is a whole number" in told[0]


@pytest.mark.parametrize("order", [{}, {"name": "ASC", "code": "ASC"}, {"name": None}])
def test_an_order_has_exactly_one_key(schema: strawberry.Schema, order: object) -> None:
    told = refusals(schema, "query ($o: [VillageOrder!]) { villages(orderBy: $o) { totalCount } }", o=[order])
    assert len(told) == 1
    assert "exactly one field" in told[0]


@pytest.mark.parametrize("order", ["{}", "{ name: ASC, code: ASC }", "{ name: null }"])
def test_a_literal_order_has_exactly_one_key(schema: strawberry.Schema, core: GraphQLSchema, order: str) -> None:
    document = f"{{ villages(orderBy: [{order}]) {{ totalCount }} }}"
    assert len(refusals(schema, document)) == 1
    assert len(validate(core, parse(document))) == 1


def test_introspection_knows_the_orders(schema: strawberry.Schema) -> None:
    found = data(schema, '{ order: __type(name: "VillageOrder") { isOneOf } filter: __type(name: "VillageFilter") '
        '{ isOneOf } type: __type(name: "Village") { isOneOf } }')
    assert found == {"order": {"isOneOf": True}, "filter": {"isOneOf": False}, "type": {"isOneOf": None}}


# ---- spelled values out


def test_rows_are_completed_as_they_are_spelled(schema: strawberry.Schema) -> None:
    found = data(schema, '{ node(id: "x") { __typename ... on Village { name divisionKind needs inForce } } }')
    assert found == {"node": {
        "__typename": "Village", "name": "小白庙子村", "divisionKind": "VILLAGE", "needs": ["WATER"], "inForce": True}}


def test_the_model_is_described(schema: strawberry.Schema) -> None:
    found = data(schema, """{ model {
        labels { name title { zh } properties { name kind unit derived privacy } }
        relationships { type dated source { name one labels } target { name one } properties { name } }
        interfaces { name labels } enumerations { name values { name title { en } } }
    } }""")["model"]
    villages = next(label for label in found["labels"] if label["name"] == "Village")
    assert {"name": "households", "kind": "WHOLE", "unit": "household", "derived": False, "privacy": "PUBLIC"} in (
        villages["properties"])
    assert len(found["relationships"]) == len(ORGANIZATION.relationships)
    holds = next(row for row in found["relationships"] if row["type"] == "HOLDS")
    assert holds["target"] == {"name": "holder", "one": True}


def test_the_service_says_where_it_stands(schema: strawberry.Schema) -> None:
    found = data(schema, "{ serviceInfo { version store revision dataDate labels { label count } } }")
    assert found["serviceInfo"] == {"version": "0", "store": "embedded", "revision": 7, "dataDate": "2020-11-12",
        "labels": [{"label": "Village", "count": 253}]}
