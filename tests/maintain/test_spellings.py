"""A name in every spelling that looks the same, and no other."""

import pytest

from gmooc.maintain.spellings import (
    fold_spelling,
    folded_pattern,
    is_of_url,
    is_same,
    pattern,
    resembling,
    splits_words,
)

SAME = {
    "case": ("Ana Li", "ANA li"),
    "composed": ("José", "Jose\u0301"),
    "apostrophes": ("O'Brien", "O\u2019Brien"),
    "grave accent as apostrophe": ("O'Brien", "O`Brien"),
    "hyphens": ("El-Sayed", "El\u2011Sayed"),
    "dots": ("阿·凡提", "阿\u2022凡提"),
    "width": ("Ana", "Ａｎａ"),
    "spaces": ("Ana Li", " Ana \u00a0 Li "),
    "soft hyphen": ("Amina", "Ami\u00adna"),
    "CJK space": ("欧阳娜", "欧阳 娜"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_spellings_that_look_the_same_are_one_name(one: str, other: str) -> None:
    assert is_same(one, other)


def test_lines_and_spaces_stay_when_folded() -> None:
    assert fold_spelling("A\u2019B\r\n  É`") == "a'b\r\n  é'"


MATCHES = {
    # the same
    "plain": ("Ana Li", "by ANA  LI.", "ANA  LI"),
    "line end": ("Ana Li", "Ana\nLi", "Ana\nLi"),
    "entity": ("O'Brien", "O&#x27;Brien", "O&#x27;Brien"),
    "named entity": ("José", "Jos&eacute;", "Jos&eacute;"),
    "URL": ("José Li", "Jos%C3%A9%20Li", "Jos%C3%A9%20Li"),
    "plus": ("Ana Li", "Ana+Li", "Ana+Li"),
    "JSON": ("José", "Jos\\u00e9", "Jos\\u00e9"),
    "decomposed": ("José", "Jose\u0301", "Jose\u0301"),
    "unseen sign": ("Ana", "A\u200bna", "A\u200bna"),
    "within a Chinese sentence": ("欧阳娜", "和欧阳娜一起", "欧阳娜"),
    "three spaces between CJK letters": ("王芳", "王   芳", "王   芳"),
    # others
    "four spaces between CJK letters": ("王芳", "王    芳", None),
    "part of a longer word": ("Ana", "Anabel", None),
    "end of a longer word": ("Ana", "Diana", None),
    "another accent": ("Ana", "Ana\u0301", None),
}


@pytest.mark.parametrize(("name", "text", "matched"), MATCHES.values(), ids=MATCHES)
def test_pattern_finds_a_name_as_it_was_typed(name: str, text: str, matched: str | None) -> None:
    found = pattern(name).search(text)
    assert (found and found[0]) == matched


@pytest.mark.parametrize(
    ("text", "is_there"), [("by ana \n li.", True), ("ana li", True), ("anali", False), ("diana li", False)]
)
def test_folded_pattern_finds_a_folded_name(text: str, is_there: bool) -> None:
    assert bool(folded_pattern("Ana LI").search(text)) is is_there


@pytest.mark.parametrize(("matched", "is_url"), [("a%20b", True), ("a+b", True), ("a b", False)])
def test_match_of_an_address(matched: str, is_url: bool) -> None:
    assert is_of_url(matched) is is_url


@pytest.mark.parametrize(
    ("sign", "splits"),
    [("a", True), ("7", True), ("я", True), ("ع", True), ("ක", True), ("ก", False), ("水", False), ("-", False)],
)
def test_script_parts_words(sign: str, splits: bool) -> None:
    assert splits_words(sign) is splits


@pytest.mark.parametrize(
    ("text", "lines"),
    [("Jose\n\nJosé\nJosefa\nx JOSE", [1, 3, 5]), ("", []), ("Jos", [])],
    ids=["several lines", "empty", "less"],
)
def test_resembling_names_have_their_lines(text: str, lines: list[int]) -> None:
    assert list(resembling(text, "José")) == lines


def test_name_of_signs_alone_resembles_nothing() -> None:
    assert list(resembling("a - b", "-")) == []
