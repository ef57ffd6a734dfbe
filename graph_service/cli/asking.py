"""`query`: one document against the configured store, its answer as JSON."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from graph_service import app
from graph_service.errors import BadArgument
from graph_service.settings import read_settings


def ask(document: str, variables: str) -> bool:
    """Print the answer; whether it came without errors."""
    answer = asyncio.run(app.ask(read_settings(), _text(document), _object(variables)))
    sys.stdout.write(answer.decode() + "\n")
    return "errors" not in json.loads(answer)


def _text(document: str) -> str:
    if document == "-":
        return sys.stdin.read()
    if not document.startswith("@"):
        return document
    try:
        return Path(document[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadArgument(f"{document[1:]} cannot be read: {wrong}.", f"无法读取 {document[1:]}：{wrong}。",
            argument="document") from None


def _object(variables: str) -> dict[str, Any]:
    try:
        found = json.loads(variables)
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    raise BadArgument("--variables is a JSON object, such as '{\"code\": \"210727\"}'.",
        "--variables 须为 JSON 对象，如 '{\"code\": \"210727\"}'。", argument="variables")
