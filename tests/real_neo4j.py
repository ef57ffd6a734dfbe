"""A real Neo4j for the tests: the server of NEO4J_URI, or a child process on a free port with a home of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JARS = ROOT / "var" / "neo4j" / "lib"
SERVE = ROOT / "tools" / "neo4j" / "serve"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 30


class NoNeo4jError(Exception):
    """There is no real Neo4j to test on; the message says how to get one."""


@contextmanager
def real_neo4j() -> Iterator[str]:
    """The URI of a server that is up, without authentication unless it is the caller's own."""
    if given := os.environ.get("NEO4J_URI"):
        yield given
        return
    _require_the_means()
    with tempfile.TemporaryDirectory(prefix="graph-service-neo4j-", ignore_cleanup_errors=True) as folder:
        port = free_port()
        with server(Path(folder), port):
            yield f"bolt://127.0.0.1:{port}"


def _require_the_means() -> None:
    if shutil.which("java") is None:
        raise NoNeo4jError("There is no `java`: install Java 17 or later, or set NEO4J_URI to a running server.")
    if any(JARS.glob("neo4j-kernel-5*.jar")):
        return
    if shutil.which("mvn") is None:
        raise NoNeo4jError("There is no `mvn` to fetch Neo4j: install Maven, or set NEO4J_URI to a running server.")
    raise NoNeo4jError("Neo4j is not fetched yet: say `tools/neo4j/fetch` or `make test`.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(folder: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A server of its own on a port, with its data in a folder, up when this gives its process."""
    # The server ends with its standard input, so that it outlives neither a test run that is killed nor its pipe.
    said = folder / "server.log"
    environment = {**os.environ, "NEO4J_JVM": "-Dend.with.stdin=true -Xms128m"}
    with (
        said.open("wb") as log,
        subprocess.Popen(
            [SERVE, folder / "home", str(port)], stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment
        ) as process,
    ):
        try:
            _wait_until_ready(process, said)
            yield process
        finally:
            _stop(process)


def _wait_until_ready(server: subprocess.Popen[bytes], said: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while "ready bolt://" not in (text := said.read_text(errors="replace")):
        if server.poll() is not None:
            raise RuntimeError(f"Neo4j ended with {server.returncode} before it was up:\n{text[-2000:]}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"Neo4j was not up within {SECONDS_TO_START} s:\n{text[-2000:]}")
        time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
