"""Keep the search terms of every entry on disk, and bring the published index up to date with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gmooc.outputs.search_update import update_index
from gmooc.publish import write
from gmooc.sources import digest_of

Location = tuple[int, int]


def write_index(terms: Path, entries: dict[str, Location], out: Path) -> dict[str, bytes]:
    """Write every file of the index below `out`; give the digest of each."""
    store = SearchStore(terms, is_new=False)
    digests: dict[str, bytes] = {}
    for path, content in store.index(entries):
        write(out, path, content)
        digests[path] = digest_of(content)
    store.close()
    return digests


class SearchStore:
    """A file of search terms that only grows; a place in it, once given, stays good until the file is replaced."""

    def __init__(self, path: Path, *, is_new: bool) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file: BinaryIO = open(path, "w+b" if is_new or not path.exists() else "r+b")  # noqa: SIM115  Lives as long as the build.
        self.end = self.file.seek(0, 2)

    def add(self, terms: bytes) -> Location:
        """Keep the terms of one entry and say where they lie."""
        self.file.seek(self.end)
        self.file.write(terms)
        location = (self.end, len(terms))
        self.end += len(terms)
        return location

    def get(self, location: Location) -> bytes:
        """Give the terms that lie at a place."""
        self.file.seek(location[0])
        return self.file.read(location[1])

    def close(self) -> None:
        """Write everything down."""
        self.file.close()

    def index(self, entries: dict[str, Location]) -> Iterator[tuple[str, bytes]]:
        """Give every file of the index over the entries."""
        from gmooc.outputs.search_build import build_index

        yield from build_index(entries, lambda key: self.get(entries[key]))

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
