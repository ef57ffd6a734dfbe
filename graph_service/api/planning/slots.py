"""The slots of one plan while it is made, and afterwards what fills them from a call's variables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import Node

from graph_service.api.errors import located
from graph_service.api.planning.given import Leaf, Take, Variables
from graph_service.errors import ServiceError
from graph_service.model.graph import Kind
from graph_service.plan.ir import Slot

Read = Callable[[Any], Sequence[Any]]
"""From a given value to the values of its slots; raises a ServiceError if it will not do."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the slots from `number` on."""

    number: int
    take: Take
    read: Read
    node: Node


@dataclass(frozen=True, slots=True)
class Filling:
    """Makes a plan's values.  Constants are there already, checked."""

    constants: tuple[Any, ...]
    fillers: tuple[Filler, ...]
    daily: bool
    """Whether no day was given, so that the first slot takes the store's."""

    def values(self, variables: Variables, day: str) -> list[Any]:
        """One value a slot.  Raises a GraphQLError at the argument's place if one will not do."""
        values = list(self.constants)
        if self.daily:
            values[0] = day
        for filler in self.fillers:
            filled = _read(filler, variables)
            values[filler.number : filler.number + len(filled)] = filled
        return values


def _read(filler: Filler, variables: Variables) -> Sequence[Any]:
    try:
        return filler.read(filler.take(variables))
    except ServiceError as error:
        raise located(error, filler.node) from None


class Slots:
    """Hands out numbers in the order in which it is asked, so that equal plans get equal numbers."""

    def __init__(self) -> None:
        self._slots: list[Slot] = []
        self._constants: list[Any] = []
        self._fillers: list[Filler] = []
        self.daily = False

    def fixed(self, kind: Kind, value: Any, *, many: bool = False) -> Slot:
        """A slot whose value stands in the plan's own making."""
        slot = Slot(len(self._slots), kind, many)
        self._slots.append(slot)
        self._constants.append(value)
        return slot

    def read(self, leaf: Leaf, read: Read, node: Node, *slots: tuple[Kind, bool]) -> tuple[Slot, ...]:
        """Slots, each of a kind and one or many, all filled from one leaf."""
        first = len(self._slots)
        made = tuple(self.fixed(kind, None, many=many) for kind, many in slots)
        filler = Filler(first, leaf.take, read, node)
        if leaf.constant:
            self._constants[first : first + len(made)] = _read(filler, {})
        else:
            self._fillers.append(filler)
        return made

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(self._slots)

    def filling(self) -> Filling:
        return Filling(tuple(self._constants), tuple(self._fillers), self.daily)


