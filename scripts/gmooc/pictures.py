"""Find the pictures that lie beside entries, and plan their published copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from gmooc.images import ENDINGS, Size, encode, encode_card, encode_small, published_size
from gmooc.ledger import LISTS
from gmooc.outputs.page import Plan
from gmooc.problems import Problem
from gmooc.prose import Image
from gmooc.sources import Source

# What a picture was found to be: digest, width, height, and why it cannot be published.
Known = tuple[bytes, int, int, str]
Thing = TypeVar("Thing")
Done = TypeVar("Done")


def read_pictures(
    content: Path, sources: dict[str, Source], known: dict[str, Known], jobs: int = 1
) -> tuple[dict[str, Known], tuple[Problem, ...]]:
    """Look at everything that should be a picture; one that was looked at before is not opened again."""
    paths = [path for path in sources if not path.endswith(".md") and path not in LISTS]
    unknown = [path for path in paths if path not in known or known[path][0] != sources[path].digest]
    looked = side_by_side(lambda path: _look(content, path, sources[path]), unknown, jobs)
    known = known | dict(zip(unknown, looked, strict=True))
    found = {path: known[path] for path in paths}
    problems = [Problem(path, 1, 1, "E109", f"picture: {fault}") for path, (_, _, _, fault) in found.items() if fault]
    return found, tuple(problems)


def side_by_side(work: Callable[[Thing], Done], things: Sequence[Thing], jobs: int) -> Iterator[Done]:
    """Do what is worth a thread of its own, in order: what decodes and encodes pictures lets other threads run."""
    if jobs == 1 or len(things) < 2:
        yield from map(work, things)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(work, things)


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
                    yield Plan(url, (digest,), partial(_encoded, content / path, cache / url, make), is_heavy=True)


def _encoded(source: Path, kept: Path, make: Callable[[bytes], bytes]) -> bytes:
    if kept.exists():
        return kept.read_bytes()
    encoded = make(source.read_bytes())
    kept.parent.mkdir(parents=True, exist_ok=True)
    # The copies of one picture differ in their endings alone, and are made side by side.
    part = kept.with_name(f"{kept.name}.part")
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
