"""What all tests share: the real Neo4j, started once, and a plain word when it had to be left out."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from ipaddress import ip_address
from typing import Any

import pytest

from graph_service.stores.open import Access
from tests.loaded import KINDS, Loaded, loaded_service
from tests.real_neo4j import NoNeo4jError, real_neo4j

LEFT_OUT = pytest.StashKey[str]()
AWAY: list[str] = []
"""Addresses outside that this process tried to reach."""


def stay_inside(event: str, given: tuple[Any, ...]) -> None:
    """Nothing in this process connects to any but this machine, wherever the suite runs."""
    if event == "socket.connect" and isinstance(given[1], tuple):
        host = str(given[1][0])
        if host != "localhost" and not ip_address(host).is_loopback:
            AWAY.append(host)
            raise RuntimeError(f"A test reached outside: {host}")


sys.addaudithook(stay_inside)


@pytest.fixture(autouse=True)
def nothing_goes_out() -> Iterator[None]:
    """A connection outside fails its test, whoever swallowed the error."""
    yield
    assert not AWAY, f"reached outside: {AWAY}"


@pytest.fixture(scope="session")
def neo4j_uri(pytestconfig: pytest.Config) -> Iterator[str]:
    """A real server; without one its tests are skipped, and in CI they fail."""
    with ExitStack() as stack:
        try:
            uri = stack.enter_context(real_neo4j())
        except NoNeo4jError as missing:
            reason = str(missing)
        else:
            yield uri
            return
    if os.environ.get("CI"):
        pytest.fail(f"CI must test on a real Neo4j. {reason}", pytrace=False)
    pytestconfig.stash[LEFT_OUT] = reason
    pytest.skip(reason)


@pytest.fixture(
    scope="session",
    params=[pytest.param(kind, id=kind, marks=[pytest.mark.neo4j] if kind == "neo4j" else []) for kind in KINDS],
)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The service over the real seeds, on each store in turn."""
    match request.param:
        case "memory":
            access = Access("memory:")
        case "sqlite":
            access = Access(f"embedded:{tmp_path_factory.mktemp('seeds') / 'graph.db'}")
        case _:
            # A statement that a slow machine has never seen may take longer to plan than any caller would wait.
            access = Access(request.getfixturevalue("neo4j_uri"), deadline=60.0)
    with loaded_service(access, request.param) as opened:
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if reason := config.stash.get(LEFT_OUT, None):
        terminalreporter.section("left out: the tests on a real Neo4j", yellow=True)
        terminalreporter.line(reason)
