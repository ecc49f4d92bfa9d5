"""Turn the text of one content file into a Document that remembers its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

from yaml import Mark

import gmooc.core.problem_messages as messages
import gmooc.text.markdown as prose
from gmooc.core.problem_messages import Message, message_of
from gmooc.core.problems import Position, Problem
from gmooc.text.front_matter import KeyPath, PositionHandler, TOMLHandler, write_lines
from gmooc.text.text_damage import enforce_limits, garbled_lines, media_of, place_in, report_hidden, resolve_conflicts
from gmooc.text.text_safety import (
    Exposure,
    exposures_of_body,
    exposures_of_front_matter,
    hidden_in_comments,
    without_hidden,
)
from gmooc.text.yaml_repairs import ReportProblem

MAX_TEXT_BYTES = 256 * 1024

_KEYS = re.compile(r"[A-Za-z_]\w*:(?: .*)?\n(?:(?:[A-Za-z_]\w*:(?: .*)?|[ \t#-].*)?\n)*")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
# What phones and word processors make of three hyphens, and people of two or four.
_ANY_FENCE = re.compile("^(?:-{2,8}|-*[\u2010-\u2015\u2212][-\u2010-\u2015\u2212]{0,7})[ \\t]*$", re.MULTILINE)
_PART_OF_KEYS = re.compile(r"[ \t\u3000#\[\]{}]|-(?: |$)|[\"']?[\w-]{1,40}[\"']?[ \u3000]*[:：](?!//)")
# A line that begins otherwise, or with a sign that keys and headings share.
_DOUBTFUL = re.compile(rf"^(?:#|(?!{_PART_OF_KEYS.pattern}|$))", re.MULTILINE)
_PLAIN_KEY = re.compile(r"[a-z_]+:(?: |$)")
_HEADING = re.compile(r"#{1,6} ")
_FIRST_HEADING = re.compile(r"^#{1,6} +(?P<text>[^\n]{1,200}?)[ #]*$", re.MULTILINE)
# A line of keys without its colon is no longer than this, and a sentence is.
_MAX_SLIP_LENGTH = 24

# What a file must have beside its title, by its folder: who reads files knows no models, and a test compares the two.
REQUIRED_KEYS = {
    "challenges": ("edition", "summary", "as_of"),
    "projects": ("summary", "challenge", "year", "team", "sdgs", "outcome", "status"),
    "sdgs": ("number", "names", "summary", "iri", "colour", "text_colour", "targets"),
    "announcements": ("publish_at", "kind", "summary"),
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Document:
    """A content file: its front matter as plain text values, and its body with the number of its first line.

    `front_matter` is the text between the fences with unreadable lines mended, and `positions` are those of its keys.
    A file that is too large is read to the limit, and nothing is published of it.
    """

    path: str
    front_matter: str
    values: dict[str, Any]
    body: str
    body_line: int
    is_whole: bool = True
    positions: dict[KeyPath, Mark] = field(default_factory=dict)

    def line_with(self, line: int, old: str, new: str) -> str:
        """Return a line of the front matter with a value replaced, or '' if it does not hold it once."""
        lines = self.front_matter.split("\n")
        written = lines[line - 2] if 0 <= line - 2 < len(lines) else ""
        return written.replace(old, new).strip() if old and written.count(old) == 1 else ""

    def inside(self, path: KeyPath) -> tuple[str, ...]:
        """Return the keys that stand in the group to which a path leads."""
        found: Any = self.values
        for part in path:
            is_there = (
                part in found if isinstance(found, dict) else isinstance(found, list) and part in range(len(found))
            )
            found = found[part] if is_there else {}
        return tuple(found) if isinstance(found, dict) else ()

    def place(self, path: KeyPath) -> Position:
        """Return the line and column of a key, or of the nearest key around it that exists."""
        for end in range(len(path), -1, -1):
            if mark := self.positions.get(path[:end]):
                return Position(mark.line + 2, mark.column + 1)
        return Position(2 if self.front_matter else 1)


def load_document(content: Path, path: str) -> tuple[Document, tuple[Problem, ...]]:
    """Read one file below content/, named by its path there."""
    return read_document(path, (content / path).read_bytes())


def read_document(path: str, content: bytes) -> tuple[Document, tuple[Problem, ...]]:
    """Read the bytes of one file; what cannot be understood becomes problems, and the rest is kept."""
    problems: list[Problem] = []

    def report(line: int, column: int, code: str, message: Message, repair: str = "", is_warning: bool = False) -> None:
        # The repairs of this module are those of lines that YAML cannot read: they change no word.
        is_sure = code == "E005" and bool(repair) and not is_warning
        problems.append(Problem(path, line, column, code, *message, repair.lstrip(), is_warning, is_sure))

    if len(content) > MAX_TEXT_BYTES:
        size = len(content) // 1024 + 1
        report(1, 1, "E001", message_of(messages.FILE_TOO_LARGE, limit=MAX_TEXT_BYTES // 1024, size=size))
    is_whole = len(content) <= MAX_TEXT_BYTES
    if not is_whole:
        # Cut behind a line, so that no letter is cut.
        content = content[: content.rfind(b"\n", 0, MAX_TEXT_BYTES) + 1] or content[:MAX_TEXT_BYTES]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        report(line, column, "E002", message_of(messages.FILE_NOT_UTF_8))
        text = content.decode("utf-8", errors="replace")
    # A byte-order mark or Windows line ends change nothing that a reader sees, so they are read and not reported.
    text = resolve_conflicts(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), report)

    if garbled := garbled_lines(text):
        line, mended = next(iter(garbled.items()))
        report(line, 1, "E002", message_of(messages.TEXT_GARBLED, number=len(garbled)), mended)
    front_matter, body, body_line = _split(path, text, report)
    handler = PositionHandler(report)
    values = handler.load(front_matter) if front_matter else {}
    report_hidden(handler.text, hidden_in_comments(handler.text), 2, report)
    body = enforce_limits(body, body_line, report)
    for line, tag in media_of(body):
        message = message_of(messages.MEDIA_LEFT_OUT, tag=f"<{tag.lower()}>")
        report(body_line + line, 1, "E117", message, is_warning=True)
    # The first line of front matter is the second of its file.
    for written, first, exposures in (
        (handler.text, 2, exposures_of_front_matter(handler.text)),
        (body, body_line, exposures_of_body(body, lambda body: prose.code_test(prose.source_tags(body)))),
    ):
        told: dict[tuple[int, str], Exposure] = {}
        # Of a line, one of each kind is told, and before others one that is somebody's own.
        for exposure in sorted(exposures, key=attrgetter("is_warning", "start")):
            told.setdefault((written.count("\n", 0, exposure.start), exposure.code), exposure)
        for exposure in told.values():
            place = place_in(written, exposure.start, first)
            report(*place, exposure.code, exposure.message, is_warning=exposure.is_warning)
    shown = without_hidden(handler.text)
    return Document(path, shown, values, body, body_line, is_whole, handler.positions), tuple(problems)


def begins_with_keys(text: str) -> bool:
    """Whether a text begins with front matter that lacks its first line."""
    closing = _FENCE.search(text)
    return closing is not None and _are_keys(text[: closing.start()])


def with_plain_fences(text: str) -> str:
    """Return a text with the lines around its keys as three hyphens, where they were typed as other dashes."""
    opening = _ANY_FENCE.match(text)
    closing = opening and _ANY_FENCE.search(text, opening.end())
    if not opening or not closing:
        return text
    keys = text[opening.end() + 1 : closing.start()]
    if not _are_keys(keys):
        return text
    first, last = ("---" if _FENCE.fullmatch(fence[0]) is None else fence[0] for fence in (opening, closing))
    return f"{first}\n{keys}{last}{text[closing.end() :]}"


def _are_keys(text: str) -> bool:
    """Whether a text is lines of keys, a title among them: one line with a colon above a rule is a heading."""
    return bool(_KEYS.fullmatch(text) and re.search("^title:", text, re.MULTILINE))


def split_toml(text: str) -> tuple[str, str] | None:
    """Return the front matter and the body of a text that begins with TOML, as Hugo's do."""
    handler = TOMLHandler()
    try:
        return handler.split(text) if handler.detect(text) else None
    except ValueError:
        # Nothing closes it.
        return None


