"""JSON in UTF-8: on one line, in one way only, for people, and within a script element."""

import pytest

from gmooc.core.json_text import as_line, as_sorted_line, for_script, pretty

VALUE = {"b": ["é", 1, None, True], "a": {"d": 1, "c": 2}}


def test_line_keeps_the_order_of_its_keys() -> None:
    assert as_line(VALUE) == '{"b":["é",1,null,true],"a":{"d":1,"c":2}}'.encode()


def test_sorted_line_is_the_same_whatever_the_order() -> None:
    assert as_sorted_line(VALUE) == '{"a":{"c":2,"d":1},"b":["é",1,null,true]}'.encode()


def test_text_for_people_is_indented_and_ends_its_line() -> None:
    assert pretty({"b": [1], "a": {}}) == b'{\n  "b": [\n    1\n  ],\n  "a": {}\n}\n'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "é"}, '{"a":"é"}'),
        ("</script><!--", '"\\u003c/script\\u003e\\u003c!--"'),
        ("a & b", '"a \\u0026 b"'),
        ({"<": 1}, '{"\\u003c":1}'),
    ],
    ids=["plain", "end of the element", "reference", "key"],
)
def test_no_text_ends_the_element_of_a_script(value: object, text: str) -> None:
    assert for_script(value) == text
