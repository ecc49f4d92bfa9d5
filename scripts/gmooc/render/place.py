"""Say where a page stands: the way from it to the site's root, and the language it speaks."""

from __future__ import annotations

from typing import NamedTuple

from gmooc.content.entry import Entry
from gmooc.core.i18n import SOURCE, Words, words_of
from gmooc.core.languages import prefix_of


class Place(NamedTuple):
    """A page's place: `root` leads to the root of the site, `home` to the home page in the page's language."""

    root: str
    home: str
    words: Words

    @property
    def language(self) -> str:
        return self.words.language

    def link_to(self, entry: Entry) -> str:
        """Give the way to the page of a translation, or to that of an original among words in the place's language."""
        return (self.root if entry.translation else self.home) + entry.url


def place_of(root: str, language: str = SOURCE) -> Place:
    """Give the place of a page whose way to the root is known."""
    return Place(root, root + prefix_of(language), words_of(language))
