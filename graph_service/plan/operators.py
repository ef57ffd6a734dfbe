"""The operators of conditions: one row each, with the two spellings side by side so that they cannot drift apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from graph_service.model.graph import Kind, Words

ANY = frozenset(Kind)
ORDERED = frozenset({Kind.CODE, Kind.WHOLE, Kind.LONG, Kind.DATE})
TEXTUAL = frozenset({Kind.TEXT, Kind.CODE})


@dataclass(frozen=True, slots=True)
class Operator:
    """`test(have, want)` is asked only of a value that is there; `cypher` is spelled of `{have}` and `{want}`.

    `listed` operators are for list properties, the others for single values; `many` ones take a list.
    """

    name: str
    title: Words
    kinds: frozenset[Kind]
    test: Callable[[Any, Any], bool]
    cypher: str
    many: bool = False
    listed: bool = False


OPERATORS = (
    Operator("eq", Words("equals", "等于"), ANY, lambda have, want: bool(have == want), "{have} = {want}"),
    Operator("in", Words("is one of", "属于"), ANY, lambda have, want: have in want, "{have} IN {want}", many=True),
    Operator("lt", Words("is less than", "小于"), ORDERED, lambda have, want: bool(have < want), "{have} < {want}"),
    Operator("lte", Words("is at most", "不大于"), ORDERED, lambda have, want: bool(have <= want), "{have} <= {want}"),
    Operator("gt", Words("is more than", "大于"), ORDERED, lambda have, want: bool(have > want), "{have} > {want}"),
    Operator("gte", Words("is at least", "不小于"), ORDERED, lambda have, want: bool(have >= want), "{have} >= {want}"),
    Operator("contains", Words("contains", "包含"), TEXTUAL, lambda have, want: want in have, "{have} CONTAINS {want}"),
    Operator("startsWith", Words("starts with", "开头为"), TEXTUAL,
        lambda have, want: bool(have.startswith(want)), "{have} STARTS WITH {want}"),
    Operator("has", Words("has", "含有"), ANY, lambda have, want: want in have, "{want} IN {have}", listed=True),
    Operator("hasAny", Words("has any of", "含有任一"), ANY,
        lambda have, want: any(one in have for one in want), "any(one IN {want} WHERE one IN {have})",
        many=True, listed=True),
)

BY_NAME: Mapping[str, Operator] = MappingProxyType({operator.name: operator for operator in OPERATORS})


def operators_for(kind: Kind, *, listed: bool) -> tuple[Operator, ...]:
    """What may be asked of a property of this kind."""
    return tuple(operator for operator in OPERATORS if operator.listed is listed and kind in operator.kinds)
