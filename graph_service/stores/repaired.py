"""What a repair tells: to which revision a journal was whole, what came after it, where the damaged file is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lost:
    """A record that was given up, as far as it can still be read: its time in UTC, its author, how many changes."""

    revision: int
    at: str = ""
    actor: str = ""
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Repaired:
    """`until` is the last revision that anything speaks of; `kept` the folder with the damaged file, None where nothing
    was wrong and nothing was done."""

    whole: int
    until: int
    lost: tuple[Lost, ...]
    kept: str | None
