"""Turn front matter that is written as TOML into the same lines as YAML, where both say the same."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

from gmooc.yaml_front_matter import LOADER

_PAIR = re.compile(r"(?P<indent>[ \t]*)(?P<key>[A-Za-z_][\w-]*)[ \t]*=[ \t]*(?P<value>.*)")
_GROUP = re.compile(r"[ \t]*(?P<open>\[{1,2})(?P<key>[\w-]+)\]{1,2}[ \t]*(?P<rest>#.*)?")


def from_toml(text: str) -> str | None:
    """Give the lines as YAML, comments included, or None where that would not say the same."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    lines: list[str] = []
    pad, lists = "", set[str]()
    is_first = False
    for line in text.split("\n"):
        group, pair = _GROUP.fullmatch(line), _PAIR.fullmatch(line)
        if group:
            is_first = group["open"] == "[["
            if group["key"] not in lists:
                lines.append(f"{group['key']}: {group['rest'] or ''}".rstrip())
            pad = "    " if is_first else "  "
            lists |= {group["key"]} if is_first else set()
        elif pair:
            lines.append(f"{'  - ' if is_first else pad}{pair['key']}: {pair['value']}".rstrip())
            is_first = False
        else:
            lines.append(f"{pad}{line}".rstrip())
    written = "\n".join(lines)
    try:
        read = yaml.load(written, Loader=LOADER)  # noqa: S506  BaseLoader makes only text.
    except yaml.YAMLError:
        return None
    return written if _is_same(values, read or {}) else None


def _is_same(value: Any, read: Any) -> bool:
    """Compare what TOML says with what YAML says; a number or moment is whatever is written there."""
    if isinstance(value, dict):
        return isinstance(read, dict) and [*value] == [*read] and all(_is_same(value[key], read[key]) for key in value)
    if isinstance(value, list):
        pairs = zip(value, read, strict=False) if isinstance(read, list) else ()
        return isinstance(read, list) and len(value) == len(read) and all(_is_same(*pair) for pair in pairs)
    if isinstance(value, bool):
        return bool(read == str(value).lower())
    return bool(read == value) if isinstance(value, str) else isinstance(read, str) and read != ""
