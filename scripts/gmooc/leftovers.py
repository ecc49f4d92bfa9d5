"""Find what was left in a text by a merge or by its author, and would be published or hide the rest of it."""

from __future__ import annotations

import re
from typing import Any

from gmooc import prose

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# So many places where a comment may begin are tried.
_MOST_TRIED = 8


def settle(text: str, report: Any) -> str:
    """Report each conflict of a merge, and give the text with the first of its two versions, on the same lines."""
    if "<<<<<<< " not in text and ">>>>>>> " not in text:
        return text
    lines = text.split("\n")
    for start, middle, end in _conflicts(lines):
        message = f"text: must be one version, not two (up to line {end + 1})"
        report(start + 1, 1, "E028", message)
        is_whole = lines[start].startswith("<<<<<<<")
        for number in (start, *(range(middle, end) if is_whole else ()), end):
            lines[number] = ""
    return "\n".join(lines)


def _conflicts(lines: list[str]) -> list[tuple[int, int, int]]:
    """Give the lines on which conflicts begin, turn to the other version and end; in code they are examples.

    Who resolved one by half left only some of these lines: those that are there stand for it.
    """
    found: list[tuple[int, int, int]] = []
    fence = ""
    start = middle = -1
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and not (fence and not match[1].startswith(fence)):
            fence = "" if fence else match[1][:3]
        elif fence:
            continue
        elif line.startswith("<<<<<<< "):
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


def open_comment(body: str) -> int:
    """Give where a comment begins that never ends and hides all that follows, or -1."""
    first = start = body.find("<!--", body.rfind("-->") + 1)
    if start < 0 or not _hides(prose.raw_html(body)):
        return -1
    # Code may show how a comment begins.
    for _ in range(_MOST_TRIED):
        if _hides(prose.raw_html(body[: start + 4])):
            return start
        start = body.find("<!--", start + 4)
        if start < 0:
            break
    return first


def _hides(raw: str) -> bool:
    return raw.rfind("<!--") > raw.rfind("-->")
