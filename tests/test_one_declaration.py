"""A new property is one line: a copy of the model gets one, and it is found wherever the model is spelled."""

from dataclasses import replace

import pytest

from graph_service.api.written import files
from graph_service.model.check import faults
from graph_service.model.graph import GraphModel, Kind, Property
from graph_service.model.organization import ORGANIZATION
from graph_service.model.shared import words
from graph_service.stores.neo4j.constraints import constraints

ALTITUDE = Property("altitude", Kind.WHOLE, words("Altitude | 海拔"), words(
    "Height above the sea. | 海拔高度。"), unit="metre", unique=True)
WEIGHT = Property("weight", Kind.WHOLE, words("Weight | 权重"), words("How much it weighs. | 权重大小。"))


def with_two_more(model: GraphModel) -> GraphModel:
    """A unique number on villages, and a number on STATIONED_IN."""
    village = replace(model.label["Village"], properties=(*model.label["Village"].properties, ALTITUDE))
    return replace(
        model,
        labels=tuple(village if label.name == "Village" else label for label in model.labels),
        relationships=tuple(
            replace(row, properties=(*row.properties, WEIGHT)) if row.type == "STATIONED_IN" else row
            for row in model.relationships),
    )


@pytest.fixture(scope="module")
def model() -> GraphModel:
    return with_two_more(ORGANIZATION)


@pytest.fixture(scope="module")
def written(model: GraphModel) -> dict[str, str]:
    return files(model, constraints(model))


def block(text: str, head: str) -> str:
    """One definition of the SDL."""
    return text[text.index(f"\n{head}"):].split("\n}", 1)[0]


def test_the_declaration_stays_sound(model: GraphModel) -> None:
    assert faults(model) == []


@pytest.mark.parametrize(("head", "line"), [
    ("type Village implements", "altitude: Int"),
    ("input VillageFilter ", "altitude: WholeFilter"),
    ("input StationedInVillagesFilter ", "altitude: WholeFilter"),
    ("input VillageOrder ", "altitude: Direction"),
    ("input StationedInVillagesOrder ", "altitude: Direction"),
    ("input VillageEndOrder ", "altitude: Direction"),
    ("type StationedInGroupsEdge ", "weight: Int"),
    ("input StationedInGroupsEdgeFilter ", "weight: WholeFilter"),
    ("input StationedInGroupsEdgeOrder ", "weight: Direction"),
])
def test_the_api_has_it(written: dict[str, str], head: str, line: str) -> None:
    assert f"  {line}\n" in block(written["schema.graphql"], head) + "\n"


def test_the_constraints_have_it(written: dict[str, str]) -> None:
    assert "FOR (n:Village) REQUIRE n.altitude IS UNIQUE" in written["constraints.cypher"]


def test_the_docs_have_it(written: dict[str, str]) -> None:
    assert "| `altitude` | whole | metre | unique 唯一 | Height above the sea. | 海拔高度。 |" in written["model.md"]
    assert "| STATIONED_IN | `weight` | whole |" in written["model.md"]
