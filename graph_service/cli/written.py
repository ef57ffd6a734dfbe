"""`schema`: the files written from the model, and the constraints of the configured store."""

import asyncio
from pathlib import Path

from graph_service.api import written
from graph_service.cli import say
from graph_service.cli.opened import access, opened
from graph_service.errors import BadArgument
from graph_service.model.organization import ORGANIZATION
from graph_service.settings import read_settings
from graph_service.stores.open import constraints


def texts() -> dict[str, str]:
    return written.files(ORGANIZATION, constraints(ORGANIZATION))


def write(folder: Path) -> None:
    try:
        stale = written.write(folder, texts())
    except OSError as wrong:
        raise BadArgument(f"{folder} cannot be written to ({wrong.strerror}); name another folder.",
            f"无法写入 {folder}（{wrong.strerror}）；请指定其他文件夹。", argument="folder") from None
    say.line(f"Written 已生成: {', '.join(stale)}" if stale else "Nothing to write. 无需更新。")


def check(folder: Path) -> bool:
    """Whether the files say what the model says."""
    stale = written.drift(folder, texts())
    if stale:
        say.line(f"{', '.join(stale)}: not what the model says; run `graph-service schema write`.")
        say.line(f"{'、'.join(stale)}：与模型不一致，请运行 `graph-service schema write`。")
    return not stale


def apply() -> None:
    asyncio.run(_apply())


async def _apply() -> None:
    async with opened(access(read_settings())) as store:
        head = await store.prepare()
    say.line(f"The store is ready at revision {head.revision}. 存储已就绪，版本 {head.revision}。")
