"""Front matter: what its lines mean, where its keys stand, and how it is written."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import frontmatter
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gmooc.core.files import LOADER
from gmooc.text.front_matter import PositionHandler, TOMLHandler, write_document, write_lines, write_value


def load(text: str) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    faults: list[tuple[Any, ...]] = []
    return PositionHandler(lambda *fault: faults.append(fault)).load(text), faults


def pruned(value: Any) -> Any:
    """Leave out what holds nothing."""
    if isinstance(value, dict):
        return {key: inner for key, inner in ((key, pruned(inner)) for key, inner in value.items()) if inner}
    if isinstance(value, list):
        return [inner for inner in map(pruned, value) if inner]
    return value


VALUES = (
    "", " ", "word", "two words", "a: b", "a #b", "a#b", "#", "# note", "end:", "https://a.org/b?c=d#e", "'it''s'", "'x'",
    '"x: y"', '"a \\n b"', '"', "'", '""', "''", "[a, b]", "[]", "[ ]", "[a,]", "[a: b]", "[a, [b]]", "[a b, 2021/x-y]",
    "{a: b}", "|", ">-", "- x", "-x", "--- x", "&a b", "*a", "!!str x", "!x", "%x", "@x", "`x`", "? x", "?x", ":x", ": x",
    "a, b", "NO", "~", "12:30", "1_000", "汉字：好", "ﺍ", "\u00a0x", "x ", "a\u2028b", "a\u0085b", "a\tb", "=", "<<", "...",
)  # fmt: skip
LINES = st.builds(
    lambda indent, dash, key, gap, value: " " * indent + dash + key + gap + value,
    st.sampled_from((0, 0, 0, 1, 2, 2, 3, 4, 4, 6, 8)),
    st.sampled_from(("", "", "", "- ", "-  ", "-", "- - ")),
    st.sampled_from(("", "a:", "b:", "c:", "a_b-c:", "<<:", '"a":', "a :", "é:", "1:", "#:", "a:b:")),
    st.sampled_from((" ", " ", " ", "", "   ", "\t")),
    st.sampled_from(VALUES),
)
TEXTS = st.lists(LINES, max_size=8).map("\n".join)
WORDS = st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace").decode())
WRITTEN = st.dictionaries(
    st.from_regex("[a-z][a-z_]{0,9}", fullmatch=True),
    st.one_of(
        WORDS.filter(bool),
        st.sampled_from([value for value in VALUES if value]),
        st.lists(WORDS.filter(bool), min_size=1, max_size=4),
        st.lists(st.dictionaries(st.sampled_from(("name", "role")), WORDS.filter(bool), min_size=1), min_size=1, max_size=3),
        st.dictionaries(st.sampled_from(("main", "also")), WORDS.filter(bool), min_size=1),
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


# Reading.


@settings(max_examples=1000)
@given(TEXTS)
@example("a:\n- b: 1\n  c:\n  - d\n- b: 2\ne: x")
@example("a:\n  b:\n    c:\n  d: []\ne:\n  - f:\n")
@example("a:\n  b:\n    c:\n      a:\n        b:\n          c: deep")
@example("\n\n# note\na: 1\n\n# note\n  # note\nb: 2")
def test_lines_without_fault_mean_what_yaml_says(text: str) -> None:
    values, faults = load(text)
    # What ends a line for YAML alone is a space to us.
    shown = re.sub("[\x85\u2028\u2029]", " ", text)
    assert faults or pruned(values) == pruned(yaml.load(shown, Loader=LOADER) or {})  # noqa: S506  It makes only text.


@settings(max_examples=300)
@given(TEXTS)
@example("a:\n  -\n  - b: 1\n    c: 2")
def test_key_stands_where_its_position_says(text: str) -> None:
    handler = PositionHandler()
    handler.load(text)
    lines = handler.text.split("\n")
    for path, mark in handler.positions.items():
        if path and isinstance(path[-1], str) and path[-1] not in ("", "=") and len(lines) > mark.line:
            assert path[-1] in lines[mark.line][mark.column :]


def test_entry_after_an_open_one_takes_its_position() -> None:
    handler = PositionHandler()
    assert handler.load("links:\n  - kind:\n  - url: b\n") == {"links": [{"url": "b"}]}
    assert {path: (mark.line, mark.column) for path, mark in handler.positions.items()} == {
        (): (0, 0),
        ("links",): (0, 0),
        ("links", 0): (2, 4),
        ("links", 0, "url"): (2, 4),
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("title: Clean water\nyear: 2024\n", {"title": "Clean water", "year": "2024"}, id="text"),
        pytest.param("a: 'it: is'\nb: \"x #y\"\n", {"a": "it: is", "b": "x #y"}, id="quoted"),
        pytest.param("a: [KE, UG]\nb: []\nc:\n", {"a": ["KE", "UG"]}, id="brackets"),
        pytest.param("a:\n  - b: 1\n    c: 2\n  - b: 3\nd: 4", {"a": [{"b": "1", "c": "2"}, {"b": "3"}], "d": "4"}, id="nested"),
        pytest.param("a:\n- x\n- y\nb: z", {"a": ["x", "y"], "b": "z"}, id="list below its key"),
        pytest.param("a:\n  b:\n  c:\n", {}, id="nothing filled in"),
        pytest.param("a: >\n  x\n  y", {"a": "x y"}, id="folded lines"),
        pytest.param("a: x\n  y", {"a": "x y"}, id="text on two lines"),
        pytest.param("a: x # note\u2028\nb: y", {"a": "x", "b": "y"}, id="line separator in a comment"),
        pytest.param("a: x\u2028y\nb: 'x\x85y\u2029'", {"a": "x y", "b": "x y "}, id="other line ends within a text"),
        pytest.param("a: &b c", {"a": "c"}, id="an anchor that nothing repeats"),
        pytest.param("a:\tb", {"a": "b"}, id="tab behind a key"),
        pytest.param("a: {b: c}", {"a": {"b": "c"}}, id="braces"),
        pytest.param("a:\n  b:\n    c:\n      a:\n        b:\n          c: deep", {"a": {"b": {"c": {"a": {"b": {"c": "deep"}}}}}}, id="six levels"),
    ],
)  # fmt: skip
def test_lines_have_their_values(text: str, values: dict[str, Any]) -> None:
    assert load(text) == (values, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\na: 2", "E008"),
        ("a: b: c", "E005"),
        ("- a", "E005"),
        (f"{'k' * 1200}: x", "E005"),
        ("a:\n  b:\n    c:\n      a:\n        b:\n          c: [deep, er]", "E006"),
        ("\n".join(f"k{number}: x" for number in range(2001)), "E006"),
    ],
    ids=["key twice", "colon in a value", "list", "endless key", "seven levels", "too many values"],
)
def test_lines_that_mean_nothing_have_a_fault(text: str, code: str) -> None:
    assert code in {fault[2] for fault in load(text)[1]}


@pytest.mark.parametrize("sign", ["\n", "\x85", "\u2028", "\u2029"])
def test_values_behind_any_line_end_are_not_nested_without_end(sign: str) -> None:
    values, faults = load(f"a: # '{sign} {'- ' * 120_000}\nb: c")
    assert values == ({} if faults else {"b": "c"})


def test_so_many_values_as_are_allowed_are_read() -> None:
    text = "\n".join(f"k{number}: x" for number in range(1999))
    assert (len(load(text)[0]), load(text)[1]) == (1999, [])


def test_library_reads_with_our_handlers() -> None:
    assert frontmatter.loads("---\nday: NO\n---\nText", handler=PositionHandler()).metadata == {"day": "NO"}
    assert frontmatter.loads("+++\nday = 1.10\n+++\nText", handler=TOMLHandler()).metadata == {"day": "1.10"}


def test_toml_that_cannot_be_read_raises_a_value_error() -> None:
    with pytest.raises(ValueError, match="Invalid"):
        TOMLHandler().load("a = ")


# Writing.


@settings(max_examples=500)
@given(WRITTEN)
@example({"a": "x\n\n"})
@example({"a": ["x\u3000"]})
@example({"a": "a \nb: c"})
@example({"a": "\x85\U00010000", "b": "a\nb\u2028c"})
def test_what_is_written_is_read_again(values: dict[str, Any]) -> None:
    handler = PositionHandler(lambda *fault: pytest.fail(str(fault)))
    front_matter, body = handler.split(write_document(values, "Text."))
    assert (handler.load(front_matter), body) == (values, "\nText.\n")


def test_front_matter_is_written_as_people_write_it() -> None:
    values = {
        "title": "Don't stop: “water” for all",
        "summary": "水 " * 80,
        "year": 2024,
        "as_of": date(2026, 11, 24),
        "team": {"name": "Blue", "members": [{"name": "Amina O.", "country": "NO"}, {"name": "Li Wei"}]},
        "countries": ["KE", "NO"],
        "sdgs": {"main": {"goal": "6", "target": "6.10", "how": 'A "still" \\ gives 🌊: water'}},
        "draft": True,
        "note": "One.\nTwo.",
    }
    assert (
        write_document(values, "Text.\n")
        == f"""---
