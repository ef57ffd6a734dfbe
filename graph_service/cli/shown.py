"""An answer shown to people: lines, tables and trees, from what its classes say of themselves.

What a question's classes leave out is left out here too, so that a new one needs nothing; `boards` has those that are
better shown in a way of their own.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, RenderableType
from rich.text import Text

from graph_service.cli import boards, plainly
from graph_service.cli.tongue import Tongue
from graph_service.cli.under import under
from graph_service.insights.insight import Insight

WIDE = 10_000
"""Columns where nobody's window sets them: nothing is wrapped for whoever reads the lines."""


def show(insight: Insight, answer: Mapping[str, Any], tongue: Tongue) -> None:
    """Print an answer; in colours and fitted to the window only where there is one."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=WIDE)
    with console.capture() as captured:
        for part in _parts(insight, answer, tongue):
            console.print(part, overflow="fold")
    text = captured.get()
    if not console.is_terminal:
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    sys.stdout.write(text)


def _parts(insight: Insight, answer: Mapping[str, Any], tongue: Tongue) -> Iterator[RenderableType]:
    yield from boards.board(insight.command, insight.answer, answer, tongue) or plainly.board(
        insight.answer, answer, tongue
    )
    lines = list(under(insight.answer, answer, tongue))
    if lines:
        yield Text("\n".join(("", *lines)), style="dim")
