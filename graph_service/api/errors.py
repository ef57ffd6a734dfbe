"""The only place that turns errors into GraphQL's: message in English, the rest under `extensions`."""

from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError, Node
from graphql.error import GraphQLSyntaxError

from graph_service.errors import InvalidDocument, LimitExceeded, Refused, ServiceError, SyntaxFault


def located(error: ServiceError, *nodes: Node) -> GraphQLError:
    """A service error at its place in the document."""
    return GraphQLError(error.en, list(nodes) or None, original_error=error, extensions=_extensions(error))


def from_document(error: GraphQLError) -> GraphQLError:
    """What parsing, validation or coercion found, with our code."""
    if isinstance(error.original_error, ServiceError):
        return error
    fault: ServiceError
    if isinstance(error, GraphQLSyntaxError):
        fault = SyntaxFault(error.message, f"查询语法有误：{error.message}")
    else:
        fault = InvalidDocument(error.message, f"查询与模式不符：{error.message}")
    return GraphQLError(
        error.message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        original_error=fault,
        extensions=_extensions(fault),
    )


def internal(reference: str) -> GraphQLError:
    """Anything else: its text stays in the log, under the reference."""
    return GraphQLError(
        f"Something went wrong on our side; the log knows it as {reference}.",
        extensions={
            "code": "INTERNAL",
            "messageZh": f"服务内部出错，日志编号 {reference}。",
            "reference": reference,
        },
    )


def formatted(errors: Sequence[GraphQLError]) -> list[dict[str, Any]]:
    """As they stand in a response."""
    return [dict(error.formatted) for error in errors]


def _extensions(error: ServiceError) -> dict[str, Any]:
    said: dict[str, Any] = {"code": error.code, "messageZh": error.zh}
    if error.argument:
        said["argument"] = error.argument
    if error.subjects:
        said["subjects"] = list(error.subjects)
    if isinstance(error, LimitExceeded):
        said |= {"limit": error.limit, "allowed": error.allowed, "asked": error.asked}
    if isinstance(error, Refused):
        said["violations"] = [
            {"code": v.code, "message": v.en, "messageZh": v.zh, "subjects": list(v.subjects)} for v in error.violations
        ]
    return said
