"""Words as Lucene's query: no node that meets enough of them is left out."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_service.stores.neo4j.lucene import EVERYTHING, MOST, query, tokens


def groups(text: str) -> list[set[str]]:
    """Each of which a node has to hold a token of; of plain tokens."""
    return [set(re.findall(r'"([^"]*)"', group)) for group in re.findall(r"\+\(([^)]*)\)", text)]


@pytest.mark.parametrize(("words", "least", "expected"), [
    (["a", "b"], 2, '+("a") +("b")'),
    (["a", "b"], 1, '+("a" "b")'),
    (["a b", "c"], 2, '+("a" "b") +("c")'),
    (["a", "bc", "de"], 2, '+("bc" "de")'),
    (["a", "bc", "d", "ef"], 3, '+("bc" "ef") +("a" "d")'),
    (["a", "a"], 2, '+("a") +("a")'),
    (["a", ""], 1, '+("a")'),
    (["a", ""], 2, None),
    (["", ""], 1, None),
    (["a"], 0, None),
    (["a"], 2, None),
    ([], 1, None),
    ([], 0, None),
])
def test_what_is_asked(words: list[str], least: int, expected: str | None) -> None:
    assert query([tokens(word) for word in words], least) == expected


@pytest.mark.parametrize(("token", "expected"), [
    ('a"b', '"a\\"b"'),
    ("a\\", '"a\\\\"'),
    ("\\u0041", '"\\\\u0041"'),
    ("x* OR~", '"x*" "OR~"'),
    ("\t", EVERYTHING),
    ("\u3000", EVERYTHING),
])
def test_a_token_is_no_operator(token: str, expected: str) -> None:
    assert query([tokens(token)], 1) == f"+({expected})"


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=3), max_size=7), st.integers(-1, 8),
    st.sets(st.sampled_from("abcdef")),
)
def test_who_meets_enough_is_found(words: list[list[str]], least: int, held: set[str]) -> None:
    text = query(words, least)
    met = sum(not held.isdisjoint(word) for word in words)
    if 1 <= least <= met:
        assert text is not None
        assert all(held & group for group in groups(text))


def test_all_of_the_words_are_asked_for_one_by_one() -> None:
    text = query([["a"], ["b"], ["c"]], 3)
    assert text is not None
    found = [set(some) for size in range(4) for some in combinations("abc", size)
        if all(set(some) & group for group in groups(text))]
    assert found == [{"a", "b", "c"}]


def test_a_query_holds_no_more_than_lucene_takes() -> None:
    many = [[f"t{n}"] for n in range(3 * MOST)]
    text = query(many, len(many))
    assert text is not None
    assert len(groups(text)) == MOST
    assert query(many, 1) == EVERYTHING
    assert query([*many[: MOST + 1], ["a", "b"]], 1) == EVERYTHING
