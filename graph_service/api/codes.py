"""Every code that an error may have, with what it says and what to do: the table of docs/errors.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What stands in `extensions.code`, in words."""

    name: str
    about: str
    about_zh: str
    mend: str = ""
    mend_zh: str = ""


CODES = (
    Code("SYNTAX", "the document does not parse", "查询语法有误", "mend it at the place named", "按所示位置修改"),
    Code("INVALID", "it parses and does not fit the schema: a field, an argument or a type that is not there, a "
        "variable of the wrong type, a mutation", "查询与模式不符",
        "compare with [schema/schema.graphql](../schema/schema.graphql)", "对照模式修改"),
    Code("BAD_ARGUMENT", "a value is out of range or of the wrong form: a date, `first`, a span, `operationName`, the "
        "body; a path or a method that is not served; at the start of the service, a setting", "参数取值或形式有误",
        "correct the argument that is named", "更正所指参数"),
    Code("BAD_ID", "a value is not an id at all", "取值不是标识", "take ids from answers", "使用返回结果中的标识"),
    Code("BAD_CURSOR", "a cursor of another list or another order, or none", "游标不属于此列表或此排序",
        "take it from the same list in the same order", "取自同一列表、同一排序"),
    Code("BAD_FILTER", "null where a filter takes none", "筛选条件中有不允许的空值", "leave the key out", "略去该键"),
    Code("WRONG_KIND", "the id of another kind of node", "标识属于另一类节点"),
    Code("WRONG_METHOD", "a GET asks for something else than a query", "GET 请求了查询以外的操作", "send it by POST",
        "改用 POST"),
    Code("LIMIT_EXCEEDED", "the document, its variables or the body are beyond a limit; `limit`, `allowed` and `asked` "
        "say which and by how much", "超出所示上限", "ask for less at once", "缩小单次请求"),
    Code("REFUSED", "a write breaks rules; all of them are listed", "写入违反规则，全部列出", "see below", "见下表"),
    Code("CONFLICT", "something was changed after the writer had read it, or others kept writing while the write was "
        "checked", "读取后已有更改", "read again, then repeat", "重新读取后再试"),
    Code("KEY_REUSED", "another write was kept under this idempotency key", "该幂等键已用于另一次写入",
        "give each write a key of its own, and repeat a write as it was",
        "每次写入使用各自的幂等键，重试时内容保持一致"),
    Code("BAD_ROW", "rows of a file cannot be read; all of them are listed", "文件中有无法读取的行，全部列出",
        "see below", "见下表"),
    Code("UNAVAILABLE", "the store cannot be reached, or the service is ending; an embedded file may be in use by "
        "another process", "数据存储暂不可用", "try again shortly", "稍后再试"),
    Code("DEADLINE", "the answer was not ready in time, or the request did not come in within its time (408)",
        "未能在时限内完成", "ask for less, or try again", "缩小范围或稍后再试"),
    Code("INTERNAL", "a fault of ours; or, at the start, what is stored cannot be trusted: the message names the "
        "revision", "服务内部出错；或启动时存储内容不可信", "report it with its reference", "请附编号反馈"),
)
