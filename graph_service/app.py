"""The application: reads the settings once, opens the store in the lifespan, hands both down."""

import gc
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.types import ASGIApp

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.response import Response, response
from graph_service.api.service import Service
from graph_service.api.trace import Trace
from graph_service.changes.fold import fold
from graph_service.errors import BadSetting
from graph_service.importers import seeds
from graph_service.insights.cooperation.grounds import weights
from graph_service.insights.insight import Insight
from graph_service.insights.table import INSIGHTS, OPTIONS
from graph_service.readiness import Readiness
from graph_service.settings import PREFIX, Settings
from graph_service.stores.port import Store
from graph_service.web.connection import connections
from graph_service.web.front import Front
from graph_service.web.graphql import GraphQL
from graph_service.web.logs import configure
from graph_service.web.metrics import Metrics, Standing
from graph_service.web.origins import Origins
from graph_service.web.routes import Beside, routes
from graph_service.web.server import Server, room, said_where
from graph_service.web.workers import Workers, listening
from graph_service.writing.opened import access, opened_store

Ask = Callable[..., Awaitable[bytes]]
"""From a document and its variables to the answer."""
FIRST_START = "first start"
"""Who loads the seeds into an empty store."""
WORKERS_SETTING = f"{PREFIX}WORKERS"
WEIGHTS_SETTING = f"{PREFIX}COOPERATION_WEIGHTS"
SHANGHAI = timezone(timedelta(hours=8))
"""All dates are China's, which keeps one time without summer time."""


def today() -> str:
    return datetime.now(SHANGHAI).date().isoformat()


def service_of(store: Store, settings: Settings, insights: Sequence[Insight] = INSIGHTS) -> Service:
    """Raises BadSetting for a weight of no ground."""
    return open_service(
        store, _kind(settings), limits=limits(settings), today=today, data_date=settings.data_date, insights=insights,
        options=options(settings),
    )


def _kind(settings: Settings) -> str:
    return "embedded" if settings.store.partition(":")[0] in ("embedded", "memory") else "neo4j"


def options(settings: Settings) -> Mapping[str, Any]:
    """What questions heed of the settings.  Raises BadSetting."""
    return {**OPTIONS, "cooperation_weights": weights(settings.cooperation_weights, WEIGHTS_SETTING)}


def limits(settings: Settings) -> Limits:
    return Limits(
        tokens=settings.token_limit,
        depth=settings.depth_limit,
        aliases=settings.alias_limit,
        root_fields=settings.root_field_limit,
        fields=settings.field_limit,
        values=settings.value_limit,
        objects=settings.object_limit,
        relations=settings.relation_limit,
        cost=settings.cost_limit,
        body=settings.body_limit,
        receiving=settings.receive_deadline,
        answering=settings.request_deadline,
        store=settings.store_deadline,
        pool=settings.pool_deadline,
    )


def create_app(
    service: Service, body: int, deadline: float = 5.0, *, receiving: float = 5.0, origins: Sequence[str] = (),
    close: bool = True, worker: int = 0,
) -> ASGIApp:
    """The ASGI application of an open service: bodies to so many bytes, received and answered within so many seconds.

    Pages of `origins` may read its answers.  With `close` its store is let go at the end.
    `worker`: which of several processes this is; 0 for one alone.
    """

    async def ask(
        text: str, variables: Mapping[str, Any], name: str | None, *, reading: bool, trace: Trace
    ) -> Response:
        return response(await service.execute(text, variables, name, reading=reading, trace=trace))

    readiness = Readiness(service.store)
    standing = Standing(service.documents.looked_up, getattr(service.store, "pool", None))
    metrics = Metrics(standing, worker)
    beside = Beside(readiness.head, metrics, standing)
    served = routes(GraphQL(ask, body, receiving, deadline, service.documents.knows), beside)
    return Front(served, Origins.of(origins), metrics, Starlette(lifespan=_lifespan(readiness, close=close)))


