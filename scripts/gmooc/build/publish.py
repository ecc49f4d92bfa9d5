"""Render the targets whose key is new, and swap the new site with the old one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import gmooc.build.site_folder as folders
from gmooc.build.memo import Memo, Published
from gmooc.build.scan import Snapshot
from gmooc.build.workers import Rendered, Running, Workers, render_batch, render_target
from gmooc.render.target import Target
from gmooc.search.index import is_in_index

# A batch for a worker: about so many pages of entries.
BATCH_COST = 32

# A target to be rendered, its key, and the digests of what was published at its paths.
Stale = tuple[Target, bytes, dict[str, bytes]]


def publish(targets: list[Target], snapshot: Snapshot, memo: Memo, workers: Workers) -> tuple[int, int]:
    """Render the targets whose inputs have changed, and publish them; return how many files came and went.

    Nothing is done to the site until all of it is there.
    """
    places = folders.Places(snapshot.job.site)
    is_known = memo.fact("site") == folders.identity(places.site) != folders.NOWHERE
    published = memo.published() if is_known else {}
    if is_known and snapshot.job.defers_search:
        # The index stays as it is, and is known to be of another key.
        targets = [target for target in targets if not is_in_index(target.paths[0])]
        published = {path: found for path, found in published.items() if not is_in_index(path)}
    stale, paths = _stale(targets, published, memo)
    gone = published.keys() - paths
    facts: dict[str, Any] = {"files": ({"tools": snapshot.tools, "content": snapshot.sources}, snapshot.scanned_at)}
    if is_known and not stale and not gone:
        snapshot.verify()
        folders.note_changes(places, (), (), anew=False)
        memo.finish((), (), facts, anew=False)
        return 0, 0
    behind, standby = memo.fact("standby") if is_known else ((), folders.NOWHERE)
    out = folders.start_from_last(places, behind, standby) if is_known else folders.start_fresh(places)
    rendered: dict[str, Published] = {}
    written: list[str] = []
    keys = {path: key for target, key, _ in stale for path in target.paths}
    for file in _render(stale, out, workers):
        rendered[file.path] = Published(keys[file.path], file.digest)
        if file.differs:
            written.append(file.path)
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
    memo.finish(rendered.items(), gone, facts, anew=not is_known)
    return len(written), len(gone)


def _stale(targets: Iterable[Target], published: dict[str, Published], memo: Memo) -> tuple[list[Stale], set[str]]:
    """Return the targets that were rendered from other inputs, or never, and the paths of all."""
    stale: list[Stale] = []
    paths: set[str] = set()
    for target in targets:
        paths.update(target.paths)
        key = memo.key_of(target.render, target.inputs, target.frame and target.frame.digest)
        before = {path: published[path] for path in target.paths if path in published}
        if len(before) < len(target.paths) or any(found.key != key for found in before.values()):
            stale.append((target, key, {path: found.content for path, found in before.items()}))
    return stale, paths


def _render(stale: list[Stale], out: Path, workers: Workers) -> Iterator[Rendered]:
    """Write the files of all targets that differ from before, and yield all."""
    costly = [(target, before) for target, _, before in stale if target.cost]
    if not workers.can_share(sum(target.cost for target, _ in costly)):
        for target, _, before in stale:
            yield from (file.written(out) for file in render_target(target, before))
        return
    folder = out if workers.share_disk else None
    running = Running(workers, render_batch, ((folder, batch) for batch in _batches(costly)))
    for target, _, before in stale:
        if not target.cost:
            for file in render_target(target, before):
                yield file.written(out)
                for files in running.results(timeout=0):
                    yield from (file.written(out) for file in files)
    while not running.is_done():
        for files in running.results():
            yield from (file.written(out) for file in files)


def _batches(targets: list[tuple[Target, dict[str, bytes]]]) -> Iterator[list[tuple[Target, dict[str, bytes]]]]:
    batch: list[tuple[Target, dict[str, bytes]]] = []
    cost = 0
    for target, before in targets:
        batch.append((target, before))
        cost += target.cost
        if cost >= BATCH_COST:
            yield batch
            batch, cost = [], 0
    if batch:
        yield batch
