"""Detect what spoils a text: merge conflicts, mojibake, invisible signs, and what would overload a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter

import gmooc.core.problem_messages as messages
import gmooc.text.markdown as prose
from gmooc.core.problem_messages import message_of
from gmooc.core.problems import Position
from gmooc.text.text_safety import MAX_EXPOSURES, Hidden, hidden_in, without_hidden
from gmooc.text.yaml_repairs import ReportProblem

# Deeper than anybody reads, and shallow enough that rendering takes no time to speak of.
MAX_QUOTE_DEPTH = 30
MAX_TAG_DEPTH = 100
# Of more, the renderer takes minutes, or ends with the machine's stack: it looks for the end of each anew, or calls
# itself for the rest.
# Notes and pictures become fifty times as long on the page.
MAX_SIGNS = {"@": 1000, "<!": 1000, "<?": 1000, "[^": 2000, "![": 1000}
MAX_TAGS = 4000
# A row is filled up to as many cells as the first has, so that few signs can make millions.
MAX_CELLS = 50_000
# A browser opens what was left open, as '<b>', anew in every paragraph that follows.
MAX_REOPENED = 20_000
MAX_MEDIA_TOLD = 100

_QUOTES = re.compile(rf"^((?:[ \t]*>){{{MAX_QUOTE_DEPTH}}})[ \t>]*>", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# A closing tag may be left out for these, so that they say nothing about depth.
_FLAT = frozenset(("p", "li", "br", "hr", "img", "input", "td", "th", "tr", "dt", "dd", "wbr"))
_ROW_OF_DASHES = frozenset("|-: \t>*+.)0123456789")
_STYLED = re.compile(
    r"<(/?)(a|b|code|em|i|s|small|strong|u)(?=[\s/>])|<(?:p|li|div|h[1-6]|td|th|blockquote)(?=[\s/>])", re.I
)
_MEDIA = re.compile(r"<(video|audio|embed|object|iframe)(?=[\s/>])", re.IGNORECASE)
_MEDIA_SHOWN = re.compile(r'(?:<|&lt;)(video|audio|embed|object|iframe) data-line="(\d+)"', re.IGNORECASE)
# Letters of UTF-8 that a program took for those of Western Europe or Turkey: the first of each, and what follows it.
_GARBLED = re.compile(
    "[\u00c2-\u00f4\u011e\u011f\u0130\u0131\u015e\u015f]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
# What nobody types: letters that become these were no letters of UTF-8.
_UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What it opens is closed by no fewer of its signs, with nothing behind them; ticks on one line are a word of code.
_FENCE = re.compile(r" {0,3}(?:(`{3,})[^`]*|(~{3,}).*)")
_CLOSING_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")
# So many places where a comment may begin are tried.
_MAX_TRIED = 8


def resolve_conflicts(text: str, report: ReportProblem) -> str:
    """Report each conflict of a merge, and give the text with the first of its two versions, on the same lines."""
    if "<<<<<<< " not in text and ">>>>>>> " not in text:
        return text
    lines = text.split("\n")
    for start, middle, end in _conflicts(lines):
        report(start + 1, 1, "E028", message_of(messages.TEXT_IN_CONFLICT, line=end + 1))
        is_whole = lines[start].startswith("<<<<<<<")
        for number in (start, *(range(middle, end) if is_whole else ()), end):
            lines[number] = ""
    return "\n".join(lines)


def _conflicts(lines: list[str]) -> list[tuple[int, int, int]]:
    """Return the lines on which conflicts begin, turn to the other version and end; in code they are examples.

    Who resolved one by half left only some of these lines: those that are there stand for it.
    """
    found: list[tuple[int, int, int]] = []
    fence = ""
    start = middle = -1
    for number, line in enumerate(lines):
        fence, is_code = fence_after(line, fence)
        if is_code:
            continue
        if line.startswith("<<<<<<< "):
            if start >= 0:
                found.append((start, start, start))
            start, middle = number, -1
        elif line == "=======" or (line.startswith("||||||| ") and start >= 0):
            middle = number if middle < 0 or start < 0 else middle
        elif line.startswith(">>>>>>> ") and (start >= 0 or middle >= 0):
            first = start if start >= 0 else middle
            found.append((first, middle if middle >= 0 else number, number))
            start = middle = -1
    if start >= 0:
        found.append((start, start, start))
    return found


def garbled_lines(text: str) -> dict[int, str]:
    """Return the lines, counted from one, whose letters were turned into others when they were saved, as they were.

    In code alone they may be an example.
    """
    if text.isascii() or not _GARBLED.search(text):
        return {}
    lines = enumerate(text.split("\n"), 1)
    found = {number: mended for number, line in lines if (mended := _ungarbled(line)) != line}
    return found if found and _ungarbled_outside_code(text) else {}


def ungarbled(text: str) -> str:
    """Return a text with its letters as they were typed."""
    mended = garbled_lines(text)
    return "\n".join(mended.get(number, line) for number, line in enumerate(text.split("\n"), 1)) if mended else text


def _ungarbled_outside_code(text: str) -> bool:
    fence = ""
    for line in text.split("\n"):
        fence, is_code = fence_after(line, fence)
        if not is_code and _ungarbled(line) != line:
            return True
    return False


def fence_after(line: str, fence: str) -> tuple[str, bool]:
    """Return the fence of the code that is open behind a line, and say whether the line is code."""
    if not fence:
        opening = _FENCE.fullmatch(line)
        return (opening[1] or opening[2], True) if opening else ("", False)
    closing = _CLOSING_FENCE.fullmatch(line)
    return ("" if closing and closing[1].startswith(fence) else fence), True


def _ungarbled(line: str) -> str:
    # Only what was turned into others can be turned back: no chance of letters makes sound UTF-8.
    for encoding in ("cp1252", "cp1254") if _GARBLED.search(line) else ():
        try:
            typed = b"".join(_byte_of(sign, encoding) for sign in line).decode("utf-8")
        except UnicodeError:
            continue
        if not _UNTYPED.search(typed):
            return typed
    return line


def _byte_of(sign: str, encoding: str) -> bytes:
    # Both leave some bytes without a letter.
    return sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else encoding)


def open_comment(body: str) -> int:
    """Return where a comment begins that never ends and hides all that follows, or -1."""
    first = start = body.find("<!--", body.rfind("-->") + 1)
    if start < 0 or not _hides(prose.raw_html(body)):
        return -1
    # Code may show how a comment begins.
    for _ in range(_MAX_TRIED):
        if _hides(prose.raw_html(body[: start + 4])):
            return start
        start = body.find("<!--", start + 4)
        if start < 0:
            break
    return first


def _hides(raw: str) -> bool:
    return raw.rfind("<!--") > raw.rfind("-->")


def enforce_limits(body: str, first_line: int, report: ReportProblem) -> str:
    """Report what a body holds only to deceive or to overload, and give it without."""

    def place(start: int) -> Position:
        return place_in(body, start, first_line)

    report_hidden(body, hidden_in(body), first_line, report)
    body = without_hidden(body)

    def cut(sign: str, most: int) -> str:
        start = len(body) - len(sign) - len(body.split(sign, most + 1)[-1])
        number = body.count(sign)
        report(*place(start), "E006", message_of(messages.TEXT_TOO_MANY_SIGNS, limit=most, sign=sign, number=number))
        return body[:start]

    if "|" in body and (table := _too_large_table(body)):
        first, number = table
        report(first_line + first, 1, "E006", message_of(messages.TABLE_TOO_LARGE, limit=MAX_CELLS, number=number))
        body = "".join(f"{line}\n" for line in body.split("\n")[:first])
    for sign, most in MAX_SIGNS.items():
        if body.count(sign) > most:
            body = cut(sign, most)
    if "<!--" in body and (start := open_comment(body)) >= 0:
        line = body[body.rfind("\n", 0, start) + 1 :].partition("\n")[0]
        report(*place(start), "E029", message_of(messages.TEXT_COMMENT_OPEN), f"{line.rstrip()} -->")
    if body.count(">") > MAX_QUOTE_DEPTH and (match := _QUOTES.search(body)):
        report(*place(match.start()), "E006", message_of(messages.TEXT_QUOTES_TOO_DEEP, limit=MAX_QUOTE_DEPTH))
        body = _QUOTES.sub(r"\1", body)
    if body.count("<") * body.count("\n") > MAX_REOPENED and (opened := _reopening_line(body)) >= 0:
        report(first_line + opened, 1, "E006", message_of(messages.TAGS_LEFT_OPEN, limit=MAX_REOPENED))
        return body.replace("<", "&lt;")
    # In code and in addresses `<` opens nothing, which only rendering tells; few texts have so many.
    has_many = body.count("<") > MAX_TAGS
    tagged = body if has_many else prose.raw_html(body) if body.count("<") > MAX_TAG_DEPTH else ""
    if _deepest_tag(tagged, MAX_TAG_DEPTH) >= 0:
        start = max(_deepest_tag(body, MAX_TAG_DEPTH), 0)
        report(*place(start), "E006", message_of(messages.TEXT_TAGS_TOO_DEEP, limit=MAX_TAG_DEPTH))
        return body.replace("<", "&lt;")
    return cut("<", MAX_TAGS) if has_many else body


def report_hidden(text: str, hidden: Iterable[Hidden], first_line: int, report: ReportProblem) -> None:
    """Report the first run of invisible signs in each line, with the line as it is without."""
    told: dict[int, Hidden] = {}
    for run in sorted(hidden, key=attrgetter("is_warning", "start")):
        told.setdefault(text.count("\n", 0, run.start), run)
    lines = without_hidden(text).split("\n") if told else []
    for line, run in list(told.items())[:MAX_EXPOSURES]:
        report(*place_in(text, run.start, first_line), "E022", run.message, lines[line], run.is_warning)


def place_in(text: str, start: int, first_line: int) -> Position:
    """Return the line and column of a place in a text whose first line has this number in its file."""
    return Position(first_line + text.count("\n", 0, start), start - text.rfind("\n", 0, start))


def _too_large_table(body: str) -> tuple[int, int] | None:
    """Return the line, from 0, of the first table that makes too many cells, and how many it makes."""
    columns = first = 0
    # Markdown knows no other line ends.
    lines = body.split("\n")
    for number, line in enumerate([*lines, ""]):
        if not line.strip(" \t>"):
            columns = 0
        elif "|" in line and "-" in line and _ROW_OF_DASHES.issuperset(line):
            first = first if columns else number
            columns = max(columns, line.count("|") + 1)
        if columns * (number - first) > MAX_CELLS:
            end = next((at for at in range(number, len(lines)) if not lines[at].strip(" \t>")), len(lines))
            return max(first - 1, 0), columns * (end - first)
    return None


def _reopening_line(body: str) -> int:
    """Return the line, from 0, of the first tag, if browsers would open those left open too often; else -1."""
    opened = dict.fromkeys(("a", "b", "code", "em", "i", "s", "small", "strong", "u"), 0)
    reopened = total = 0
    for tag in _STYLED.finditer(prose.raw_html(body)):
        if not tag[2]:
            reopened += total
            continue
        name = tag[2].lower()
        step = -1 if tag[1] else 1
        if opened[name] + step >= 0 and name != "a":
            opened[name] += step
            total += step
    tag_of_body = _TAG.search(body)
    return body.count("\n", 0, tag_of_body.start()) if reopened > MAX_REOPENED and tag_of_body else -1


def media_of(body: str) -> list[tuple[int, str]]:
    """Return the lines, from 0, in which a video, a sound or another page is embedded, and its tag; code shows tags."""
    if not _MEDIA.search(body):
        return []
    marked = _MEDIA.sub(lambda tag: f'{tag[0]} data-line="{body.count(chr(10), 0, tag.start())}"', body)
    found = _MEDIA_SHOWN.finditer(prose.raw_html(marked))
    return [(int(tag[2]), tag[1]) for tag in found][:MAX_MEDIA_TOLD]


def _deepest_tag(html: str, limit: int) -> int:
    """Return where the first tag stands that is nested deeper than a limit, or -1."""
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _FLAT:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > limit:
            return tag.start()
    return -1
