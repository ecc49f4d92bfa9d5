"""Read front matter as text with the position of every key and fault, and write it so that people like to read it.

python-frontmatter splits a file, loads its front matter and writes both; the handlers here say how.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from gmooc.core import problem_messages as messages
from gmooc.core.files import LOADER
from gmooc.core.problems import Message, message_of

MAX_DEPTH = 6
MAX_VALUES = 2000
MAX_UNREADABLE = 30

# A line of more words is no key whose colon was forgotten.
_MAX_WORDS_OF_KEY = 2

# The keys and places in lists that lead to a value.
KeyPath = tuple[str | int, ...]

# Takes the line, column, code and message of a fault, the repaired line if it is known, and whether it only warns.
ReportProblem = Callable[..., None]
_TEXT = "tag:yaml.org,2002:str"
_FULL_WIDTH_COLON = re.compile(r"([ ]*(?:- )?[A-Za-z_]+)[ ]*\uff1a[ \u3000]*(.*)")

# Spaces that YAML takes for letters: no-break, ideographic and those of typesetters.
_ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACES = re.compile(f"[{_ODD_SPACE}]")

_ODD_INDENT = re.compile(
    rf"(?P<indent>[ \t]*[{_ODD_SPACE}][ \t{_ODD_SPACE}]*)(?P<rest>(?:- )?[A-Za-z_]+[:\uff1a].*|- .*)"
)

_ODD_COLON = re.compile(rf"(?P<key>[ ]*(?:- )?[A-Za-z_]+):[{_ODD_SPACE}][ {_ODD_SPACE}]*(?P<value>.*)")
_KEY = re.compile(r"(?P<start>[ ]*(?:- +)*)(?P<key>[\"']?[\w-]+[\"']?):(?:[ ]+(?P<value>.*)|$)")
_ENTRY = re.compile(r"(?P<start>[ ]*)-(?: |$)")

# `#7` after a space begins a comment, which who writes one parts from its sign.
_CUT = re.compile(
    r"(?P<start>[ ]*(?:- +)?[\w-]+: +|[ ]*- +)(?P<value>[^\s\"'\[\]{}|>&*!%@`#][^\n]*?[ ]#(?![\s#!]|$)[^\n]*)"
)

_TWO_WORDS = re.compile(r"([ ]*(?:- )?[a-z_]+)[ ]+(\S+)[ ]*$")

# A value in quotation marks, and more behind it.
_QUOTED_WORDS = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ ]*[^\s#]""")

# Lists within lists on one line, as nobody writes them; in quotes and comments such signs open nothing.
_NESTED = re.compile(r"^[^#\"'\n]*?(?:[-?:][ \t]+){15}", re.MULTILINE)

# Two of them, which most files lack, are found in a quarter of the time.
_TWO_LISTS = re.compile(r"[-?:][ \t]+[-?:][ \t]")
_KEY_WITHOUT_SPACE = re.compile(r"[ ]*(?:- )?[A-Za-z_]+:(?!//)\S")

_OPENED = (
    *("while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping"),
    # A line without a colon is taken for a key until the next has one.
    "while scanning a simple key",
)

_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}

# What the reader of YAML says of a line, and the same in words that somebody knows who has never heard of YAML.
_REASONS = {
    "mapping values are not allowed": messages.INDENTED_OTHERWISE,
    "did not find expected key": messages.INDENTED_OTHERWISE,
    "did not find expected '-'": messages.DASH_MISSING,
    "expected ':'": messages.COLON_MISSING,
    "unknown escape": messages.BACKSLASH_SINGLE,
}


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
        text = _mend_lines(fm, self.report)
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


# Writing.


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


# Reading.


class _TextLoader(LOADER):  # type: ignore[misc]
    """Compose nodes without guessing what a value might mean: `NO` and `12:30` are text."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return _TEXT

    def descend_resolver(self, *node: Any) -> None:
        """Do nothing: there are no rules to look up."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


def lines_of_keys(lines: list[str]) -> Iterator[int]:
    """Yield the lines that begin a key or an entry of their own: no text of several lines and no value that goes on."""
    owner = math.inf
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" \t"))
        if not line.strip() or indent > owner:
            continue
        match = _KEY.fullmatch(line)
        owner = len(match["start"]) if match and (match["value"] or "").strip() else math.inf
        yield index


