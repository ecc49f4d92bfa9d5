"""Front matter of the plain form reads as YAML reads it, and all other front matter is left to YAML."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gmooc.plain_front_matter import read_plain
from gmooc.yaml_front_matter import _TextLoader, _Values


def as_yaml(text: str, deepest: int = 6, most: int = 2000) -> Any:
    """Read text as YAML; a fault of any sort is given as text."""
    faults: list[str] = []
    try:
        node = yaml.compose(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        return f"cannot be read: {error}"
    values = {} if node is None else _Values(lambda *fault: faults.append(str(fault))).read(node, 0)
    return f"faults: {faults}" if faults else values


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


@settings(max_examples=3000, deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join))
@example("a:\n- b: 1\n  c:\n  - d\n- b: 2\ne: x")
@example("a:\n  b:\n    c:\n  d: []\ne:\n  - f:\n")
@example("a:\n  b:\n    c:\n      a:\n        b:\n          c: deep")
@example("a:\n  b:\n    c:\n      a:\n        b:\n          c: [deep, er]")
@example("\n\n# note\na: 1\n\n# note\n  # note\nb: 2")
def test_plain_lines_read_as_yaml_reads_them(text: str) -> None:
    plain = read_plain(text, 6, 2000)
    assert plain is None or plain == as_yaml(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("title: Clean water\nyear: 2024\n", {"title": "Clean water", "year": "2024"}, id="text"),
        pytest.param("a: 'it: is'\nb: \"x #y\"\n", {"a": "it: is", "b": "x #y"}, id="quoted"),
        pytest.param("a: [KE, UG]\nb: []\nc:\n", {"a": ["KE", "UG"]}, id="brackets"),
        pytest.param("a:\n  - b: 1\n    c: 2\n  - b: 3\nd: 4", {"a": [{"b": "1", "c": "2"}, {"b": "3"}], "d": "4"}, id="nested"),
        pytest.param("a:\n- x\n- y\nb: z", {"a": ["x", "y"], "b": "z"}, id="list below its key"),
        pytest.param("a:\n  b:\n  c:\n", {}, id="nothing filled in"),
    ],
)  # fmt: skip
def test_usual_front_matter_needs_no_yaml(text: str, values: dict[str, Any]) -> None:
    assert read_plain(text, 6, 2000) == values == as_yaml(text)


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "a: >\n  x", "a: x\n  y", "a: &b c", "a:\tb", "a: b: c", "- a", "a: {b: c}", f"{'k' * 1200}: x"],
)
def test_what_may_mean_something_else_is_left_to_yaml(text: str) -> None:
    assert read_plain(text, 6, 2000) is None


def test_so_many_values_as_are_too_many_are_left_to_yaml() -> None:
    assert read_plain("\n".join(f"k{number}: x" for number in range(1500)), 6, 2000) is None
