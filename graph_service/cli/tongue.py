"""In which language an answer is shown: Chinese, or English where the option or LANG asks for it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.insights.telling import AnswerField
from graph_service.model.graph import Enumeration, GraphModel, Kind, Words

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_END = re.compile(r"[.。;；:：,，(（]")
YES, NO = Words("yes", "是"), Words("no", "否")


@dataclass(frozen=True, slots=True)
class Tongue:
    """Words, headings and values in one language."""

    model: GraphModel
    english: bool

    @classmethod
    def of(cls, model: GraphModel, *, english: bool | None) -> "Tongue":
        """`english` as the option says it, None where it was not given."""
        said = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
        return cls(model, said.lower().startswith("en") if english is None else english)

    def __call__(self, words: Words) -> str:
        return words.en if self.english else words.zh

    def said(self, sentence: Mapping[str, str]) -> str:
        """A sentence of an answer."""
        return sentence["en" if self.english else "zh"]

    def heading(self, about: Words) -> str:
        """What a field is called: how its description begins."""
        text = self(about)
        return _END.split(text, maxsplit=1)[0] or text

    def value(self, of: AnswerField, found: Any) -> str:
        """A plain value, or a list of them, as people read it; nothing for null."""
        if isinstance(found, list):
            return (", " if self.english else "、").join(self.value(of, one) for one in found)
        match found:
            case None:
                return ""
            case bool():
                return self(YES if found else NO)
            case str() if of.kind is Kind.CHOICE:
                assert of.enumeration is not None
                return self.choice(of.enumeration, found)
            case _:
                return str(found)

    def choice(self, of: Enumeration | str, name: str) -> str:
        """What a value of an enumeration is called."""
        listed = self.model.enumeration[of] if isinstance(of, str) else of
        return next((self(value.title) for value in listed.values if value.name == name), name)
