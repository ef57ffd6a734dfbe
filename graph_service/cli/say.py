"""What the command line says: results on standard output, progress and errors on standard error."""

import sys

from graph_service.errors import BadRow, Refused, ServiceError, Violation

SHOWN = 50
"""Violations listed before the rest is only counted."""


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
