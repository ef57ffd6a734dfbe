"""`schema/model.md`: the model as tables for people, in English and Chinese, beside the SDL that it explains."""

from collections.abc import Iterable, Iterator, Sequence

from graph_service.model.graph import (
    Derived,
    End,
    Enumeration,
    GraphModel,
    Interface,
    Label,
    Privacy,
    Property,
    Relationship,
    Words,
)

Row = Sequence[str]

PROPERTY_HEADS = ("name", "kind", "unit", "notes", "English", "中文")


def model_page(model: GraphModel) -> str:
    """The whole page."""
    return "\n".join([
        "# The model 模型", "",
        "Written from the model by `graph-service schema write`; change the model, not this page.",
        "本页由模型生成，请修改模型而非本页。", "",
        *_shared(model), *_labels(model), *_relationships(model), *_interfaces(model), *_enumerations(model),
    ])


def _shared(model: GraphModel) -> Iterator[str]:
    yield from ("## On every node 所有节点", "")
    yield from _properties((*model.node_properties, *model.derived))
    yield from ("## On every relationship, and on dated nodes 起止日期", "")
    yield from _properties(model.date_properties)
    yield from ("## On every relationship 所有关系", "")
    yield from _properties(model.tie_properties)


def _labels(model: GraphModel) -> Iterator[str]:
    yield from ("## Labels 节点类别", "")
    heads = ("label", "中文", "one", "many", "dated", "ordered by", "home", "English", "说明")
    yield from _table(heads, (_label_row(label) for label in model.labels))
    for label in model.labels:
        if label.properties or label.derived:
            yield from (f"### {label.name} {label.title.zh}", "")
            yield from _properties((*label.properties, *label.derived))


def _label_row(label: Label) -> Row:
    return (label.name, label.title.zh, f"`{label.root}`", f"`{label.plural}`", _yes(label.dated), label.order,
        ", ".join(label.home), label.about.en, label.about.zh)


def _relationships(model: GraphModel) -> Iterator[str]:
    yield from ("## Relationships 关系", "")
    heads = ("type", "from", "to", "field on from", "field on to", "dated", "own properties", "English", "中文")
    yield from _table(heads, (_relationship_row(model, row) for row in model.relationships))
    yield from ("### Properties of their own 关系自有属性", "")
    own = {(row.type, found.name): (row.type, found) for row in model.relationships for found in row.properties}
    rows = ((kind, *_property_row(found)) for kind, found in own.values())
    yield from _table(("relationship", *PROPERTY_HEADS), rows)


def _relationship_row(model: GraphModel, row: Relationship) -> Row:
    return (row.type, _place(model, row.sources), _place(model, row.targets), _end(row.out), _end(row.back),
        _yes(row.dated), ", ".join(found.name for found in row.properties), row.about.en, row.about.zh)


def _place(model: GraphModel, labels: tuple[str, ...]) -> str:
    """The label, or the narrowest interface of exactly these labels."""
    faces = [face.name for face in model.interfaces if set(face.labels) == set(labels)]
    return faces[-1] if len(labels) > 1 and faces else ", ".join(labels)


def _end(end: End) -> str:
    one = f" (one, {end.one.value})" if end.one else ""
    return f"`{end.name}`{one} {end.title.zh}"


def _interfaces(model: GraphModel) -> Iterator[str]:
    yield from ("## Interfaces 接口", "")
    yield from _table(("interface", "中文", "labels", "English", "说明"), map(_interface_row, model.interfaces))


def _interface_row(face: Interface) -> Row:
    return (face.name, face.title.zh, ", ".join(face.labels), face.about.en, face.about.zh)


def _enumerations(model: GraphModel) -> Iterator[str]:
    yield from ("## Enumerations 枚举", "")
    for listed in model.enumerations:
        yield from _enumeration(listed)


def _enumeration(listed: Enumeration) -> Iterator[str]:
    yield from (f"### {listed.name}", "", f"{listed.about.en} {listed.about.zh}", "")
    public = ("reads without the right",) if any(value.public for value in listed.values) else ()
    rows = ((value.name, *_both(value.title), *((value.public or value.name,) if public else ()))
        for value in listed.values)
    yield from _table(("value", "English", "中文", *public), rows)


def _properties(found: Iterable[Property | Derived]) -> Iterator[str]:
    return _table(PROPERTY_HEADS, map(_property_row, found))


def _property_row(found: Property | Derived) -> Row:
    kind = found.enumeration or found.kind.value
    if isinstance(found, Derived):
        return (f"`{found.name}`", kind, "", "derived 推算", *_both(found.about))
    listed = f"[{kind}]" if found.many else kind
    return (f"`{found.name}`", listed, found.unit or "", ", ".join(_notes(found)), *_both(found.about))


def _notes(found: Property) -> Iterator[str]:
    if found.required:
        yield "required 必填"
    if found.unique:
        yield "unique 唯一"
    if found.hidden:
        yield "hidden 不展示"
    if found.privacy is not Privacy.PUBLIC:
        yield {Privacy.PERSONAL: "personal 个人信息", Privacy.RESTRICTED: "restricted 受限"}[found.privacy]


def _both(words: Words) -> tuple[str, str]:
    return words.en, words.zh


def _yes(truth: bool) -> str:
    return "yes" if truth else ""


def _table(heads: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield _line(heads)
    yield _line(["---"] * len(heads))
    yield from map(_line, rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
