"""Share the work of a build out among processes, the same way on every system.

Each worker is a fresh interpreter that is told once what all tasks may look at. Tasks and results travel as bytes, so
that the pool may be any `concurrent.futures.Executor`; where there is little to do, the same functions run here.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from gmooc.build.lock import end_with_parent

# Below this many tasks, starting workers takes longer than they save.
MIN_SHARED = 150
# Each worker has so many batches before it, so that it never waits and little is in memory.
MAX_WAITING = 4

Thing = TypeVar("Thing")
Done = TypeVar("Done")


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

    def map(self, function: Callable[[Any], Done], batches: Iterable[Any], count: int) -> Iterator[Done]:
        """Yield what a function returns for each batch, in any order; `count` tells of how many tasks they are."""
        if not self.can_share(count):
            yield from map(function, batches)
            return
        running = Running(self, function, batches)
        while not running.is_done():
            yield from running.results()

    def submit(self, function: Callable[[Any], Done], batch: Any) -> Future[Done]:
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


def batches_of(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    """Yield things in their order, some at a time."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _run(packed: bytes) -> Any:
    function, batch = pickle.loads(packed)
    return function(batch)
