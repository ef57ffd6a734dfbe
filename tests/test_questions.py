"""docs/questions.md shows every question with a real request and its answer; `UPDATE_SNAPSHOTS=1` writes it anew.

The examples are corpus cases, `tests/corpus/insights/example_<command>.graphql`, which every store has to answer alike.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.insights.insight import Argument, Insight
from graph_service.insights.table import INSIGHTS
from graph_service.model.graph import Enumeration, Kind
from graph_service.model.organization import ORGANIZATION
from graph_service.model.values import BY_KIND
from tests.test_corpus import CORPUS, UPDATE
from tests.test_docs import DOCS, row

PAGE = DOCS / "questions.md"
BEGIN, END = "<!-- generated: questions -->\n", "\n<!-- end -->\n"


def example(insight: Insight) -> Path:
    return CORPUS / "insights" / f"example_{insight.command}.graphql"


def takes(argument: Argument) -> str:
    """What an argument is given, in a few words."""
    if argument.kind is Kind.CHOICE:
        listed = argument.enumeration
        found = listed if isinstance(listed, Enumeration) else ORGANIZATION.enumeration[str(listed)]
        names = ", ".join(f"`{name}`" for name in found.names)
        kind = f"`{found.name}`: {names}" if len(found.names) <= 12 else f"`{found.name}`"
    elif argument.kind is Kind.ID:
        kind = f"id of {', '.join(argument.labels)}" if argument.labels else "id"
    else:
        kind = f"{BY_KIND[argument.kind].scalar}"
        if argument.least is not None:
            kind += f", {argument.least} to {argument.most}" if argument.most else f", from {argument.least}"
    kind = f"list of {kind}" if argument.many else kind
    default = f"; by default {argument.default}" if argument.default is not None else ""
    return f"{kind}{default}{'; required' if argument.required else ''}"


def section(insight: Insight) -> Iterator[str]:
    yield f"## `{insight.name}` · `graph-service ask {insight.command}`"
    yield ""
    yield f"{insight.about.en} {insight.about.zh}"
    yield ""
    yield row("argument", "takes", "what it is", "说明")
    yield row(*["---"] * 4)
    for one in insight.arguments:
        yield row(f"`{one.name}`", takes(one), one.about.en, one.about.zh)
    if insight.filters:
        yield row("`filter`", f"`{insight.filters}Filter`", f"As in a list of {insight.filters}.", "筛选条件。")
    path = example(insight)
    yield ""
    yield "```graphql"
    yield path.read_text(encoding="utf-8").strip()
    yield "```"
    beside = path.with_suffix(".variables.json")
    if beside.exists():
        yield ""
        yield f"with `{json.dumps(json.loads(beside.read_text(encoding='utf-8')), ensure_ascii=False)}` gives"
    yield ""
    yield "```json"
    yield path.with_suffix(".json").read_text(encoding="utf-8").strip()
    yield "```"
    yield ""


def test_the_page_shows_every_question_with_its_answer() -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, found, _ = text.partition(BEGIN)
    assert found
    wanted = before + BEGIN + "\n".join(line for insight in INSIGHTS for line in section(insight)) + END
    if UPDATE:
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted, "UPDATE_SNAPSHOTS=1 writes it anew"


@pytest.mark.parametrize("insight", INSIGHTS, ids=lambda insight: insight.command)
def test_every_question_has_an_example_and_another_case(insight: Insight) -> None:
    cases = [path for path in (CORPUS / "insights").glob("*.graphql") if f"{insight.name}(" in path.read_text("utf-8")]
    assert example(insight) in cases
    assert len(cases) > 1
