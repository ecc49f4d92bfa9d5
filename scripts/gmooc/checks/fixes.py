"""Fix the text of a content file where nothing else can have been meant; comments, order and body stay."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from frontmatter.default_handlers import YAMLHandler
from yaml import YAMLError

from gmooc.content.entry import identify, read_record
from gmooc.core.files import LOADER
from gmooc.core.problems import Problem
from gmooc.core.slugs import slug_of
from gmooc.text.document import begins_with_keys, end_of_keys, read_document, split_toml, with_plain_fences
from gmooc.text.front_matter import TOMLHandler, write_lines
from gmooc.text.text_damage import ungarbled
from gmooc.text.yaml_repairs import in_double_quotes, lines_of_keys

# Each round mends one line; a file with more mistakes than this is better written anew.
_MAX_ROUNDS = 200
_KEY_LINE = re.compile(r"([ \t\u3000\u00a0]*(?:- +)?)([A-Za-z_]+)[ \u3000]*[:：][ \u3000\u00a0]*(.*)")
_NAME = re.compile(
    r"(?P<stem>.+?)(?P<language>\.(?:ar|en|es|fr|ru|zh))?(?:\.(?:md|markdown|txt|mdown))?", re.IGNORECASE
)
# The quotation marks that keyboards of phones type for " and '. «…» and 「…」 are kept: whoever types these means them
# to be read.
_SMART = {"“": "”", "„": "“", "‘": "’"}
# One value in quotation marks: with more of them inside, they quote words of it, or stand for an apostrophe.
_QUOTED = re.compile("(?P<open>[“„‘])(?P<inside>[^“”„‘’]+)(?P<close>[“”’])[ ]*")
_TOML_PAIR = re.compile(r"(?P<indent>[ \t]*)(?P<key>[A-Za-z_][\w-]*)[ \t]*=[ \t]*(?P<value>.*)")
_TOML_GROUP = re.compile(r"[ \t]*(?P<open>\[{1,2})(?P<key>[\w-]+)\]{1,2}[ \t]*(?P<rest>#.*)?")


class Fix(NamedTuple):
    """One line that was mended; `line` counts from one, 0 means the file as a whole."""

    line: int
    old: str
    new: str


def fix_text(path: str, text: str) -> tuple[str, tuple[Fix, ...]]:
    """Return the text of a file with all that is unambiguous mended, and what was changed; twice changes no more."""
    fixed, changes = _fix_whole(text)
    fixed, of_lines = _fix_lines(fixed)
    fixed, of_values = _fix_values(path, fixed)
    return fixed, (*changes, *of_lines, *of_values)


def better_path(path: str, text: str) -> str:
    """Return the path at which a file of a record belongs, where that is plain; else the path that it has."""
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
    better = "/".join([folder, *inside, f"{slug_of(name['stem'])}{(name['language'] or '').lower()}.md"])
    return better if identify(better) else path


def _fix_values(path: str, text: str) -> tuple[str, list[Fix]]:
    """Mend one line after the other, as long as nothing comes to light that is not plain."""
    changes: list[Fix] = []
    fixed = text
    refused: set[tuple[int, str]] = set()
    for _ in range(_MAX_ROUNDS):
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
        changes.append(Fix(sure.line, old.strip(), sure.repair))
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


def _fix_whole(text: str) -> tuple[str, list[Fix]]:
    changes: list[Fix] = []
    if text.startswith("\ufeff"):
        changes.append(Fix(0, "byte-order mark", "none"))
    if "\r" in text:
        changes.append(Fix(0, "line ends of Windows", "line ends of the web"))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if (as_typed := ungarbled(text)) != text:
        changes.append(Fix(0, "letters that saving had turned into others", "letters as they were typed"))
        text = as_typed
    if toml := split_toml(text):
        front_matter, body = toml
        if (written := _from_toml(front_matter)) is not None:
            changes.append(Fix(1, "+++", "---"))
            text = f"---\n{written}---\n{body}"
    elif (plain := with_plain_fences(text)) != text:
        pairs = zip(text.split("\n"), plain.split("\n"), strict=True)
        changes += (Fix(line, old, new) for line, (old, new) in enumerate(pairs, 1) if old != new)
        text = plain
    elif begins_with_keys(text):
        changes.append(Fix(1, "", "---"))
        text = f"---\n{text}"
    bare = text.lstrip("\n \t")
    if bare != text and re.match(r"---[ \t]*\n", bare):
        changes.append(Fix(0, "empty lines before '---'", "none"))
        text = bare
    return text, changes


def _from_toml(toml: str) -> str | None:
    """Return TOML as the lines of YAML that say the same, or None if it cannot be read.

    Lines are kept with their comments where both languages write them alike; else the values are written anew.
    """
    try:
        values = TOMLHandler().load(toml)
        written = _toml_lines(toml)
        return written if _is_same(values, _read_yaml(written)) else f"{write_lines(values)}\n"
    except (ValueError, RecursionError):
        return None


def _toml_lines(toml: str) -> str:
    lines: list[str] = []
    pad, lists = "", set[str]()
    is_first = False
    for line in toml.split("\n"):
        group, pair = _TOML_GROUP.fullmatch(line), _TOML_PAIR.fullmatch(line)
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
    return "\n".join(lines)


def _read_yaml(written: str) -> Any:
    try:
        return YAMLHandler().load(written, Loader=LOADER) or {}
    except YAMLError:
        return None


def _is_same(value: Any, read: Any) -> bool:
    """Whether TOML and YAML say the same; a number or moment is whatever is written there."""
    if isinstance(value, dict):
        return isinstance(read, dict) and [*value] == [*read] and all(_is_same(value[key], read[key]) for key in value)
    if isinstance(value, list):
        pairs = zip(value, read, strict=False) if isinstance(read, list) else ()
        return isinstance(read, list) and len(value) == len(read) and all(_is_same(*pair) for pair in pairs)
    if isinstance(value, bool):
        return bool(read == str(value).lower())
    return bool(read == value) if isinstance(value, str) else isinstance(read, str) and read != ""


def _fix_lines(text: str) -> tuple[str, list[Fix]]:
    """Mend what stands in the front matter line by line: indentation, full-width signs, quotation marks."""
    lines = text.split("\n")
    changes: list[Fix] = []
    if not re.fullmatch(r"---[ \t]*", lines[0]):
        return text, changes
    closing = next((index for index in range(1, len(lines)) if re.fullmatch(r"---[ \t]*", lines[index])), 0)
    end = end_of_keys(lines[1 : closing or len(lines)], is_closed=closing > 0)
    for number in list(lines_of_keys(lines[1 : end + 1])):
        old = lines[number + 1]
        new = _fix_line(old)
        if new != old:
            changes.append(Fix(number + 2, old.rstrip().replace("\t", "\\t"), new.rstrip()))
            lines[number + 1] = new
    return "\n".join(lines), changes


def _fix_line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" \t\u3000\u00a0"))]
    line = re.sub("[\t\u3000]", "  ", indent).replace("\u00a0", " ") + line[len(indent) :]
    match = _KEY_LINE.fullmatch(line)
    if not match:
        return line
    start, key, value = match.groups()
    if (quoted := _QUOTED.fullmatch(value)) and _SMART[quoted["open"]] == quoted["close"]:
        value = in_double_quotes(quoted["inside"])
    elif value.startswith("//"):
        # Not a key: the colon belongs to an address.
        return line
    elif re.fullmatch(r"\[[^\"'#]*[，、][^\"'#]*\]", value):
        value = re.sub("[ ]*[，、][ ]*", ", ", value)
    # Behind a plain space, others are part of what stands there: YAML takes no sign behind them for one of its own.
    has_sign = re.match(r"[ \u3000]*(?:：|:[\u3000\u00a0])", line[len(start + key) :])
    if has_sign or value != match[3]:
        return f"{start}{key}: {value}".rstrip()
    return line
