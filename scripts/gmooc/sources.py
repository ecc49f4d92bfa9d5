"""Read what lies below a folder: every file with a digest, hashed again only when it may have changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

# File systems stamp times in ticks; a file that changed within one of its last reading may bear the same stamp.
TICK = 2_000_000_000


class Source(NamedTuple):
    """A file: `stamp` is what the file system says of it, `digest` the hash of its bytes."""

    stamp: tuple[int, int, int, int]
    digest: bytes


def digest_of(content: bytes) -> bytes:
    """Give the hash by which two contents count as the same."""
    return hashlib.blake2b(content, digest_size=16).digest()


def read_sources(
    root: Path,
    known: dict[str, Source],
    known_at: int,
    wanted: Callable[[str], bool] = lambda path: True,
    notice: Callable[[str, bytes], None] = lambda path, content: None,
) -> dict[str, Source]:
    """Give the files below a folder by their path from it, in order; `known` was read at `known_at` (nanoseconds).

    Links are passed over: what they point to may lie anywhere. Whatever is read is shown to `notice`.
    """
    found: dict[str, Source] = {}
    for path, entry in _walk(str(root), ""):
        if not wanted(path):
            continue
        status = entry.stat(follow_symlinks=False)
        stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        before = known.get(path)
        if before is not None and before[0] == stamp and max(stamp[0], stamp[1]) < known_at - TICK:
            found[path] = Source(*before)
        else:
            with open(f"{root}/{path}", "rb") as file:
                content = file.read()
            notice(path, content)
            found[path] = Source(stamp, digest_of(content))
    return found


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield prefix + entry.name, entry
