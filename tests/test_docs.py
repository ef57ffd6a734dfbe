"""What is documented is what there is: settings, commands, operators, codes, files and links.

Three tables are made from the code; `UPDATE_SNAPSHOTS=1` writes them anew.
"""

import ast
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import typer
from graphql import DocumentNode, GraphQLError, build_schema, parse, validate
from strawberry.types.execution import PreExecutionError

from graph_service import errors
from graph_service.api.codes import CODES
from graph_service.api.response import response
from graph_service.cli.command import app
from graph_service.model.graph import Kind
from graph_service.plan.operators import ANY, OPERATORS
from graph_service.settings import CONFIG, declared

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
README = ROOT / "README.md"

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w./-]+")
MADE_BY_RUNNING = ("var/", "graph-service.toml", ".venv/")
CAPITALS = re.compile(r"[A-Z]+(_[A-Z]+)*")
VIOLATING = {"Violation", "broken", "Fault", "fault", "_fault_at"}


def called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def operators() -> Iterator[str]:
    yield row("operator", "asks", "问", "of", "takes")
    yield row(*["---"] * 5)
    for one in OPERATORS:
        kinds = "everything else" if one.kinds == ANY else ", ".join(kind.value for kind in Kind if kind in one.kinds)
        of = "lists" if one.listed else kinds
        yield row(f"`{one.name}`", one.title.en, one.title.zh, of, "a list" if one.many else "one value")


def settings() -> Iterator[str]:
    yield row("variable", "default", "what it is for", "用途")
    yield row(*["---"] * 4)
    for one in declared():
        default = f"`{one.default}`" if one.default else ""
        yield row(f"`{one.variable}`", default, one.about, one.about_zh)


def codes() -> Iterator[str]:
    yield row("code", "status", "what it says", "说明", "what to do", "处理")
    yield row(*["---"] * 6)
    for one in CODES:
        yield row(f"`{one.name}`", "" if one.name in OF_WRITES else status(one.name), one.about, one.about_zh, one.mend,
            one.mend_zh)


OF_WRITES = {kind.code for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.WriteError)}


TABLES: Mapping[str, tuple[Path, Callable[[], Iterator[str]]]] = {
    "operators": (DOCS / "queries.md", operators),
    "settings": (DOCS / "settings.md", settings),
    "codes": (DOCS / "errors.md", codes),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_the_code_says(name: str) -> None:
    path, lines = TABLES[name]
    text = text_of(path)
    begin, end = f"<!-- generated: {name} -->\n", "\n<!-- end -->"
    assert begin in text, f"{name}: the mark before the table is missing"
    before, _, rest = text.partition(begin)
    assert end in rest, f"{name}: the mark behind the table is missing"
    _, _, after = rest.partition(end)
    wanted = before + begin + "\n".join(lines()) + end + after
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(wanted, encoding="utf-8")
    assert text_of(path) == wanted, "UPDATE_SNAPSHOTS=1 writes it anew"


def test_every_setting_is_documented() -> None:
    text = text_of(DOCS / "settings.md")
    assert [name for name in (*(one.variable for one in declared()), CONFIG) if name not in text] == []


def test_no_setting_is_documented_that_is_not_there() -> None:
    known = {one.variable for one in declared()} | {CONFIG}
    everything = "\n".join(map(text_of, PAGES))
    named = re.findall(r"GRAPH_SERVICE_[A-Z0-9_]*[A-Z0-9]", everything)
    assert set(named) - known == set()


def test_every_setting_is_read() -> None:
    package = (path for path in (ROOT / "graph_service").rglob("*.py") if path.name != "settings.py")
    code = "\n".join(map(text_of, package))
    assert [one.name for one in declared() if f"settings.{one.name}" not in code] == []


def commands() -> Iterator[str]:
    """Every command and its options, as they are typed."""

    def below(command: object, name: str) -> Iterator[str]:
        inner: Mapping[str, object] = getattr(command, "commands", {})
        for key, one in inner.items():
            yield from below(one, f"{name} {key}")
        if not inner:
            yield name

    yield from below(typer.main.get_command(app), "graph-service")


def test_every_command_is_documented() -> None:
    readme = text_of(README)
    assert [name for name in commands() if f"`{name}" not in readme] == []


def test_every_operator_is_documented() -> None:
    assert [one.name for one in OPERATORS if f"`{one.name}`" not in text_of(DOCS / "queries.md")] == []


def tables_of(text: str) -> list[list[list[str]]]:
    """The tables of a page: rows of cells, without their heads."""
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()[2:]]
        for block in blocks]


