"""The words in which the organization is declared: properties, labels, relationships, interfaces."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a value is; `model/values` says how each language spells it."""

    ID = "id"
    TEXT = "text"
    CODE = "code"
    """ASCII text with an order of its own: division codes, sort keys."""
    WHOLE = "whole"
    LONG = "long"
    """Whole numbers beyond 32 bits: money in yuan, declared figures."""
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"


class Privacy(Enum):
    """Who may read a property.  Without identity PERSONAL reads null, RESTRICTED reads its public name."""

    PUBLIC = "public"
    PERSONAL = "personal"
    RESTRICTED = "restricted"


class One(Enum):
    """How the single row at an end to one comes about."""

    ALWAYS = "always"
    """Writing keeps at most one a day."""
    LATEST = "latest"
    """Writing may keep a second; readers take the latest `since`, then the least relationship id."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in English and in Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Property:
    """One value of a node or a relationship.

    `open` is the sentinel that is stored where a date is open; readers see null.  `hidden` is stored for
    readers' orders and searches and never shown.
    """

    name: str
    kind: Kind
    title: Words
    about: Words
    required: bool = False
    unique: bool = False
    many: bool = False
    enumeration: str | None = None
    unit: str | None = None
    privacy: Privacy = Privacy.PUBLIC
    open: str | None = None
    hidden: bool = False

    @property
    def conditional(self) -> bool:
        """Whether clients may filter by it."""
        return self.privacy is Privacy.PUBLIC and not self.hidden

    @property
    def orderable(self) -> bool:
        """Whether clients may order by it; of text only the name has an order, by its key."""
        ordered = (Kind.CODE, Kind.WHOLE, Kind.LONG, Kind.DATE)
        return self.conditional and not self.many and (self.kind in ordered or self.name == "name")


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that each store works out on the day; one function of this name in each store's `derived`."""

    name: str
    kind: Kind
    title: Words
    about: Words
    enumeration: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an enumeration; `public` is what it reads as without the right to RESTRICTED facts."""

    name: str
    title: Words
    public: str | None = None


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A closed list of values."""

    name: str
    about: Words
    values: tuple[Value, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(value.name for value in self.values)


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of node.

    `home` are hops, tried in order, each leading to a node whose own home leads on to a division.
    """

    name: str
    tag: str
    plural: str
    title: Words
    about: Words
    properties: tuple[Property, ...] = ()
    derived: tuple[Derived, ...] = ()
    dated: bool = False
    home: tuple[str, ...] = ()
    order: str = "name"

    @property
    def root(self) -> str:
        """The name of the root field for one of them; `plural` is that for many."""
        return self.name[0].lower() + self.name[1:]

    @property
    def constant(self) -> str:
        """The label as a value of the enumeration Label: TEAM_GROUP."""
        return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in self.name)[1:]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relationship, as the node standing there sees it.  `usual` is the width a query reckons with."""

    name: str
    title: Words
    one: One | None = None
    usual: int = 1


@dataclass(frozen=True, slots=True)
class Relationship:
    """A row of the declaration: one type between given labels.  Several rows may share a type.

    `out` is the field on the source, `back` the one on the target (the same for a symmetric relationship).
    """

    type: str
    tag: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    out: End
    back: End
    about: Words
    properties: tuple[Property, ...] = ()
    dated: bool = True
    parent: bool = False
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class Interface:
    """Labels that may stand at one place.  It carries what all of them share, or `only` the fields named."""

    name: str
    title: Words
    about: Words
    labels: tuple[str, ...]
    order: str = "name"
    only: tuple[str, ...] = ()
