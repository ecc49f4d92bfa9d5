"""Attribute lists of free pages are no text."""

import pytest

from gmooc.text.dialect import given_ids, without_attributes

FENCED = "```\n## Shown as it is {#shown}\n```"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("## 如何运作 {#how-it-works}", "## 如何运作"),
        ("## Results { #came .wide }", "## Results"),
        ('## Results {: #came title="What came" }', "## Results"),
        ("A paragraph.\n{: .lead }", "A paragraph.\n"),
        ("Read [more](about.md){ .md-button } now", "Read [more](about.md) now"),
        ("{#start}", ""),
        (FENCED, FENCED),
        ("Sets are written {1, 2}", "Sets are written {1, 2}"),
        ("A template holds {{name}}", "A template holds {{name}}"),
        ("The code `{#start}` gives an id", "The code `{#start}` gives an id"),
        ("", ""),
    ],
    ids=["heading", "class", "colon", "paragraph", "link", "alone", "fence", "set", "template", "code", "empty"],
)
def test_attribute_lists_are_left_out_of_a_text(written: str, left: str) -> None:
    assert without_attributes(written) == left


def test_ids_are_given_by_line() -> None:
    body = f"## A {{#first}}\n\n{FENCED}\n\n## B {{: .wide #second }}\n\n## C {{.wide}}\n"
    assert given_ids(body) == {1: "first", 7: "second"}
