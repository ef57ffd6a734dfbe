"""Opens the store that a URL names.  Each store's libraries are loaded only for the store that is asked for."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graph_service.errors import BadArgument, BadSetting, Unavailable
from graph_service.model.graph import GraphModel
from graph_service.stores.port import Deriver, Store
from graph_service.stores.repaired import Lost, Repaired

__all__ = ["SETTING", "Access", "Lost", "Repaired", "constraints", "open_store", "repair"]

SETTING = "GRAPH_SERVICE_STORE"
_NEO4J = ("neo4j", "bolt", "neo4j+s", "neo4j+ssc", "bolt+s", "bolt+ssc")


@dataclass(frozen=True, slots=True)
class Access:
    """Where the store is.  User, password, database and pool are Neo4j's; without a user, no authentication.

    `deadline` is the seconds that one answer may take, `pool` those to wait for a connection.
    """

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str = "neo4j"
    deadline: float = 4.0
    pool: float = 2.0


async def open_store(access: Access, model: GraphModel, deriver: Deriver) -> Store:
    """`memory:`, `embedded:PATH`, or a Neo4j URL.  Raises BadSetting, Unavailable, Damaged."""
    scheme, colon, rest = access.url.partition(":")
    match scheme + colon:
        case "memory:" if not rest:
            return await _open_embedded(None, access, model, deriver)
        case "embedded:" if rest and not rest.startswith("//"):
            return await _open_embedded(rest, access, model, deriver)
        case _ if scheme in _NEO4J:
            return await _open_neo4j(access, model, deriver)
    raise BadSetting(
        f"{SETTING} is not the URL of a store; use `memory:`, `embedded:PATH`, `neo4j://HOST` or `bolt://HOST`.",
        f"{SETTING} 不是有效的存储地址；请使用 `memory:`、`embedded:路径`、`neo4j://主机` 或 `bolt://主机`。",
        argument=SETTING,
    )


async def _open_embedded(path: str | None, access: Access, model: GraphModel, deriver: Deriver) -> Store:
    from graph_service.stores.embedded.store import open_embedded  # noqa: PLC0415  only what is asked for is loaded

    try:
        return await open_embedded(path, model, deriver, deadline=access.deadline)
    except OSError as wrong:
        raise BadSetting(
            f"{SETTING} names the file {path}, which cannot be made or opened ({wrong.strerror}); "
            "use a path in a folder that may be written to.",
            f"{SETTING} 指定的文件 {path} 无法创建或打开；请使用可写文件夹中的路径。",
            argument=SETTING,
        ) from wrong


async def _open_neo4j(access: Access, model: GraphModel, deriver: Deriver) -> Store:
    _check_neo4j(access)
    from graph_service.stores.neo4j.store import open_neo4j  # noqa: PLC0415  only what is asked for is loaded

    return await open_neo4j(
        access.url, access.user, access.password, access.database, model, deriver,
        deadline=access.deadline, pool=access.pool,
    )


def _check_neo4j(access: Access) -> None:
    parts = _split(access.url)
    if parts is None:
        raise BadSetting(
            f"{SETTING} names no host; write `neo4j://HOST:PORT`.",
            f"{SETTING} 未给出主机；请写成 `neo4j://主机:端口`。",
            argument=SETTING,
        )
    host, secret = parts
    if secret:
        raise BadSetting(
            f"{SETTING} holds a user or a password; give them as GRAPH_SERVICE_NEO4J_USER and "
            f"GRAPH_SERVICE_NEO4J_PASSWORD and leave them out of the URL of {host}.",
            f"{SETTING} 含有用户名或密码；请改用 GRAPH_SERVICE_NEO4J_USER 和 GRAPH_SERVICE_NEO4J_PASSWORD，"
            f"并从 {host} 的地址中去除。",
            argument=SETTING,
        )


def _split(url: str) -> tuple[str, bool] | None:
    """The host, and whether a secret stands in the URL; None for no host or a port that is none."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  raises where it is no number
    except ValueError:
        return None
    secret = "@" in parts.netloc or "password" in parts.query.lower()
    return (parts.hostname, secret) if parts.hostname else None


def repair(access: Access, after: int) -> Repaired:
    """Make a damaged embedded file anew from its whole records; `after` names the last of them.

    Raises BadArgument for another revision or another kind of store, Unavailable where another process has the file
    open or there is no room, Damaged for a file of a newer version.
    """
    scheme, _, path = access.url.partition(":")
    if scheme != "embedded" or not path or path.startswith("//"):
        raise BadArgument(
            f"Only the file of an embedded store is repaired, and {SETTING} names none; restore a backup, or a dump.",
            f"只能修复嵌入式存储的文件，而 {SETTING} 指定的不是；请恢复备份，或用 dump 文件恢复。",
            argument=SETTING,
        )
    from graph_service.stores.embedded.repair import repair as repaired  # noqa: PLC0415  only what is asked for

    try:
        return repaired(Path(path), after)
    except OSError as wrong:
        raise Unavailable(
            f"The file could not be copied and made anew ({wrong.strerror}); it is as it was.",
            "文件无法复制并重建，原文件未改动。",
        ) from wrong


def constraints(model: GraphModel) -> list[str]:
    """The statements that `prepare` runs on Neo4j, as `schema/constraints.cypher` shows them."""
    from graph_service.stores.neo4j.constraints import constraints as made  # noqa: PLC0415  only what is asked for

    return list(made(model))
