"""Serialise plain values as JSON in UTF-8: compact for programs, or indented for people who read along."""

from __future__ import annotations

from typing import Any

import orjson


def as_line(value: Any) -> bytes:
    """Write a value on one line."""
    return orjson.dumps(value)


def as_sorted_line(value: Any) -> bytes:
    """Write a value in one way only, whatever the order of its keys."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def pretty(value: Any) -> bytes:
    """Write a value for people to read, too."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def for_script(value: Any) -> str:
    """Write a value for a script element, so that no text in it can end the element."""
    text = orjson.dumps(value).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
