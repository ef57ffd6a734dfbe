"""Cursors: where a row stands in an order.  Opaque to clients; refused in any list or order but their own."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from graph_service.model.graph import Kind
from graph_service.model.ident import well_formed
from graph_service.plan.ir import Order, Subject

_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def fingerprint(stem: str, orders: Sequence[Order]) -> str:
    """Eight hex digits that tell one list in one order from all others."""
    said = ",".join(
        f"{'edge.' if order.subject is Subject.EDGE else ''}{order.of.name}:{'DESC' if order.descending else 'ASC'}"
        for order in orders
    )
    return sha256(f"{stem}|{said}".encode()).hexdigest()[:8]


def encoded(print_: str, keys: Sequence[Any], *ids: str) -> str:
    """The cursor of a row with these keys, its node's id and, behind a hop, its relationship's id."""
    return urlsafe_b64encode(orjson.dumps([print_, list(keys), *ids])).rstrip(b"=").decode()


def decoded(text: str, print_: str, orders: Sequence[Order], ids: int) -> list[Any] | None:
    """The keys and ids of a cursor, or None if it is not one of this list in this order."""
    if len(text) > 2000:
        return None
    try:
        found = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, UnicodeEncodeError):
        return None
    if not isinstance(found, list) or len(found) != 2 + ids or found[0] != print_:
        return None
    keys = found[1]
    if not isinstance(keys, list) or len(keys) != len(orders) or not all(well_formed(one) for one in found[2:]):
        return None
    fits = all(_fits(key, order) for key, order in zip(keys, orders, strict=True))
    return [*keys, *found[2:]] if fits else None


def _fits(key: Any, order: Order) -> bool:
    if key is None:
        return not order.of.required or order.of.open is not None
    match order.of.kind:
        case Kind.DATE:
            return isinstance(key, str) and is_date(key)
        case Kind.WHOLE | Kind.LONG:
            return isinstance(key, int) and not isinstance(key, bool) and abs(key) < 2**53
        case _:
            return isinstance(key, str)


def is_date(text: str) -> bool:
    """Whether this is a day of the calendar, as `2020-11-12`."""
    try:
        return _ISO.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False
