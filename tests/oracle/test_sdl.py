"""What the oracle takes the SDL to be, held against the SDL that is printed: names, ways, what may be null."""

from pathlib import Path

import pytest
from graphql import GraphQLNonNull, GraphQLObjectType, GraphQLSchema, build_schema, get_named_type

from graph_service.insights.table import INSIGHTS
from graph_service.model.graph import Derived, Property
from graph_service.model.organization import ORGANIZATION
from tests.oracle.schema import One, Single, Whole, required, root_of, way_of

SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"
OF_THE_SERVICE = {"model", "serviceInfo", "serviceLimits", *(insight.name for insight in INSIGHTS)}
"""What the oracle does not answer: the service's own, and questions."""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(SDL.read_text(encoding="utf-8"), assume_valid=True)


def test_every_root_field_over_the_graph_is_known(schema: GraphQLSchema) -> None:
    assert schema.query_type is not None
    for name, field in schema.query_type.fields.items():
        root = root_of(ORGANIZATION, name)
        assert (root is None) is (name in OF_THE_SERVICE), name
        if root is not None and root.many:
            assert str(field.type) == f"{root.place.connection}!"
        elif root is not None and len(root.labels) == 1:
            assert str(field.type) == root.labels[0]
            assert root.by_code is ("code" in field.args)


def test_every_field_of_every_label_leads_where_the_oracle_goes(schema: GraphQLSchema) -> None:
    for label in ORGANIZATION.labels:
        found = schema.type_map[label.name]
        assert isinstance(found, GraphQLObjectType)
        for name, field in found.fields.items():
            match way_of(ORGANIZATION, label.name, name):
                case Whole() as way:
                    assert str(field.type) == f"{way.place.connection}!"
                    assert set(field.args) == {"filter", "orderBy", "first", "after", "during"}
                case One(hop):
                    assert str(field.type) == hop.target
                case Single() as way:
                    assert str(field.type) == way.place.edge
                case Property() | Derived() as shown:
                    assert isinstance(field.type, GraphQLNonNull) is required(shown), f"{label.name}.{name}"
                case "citations":
                    assert str(field.type) == "[Citation!]!"


def test_every_edge_shows_what_the_oracle_shows(schema: GraphQLSchema) -> None:
    for label in ORGANIZATION.labels:
        for hop in ORGANIZATION.hops(label.name).values():
            edge = schema.type_map[f"{hop.stem}Edge"]
            assert isinstance(edge, GraphQLObjectType)
            shown = ORGANIZATION.edge_fields(hop)
            assert set(edge.fields) == {"node", "cursor", "citations"} | (set(shown) - {"id"})
            assert get_named_type(edge.fields["node"].type).name == hop.target
            for name in set(shown) & set(edge.fields):
                assert isinstance(edge.fields[name].type, GraphQLNonNull) is required(shown[name])
