"""`seed` and `seeds check`: the folders of the seeds, loaded with progress, and their invariants."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from graph_service.changes.fold import State, fold
from graph_service.cli import say
from graph_service.cli.opened import access, opened
from graph_service.errors import BadArgument
from graph_service.importers import about, homes, invariants, seeds
from graph_service.model.organization import ORGANIZATION
from graph_service.settings import read_settings
from graph_service.stores.open import Access
from graph_service.stores.port import Store


def seed(names: Sequence[str], *, stated_only: bool) -> None:
    """Load the folders of these names, or all, into the configured store."""
    settings = read_settings()
    folders = [_folder(settings.seeds, name) for name in names] or seeds.folders(settings.seeds)
    loaded = asyncio.run(_seed(access(settings), folders, stated_only=stated_only))
    for one in loaded:
        title = one.seed.about.name
        say.line(
            f"{one.seed.folder} ({title.en} {title.zh}): {one.added} added 新增, {one.altered} altered 变更, "
            f"{one.unchanged} unchanged 未变; revision 版本 {one.receipt.revision}"
        )


def check() -> bool:
    """Load everything into memory, with the examples and without, and prove what must hold of each."""
    folders = seeds.folders(read_settings().seeds)
    kept = True
    for stated_only in (False, True):
        loaded, state = asyncio.run(_in_memory(folders, stated_only=stated_only))
        if not stated_only:
            _print_questions(loaded)
            _print_homeless(state)
        for row, faults in invariants.results(state, stated_only=stated_only):
            kept = kept and not faults
            say.line(f"{'ok  ' if not faults else 'FAIL'} {row.en} {row.zh}")
            for fault in faults[:20]:
                say.line(f"       {fault}")
    return kept


async def _seed(reached: Access, folders: Sequence[Path], *, stated_only: bool) -> list[seeds.Loaded]:
    async with opened(reached) as store:
        await store.prepare()
        return await load_all(store, folders, stated_only=stated_only)


async def load_all(store: Store, folders: Sequence[Path], *, stated_only: bool = False) -> list[seeds.Loaded]:
    """Load folder after folder, with a bar on standard error where that is a terminal."""
    state = fold((await store.history()).records)
    said = TextColumn("{task.description}")
    columns = (SpinnerColumn(), said, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    loaded: list[seeds.Loaded] = []
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Seeds 种子数据", total=len(folders))
        for folder in folders:
            progress.update(task, description=folder.name)
            loaded.append(await seeds.load(store, ORGANIZATION, folder, stated_only=stated_only, held=state))
            progress.advance(task)
    return loaded


async def _in_memory(folders: Sequence[Path], *, stated_only: bool) -> tuple[list[seeds.Loaded], State]:
    async with opened(Access("memory:")) as store:
        loaded = await load_all(store, folders, stated_only=stated_only)
        return loaded, fold((await store.history()).records)


def _print_questions(loaded: Sequence[seeds.Loaded]) -> None:
    for one in loaded:
        for question in one.seed.about.open_questions:
            say.line(f"open {one.seed.folder}: {question.en} {question.zh}")


def _print_homeless(state: State) -> None:
    for node in homes.homeless(ORGANIZATION, state):
        say.line(f"home 无所属区划: {node.label} {node.properties.get('name')}")


def _folder(root: Path, name: str) -> Path:
    for path in (Path(name), root / name):
        if (path / about.FILE).is_file():
            return path.resolve()
    raise BadArgument(f"{name} is no folder of seeds: it has no {about.FILE}.",
        f"{name} 不是种子数据文件夹：其中没有 {about.FILE}。", argument="folders")
