"""The frames: pages that MkDocs draws once with slots, and that are filled many times by joining bytes.

`FRAMES` names those that no free page introduces; the frames of lists are the free pages in `HUBS`.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from gmooc.core.files import digest_of
from gmooc.core.languages import LANGUAGES
from gmooc.model.kinds import KINDS
from gmooc.render.language_links import lang_attributes
from gmooc.render.page import Page
from gmooc.text.markdown import Heading

SLOT_OPEN, SLOT_CLOSE = "@@gm-", "@@"
SLOTS = ("title", "heading", "description", "url", "head", "body", "contents", "source", "languages", "notice", "hero")
_SLOT = re.compile(f"{re.escape(SLOT_OPEN)}([a-z]+){re.escape(SLOT_CLOSE)}")

REQUIRED_SLOTS = {
    "record": ("title", "description", "body", "contents"),
    "list": ("title", "description", "body"),
    "hub": ("body",),
}


class FrameError(Exception):
    """A frame lacks a slot that its pages need."""


class Frame(NamedTuple):
    """A frame cut at its slots: the texts around them as they are written, and the slots between those.

    `digest` is that of the page it was cut from.
    """

    name: str
    texts: tuple[bytes, ...]
    slots: tuple[str, ...]
    digest: bytes = b""


def cut(name: str, drawn: str, sort: str) -> Frame:
    """Cut a drawn page at its slots; `sort` is record, list or hub."""
    pieces = tuple(_SLOT.split(drawn))
    slots = set(pieces[1::2])
    missing = [slot for slot in REQUIRED_SLOTS[sort] if slot not in slots]
    if missing:
        needed = ", ".join(f"'{SLOT_OPEN}{slot}{SLOT_CLOSE}'" for slot in missing)
        raise FrameError(f"theme/overrides/main.html: frame '{name}': must hold the slot {needed}")
    unknown = slots - set(SLOTS)
    if unknown:
        raise FrameError(f"theme/overrides/main.html: frame '{name}': knows no slot '{sorted(unknown)[0]}'")
    return Frame(name, tuple([text.encode() for text in pieces[::2]]), pieces[1::2], digest_of(drawn.encode()))


def fill(frame: Frame, page: Page) -> bytes:
    """Return the final HTML of a page."""
    values = {
        "title": html.escape(page.title),
        "heading": html.escape(page.title),
        "description": html.escape(page.description),
        "url": html.escape(page.canonical or page.url),
        "source": html.escape(page.source),
        "head": page.head,
        "body": page.body,
        "languages": page.languages,
        "notice": page.notice,
        "hero": page.hero,
        "contents": contents_list(page.contents),
    }
    # Most of a page is its frame, which was encoded once.
    pieces = [b""] * (2 * len(frame.slots) + 1)
    pieces[::2] = frame.texts
    pieces[1::2] = [values[slot].encode() for slot in frame.slots]
    return b"".join(pieces)


def contents_list(headings: tuple[Heading, ...]) -> str:
    """Return the entries of a contents list as Material writes them, two levels deep."""
    out: list[str] = []
    inner: list[str] = []

    def close() -> None:
        if inner:
            out.append(f'<nav class="md-nav"><ul class="md-nav__list">{"".join(inner)}</ul></nav>')
            inner.clear()
        if out:
            out.append("</li>")

    for heading in headings:
        foreign = lang_attributes(heading.language, "")
        link = (
            f'<a href="#{html.escape(heading.id)}" class="md-nav__link">'
            f'<span class="md-ellipsis"{foreign}>{html.escape(heading.text)}</span></a>'
        )
        if heading.level == 2:
            close()
            out.append(f'<li class="md-nav__item">{link}')
        elif heading.level == 3 and out:
            inner.append(f'<li class="md-nav__item">{link}</li>')
    close()
    return "".join(out)


class FrameSpec(NamedTuple):
    """A frame: the address it is drawn at sets its depth, its section the tab that is marked in the header."""

    name: str
    address: str
    section: str
    is_record: bool = False
    language: str = "en"


_RECORDS = tuple(
    FrameSpec(kind.name, f"{kind.folder}/{'_/_/' if kind.has_years else '_/'}", kind.folder, is_record=True)
    for kind in KINDS
)


def hub_frame(name: str, language: str) -> str:
    """Return the name of the frame of a list that a free page introduces."""
    return name if language == "en" else f"{name}.{language}"


def frame_of(kind: str, language: str) -> str:
    """Return the name of the frame for a record by the language that its address begins with, if any.

    English translations, and those in a language without interface words of its own, are framed in English.
    """
    if not language:
        return kind
    return f"{kind}.{language}" if language in LANGUAGES[1:] else f"{kind}.other"


def _translated(frame: FrameSpec, code: str) -> FrameSpec:
    language = "en" if code == "other" else code
    return frame._replace(name=f"{frame.name}.{code}", address=f"{code}/{frame.address}", language=language)


_LISTS = (
    FrameSpec("projects-2", "projects/_/", "projects"),
    FrameSpec("projects-3", "projects/_/_list/", "projects"),
    FrameSpec("projects-4", "projects/_/_/_/", "projects"),
)

_HELP = (FrameSpec("help", "help/", "contribute"), FrameSpec("help-2", "help/_/", "contribute"))

# Frames of hubs are free pages in content/ (their introduction is Markdown); these here have no file.
FRAMES = (
    *_RECORDS,
    *(_translated(frame, code) for code in (*LANGUAGES[1:], "other") for frame in _RECORDS),
    *_LISTS,
    *(_translated(frame, code) for code in LANGUAGES[1:] for frame in _LISTS),
    FrameSpec("projects-5", "projects/_/_/_/_/", "projects"),
    FrameSpec("people", "people/", "about"),
    FrameSpec("people-2", "people/_/", "about"),
    *_HELP,
    *(_translated(frame, code) for code in LANGUAGES[1:] for frame in _HELP),
)


def slot(name: str) -> str:
    """Return the text that marks a slot in a frame."""
    return f"{SLOT_OPEN}{name}{SLOT_CLOSE}"
