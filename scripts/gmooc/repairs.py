"""Mend the text of a content file where nothing else can have been meant; comments, order and body stay."""

from __future__ import annotations

import re
from typing import NamedTuple

from gmooc.documents import TOML, begins_with_keys, end_of_keys, read_document
from gmooc.leftovers import ungarbled
from gmooc.problems import Problem
from gmooc.records import identify, read_record
from gmooc.scaffold import slug_of
from gmooc.toml_front_matter import from_toml

# Each round mends one line; a file with more mistakes than this is better written anew.
_MOST_ROUNDS = 200
_KEY_LINE = re.compile(r"([ \t\u3000\u00a0]*(?:- +)?)([A-Za-z_]+)[ \u3000]*[:：][ \u3000\u00a0]*(.*)")
_NAME = re.compile(
    r"(?P<stem>.+?)(?P<language>\.(?:ar|en|es|fr|ru|zh))?(?:\.(?:md|markdown|txt|mdown))?", re.IGNORECASE
)
# «…» and 「…」 are kept: whoever types these means them to be read.
_SMART = {"“": "”", "„": "“", "‘": "’"}


class Change(NamedTuple):
    """One line that was mended; `line` counts from one, 0 means the file as a whole."""

    line: int
    old: str
    new: str


def fix_text(path: str, text: str) -> tuple[str, tuple[Change, ...]]:
    """Give the text of a file with all that is unambiguous mended, and what was changed; twice changes no more."""
    fixed, changes = _fix_whole(text)
    fixed, of_lines = _fix_lines(fixed)
    fixed, of_values = _fix_values(path, fixed)
    return fixed, (*changes, *of_lines, *of_values)


def better_path(path: str, text: str) -> str:
    """Give the path at which a file of a record belongs, where that is plain; else the path that it has."""
    folder, _, rest = path.partition("/")
    name = _NAME.fullmatch(rest.rpartition("/")[2])
    if identify(path) or name is None or not text.startswith("---"):
        return path
    values = read_document(path, text.encode("utf-8", errors="replace"))[0].values
    inside = rest.split("/")[:-1]
    if folder == "projects" and not inside:
        # A file that names pictures or others relative to itself would lose them in another folder.
        if re.search(r"\]\((?!https?:|#)|^\s*src:|src=", text, re.MULTILINE):
            return path
        inside = [str(values.get("year", ""))]
    better = "/".join([folder, *inside, f"{slug_of(name['stem'])}{name['language'] or ''}.md"])
    return better if identify(better) else path


def _fix_values(path: str, text: str) -> tuple[str, list[Change]]:
    """Mend one line after the other, as long as nothing comes to light that is not plain."""
    changes: list[Change] = []
    fixed = text
    refused: set[tuple[int, str]] = set()
    for _ in range(_MOST_ROUNDS):
        problems = _problems_of(path, fixed)
        sure = next((p for p in problems if p.is_sure and p.repair and (p.line, p.repair) not in refused), None)
        if sure is None:
            return fixed, changes
        lines = fixed.split("\n")
        old = lines[sure.line - 1]
        lines[sure.line - 1] = old[: len(old) - len(old.lstrip(" "))] + sure.repair
        trial = "\n".join(lines)
        # A list that could not be read may hide values that have to be mended in their turn.
        if _count_unsure(_problems_of(path, trial)) > _count_unsure(problems) or trial == fixed:
            refused.add((sure.line, sure.repair))
            continue
        changes.append(Change(sure.line, old.strip(), sure.repair))
        # What one line hid may be plain now.
        refused.clear()
        fixed = trial
    return text, []


def _problems_of(path: str, text: str) -> list[Problem]:
    document, problems = read_document(path, text.encode("utf-8", errors="replace"))
    identity = identify(path)
    return [*problems, *(read_record(document, identity.kind)[1] if identity else ())]


def _count_unsure(problems: list[Problem]) -> int:
    return sum(not problem.is_sure for problem in problems)


def _fix_whole(text: str) -> tuple[str, list[Change]]:
    changes: list[Change] = []
    if text.startswith("\ufeff"):
        changes.append(Change(0, "byte-order mark", "none"))
    if "\r" in text:
        changes.append(Change(0, "line ends of Windows", "line ends of the web"))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if (as_typed := ungarbled(text)) != text:
        changes.append(Change(0, "letters that saving had turned into others", "letters as they were typed"))
        text = as_typed
    if toml := TOML.match(text):
        if (front_matter := from_toml(toml[1])) is not None:
            changes.append(Change(1, "+++", "---"))
            text = f"---\n{front_matter}---\n{text[toml.end() :]}"
    elif begins_with_keys(text):
        changes.append(Change(1, "", "---"))
        text = f"---\n{text}"
    bare = text.lstrip("\n \t")
    if bare != text and re.match(r"---[ \t]*\n", bare):
        changes.append(Change(0, "empty lines before '---'", "none"))
        text = bare
    return text, changes


def _fix_lines(text: str) -> tuple[str, list[Change]]:
    """Mend what stands in the front matter line by line: indentation, full-width signs, quotation marks."""
    lines = text.split("\n")
    changes: list[Change] = []
    if not re.fullmatch(r"---[ \t]*", lines[0]):
        return text, changes
    is_text_block = False
    closing = next((index for index in range(1, len(lines)) if re.fullmatch(r"---[ \t]*", lines[index])), 0)
    end = end_of_keys(lines[1 : closing or len(lines)], is_closed=closing > 0)
    for index in range(1, end + 1):
        old = lines[index]
        if is_text_block and (not old.strip() or old.startswith((" ", "\t"))):
            continue
        new = _fix_line(old)
        is_text_block = bool(re.search(r":[ ]*[|>][+-]?\d?[ ]*$", new))
        if new != old:
            changes.append(Change(index + 1, old.rstrip().replace("\t", "\\t"), new.rstrip()))
            lines[index] = new
    return "\n".join(lines), changes


def _fix_line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" \t\u3000\u00a0"))]
    line = re.sub("[\t\u3000]", "  ", indent).replace("\u00a0", " ") + line[len(indent) :]
    match = _KEY_LINE.fullmatch(line)
    if not match:
        return line
    start, key, value = match.groups()
    if value[:1] in _SMART and value.rstrip().endswith(_SMART[value[:1]]) and len(value.rstrip()) > 1:
        inner = value.rstrip()[1:-1].replace("\\", "\\\\").replace('"', '\\"')
        value = f'"{inner}"'
    elif value.startswith("//"):
        # Not a key: the colon belongs to an address.
        return line
    elif re.fullmatch(r"\[[^\"'#]*[，、][^\"'#]*\]", value):
        value = re.sub("[ ]*[，、][ ]*", ", ", value)
    has_sign = "：" in line[: len(line) - len(value)] or "\u3000" in line or "\u00a0" in line
    if has_sign or value != match[3]:
        return f"{start}{key}: {value}".rstrip()
    return line
