"""A part of an answer beside the class that says what it is: its fields by name, as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.cli import plainly
from graph_service.cli.tongue import Tongue
from graph_service.insights.telling import AnswerField, fields_of
from graph_service.model.graph import Words


@dataclass(frozen=True, slots=True)
class Found:
    """Names of fields are those of GraphQL."""

    of: type[Any]
    record: Mapping[str, Any]
    tongue: Tongue

    def field(self, name: str) -> AnswerField:
        return next(one for one in fields_of(self.of) if one.name == name)

    def __getitem__(self, name: str) -> str:
        """A field in one text, empty where there is nothing."""
        return plainly.cell(self.field(name), self.record, self.tongue)

    def raw(self, name: str) -> Any:
        return self.record[name]

    def heading(self, name: str) -> str:
        return self.tongue.heading(self.field(name).about)

    def each(self, name: str) -> list["Found"]:
        """The objects in a list, or the one object if it is there."""
        one = self.field(name)
        assert one.of is not None
        return [Found(one.of, record, self.tongue) for record in plainly.listed(one, self.record)]

    def say(self, en: str, zh: str) -> str:
        return self.tongue(Words(en, zh))