def end_of_keys(lines: list[str], *, is_closed: bool) -> int:
    """Return which of the lines after the first '---' begins the text, if the line that parts them was forgotten.

    Where a '---' follows, it may be a rule within the text; a line that cannot be read is no text if keys follow it.
    """
    last = -1
    for number, line in enumerate(lines):
        is_heading = line.startswith("##") or (line.startswith("# ") and not any(lines[number - 1 : number + 2 : 2]))
        if is_heading or not (line.strip() == "" or _PART_OF_KEYS.match(line)):
            break
        last = number if line.strip() and not line.startswith("#") else last
    else:
        return len(lines)
    rest = lines[last + 1 :]
    is_text = any(map(_HEADING.match, rest)) or (
        rest[:1] == [""] and any(len(line) > _MAX_SLIP_LENGTH for line in rest)
    )
    if is_closed and (not is_text or any(map(_PLAIN_KEY.match, rest))):
        return len(lines)
    return last + 1


def _keys_of(path: str, body: str) -> str:
    """Return the keys that a file must have, the title with the first heading of its text."""
    heading = _FIRST_HEADING.search(body)
    title = write_lines({"title": heading["text"]}) if heading else "title"
    return ", ".join([title, *REQUIRED_KEYS.get(path.partition("/")[0], ())])


