"""Everything an output may look at when it lists its targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gmooc.content.catalogue import Catalogue
from gmooc.content.published import Ledger
from gmooc.core.files import Blob, ContentFile
from gmooc.core.settings import Settings
from gmooc.render.frames import Frame
from gmooc.render.target import Target
from gmooc.text.markdown import Image


class Kept(NamedTuple):
    """The pieces kept of an entry or a free page: the entry itself, its search document, its lines in dumps."""

    entry: Blob
    document: Blob
    lines: Blob


class OutputContext(NamedTuple):
    """Everything an output may look at when it lists its targets; what a target shows has to be among its inputs.

    `urls` are the addresses of all pages that have a record or a file; `kept` has, by the keys of cards and of free
    pages, the pieces of each, and `searched` are the keys of what search finds; `images` are the published pictures by
    the path of their source, `pictures` the sources that entries use; `changed` says for the key of a translation which
    sections of its original changed since; `figures` are those that the home page states in each language. `tools` are
    the files of the project that make the site.
    """

    catalogue: Catalogue
    settings: Settings
    frames: dict[str, Frame]
    urls: tuple[str, ...]
    kept: dict[str, Kept]
    searched: frozenset[str]
    ledger: Ledger
    images: dict[str, Image]
    pictures: tuple[ContentFile, ...]
    changed: dict[str, tuple[tuple[str, str], ...]]
    figures: dict[str, tuple[tuple[str, str], ...]]
    tools: dict[str, ContentFile]

    def page(self, frame: str, path: str, inputs: tuple[object, ...], render: Callable[..., object]) -> list[Target]:
        """List a page that fills a frame; none if this content has no file that the frame is drawn of."""
        found = self.frames.get(frame)
        return [Target((path,), inputs, render, found)] if found else []  # type: ignore[arg-type]
