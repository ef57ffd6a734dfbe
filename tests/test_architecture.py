"""The floors of the house: imports only go down, run in no circle, and keep outside libraries in their rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "graph_service"
FLOORS = {
    "__init__": 0, "errors": 0, "settings": 0, "model": 1, "plan": 2, "changes": 2, "stores": 3, "writing": 4,
    "importers": 5, "insights": 5, "api": 6, "web": 7, "readiness": 7, "app": 8, "cli": 9, "__main__": 9,
}  # fmt: skip
ROOMS = {
    "graphql": ("api",),
    "strawberry": ("api",),
    "networkx": ("stores.embedded",),
    "sqlite3": ("stores.embedded",),
    "neo4j": ("stores.neo4j",),
    "pypinyin": ("writing.derive",),
    "starlette": ("web", "app"),
    "prometheus_client": ("web",),
    "uvicorn": ("app", "web.connection", "web.server"),
    "uvloop": ("app",),
    "typer": ("cli",),
    "rich": ("cli",),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def named(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = [name for name in inner if (PACKAGE.parent / name.replace(".", "/")).with_suffix(".py").exists()]
            packages = [name for name in inner if (PACKAGE.parent / name.replace(".", "/")).is_dir()]
            yield from (*modules, *packages) or (node.module,)


def ours(path: Path) -> list[str]:
    return [name.removeprefix("graph_service.") for name in imported(path) if name.startswith("graph_service.")]


GRAPH = {named(path): ours(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_only_go_down(path: Path) -> None:
    here = named(path)
    floor = FLOORS[here.split(".")[0]]
    up = [name for name in ours(path) if FLOORS[name.split(".")[0]] > floor]
    assert not up, f"{here} reaches up to {up}"


def test_no_import_cycles() -> None:
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a circle: {' -> '.join((*trail[trail.index(name):], name))}"
        if name not in done:
            for other in GRAPH.get(name, []):
                walk(other, (*trail, name))
            done.add(name)

    for name in GRAPH:
        walk(name, ())


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_outside_libraries_live_in_their_rooms(path: Path) -> None:
    here = named(path)
    for name in imported(path):
        rooms = ROOMS.get(name.split(".")[0])
        at_home = rooms is None or any(here == room or here.startswith(f"{room}.") for room in rooms)
        assert at_home, f"{here} imports {name}, which lives in {rooms}"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_the_port_of_stores_is_known_above(path: Path) -> None:
    if FLOORS[named(path).split(".")[0]] <= FLOORS["stores"]:
        return
    inside = [name for name in ours(path) if name.startswith("stores.") and name not in ("stores.port", "stores.open")]
    assert not inside, f"{named(path)} knows {inside}"


ROOT = PACKAGE.parent
SHORT = [*MODULES, *sorted((ROOT / "benchmarks").rglob("*.py")), *sorted((ROOT / "seeds").rglob("*.py"))]


@pytest.mark.parametrize("path", SHORT, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 30, f"{node.name} has {lines} lines"
