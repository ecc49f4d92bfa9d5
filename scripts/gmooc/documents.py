"""Turn the text of one content file into a Document that remembers its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from gmooc import prose
from gmooc.plain_front_matter import read_plain
from gmooc.problems import Place, Problem

# LibYAML is many times faster; the pure parser gives the same nodes where it is not built in.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TEXT = "tag:yaml.org,2002:str"


class _TextLoader(LOADER):  # type: ignore[misc]
    """Compose nodes without guessing what a value might mean: `NO` and `12:30` are text."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return _TEXT

    def descend_resolver(self, *node: Any) -> None:
        """Do nothing: there are no rules to look up."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


LARGEST_FILE = 256 * 1024
# Deeper than anybody reads, and shallow enough that rendering takes no time to speak of.
MOST_UNREADABLE = 30
DEEPEST_QUOTES = 30
DEEPEST_TAGS = 100
DEEPEST = 6
MOST_VALUES = 2000

Path = tuple[str | int, ...]

_QUOTES = re.compile(rf"^((?:[ \t]*>){{{DEEPEST_QUOTES}}})[ \t>]*>", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# A closing tag may be left out for these, so that they say nothing about depth.
_FLAT = frozenset(("p", "li", "br", "hr", "img", "input", "td", "th", "tr", "dt", "dd", "wbr"))
# With these a text can be made to read otherwise than it is written.
_SPOOFING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """A content file: its front matter as plain text values, and its body with the number of its first line.

    `front_matter` is the text between the fences with unreadable lines mended; positions are found in it only when a
    problem needs one.
    """

    path: str
    front_matter: str
    values: dict[str, Any]
    body: str
    body_line: int

    def line_with(self, line: int, old: str, new: str) -> str:
        """Give a line of the front matter with a value replaced, or '' if it does not hold it once."""
        lines = self.front_matter.split("\n")
        written = lines[line - 2] if 0 <= line - 2 < len(lines) else ""
        return written.replace(old, new).strip() if old and written.count(old) == 1 else ""

    def place(self, path: Path) -> Place:
        """Give the line and column of a key, or of the nearest key around it that exists."""
        return self._places().get(path) or self._nearest(path)

    def _nearest(self, path: Path) -> Place:
        places = self._places()
        while path:
            path = path[:-1]
            if path in places:
                return places[path]
        return Place(2 if self.front_matter else 1)

    def _places(self) -> dict[Path, Place]:
        return _places_in(self.front_matter)


# A file with many faults asks for the place of each.
@lru_cache(maxsize=2)
def _places_in(front_matter: str) -> dict[Path, Place]:
    node = yaml.compose(front_matter, Loader=_TextLoader)
    places: dict[Path, Place] = {}
    if node is not None:
        _collect(node, (), places)
    return places


def read_document(path: str, content: bytes) -> tuple[Document, tuple[Problem, ...]]:
    """Read one file; what cannot be understood becomes problems, and the rest is kept."""
    problems: list[Problem] = []

    def report(line: int, column: int, code: str, message: str, repair: str = "") -> None:
        # The repairs of this module are those of lines that YAML cannot read: they change no word.
        problems.append(
            Problem(path, line, column, code, message, repair.lstrip(), False, code == "E005" and bool(repair))
        )

    if len(content) > LARGEST_FILE:
        report(1, 1, "E001", f"file: at most {LARGEST_FILE // 1024} KiB (it has {len(content) // 1024 + 1})")
        return Document(path, "", {}, "", 1), tuple(problems)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        report(line, column, "E002", "file: must be saved as UTF-8")
        text = content.decode("utf-8", errors="replace")
    # A byte-order mark or Windows line ends change nothing that a reader sees, so they are read and not reported.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    front_matter, body, body_line = _split(text, report)
    values, mended = _read_values(front_matter, report) if front_matter else ({}, "")
    body = _tame(body, body_line, report)
    return Document(path, mended, values, body, body_line), tuple(problems)


def _tame(body: str, first_line: int, report: Any) -> str:
    """Report what a body holds only to deceive or to overload, and give it without."""

    def place(start: int) -> tuple[int, int]:
        return first_line + body.count("\n", 0, start), start - body.rfind("\n", 0, start)

    if not body.isascii() and (match := _SPOOFING.search(body)):
        report(*place(match.start()), "E022", "text: must hold no characters that change the direction of reading")
        body = _SPOOFING.sub("", body)
    if body.count(">") > DEEPEST_QUOTES and (match := _QUOTES.search(body)):
        report(*place(match.start()), "E006", f"text: at most {DEEPEST_QUOTES} levels of quotations")
        body = _QUOTES.sub(r"\1", body)
    # In code and in addresses `<` opens nothing, which only rendering tells; few texts have so many.
    if body.count("<") > DEEPEST_TAGS and _deepest_tag(prose.raw_html(body), DEEPEST_TAGS) >= 0:
        report(
            *place(max(_deepest_tag(body, DEEPEST_TAGS), 0)),
            "E006",
            f"text: at most {DEEPEST_TAGS} levels of HTML tags",
        )
        return body.replace("<", "&lt;")
    return body


def _deepest_tag(html: str, limit: int) -> int:
    """Give where the first tag stands that is nested deeper than a limit, or -1."""
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _FLAT:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > limit:
            return tag.start()
    return -1


def _split(text: str, report: Any) -> tuple[str, str, int]:
    opening = _FENCE.match(text)
    if not opening:
        stripped = text.lstrip()
        line = text[: len(text) - len(stripped)].count("\n") + 1
        if _FENCE.match(stripped):
            report(1, 1, "E003", "front matter: the first line must be '---'", "---")
            return _split_after(stripped, line, report)
        report(1, 1, "E003", "front matter: the first line must be '---'", "---")
        return "", text, 1
    return _split_after(text, 1, report)


def _split_after(text: str, first_line: int, report: Any) -> tuple[str, str, int]:
    start = text.find("\n") + 1
    closing = _FENCE.search(text, start) if start else None
    if not closing:
        report(first_line, 1, "E004", "front matter: a second line '---' must close it", "---")
        return (text[start:] if start else ""), "", first_line
    front_matter = "\n" * (first_line - 1) + text[start : closing.start()]
    body = text[closing.end() :].removeprefix("\n")
    return front_matter, body, first_line + text.count("\n", 0, closing.end()) + 1


def _read_values(front_matter: str, report: Any) -> tuple[dict[str, Any], str]:
    """Read the values; a line that YAML cannot read is reported and mended, so that it hides no fault after it."""
    lines = _mend_lines(front_matter, report)
    plain = read_plain(lines, DEEPEST, MOST_VALUES)
    if plain is not None:
        return plain, lines
    node, mended = _compose(lines, report)
    if node is None:
        return {}, mended
    if not isinstance(node, yaml.MappingNode):
        report(2, 1, "E005", "front matter: must be lines of the form 'key: value'")
        return {}, mended
    values = _Values(report).read(node, 0)
    return values if isinstance(values, dict) else {}, mended


_KEY_WITHOUT_SPACE = re.compile(r"[ ]*(?:- )?[A-Za-z_]+:(?!//)\S")
_FULL_WIDTH_COLON = re.compile(r"([ ]*(?:- )?[A-Za-z_]+)[ ]*\uff1a[ \u3000]*(.*)")


def _mend_lines(front_matter: str, report: Any) -> str:
    """Mend the two slips that hide from YAML where they are: tabs before a key, and a full-width colon behind it."""
    if "\t" not in front_matter and "\uff1a" not in front_matter:
        return front_matter
    lines = front_matter.split("\n")
    for index, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            lines[index] = line = indent.replace("\t", "  ") + line.lstrip(" \t")
            report(index + 2, 1, "E005", "front matter: a line must be indented with spaces, not tabs", line)
        match = _FULL_WIDTH_COLON.fullmatch(line)
        if match:
            lines[index] = f"{match[1]}: {match[2]}".rstrip()
            report(
                index + 2, len(match[1]) + 1, "E005", "front matter: key and value must be parted by ': '", lines[index]
            )
    return "\n".join(lines)


def _compose(front_matter: str, report: Any) -> tuple[yaml.Node | None, str]:
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
            while index in mended and index > 0:
                index -= 1
            if index in mended:
                return None, ""
            if len(mended) == MOST_UNREADABLE:
                report(index + 2, 1, "E005", f"front matter: at most {MOST_UNREADABLE} lines that cannot be read")
                return None, ""
            message, repair = _explain(error, lines[index])
            report(index + 2, (mark.column if mark and mark.line == index else 0) + 1, "E005", message, repair)
            # Without a repair the line is set aside, so that it hides no other.
            lines[index] = repair
            mended.add(index)
            front_matter = "\n".join(lines)
        except yaml.YAMLError as error:
            sign = getattr(error, "character", None)
            sign = f"U+{sign:04X}" if isinstance(sign, int) else "?"
            report(2, 1, "E005", f"front matter: holds a character that YAML does not allow ({sign})")
            return None, ""
        except RecursionError:
            report(2, 1, "E006", f"front matter: at most {DEEPEST} levels deep")
            return None, ""


_OPENED = ("while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping")
_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}


class _Values:
    """Turn YAML nodes into text, lists and mappings, and refuse what content never needs."""

    def __init__(self, report: Any) -> None:
        self.report = report
        self.count = 0
        self.seen: set[int] = set()

    def read(self, node: yaml.Node, depth: int) -> Any:
        self.count += 1
        if id(node) in self.seen:
            self._fault(node, "E007", "front matter: a value must be written out, not repeated with '&' and '*'")
            return ""
        self.seen.add(id(node))
        if depth > DEEPEST or self.count > MOST_VALUES:
            if depth > DEEPEST or self.count == MOST_VALUES + 1:
                deep, many = (
                    f"front matter: at most {DEEPEST} levels deep",
                    f"front matter: at most {MOST_VALUES} values",
                )
                self._fault(node, "E006", deep if depth > DEEPEST else many)
            return ""
        if node.tag is not _TEXT and node.tag != _TEXT:
            self._fault(node, "E007", "front matter: a value must be plain text, without a tag such as '!!python'")
            return node.value if isinstance(node, yaml.ScalarNode) else ""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            children = [(child, self.read(child, depth + 1)) for child in node.value]
            return [value for child, value in children if not _is_left_open(child, value)]
        return node.value

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str) or key == "<<":
                self._fault(key_node, "E007", "front matter: a key must be a plain word")
                continue
            if key in values:
                self._fault(key_node, "E008", f"{key}: a key must stand only once")
                continue
            value = self.read(value_node, depth + 1)
            if not _is_left_open(value_node, value):
                values[key] = value
        return values

    def _fault(self, node: yaml.Node, code: str, message: str) -> None:
        self.report(node.start_mark.line + 2, node.start_mark.column + 1, code, message)


def _is_left_open(node: yaml.Node, value: Any) -> bool:
    """Say whether a key of a template was not filled in, which means the same as leaving it out."""
    if isinstance(node, yaml.ScalarNode):
        return value == "" and node.style not in ("'", '"')
    return not value


def _collect(node: yaml.Node, path: Path, places: dict[Path, Place], depth: int = 0) -> None:
    if depth > DEEPEST + 1 or len(places) > 2 * MOST_VALUES:
        return
    places.setdefault(path, Place(node.start_mark.line + 2, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            places.setdefault(inner, Place(key.start_mark.line + 2, key.start_mark.column + 1))
            _collect(value, inner, places, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _collect(child, (*path, index), places, depth + 1)


# What the reader of YAML says of a line, and the same in words that somebody knows who has never heard of YAML.
_REASONS = {
    "mapping values are not allowed": "front matter: this line must be indented as those of its group are",
    "did not find expected key": "front matter: this line must be indented as those of its group are",
    "did not find expected '-'": "front matter: this line must begin with '- ', as the others of its list do",
    "expected ':'": "front matter: key and value must be parted by ': '",
    "unknown escape": "front matter: a backslash between double quotes must be written twice",
}


def _explain(error: yaml.MarkedYAMLError, written: str) -> tuple[str, str]:
    """Say in plain words what is wrong with a line that YAML cannot read, and how it would be right."""
    mark = error.context_mark
    if error.context in _OPENED and mark and written[mark.column : mark.column + 1] in _CLOSING:
        closing = _CLOSING[written[mark.column]]
        # A comment behind it would swallow what is put at the end.
        repair = "" if " #" in written else written.rstrip().removesuffix(",") + closing
        return f"front matter: what begins with {written[mark.column]} must end with {closing} on this line", repair
    key, colon, value = written.partition(": ")
    bare = value.strip()
    if colon and bare and bare[0] not in "\"'" and (": " in bare or bare[0] in "@`%&*!|>[]{},#?-" or " #" in bare):
        quoted = bare.replace("\\", "\\\\").replace('"', '\\"')
        return "front matter: a value with a special character must stand in quotes", f'{key}: "{quoted}"'
    if not colon and _KEY_WITHOUT_SPACE.match(written):
        return "front matter: a space must follow the colon", written.replace(":", ": ", 1)
    reason = next((said for sign, said in _REASONS.items() if sign in str(error.problem)), "")
    return reason or "front matter: this line cannot be read as YAML", ""
