"""Read front matter of the plain form that nearly everybody writes, in a fifth of the time that YAML takes.

It gives exactly what reading the same lines as YAML gives, or None: for whatever could mean anything else, and for
every fault, YAML itself is asked.
"""

from __future__ import annotations

import re
from typing import Any

DEEPEST = 6
MOST_VALUES = 2000

# A line: its indent, what opens an entry of a list, a key, and a value.
_LINE = re.compile(r"^( *)(- +)?(?:([A-Za-z_][\w-]*):(?= |$) *)?(.*)$", re.MULTILINE)
# Tabs, and characters that YAML takes for ends of lines or does not allow.
_UNUSUAL = re.compile("[\x00-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_LISTED = re.compile(r"[^\W_][\w ./-]*")
# What a value that begins with one of these means is not to be seen from its line alone.
_SPECIAL = frozenset("-?:,[]{}#&*!|>'\"%@`")

# YAML looks no further than a thousand characters for the colon.
_LONGEST_KEY = 100

# The keys and places in lists that lead to a value.
Path = tuple[str | int, ...]

Block = tuple[int, dict[str, Any] | list[Any]]


class _Unclear(Exception):
    """A line needs YAML to be understood."""


def read_plain(text: str, deepest: int, most: int) -> dict[str, Any] | None:
    """Give the values of front matter no more than `deepest` levels deep and with at most `most` values, or None."""
    lines = _LINE.findall(text)
    if _UNUSUAL.search(text) or 2 * len(lines) + text.count(",") > most:
        return None
    try:
        return _Reading(deepest).read(lines)
    except _Unclear:
        return None


class _Reading:
    """One reading: the blocks that are open, each with the column it stands in, the innermost last."""

    def __init__(self, deepest: int) -> None:
        self.deepest = deepest
        self.root: dict[str, Any] = {}
        self.blocks: list[Block] = [(0, self.root)]
        # A key without a value: a block may follow that is its value.
        self.key: str | None = None
        self.has_gaps = False

    def read(self, lines: list[tuple[str, str, str, str]]) -> dict[str, Any]:
        """Give the values of all lines; a key that was not filled in counts as left out."""
        for indent, dash, key, value in lines:
            if not (key or value) and not dash:
                continue
            if value[:1] == "#" and not (key or dash):
                continue
            column = len(indent)
            if dash:
                self._find_list(column)
                column += len(dash)
                self._add(column, key, value)
            elif key:
                self._set(self._find_mapping(column), key, value)
            else:
                raise _Unclear
        self.has_gaps = self.has_gaps or self.key is not None
        return _without_gaps(self.root) if self.has_gaps else self.root

    def _find_list(self, column: int) -> None:
        """Make the list in a column the innermost block."""
        if self.key is not None and column >= self.blocks[-1][0]:
            self._open(column, [])
            return
        self._close(column, list)

    def _find_mapping(self, column: int) -> Any:
        """Make the mapping in a column the innermost block."""
        if self.key is not None and column > self.blocks[-1][0]:
            return self._open(column, {})
        return self._close(column, dict)

    def _open(self, column: int, block: Any) -> Any:
        """Begin a block that is the value of the last key."""
        self.blocks[-1][1][self.key] = block  # type: ignore[index, call-overload]
        self.key = None
        self._push(column, block)
        return block

    def _push(self, column: int, block: Any) -> None:
        self.blocks.append((column, block))
        if len(self.blocks) > self.deepest:
            raise _Unclear

    def _close(self, column: int, kind: type) -> Any:
        """Leave all blocks within the one of a kind in a column."""
        if self.key is not None:
            self.key, self.has_gaps = None, True
        blocks = self.blocks
        # A list may stand in the column of the key that it is the value of.
        while blocks[-1][0] > column or (blocks[-1][0] == column and type(blocks[-1][1]) is not kind):
            if len(blocks) == 1:
                raise _Unclear
            blocks.pop()
        if blocks[-1][0] != column:
            raise _Unclear
        return blocks[-1][1]

    def _add(self, column: int, key: str, value: str) -> None:
        """Add an entry to the innermost list: a mapping that begins on this line, or a value."""
        entries: Any = self.blocks[-1][1]
        if key:
            mapping: dict[str, Any] = {}
            entries.append(mapping)
            self._push(column, mapping)
            self._set(mapping, key, value)
            return
        read = self._value(value)
        if read == [] or not value:
            raise _Unclear
        entries.append(read)

    def _set(self, mapping: dict[str, Any], key: str, value: str) -> None:
        if key in mapping or len(key) > _LONGEST_KEY:
            raise _Unclear
        if not value:
            self.key = key
            return
        read = self._value(value)
        if read == []:
            self.has_gaps = True
        else:
            mapping[key] = read

    def _value(self, value: str) -> Any:
        """Give what stands on a line as a value: text, quoted text, or a list in brackets."""
        value = value.rstrip(" ")
        first = value[:1]
        if first not in _SPECIAL:
            if ": " in value or " #" in value or value.endswith(":"):
                raise _Unclear
            return value
        inner = value[1:-1]
        if first == '"' and value.endswith('"') and len(value) > 1 and '"' not in inner and "\\" not in inner:
            return inner
        if first == "'" and value.endswith("'") and len(value) > 1 and "'" not in inner:
            return inner
        if first == "[" and value.endswith("]") and len(self.blocks) < self.deepest:
            return _listed(inner)
        raise _Unclear


def _listed(inner: str) -> list[str]:
    """Give the entries of a list in brackets."""
    if not inner.strip(" "):
        return []
    entries = [entry.strip(" ") for entry in inner.split(",")]
    if not all(map(_LISTED.fullmatch, entries)):
        raise _Unclear
    return entries


def _without_gaps(block: Any) -> Any:
    """Leave out what holds nothing."""
    if isinstance(block, dict):
        found = {key: _without_gaps(value) for key, value in block.items()}
        return {key: value for key, value in found.items() if value or isinstance(value, str)}
    if isinstance(block, list):
        return [value for value in map(_without_gaps, block) if value or isinstance(value, str)]
    return block
