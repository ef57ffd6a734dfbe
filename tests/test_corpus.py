"""The pinned corpus: beside a `.graphql` file stand its plan, its Cypher and the answer that every store gives.

A new case is a new file.  `UPDATE_SNAPSHOTS=1` rewrites what is derived; a changed file is read in review like code.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from graph_service.api.service import Way
from graph_service.plan.outline import outline
from graph_service.stores.neo4j.cypher import statement
from tests.loaded import Loaded

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(CORPUS.glob("*.graphql"))
REFUSED = sorted((CORPUS / "refused").glob("*.graphql"))
UPDATE = bool(os.environ.get("UPDATE_SNAPSHOTS"))


def named(path: Path) -> str:
    return path.stem


def variables_of(path: Path) -> dict[str, Any]:
    beside = path.with_suffix(".variables.json")
    given: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    return given


def held(path: Path, text: str, *, write: bool) -> None:
    """Compare with the file, or write it."""
    if UPDATE and write:
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{path.name} is missing; UPDATE_SNAPSHOTS=1 writes it"
    assert path.read_text(encoding="utf-8") == text


def pretty(body: bytes) -> str:
    return json.dumps(json.loads(body), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("path", CASES, ids=named)
def test_every_store_gives_the_pinned_answer(loaded: Loaded, path: Path) -> None:
    text, variables = path.read_text(encoding="utf-8"), variables_of(path)
    answers = {loaded.answer(text, variables, way).body for way in Way}
    assert len(answers) == 1, "the three ways differ"
    held(path.with_suffix(".json"), pretty(answers.pop()), write=loaded.kind == "memory")


@pytest.mark.parametrize("path", CASES, ids=named)
def test_the_plan_and_its_one_statement_a_root_field_are_pinned(loaded: Loaded, path: Path) -> None:
    documents, model = loaded.service.documents, loaded.service.model
    text, given = path.read_text(encoding="utf-8"), variables_of(path)
    known = documents.known(text)
    name, operation = documents.operation(known, None)
    variables = documents.variables(operation, given)
    roots = documents.compiled(text, known, name, variables).roots
    write = loaded.kind == "memory"
    held(path.with_suffix(".plan"), "\n".join(outline(plan) for root in roots for plan in root.plans), write=write)
    cypher = "\n\n".join(statement(model, plan).text for root in roots for plan in root.plans)
    held(path.with_suffix(".cypher"), cypher + "\n", write=write)


@pytest.mark.parametrize("path", REFUSED, ids=named)
def test_what_is_refused_is_refused_with_the_pinned_words(loaded: Loaded, path: Path) -> None:
    text, variables = path.read_text(encoding="utf-8"), variables_of(path)
    answer = loaded.answer(text, variables)
    assert answer.status == 400
    body = json.loads(answer.body)
    assert "data" not in body
    assert all(error["extensions"]["code"] and error["extensions"]["messageZh"] for error in body["errors"])
    held(path.with_suffix(".json"), pretty(answer.body), write=loaded.kind == "memory")
