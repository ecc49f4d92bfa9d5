"""A fault at path:line:column with its code and repair; translated when shown, as text, JSON or an annotation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from gmooc.core.problem_messages import TRY, Gettext, Values, translate_message

# A terminal or a log obeys these, or shows a line otherwise than it is: colours, titles of windows, turned text.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Return a text as it may be printed: what a terminal would obey is shown instead, as \\x1b is."""
    return _OBEYED.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)


def visible_line(text: str) -> str:
    """Return a text as it may be printed on one line: a second one could say anything, or be an order to a runner."""
    return visible(text).replace("\n", "\\x0a")


class Position(NamedTuple):
    """A position in a file, both counted from one."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `path:line:column`, a code of the rule list, what must hold, and the repaired line if it is known.

    What must hold is kept as `template` and `values` of a message, and translated where it is shown. `repair` is the
    whole line without its indentation; `is_sure` says that nothing else can have been meant.
    """

    path: str
    line: int
    column: int
    code: str
    template: str
    values: Values = ()
    repair: str = ""
    is_warning: bool = False
    is_sure: bool = False

    @property
    def message(self) -> str:
        """Return what must hold, in English."""
        return self.translated()

    @property
    def key(self) -> str:
        """Return the key that the message is about, with those around it, or '' if it is about none."""
        return str(dict(self.values).get("key", ""))

    def translated(self, gettext: Gettext = str, escape: Callable[[str], str] = str) -> str:
        """Return what must hold, in the language of a gettext function."""
        return translate_message((self.template, self.values), gettext, escape)

    def on_line(self, gettext: Gettext = str) -> str:
        """Return the problem as one line without its repair, in the language of a gettext function."""
        level = "warning " if self.is_warning else ""
        place = f"{visible_line(self.path)}:{self.line}:{self.column}"
        return f"{place}: {level}{self.code} {self.translated(gettext, visible_line)}"

    def row(self) -> tuple[str | int | Values, ...]:
        """Return the problem as plain values, to be kept."""
        at = (self.path, self.line, self.column, self.code)
        return (*at, self.template, self.values, self.repair, self.is_warning, self.is_sure)

    def __lt__(self, other: Problem) -> bool:
        here, there = self.row()[:4], other.row()[:4]
        return here < there if here != there else (self.message, self.repair) < (other.message, other.repair)

    def __str__(self) -> str:
        return self.on_line() + (f"\n    {visible_line(f'try: {self.repair}')}" if self.repair else "")


def as_annotation(problem: Problem, folder: str, gettext: Gettext = str) -> str:
    """Return a problem as GitHub Actions reads it; its characters with a meaning there are escaped."""
    level = "warning" if problem.is_warning else "error"
    repair = f" - {gettext(TRY)}{visible(problem.repair)}" if problem.repair else ""
    text = problem.translated(gettext, visible) + repair
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(raw, escaped)
    path = visible(f"{folder}/{problem.path}")
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        path = path.replace(raw, escaped)
    return f"::{level} file={path},line={problem.line},col={problem.column},title={problem.code}::{text}"
