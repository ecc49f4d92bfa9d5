"""One page as a value: what is filled into a frame."""

from __future__ import annotations

from typing import NamedTuple

from gmooc.text.markdown import Heading


class Page(NamedTuple):
    """A page in the making: `frame` names the frame, `url` ends in a slash and is relative to the site's root.

    `title`, `description` are plain text; `body`, `head`, `notice`, which stands above all, and `hero`, which ends the
    hero, are HTML; `source` is the file below content/ that "Improve this page" opens, or empty for pages that nobody
    edits. `canonical` is the address of the same text in the language it was written in, `languages` are the entries of
    the language switch.
    """

    url: str
    frame: str
    title: str
    description: str
    body: str
    contents: tuple[Heading, ...] = ()
    source: str = ""
    head: str = ""
    language: str = "en"
    canonical: str = ""
    languages: str = ""
    notice: str = ""
    hero: str = ""
