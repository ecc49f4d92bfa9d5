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
