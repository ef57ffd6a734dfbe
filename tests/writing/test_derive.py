"""What is derived for reading: an order of names that engines agree on, and tokens that a search finds."""

from graph_service.changes.change import Json
from graph_service.model.organization import ORGANIZATION
from graph_service.writing.derive import Derivation, name_key, readings

DERIVE = Derivation(ORGANIZATION)


def tokens(label: str, **properties: Json) -> set[str]:
    found = DERIVE(label, properties)["searchTokens"]
    assert isinstance(found, list)
    return set(found)


def test_names_are_ordered_by_pinyin_then_by_their_exact_characters() -> None:
    names = ["张家堡镇", "李贺", "李勇", "吕力力", "A1", "白庙子乡", "黎勇", "李", "𠮷"]
    ordered = sorted(names, key=name_key)
    assert ordered == ["A1", "白庙子乡", "李", "李贺", "李勇", "黎勇", "吕力力", "张家堡镇", "𠮷"]
    assert all(name_key(name).isascii() for name in names)
    assert len({name_key(name) for name in names}) == len(names)


def test_every_reading_of_a_character_is_found() -> None:
    assert set(readings("堡")) == {"bao", "bu", "pu"}
    assert readings("绿")[0] == "lv"
    assert {"chang", "zhang"} <= tokens("Township", name="长滩镇")


def test_characters_pairs_readings_initials_codes_and_aliases_are_tokens() -> None:
    found = tokens("Village", name="孙柏屯村", aliases=["孙桥屯村"], code="210727105236")
    assert {"孙", "柏屯", "sun", "tun", "sbtc", "孙桥", "sqtc", "210727", "210727105236"} <= found


def test_personal_values_are_never_tokens() -> None:
    assert not any("139" in token for token in tokens("Cadre", name="甲", phone="13900000000", idNumber="139"))


def test_the_same_name_derives_the_same() -> None:
    assert DERIVE("Cadre", {"name": "李勇"}) == Derivation(ORGANIZATION)("Cadre", {"name": "李勇"})
    assert DERIVE.version == Derivation(ORGANIZATION).version
