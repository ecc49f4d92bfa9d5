"""Find what is wrong with lines of front matter that YAML reads otherwise than meant or not at all, and mend them.

1. `mend_lines`, before YAML reads them: tabs and odd spaces before a key, odd signs behind it.
2. `place_of` and `explain`, where YAML has stopped: which line holds the mistake, what it is in words for people who
   have never heard of YAML, and the line as it would be right.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator

import yaml

import gmooc.core.problem_messages as messages
from gmooc.core.problem_messages import Message, message_of

# Takes the line, column, code and message of a fault, the repaired line if it is known, and whether it only warns.
ReportProblem = Callable[..., None]
# A line of more words is no key whose colon was forgotten.
_MAX_WORDS_OF_KEY = 2
_FULL_WIDTH_COLON = re.compile(r"([ ]*(?:- )?[A-Za-z_]+)[ ]*\uff1a[ \u3000]*(.*)")
# Spaces that YAML takes for letters: no-break, ideographic and those of typesetters.
_ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACES = re.compile(f"[{_ODD_SPACE}]")
_ODD_INDENT = re.compile(
    rf"(?P<indent>[ \t]*[{_ODD_SPACE}][ \t{_ODD_SPACE}]*)(?P<rest>(?:- )?[A-Za-z_]+[:\uff1a].*|- .*)"
)
_ODD_COLON = re.compile(rf"(?P<key>[ ]*(?:- )?[A-Za-z_]+):[{_ODD_SPACE}][ {_ODD_SPACE}]*(?P<value>.*)")
_BRACES = re.compile(r"[ ]*(?:- +)?(?:[A-Za-z_]+: *)?\[?[ ]*\{.*")
_IN_QUOTES = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
# A key within braces that YAML takes for a part of a word, or whose value it takes for one.
_KEY_IN_BRACES = re.compile(
    rf"(?P<start>[{{,\uff0c][ {_ODD_SPACE}]*)(?P<key>[a-z_]+)"
    rf"(?P<sign>\uff1a|:(?=[^\s,}}/])|:(?=[{_ODD_SPACE}]))[{_ODD_SPACE} ]*"
)
_SLIPS_IN_BRACES = {"\uff1a": messages.COLON_MISSING, ":": messages.SPACE_MISSING}
_KEY = re.compile(r"(?P<start>[ ]*(?:- +)*)(?P<key>[\"']?[\w-]+[\"']?):(?:[ ]+(?P<value>.*)|$)")
_ENTRY = re.compile(r"(?P<start>[ ]*)-(?: |$)")
# `#7` after a space begins a comment, which who writes one parts from its sign.
_CUT = re.compile(
    r"(?P<start>[ ]*(?:- +)?[\"']?[\w-]+[\"']?: +|[ ]*- +)"
    r"(?P<value>(?:[^\s\"'\[\]{}|>&*!%@`#][^\n]*?[ \t])?#+(?![\s#!]|$)[^\n]*)"
)
# The same in a line that goes on with the value of the line above.
_CUT_BELOW = re.compile(r"[ ]+[^\s#][^\n]*?[ \t](?=#+(?![\s#!]|$))")
# A value that goes on in the lines below without quotation marks or signs of its own.
_PLAIN_VALUE = re.compile(r"[^:]*:(?:[ ]+[^\s\"'\[\]{}|>&*!%@`#].*|[ ]*)|[ ]*- +[^\s\"'\[\]{}|>&*!%@`#].*")
_TWO_WORDS = re.compile(r"([ ]*(?:- )?[a-z_]+)[ ]+(\S+)[ ]*$")
# A value in quotation marks, and more behind it.
_QUOTED_WORDS = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ ]*[^\s#]""")
_KEY_WITHOUT_SPACE = re.compile(r"[ ]*(?:- )?[A-Za-z_]+:(?!//)\S")
_OPENED = (
    *("while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping"),
    # A line without a colon is taken for a key until the next has one.
    "while scanning a simple key",
)
_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}
# What the reader of YAML says of a line, and the same in words that somebody knows who has never heard of YAML.
_REASONS = {
    "mapping values are not allowed": messages.INDENTED_OTHERWISE,
    "did not find expected key": messages.INDENTED_OTHERWISE,
    "did not find expected '-'": messages.DASH_MISSING,
    "expected ':'": messages.COLON_MISSING,
    "unknown escape": messages.BACKSLASH_SINGLE,
}


