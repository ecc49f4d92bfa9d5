"""A pool of workers that parse entries and render targets: processes of this machine, or those of a Dask cluster.

Each worker is a fresh interpreter that is told once what all tasks may look at. Tasks and results travel as bytes, so
that the pool may be any `concurrent.futures.Executor`; where there is little to do, the same functions run here.
Workers of a cluster share no disk with this machine, so they return the files that processes of it write themselves.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from platform import node
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from gmooc.build.scan import digest_of_own_code
from gmooc.checks.parsing import Parsed, Surroundings, parse_page, parse_record
from gmooc.content.free_pages import is_free_page
from gmooc.core.i18n import use_message_catalogs
from gmooc.exports.api import lines_of
from gmooc.render.templates import forget_templates
from gmooc.search.documents import pack_document, page_document, search_entry

# Below this many tasks, starting workers takes longer than they save.
MIN_SHARED = 150

# Each worker has so many batches before it, so that it never waits and little is in memory.
MAX_WAITING = 4
# A cluster that has not answered after this long is not there.
MAX_CONNECT_SECONDS = 10
_Thing = TypeVar("_Thing")
_Done = TypeVar("_Done")


class Workers:
    """A pool that begins when there is enough to do for it: `jobs` processes, or the `cluster` at an address."""

    def __init__(self, jobs: int, prepare: Callable[..., None], *arguments: Any, cluster: str = "") -> None:
        self._jobs = jobs
        self._cluster = cluster
        self._prepare = prepare
        self._arguments = arguments
        self._pool: Executor | None = None
        prepare(*arguments)

    @property
    def share_disk(self) -> bool:
        """Whether workers can write into a folder of this machine."""
        return not self._cluster

    def can_share(self, count: int) -> bool:
        """Whether so many tasks are worth a pool."""
        return (self._jobs > 1 or bool(self._cluster)) and (count >= MIN_SHARED or self._pool is not None)

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
            self._pool = self._start()
        return self._pool.submit(_run, pickle.dumps((function, batch), pickle.HIGHEST_PROTOCOL))

    def _start(self) -> Executor:
        if self._cluster:
            cluster = Cluster(self._cluster, self._prepare, *self._arguments)
            self._jobs = cluster.threads
            return cluster
        return ProcessPoolExecutor(
            self._jobs, get_context("spawn"), initializer=_begin, initargs=(self._prepare, *self._arguments)
        )

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


class ClusterError(Exception):
    """A cluster that cannot do what it is asked."""


def cluster_error(error: Exception) -> str:
    """Say why a cluster could not do what it was asked; '' if the error is another."""
    if isinstance(error, ClusterError):
        return str(error)
    if "distributed" not in sys.modules:
        return ""
    from distributed import KilledWorker
    from distributed.client import ClosedClientError
    from distributed.comm.core import CommClosedError

    if isinstance(error, KilledWorker):
        return "several workers died one after the other of the same batch"
    return "the scheduler is gone" if isinstance(error, CancelledError | ClosedClientError | CommClosedError) else ""


class Cluster(Executor):
    """The workers of a Dask cluster, which does a batch again whose worker has died."""

    def __init__(self, address: str, prepare: Callable[..., None], *arguments: Any) -> None:
        # It takes longer to load than an edit to build.
        from distributed import Client

        # That a scheduler is gone is told in one sentence.
        for name in ("distributed.client", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=MAX_CONNECT_SECONDS, set_as_default=False)
            self._client.wait_for_workers(1, MAX_CONNECT_SECONDS)
        except OSError as error:
            raise ClusterError("no scheduler with workers answers") from error
        self.threads = sum(self._client.nthreads().values())
        self._pool = self._client.get_executor(pure=False)
        told = pickle.dumps((digest_of_own_code(), prepare, arguments), pickle.HIGHEST_PROTOCOL)
        # A task of its own, so that it is sent to each worker once, and made again if all that have it die.
        self._told = self._client.submit(bytes, told, pure=False)

    def submit(self, function: Callable[..., _Done], /, *arguments: Any, **named: Any) -> Future[_Done]:
        """Hand a task to the cluster."""
        future: Future[_Done] = self._pool.submit(_run_told, self._told, function, *arguments, **named)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what it has not begun for this build is not done."""
        self._client.close(MAX_CONNECT_SECONDS)


# What the process of a worker was told last by a build that uses the cluster, and whose turn it is in that process.
_told_last: list[bytes] = []
_turn = Lock()


def _run_told(told: bytes, function: Callable[..., _Done], *arguments: Any, **named: Any) -> _Done:
    """Do a task of a build in a worker of a cluster, which is told first what the build's tasks may look at."""
    # Threads of a process share what it was told.
    with _turn:
        if [told] != _told_last:
            code, prepare, values = pickle.loads(told)
            if code != digest_of_own_code():
                raise ClusterError(f"a worker on {node()} has other files in scripts/gmooc/ and theme/ than this build")
            _told_last.clear()
            prepare(*values)
            _told_last.append(told)
        return function(*arguments, **named)


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
        # A cluster may turn out to have fewer workers than were counted on.
        room = max(0, self._workers.room - len(self._waiting))
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


def prepare(surroundings: Surroundings, code: bytes, message_catalogs: Mapping[str, bytes]) -> None:
    """Tell this process what parsing a file may look at beside it, and what the message catalogs of languages say.

    Templates of other code are forgotten.
    """
    if _told and _told[0][1] != code:
        forget_templates()
    use_message_catalogs(message_catalogs)
    _told[:] = [(surroundings, code)]


def parse_batch(files: Iterable[tuple[str, bytes]]) -> list[tuple[Parsed, Pieces]]:
    """Parse files, given by path and content."""
    return [parse_file(path, content, _told[0][0]) for path, content in files]


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
