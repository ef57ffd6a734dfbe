"""Reading a GraphQL request from HTTP: body within its limit, JSON, forms and types as the specification has them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import Headers
from starlette.types import Receive, Scope

from graph_service.web.reply import JSON, Fault, too_large

RESPONSE_JSON = "application/graphql-response+json"
PARAMETERS = 20
"""In a query string, of which four are read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for."""

    text: str
    variables: Mapping[str, Any]
    name: str | None


def accepted(headers: Headers) -> str:
    """The media type of the answer.  Raises Fault 406 where none of ours is accepted."""
    accept = ",".join(headers.getlist("accept"))
    if accept in ("", "*/*", JSON):
        return JSON
    best, chosen = 0.0, ""
    for part in accept.split(","):
        media, quality = _weighed(part)
        found = _OFFERED.get(media)
        # At equal weight the specification's own type goes first, then whatever was named first.
        if found and (quality > best or (quality == best > 0 and media == RESPONSE_JSON)):
            best, chosen = quality, found
    if not chosen:
        raise Fault(
            406,
            "BAD_ARGUMENT",
            f"Accept {RESPONSE_JSON} or {JSON}.",
            f"请在 Accept 中接受 {RESPONSE_JSON} 或 {JSON}。",
        )
    return chosen


_OFFERED = {RESPONSE_JSON: RESPONSE_JSON, JSON: JSON, "*/*": JSON, "application/*": JSON}


def _weighed(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "charset" and value.strip('"') not in ("utf-8", "utf8"):
            return media, 0.0
        if name == "q":
            try:
                return media, float(value)
            except ValueError:
                return media, 0.0
    return media, 1.0


async def from_post(headers: Headers, receive: Receive, most: int) -> Asked:
    """The request of a POST.  Raises Fault 400, 413, 415.

    A page of another origin can send a form or plain text without asking; this type it cannot.
    """
    media, *parameters = (piece.strip().lower() for piece in headers.get("content-type", "").split(";"))
    charsets = (one.removeprefix("charset=").strip('"') for one in parameters if one.startswith("charset="))
    if media != JSON or any(charset not in ("utf-8", "utf8") for charset in charsets):
        raise Fault(415, "BAD_ARGUMENT", f"Send {JSON} in UTF-8.", f"请以 UTF-8 编码的 {JSON} 发送。")
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Fault(
            415, "BAD_ARGUMENT", "Send the body without a content encoding.", "请求体请勿使用内容编码（压缩）。",
            {"accept-encoding": "identity"})
    return _asked(_parsed(await _body(headers, receive, most), "The body", "请求体"))


async def _body(headers: Headers, receive: Receive, most: int) -> bytes:
    announced = headers.get("content-length", "0")
    if _DIGITS.fullmatch(announced) and int(announced) > most:
        raise _too_large(most, int(announced))
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Fault(400, "BAD_ARGUMENT", "The request broke off.", "请求中断。")
        body += message.get("body", b"")
        if len(body) > most:
            raise _too_large(most, len(body))
        if not message.get("more_body", False):
            return bytes(body)


_DIGITS = re.compile("[0-9]{1,18}")


def _too_large(most: int, asked: int) -> Fault:
    fault = too_large(413, "body", "请求体", most, asked)
    # What is still under way is not read.
    fault.headers = {"connection": "close"}
    return fault


def from_get(scope: Scope, most: int) -> Asked:
    """The request of a GET: `query`, `variables`, `operationName`, `extensions` in the query string.

    Raises Fault 400, 414.
    """
    text: bytes = scope["query_string"]
    if len(text) > most:
        raise too_large(414, "query string", "查询串", most, len(text))
    try:
        pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=PARAMETERS)
    except (UnicodeDecodeError, ValueError):
        raise _unfit("The query string", "查询串", "UTF-8, percent-encoded", "百分号编码的 UTF-8") from None
    found: dict[str, Any] = dict(pairs)
    if len(found) < len(pairs):
        raise _unfit("Every parameter", "每个参数", "given once", "仅给出一次")
    for name in ("variables", "extensions"):
        if found.get(name):
            found[name] = _parsed(found[name].encode(), name, name)
        else:
            found.pop(name, None)
    if not found.get("operationName"):
        found.pop("operationName", None)
    return _asked(found)


def _parsed(body: bytes, en: str, zh: str) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise _unfit(en, zh, "JSON", "JSON") from None


def _asked(found: Any) -> Asked:
    if not isinstance(found, dict):
        raise _unfit("The body", "请求体", "a JSON object", "JSON 对象")
    text, variables, name = found.get("query"), found.get("variables"), found.get("operationName")
    if not isinstance(text, str) or not text:
        raise _unfit("query", "query", "a GraphQL document", "GraphQL 文档")
    if variables is not None and not isinstance(variables, dict):
        raise _unfit("variables", "variables", "a JSON object", "JSON 对象")
    if name is not None and not isinstance(name, str):
        raise _unfit("operationName", "operationName", "text", "字符串")
    if found.get("extensions") is not None and not isinstance(found["extensions"], dict):
        raise _unfit("extensions", "extensions", "a JSON object", "JSON 对象")
    return Asked(text, variables or {}, name or None)


def _unfit(en: str, zh: str, wanted: str, wanted_zh: str) -> Fault:
    return Fault(400, "BAD_ARGUMENT", f"{en} must be {wanted}.", f"{zh} 须为 {wanted_zh}。")
