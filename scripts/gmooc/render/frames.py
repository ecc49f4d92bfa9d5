"""Fill the frames that the engine drew with pages, by joining strings."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from gmooc.core.files import digest_of
from gmooc.core.languages import SLOT_CLOSE, SLOT_OPEN, SLOTS
from gmooc.render.page import Page
from gmooc.text.markdown import Heading

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
        link = (
            f'<a href="#{html.escape(heading.id)}" class="md-nav__link">'
            f'<span class="md-ellipsis">{html.escape(heading.text)}</span></a>'
        )
        if heading.level == 2:
            close()
            out.append(f'<li class="md-nav__item">{link}')
        elif heading.level == 3 and out:
            inner.append(f'<li class="md-nav__item">{link}</li>')
    close()
    return "".join(out)
