"""The limits of a request, in one object, and the one place where a document is held to them.

Whatever brings a request in, it is held to the same: over a limit it ends in one error that names the limit, its value
and what was asked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.api.measure import Measure, Measuring, nesting
from graph_service.errors import LimitExceeded

__all__ = ["FURTHER", "ROWS", "Further", "Limits", "Measure", "Pass", "Row", "nesting"]

TOLD = 10**15
"""What fragments multiply to may have hundreds of digits; no more is told than a JSON number holds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may ask for, and how long it may take, in seconds."""

    tokens: int = 2000
    depth: int = 20
    aliases: int = 30
    root_fields: int = 20
    fields: int = 1000
    values: int = 20
    """Levels of objects and lists in a value, of the document or of a variable: whatever reads one recurses, and a
    filter's relations multiply."""
    objects: int = 1000
    """Objects and lists in all variables: what `tokens` is to the document."""
    relations: int = 60
    """Relation fields and conditions: a database plans each of them."""
    cost: int = 50_000
    """Rows: down the tree the product of the usual widths, or of `first` where that is less."""
    body: int = 256 * 1024
    receiving: float = 5.0
    answering: float = 5.0
    store: float = 4.0
    pool: float = 2.0

    def check(self, measure: Measure) -> None:
        """Raises LimitExceeded for the first limit that an operation is over."""
        for row in ROWS:
            if row.asked(measure) > row.allowed(self):
                raise LimitExceeded(row.name, row.allowed(self), min(row.asked(measure), TOLD), row.zh)

    def check_given(self, variables: Iterable[Any]) -> None:
        """Raises LimitExceeded if variables are nested too deeply or hold too much."""
        levels, objects = nesting(variables)
        if levels > self.values:
            raise LimitExceeded(VALUES.name, self.values, levels, VALUES.zh)
        if objects > self.objects:
            raise LimitExceeded(OBJECTS.name, self.objects, objects, OBJECTS.zh)

    def check_relations(self, asked: int) -> None:
        """Raises LimitExceeded if the values of variables bring in too many conditions."""
        if asked > self.relations:
            raise LimitExceeded(RELATIONS.name, self.relations, asked, RELATIONS.zh)

    def published(self) -> Iterator[tuple[str, str, float]]:
        """Every limit: its name in English and in Chinese, and its value."""
        for row in (TOKENS, *ROWS, *FURTHER):
            yield row.name, row.zh, row.allowed(self)


@dataclass(frozen=True, slots=True)
class Row:
    """One limit of a document: its name in both languages, what is asked for, and what is allowed."""

    name: str
    zh: str
    asked: Callable[[Measure], int]
    allowed: Callable[[Limits], int]


@dataclass(frozen=True, slots=True)
class Further:
    """A limit that others hold to."""

    name: str
    zh: str
    allowed: Callable[[Limits], float]


VALUES = Row("levels of a value", "输入值嵌套层数", lambda m: m.values, lambda limits: limits.values)
RELATIONS = Row(
    "relation fields and conditions", "关系字段与关系条件数", lambda m: m.relations, lambda limits: limits.relations)
ROWS = (
    Row("depth", "嵌套深度", lambda m: m.depth, lambda limits: limits.depth),
    Row("root fields", "根字段数", lambda m: m.top, lambda limits: limits.root_fields),
    Row("aliases", "别名数", lambda m: m.aliases, lambda limits: limits.aliases),
    Row("fields", "展开后字段数", lambda m: m.fields, lambda limits: limits.fields),
    VALUES,
    RELATIONS,
    Row("units of cost", "预计行数", lambda m: m.cost, lambda limits: limits.cost),
)
TOKENS = Further("tokens", "词法单元数", lambda limits: limits.tokens)
OBJECTS = Further("objects in variables", "变量中的对象数", lambda limits: limits.objects)
FURTHER = (
    OBJECTS,
    Further("bytes of the body", "请求体字节数", lambda limits: limits.body),
    Further("seconds to receive a request", "收齐请求的秒数", lambda limits: limits.receiving),
    Further("seconds of a request", "单个请求的秒数", lambda limits: limits.answering),
    Further("seconds of the store", "存储应答的秒数", lambda limits: limits.store),
    Further("seconds to wait for a connection", "等待数据库连接的秒数", lambda limits: limits.pool),
)


class Pass(Measuring):
    """The pass over one document."""

    def check(self, limits: Limits) -> Mapping[str, Measure]:
        """The measure of each operation.  Raises LimitExceeded for the first limit that one of them is over."""
        found = self.operations()
        for measure in found.values():
            limits.check(measure)
        return found
