"""`journal` and `check`: what was written, and whether what is stored still says so and keeps the rules."""

import asyncio
from dataclasses import replace

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, Record, SetDataDate
from graph_service.changes.lines import Writer
from graph_service.cli import say
from graph_service.cli.opened import access, opened
from graph_service.settings import read_settings
from graph_service.stores.open import Access
from graph_service.writing import moving
from graph_service.writing.check import Checked
from graph_service.writing.check import check as checked

PATIENCE = 60.0
"""Seconds for one answer: everything is read at once."""
_HEAD = (
    f"{'revision':>8}  {'at':20}  {'nodes':>12}  {'relationships':>13}  author: reason  "
    "版本、时间、节点、关系、作者、事由"
)


def listed(after: int, limit: int | None) -> None:
    asyncio.run(_listed(after, limit))


def verify() -> None:
    """Raises Damaged, naming the first record that is not whole."""
    found = asyncio.run(_verified())
    if not found.revision:
        say.line("The journal is empty. 日志为空。")
        return
    say.line(f"Revisions 1 to {found.revision} are whole. 第 1 至 {found.revision} 条记录完好。")
    say.line(f"checksum 校验和 {found.last}")


def check() -> bool:
    """Whether nothing was found; what was found is listed."""
    found = asyncio.run(_checked())
    for violation in found.found:
        place = f" {violation.place}" if violation.place else ""
        say.line(f"{violation.code}{place}: {violation.en} {violation.zh}  {' '.join(violation.subjects)}".rstrip())
    say.line(
        f"Revision {found.revision}: {found.nodes} nodes, {found.ties} relationships, {len(found.found)} to mend. "
        f"版本 {found.revision}：节点 {found.nodes}，关系 {found.ties}，待修正 {len(found.found)} 处。"
    )
    return not found.found


async def _listed(after: int, limit: int | None) -> None:
    async with opened(access(read_settings())) as store:
        last = (await store.history(limit=0)).head.revision
        until = last if limit is None else min(last, after + limit)
        say.line(_HEAD)
        async for record in moving.records(store, after, until):
            say.line(_line(record))


async def _verified() -> Writer:
    writer = Writer()
    async with opened(_patient()) as store:
        async for record in moving.records(store):
            writer.record(record)
    return writer


async def _checked() -> Checked:
    async with opened(_patient()) as store:
        return await checked(store)


def _patient() -> Access:
    return replace(access(read_settings()), deadline=PATIENCE)


def _line(record: Record) -> str:
    made = record.change_set
    kinds = [type(change) for change in made.changes]
    nodes = _counted(kinds.count(AddNode), kinds.count(AlterNode))
    ties = _counted(kinds.count(AddTie), kinds.count(AlterTie))
    day = "".join(f" [data date 资料日期 {one.after}]" for one in made.changes if isinstance(one, SetDataDate))
    said = _plain(f"{made.stamp.actor}: {made.stamp.reason}")
    return f"{record.revision:>8}  {made.at:20}  {nodes:>12}  {ties:>13}  {said}{day}"


def _counted(added: int, altered: int) -> str:
    return f"+{added} ~{altered}"


def _plain(text: str) -> str:
    """On one line, and without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
