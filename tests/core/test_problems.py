"""A problem is shown as a line, and as a command to GitHub, that nothing in it can turn into another."""

import dataclasses

import pytest

import gmooc.core.problem_messages as messages
from gmooc.core.problem_messages import message_of, message_of_key, names_in, translate_message
from gmooc.core.problems import Position, Problem, as_annotation, visible, visible_line

PLAIN = Problem("a.md", 3, 7, "E005", messages.COLON_MISSING)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Água 水 ماء 💧", "Água 水 ماء 💧"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x00\x08", "\\x00\\x08"),
        ("\x0b\x0c\r\x1b[31m\x1f", "\\x0b\\x0c\\x0d\\x1b[31m\\x1f"),
        (" ~\x7f\x9f\xa0", " ~\\x7f\\x9f\xa0"),
        ("\u2027\u2028\u202e\u202f", "\u2027\\x2028\\x202e\u202f"),
        ("\u2065\u2066\u2069\u206a", "\u2065\\x2066\\x2069\u206a"),
        ("\ud7ff\ud800\udfff\ue000", "\ud7ff\\xd800\\xdfff\ue000"),
    ],
    ids=["plain", "tab and line", "lowest", "controls", "delete", "lines and turns", "isolates", "halves"],
)
def test_what_a_terminal_obeys_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_second_line_is_shown_on_the_first() -> None:
    assert visible_line("a\nb\x1b") == "a\\x0ab\\x1b"


def test_position_is_at_the_start_of_its_line() -> None:
    assert Position(4) == (4, 1)


def test_names_of_a_template_come_once_in_their_order() -> None:
    assert names_in("{b} of {a}, {b}, {{c}}") == ("b", "a")


def test_message_of_a_key_is_translated_with_the_message_in_it() -> None:
    message = message_of_key("team.name", messages.COLON_MISSING)
    told = translate_message(message, lambda text: text.upper() if text == messages.COLON_MISSING else text)
    assert told == f"team.name: {messages.COLON_MISSING.upper()}"


def test_values_are_escaped_and_templates_are_not() -> None:
    message = message_of("{a} & {b}", a="<", b=message_of("({c})", c=5))
    assert message == ("{a} & {b}", (("a", "<"), ("b", ("({c})", (("c", 5),)))))
    assert translate_message(message, str, lambda text: text.replace("<", "&lt;")) == "&lt; & (5)"


def test_problem_tells_the_key_it_is_about() -> None:
    template, values = message_of_key("team.name", messages.COLON_MISSING)
    assert Problem("a.md", 3, 7, "E005", template, values).key == "team.name"
    assert PLAIN.key == ""


LINES = {
    "fault": ({}, f"a.md:3:7: E005 {messages.COLON_MISSING}"),
    "warning": ({"is_warning": True}, f"a.md:3:7: warning E005 {messages.COLON_MISSING}"),
    "with a repair": ({"repair": "a: b"}, f"a.md:3:7: E005 {messages.COLON_MISSING}\n    try: a: b"),
    "order in a path": ({"path": "a\n::b\x1b"}, f"a\\x0a::b\\x1b:3:7: E005 {messages.COLON_MISSING}"),
    "order in a repair": (
        {"repair": "a\n::b\x1b"},
        f"a.md:3:7: E005 {messages.COLON_MISSING}\n    try: a\\x0a::b\\x1b",
    ),
}


@pytest.mark.parametrize(("changes", "line"), LINES.values(), ids=LINES)
def test_problem_is_shown_as_a_line(changes: dict[str, object], line: str) -> None:
    assert str(dataclasses.replace(PLAIN, **changes)) == line


def test_problem_is_made_again_of_its_row() -> None:
    problem = Problem("a.md", 3, 7, "E005", messages.COLON_MISSING, (), "a: b", is_warning=False, is_sure=True)
    assert problem.row() == ("a.md", 3, 7, "E005", messages.COLON_MISSING, (), "a: b", False, True)
    assert PLAIN.row() == ("a.md", 3, 7, "E005", messages.COLON_MISSING, (), "", False, False)
    assert Problem(*problem.row()) == problem  # type: ignore[arg-type]


def test_problems_are_sorted_by_place_then_code_then_text() -> None:
    sorted_so = [
        Problem("a.md", 3, 7, "E005", messages.SPACE_MISSING),
        Problem("a.md", 3, 7, "E005", messages.COLON_MISSING),
        Problem("a.md", 3, 7, "E005", messages.COLON_MISSING, repair="a"),
        Problem("a.md", 3, 7, "E006", messages.COLON_MISSING),
        Problem("a.md", 3, 10, "E005", messages.COLON_MISSING),
        Problem("a.md", 12, 1, "E005", messages.COLON_MISSING),
        Problem("b.md", 1, 1, "E005", messages.COLON_MISSING),
    ]
    assert sorted(sorted_so[at] for at in (3, 0, 6, 2, 5, 1, 4)) == sorted_so


START = "::error file=content/a.md,line=3,col=7,title=E005::"
ANNOTATIONS = {
    "fault": ({}, f"{START}{messages.COLON_MISSING}"),
    "warning": (
        {"is_warning": True},
        f"::warning file=content/a.md,line=3,col=7,title=E005::{messages.COLON_MISSING}",
    ),
    "signs of a text": (
        {"repair": "100%\r\n::a,b"},
        f"{START}{messages.COLON_MISSING} - try: 100%25\\x0d%0A::a,b",
    ),
    "signs of a path": (
        {"path": "a%\r\n:,b.md"},
        f"::error file=content/a%25\\x0d%0A%3A%2Cb.md,line=3,col=7,title=E005::{messages.COLON_MISSING}",
    ),
}


@pytest.mark.parametrize(("changes", "text"), ANNOTATIONS.values(), ids=ANNOTATIONS)
def test_problem_is_shown_as_an_annotation(changes: dict[str, object], text: str) -> None:
    assert as_annotation(dataclasses.replace(PLAIN, **changes), "content") == text


def test_annotation_is_in_a_language() -> None:
    text = as_annotation(dataclasses.replace(PLAIN, repair="x"), "content", lambda text: text.upper())
    assert text == f"{START}{messages.COLON_MISSING.upper()} - TRY: x"
