"""The application: reads the settings once, opens the store in the lifespan, hands both down."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any

import uvicorn
import uvloop
from starlette.applications import Starlette

from graph_service.api.limits import Limits
from graph_service.api.open import open_service
from graph_service.api.response import Response, refused, response
from graph_service.api.service import Service
from graph_service.changes.fold import fold
from graph_service.errors import Deadline, StoreError
from graph_service.importers import seeds
from graph_service.insights.cooperation.grounds import weights
from graph_service.insights.insight import Insight
from graph_service.insights.table import INSIGHTS, OPTIONS
from graph_service.settings import PREFIX, Settings
from graph_service.stores.port import Store
from graph_service.web.graphql import GraphQL
from graph_service.web.routes import routes
from graph_service.writing.opened import access, opened_store

Ask = Callable[..., Awaitable[bytes]]
"""From a document and its variables to the answer."""
FIRST_START = "first start"
"""Who loads the seeds into an empty store."""
WEIGHTS_SETTING = f"{PREFIX}COOPERATION_WEIGHTS"
log = logging.getLogger(__name__)
SHANGHAI = timezone(timedelta(hours=8))
"""All dates are China's, which keeps one time without summer time."""


def today() -> str:
    return datetime.now(SHANGHAI).date().isoformat()


def service_of(store: Store, settings: Settings, insights: Sequence[Insight] = INSIGHTS) -> Service:
    """Raises BadSetting for a weight of no ground."""
    scheme = settings.store.partition(":")[0]
    kind = "embedded" if scheme in ("embedded", "memory") else "neo4j"
    return open_service(
        store, kind, limits=limits(settings), today=today, data_date=settings.data_date, insights=insights,
        options=options(settings),
    )


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
    )


def create_app(service: Service, body: int, deadline: float = 5.0, *, close: bool = True) -> Starlette:
    """The ASGI application of an open service: bodies to so many bytes, answers within so many seconds.

    With `close` its store is let go at the end.
    """

    async def ask(text: str, variables: Mapping[str, Any], name: str | None) -> Response:
        try:
            async with asyncio.timeout(deadline):
                return response(await service.execute(text, variables, name))
        except TimeoutError:
            return refused(Deadline())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await _prepared(service.store)
        settle()
        try:
            yield
        finally:
            if close:
                await service.store.close()

    return Starlette(routes=routes(GraphQL(ask, body), partial(_ready, service.store)), lifespan=lifespan)


def settle() -> None:
    """What stands now stands for good: without this every full collection walks the schema and the graph.

    An answer makes thousands of lists that die with it, so that the young are looked at less often than usual.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


async def _ready(store: Store) -> bool:
    try:
        await store.history(limit=0)
    except StoreError:
        return False
    return True


async def _prepared(store: Store) -> None:
    """What is missing is made, which on a prepared store is nothing; one that is away is served without."""
    try:
        await store.prepare()
    except StoreError as error:
        log.warning("started without the store: %s", error)


class _Server(uvicorn.Server):
    """Says where it serves, once it does."""

    async def startup(self, sockets: Sequence[Any] | None = None) -> None:
        await super().startup(sockets=list(sockets) if sockets else None)
        if self.started:
            # The port that was taken, where a free one was asked for.
            port = self.servers[0].sockets[0].getsockname()[1]
            where = f"http://{self.config.host}:{port}"
            print(f"{where}/         这里 · here\n{where}/graphql  GraphQL\n{where}/readyz   状态 · state", flush=True)  # noqa: T201  it is the command's output


def serve(settings: Settings, seed_if_empty: bool = False) -> None:
    """Serve until told to stop.  Raises BadSetting, Damaged, and Unavailable for a file that another process has."""
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # The driver's own log holds addresses; what matters of it is told by the store.
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    # uvicorn raises the signal that ended it once more, when all is closed.
    with suppress(KeyboardInterrupt):
        uvloop.run(_serving(settings, seed_if_empty))


async def _serving(settings: Settings, seed_if_empty: bool) -> None:
    store = await opened_store(access(settings))
    if seed_if_empty:
        await _seeded(store, settings)
    config = uvicorn.Config(
        create_app(service_of(store, settings), settings.body_limit, settings.request_deadline),
        host=settings.host,
        port=settings.port,
        http="httptools",
        ws="none",
        loop="none",
        lifespan="on",
        access_log=False,
        log_level="warning" if settings.log_level == "info" else settings.log_level,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    await _Server(config).serve()


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
