"""What stands under every answer: whether a bound cut it, on what it rests, and from where that is known."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from graph_service.cli.document import held
from graph_service.cli.plainly import listed
from graph_service.cli.tongue import Tongue
from graph_service.insights.answer import SourceCited, Walked
from graph_service.insights.telling import fields_of

MOST_SOURCES = 5
Nested = Iterator[tuple[type[Any], Mapping[str, Any]]]


def under(of: type[Any], answer: Mapping[str, Any], tongue: Tongue) -> Iterator[str]:
    """Lines, by what the relationships of the answer say."""
    found = list(_objects(of, answer))
    if any(record.get("truncated") for _, record in found):
        yield "There is more than is shown." if tongue.english else "还有更多，未全部列出。"
    for _, record in found:
        if record.get("hasNextPage"):
            yield f"{'Go on with' if tongue.english else '续取'}: --after {record['endCursor']}"
    walked = {record["id"]: record for kind, record in found if kind is Walked}
    if not walked:
        return
    basis = next(one for one in fields_of(Walked) if one.name == "basis")
    counts = Counter(record["basis"] for record in walked.values())
    said = [f"{tongue.value(basis, name)} {counts[name]}" for name in tongue.model.enumeration["Basis"].names
        if counts[name]]
    yield f"Rests on relationships: {', '.join(said)}" if tongue.english else f"依据的关系：{'、'.join(said)}"
    sources = list(dict.fromkeys(record["source"]["name"] for kind, record in found if kind is SourceCited))
    if sources:
        yield _sources(sources, tongue)


def _sources(sources: list[str], tongue: Tongue) -> str:
    shown, rest = sources[:MOST_SOURCES], len(sources) - MOST_SOURCES
    if tongue.english:
        return f"Sources: {'; '.join(shown)}{f'; and {rest} more' if rest > 0 else ''}"
    return f"出处：{'；'.join(shown)}{f'等 {len(sources)} 处' if rest > 0 else ''}"


def _objects(of: type[Any], record: Mapping[str, Any]) -> Nested:
    """A record and all that is in it, with their classes, in order."""
    yield of, record
    for one in held(of):
        if one.of is not None:
            for inner in listed(one, record):
                yield from _objects(one.of, inner)
