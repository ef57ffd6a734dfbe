"""A document in the making: its chance, its variables, fragments and aliases, and how much it may still ask for."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph_service.model.graph import GraphModel
from tests.oracle.facts import Facts
from tests.oracle.view import View

T = TypeVar("T")


FAULTS = ("date", "id", "first", "cursor", "filter", "filter", "during")


class Choice(str):
    """A value of an enumeration: bare in a literal, text in a variable."""

    __slots__ = ()


class Reference(str):
    """A variable's place: `$v1`."""

    __slots__ = ()


@dataclass
class Draft:
    rng: random.Random
    model: GraphModel
    facts: Facts
    hops: int
    """Relation fields that may still be asked for."""
    conditions: int
    """Conditions through relations that may still be made."""
    fault: str | None
    """The kind of fault that one argument is still to have, one of FAULTS."""
    view: View
    """The day and the bases of the root field that is being made."""
    declared: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    fragments: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By name: the type, and the selection."""
    known_values: dict[str, Any] = field(default_factory=dict)
    """What each variable comes to, by default or given."""
    asked: dict[tuple[str, ...], str] = field(default_factory=dict)
    """What stands under a path of response keys: the field with its arguments."""
    aliases: int = 0

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one(self, items: Sequence[T]) -> T:
        return self.rng.choice(items)

    def some(self, items: Sequence[T], most: int) -> list[T]:
        """At least one, at most so many, in their order."""
        count = self.rng.randint(1, max(1, min(most, len(items))))
        chosen = set(self.rng.sample(range(len(items)), count))
        return [item for at, item in enumerate(items) if at in chosen]

    def wrong(self, kind: str) -> bool:
        """Whether to have a fault of this kind here; true at most once a document."""
        if self.fault == kind and self.chance(0.6):
            self.fault = None
            return True
        return False

    def asks(self, share: float, *kinds: str) -> bool:
        """Whether to give an argument: by chance, or because it could have the fault that is wanted."""
        return self.chance(share) or self.fault in kinds

    def variable(self, type_name: str, value: Any) -> Reference:
        """A variable that is given, sometimes by its default alone."""
        name = f"v{len(self.declared) + 1}"
        default = f" = {literal(value)}" if self.chance(0.2) and value is not None else ""
        self.declared.append(f"${name}: {type_name}{default}")
        if not default or self.chance(0.5):
            self.values[name] = plain(value)
        self.known_values[f"${name}"] = value
        return Reference(f"${name}")

    def absent(self, type_name: str) -> Reference:
        """A variable that is not given; where it stands, nothing does."""
        name = f"v{len(self.declared) + 1}"
        self.declared.append(f"${name}: {type_name}")
        return Reference(f"${name}")

    def known(self, value: Any) -> Any:
        """What a value comes to where it may be a variable; None where that is not given."""
        return self.known_values.get(value) if isinstance(value, Reference) else value

    def placed(self, type_name: str, value: Any, share: float = 0.25) -> Any:
        """The value as it stands or by a variable, seldom by one that is not given."""
        if not self.chance(share):
            return value
        if not type_name.endswith("!") and self.chance(0.15):
            return self.absent(type_name)
        return self.variable(type_name, value)

    def alias(self) -> str:
        self.aliases += 1
        return f"a{self.aliases}"

    def directive(self) -> str:
        """Mostly none."""
        if not self.chance(0.07):
            return ""
        name, kept = self.one((("skip", False), ("include", True)))
        truth = kept if self.chance(0.7) else not kept
        given = self.placed("Boolean!", truth, 0.5)
        return f" @{name}(if: {literal(given)})"


def literal(value: Any) -> str:
    """As GraphQL writes it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Choice() | Reference() | int():
            return f"{value}"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            return "{" + ", ".join(f"{name}: {literal(part)}" for name, part in value.items()) + "}"
    raise AssertionError(f"{value!r} has no spelling")


def plain(value: Any) -> Any:
    """As JSON holds it."""
    match value:
        case list():
            return [plain(part) for part in value]
        case dict():
            return {name: plain(part) for name, part in value.items()}
        case str():
            return str(value)
    return value


def arguments(given: dict[str, Any]) -> str:
    return f"({', '.join(f'{name}: {literal(value)}' for name, value in given.items())})" if given else ""
