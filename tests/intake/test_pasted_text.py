"""Lists and tables that were pasted as plain text are those of Markdown, here as in the form."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmooc.intake.pasted_text import with_lists_and_tables
from paths import ROOT

ROWS = json.loads((ROOT / "tests/fixtures/lists.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_list_or_table_is_markdown(row):
    assert with_lists_and_tables(row["text"]) == row["markdown"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_what_is_markdown_stays_as_it_is(row):
    assert with_lists_and_tables(row["markdown"]) == row["markdown"]


@given(st.text(alphabet="•·o§1234、（）①②\t\n |ab水`-", max_size=60))
def test_no_word_is_lost_and_twice_changes_no_more(text):
    mended = with_lists_and_tables(text)
    # Letters may be bullets, and numbers lose the signs around them.
    words = re.compile("[ab水]")
    assert words.findall(mended) == words.findall(text)
    assert with_lists_and_tables(mended) == mended


SIGNS = {
    "three kinds of numbers": ("1、A\n（1）a\n①x\n②y\n（2）b\n2、B", "1. A\n   1. a\n      1. x\n      2. y\n   2. b\n2. B"),
    "two kinds of bullets": ("● A\n○ a\n○ b\n● B", "- A\n  - a\n  - b\n- B"),
    "numbers that begin anew": ("1、A\n2、B\n1、C", "1. A\n2. B\n1. C"),
    "numbers that begin late": ("⑲A\n⑳B", "19. A\n20. B"),
    "numbers that go back": ("2、A\n1、B\n3、C", "2、A\n1、B\n3、C"),
    "three digits": ("998、A\n999、B", "998. A\n999. B"),
    "four digits": ("9998、A\n9999、B", "9998、A\n9999、B"),
    "full-width brackets": ("(1) A\n(2) B", "1. A\n2. B"),
    "letters before tabs": ("o\tA\no\tB", "- A\n- B"),
    "bullets behind an HTML table": ("<table>\n• A\n</table>\n\n• B", "<table>\n• A\n</table>\n\n- B"),
    "bullets behind a table of Markdown": ("A|B\n-|-\n• x|y\n\n• C", "A|B\n-|-\n• x|y\n\n- C"),
    "bullets behind code of another fence": ("~~~\n```\n• A\n~~~\n\n• B", "~~~\n```\n• A\n~~~\n\n- B"),
    "tag in capitals": ("<PRE>\n• A\n\n• B\n</PRE>\n\n• C", "<PRE>\n• A\n\n• B\n</PRE>\n\n- C"),
    "pre on a line": ("<pre>a</pre>\n• A", "<pre>a</pre>\n\n- A"),
    "row without a cell": ("A\tB\n\t", "A\tB\n\t"),
    "two tables": ("A\tB\n1\t2\nA\tB\tC\n1\t2\t3", "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n| A | B | C |\n| --- | --- | --- |\n| 1 | 2 | 3 |"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "markdown"), SIGNS.values(), ids=SIGNS)
def test_signs_of_a_list_are_told_apart(text, markdown):
    assert with_lists_and_tables(text) == markdown
