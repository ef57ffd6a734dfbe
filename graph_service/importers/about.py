"""What `seed.toml` says about a folder of seeds: its names, its day, and the questions that it leaves open."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graph_service.errors import Violation
from graph_service.model.graph import Words

FILE = "seed.toml"
TEXTS = ("name", "name_zh", "about", "about_zh")
OTHERS = ("data_date", "fictional", "open_questions")


@dataclass(frozen=True, slots=True)
class About:
    """`data_date` is the day that the data are of; a fictional folder is example data throughout."""

    name: Words
    about: Words
    data_date: str | None
    fictional: bool
    open_questions: tuple[Words, ...]


def read_about(folder: Path, faults: list[Violation]) -> About | None:
    """The file of a folder; None where it cannot be read.  What is wrong is added to `faults`."""
    place = f"{folder.name}/{FILE}"
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(Violation("NO_SEEDS", "The file is missing.", "缺少该文件。", (), place))
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        faults.append(Violation("BAD_TOML", f"It is not TOML: {wrong}.", f"不是有效的 TOML：{wrong}。", (), place))
        return None
    wrong_ones = list(_faults(said, place))
    faults.extend(wrong_ones)
    return None if wrong_ones else _about(said)


def _about(said: dict[str, Any]) -> About:
    day = said.get("data_date")
    questions = tuple(Words(one["en"], one["zh"]) for one in said.get("open_questions", ()))
    return About(
        Words(said["name"], said["name_zh"]), Words(said["about"], said["about_zh"]),
        day.isoformat() if day else None, said.get("fictional", False), questions,
    )


def _faults(said: dict[str, Any], place: str) -> Iterator[Violation]:
    for name in TEXTS:
        if not isinstance(said.get(name), str):
            yield Violation("MISSING", f"{name} is missing.", f"缺少 {name}。", (), f"{place}:{name}")
    for name in sorted(said.keys() - {*TEXTS, *OTHERS}):
        yield Violation("UNKNOWN_COLUMN", f"There is no key {name}.", f"没有键 {name}。", (), f"{place}:{name}")
    # A point in time is a date to Python too; only the day is meant.
    if type(said.get("data_date", date.min)) is not date:
        yield Violation("BAD_DATE", "data_date is a day, without quotes: 2020-11-12.",
            "data_date 须为不带引号的日期，如 2020-11-12。", (), f"{place}:data_date")
    questions = said.get("open_questions", [])
    if not isinstance(questions, list) or not all(isinstance(q, dict) and q.keys() == {"en", "zh"} for q in questions):
        yield Violation("BAD_VALUE", "Every open question has `en` and `zh`.", "每个待答问题须有 en 与 zh。",
            (), f"{place}:open_questions")
