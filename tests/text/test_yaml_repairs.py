"""Slips that hide from YAML are mended, and where it stops, the line is told in plain words with its repair."""

import pytest
import yaml

import gmooc.core.problem_messages as messages
from gmooc.core.files import LOADER
from gmooc.core.problem_messages import message_of, translate_message
from gmooc.text.yaml_repairs import explain, in_double_quotes, is_keyless, lines_of_keys, mend_lines, place_of

# What is reported: line, column, message, repaired line.
Told = list[tuple[int, int, str, str]]

MENDED: dict[str, tuple[str, str, Told]] = {
    # valid
    "plain": ("a: b", "a: b", []),
    "tab in a value": ("a: b\tc", "a: b\tc", []),
    "comment": ("a: b # c", "a: b # c", []),
    "comment of several signs": ("a: b ## c", "a: b ## c", []),
    "comment with an exclamation mark": ("a: b #!c", "a: b #!c", []),
    "comment behind quotation marks": ("a: 'b' #c", "a: 'b' #c", []),
    "comment on a group": ("a: #the people\n  b: c", "a: #the people\n  b: c", []),
    "comment on a list": ("a: #1\n- b", "a: #1\n- b", []),
    "fragment of an address": ("a: https://a.org/#x", "a: https://a.org/#x", []),
    "text of several lines": ("a: |\n  b #c\n  \td：e", "a: |\n  b #c\n  \td：e", []),
    "nothing but blank lines": ("\t\n \u3000", "\t\n \u3000", []),
    "comment on a group below": ("x: y\na: #the people\n  b: c", "x: y\na: #the people\n  b: c", []),
    # mended
    "tab": ("a:\n\t- b", "a:\n  - b", [(3, 1, messages.INDENTED_WITH_TABS, "  - b")]),
    "full-width colon": ("a：b", "a: b", [(2, 2, messages.COLON_MISSING, "a: b")]),
    "full-width colon and space": ("- a：　b ", "- a: b", [(2, 4, messages.COLON_MISSING, "- a: b")]),
    "no-break space before": ("\u00a0a: b", " a: b", [(2, 1, messages.SPACE_ODD, " a: b")]),
    "space of two columns before": ("\u3000- b", "  - b", [(2, 1, messages.SPACE_ODD, "  - b")]),
    "no-break space behind": ("a:\u00a0b", "a: b", [(2, 3, messages.SPACE_ODD, "a: b")]),
    "no space in braces": (
        "- {k:demo, url:https://a.org/b}",
        "- {k: demo, url: https://a.org/b}",
        [(2, 5, messages.SPACE_MISSING, "- {k: demo, url: https://a.org/b}")],
    ),
    "full-width colon in braces": (
        "a: {k：b，c：d，e}",
        "a: {k: b, c: d，e}",
        [(2, 6, messages.COLON_MISSING, "a: {k: b, c: d，e}")],
    ),
    "no-break space in braces": ("a: {k:\u00a0b}", "a: {k: b}", [(2, 7 - 1, messages.SPACE_ODD, "a: {k: b}")]),
    "braces in a list": (
        "a: [{k:b}, {k: c}]",
        "a: [{k: b}, {k: c}]",
        [(2, 7, messages.SPACE_MISSING, "a: [{k: b}, {k: c}]")],
    ),
    "quoted in braces": (
        'a: {k:b, c: "x, y:z"}',
        'a: {k: b, c: "x, y:z"}',
        [(2, 6, messages.SPACE_MISSING, 'a: {k: b, c: "x, y:z"}')],
    ),
    "addresses in braces": ("a: {k: https://a.org/,https://b.org/}", "a: {k: https://a.org/,https://b.org/}", []),
    "colon of a text in braces": ("a: {k: b:c}", "a: {k: b:c}", []),
    # asked about
    "cut value": ("a: Save #water", "a: Save #water", [(2, 9, messages.VALUE_CUT, 'a: "Save #water"')]),
    "value that is cut whole": ("a: #7", "a: #7", [(2, 4, messages.VALUE_CUT, 'a: "#7"')]),
    "value that is cut, and a key below": ("a: #7\nb: c", "a: #7\nb: c", [(2, 4, messages.VALUE_CUT, 'a: "#7"')]),
    "cut entry": ("- Water #1", "- Water #1", [(2, 9, messages.VALUE_CUT, '- "Water #1"')]),
    "cut value with quotation marks": ('a: b "c" #d', 'a: b "c" #d', [(2, 10, messages.VALUE_CUT, "a: 'b \"c\" #d'")]),
    "cut value with both marks": (
        'a: it\'s "b" #c',
        'a: it\'s "b" #c',
        [(2, 13, messages.VALUE_CUT, 'a: "it\'s \\"b\\" #c"')],
    ),
    "cut below": ("a: b\n  c #d\n  e\nf: g", "a: b\n  c #d\n\nf: g", [(3, 5, messages.VALUE_CUT, "")]),
}


@pytest.mark.parametrize(("written", "mended", "told"), MENDED.values(), ids=MENDED)
def test_slip_is_mended_where_it_is(written: str, mended: str, told: Told) -> None:
    found: Told = []
    sure: list[bool] = []

    def report(line: int, column: int, code: str, message: tuple, repair: str, is_warning: bool = False) -> None:
        found.append((line, column, translate_message(message), repair))
        sure.append(code == "E005" and is_warning is (message[0] == messages.VALUE_CUT))

    assert (mend_lines(written, report), found, all(sure)) == (mended, told, True)