title: "Don't stop: “water” for all"
summary: "{"水 " * 80}"
year: 2024
as_of: 2026-11-24
team:
  name: Blue
  members:
    - name: Amina O.
      country: "NO"
    - name: Li Wei
countries: [KE, "NO"]
sdgs:
  main:
    goal: 6
    target: 6.10
    how: 'A "still" \\ gives 🌊: water'
draft: true
note: |-
  One.
  Two.
---

Text.
"""
    )


def test_same_list_twice_is_written_out_twice() -> None:
    names = ["a", "b"]
    assert write_lines({"x": names, "y": names}) == "x: [a, b]\ny: [a, b]"


def test_list_stands_on_several_lines_if_asked() -> None:
    assert write_lines({"x": ["a", "b"]}, default_flow_style=False) == "x:\n  - a\n  - b"


def test_group_that_holds_nothing_is_left_open() -> None:
    assert write_document({"sdgs": {"main": {}}, "tags": []}) == "---\nsdgs:\n  main:\ntags: []\n---\n"
    assert load(write_lines({})) == ({}, [])


def test_half_a_letter_is_written_as_a_question_mark() -> None:
    assert write_lines({"x": "a\ud800"}) == "x: a?"


@pytest.mark.parametrize(
    ("value", "written"),
    [("Clean water", "Clean water"), (["4.7", "KE"], "[4.7, KE]"), ("a: b", '"a: b"'), (True, "true"), ("", '""')],
    ids=["text", "list", "colon", "truth", "nothing"],
)
def test_value_is_written_as_behind_its_key(value: Any, written: str) -> None:
    assert write_value(value) == written
