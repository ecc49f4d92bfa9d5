"""Read front matter as text with the position of every key and fault, and write it so that people like to read it.

python-frontmatter splits a file, loads its front matter and writes both; the handlers here say how.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

import gmooc.core.problem_messages as messages
from gmooc.core.files import LOADER
from gmooc.core.problem_messages import Message, message_of
from gmooc.text.yaml_repairs import ReportProblem, explain, is_keyless, mend_lines, place_of

MAX_DEPTH = 6
MAX_VALUES = 2000
MAX_UNREADABLE = 30
# The keys and places in lists that lead to a value.
KeyPath = tuple[str | int, ...]
_TEXT = "tag:yaml.org,2002:str"
# Lists within lists on one line, as nobody writes them; in quotes and comments such signs open nothing.
_NESTED = re.compile(r"^[^#\"'\n]*?(?:[-?:][ \t]+){15}", re.MULTILINE)
# Two of them, which most files lack, are found in a quarter of the time.
_TWO_LISTS = re.compile(r"[-?:][ \t]+[-?:][ \t]")
# YAML ends lines at these, and nothing else that reads or counts them does; word processors leave them in texts.
_OTHER_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


class PositionHandler(YAMLHandler):
    """Front matter as YAML. One handler loads one file: it keeps what the library's dictionary has no room for.

    `positions` has the mark of each key and list entry; `text` is the front matter with unreadable lines mended, so
    that none hides a fault after it. The first line of front matter is the second of its file.
    """

    FM_BOUNDARY = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)

    def __init__(self, report: ReportProblem = lambda *fault: None) -> None:
        super().__init__()
        self.report = report
        self.positions: dict[KeyPath, yaml.Mark] = {}
        self.text = ""

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        """Return values as text, lists and mappings; report every fault and leave out what it spoils."""
        text = mend_lines(fm if fm.isascii() else fm.translate(_OTHER_BREAKS), self.report)
        node, self.text = (None, "") if _is_endless(text, self.report) else _compose(text, self.report)
        self.positions = {}
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.positions[()] = node.start_mark
            self.report(2, 1, "E005", message_of(messages.NO_KEYS))
            return {}
        values = _NodeReader(self.report, self.positions).read(node, (), 0)
        return values if isinstance(values, dict) else {}

    def export(self, metadata: dict[str, object], **kwargs: object) -> str:
        """Return values as YAML in their order; lists of plain values on one line, unless a style is asked for."""
        options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": math.inf}
        options |= {"default_flow_style": None, **kwargs}
        # The library's own method would strip the end of the last value, too.
        written: str = yaml.dump(metadata, Dumper=_Dumper, **options) if metadata else ""
        return written.removesuffix("\n")


class TOMLHandler(BaseHandler):
    """Front matter as TOML, as Hugo has it. The library's own handler needs a parser that is no longer kept up."""

    FM_BOUNDARY = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        """Return values; a number with a point stays as it is written. Raise ValueError for what is no TOML."""
        return tomllib.loads(fm, parse_float=str)


def name_of_path(path: KeyPath) -> str:
    """Return the keys that lead to a value as people read them; places in lists count from one, as in `links.2.url`."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def write_document(values: Mapping[str, Any], body: str = "") -> str:
    """Return the text of a file that has these values as front matter."""
    post = frontmatter.Post(body, PositionHandler())
    post.metadata.update(values)
    return frontmatter.dumps(post) + "\n"


def write_lines(values: Mapping[str, Any], **options: Any) -> str:
    """Return values as lines of front matter, without the fences; `options` are those of `yaml.dump`."""
    return PositionHandler().export(dict(values), **options)


def write_value(value: Any) -> str:
    """Return a value as it is written behind its key."""
    return write_lines({"key": value}).removeprefix("key: ")


class _Dumper(yaml.SafeDumper):
    """Writes YAML as our documentation shows it."""

    # What double quotes would show as an escape.
    ESCAPED = re.compile('["\\\\\U00010000-\U0010ffff]')
    OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
    NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists below their keys."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value out: readers refuse '&' and '*'."""
        return True

    def choose_scalar_style(self) -> str:
        """Prefer double quotes where quotes are needed."""
        style: str = super().choose_scalar_style()
        assert isinstance(self.event, yaml.ScalarEvent)
        has_breaks = self.analysis is not None and self.analysis.multiline
        is_clear = has_breaks or not self.ESCAPED.search(self.event.value)
        return '"' if style == "'" and is_clear else style

    def represent_text(self, text: str) -> yaml.Node:
        """Write numbers and days without quotes, as people do, and lines as lines."""
        # Half of a pair of surrogates cannot be saved.
        text = text.encode("utf-8", "replace").decode()
        if self.NUMBER.fullmatch(text):
            tag: str = self.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
            return self.represent_scalar(tag, text)
        # YAML takes three more signs for ends of lines, and gives them back as the usual one.
        has_lines = "\n" in text and not self.OTHER_BREAKS.search(text)
        return self.represent_scalar(_TEXT, text, style="|" if has_lines else None)

    def represent_sequence_of(self, values: Any) -> yaml.Node:
        """Write a list of plain values on one line."""
        is_nested = any(isinstance(value, dict | list | tuple) for value in values)
        style = self.default_flow_style is None and not is_nested
        return self.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=style)

    def represent_mapping_of(self, values: dict[str, Any]) -> yaml.Node:
        """Write each key on a line of its own; what holds nothing is left open, to be filled in."""
        if not values:
            return self.represent_scalar("tag:yaml.org,2002:null", "")
        return self.represent_mapping("tag:yaml.org,2002:map", values, flow_style=False)

    def represent_moment(self, value: datetime | time) -> yaml.Node:
        """Write a moment as ISO 8601 has it."""
        return self.represent_text(value.isoformat())


