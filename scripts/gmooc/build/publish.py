"""Render the targets whose key is new, and swap the new site with the old one.

Targets are rendered while they are listed, so that those of a large site are never in memory all at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import gmooc.build.site_folder as folders
from gmooc.build.memo import Memo, Published
from gmooc.build.scan import Snapshot
from gmooc.build.workers import MIN_SHARED, Running, Workers
from gmooc.core.files import digest_of
from gmooc.render.target import Target
from gmooc.search.index import is_in_index

# A batch for a worker: about so many pages of entries.
BATCH_COST = 32


class Stale(NamedTuple):
    """A target to be rendered, its key, and the digests of what was published at its paths."""

    target: Target
    key: bytes
    before: dict[str, bytes]


class Rendered(NamedTuple):
    """A file of the site: the key of its target, the digest of its bytes, and these while they have to be written."""

    path: str
    key: bytes
    digest: bytes
    differs: bool
    content: bytes | None

    def written(self, out: Path) -> Rendered:
        """Write the file into a folder, if it has to be."""
        if self.content is not None:
            folders.write_file(out, self.path, self.content)
        return self._replace(content=None)


def render_batch(batch: tuple[Path | None, list[Stale]]) -> list[Rendered]:
    """Render targets, and write their files into a folder if there is one."""
    out, stale = batch
    files = (file for one in stale for file in render_target(one))
    return [file.written(out) for file in files] if out else list(files)


def render_target(stale: Stale) -> Iterator[Rendered]:
    """Yield the files of a target; those that differ from what was there before have to be written."""
    for path, content in stale.target.contents():
        digest = digest_of(content)
        differs = stale.before.get(path) != digest
        yield Rendered(path, stale.key, digest, differs, content if differs else None)


def publish(targets: Iterable[Target], snapshot: Snapshot, memo: Memo, workers: Workers) -> tuple[int, int]:
    """Render the targets whose inputs have changed, and publish them; return how many files came and went.

    A path belongs to the first target that names it. Nothing is done to the site until all of it is there.
    """
    places = folders.Places(snapshot.job.site)
    is_known = memo.fact("site") == folders.identity(places.site) != folders.NOWHERE
    published = memo.published() if is_known else {}
    if is_known and snapshot.job.defers_search:
        # The index stays as it is, and is known to be of another key.
        targets = (target for target in targets if not is_in_index(target.paths[0]))
        published = {path: found for path, found in published.items() if not is_in_index(path)}
    paths: set[str] = set()
    stale = _stale(targets, published, paths, memo)
    first = next(stale, None)
    facts: dict[str, Any] = {"files": ({"tools": snapshot.tools, "content": snapshot.sources}, snapshot.scanned_at)}
    if is_known and first is None and not published.keys() - paths:
        snapshot.verify()
        folders.note_changes(places, (), (), anew=False)
        memo.finish((), facts)
        return 0, 0
    behind, standby = memo.fact("standby") if is_known else ((), folders.NOWHERE)
    out = folders.start_from_last(places, behind, standby) if is_known else folders.start_fresh(places)
    if not is_known:
        memo.forget_published()
    written: list[str] = []
    for file in _render(chain([first] if first else (), stale), out, workers):
        memo.put_published(file.path, Published(file.key, file.digest))
        if is_known and file.differs:
            written.append(file.path)
    if not is_known:
        written.extend(paths)
    gone = published.keys() - paths
    for path in gone:
        folders.remove(out, path)
    # What others than this build read, and what is read only once it is rendered, must still be what was scanned.
    snapshot.verify()
    if is_known and not written and not gone:
        out.rename(places.standby)
        standby = folders.identity(places.standby)
        behind = ()
    else:
        folders.swap(places)
        # What a wholly new site replaced may be anything; a copy of the new one waits in its stead.
        standby = folders.keep_standby(places) if is_known else folders.copy_standby(places)
        behind = (*written, *gone) if is_known else ()
    folders.note_changes(places, written, gone, anew=not is_known)
    facts |= {"site": folders.identity(places.site), "standby": (behind, standby)}
    memo.finish(gone, facts)
    return len(written), len(gone)


def _stale(targets: Iterable[Target], published: dict[str, Published], paths: set[str], memo: Memo) -> Iterator[Stale]:
    """Yield the targets that were rendered from other inputs, or never; add the paths of all to `paths`."""
    for target in targets:
        if target.paths[0] in paths:
            continue
        paths.update(target.paths)
        key = memo.key_of(target.render, target.inputs, target.frame and target.frame.digest)
        before = {path: published[path] for path in target.paths if path in published}
        if len(before) < len(target.paths) or any(found.key != key for found in before.values()):
            yield Stale(target, key, {path: found.content for path, found in before.items()})


def _render(stale: Iterable[Stale], out: Path, workers: Workers) -> Iterator[Rendered]:
    """Write the files of all targets that differ from before, and yield all."""
    stale = iter(stale)
    few: list[Stale] = []
    cost = 0
    while workers.can_share(MIN_SHARED) and not workers.can_share(cost) and (one := next(stale, None)):
        few.append(one)
        cost += one.target.cost
    if not workers.can_share(cost):
        yield from (file.written(out) for one in chain(few, stale) for file in render_target(one))
        return
    cheap: deque[Stale] = deque()
    folder = out if workers.share_disk else None
    batches = ((folder, batch) for batch in _batches(_without_cheap(chain(few, stale), cheap)))
    running = Running(workers, render_batch, batches)
    while cheap or not running.is_done():
        if cheap:
            for file in render_target(cheap.popleft()):
                yield file.written(out)
                yield from (file.written(out) for files in running.results(timeout=0) for file in files)
        else:
            yield from (file.written(out) for files in running.results() for file in files)


def _without_cheap(stale: Iterable[Stale], cheap: deque[Stale]) -> Iterator[Stale]:
    """Yield the targets that are worth a worker, and put the others aside."""
    for one in stale:
        if one.target.cost:
            yield one
        else:
            cheap.append(one)


def _batches(stale: Iterable[Stale]) -> Iterator[list[Stale]]:
    batch: list[Stale] = []
    cost = 0
    for one in stale:
        batch.append(one)
        cost += one.target.cost
        if cost >= BATCH_COST:
            yield batch
            batch, cost = [], 0
    if batch:
        yield batch
