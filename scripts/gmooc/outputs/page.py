"""One page as a value: what the press puts into a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gmooc.prose import Heading


class Page(NamedTuple):
    """A page in the making: `frame` names the frame, `url` ends in a slash and is relative to the site's root.

    `title`, `description` are plain text; `body`, `head` and `notice`, which stands above all, are HTML; `source` is
    the file below content/ that "Improve this page" opens, or empty for pages that nobody edits. `canonical` is the
    address of the same text in the language it was written in, `languages` are the entries of the language switch.
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


class Plan(NamedTuple):
    """A file of the site that is not yet made.

    `path` is relative to the root of the site; `inputs` are plain values and Cards, all that `make` looks at, so that
    the same inputs always make the same bytes. `frame` names the frame of a page and is empty for other files. What
    `is_heavy` is worth a thread of its own.
    """

    path: str
    inputs: tuple[Any, ...]
    make: Callable[[], Page | bytes]
    frame: str = ""
    is_heavy: bool = False