def status(code: str) -> str:
    refused = PreExecutionError(data=None, errors=[GraphQLError("", extensions={"code": code})])
    return str(response(refused).status)


def test_every_code_is_documented_with_its_status() -> None:
    raised = {kind.code: kind for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.ServiceError)}
    documented = {cells[0].strip("`"): cells[1] for cells in tables_of(text_of(DOCS / "errors.md"))[0]}
    assert documented == {
        code: "" if issubclass(kind, errors.WriteError) else status(code) for code, kind in raised.items()}


def violation_codes() -> set[str]:
    """Codes that rules, guards, stores and importers name."""
    rooms = (ROOT / "graph_service" / room for room in ("writing", "importers", "stores"))
    found: set[str] = set()
    for path in (path for room in rooms for path in room.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= {text for text in said(node) if CAPITALS.fullmatch(text)}
    return found


def said(node: ast.AST) -> Iterator[str]:
    """The texts that stand directly in a violation, or are called `code`."""
    values: list[ast.expr] = []
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        values = node.args if name in VIOLATING else []
    elif isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["code"]:
        values = [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def test_every_code_of_a_violation_is_documented() -> None:
    documented = {cells[0].strip("`") for cells in tables_of(text_of(DOCS / "errors.md"))[1]}
    assert documented == violation_codes()


@pytest.mark.parametrize("path", PAGES, ids=called)
def test_links_lead_somewhere(path: Path) -> None:
    inside = [target for target in LINK.findall(text_of(path)) if not target.startswith(("http:", "https:"))]
    dead = [target for target in inside if not (path.parent / target.partition("#")[0]).exists()]
    assert dead == []


def named_files(text: str) -> Iterator[str]:
    """What looks like a path of this project: with a slash, or with the suffix of a file."""
    fences = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for word in CODE.findall(fences):
        if PATH.fullmatch(word) and ("/" in word or re.search(r"\.(py|md|toml|yml|csv|txt)$", word)):
            yield word


@pytest.mark.parametrize("path", PAGES, ids=called)
def test_files_that_are_named_are_there(path: Path) -> None:
    gone = [
        word for word in named_files(text_of(path))
        if not word.startswith(("/", "application/", *MADE_BY_RUNNING))
        and not any((start / word).exists() for start in (ROOT, path.parent, ROOT / "graph_service"))
        and not any(ROOT.glob(f"seeds/*/{word}"))
    ]
    assert gone == []


def asked(text: str) -> Iterator[str]:
    """The documents of a page: its `graphql` blocks, and what its `curl` sends."""
    yield from re.findall(r"^```graphql\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    for body in re.findall(r'^\{"query": .*\}$', text, re.MULTILINE):
        yield json.loads(body)["query"]


def test_documents_fit_the_schema() -> None:
    schema = build_schema(text_of(ROOT / "schema" / "schema.graphql"))
    blocks = [(path.name, one) for path in PAGES for block in asked(text_of(path)) for one in parse(block).definitions]
    faults = [(name, error.message) for name, one in blocks
        for error in validate(schema, DocumentNode(definitions=(one,)))]
    assert blocks
    assert faults == []


def test_every_decision_has_its_three_parts() -> None:
    for path in sorted((DOCS / "decisions").glob("*.md")):
        parts = re.findall(r"^## (\w+)", text_of(path), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequence"], path.name