QUOTED, PART, KEYLESS = messages.QUOTES_MISSING, messages.QUOTES_AROUND_PART, messages.LINE_WITHOUT_KEY
STOPS = {
    # opened and never closed
    "open quotation mark": ('a: "b\nc: d', 0, message_of(messages.END_MISSING, sign='"', end='"'), 'a: "b"'),
    "open single quotation mark": ("a: 'b", 0, message_of(messages.END_MISSING, sign="'", end="'"), "a: 'b'"),
    "open list": ("a: [b,\nc: d", 0, message_of(messages.END_MISSING, sign="[", end="]"), "a: [b]"),
    "open group": ("a: {b: c", 0, message_of(messages.END_MISSING, sign="{", end="}"), "a: {b: c}"),
    "open list with a comment": ("a: [x # y", 0, message_of(messages.END_MISSING, sign="[", end="]"), ""),
    "closed list that cannot be read": ("a: [b, c: d: e]", 0, message_of(QUOTED), ""),
    # signs with a meaning
    "colon": ("a: b: c", 0, message_of(QUOTED), 'a: "b: c"'),
    "colon and apostrophe": ("a: it's: x", 0, message_of(QUOTED), 'a: "it\'s: x"'),
    "colon and quotation marks": ('a: b "c": d', 0, message_of(QUOTED), "a: 'b \"c\": d'"),
    "at sign": ("a: @b", 0, message_of(QUOTED), 'a: "@b"'),
    "percent sign": ("a: %b", 0, message_of(QUOTED), 'a: "%b"'),
    "part in quotation marks": ('a: "b" c', 0, message_of(PART), "a: '\"b\" c'"),
    "part in single ones": ("a: 'b' c", 0, message_of(PART), "a: \"'b' c\""),
    "backslash": ('a: "\\q"', 0, message_of(messages.BACKSLASH_SINGLE), ""),
    # keys
    "no space": ("a:b\nc: d", 0, message_of(messages.SPACE_MISSING), "a: b"),
    "no colon": ("outcome app\nc: d", 0, message_of(messages.COLON_MISSING), "outcome: app"),
    "one word": ("a: b\nc\nd: e", 1, message_of(messages.COLON_MISSING), ""),
    "three words": ("these are words\nc: d", 0, message_of(KEYLESS), ""),
    "words of several lines": ("a: b\none two three\nmore\nd: e", 1, message_of(KEYLESS), ""),
    # lines that are indented otherwise
    "deeper": ("a: b\n  c: d", 1, message_of(messages.INDENTED_OTHERWISE), ""),
    "key below a list": ("- a\nb: c", 1, message_of(messages.DASH_MISSING), ""),
}


@pytest.mark.parametrize(("written", "index", "message", "repair"), STOPS.values(), ids=STOPS)
def test_line_at_which_yaml_stops_is_explained(written: str, index: int, message: tuple, repair: str) -> None:
    lines = written.split("\n")
    with pytest.raises(yaml.MarkedYAMLError) as stopped:
        yaml.load(written, Loader=LOADER)  # noqa: S506  BaseLoader makes only text.
    found, _ = place_of(stopped.value, lines)
    assert (found, explain(stopped.value, lines[found])) == (index, (message, repair))


def test_error_without_a_mark_is_on_the_first_line() -> None:
    error = yaml.MarkedYAMLError(problem="odd")
    assert place_of(error, ["a", "b"]) == (0, None)
    assert explain(error, "a: b") == (message_of(messages.LINE_UNREADABLE), "")


def test_error_behind_the_last_line_is_on_the_last() -> None:
    mark = yaml.Mark("", 0, 7, 0, None, None)
    assert place_of(yaml.MarkedYAMLError(problem_mark=mark, problem="odd"), ["a", "b"]) == (1, mark)


@pytest.mark.parametrize(
    ("line", "is_so"),
    [("", False), ("  ", False), (" # a", False), ("a", True), ("  two words", True), ("a: b", False), ('"a":', False), ("- a", False), ("-", False), ("-a", True)],
)  # fmt: skip
def test_words_without_a_key_are_told_apart(line: str, is_so: bool) -> None:
    assert is_keyless(line) is is_so


def test_lines_of_a_value_are_no_keys() -> None:
    text = "a: |\n  x\nb:\n  c: d\n    e\n  f: g\n\n- x\nwords\n  more"
    assert list(lines_of_keys(text.split("\n"))) == [0, 2, 3, 5, 7, 8, 9]


def test_double_quotes_escape_their_own() -> None:
    assert in_double_quotes('a\\b"c') == '"a\\\\b\\"c"'


@pytest.mark.parametrize(
    ("written", "repair"),
    [
        ("a: [b: c]", ""),
        ("a: {b: c}", ""),
        ("a: [b: c", 'a: "[b: c"'),
        ("a: b: c]", 'a: "b: c]"'),
        ("a: [b] #c", 'a: "[b] #c"'),
    ],
    ids=["list", "group", "not closed", "not opened", "more behind it"],
)
def test_a_list_as_a_whole_is_not_put_in_quotes(written: str, repair: str) -> None:
    assert explain(yaml.MarkedYAMLError(problem="odd"), written) == (message_of(QUOTED), repair)
