"""The log: one JSON object a line.  No value of a caller, a setting or the data gets into it.

What libraries and exceptions say in their own words may quote anything, so that of theirs only the fixed part of a
message, the types of exceptions and the places in the code are written.
"""

import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson

REQUEST: ContextVar[str] = ContextVar("request")
"""The id of the request that is being answered."""
OURS = "graph_service"
FRAMES = 30


class JsonLines(logging.Formatter):
    """`told`, given to a record as `extra`, stands beside the message; `always` does in every line."""

    def __init__(self, always: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._always = always or {}

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
            **self._always,
        }
        request = REQUEST.get(None)
        if request is not None:
            said["request"] = request
        said |= getattr(record, "told", None) or {}
        if record.exc_info and record.exc_info[1] is not None:
            said["exception"] = raised(record.exc_info[1])
        return orjson.dumps(said, default=lambda value: type(value).__name__).decode()


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    return (str(record.msg).splitlines() or [""])[0]


def raised(error: BaseException) -> list[dict[str, Any]]:
    """The exception and what it came of, latest first: types and places, no words."""
    chain: list[dict[str, Any]] = []
    found: BaseException | None = error
    while found is not None and len(chain) < 5:
        frames = traceback.extract_tb(found.__traceback__)[-FRAMES:]
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        chain.append({"type": f"{type(found).__module__}.{type(found).__qualname__}", "places": places})
        found = found.__cause__ or found.__context__
    return chain


def configure(level: str, worker: int = 0) -> None:
    """Everything that this process logs goes to standard error, from `level` on; with the number of several's one."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines({"worker": worker} if worker else None))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # The driver's own log holds addresses; what matters of it is told by the store.
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