def lines_of_keys(lines: list[str]) -> Iterator[int]:
    """Yield the lines that begin a key or an entry of their own: no text of several lines and no value that goes on."""
    owner = math.inf
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" \t"))
        if not line.strip() or indent > owner:
            continue
        match = _KEY.fullmatch(line)
        owner = len(match["start"]) if match and (match["value"] or "").strip() else math.inf
        yield index


def mend_lines(front_matter: str, report: ReportProblem) -> str:
    """Mend the slips that hide from YAML where they are: tabs and odd spaces before a key, odd signs behind it."""
    is_odd = "\t" in front_matter or "\uff1a" in front_matter or _ODD_SPACES.search(front_matter)
    if not is_odd and " #" not in front_matter and "{" not in front_matter:
        return front_matter
    lines = front_matter.split("\n")
    keys = list(lines_of_keys(lines))
    for index in keys:
        line = lines[index]
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent:
            lines[index] = line = indent.replace("\t", "  ") + line.lstrip(" \t")
            report(index + 2, 1, "E005", message_of(messages.INDENTED_WITH_TABS), line)
        if match := _ODD_INDENT.fullmatch(line):
            # Two columns are as wide as a Chinese letter.
            plain = _ODD_SPACES.sub(" ", match["indent"].replace("\u3000", "  "))
            lines[index] = line = plain + match["rest"]
            report(index + 2, 1, "E005", message_of(messages.SPACE_ODD), line)
        if match := _FULL_WIDTH_COLON.fullmatch(line):
            lines[index] = line = f"{match[1]}: {match[2]}".rstrip()
            report(index + 2, len(match[1]) + 1, "E005", message_of(messages.COLON_MISSING), line)
        if match := _ODD_COLON.fullmatch(line):
            lines[index] = line = f"{match['key']}: {match['value']}".rstrip()
            report(index + 2, len(match["key"]) + 2, "E005", message_of(messages.SPACE_ODD), line)
        if _BRACES.fullmatch(line) and (match := _slip_in_braces(line)):
            lines[index] = line = _with_braces_mended(line)
            template = messages.SPACE_ODD if _ODD_SPACES.search(match[0]) else _SLIPS_IN_BRACES[match["sign"]]
            report(index + 2, match.end("key") + 1, "E005", message_of(template), line)
        if (match := _CUT.fullmatch(line)) and not _is_remark(lines, index, match["value"]):
            sign = re.search(r"(?:^|[ \t])#", match["value"])
            column = len(match["start"]) + (sign.end() if sign else 0)
            repair = match["start"] + _in_quotes(match["value"].rstrip())
            report(index + 2, column, "E005", message_of(messages.VALUE_CUT), repair, True)
    for first, end in itertools.pairwise([*keys, len(lines)]):
        _report_cut_below(lines, first, end, report)
    return "\n".join(lines)


def _slip_in_braces(line: str) -> re.Match[str] | None:
    # What stands in quotation marks is blanked, so that places stay.
    return _KEY_IN_BRACES.search(_IN_QUOTES.sub(lambda quoted: "." * len(quoted[0]), line))


def _with_braces_mended(line: str) -> str:
    parts = _IN_QUOTES.split(line)
    parts[::2] = [
        _KEY_IN_BRACES.sub(lambda slip: f"{'{' if slip[1][0] == '{' else ', '}{slip['key']}: ", part)
        for part in parts[::2]
    ]
    return "".join(parts)


def is_keyless(line: str) -> bool:
    """Whether a line holds words that no key and no entry of a list begins."""
    is_comment = line.lstrip().startswith("#")
    return bool(line.strip()) and not is_comment and not _KEY.match(line) and not _ENTRY.match(line)


