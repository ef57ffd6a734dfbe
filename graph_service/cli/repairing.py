"""`repair`: the one cut, with a word on everything that it gives up."""

from graph_service.cli import say
from graph_service.cli.opened import access
from graph_service.settings import read_settings
from graph_service.stores.open import Lost, Repaired
from graph_service.stores.open import repair as repaired

SHOWN = 100
"""Records that are named before the rest is only counted."""


def repair(after: int) -> None:
    """Raises BadArgument, Unavailable, Damaged."""
    found = repaired(access(read_settings()), after)
    if found.kept is None:
        say.line(f"Nothing is damaged: to revision {found.whole} all is whole, and nothing was changed.")
        say.line(f"没有损坏：至第 {found.whole} 条记录全部完好，未作任何更改。")
        return
    _say_lost(found)
    say.line(f"The journal is whole and ends with revision {found.whole}. 日志已完好，止于第 {found.whole} 条记录。")
    say.line(f"The damaged file is kept in {found.kept} 损坏的原文件保存于 {found.kept}")


def _say_lost(found: Repaired) -> None:
    if found.until == found.whole:
        say.line("No revision was lost. 没有丢失记录。")
        return
    first = found.whole + 1
    say.line(f"Lost: revisions {first} to {found.until}. 丢失：第 {first} 至 {found.until} 条记录。")
    for one in found.lost[:SHOWN]:
        say.line(f"  {_told(one)}")
    if (rest := len(found.lost) - SHOWN) > 0:
        say.line(f"  … {rest} more. 另有 {rest} 条。")
    if not found.lost:
        say.line("  Nothing of them can be read. 均无法读取。")


def _told(lost: Lost) -> str:
    if not lost.at:
        return f"{lost.revision}  cannot be read 无法读取"
    actor = "".join(letter for letter in lost.actor if letter.isprintable())
    return f"{lost.revision}  {lost.at}  {actor}  {lost.changes} changes 项更改"
