"""The one tree of errors that callers may hear of.

ServiceError
├── RequestError            the request is at fault, nothing was run
│   ├── SyntaxFault         SYNTAX           the document does not parse
│   ├── InvalidDocument     INVALID          it parses and does not fit the schema
│   ├── BadArgument         BAD_ARGUMENT     a value out of range or of the wrong form
│   │   ├── BadId           BAD_ID
│   │   ├── BadCursor       BAD_CURSOR
│   │   └── BadFilter       BAD_FILTER
│   ├── WrongKind           WRONG_KIND       the id of another kind of node
│   ├── WrongMethod         WRONG_METHOD     a GET asks for more than to read
│   └── LimitExceeded       LIMIT_EXCEEDED
├── WriteError              a write or an import is at fault, nothing was kept
│   ├── Refused             REFUSED          rules are broken: all of them are named
│   ├── Conflict            CONFLICT         what the writer saw no longer holds
│   ├── Overtaken           CONFLICT         others wrote while the write was checked
│   ├── KeyReused           KEY_REUSED       another write was kept under its idempotency key
│   └── BadRow              BAD_ROW          a row of a file cannot be read
├── BadSetting              BAD_ARGUMENT     the service cannot start like this
└── StoreError              the store is at fault
    ├── Unavailable         UNAVAILABLE
    ├── Deadline            DEADLINE
    └── Damaged             INTERNAL         what is stored cannot be trusted

Anything else is INTERNAL, logged with an id and never shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a write or a file breaks: where, and what would mend it, in English and in Chinese."""

    code: str
    en: str
    zh: str
    subjects: tuple[str, ...] = ()
    place: str = ""


class ServiceError(Exception):
    """Something that a caller is told, with a stable code, in English and in Chinese."""

    code = "INTERNAL"

    def __init__(
        self, en: str, zh: str, *, argument: str = "", subjects: Sequence[str] = (), limit: str = ""
    ) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh
        self.argument = argument
        self.subjects = tuple(subjects)
        self.limit = limit


class RequestError(ServiceError):
    code = "INVALID"


class SyntaxFault(RequestError):
    code = "SYNTAX"


class InvalidDocument(RequestError):
    code = "INVALID"


class BadArgument(RequestError):
    code = "BAD_ARGUMENT"


class BadId(BadArgument):
    code = "BAD_ID"

    def __init__(self, argument: str) -> None:
        super().__init__(
            f"The value of {argument} is not an id; take ids from the service's own answers.",
            f"{argument} 的值不是有效标识；请使用本服务返回的标识。",
            argument=argument,
        )


class BadCursor(BadArgument):
    code = "BAD_CURSOR"

    def __init__(self, argument: str) -> None:
        super().__init__(
            f"The value of {argument} is not a cursor of this list in this order; take it from the same list.",
            f"{argument} 的值不是此列表此排序下的游标；请取自同一列表的返回结果。",
            argument=argument,
        )


class BadFilter(BadArgument):
    code = "BAD_FILTER"

    def __init__(self, argument: str) -> None:
        super().__init__(
            f"{argument} is null; only `eq` and a relation to one may be null. Leave the key out instead.",
            f"{argument} 为空值；仅 eq 与单值关系可为空，请略去该键。",
            argument=argument,
        )


class WrongKind(RequestError):
    code = "WRONG_KIND"


class WrongMethod(RequestError):
    code = "WRONG_METHOD"

    def __init__(self) -> None:
        super().__init__("A GET runs queries only; send this by POST.", "GET 仅可执行查询；请改用 POST。")


class LimitExceeded(RequestError):
    code = "LIMIT_EXCEEDED"

    def __init__(self, limit: str, allowed: int, asked: int, zh: str) -> None:
        super().__init__(
            f"The request asks for {asked} {limit}; {allowed} are allowed.",
            f"请求的{zh}为 {asked}，上限为 {allowed}。",
            limit=limit,
        )
        self.allowed = allowed
        self.asked = asked


class WriteError(ServiceError):
    code = "REFUSED"


class Refused(WriteError):
    """Rules are broken; `violations` holds all of them."""

    code = "REFUSED"

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(
            "; ".join(f"{v.place}: {v.en}" if v.place else v.en for v in self.violations),
            "；".join(f"{v.place}：{v.zh}" if v.place else v.zh for v in self.violations),
            subjects=[subject for v in self.violations for subject in v.subjects],
        )


class Conflict(WriteError):
    code = "CONFLICT"

    def __init__(self, subjects: Sequence[str]) -> None:
        super().__init__(
            f"{', '.join(subjects)}: changed since it was read; read again and repeat.",
            f"{'、'.join(subjects)}：读取后已被更改，请重新读取后再试。",
            subjects=subjects,
        )


class Overtaken(WriteError):
    """Others wrote since the revision that a write was checked at; checked again, it may be kept."""

    code = "CONFLICT"

    def __init__(self) -> None:
        super().__init__(
            "Others wrote while this was checked; nothing was kept. Try again.",
            "校验期间有其他写入，本次未予保存；请重试。",
        )


class KeyReused(WriteError):
    """The idempotency key stands for another write, which was kept at this revision."""

    code = "KEY_REUSED"

    def __init__(self, revision: int) -> None:
        super().__init__(
            f"Another write was kept under this idempotency key, at revision {revision}; nothing was kept of this one. "
            "Give each write a key of its own, and repeat a write as it was.",
            f"该幂等键已用于另一次写入（第 {revision} 条记录），本次未予保存。"
            "请为每次写入使用各自的幂等键，重试时内容须保持一致。",
        )


class BadRow(WriteError):
    """Rows of a file cannot be read; `violations` names file, row and column of each."""

    code = "BAD_ROW"

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(
            "\n".join(f"{v.place}: {v.en}" for v in self.violations),
            "\n".join(f"{v.place}：{v.zh}" for v in self.violations),
        )


class BadSetting(ServiceError):
    code = "BAD_ARGUMENT"


class StoreError(ServiceError):
    code = "UNAVAILABLE"


class Unavailable(StoreError):
    code = "UNAVAILABLE"

    def __init__(self, en: str = "The store cannot be reached.", zh: str = "数据存储暂不可用。") -> None:
        super().__init__(f"{en} Try again shortly.", f"{zh}请稍后再试。")


class Deadline(StoreError):
    code = "DEADLINE"

    def __init__(self) -> None:
        super().__init__(
            "The answer was not ready in time; ask for less, or try again.",
            "未能在时限内得出结果；请缩小查询范围或稍后再试。",
        )


class Damaged(StoreError):
    """What is stored fails its checksum or is of an unknown version; the place is named."""

    code = "INTERNAL"
