"""The server of one process: says when it serves, and ends with the service that started it."""

import resource
from collections.abc import Callable, Sequence
from typing import Any

import uvicorn

from graph_service.web.workers import orphaned

OTHER_FILES = 200
"""What the process opens beside connections of clients, at the most."""


def room(connections: int) -> int:
    """How many connections there may be of so many, by what the system allows a process to open: as much as it can."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return connections if soft == resource.RLIM_INFINITY else max(1, min(connections, soft - OTHER_FILES))


def said_where(host: str, port: int) -> None:
    """The port is the one that was taken, where a free one was asked for."""
    where = f"http://{host}:{port}"
    print(f"{where}/         这里 · here\n{where}/graphql  GraphQL\n{where}/readyz   状态 · state", flush=True)  # noqa: T201  it is the command's output


class Server(uvicorn.Server):
    """Says so once it serves: where, if it is alone."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None] | None = None) -> None:
        super().__init__(config)
        self._say = started or self._where

    def _where(self) -> None:
        said_where(self.config.host, self.servers[0].sockets[0].getsockname()[1])

    async def startup(self, sockets: Sequence[Any] | None = None) -> None:
        await super().startup(sockets=list(sockets) if sockets else None)
        if self.started:
            self._say()

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or orphaned()