_Dumper.add_representer(str, _Dumper.represent_text)
_Dumper.add_representer(list, _Dumper.represent_sequence_of)
_Dumper.add_representer(tuple, _Dumper.represent_sequence_of)
_Dumper.add_representer(dict, _Dumper.represent_mapping_of)
_Dumper.add_representer(datetime, _Dumper.represent_moment)
_Dumper.add_representer(time, _Dumper.represent_moment)


class _TextLoader(LOADER):  # type: ignore[misc]
    """Compose nodes without guessing what a value might mean: `NO` and `12:30` are text."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return _TEXT

    def descend_resolver(self, *node: Any) -> None:
        """Do nothing: there are no rules to look up."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


def _is_endless(front_matter: str, report: ReportProblem) -> bool:
    """Refuse values within values without end: LibYAML calls itself for each, until the machine's stack ends."""
    if front_matter.count("[") + front_matter.count("{") > MAX_VALUES:
        report(2, 1, "E006", message_of(messages.TOO_MANY_VALUES, limit=MAX_VALUES))
        return True
    nested = _NESTED.search(front_matter) if _TWO_LISTS.search(front_matter) else None
    if nested:
        line = front_matter.count("\n", 0, nested.end()) + 2
        report(line, 1, "E006", message_of(messages.VALUES_TOO_DEEP, limit=MAX_DEPTH))
    return nested is not None


def _compose(front_matter: str, report: ReportProblem) -> tuple[yaml.Node | None, str]:
    mended: set[int] = set()
    while True:
        try:
            return yaml.compose(front_matter, Loader=_TextLoader), front_matter
        except yaml.MarkedYAMLError as error:
            lines = front_matter.split("\n")
            index, mark = place_of(error, lines)
            while index in mended and index > 0:
                index -= 1
            if index in mended:
                return None, ""
            if len(mended) == MAX_UNREADABLE:
                report(index + 2, 1, "E005", message_of(messages.TOO_MANY_LINES_UNREADABLE, limit=MAX_UNREADABLE))
                return None, ""
            message, repair = explain(error, lines[index])
            report(index + 2, (mark.column if mark and mark.line == index else 0) + 1, "E005", message, repair)
            # Without a repair the line is set aside, so that it hides no other; lines that follow it without a key
            # belong to it.
            lines[index] = repair
            mended.add(index)
            while message[0] == messages.LINE_WITHOUT_KEY and index + 1 < len(lines) and is_keyless(lines[index + 1]):
                index += 1
                lines[index] = ""
                mended.add(index)
            front_matter = "\n".join(lines)
        except yaml.YAMLError as error:
            sign = getattr(error, "character", None)
            sign = f"U+{sign:04X}" if isinstance(sign, int) else "?"
            report(2, 1, "E005", message_of(messages.CHARACTER_NOT_ALLOWED, detail=sign))
            return None, ""
        except RecursionError:
            report(2, 1, "E006", message_of(messages.VALUES_TOO_DEEP, limit=MAX_DEPTH))
            return None, ""


class _NodeReader:
    """Turns YAML nodes into text, lists and mappings, refuses what content never needs, and notes positions."""

    def __init__(self, report: ReportProblem, positions: dict[KeyPath, yaml.Mark]) -> None:
        self.report = report
        self.positions = positions
        self.count = 0
        self.seen: set[int] = set()

    def read(self, node: yaml.Node, path: KeyPath, depth: int) -> Any:
        self.positions.setdefault(path, node.start_mark)
        self.count += 1
        if id(node) in self.seen:
            self._fault(node, "E007", message_of(messages.VALUE_REPEATED))
            return ""
        self.seen.add(id(node))
        if depth > MAX_DEPTH or self.count > MAX_VALUES:
            if depth > MAX_DEPTH or self.count == MAX_VALUES + 1:
                deep = message_of(messages.VALUES_TOO_DEEP, limit=MAX_DEPTH)
                many = message_of(messages.TOO_MANY_VALUES, limit=MAX_VALUES)
                self._fault(node, "E006", deep if depth > MAX_DEPTH else many)
            return ""
        if node.tag != _TEXT:
            self._fault(node, "E007", message_of(messages.VALUE_TAGGED))
            return node.value if isinstance(node, yaml.ScalarNode) else ""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, path, depth)
        return node.value

    def _mapping(self, node: yaml.MappingNode, path: KeyPath, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str) or key == "<<":
                self._fault(key_node, "E007", message_of(messages.KEY_NOT_PLAIN))
                continue
            if key in values:
                self._fault(key_node, "E008", message_of(messages.KEY_REPEATED, key=key))
                continue
            inner = (*path, key)
            self.positions.setdefault(inner, key_node.start_mark)
            value = self.read(value_node, inner, depth + 1)
            if value or not _is_left_open(value_node, value):
                values[key] = value
        return values

    def _sequence(self, node: yaml.SequenceNode, path: KeyPath, depth: int) -> list[Any]:
        values: list[Any] = []
        for child in node.value:
            known = len(self.positions)
            value = self.read(child, (*path, len(values)), depth + 1)
            if value or not _is_left_open(child, value):
                values.append(value)
                continue
            # The next entry takes its place.
            while len(self.positions) > known:
                self.positions.popitem()
        return values

    def _fault(self, node: yaml.Node, code: str, message: Message) -> None:
        self.report(node.start_mark.line + 2, node.start_mark.column + 1, code, message)


def _is_left_open(node: yaml.Node, value: Any) -> bool:
    """Whether a key of a template was not filled in, which means the same as leaving it out."""
    if isinstance(node, yaml.ScalarNode):
        return value == "" and node.style not in ("'", '"')
    return not value
