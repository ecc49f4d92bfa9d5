"""A page to be filled into a frame, and its location: the way to the site's root, and its language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gmooc.core.i18n import Words, words_of
from gmooc.core.languages import SOURCE_LANGUAGE, prefix_of
from gmooc.core.urls import relative_url
from gmooc.text.markdown import Heading

if TYPE_CHECKING:
    from gmooc.content.entry import Entry


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


class PageLocation(NamedTuple):
    """A page's place: `root` leads to the root of the site, `home` to the home page in the page's language."""

    root: str
    home: str
    words: Words

    @property
    def language(self) -> str:
        return self.words.language

    def link_to(self, entry: Entry) -> str:
        """Return the way to the page of a translation, or to that of an original with a frame in this language."""
        return (self.root if entry.translation else self.home) + entry.url


def location_at(url: str, language: str = SOURCE_LANGUAGE) -> PageLocation:
    """Return the place of the page at a URL relative to the root of the site."""
    return location_of(relative_url("", url), language)


def location_of(root: str, language: str = SOURCE_LANGUAGE) -> PageLocation:
    """Return the place of a page whose way to the root is known."""
    return PageLocation(root, root + prefix_of(language), words_of(language))
