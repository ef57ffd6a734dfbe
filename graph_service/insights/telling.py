"""How an answer says what it is made of: a frozen dataclass whose docstring and fields describe themselves.

`fields_of` reads such a class; the GraphQL types, the command line and the docs are made from what it says.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from graph_service.insights.insight import Ref
from graph_service.model.graph import Enumeration, Kind, Words
from graph_service.model.shared import words

_Value = TypeVar("_Value")
_KINDS: Mapping[type, Kind] = {str: Kind.TEXT, int: Kind.WHOLE, bool: Kind.FLAG}


def told(
    about: str, *, at: str = "Named", kind: Kind | None = None, enumeration: Enumeration | str | None = None
) -> Any:
    """A field: its description (`English. | 中文。`); of a `Ref` the label or interface that it is at; of a text
    its kind where it is a date or one of an enumeration (the model's by name, or an insight's own)."""
    said = words(about)
    return dataclasses.field(metadata={"about": said, "at": at, "kind": kind, "enumeration": enumeration})


class Late:
    """A value that is made when somebody asks for it, once."""

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make: Callable[[], Any] | None = make
        self._value: Any = None

    def value(self) -> Any:
        if self._make is not None:
            self._value, self._make = self._make(), None
        return self._value


def late(make: Callable[[], _Value]) -> _Value:
    """In the place of a field's value: made only if a client asks for it, for what costs time unasked."""
    return cast(_Value, Late(make))


def field_value(thing: Any, name: str) -> Any:
    """What a field of an answer holds."""
    found = getattr(thing, name)
    return found.value() if found.__class__ is Late else found


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A field of an answer: `of` is a class of fields, None for a node or a plain value.

    `at` is where a node stands, else None; `kind` that of a plain value, else None.
    """

    name: str
    attribute: str
    about: Words
    many: bool
    optional: bool
    of: type[Any] | None = None
    at: str | None = None
    kind: Kind | None = None
    enumeration: Enumeration | str | None = None


def fields_of(answer: type[Any]) -> tuple[AnswerField, ...]:
    """The fields of an answer's class, in their order."""
    hints = get_type_hints(answer)
    return tuple(_field(one, hints[one.name]) for one in dataclasses.fields(answer))


def _field(found: "dataclasses.Field[Any]", hint: Any) -> AnswerField:
    optional = get_origin(hint) in (Union, UnionType)
    inner = next(one for one in get_args(hint) if one is not NoneType) if optional else hint
    many = get_origin(inner) is tuple
    kind: type[Any] = get_args(inner)[0] if many else inner
    about = found.metadata
    name = camel(found.name)
    if kind is Ref:
        return AnswerField(name, found.name, about["about"], many, optional, at=about["at"])
    if dataclasses.is_dataclass(kind):
        return AnswerField(name, found.name, about["about"], many, optional, of=kind)
    plain = Kind.CHOICE if about["enumeration"] else about["kind"] or _KINDS[kind]
    return AnswerField(
        name, found.name, about["about"], many, optional, kind=plain, enumeration=about["enumeration"]
    )


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
