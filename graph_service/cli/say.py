"""What the command line says: results on standard output, progress and errors on standard error."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from graph_service.errors import BadArgument, BadRow, Refused, ServiceError, Violation

SHOWN = 50
"""Violations listed before the rest is only counted."""


class Usage(BadArgument):
    """The command was called wrongly, which shows only when it runs."""


class Answered(ServiceError):
    """What an answer says is wrong, with the code that it says it with."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        extensions = error["extensions"]
        super().__init__(error["message"], extensions["messageZh"], argument=extensions.get("argument") or "")
        self.code = extensions["code"]


def line(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")


def refused(error: ServiceError) -> None:
    """One message in both languages; of a file, every row that is wrong."""
    if isinstance(error, Refused | BadRow):
        _warn(f"{error.code}: nothing was written, {len(error.violations)} to mend.")
        _warn(f"{error.code}：未写入任何内容，共 {len(error.violations)} 处需修正。")
        for violation in error.violations[:SHOWN]:
            _violation(violation)
        if (rest := len(error.violations) - SHOWN) > 0:
            _warn(f"… {rest} more. 另有 {rest} 处。")
    else:
        _warn(f"{error.code}: {error.en}")
        _warn(f"{error.code}：{error.zh}")


def answered(errors: Iterable[Mapping[str, Any]]) -> None:
    """The errors of an answer."""
    for error in errors:
        refused(Answered(error))


def notes(lines: Iterable[str]) -> None:
    """What was made of what was typed."""
    for one in lines:
        _warn(one)


def usage() -> None:
    _warn("用法有误：选项或参数不符，见上；`--help` 显示说明。")


def unexpected(error: Exception) -> None:
    _warn(f"INTERNAL: something went wrong inside ({type(error).__name__}: {error}). Please report it.")
    _warn("INTERNAL：内部错误，请反馈。")


def _violation(violation: Violation) -> None:
    place = f"{violation.place}: " if violation.place else ""
    _warn(f"  {place}{violation.code}: {violation.en} {violation.zh}")


def _warn(text: str) -> None:
    sys.stderr.write(f"{text}\n")