def _lifespan(readiness: Readiness, *, close: bool) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await readiness.begin()
        settle()
        try:
            yield
        finally:
            await readiness.end()
            if close:
                await readiness.store.close()

    return lifespan


def settle() -> None:
    """What stands now stands for good: without this every full collection walks the schema and the graph.

    An answer makes thousands of lists that die with it, so that the young are looked at less often than usual.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def serve(settings: Settings, seed_if_empty: bool = False) -> None:
    """Serve until told to stop.  Raises BadSetting, Damaged, and Unavailable for a file that another process has."""
    configure(settings.log_level)
    # The signal that ended it is raised once more, when all is closed.
    with suppress(KeyboardInterrupt):
        if settings.workers == 1:
            uvloop.run(_serving(settings, seed_if_empty))
        else:
            _several(settings, seed_if_empty)


def _several(settings: Settings, seed_if_empty: bool) -> None:
    if _kind(settings) == "embedded":
        raise BadSetting(
            f"{WORKERS_SETTING}: one process alone owns an embedded store; write 1, or use a Neo4j server.",
            f"{WORKERS_SETTING}：嵌入式存储只能由一个进程使用；请填写 1，或改用 Neo4j。", argument=WORKERS_SETTING)
    listens = listening(settings.host, settings.port)
    where = partial(said_where, settings.host, listens.getsockname()[1])
    Workers(settings.workers, listens, partial(_as_worker, settings, seed_if_empty)).run(where)


def _as_worker(
    settings: Settings, seed_if_empty: bool, worker: int, listens: socket.socket, started: Callable[[], None]
) -> None:
    configure(settings.log_level, worker)
    with suppress(KeyboardInterrupt):
        # The others wait for the first, which finds nothing to do when it is started once more.
        uvloop.run(_serving(settings, seed_if_empty and worker == 1, worker, [listens], started))


async def _serving(
    settings: Settings, seed_if_empty: bool, worker: int = 0, sockets: list[socket.socket] | None = None,
    started: Callable[[], None] | None = None,
) -> None:
    store = await opened_store(access(settings))
    if seed_if_empty:
        await _seeded(store, settings)
    config = uvicorn.Config(
        create_app(
            service_of(store, settings), settings.body_limit, settings.request_deadline,
            receiving=settings.receive_deadline, origins=settings.allowed_origins, worker=worker,
        ),
        host=settings.host,
        port=settings.port,
        http=connections(settings.receive_deadline, room(settings.connection_limit)),
        ws="none",
        loop="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        log_level="warning" if settings.log_level == "info" else settings.log_level,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    await Server(config, started).serve(sockets)


async def _seeded(store: Store, settings: Settings) -> None:
    """Load the seeds into a store that holds nothing, or go on where that was broken off; else leave it as it is."""
    folders = seeds.folders(settings.seeds)
    if (await store.history(limit=0)).head.revision >= len(folders):
        return
    records = (await store.history()).records
    if any(record.change_set.stamp.actor != FIRST_START for record in records):
        return
    await store.prepare()
    state = fold(records)
    for folder in folders:
        loaded = await seeds.load(store, store.model, folder, actor=FIRST_START, held=state)
        print(f"{folder.name}: {loaded.added}", flush=True)  # noqa: T201  it is the command's output


@asynccontextmanager
async def asking(settings: Settings, insights: Sequence[Insight] = INSIGHTS) -> AsyncIterator[Ask]:
    """What answers documents from the configured store, as JSON, while it is open."""
    store = await opened_store(access(settings))
    try:
        service = service_of(store, settings, insights)

        async def ask_one(document: str, variables: Mapping[str, Any] | None = None) -> bytes:
            return response(await service.execute(document, variables)).body

        yield ask_one
    finally:
        await store.close()


async def ask(settings: Settings, document: str, variables: Mapping[str, Any] | None = None) -> bytes:
    """Answer one document from the configured store, as JSON."""
    async with asking(settings) as ask_one:
        return await ask_one(document, variables)
