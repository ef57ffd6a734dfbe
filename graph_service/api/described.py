"""What the service says of itself: the model in words (`model`) and where it stands (`serviceInfo`)."""

from collections.abc import Iterable
from typing import Any

import strawberry

from graph_service.api.types.scalars import Date
from graph_service.model.graph import Derived, End, GraphModel, Interface, Label, Property, Relationship, Words


def _about(en: str, zh: str) -> Any:
    return strawberry.field(description=f"{en} {zh}")


@strawberry.type(description="The same in English and in Chinese. 中英文对照。")
class Text:
    en: str = _about("English.", "英文。")
    zh: str = _about("Chinese.", "中文。")


@strawberry.type(description="A value that nodes or relationships show. 属性。")
class DescribedProperty:
    name: str = _about("Name of the field.", "字段名。")
    title: Text = _about("Title.", "名称。")
    about: Text = _about("What it says.", "说明。")
    kind: str = _about("Kind of value.", "取值类型。")
    enumeration: str | None = _about("Enumeration, for a CHOICE.", "枚举名（CHOICE 时）。")
    unit: str | None = _about("Unit of measure.", "计量单位。")
    required: bool = _about("Whether it is always there.", "是否必有。")
    unique: bool = _about("Whether no two have the same.", "是否唯一。")
    many: bool = _about("Whether it is a list.", "是否为列表。")
    derived: bool = _about("Whether it is worked out on the day.", "是否按日推算。")
    privacy: str = _about("PUBLIC, PERSONAL or RESTRICTED.", "公开、个人或受限。")


@strawberry.type(description="A kind of node. 节点类别。")
class DescribedLabel:
    name: str = _about("Name of the type.", "类型名。")
    root: str = _about("Root field for one.", "取单个的根字段。")
    plural: str = _about("Root field for many.", "取列表的根字段。")
    title: Text = _about("Title.", "名称。")
    about: Text = _about("What it is.", "说明。")
    dated: bool = _about("Whether it is founded and closed.", "是否有起止日期。")
    properties: list[DescribedProperty] = _about("What it shows.", "属性。")


@strawberry.type(description="One end of a relationship, as the node there sees it. 关系的一端。")
class DescribedEnd:
    name: str = _about("Name of the field.", "字段名。")
    title: Text = _about("Title.", "名称。")
    one: bool = _about("Whether at most one stands there on a day.", "同日是否至多一个。")
    labels: list[str] = _about("Labels that have the field.", "拥有此字段的节点类别。")


@strawberry.type(description="A relationship between given labels. 关系。")
class DescribedRelationship:
    type: str = _about("Type.", "关系类型。")
    about: Text = _about("What it says.", "说明。")
    dated: bool = _about("Whether it begins and ends.", "是否有起止日期。")
    symmetric: bool = _about("Whether it reads the same from both ends.", "是否对称。")
    source: DescribedEnd = _about("Where it starts.", "起点。")
    target: DescribedEnd = _about("Where it leads.", "终点。")
    properties: list[DescribedProperty] = _about("Its own properties.", "自有属性。")


@strawberry.type(description="Labels that may stand at one place. 可处同一位置的节点类别。")
class DescribedInterface:
    name: str = _about("Name of the type.", "类型名。")
    title: Text = _about("Title.", "名称。")
    about: Text = _about("What it is.", "说明。")
    labels: list[str] = _about("Its labels.", "所含节点类别。")


@strawberry.type(description="One value of an enumeration. 枚举值。")
class DescribedValue:
    name: str = _about("Name.", "值名。")
    title: Text = _about("Title.", "名称。")


@strawberry.type(description="A closed list of values. 枚举。")
class DescribedEnumeration:
    name: str = _about("Name of the type.", "类型名。")
    about: Text = _about("What it is.", "说明。")
    values: list[DescribedValue] = _about("Its values.", "取值。")


@strawberry.type(description="The model, declared once. 模型。")
class Model:
    labels: list[DescribedLabel] = _about("Kinds of node.", "节点类别。")
    relationships: list[DescribedRelationship] = _about("Relationships.", "关系。")
    interfaces: list[DescribedInterface] = _about("Interfaces.", "接口。")
    enumerations: list[DescribedEnumeration] = _about("Enumerations.", "枚举。")


@strawberry.type(description="How many nodes there are of a label, on all days. 某类节点总数（不限日期）。")
class LabelCount:
    label: str = _about("Label.", "节点类别。")
    count: int = _about("Number of nodes.", "节点数。")


@strawberry.type(description="Where the service stands. 服务状态。")
class ServiceInfo:
    version: str = _about("Version of the service.", "服务版本。")
    store: str = _about("Where the graph is kept: embedded or neo4j.", "数据存储方式。")
    revision: int = _about("Last revision of the journal.", "日志最新版次。")
    data_date: Date | None = _about("The day of the data; null where none is set.", "数据截至日期，未设定时为空。")
    labels: list[LabelCount] = _about("Nodes by label.", "各类节点数。")


@strawberry.type(description="What a request may ask for at the most. 单个请求的上限。")
class ServiceLimit:
    name: str = _about("Its name, as errors give it under `limit`.", "名称，与错误信息中的 limit 一致。")
    title: Text = _about("The same in both languages.", "中英文名称。")
    value: float = _about("The most that is allowed.", "上限值。")


def described(model: GraphModel) -> Model:
    """The whole model in words."""
    return Model(
        labels=[_label(model, label) for label in model.labels],
        relationships=[_relationship(row) for row in model.relationships],
        interfaces=[_interface(face) for face in model.interfaces],
        enumerations=[
            DescribedEnumeration(
                name=listed.name,
                about=_text(listed.about),
                values=[DescribedValue(name=value.name, title=_text(value.title)) for value in listed.values],
            )
            for listed in model.enumerations
        ],
    )


def _text(words: Words) -> Text:
    return Text(en=words.en, zh=words.zh)


def _label(model: GraphModel, label: Label) -> DescribedLabel:
    shown = [found for found in model.fields(label.name).values() if isinstance(found, Property | Derived)]
    return DescribedLabel(
        name=label.name, root=label.root, plural=label.plural, title=_text(label.title), about=_text(label.about),
        dated=label.dated, properties=_properties(shown))


def _properties(shown: Iterable[Property | Derived]) -> list[DescribedProperty]:
    return [_derived(found) if isinstance(found, Derived) else _property(found) for found in shown]


def _property(of: Property) -> DescribedProperty:
    return DescribedProperty(
        name=of.name, title=_text(of.title), about=_text(of.about), kind=of.kind.name, enumeration=of.enumeration,
        unit=of.unit, required=of.required, unique=of.unique, many=of.many, derived=False, privacy=of.privacy.name)


def _derived(of: Derived) -> DescribedProperty:
    return DescribedProperty(
        name=of.name, title=_text(of.title), about=_text(of.about), kind=of.kind.name, enumeration=of.enumeration,
        unit=None, required=True, unique=False, many=False, derived=True, privacy="PUBLIC")


def _relationship(row: Relationship) -> DescribedRelationship:
    return DescribedRelationship(
        type=row.type, about=_text(row.about), dated=row.dated, symmetric=row.symmetric,
        source=_end(row.out, row.sources), target=_end(row.back, row.targets), properties=_properties(row.properties))


def _end(end: End, labels: tuple[str, ...]) -> DescribedEnd:
    return DescribedEnd(name=end.name, title=_text(end.title), one=end.one is not None, labels=list(labels))


def _interface(face: Interface) -> DescribedInterface:
    return DescribedInterface(
        name=face.name, title=_text(face.title), about=_text(face.about), labels=list(face.labels))
