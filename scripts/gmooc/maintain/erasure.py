"""Remove a person from the content, keep the work, and look for traces in everything that was published.

A name is found however it is written: in either case, in every spelling that looks the same, across a line end, and as
HTML, addresses and JSON write it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml
from anyascii import anyascii

from gmooc.core.files import LOADER
from gmooc.core.slugs import slug_of
from gmooc.maintain.spellings import fold_name, fold_spelling, folded_pattern, is_of_url, is_same, pattern, splits_words

WITHDRAWN = "(name withdrawn)"
# In an address a space or a bracket would be out of place.
_IN_ADDRESS = "withdrawn"
UNNAMED_TEAM = "Unnamed team"
# Lists whose entries are people.
_PEOPLE = ("members", "contributors")
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


class Edited(NamedTuple):
    """A content file without the person: `removed` entries of lists of people, and `covered` other mentions."""

    text: str
    removed: int
    covered: int


def erase(text: str, name: str) -> Edited:
    """Take a person out of the text of one content file; comments, order and everything else stay."""
    fences = list(_FENCE.finditer(text))
    removed = 0
    if len(fences) >= 2 and fences[0].start() == 0:
        start, end = fences[0].end() + 1, fences[1].start()
        front_matter, removed = _without_entries(text[start:end], name)
        text = text[:start] + front_matter + text[end:]
    text, covered = _covered(text, name)
    return Edited(text, removed, covered)


# Entries of people in the front matter.


def _without_entries(front_matter: str, name: str) -> tuple[str, int]:
    try:
        root = yaml.compose(front_matter, Loader=LOADER)
    except yaml.YAMLError:
        return front_matter, 0
    spans = sorted(_spans(root, front_matter, name), reverse=True)
    for start, end, replacement in spans:
        front_matter = front_matter[:start] + replacement + front_matter[end:]
    return front_matter, len(spans)


def _spans(node: Any, text: str, name: str) -> Iterator[tuple[int, int, str]]:
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        if key.value in _PEOPLE and isinstance(value, yaml.SequenceNode):
            yield from _entries(value, text, name)
        elif key.value == "team" and isinstance(value, yaml.MappingNode):
            yield from _spans(value, text, name)
            yield from (
                (inner.start_mark.index, inner.end_mark.index, UNNAMED_TEAM)
                for label, inner in value.value
                if label.value == "name" and isinstance(inner, yaml.ScalarNode) and is_same(inner.value, name)
            )


def _entries(sequence: yaml.SequenceNode, text: str, name: str) -> Iterator[tuple[int, int, str]]:
    people = sequence.value
    gone = [number for number, person in enumerate(people) if _is_person(person, name)]
    for number in gone:
        if sequence.flow_style:
            start = people[number].start_mark.index
            end = people[number].end_mark.index
            # With an entry goes the comma behind it, or before it if it is the last that stays.
            after = re.compile(r"\s*,\s*").match(text, end)
            before = re.compile(r"\s*,\s*$").search(text, 0, start)
            if after:
                end = after.end()
            elif before and number - 1 not in gone:
                start = before.start()
            yield start, end, ""
        else:
            # The hyphen of an entry stands before its node, on the same line.
            start = text.rfind("\n", 0, text.rfind("-", 0, people[number].start_mark.index + 1)) + 1
            end = text.find("\n", _last_sign(people[number])) + 1
            yield start, end or len(text), ""


def _is_person(node: Any, name: str) -> bool:
    return isinstance(node, yaml.MappingNode) and any(
        key.value == "name" and isinstance(value, yaml.ScalarNode) and is_same(value.value, name)
        for key, value in node.value
    )


def _last_sign(node: Any) -> int:
    """Return where the last value within a node ends; the node itself ends only where the next one begins."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return max(_last_sign(value) for _, value in node.value)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return max(_last_sign(value) for value in node.value)
    return int(node.end_mark.index) - (1 if node.end_mark.column == 0 else 0)


# Other mentions.


def _covered(text: str, name: str) -> tuple[str, int]:
    return pattern(name).subn(lambda match: _IN_ADDRESS if is_of_url(match[0]) else WITHDRAWN, text)


# Traces.


def traces(folder: Path, name: str, *, words: frozenset[str] = frozenset()) -> list[str]:
    """Name the files below a folder that hold a name in any form, or one of `words` that only it had."""
    files = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path.as_posix() for path in files if is_in_path(path, name) or _holds(folder, path, name, words)]


def is_in_path(path: Path, name: str) -> bool:
    """Whether a path holds a name of several words as addresses are made of names: in Latin letters, with hyphens."""
    slugs = {slug_of(name), "-".join(re.findall(r"[a-z0-9]+", anyascii(name).lower()))}
    found = "|".join(re.escape(slug) for slug in slugs if "-" in slug)
    return bool(found) and re.search(rf"(?<![a-z0-9])(?:{found})(?![a-z0-9])", path.as_posix().lower()) is not None


def _holds(folder: Path, path: Path, name: str, words: frozenset[str]) -> bool:
    # Words are looked for where texts were taken apart; elsewhere they may be part of anything.
    words = words if "search" in path.parts else frozenset()
    wanted = folded_pattern(name)
    for text in _readings((folder / path).read_bytes().decode("utf-8", errors="ignore")):
        found = fold_spelling(text)
        if wanted.search(found) or any(word in found for word in words):
            return True
    return False


def _readings(text: str) -> Iterator[str]:
    """Yield a text as it is, and as those read it who undo the escapes of HTML, of addresses and of JSON."""
    yield text
    if "&" in text:
        text = html.unescape(text)
        yield text
    if "\\u" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    if "%" in text or "+" in text:
        yield unquote(text)
        yield unquote(text.replace("+", " "))


def own_words(name: str, texts: list[str]) -> frozenset[str]:
    """Return the parts of a name that stand in none of the texts: the search index holds words, not whole names."""
    rest = fold_spelling("\n".join(texts))
    parts = {part for part in re.findall(r"\w+", fold_name(name)) if len(part) > 3}
    # Words of scripts that part none are indexed by two signs.
    parts |= {
        pair
        for word in fold_name(name).split()
        for pair in map("".join, pairwise(word))
        if not splits_words(pair[0]) and pair.isalnum()
    }
    return frozenset(part for part in parts if part not in rest)
