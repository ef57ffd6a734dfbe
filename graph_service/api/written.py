"""The files that are written from the model, under `schema/`, and whether they still say what it says."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph_service.api.model_page import model_page
from graph_service.api.types.build import Resolvers, build_schema
from graph_service.insights.table import INSIGHTS
from graph_service.model.graph import GraphModel

NOTE = "Written from the model by `graph-service schema write`; change the model, not this file."


def files(model: GraphModel, statements: Sequence[str]) -> dict[str, str]:
    """Text by file name; `statements` are the constraints and indexes that a Neo4j store makes."""
    return {
        "schema.graphql": sdl(model),
        "constraints.cypher": constraints(statements),
        "model.md": model_page(model),
    }


def sdl(model: GraphModel) -> str:
    """The schema in its own language, types by name."""
    nothing = Resolvers(_nothing, _nothing, _nothing, _nothing, _nothing, _nothing)
    schema = build_schema(model, resolvers=nothing, insights=INSIGHTS)
    return f"# {NOTE}\n\n{schema.as_str()}\n"


def constraints(statements: Sequence[str]) -> str:
    return f"// {NOTE}\n\n" + "".join(f"{statement};\n" for statement in statements)


def write(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Write what differs, and name it."""
    stale = drift(folder, texts)
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_text(texts[name], encoding="utf-8", newline="\n")
    return stale


def drift(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Names of the files that are missing or say something else."""
    return [name for name, text in texts.items() if _read(folder / name) != text]


def _read(path: Path) -> str | None:
    return path.read_bytes().decode() if path.is_file() else None


def _nothing(*_args: Any, **_arguments: Any) -> Any:
    """Stands where a schema that only is printed would be answered."""
    raise NotImplementedError
