"""What is measured on: the real 义县, loaded from its seed, and the documents that ask for it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_service.api.response import response
from graph_service.api.service import Service
from graph_service.app import service_of, settle
from graph_service.importers import seeds
from graph_service.model.organization import ORGANIZATION
from graph_service.settings import PREFIX, Settings
from graph_service.stores.port import Store
from graph_service.writing.opened import access, opened_store

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "yixian"
DOCUMENTS = ROOT / "benchmarks" / "documents"
CORPUS = ROOT / "tests" / "corpus"
CODE = "210727"
DAY = "2020-11-12"
"""The day of the seed's data, on which all that is asked holds."""


@dataclass(frozen=True, slots=True)
class Question:
    """A document and its variables; `about` is the id or code of what it asks for."""

    name: str
    text: str
    variables: Mapping[str, Any]
    about: str


def settings(store: str) -> Settings:
    """As they come; a caller's own settings would change what is measured."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    return Settings(store=store)


async def loaded(store: Store) -> None:
    """Write the seed into an empty store, or find that it stands there."""
    await store.prepare()
    await seeds.load(store, ORGANIZATION, SEED)


async def embedded() -> tuple[Store, Service]:
    """A store in memory that holds the county."""
    given = settings("memory:")
    store = await opened_store(access(given))
    await loaded(store)
    service = service_of(store, given)
    # As the application does once all stands.
    settle()
    return store, service


async def questions(service: Service) -> dict[str, Question]:
    """The documents, about the first group of the county in the order of names."""
    group = (await asked(service, "{ teamGroups(first: 1) { nodes { id } } }", {}))["teamGroups"]["nodes"][0]["id"]
    asking = (
        Question("small", _text(DOCUMENTS / "small.graphql"), {"id": group}, group),
        Question("chain", _text(DOCUMENTS / "chain.graphql"), {"id": group}, group),
        Question("county", _text(CORPUS / "county_whole.graphql"), {}, CODE),
    )
    return {question.name: question for question in asking}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def asked(service: Service, document: str, variables: Mapping[str, Any]) -> Any:
    """The data of an answer without errors."""
    result = await service.execute(document, variables)
    if result.errors:
        raise RuntimeError(f"the service refused what is to be measured: {result.errors}")
    return result.data


async def answered(service: Service, question: Question) -> bytes:
    """What a client gets for a question, without HTTP."""
    return response(await service.execute(question.text, question.variables)).body
