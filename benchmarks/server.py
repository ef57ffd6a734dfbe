"""One HTTP server in a process of its own: `python -m benchmarks.server KIND ARGUMENT…`.

It prints its port, then the CPU time it has spent, in nanoseconds, for every line on its standard input; it ends with
that input, so that it outlives nobody.  All kinds stand under the same uvicorn.
"""

import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
import uvloop

from benchmarks import county
from benchmarks.statements import Floor
from graph_service.app import create_app, service_of
from graph_service.web.connection import connections
from graph_service.writing.opened import access, opened_store

App = Callable[..., Any]


@asynccontextmanager
async def of_bytes(path: str) -> AsyncIterator[App]:
    """The floor: reads the body, sends the bytes of a file."""
    yield _raw(_constant(Path(path).read_bytes()))  # noqa: ASYNC240  before anything is served


@asynccontextmanager
async def of_statement(uri: str, name: str, value: str) -> AsyncIterator[App]:
    """The floor on Neo4j: reads the body, sends what the statement written by hand gives."""
    floor = Floor(uri)
    try:
        yield _raw(lambda: floor.answer(name, value))
    finally:
        await floor.close()


@asynccontextmanager
async def of_service(url: str) -> AsyncIterator[App]:
    """The whole service, on a store in memory that is loaded here, or on one that stands."""
    given = county.settings(url)
    store = await opened_store(access(given))
    if url == "memory:":
        await county.loaded(store)
    yield create_app(service_of(store, given), given.body_limit, given.request_deadline)


KINDS: Mapping[str, Callable[..., AbstractAsyncContextManager[App]]] = {
    "bytes": of_bytes,
    "statement": of_statement,
    "service": of_service,
}


def _constant(body: bytes) -> Callable[[], Any]:
    async def give() -> bytes:
        return body

    return give


def _raw(give: Callable[[], Any]) -> App:
    async def app(_: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        body = await give()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


async def _serve(kind: str, arguments: list[str]) -> None:
    http: Any = connections(5.0) if kind == "service" else "httptools"
    async with KINDS[kind](*arguments) as app:
        # Only the service has a lifespan.
        lifespan: Any = "on" if kind == "service" else "off"
        config = uvicorn.Config(
            app,
            http=http,
            loop="none",
            lifespan=lifespan,
            access_log=False,
            log_level="error",
            server_header=False,
        )
        server = uvicorn.Server(config)
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            print(listening.getsockname()[1], flush=True)
            threading.Thread(target=_tell, args=(server,), daemon=True).start()
            await server.serve(sockets=[listening])


def _tell(server: uvicorn.Server) -> None:
    for _ in sys.stdin:
        print(time.process_time_ns(), flush=True)
    server.should_exit = True


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1], sys.argv[2:]))
