"""A file of the site, or several that are rendered together, with all that they are rendered from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from gmooc.render.frames import Frame, fill
from gmooc.render.page import Page


class Target(NamedTuple):
    """Files of the site that are rendered from the same inputs.

    `paths` are relative to the root of the site. `render` is given `inputs` and nothing else, so that the same inputs
    always make the same bytes; it returns the bytes of the only path, a page to be filled into `frame`, or yields the
    bytes of one path after another. `cost` tells how long that takes, against the page of an entry; what costs nothing
    to speak of is not worth a worker.
    """

    paths: tuple[str, ...]
    inputs: tuple[Any, ...]
    render: Callable[..., Page | bytes | Iterable[bytes]]
    frame: Frame | None = None
    cost: int = 0

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the bytes of each file."""
        made = self.render(*self.inputs)
        if isinstance(made, Page):
            assert self.frame is not None
            made = fill(self.frame, made)
        yield from zip(self.paths, (made,) if isinstance(made, bytes) else made, strict=True)
