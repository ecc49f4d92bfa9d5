"""A pool of worker processes that parse entries and render targets, the same on every system.

Each worker is a fresh interpreter that is told once what all tasks may look at. Tasks and results travel as bytes, so
that the pool may be any `concurrent.futures.Executor`; where there is little to do, the same functions run here.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from gmooc.build.site_folder import write_file
from gmooc.checks.parsing import Parsed, Surroundings, parse_page, parse_record
from gmooc.content.free_pages import is_free_page
from gmooc.core.files import digest_of
from gmooc.core.i18n import use_catalogues
from gmooc.exports.api import lines_of
from gmooc.render.target import Target
from gmooc.render.templates import forget_templates
from gmooc.search.documents import pack_document, page_document, search_entry

# Below this many tasks, starting workers takes longer than they save.
MIN_SHARED = 150

# Each worker has so many batches before it, so that it never waits and little is in memory.
MAX_WAITING = 4
_Thing = TypeVar("_Thing")
_Done = TypeVar("_Done")


class Workers:
    """A pool of processes that begins when there is enough to do for it."""

    def __init__(self, jobs: int, prepare: Callable[..., None], *arguments: Any) -> None:
        self._jobs = jobs
        self._prepare = prepare
        self._arguments = arguments
        self._pool: Executor | None = None
        prepare(*arguments)

    def can_share(self, count: int) -> bool:
        """Whether so many tasks are worth a pool."""
        return self._jobs > 1 and (count >= MIN_SHARED or self._pool is not None)

    def map(self, function: Callable[[Any], _Done], batches: Iterable[Any], count: int) -> Iterator[_Done]:
        """Yield what a function returns for each batch, in any order; `count` tells of how many tasks they are."""
        if not self.can_share(count):
            yield from map(function, batches)
            return
        running = Running(self, function, batches)
        while not running.is_done():
            yield from running.results()

    def submit(self, function: Callable[[Any], _Done], batch: Any) -> Future[_Done]:
        """Hand a batch to the pool."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._jobs, get_context("spawn"), initializer=_begin, initargs=(self._prepare, *self._arguments)
            )
        return self._pool.submit(_run, pickle.dumps((function, batch), pickle.HIGHEST_PROTOCOL))

    @property
    def room(self) -> int:
        """How many batches may wait at a time."""
        return self._jobs * MAX_WAITING

    def close(self) -> None:
        """Shut the pool down; what has not begun is not done."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _begin(prepare: Callable[..., None], *arguments: Any) -> None:
    """Prepare a worker that ends with the command that started it, even if that is killed."""
    end_with_parent()
    prepare(*arguments)


class Running:
    """Batches on their way through the pool; whoever has other work asks now and then what is done."""

    def __init__(self, workers: Workers, function: Callable[[Any], Any], batches: Iterable[Any]) -> None:
        self._workers = workers
        self._function = function
        self._batches = iter(batches)
        self._waiting: set[Future[Any]] = set()
        self._fill()

    def is_done(self) -> bool:
        """Whether all results have been taken."""
        return not self._waiting

    def results(self, timeout: float | None = None) -> list[Any]:
        """Return the results that are there within some seconds; without a limit, wait for one."""
        done, self._waiting = wait(self._waiting, timeout, FIRST_COMPLETED)
        self._fill()
        return [future.result() for future in done]

    def _fill(self) -> None:
        room = self._workers.room - len(self._waiting)
        self._waiting.update(self._workers.submit(self._function, batch) for batch in islice(self._batches, room))


def batches_of(things: Sequence[_Thing], size: int) -> Iterator[Sequence[_Thing]]:
    """Yield things in their order, some at a time."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _run(packed: bytes) -> Any:
    function, batch = pickle.loads(packed)
    return function(batch)


def end_with_parent() -> None:
    """Have this worker process end as soon as its parent is gone, for the lock is free then and others may write."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait
    from threading import Thread

    parent = parent_process()
    assert parent is not None, "only a worker process has a parent that it can outlive"

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


# What this process was told last.
_told: list[tuple[Surroundings, bytes]] = []


def prepare(surroundings: Surroundings, code: bytes, catalogues: Mapping[str, bytes]) -> None:
    """Tell this process what parsing a file may look at beside it, and what the catalogues of languages say.

    Templates of other code are forgotten.
    """
    if _told and _told[0][1] != code:
        forget_templates()
    use_catalogues(catalogues)
    _told[:] = [(surroundings, code)]


def parse_batch(files: Iterable[tuple[str, bytes]]) -> list[tuple[Parsed, Pieces]]:
    """Parse files, given by path and content."""
    return [parse_file(path, content, _told[0][0]) for path, content in files]


def render_batch(batch: tuple[Path, list[tuple[Target, dict[str, bytes]]]]) -> list[tuple[str, bytes, bool]]:
    """Render targets into a folder, as `write_target` does; each comes with the digests of what was there before."""
    out, targets = batch
    return [found for target, before in targets for found in write_target(target, out, before)]


def write_target(target: Target, out: Path, before: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, bool]]:
    """Write the files of a target that differ from what was there before.

    Yields the path of each with the digest of its bytes, and whether it was written.
    """
    for path, content in target.contents():
        digest = digest_of(content)
        differs = before.get(path) != digest
        if differs:
            write_file(out, path, content)
        yield path, digest, differs


class Pieces(NamedTuple):
    """Bytes that few builds read again: the whole entry, its search document, and its lines in dumps."""

    entry: bytes = b""
    document: bytes = b""
    lines: bytes = b""


def parse_file(path: str, content: bytes, surroundings: Surroundings) -> tuple[Parsed, Pieces]:
    """Parse a record or a free page."""
    if is_free_page(path):
        parsed, page = parse_page(path, content, surroundings)
        return parsed, Pieces(document=pack_document(page_document(page)))
    parsed, entry = parse_record(path, content, surroundings)
    if parsed.card is None or entry.record is None:
        return parsed, Pieces()
    return parsed, Pieces(
        pickle.dumps(entry, pickle.HIGHEST_PROTOCOL),
        pack_document(search_entry(entry, parsed.card)),
        lines_of(entry, surroundings.images, surroundings.site_url).pack(),
    )
