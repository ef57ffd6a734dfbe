"""Holds a service's response against the oracle's, and says where they part."""

import json
from collections.abc import Mapping
from typing import Any

Answer = Mapping[str, Any]


def difference(expected: Answer, got: Answer) -> str | None:
    """Where the service's response departs from the oracle's answer; None if it does not.

    Data are compared with the order of their keys, errors beside data by message and path.  A refusal is met by any
    of the codes that the oracle found: a service may stop at the first.
    """
    if "data" in expected:
        return _first(_bare(expected), _bare(got), "")
    if "data" in got:
        return f"expected a refusal ({', '.join(expected['errors'])}), got data"
    codes = [error.get("extensions", {}).get("code") for error in got.get("errors", ())]
    if not codes or not set(codes) <= set(expected["errors"]):
        return f"expected a refusal with {', '.join(expected['errors'])}, got {', '.join(map(str, codes)) or 'no code'}"
    return None


def printout(document: str, variables: Mapping[str, Any], expected: Answer, got: Answer, seed: object = "") -> str:
    """What is needed to see a mismatch, and to ask it again."""
    return "\n".join((
        f"seed: {seed}",
        "document:",
        document,
        f"variables: {json.dumps(variables, ensure_ascii=False)}",
        f"first difference: {difference(expected, got)}",
        f"oracle:  {_short(expected)}",
        f"service: {_short(got)}",
    ))


def _bare(answer: Answer) -> dict[str, Any]:
    """Data and errors, of an error only what both sides say."""
    errors = [{"message": found.get("message"), "path": found.get("path")} for found in answer.get("errors", ())]
    return {"data": answer.get("data"), "errors": errors}


def _first(expected: Any, got: Any, path: str) -> str | None:
    if isinstance(expected, dict) and isinstance(got, dict):
        if list(expected) != list(got):
            return f"at {path or 'the top'}: expected the keys {list(expected)}, got {list(got)}"
        return _within([(f"{path}.{key}", expected[key], got[key]) for key in expected])
    if isinstance(expected, list) and isinstance(got, list):
        pairs = [(f"{path}[{at}]", mine, theirs) for at, (mine, theirs) in enumerate(zip(expected, got, strict=False))]
        found = _within(pairs)
        if found is None and len(expected) != len(got):
            return f"at {path}: expected {len(expected)} items, got {len(got)}"
        return found
    if type(expected) is type(got) and expected == got:
        return None
    return f"at {path}: expected {_short(expected)}, got {_short(got)}"


def _within(pairs: list[tuple[str, Any, Any]]) -> str | None:
    return next((found for path, mine, theirs in pairs if (found := _first(mine, theirs, path)) is not None), None)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 2_000 else f"{text[:2_000]}…"