def _split(path: str, text: str, report: ReportProblem) -> tuple[str, str, int]:
    plain = with_plain_fences(text)
    if plain != text:
        for number, (typed, meant) in enumerate(zip(text.split("\n"), plain.split("\n"), strict=True), 1):
            code, template = (
                ("E003", messages.FIRST_FENCE_MISSING) if number == 1 else ("E004", messages.SECOND_FENCE_MISSING)
            )
            if typed != meant:
                report(number, 1, code, message_of(template), meant)
        text = plain
    opening = _FENCE.match(text)
    if not opening:
        stripped = text.lstrip()
        line = text[: len(text) - len(stripped)].count("\n") + 1
        if _FENCE.match(stripped):
            report(1, 1, "E003", message_of(messages.FIRST_FENCE_MISSING), "---")
            return _split_after(path, stripped, line, report)
        if toml := split_toml(text):
            report(1, 1, "E003", message_of(messages.FENCES_OF_TOML))
            front_matter, body = toml
            return "", body, front_matter.count("\n") + 3
        if begins_with_keys(text):
            report(1, 1, "E003", message_of(messages.FIRST_FENCE_MISSING), "---")
            return "", *_split_after(path, f"---\n{text}", 0, report)[1:]
        report(1, 1, "E003", message_of(messages.FENCES_MISSING, keys=_keys_of(path, text)))
        return "", text, 1
    return _split_after(path, text, 1, report)


def _split_after(path: str, text: str, first_line: int, report: ReportProblem) -> tuple[str, str, int]:
    start = text.find("\n") + 1
    closing = _FENCE.search(text, start) if start else None
    if closing and not text[start : closing.start()].strip():
        report(first_line, 1, "E003", message_of(messages.FRONT_MATTER_EMPTY, keys=_keys_of(path, text)))
    if closing and not _DOUBTFUL.search(text, start, closing.start()):
        return _parted(text, first_line)
    lines = text[start : closing.start() if closing else len(text)].removesuffix("\n").split("\n") if start else []
    lines = lines if any(lines) else []
    end = end_of_keys(lines, is_closed=closing is not None)
    if end == 0 and lines:
        report(first_line, 1, "E003", message_of(messages.FENCES_MISSING, keys=_keys_of(path, text)))
        return "", text, first_line
    if not closing or end < len(lines):
        line = first_line + 1 + end if end < len(lines) else first_line
        repair = "" if end < len(lines) and lines[end].strip() else "---"
        report(line, 1, "E004", message_of(messages.SECOND_FENCE_MISSING), repair)
        body = "\n".join(text[start:].split("\n")[end:])
        return "\n" * (first_line - 1) + "\n".join([*lines[:end], ""]), body, first_line + 1 + end
    return _parted(text, first_line)


def _parted(text: str, first_line: int) -> tuple[str, str, int]:
    front_matter, body = PositionHandler().split(text)
    return "\n" * (first_line - 1) + front_matter, body, first_line + front_matter.count("\n") + 2
