"""What every node and every relationship carries, whatever its label or type: identity, dates, on what it rests."""

from graph_service.model.graph import Derived, Kind, Property, Words

OPEN_START = "0001-01-01"
OPEN_END = "9999-12-31"


def words(text: str) -> Words:
    """English and Chinese, parted by `|`."""
    en, zh = (part.strip() for part in text.split("|"))
    return Words(en, zh)


_ID = Property("id", Kind.ID, words("Id | 标识"), words(
    "Opaque and stable. | 不透明且稳定的标识。"), required=True, unique=True)
_BASIS = Property("basis", Kind.CHOICE, words("Basis | 依据"), words(
    "On what the fact rests. | 该事实的依据。"), enumeration="Basis", required=True)
_BASIS_REASON = Property("basisReason", Kind.TEXT, words("Reason | 推断理由"), words(
    "Why it was concluded; always given when it was. | 推断的理由；凡推断必有。"))

NAME_KEY = Property("nameKey", Kind.CODE, words("Name key | 名称排序键"), words(
    "Pinyin, then code points in hex: the order of names. | 拼音加码点，名称排序用。"), hidden=True, required=True)
SEARCH_TOKENS = Property("searchTokens", Kind.CODE, words("Search tokens | 检索词元"), words(
    "What a search looks for. | 检索所用词元。"), many=True, hidden=True)

NODE_PROPERTIES = (
    _ID,
    Property("name", Kind.TEXT, words("Name | 名称"), words(
        "Name or title, official spelling. | 名称或职务名称（正式写法）。"), required=True),
    Property("aliases", Kind.TEXT, words("Aliases | 别名"), words(
        "Other printed spellings. | 其他写法。"), many=True),
    _BASIS,
    _BASIS_REASON,
    NAME_KEY,
    SEARCH_TOKENS,
)

DATE_PROPERTIES = (
    Property("since", Kind.DATE, words("Since | 起始"), words(
        "First day; null where open or without dates. | 起始日；未限定时为空。"), open=OPEN_START),
    Property("sinceGrain", Kind.CHOICE, words("Grain of since | 起始精度"), words(
        "How exact the first day is. | 起始日的精度。"), enumeration="Grain"),
    Property("until", Kind.DATE, words("Until | 截止"), words(
        "First day no longer; null while it lasts. | 截止日（不含）；存续时为空。"), open=OPEN_END),
    Property("untilGrain", Kind.CHOICE, words("Grain of until | 截止精度"), words(
        "How exact the end is. | 截止日的精度。"), enumeration="Grain"),
)

TIE_PROPERTIES = (
    _ID,
    _BASIS,
    _BASIS_REASON,
    Property("sourceIds", Kind.ID, words("Source ids | 来源标识"), words(
        "Sources of the fact; quotes and confidences run parallel. | "
        "来源；与引文、可信度一一对应。"), many=True, hidden=True),
    Property("quotes", Kind.TEXT, words("Quotes | 引文"), words(
        "The words of each source. | 各来源原文。"), many=True, hidden=True),
    Property("confidences", Kind.CHOICE, words("Confidences | 可信度"), words(
        "How far each source is to be trusted. | 各来源可信度。"), many=True, hidden=True, enumeration="Confidence"),
)

DERIVED = (
    Derived("inForce", Kind.FLAG, words("In force | 存续"), words(
        "Whether it stands on the day. | 当日是否存续。")),
)
