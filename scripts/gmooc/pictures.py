"""Find the pictures that lie beside entries, and plan their published copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from gmooc.images import ENDINGS, Size, encode, encode_card, encode_small, published_size
from gmooc.outputs.page import Plan
from gmooc.problems import Problem
from gmooc.prose import Image
from gmooc.records import is_record_folder
from gmooc.sources import Source

# What a picture was found to be: digest, width, height, and why it cannot be published.
Known = tuple[bytes, int, int, str]


def read_pictures(
    content: Path, sources: dict[str, Source], known: dict[str, Known]
) -> tuple[dict[str, Known], tuple[Problem, ...]]:
    """Look at every picture in the folders of records; one that was looked at before is not opened again."""
    found: dict[str, Known] = {}
    problems: list[Problem] = []
    for path, source in sources.items():
        if not is_record_folder(path) or path.endswith(".md"):
            continue
        before = known.get(path)
        found[path] = before if before and before[0] == source.digest else _look(content, path, source)
        if found[path][3]:
            problems.append(Problem(path, 1, 1, "E109", f"picture: {found[path][3]}"))
    return found, tuple(problems)


def images_of(pictures: dict[str, Known]) -> dict[str, Image]:
    """Give the published picture of each source that has one."""
    return {
        path: Image(address(digest), width, height)
        for path, (digest, width, height, fault) in pictures.items()
        if not fault
    }


def address(digest: bytes) -> str:
    """Give the published address of a picture; it is named by its content, so it may be kept for ever."""
    return f"pictures/{digest.hex()[:20]}.webp"


def picture_plans(
    content: Path, cache: Path, pictures: dict[str, Known], used: Iterable[str], covers: frozenset[str]
) -> Iterator[Plan]:
    """Plan the published copies of the pictures that entries use; `covers` are the addresses that cards show."""
    for digest, path in sorted({pictures[path][0]: path for path in used if path in pictures}.items()):
        if not pictures[path][3]:
            large = Image(address(digest))
            for url, make in ((large.url, encode), (large.small, encode_small), (large.card, encode_card)):
                if make is not encode_card or url in covers:
                    yield Plan(url, (digest,), partial(_encoded, content / path, cache / url, make))


def _encoded(source: Path, kept: Path, make: Callable[[bytes], bytes]) -> bytes:
    if kept.exists():
        return kept.read_bytes()
    encoded = make(source.read_bytes())
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_bytes(encoded)
    part.replace(kept)
    return encoded


def _look(content: Path, path: str, source: Source) -> Known:
    if not path.lower().endswith(ENDINGS):
        return (source.digest, 0, 0, "only write-ups and JPEG, PNG, WebP, GIF or AVIF pictures belong here")
    size = published_size((content / path).read_bytes())
    if isinstance(size, Size):
        return (source.digest, *size, "")
    return (source.digest, 0, 0, size)
