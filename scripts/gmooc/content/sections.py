"""Split the text of a file into sections with a digest each, and return which changed since a translation was made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from gmooc.content.entry import is_record_path
from gmooc.core.files import ContentFile
from gmooc.text.dialect import given_ids, without_attributes
from gmooc.text.document import read_document
from gmooc.text.front_matter import write_lines
from gmooc.text.markdown import Anchors, written_headings

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
SECTION_LEVEL = 2


class Section(NamedTuple):
    """A part of a text: the anchor and title of its heading, and the digest of its words.

    What stands in the front matter is called `head`; what stands before the first heading, `start`.
    """

    anchor: str
    title: str
    digest: str

    @property
    def mark(self) -> str:
        """Return what a translation notes of it."""
        return f"{self.anchor} {self.digest}"


# An original is asked about for each of its translations.
@lru_cache(64)
def sections_of(path: str, text: bytes) -> tuple[Section, ...]:
    """Return the sections of a file, parted at its second-level headings."""
    document, _ = read_document(path, text)
    headings = anchored_headings(document.body, is_free=not is_record_path(path))
    told = Section(HEAD, "", _digest("\n".join(_told(document.values))))
    return (told, *_sections(document.body, headings))


class AnchoredHeading(NamedTuple):
    """A second-level heading: the line it begins in, the id that its page gives it, and its text."""

    line: int
    anchor: str
    text: str


def anchored_headings(body: str, *, is_free: bool) -> tuple[AnchoredHeading, ...]:
    """Return the second-level headings that stand in lines of a body, by the rule of its page.

    Only a free page knows attribute lists.
    """
    lines = body.split("\n")
    names = given_ids(body) if is_free else {}
    anchors = Anchors(names.values())
    found = []
    for line, level, text, _ in written_headings(without_attributes(body) if is_free else body):
        anchor = names.get(line) or anchors.add(text)
        if line and level == SECTION_LEVEL and line <= len(lines):
            found.append(AnchoredHeading(line, anchor, text))
    return tuple(found)


def marks_of(path: str, text: bytes) -> tuple[str, ...]:
    """Return what a translation notes of the original it was made from."""
    # They stand in the front matter, and to read a body takes ten times as long.
    document, _ = read_document(path, text[: text.find(b"\n---", 3) + 5] if _MARKS in text else b"")
    marks = document.values.get("source_hash", ())
    return tuple(map(str, marks)) if isinstance(marks, list | tuple) else ()


def changed_since(marks: tuple[str, ...], sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections that are not as they were when a translation was marked; one without marks says nothing."""
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
    head = [*without_key("source_hash", lines[:end])]
    ending = "\r" if lines[0].endswith("\r") else ""
    marks = write_lines({"source_hash": [section.mark for section in sections]}, default_flow_style=False)
    written = [f"{line}{ending}" for line in marks.split("\n")]
    return "\n".join([*head, *written, *lines[end:]])


def without_key(key: str, lines: list[str]) -> Iterator[str]:
    """Yield lines of front matter but for a key and the lines of its value."""
    is_value = False
    for line in lines:
        is_value = line.startswith(f"{key}:") or (is_value and line.startswith((" ", "-")))
        if not is_value:
            yield line


def _sections(body: str, headings: tuple[AnchoredHeading, ...]) -> Iterator[Section]:
    lines = [line.rstrip() for line in body.split("\n")]
    ends = [*(heading.line - 1 for heading in headings), len(lines)]
    first = "\n".join(lines[: ends[0]])
    if first.strip():
        yield _section(START, "", first)
    for heading, end in zip(headings, ends[1:], strict=True):
        yield _section(heading.anchor, heading.text, "\n".join(lines[heading.line : end]))


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


def _section(anchor: str, title: str, words: str) -> Section:
    return Section(anchor, title, _digest(f"{title}\n{words}"))


def _digest(text: str) -> str:
    words = " ".join(text.split())
    return blake2b(words.encode(), digest_size=4).hexdigest()
