"""Keep the search terms of every entry on disk, and bring the published index up to date with them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from gmooc.outputs.search_plan import Plan
from gmooc.outputs.search_update import update_index
from gmooc.publish import write
from gmooc.sources import digest_of

Location = tuple[int, int]
Digests = dict[str, bytes]


def write_index(terms: Path, entries: dict[str, Location], out: Path, halves: Iterable[int] = (0, 1)) -> Digests:
    """Write every file of the index, or of one half of it, below `out`; give the digest of each."""
    from gmooc.outputs.search_build import HALVES

    store = SearchStore(terms)
    plan = Plan.over(entries)
    digests: Digests = {}
    for half in halves:
        for path, content in HALVES[half](plan, lambda key: store.get(entries[key])):
            write(out, path, content)
            digests[path] = digest_of(content)
    store.close()
    return digests


class SearchStore:
    """A file of search terms that only grows; a place in it, once given, stays good until the file is replaced."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        # Several processes may add at once: each piece goes to the end, whole.
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)

    def add(self, terms: bytes) -> Location:
        """Keep the terms of one entry and say where they lie."""
        if os.write(self.file, terms) != len(terms):
            raise OSError(f"{self.path}: no room left")
        return (os.lseek(self.file, 0, os.SEEK_CUR) - len(terms), len(terms))

    def get(self, location: Location) -> bytes:
        """Give the terms that lie at a place."""
        os.lseek(self.file, location[0], os.SEEK_SET)
        return os.read(self.file, location[1])

    def close(self) -> None:
        """Close the file."""
        os.close(self.file)

    def again(self) -> SearchStore:
        """Open the same file for another process, which needs a position of its own in it."""
        return SearchStore(self.path)

    def update(
        self, before: dict[str, Location], after: dict[str, Location], site: Path
    ) -> tuple[dict[str, bytes], set[str]]:
        """Give the files of the index in `site` that change, and those that go, between two sets of entries."""
        changes = [
            (key, self._blob(before.get(key)), self._blob(after.get(key)))
            for key in sorted(before.keys() | after.keys())
            if before.get(key) != after.get(key)
        ]
        if not changes:
            return {}, set()
        return update_index(
            before, after, changes, lambda path: (site / path).read_bytes(), lambda key: self.get(after[key])
        )

    def _blob(self, location: Location | None) -> bytes | None:
        return None if location is None else self.get(location)
