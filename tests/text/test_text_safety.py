"""What gives people away is told at its line; what only looks like it is left alone."""

import json
import time
from pathlib import Path

import pytest

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
