"""One question asked: names become ids, the document is answered, and the answer is shown."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from graph_service import app
from graph_service.cli import say, shown
from graph_service.cli.document import document
from graph_service.cli.naming import identified
from graph_service.cli.tongue import Tongue
from graph_service.errors import BadArgument
from graph_service.insights.insight import Insight
from graph_service.model.organization import ORGANIZATION
from graph_service.settings import read_settings


def ask(insight: Insight, insights: Sequence[Insight], named: Mapping[str, Any], shared: Mapping[str, Any]) -> bool:
    """Print the answer; whether it came without errors.

    `named` are the question's own arguments, `shared` what all questions take.  Raises BadArgument for a name that
    means nothing, `say.Usage` for one that means several things.
    """
    given = {**named, "asOf": shared["asOf"], "basis": shared["basis"], "filter": _object(shared.get("filter"))}
    variables = {name: value for name, value in given.items() if value is not None}
    body = asyncio.run(_answer(insight, insights, variables))
    answer = json.loads(body)
    if shared["json"]:
        sys.stdout.write(f"{body.decode()}\n")
    elif "errors" not in answer:
        shown.show(insight, answer["data"][insight.name], Tongue.of(ORGANIZATION, english=shared["english"]))
    else:
        say.answered(answer["errors"])
    return "errors" not in answer


async def _answer(insight: Insight, insights: Sequence[Insight], variables: Mapping[str, Any]) -> bytes:
    async with app.asking(read_settings(), insights) as each:
        found, read = await identified(each, ORGANIZATION, insight, variables)
        say.notes(read)
        return await each(document(ORGANIZATION, insight, found), found)


def _object(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        raise BadArgument("--filter is a JSON object, such as '{\"name\": {\"contains\": \"羊\"}}'.",
            "--filter 须为 JSON 对象，如 '{\"name\": {\"contains\": \"羊\"}}'。", argument="filter") from None
