"""The commands that look after a store: its journal, its rules, its damage, its removal.  Loaded when they are run."""

from pathlib import Path
from typing import Annotated

import typer

Revision = Annotated[
    int, typer.Option("--after", min=0, help="The last whole revision, as the error names it. 最后一条完好的记录。")
]
File = Annotated[Path, typer.Argument(help="A file of JSON lines. JSON 行文件。")]


def add_to(app: typer.Typer) -> None:
    """Puts these commands beside the others."""
    for name, command in (
        ("journal", journal), ("check", check), ("repair", repair), ("dump", dump), ("restore", restore)
    ):
        app.command(name)(command)


def journal(
    after: Annotated[int, typer.Option(help="Only what was written after this revision. 只列此后的记录。", min=0)] = 0,
    limit: Annotated[int | None, typer.Option(help="At most so many. 最多条数。", min=1)] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Prove that every record is whole. 校验全部记录。")] = False,
) -> None:
    """List the revisions: time, author, what was added and changed · 列出日志"""
    from graph_service.cli import journaling  # noqa: PLC0415  loaded when it is run

    if verify:
        journaling.verify()
    else:
        journaling.listed(after, limit)


def check() -> None:
    """Hold what is stored against the rules and the journal; 1 if something is found · 检查存储是否符合规则与日志"""
    from graph_service.cli import journaling  # noqa: PLC0415

    if not journaling.check():
        raise typer.Exit(1)


def repair(after: Revision) -> None:
    """Give up what comes after the last whole revision of a damaged file; a copy is kept · 修复损坏的文件"""
    from graph_service.cli import repairing  # noqa: PLC0415

    repairing.repair(after)


def dump(file: File) -> None:
    """Write the whole store, its history included, into a new file · 导出全部历史"""
    from graph_service.cli import moving  # noqa: PLC0415

    moving.dump(file)


def restore(
    file: File,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a restore was broken off. 继续中断的恢复。")
    ] = False,
) -> None:
    """Write a dump into an empty store, embedded or Neo4j · 将导出文件恢复到空存储"""
    from graph_service.cli import moving  # noqa: PLC0415

    moving.restore(file, resume=resume)
