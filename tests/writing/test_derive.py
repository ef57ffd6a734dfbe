"""What is derived for reading: an order of names that engines agree on, and tokens that a search finds."""

import pytest

from graph_service.changes.change import Json
from graph_service.model.organization import ORGANIZATION
from graph_service.writing.derive import MOST_LETTERS, Derivation, letters, name_key, plain, readings, sounds
from graph_service.writing.syllables import SYLLABLES

DERIVE = Derivation(ORGANIZATION)


def tokens(label: str, **properties: Json) -> set[str]:
    found = DERIVE(label, properties)["searchTokens"]
    assert isinstance(found, list)
    assert found == sorted(set(found))
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


def test_every_reading_of_a_chinese_character_is_a_syllable_of_the_table() -> None:
    heard = {reading for code in range(0x4E00, 0xA000) for reading in readings(chr(code))}
    assert heard - SYLLABLES == {"m", "n", "ng", "hm", "hng"}
    assert sounds("a") == ()
    assert sounds("沙")[0] == "sha"


def test_the_tokens_of_a_name() -> None:
    assert tokens("TeamGroup", name="长河（A1）") == {
        *("长", "河", "a", "1"), *("chang", "zhang", "he"), "长河", *("_ch", "_zh", "_ha", "_a1"), *("@长", "@c", "@z"),
    }  # fmt: skip


def test_characters_pairs_readings_initials_codes_and_aliases_are_tokens() -> None:
    found = tokens("Village", name="孙柏屯村", aliases=["孙桥屯村"], code="210727105236")
    assert {"孙", "柏屯", "sun", "tun", "_sb", "_tc", "_zc", "孙桥", "_sq", "210727", "210727105236"} <= found
    assert not any(" " in token for token in found)


@pytest.mark.parametrize(("character", "typed"), [
    ("A", "a"), ("\uff21", "a"), ("ǚ", "v"), ("Ü", "v"), ("ā", "a"), ("①", "1"), ("（", ""), (" ", ""), ("沙", "沙"),
    ("〇", "〇"),
])  # fmt: skip
def test_letters_have_no_case_width_or_accent(character: str, typed: str) -> None:
    assert plain(character) == typed


def test_letters_know_their_place_and_end_somewhere() -> None:
    assert list(letters("沙（㎡）")) == [("沙", 0), ("m", 2), ("2", 2)]
    assert len(list(letters("沙" * 1000))) == MOST_LETTERS
    assert len(tokens("Village", name="甲乙" * 5000, aliases=["丙丁"] * 5000)) < 30


def test_personal_values_are_never_tokens() -> None:
    assert not any("139" in token for token in tokens("Cadre", name="甲", phone="13900000000", idNumber="139"))


def test_the_same_name_derives_the_same() -> None:
    assert DERIVE("Cadre", {"name": "李勇"}) == Derivation(ORGANIZATION)("Cadre", {"name": "李勇"})
    assert DERIVE.version == Derivation(ORGANIZATION).version
