"""Strawberry types made from data: each named once, its fields filled in when every type is named."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.schema_directive import Location, schema_directive
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryObjectDefinition, StrawberryOptional, StrawberryType
from strawberry.types.field import StrawberryField

from graph_service.model.graph import Enumeration, GraphModel, Words

Type = StrawberryType | type[Any]
Fields = Callable[[], Iterable[StrawberryField]]


@schema_directive(locations=[Location.INPUT_OBJECT], name="oneOf")
class _OneOf:
    """Prints as @oneOf.  Strawberry's own would check it a second time, and without a place in its errors."""


def said(words: Words) -> str:
    """A description: English, then Chinese, each ending in a stop."""
    en = words.en if words.en.endswith((".", ";")) else f"{words.en}."
    zh = words.zh if words.zh.endswith("。") else f"{words.zh}。"
    return f"{en} {zh}"


def optional(of: Type) -> StrawberryType:
    return StrawberryOptional(of)


def items(of: Type) -> StrawberryType:
    """A list without nulls."""
    return StrawberryList(of)


class _Given(StrawberryField):
    """A field whose type is given outright, since no class annotates it."""

    def __init__(self, name: str, of: Type, about: str, arguments: Sequence[StrawberryArgument]) -> None:
        super().__init__(python_name=name, graphql_name=name, description=about)
        self.given = of
        self.arguments = list(arguments)

    def resolve_type(self, *, type_definition: StrawberryObjectDefinition | None = None) -> Any:  # noqa: ARG002
        return self.given


def field(name: str, of: Type, about: str, arguments: Sequence[StrawberryArgument] = ()) -> StrawberryField:
    """A field of an output or an input; not null unless its type is `optional`."""
    return _Given(name, of, about, arguments)


def argument(name: str, of: Type, about: str, default: object = strawberry.UNSET) -> StrawberryArgument:
    return StrawberryArgument(name, name, StrawberryAnnotation(of), description=about, default=default)


class Register:
    """All types by name.  A type is begun when it is first named, so that types may name each other."""

    def __init__(self, model: GraphModel) -> None:
        self.model = model
        self.outputs: set[str] = set()
        self.one_ofs: set[str] = set()
        self._made: dict[str, tuple[object, type[Any]]] = {}
        self._waiting: deque[tuple[StrawberryObjectDefinition, Fields]] = deque()

    def output(self, name: str, of: object, about: str, fields: Fields, faces: Sequence[type[Any]] = ()) -> type[Any]:
        """An object type; `of` is what it is made of, and no other type may have its name."""
        self.outputs.add(name)
        return self._begun(name, of, about, fields, faces=faces)

    def interface(self, name: str, about: str, fields: Fields, faces: Sequence[type[Any]] = ()) -> type[Any]:
        return self._begun(name, "interface", about, fields, faces=faces, is_interface=True)

    def input(self, name: str, of: object, about: str, fields: Fields, *, one_of: bool = False) -> type[Any]:
        if one_of:
            self.one_ofs.add(name)
        return self._begun(name, of, about, fields, is_input=True, directives=[_OneOf()] if one_of else [])

    def enumeration(self, name: str) -> type[Any]:
        """The enumeration of the model; its values are their own names."""
        return self.listed(self.model.enumeration[name])

    def listed(self, listed: Enumeration) -> type[Any]:
        """An enumeration, the model's or a question's own."""
        name = listed.name
        if name not in self._made:
            values = {
                value.name: strawberry.enum_value(value.name, description=said(value.title)) for value in listed.values
            }
            made = strawberry.enum(cast("type[Enum]", Enum(name, values)), description=said(listed.about))
            self._made[name] = ("enumeration", made)
        return self._kept(name, "enumeration")

    def fill(self) -> None:
        """Give every type its fields, until no new type is named."""
        while self._waiting:
            definition, fields = self._waiting.popleft()
            definition.fields.extend(fields())

    def _begun(
        self, name: str, of: object, about: str, fields: Fields, *, faces: Sequence[type[Any]] = (),
        is_input: bool = False, is_interface: bool = False, directives: Sequence[object] = (),
    ) -> type[Any]:
        if name in self._made:
            return self._kept(name, of)
        # The decorators would make a dataclass of each; there are hundreds, and none is ever instantiated.
        origin = type(name, (), {})
        definition = StrawberryObjectDefinition(
            name=name,
            is_input=is_input,
            is_interface=is_interface,
            origin=origin,
            description=about,
            interfaces=[face.__strawberry_definition__ for face in faces],
            extend=False,
            directives=directives,
            is_type_of=None,
            resolve_type=None,
            fields=[],
        )
        origin.__strawberry_definition__ = definition  # type: ignore[attr-defined]
        self._made[name] = (of, origin)
        self._waiting.append((definition, fields))
        return origin

    def _kept(self, name: str, of: object) -> type[Any]:
        was, made = self._made[name]
        if was != of:
            raise ValueError(f"two types would be called {name}: {was} and {of}")
        return made
