"""Measure the pictures that lie beside entries, and name their published copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import gmooc.core.problem_messages as messages
from gmooc.content.published import LISTS
from gmooc.core.files import ContentFile
from gmooc.core.problem_messages import Message, message_of
from gmooc.core.problems import Problem
from gmooc.text.images import ENDINGS, Size, published_size
from gmooc.text.markdown import Image

# What a picture was found to be: digest, width, height, and why it cannot be published, or None.
Measured = tuple[bytes, int, int, Message | None]
_Thing = TypeVar("_Thing")
_Done = TypeVar("_Done")


def map_in_threads(work: Callable[[_Thing], _Done], things: Sequence[_Thing], jobs: int) -> Iterator[_Done]:
    """Yield the result of work on each thing, in order, in as many threads as jobs: Pillow decodes without the lock."""
    if jobs == 1 or len(things) < 2:
        yield from map(work, things)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(work, things)


def should_be_picture(path: str) -> bool:
    """Whether a file below content/ should be a picture: it is neither a text nor a list of what was published."""
    return not path.endswith(".md") and path not in LISTS


def problems_of_pictures(pictures: dict[str, Measured]) -> list[Problem]:
    """Return a problem for each file that should be a picture and cannot be published."""
    return [
        Problem(path, 1, 1, "E109", *message_of(messages.OF_PICTURE, message=fault))
        for path, (*_, fault) in pictures.items()
        if fault
    ]


def images_of(pictures: dict[str, Measured]) -> dict[str, Image]:
    """Return the published picture of each source that has one."""
    return {
        path: Image(address(digest), width, height)
        for path, (digest, width, height, fault) in pictures.items()
        if not fault
    }


def address(digest: bytes) -> str:
    """Return the published address of a picture; it is named by its content, so it may be kept for ever."""
    return f"pictures/{digest.hex()[:20]}.webp"


def measure(path: str, file: ContentFile) -> Measured:
    """Return the digest and size of a file that should be a picture, or why it cannot be published."""
    if not path.lower().endswith(ENDINGS):
        return (file.digest, 0, 0, message_of(messages.NO_PICTURE))
    size = published_size(file.read())
    if isinstance(size, Size):
        return (file.digest, *size, None)
    return (file.digest, 0, 0, size)
