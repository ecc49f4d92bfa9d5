"""A target: files of the site that are rendered from the same inputs; and what outputs may depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from gmooc.content.catalogue import Catalogue
from gmooc.content.published import Ledger
from gmooc.core.files import Blob, ContentFile
from gmooc.core.settings import Settings
from gmooc.render.frames import Frame, fill
from gmooc.render.page import Page
from gmooc.text.markdown import Image


class Target(NamedTuple):
    """Files of the site that are rendered from the same inputs.

    `paths` are relative to the root of the site. `render` is given `inputs` and nothing else, so that the same inputs
    always make the same bytes; it returns the bytes of the only path, a page to be filled into `frame`, or yields the
    bytes of one path after another. `cost` tells how long that takes, against the page of an entry; what costs nothing
    to speak of is not worth a worker. `is_canonical` is false for a page whose text has its address elsewhere.
    """

    paths: tuple[str, ...]
    inputs: tuple[Any, ...]
    render: Callable[..., Page | bytes | Iterable[bytes]]
    frame: Frame | None = None
    cost: int = 0
    is_canonical: bool = True

    @property
    def indexed_url(self) -> str | None:
        """Return the address that search engines may index; None for a file that is no page, or no page of its own."""
        return self.paths[0].removesuffix("index.html") if self.frame and self.is_canonical else None

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the bytes of each file."""
        made = self.render(*self.inputs)
        if isinstance(made, Page):
            assert self.frame is not None
            made = fill(self.frame, made)
        yield from zip(self.paths, (made,) if isinstance(made, bytes) else made, strict=True)


class Kept(NamedTuple):
    """The pieces kept of an entry or a free page, which `blob` finds by the digest of what was parsed and a name."""

    digest: bytes
    blob: Callable[[bytes, str], Blob]

    @property
    def entry(self) -> Blob:
        """Return the whole entry."""
        return self.blob(self.digest, "entry")

    @property
    def document(self) -> Blob:
        """Return what search finds of it."""
        return self.blob(self.digest, "document")

    @property
    def lines(self) -> Blob:
        """Return its lines in dumps."""
        return self.blob(self.digest, "lines")


class OutputContext(NamedTuple):
    """Everything an output may look at when it lists its targets; what a target shows has to be among its inputs.

    `kept` has, by the keys of cards and of free pages, the pieces of each, and `searched` are the keys of what search
    finds; `images` are the published pictures by the path of their source, `pictures` the sources that entries use;
    `changed` says for the key of a translation which sections of its original changed since; `figures` are those that
    the home page states in each language, `goal_words` what readers call a goal when they name its number. `tools` are
    the files of the project that make the site.
    """

    catalogue: Catalogue
    settings: Settings
    frames: dict[str, Frame]
    kept: dict[str, Kept]
    searched: frozenset[str]
    ledger: Ledger
    images: dict[str, Image]
    pictures: tuple[ContentFile, ...]
    changed: dict[str, tuple[tuple[str, str], ...]]
    figures: dict[str, tuple[tuple[str, str], ...]]
    goal_words: tuple[str, ...]
    tools: dict[str, ContentFile]

    def page(self, frame: str, path: str, inputs: tuple[object, ...], render: Callable[..., object]) -> list[Target]:
        """List a page that fills a frame; none if this content has no file that the frame is drawn of."""
        found = self.frames.get(frame)
        return [Target((path,), inputs, render, found)] if found else []  # type: ignore[arg-type]
