"""Rules on the form of one change: what it names, and of which kind its values are."""

import re
from collections.abc import Callable, Iterator, Mapping

from graph_service.changes.change import AddNode, AddTie, AlterNode, AlterTie, Json, Properties
from graph_service.errors import Violation
from graph_service.model.graph import GraphModel, Kind, Property
from graph_service.model.ident import well_formed
from graph_service.model.values import LARGEST, WHOLE_LARGEST, day_fault
from graph_service.writing.draft import Draft, NodeChange, TieChange
from graph_service.writing.words import SHORTEST_CODE, SIGNIFICANT, SOURCE

Ruled = NodeChange | TieChange
_CODE = re.compile(r"\d+")
_NO_TEXT = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")


def is_text(value: Json) -> bool:
    """Half a character of UTF-16 is none: no store could keep it.  Control characters are no text either."""
    return isinstance(value, str) and _NO_TEXT.search(value) is None


def is_whole(value: Json, largest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= largest


FITS: Mapping[Kind, Callable[[Json], bool]] = {
    Kind.ID: well_formed,
    Kind.TEXT: is_text,
    Kind.CODE: lambda value: isinstance(value, str) and value.isascii(),
    Kind.WHOLE: lambda value: is_whole(value, WHOLE_LARGEST),
    Kind.LONG: lambda value: is_whole(value, LARGEST),
    Kind.DATE: lambda value: isinstance(value, str) and day_fault(value) is None,
    Kind.FLAG: lambda value: isinstance(value, bool),
    Kind.CHOICE: is_text,
}


LONGEST_NAME, LONGEST = 200, 4000
"""Characters.  The key of a name is indexed, and takes up to 15 bytes for each of its characters."""


def broken(code: str, change: Ruled, place: str, en: str, zh: str) -> Violation:
    """A violation by one change; `place` is the property."""
    return Violation(code, en, zh, (change.id,), place)


def known(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """The label or the type is declared, and the ids are ids of such things."""
    if isinstance(change, AddNode | AlterNode):
        label = draft.model.label.get(change.label)
        if label is None:
            yield broken("UNKNOWN_LABEL", change, "", f"There is no label {change.label}.",
                f"没有标签 {change.label}。")
        tag = label.tag if label else None
    else:
        rows = draft.model.types.get(change.type, ())
        if not rows:
            yield broken("UNKNOWN_TYPE", change, "", f"There is no relationship {change.type}.",
                f"没有关系类型 {change.type}。")
        tag = rows[0].tag if rows else None
    if not well_formed(change.id) or (tag and not change.id.startswith(f"{tag}_")):
        yield broken("BAD_ID", change, "id", f"{change.id!r} is not an id of this kind.",
            f"{change.id!r} 不是此类对象的标识。")


def ends(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """A relationship runs between labels that its type allows; a symmetric one from the lesser id to the greater."""
    if not isinstance(change, AddTie) or change.type not in draft.model.types:
        return
    source, target = draft.label_of(change.source), draft.label_of(change.target)
    for place, key, label in (("from", change.source, source), ("to", change.target, target)):
        if label is None:
            yield broken("BAD_ID", change, place, f"{key!r} is not the id of a node.", f"{key!r} 不是节点标识。")
    if source is None or target is None:
        return
    row = draft.row_between(change.type, change.source, change.target)
    if row is None:
        yield broken("WRONG_END", change, "to", f"{change.type} does not lead from {source} to {target}.",
            f"{change.type} 不能由 {source} 指向 {target}。")
    elif change.source == change.target:
        yield broken("LOOP", change, "to", f"{change.type} leads from {draft.called(change.source)} to itself.",
            f"{change.type} 由 {draft.called(change.source)} 指向自身。")
    elif row.symmetric and change.source > change.target:
        yield broken("WRONG_ORDER", change, "from", f"{change.type} is stored from the lesser id to the greater.",
            f"{change.type} 须由较小标识指向较大标识存储。")


def properties(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """Every property is declared, and no value is one that is derived for reading."""
    allowed = draft.declared(change)
    if allowed is None:
        return
    for name in said(change):
        if name not in allowed:
            yield broken("UNKNOWN_PROPERTY", change, name, f"{kind_of(change)} has no property {name} to write.",
                f"{kind_of(change)} 没有可写的属性 {name}。")


def values(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """Every value is of the declared kind, a list where one is declared, and one of its enumeration."""
    allowed = draft.declared(change) or {}
    for name, value in said(change).items():
        if name in allowed and value is not None:
            yield from _value(draft.model, change, allowed[name], value)


def required(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """What is required is given, and not taken away."""
    adds = isinstance(change, AddNode | AddTie)
    now = said(change)
    for name, p in (draft.declared(change) or {}).items():
        if p.required and (adds or name in now) and now.get(name) in (None, "", []):
            yield broken("MISSING", change, name, f"{kind_of(change)} needs {name}.",
                f"{kind_of(change)} 缺少 {name}。")


def paired(_: Draft, change: Ruled) -> Iterator[Violation]:
    """`before` and `after` speak of the same properties."""
    if isinstance(change, AlterNode | AlterTie):
        for name in sorted(set(change.before) ^ set(change.after)):
            yield broken("UNPAIRED", change, name, f"{name} stands only in one of `before` and `after`.",
                f"{name} 只出现在 before 与 after 之一。")


def codes(_: Draft, change: Ruled) -> Iterator[Violation]:
    """A division's code has as many digits as its tier."""
    if not isinstance(change, AddNode | AlterNode) or change.label not in SIGNIFICANT:
        return
    code = said(change).get("code")
    digits = max(SHORTEST_CODE, SIGNIFICANT[change.label])
    if isinstance(code, str) and not (_CODE.fullmatch(code) and code.isascii() and len(code) == digits):
        yield broken("BAD_CODE", change, "code", f"{code!r} is not a code of {digits} digits.",
            f"“{code}”不是 {digits} 位代码。")


def sources(draft: Draft, change: Ruled) -> Iterator[Violation]:
    """Sources, quotes and confidences run parallel, and each source is one."""
    if not isinstance(change, AddTie | AlterTie):
        return
    now = draft.merged(change)
    cited = _listed(now.get("sourceIds"))
    if len({len(cited), len(_listed(now.get("quotes"))), len(_listed(now.get("confidences")))}) > 1:
        yield broken("UNPARALLEL", change, "source", "Sources, quotes and confidences differ in number.",
            "来源、引文与可信度的数目不一致。")
    for key in cited:
        if draft.label_of(key) != SOURCE or key not in draft.after.nodes:
            yield broken("UNKNOWN_SOURCE", change, "source", f"There is no source {key}.", f"没有来源 {key}。")


def said(change: Ruled) -> Properties:
    """The values that a change sets."""
    return change.after if isinstance(change, AlterNode | AlterTie) else change.properties


def kind_of(change: Ruled) -> str:
    return change.label if isinstance(change, AddNode | AlterNode) else change.type


def _listed(value: Json) -> list[str]:
    return value if isinstance(value, list) else []


def _value(model: GraphModel, change: Ruled, p: Property, value: Json) -> Iterator[Violation]:
    if isinstance(value, list) is not p.many:
        shape, zh = ("a list", "列表") if p.many else ("one value", "单个值")
        yield broken("BAD_VALUE", change, p.name, f"{p.name} takes {shape}.", f"{p.name} 须为{zh}。")
        return
    allowed = model.enumeration[p.enumeration].names if p.enumeration else None
    for one in value if isinstance(value, list) else [value]:
        if not FITS[p.kind](one):
            yield broken("BAD_VALUE", change, p.name, f"{one!r} is not a {p.kind.value} for {p.name}.",
                f"{one!r} 不符合 {p.name} 的类型（{p.kind.value}）。")
        elif isinstance(one, str) and len(one) > (most := LONGEST_NAME if p.name == "name" else LONGEST):
            yield broken("TOO_LONG", change, p.name, f"{p.name} has {len(one)} characters; at most {most} are kept.",
                f"{p.name} 有 {len(one)} 个字符，最多 {most} 个。")
        elif one == p.open:
            yield broken("BAD_VALUE", change, p.name, f"{one} stands for an open date; leave {p.name} out.",
                f"{one} 表示日期未定，请略去 {p.name}。")
        elif allowed is not None and one not in allowed:
            yield broken("UNKNOWN_VALUE", change, p.name, f"{one!r} is none of {', '.join(allowed)}.",
                f"“{one}”不在下列值之中：{'、'.join(allowed)}。")


FORMS = (known, ends, properties, values, required, paired, codes)
