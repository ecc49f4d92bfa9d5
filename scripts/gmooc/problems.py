"""Say what is wrong with content: where, why, and the line that mends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

# A terminal or a log obeys these, or shows a line otherwise than it is: colours, titles of windows, turned text.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Give a text as it may be printed: what a terminal would obey is shown instead, as \\x1b is."""
    return _OBEYED.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)


def visible_line(text: str) -> str:
    """Give a text as it may be printed on one line: a second one could say anything, or be an order to a runner."""
    return visible(text).replace("\n", "\\x0a")


class Place(NamedTuple):
    """A position in a file, both counted from one."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: `path:line:column`, a code of the rule list, what must hold, and the repaired line if it is known.

    `repair` is the whole line without its indentation; `is_sure` says that nothing else can have been meant.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    repair: str = ""
    is_warning: bool = False
    is_sure: bool = False

    def row(self) -> tuple[str | int, ...]:
        """Give the problem as plain values, to be kept."""
        at = (self.path, self.line, self.column, self.code)
        return (*at, self.message, self.repair, self.is_warning, self.is_sure)

    def __str__(self) -> str:
        level = "warning " if self.is_warning else ""
        said = visible_line(f"{self.path}:{self.line}:{self.column}: {level}{self.code} {self.message}")
        return said + (f"\n    {visible_line(f'try: {self.repair}')}" if self.repair else "")
