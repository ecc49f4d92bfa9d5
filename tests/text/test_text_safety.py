"""What gives people away is told at its line; what only looks like it is left alone."""

import json
import time
from pathlib import Path

import pytest

from gmooc.core.urls import is_look_alike
from gmooc.text.document import read_document
from gmooc.text.markdown import render

EXPOSURES = json.loads((Path(__file__).parent / "exposures.json").read_text(encoding="utf-8"))
HEAD = "---\ntitle: T\n---\n"


def read(text):
    return [
        (problem.line, problem.column, f"{'hint ' * problem.is_warning}{problem.code}")
        for problem in read_document("projects/2024/a.md", text.encode())[1]
    ]


@pytest.mark.parametrize(("text", "codes"), EXPOSURES.values(), ids=EXPOSURES)
def test_address_or_number_in_a_text_is_told(text, codes):
    assert [code for _, _, code in read(HEAD + text)] == codes


@pytest.mark.parametrize(("text", "codes"), EXPOSURES.values(), ids=EXPOSURES)
def test_address_or_number_in_a_text_is_no_link(text, codes):
    page = render(text).html
    assert "mailto:" not in page
    assert "tel:" not in page


def test_address_and_number_have_their_places():
    text = HEAD + "First.\n\n访问https://example.org/x。写信给 li.wei@example.org, call +86 138 0000 0000.\n"
    assert read(text) == [(6, 29, "E023"), (6, 54, "hint E030")]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("summary: Call +254 712 345 678 for water", [(3, 15, "hint E030")]),
        ("summary: Water # ask amina@example.org", [(3, 22, "E023")]),
        ("# ask amina@example.org", [(3, 7, "E023")]),
        ("status_checked: 2024-11-30\nteam:\n  members:\n    - orcid: 0000-0002-1825-0097", []),
        ("links:\n  - url: https://example.org/13812345678", []),
    ],
    ids=["number", "comment", "line of its own", "no numbers of telephones", "address of a page"],
)
def test_front_matter_gives_nobody_away(lines, told):
    assert read(f"---\ntitle: T\n{lines}\n---\nText.\n") == told


@pytest.mark.parametrize(
    "unit",
    ["a.", "a-", "a@", "a@b.", "+1 ", "+1", "1 ", "1.", "12345678", "1-", "tel ", "tel: 1 ", "wa.me/1", "%40", "64;", "(1)", "138 "],
)  # fmt: skip
def test_hostile_text_is_searched_in_no_time(unit):
    text = HEAD + unit * (200_000 // len(unit))
    start = time.process_time()
    read_document("projects/2024/a.md", text.encode())
    assert time.process_time() - start < 5


@pytest.mark.parametrize(("number", "told"), [(99, 99), (100, 100), (101, 100)])
def test_so_many_are_told_and_no_more(number, told):
    assert len(read(HEAD + "a@example.org\n" * number)) == told


DECEPTIONS = json.loads((Path(__file__).parent / "deceptions.json").read_text(encoding="utf-8"))
HIDDEN = DECEPTIONS["hidden"]


@pytest.mark.parametrize(("text", "codes"), HIDDEN.values(), ids=HIDDEN)
def test_sign_that_nobody_sees_is_told_where_no_script_needs_it(text, codes):
    assert [code for _, _, code in read(HEAD + text)] == codes


@pytest.mark.parametrize(("text", "codes"), HIDDEN.values(), ids=HIDDEN)
def test_sign_that_nobody_sees_is_not_passed_on(text, codes):
    document, problems = read_document("projects/2024/a.md", (HEAD + text).encode())
    assert (document.body != text) == bool(codes)
    assert [problem.repair for problem in problems] == document.body.split("\n")[: len(problems)]
    assert read_document("projects/2024/a.md", (HEAD + document.body).encode())[1] == ()


def test_signs_that_nobody_sees_have_their_place_and_names():
    text = HEAD + "Text.\n\n  Water\u200b\u200c\u2060\ufeff for all.\n"
    (problem,) = read_document("projects/2024/a.md", text.encode())[1]
    assert str(problem) == (
        "projects/2024/a.md:6:8: E022 text: must hold no invisible characters (here: U+200B, U+200C, U+2060, …)\n"
        "    try: Water for all."
    )


def test_comment_of_front_matter_hides_nothing():
    text = "---\ntitle: T # Say\U000e0041 it\nsummary: S\n---\nText.\n"
    document, problems = read_document("projects/2024/a.md", text.encode())
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [(2, 15, "E022")]
    assert document.front_matter == "title: T # Say it\nsummary: S\n"


@pytest.mark.parametrize(
    "unit",
    ["\u200b", "\u200b ", "\ufe0f\ufe0f", "\U0001f3f4\U000e0067", "&#x202e;", "&#0", "\u0645\u200c", "[a.b", "www."],
)
def test_text_of_hidden_signs_is_searched_in_no_time(unit):
    text = HEAD + unit * (100_000 // len(unit))
    start = time.process_time()
    read_document("projects/2024/a.md", text.encode())
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("host", "is_alike"),
    [
        ("xn--exmple-4nf.org", True),
        ("XN--EXMPLE-4NF.ORG", True),
        ("xn--80ak6aa92e.com", True),
        ("xn--e1afmkfd.xn--p1ai", False),
        ("xn--mnster-3ya.example.org", False),
        ("xn--\ud800", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_host_in_the_letters_of_the_net_is_read_as_it_is_shown(host, is_alike):
    assert is_look_alike(host) == is_alike