def _mend_lines(front_matter: str, report: ReportProblem) -> str:
    """Mend the slips that hide from YAML where they are: tabs and odd spaces before a key, odd signs behind it."""
    is_odd = "\t" in front_matter or "\uff1a" in front_matter or _ODD_SPACES.search(front_matter)
    if not is_odd and " #" not in front_matter:
        return front_matter
    lines = front_matter.split("\n")
    for index in lines_of_keys(lines):
        line = lines[index]
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent:
            lines[index] = line = indent.replace("\t", "  ") + line.lstrip(" \t")
            report(index + 2, 1, "E005", message_of(messages.INDENTED_WITH_TABS), line)
        if match := _ODD_INDENT.fullmatch(line):
            # Two columns are as wide as a Chinese letter.
            plain = _ODD_SPACES.sub(" ", match["indent"].replace("\u3000", "  "))
            lines[index] = line = plain + match["rest"]
            report(index + 2, 1, "E005", message_of(messages.SPACE_ODD), line)
        if match := _FULL_WIDTH_COLON.fullmatch(line):
            lines[index] = line = f"{match[1]}: {match[2]}".rstrip()
            report(index + 2, len(match[1]) + 1, "E005", message_of(messages.COLON_MISSING), line)
        if match := _ODD_COLON.fullmatch(line):
            lines[index] = line = f"{match['key']}: {match['value']}".rstrip()
            report(index + 2, len(match["key"]) + 2, "E005", message_of(messages.SPACE_ODD), line)
        if (match := _CUT.fullmatch(line)) and not _KEY.fullmatch(match["value"].partition(" #")[0]):
            column = len(match["start"]) + match["value"].index(" #") + 2
            repair = match["start"] + _in_quotes(match["value"].rstrip())
            report(index + 2, column, "E005", message_of(messages.VALUE_CUT), repair, True)
    return "\n".join(lines)


def _in_quotes(value: str) -> str:
    """Return a value in double quotes, or in single ones if it holds double ones alone."""
    if '"' in value and "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


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
            # What was opened and never closed is noticed lines later; the mistake is where it was opened.
            is_open = error.context in _OPENED and error.context_mark
            mark = error.context_mark if is_open else error.problem_mark or error.context_mark
            index = min(mark.line if mark else 0, len(lines) - 1)
            if not is_open and "mapping values" in str(error.problem):
                # A healthy key ends words above it that have none.
                index = _first_without_key(lines, index)
            while index in mended and index > 0:
                index -= 1
            if index in mended:
                return None, ""
            if len(mended) == MAX_UNREADABLE:
                report(index + 2, 1, "E005", message_of(messages.TOO_MANY_LINES_UNREADABLE, limit=MAX_UNREADABLE))
                return None, ""
            message, repair = _explain(error, lines[index])
            report(index + 2, (mark.column if mark and mark.line == index else 0) + 1, "E005", message, repair)
            # Without a repair the line is set aside, so that it hides no other; lines that follow it without a key
            # belong to it.
            lines[index] = repair
            mended.add(index)
            while message[0] == messages.LINE_WITHOUT_KEY and index + 1 < len(lines) and _is_keyless(lines[index + 1]):
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


def _is_keyless(line: str) -> bool:
    """Whether a line holds words that no key and no entry of a list begins."""
    is_comment = line.lstrip().startswith("#")
    return bool(line.strip()) and not is_comment and not _KEY.match(line) and not _ENTRY.match(line)


def _first_without_key(lines: list[str], index: int) -> int:
    """Return the first of the lines without a key that stand above a healthy one, or that line's own number."""
    if not _KEY.fullmatch(lines[index]) or ": " in lines[index].partition(": ")[2]:
        return index
    first = index
    while first and _is_keyless(lines[first - 1]):
        first -= 1
    return first


def _explain(error: yaml.MarkedYAMLError, written: str) -> tuple[Message, str]:
    """Say in plain words what is wrong with a line that YAML cannot read, and how it would be right."""
    mark = error.context_mark
    if error.context in _OPENED and mark and written[mark.column : mark.column + 1] in _CLOSING:
        sign = written[mark.column]
        closing = _CLOSING[sign]
        # What is closed holds something that cannot be read.
        if sign in "[{" and written.count(sign) <= written.count(closing):
            return message_of(messages.QUOTES_MISSING), ""
        # A comment behind it would swallow what is put at the end.
        repair = "" if " #" in written else written.rstrip().removesuffix(",") + closing
        return message_of(messages.END_MISSING, sign=sign, end=closing), repair
    key, colon, value = written.partition(": ")
    bare = value.strip()
    if colon and bare and bare[0] not in "\"'" and (": " in bare or bare[0] in "@`%&*!|>[]{},#?-" or " #" in bare):
        return message_of(messages.QUOTES_MISSING), f"{key}: {_in_quotes(bare)}"
    if colon and _QUOTED_WORDS.match(bare):
        return message_of(messages.QUOTES_AROUND_PART), f"{key}: {_in_quotes(bare)}"
    if not colon and _KEY_WITHOUT_SPACE.match(written):
        return message_of(messages.SPACE_MISSING), written.replace(":", ": ", 1)
    if _is_keyless(written) and str(error.problem).endswith(("expected ':'", "in this context")):
        if len(written.split()) > _MAX_WORDS_OF_KEY:
            return message_of(messages.LINE_WITHOUT_KEY), ""
        return message_of(messages.COLON_MISSING), _TWO_WORDS.sub(r"\1: \2", written) * bool(_TWO_WORDS.match(written))
    reasons = (template for sign, template in _REASONS.items() if sign in str(error.problem))
    return message_of(next(reasons, messages.LINE_UNREADABLE)), ""


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
        if node.tag is not _TEXT and node.tag != _TEXT:
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
