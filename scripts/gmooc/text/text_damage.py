"""Detect merge conflicts, mojibake and unterminated comments, which would be published or hide text."""

from __future__ import annotations

import re
from typing import Any

from gmooc.core import problem_messages as messages
from gmooc.core.problems import message_of
from gmooc.text import markdown as prose

# Letters of UTF-8 that a program took for those of Western Europe or Turkey: the first of each, and what follows it.
_GARBLED = re.compile(
    "[\u00c2-\u00f4\u011e\u011f\u0130\u0131\u015e\u015f]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
# What nobody types: letters that become these were no letters of UTF-8.
_UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# So many places where a comment may begin are tried.
_MAX_TRIED = 8


def resolve_conflicts(text: str, report: Any) -> str:
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
        fence, is_code = _fenced(line, fence)
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
        fence, is_code = _fenced(line, fence)
        if not is_code and _ungarbled(line) != line:
            return True
    return False


def _fenced(line: str, fence: str) -> tuple[str, bool]:
    """Return the fence of the code that is open behind a line, and say whether the line is code."""
    match = _FENCE.match(line)
    if match and not (fence and not match[1].startswith(fence)):
        return ("" if fence else match[1][:3]), True
    return fence, bool(fence)


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
