"""A file to keep a store in, and how to open it again."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from graph_service.model.organization import ORGANIZATION
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from tests.contract.county import PlainDeriver

Opening = Callable[[], Awaitable[Store]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """In a folder that is not there yet."""
    return tmp_path / "var" / "deep" / "graph.db"


@pytest.fixture
def opened(path: Path) -> Opening:
    """Opens the store on the file, again and again."""
    return lambda: open_store(Access(f"embedded:{path}"), ORGANIZATION, PlainDeriver())
