"""Parse attribute lists such as `{#id .class}`, which free pages may use and entries may not.

Free pages are drawn by Python-Markdown with its extension attr_list; what reads their text otherwise leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_VALUE = r'(?:[#.][\w-]+|[\w-]+=(?:"[^"\n]*"|[^\s"}]+))'
# At the end of a line after a blank, or on a line of its own.
_LIST = re.compile(rf"(?:(?<=[ \t])|^[ \t]*)\{{:?[ \t]*(?P<values>{_VALUE}(?:[ \t]+{_VALUE})*)[ \t]*\}}[ \t]*$")
_INLINE = re.compile(rf"(?<=[])*_])\{{:?[ \t]*{_VALUE}(?:[ \t]+{_VALUE})*[ \t]*\}}")
_ID = re.compile(r"(?:^|\s)#([\w-]+)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


def without_attributes(body: str) -> str:
    """Return a Markdown text, line by line, without its attribute lists; fenced code stays as it is."""
    return "\n".join(
        _INLINE.sub("", _LIST.sub("", line).rstrip()) if is_text else line for line, is_text in _lines(body)
    )


def given_ids(body: str) -> dict[int, str]:
    """Return the ids that attribute lists at the ends of lines give, by the number of the line."""
    ids: dict[int, str] = {}
    for number, (line, is_text) in enumerate(_lines(body), 1):
        found = _LIST.search(line) if is_text else None
        named = _ID.search(found["values"]) if found else None
        if named:
            ids[number] = named[1]
    return ids


def _lines(body: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a text, each with whether it stands outside of fenced code."""
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        yield line, not fence and not mark
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