def place_of(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, yaml.Mark | None]:
    """Return the index of the line that holds the mistake at which YAML stopped, and the mark that tells it."""
    # What was opened and never closed is noticed lines later; the mistake is where it was opened.
    is_open = error.context in _OPENED and error.context_mark
    mark = error.context_mark if is_open else error.problem_mark or error.context_mark
    index = min(mark.line if mark else 0, len(lines) - 1)
    if not is_open and "mapping values" in str(error.problem):
        # A healthy key ends words above it that have none.
        index = _first_without_key(lines, index)
    return index, mark


def explain(error: yaml.MarkedYAMLError, written: str) -> tuple[Message, str]:
    """Say in plain words what is wrong with a line that YAML cannot read, and how it would be right."""
    mark = error.context_mark
    if error.context in _OPENED and mark and written[mark.column : mark.column + 1] in _CLOSING:
        sign = written[mark.column]
        closing = _CLOSING[sign]
        # What is closed holds something that cannot be read.
        if sign in "[{" and written.count(sign) <= written.count(closing):
            return message_of(messages.QUOTES_MISSING), ""
        # A comment behind it would swallow what is put at the end.
        repair = "" if " #" in written else written.rstrip().removesuffix(",") + closing
        return message_of(messages.END_MISSING, sign=sign, end=closing), repair
    key, colon, value = written.partition(": ")
    bare = value.strip()
    if colon and bare and bare[0] not in "\"'" and (": " in bare or bare[0] in "@`%&*!|>[]{},#?-" or " #" in bare):
        # Within a list, it is one of its values that lacks them.
        is_list = bare[0] in "[{" and bare[-1] in "]}"
        return message_of(messages.QUOTES_MISSING), "" if is_list else f"{key}: {_in_quotes(bare)}"
    if colon and _QUOTED_WORDS.match(bare):
        return message_of(messages.QUOTES_AROUND_PART), f"{key}: {_in_quotes(bare)}"
    if not colon and _KEY_WITHOUT_SPACE.match(written):
        return message_of(messages.SPACE_MISSING), written.replace(":", ": ", 1)
    if is_keyless(written) and str(error.problem).endswith(("expected ':'", "in this context")):
        if len(written.split()) > _MAX_WORDS_OF_KEY:
            return message_of(messages.LINE_WITHOUT_KEY), ""
        return message_of(messages.COLON_MISSING), _TWO_WORDS.sub(r"\1: \2", written) * bool(_TWO_WORDS.match(written))
    reasons = (template for sign, template in _REASONS.items() if sign in str(error.problem))
    return message_of(next(reasons, messages.LINE_UNREADABLE)), ""


def in_double_quotes(value: str) -> str:
    """Return a value in double quotes, with those inside it escaped."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_remark(lines: list[str], index: int, value: str) -> bool:
    """Whether the sign in a value begins a comment after all: on a key of a group, or behind another key."""
    if not value.startswith("#"):
        return _KEY.fullmatch(re.split(r"[ \t]#", value, maxsplit=1)[0]) is not None
    below = next((line for line in lines[index + 1 :] if line.strip()), "")
    here, there = (len(line) - len(line.lstrip()) for line in (lines[index], below))
    return there > here or (_ENTRY.match(below) is not None and _ENTRY.match(lines[index]) is None)


def _report_cut_below(lines: list[str], first: int, end: int, report: ReportProblem) -> None:
    """Report the first line of a value of several in which a comment begins, and take out those it makes unreadable."""
    is_key = _KEY.match(lines[first]) or _ENTRY.match(lines[first])
    if is_key and not _PLAIN_VALUE.fullmatch(lines[first]):
        return
    for index in range(first + bool(is_key), end):
        if match := _CUT_BELOW.match(lines[index]):
            report(index + 2, match.end() + 1, "E005", message_of(messages.VALUE_CUT), "", True)
            lines[index + 1 : end] = [""] * (end - index - 1)
            return


def _first_without_key(lines: list[str], index: int) -> int:
    """Return the first of the lines without a key that stand above a healthy one, or that line's own number."""
    if not _KEY.fullmatch(lines[index]) or ": " in lines[index].partition(": ")[2]:
        return index
    first = index
    while first and is_keyless(lines[first - 1]):
        first -= 1
    return first


def _in_quotes(value: str) -> str:
    """Return a value in double quotes, or in single ones if it holds double ones alone."""
    return f"'{value}'" if '"' in value and "'" not in value else in_double_quotes(value)
