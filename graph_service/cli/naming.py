"""Names become ids: what a person types for a node is read by the question `search` and its rule for one meaning.

An id is taken as it is.  What means several things is read in the county of the command's other names and ids.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.app import Ask
from graph_service.cli import say
from graph_service.errors import BadArgument
from graph_service.insights.insight import Argument, Insight
from graph_service.insights.search.homes import COUNTY
from graph_service.insights.search.matching import MatchKind
from graph_service.insights.search.resolving import ASKED, Meaning, SearchHit, resolved
from graph_service.model.graph import GraphModel, Kind
from graph_service.model.ident import well_formed

MOST = 100
SHOWN = 20
"""Meanings that are listed before the rest is only counted."""
_AS_TYPED = (MatchKind.EXACT.name, MatchKind.CODE.name)
_SEARCH = f"""
query Named($text: String!, $kinds: [Label!], $first: Int) {{
  search(text: $text, kinds: $kinds, first: $first) {{ {ASKED} }}
}}
"""
_NODE = "query Known($id: ID!) { node(id: $id) { __typename ... on Named { name } } }"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for an argument, and what a search found; None for an id."""

    argument: Argument
    text: str
    hits: Sequence[SearchHit] | None


async def identified(
    each: Ask, model: GraphModel, insight: Insight, given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """The arguments with ids for names, and what was made of names that were not typed in full.

    Raises BadArgument for a name that means nothing, `say.Usage` for one that means several things.
    """
    reading = _Reading(each, model)
    typed = [await reading.typed(argument, text) for argument, text in _names(insight, given)]
    ids: dict[str, list[str]] = {}
    read: list[str] = []
    for one, meaning in zip(typed, await reading.meanings(typed), strict=True):
        if meaning is not None and meaning.node is None:
            raise _several(model, one, meaning)
        ids.setdefault(one.argument.name, []).append(one.text if meaning is None else str(meaning.node))
        if meaning is not None and meaning.several[0]["matchKind"] not in _AS_TYPED:
            read.append(f"{one.text} → {meaning.several[0]['pathWords']['zh']}")
    known = {one.argument.name: one.argument for one in typed}
    return {**given, **{name: found if known[name].many else found[0] for name, found in ids.items()}}, read


def _names(insight: Insight, given: Mapping[str, Any]) -> Iterator[tuple[Argument, str]]:
    for one in insight.arguments:
        if one.kind is Kind.ID and one.name in given:
            value = given[one.name]
            yield from ((one, text) for text in (value if one.many else [value]))


@dataclass(frozen=True, slots=True)
class _Reading:
    """Asks the service what names mean."""

    each: Ask
    model: GraphModel

    async def typed(self, argument: Argument, text: str) -> Typed:
        """Raises BadArgument where nothing is called so; a number is a code, whole."""
        if well_formed(text):
            return Typed(argument, text, None)
        hits = await self._hits(text, argument.labels)
        if text.strip().isdecimal():
            hits = [hit for hit in hits if hit["matchKind"] in _AS_TYPED]
        if not hits:
            raise _nothing(self.model, argument, text)
        return Typed(argument, text, hits)

    async def meanings(self, typed: Sequence[Typed]) -> list[Meaning | None]:
        """None for an id.  What is clear tells in which counties the others lie."""
        alone = [None if one.hits is None else resolved(self.model, one.hits) for one in typed]
        if all(one is None or one.node is not None for one in alone):
            return alone
        counties: set[str] = set()
        for one, meaning in zip(typed, alone, strict=True):
            if meaning is None:
                counties |= await self._counties_of(one.text)
            elif meaning.node is not None:
                counties |= _counties(meaning.several[0])
        return [
            meaning if one.hits is None or (meaning is not None and meaning.node is not None)
            else resolved(self.model, one.hits, counties)
            for one, meaning in zip(typed, alone, strict=True)
        ]

    async def _counties_of(self, key: str) -> set[str]:
        found = await self._asked(_NODE, {"id": key}, "node")
        if found is None:
            return set()
        hits = await self._hits(found["name"], (found["__typename"],))
        return {county for hit in hits if hit["node"]["id"] == key for county in _counties(hit)} | {key}

    async def _hits(self, text: str, labels: Sequence[str]) -> Sequence[SearchHit]:
        """The best first."""
        kinds = {"kinds": [self.model.label[label].constant for label in labels]} if labels else {}
        found = await self._asked(_SEARCH, {"text": text, "first": MOST, **kinds}, "search")
        hits: Sequence[SearchHit] = found["hits"]
        return hits

    async def _asked(self, document: str, variables: Mapping[str, Any], root: str) -> Any:
        """Raises `say.Answered` with what the service says against a name."""
        answer = json.loads(await self.each(document, variables))
        for error in answer.get("errors", ()):
            raise say.Answered(error)
        return answer["data"][root]


def _counties(hit: SearchHit) -> set[str]:
    return {one["id"] for one in hit["path"] if one["__typename"] == COUNTY} | {hit["node"]["id"]}


def _nothing(model: GraphModel, argument: Argument, text: str) -> BadArgument:
    en, zh = _kinds(model, argument.labels)
    return BadArgument(
        f"{argument.name}: nothing is called “{text}”{f' among: {en}' if en else ''}; try `graph-service ask search`.",
        f"{argument.name}：未找到“{text}”{f'（范围：{zh}）' if zh else ''}；可用 `graph-service ask search` 检索。",
        argument=argument.name,
    )


def _several(model: GraphModel, typed: Typed, meaning: Meaning) -> say.Usage:
    name, text, found = typed.argument.name, typed.text, meaning.several
    titles = {label.constant: label.title.zh for label in model.labels}
    rows = [f"  {hit['pathWords']['zh']}  {titles[hit['kind']]}  {hit['node']['id']}" for hit in found[:SHOWN]]
    rows += [f"  +{len(found) - SHOWN}"] if len(found) > SHOWN else []
    en, zh = ("means several things", "有多个同名对象") if len(found) > 1 else ("is not written so", "无此写法")
    return say.Usage(
        "\n".join((f"{name}: “{text}” {en}; write its place and its name, or take an id:", *rows)),
        f"{name}：“{text}”{zh}（见上）；请写明所在地与名称，或使用上列标识。",
        argument=name,
    )


def _kinds(model: GraphModel, labels: Iterable[str]) -> tuple[str, str]:
    titles = [model.label[label].title for label in labels]
    return ", ".join(title.en.lower() for title in titles), "、".join(title.zh for title in titles)
