"""`dump` and `restore`: a whole store as a file, and back."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from graph_service.cli import say
from graph_service.cli.opened import access, opened
from graph_service.errors import BadArgument
from graph_service.settings import read_settings
from graph_service.writing import moving


def dump(file: Path) -> None:
    """Raises BadArgument where the file is there already or cannot be written."""
    if file.exists():
        raise BadArgument(f"{file} is there already; name another file.", f"{file} 已存在；请指定其他文件。",
            argument="file")
    with _readable(file):
        asyncio.run(_dump(file))
    found = moving.verified(file)
    say.line(f"{found.revision} revisions written to {file}. 已导出 {found.revision} 条记录。")
    say.line(f"checksum 校验和 {found.checksum}")


def restore(file: Path, *, resume: bool) -> None:
    """Raises BadArgument for a file that is not whole and for a store that is not empty."""
    with _readable(file):
        revisions = moving.verified(file).revision
        found = asyncio.run(_restore(file, revisions, resume=resume))
    written = found.revision - found.there
    say.line(f"{written} revisions written, the store is at revision {found.revision}. "
        f"已写入 {written} 条记录，存储版本为 {found.revision}。")
    say.line(f"checksum 校验和 {found.checksum}")


async def _dump(file: Path) -> None:
    """Under another name until it is whole; nobody else may read it, since it holds what is personal."""
    part = file.with_name(f"{file.name}.part")
    async with opened(access(read_settings())) as store:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to:
            async for line in moving.dump(store):
                to.write(line)
            _flushed(to)
    part.replace(file)


async def _restore(file: Path, revisions: int, *, resume: bool) -> moving.Moved:
    found = moving.Moved(0, "")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    async with opened(access(read_settings())) as store:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("Revisions 记录", total=revisions)
            async for found in moving.restore(store, file, resume=resume):
                progress.update(task, completed=found.revision)
    return found


def _flushed(to: BinaryIO) -> None:
    to.flush()
    os.fsync(to.fileno())


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        raise BadArgument(f"{file} cannot be read or written ({wrong.strerror}); name another file.",
            f"无法读写 {file}（{wrong.strerror}）；请指定其他文件。", argument="file") from None
