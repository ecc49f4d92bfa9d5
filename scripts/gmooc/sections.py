"""Part the text of a file into sections with a digest each, and say which changed since a translation was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from gmooc.documents import read_document
from gmooc.front_matter import write_lines
from gmooc.sources import ContentFile

# Keys whose values are sentences; the others (dates, codes, addresses) are the same in every language.
_TOLD = frozenset(
    (
        *("title", "headline", "description", "summary", "theme", "date_text", "eligibility", "name", "note", "credit"),
        *("certificate", "stage", "award", "fact", "alt", "how", "role", "text"),
    )
)
# What is told elsewhere, or is the same in every language.
_OTHER = frozenset(("resources", "names", "members", "contributors"))
_MARKS = b"\nsource_hash:"
HEAD, START = "head", "start"
_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r"## +(.+?)(?: *#* *)$")
_ID = re.compile(r" *\{#([\w-]+)\}$")


class Section(NamedTuple):
    """A part of a text: the anchor and title of its heading, and the digest of its words.

    What stands in the front matter is called `head`; what stands before the first heading, `start`.
    """

    anchor: str
    title: str
    digest: str

    @property
    def mark(self) -> str:
        """Give what a translation notes of it."""
        return f"{self.anchor} {self.digest}"


# An original is asked about for each of its translations.
@lru_cache(64)
def sections_of(path: str, text: bytes) -> tuple[Section, ...]:
    """Part a file at its second-level headings."""
    document, _ = read_document(path, text)
    found = [Section(HEAD, "", _digest("\n".join(_told(document.values))))]
    for title, lines in _parts(document.body):
        words = "\n".join(lines)
        if title or words.strip():
            found.append(_section(title, words))
    return tuple(found)


def marks_of(path: str, text: bytes) -> tuple[str, ...]:
    """Give what a translation notes of the original it was made from."""
    # They stand in the front matter, and to read a body takes ten times as long.
    document, _ = read_document(path, text[: text.find(b"\n---", 3) + 5] if _MARKS in text else b"")
    marks = document.values.get("source_hash", ())
    return tuple(map(str, marks)) if isinstance(marks, list | tuple) else ()


def changed_since(marks: tuple[str, ...], sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Give the sections that are not as they were when a translation was marked; one without marks says nothing."""
    return tuple(section for section in sections if section.mark not in marks) if marks else ()


def changed_sections(original: ContentFile, translation: ContentFile) -> tuple[tuple[str, str], ...]:
    """Return the anchors and titles of what changed in an original since its translation was marked."""
    marks = marks_of(translation.path, translation.read())
    if not marks:
        return ()
    changed = changed_since(marks, sections_of(original.path, original.read()))
    return tuple((section.anchor, section.title) for section in changed)


def with_marks(text: str, sections: tuple[Section, ...]) -> str:
    """Write into the front matter of a translation which sections it was made from; nothing else changes."""
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines) if number and line.rstrip("\r") == "---")
    head = [*_without_marks(lines[:end])]
    ending = "\r" if lines[0].endswith("\r") else ""
    marks = write_lines({"source_hash": [section.mark for section in sections]}, default_flow_style=False)
    written = [f"{line}{ending}" for line in marks.split("\n")]
    return "\n".join([*head, *written, *lines[end:]])


def _without_marks(lines: list[str]) -> Iterator[str]:
    is_marks = False
    for line in lines:
        is_marks = line.startswith("source_hash:") or (is_marks and line.startswith((" ", "-")))
        if not is_marks:
            yield line


def _parts(body: str) -> Iterator[tuple[str, list[str]]]:
    title, lines, fence = "", list[str](), ""
    for line in body.splitlines():
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1] == fence):
            fence = "" if fence else mark[1]
        heading = None if fence else _HEADING.match(line)
        if heading:
            yield title, lines
            title, lines = heading[1], []
        else:
            lines.append(line.rstrip())
    yield title, lines


def _section(title: str, words: str) -> Section:
    named = _ID.search(title)
    title = title[: named.start()] if named else title
    plain = re.sub(r"[^\w\- ]+", "", title.lower()).strip().replace(" ", "-")
    anchor = named[1] if named else plain or START
    return Section(anchor, title, _digest(f"{title}\n{words}"))


def _told(values: Any, key: str = "") -> Iterator[str]:
    if isinstance(values, dict):
        for name, value in values.items():
            if name not in _OTHER:
                yield from _told(value, name)
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _told(value, key)
    elif key in _TOLD:
        yield str(values)


def _digest(text: str) -> str:
    words = " ".join(text.split())
    return blake2b(words.encode(), digest_size=4).hexdigest()
