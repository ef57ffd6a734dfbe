"""Which URL opens which store, and what is said of the others."""

from pathlib import Path

import pytest

from graph_service.errors import BadSetting
from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from tests.contract.county import PlainDeriver


@pytest.mark.parametrize("url", [
    "", "memory", "memory:x", "embedded:", "embedded", "embedded://graph.db", "sqlite:graph.db", "http://localhost",
    "graph.db", "neo4j", "neo4j:", "neo4j://", "bolt://:7687", "neo4j://localhost:port", "bolt://[::1",
])
async def test_a_url_of_no_store_is_refused(url: str) -> None:
    with pytest.raises(BadSetting) as refused:
        await open_store(Access(url), ORGANIZATION, PlainDeriver())
    assert refused.value.argument == "GRAPH_SERVICE_STORE"
    assert "GRAPH_SERVICE_STORE" in refused.value.en
    assert "GRAPH_SERVICE_STORE" in refused.value.zh


async def test_a_path_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path(__file__) / "graph.db"):
        with pytest.raises(BadSetting) as refused:
            await open_store(Access(f"embedded:{path}"), ORGANIZATION, PlainDeriver())
        assert refused.value.argument == "GRAPH_SERVICE_STORE"


@pytest.mark.parametrize("url", [
    "neo4j://neo4j:hunter2@localhost:7687", "bolt+s://hunter2@localhost", "neo4j+s://db.example?password=hunter2",
])
async def test_a_secret_in_the_url_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(BadSetting) as refused:
        await open_store(Access(url), ORGANIZATION, PlainDeriver())
    assert "GRAPH_SERVICE_NEO4J_PASSWORD" in refused.value.en
    assert "GRAPH_SERVICE_NEO4J_PASSWORD" in refused.value.zh
    assert "hunter2" not in refused.value.en + refused.value.zh
