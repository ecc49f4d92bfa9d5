"""A worker of a cluster does tasks of its own code alone, and a cluster that cannot go on is told in a few words."""

from __future__ import annotations

import pickle
from concurrent.futures import CancelledError, Future
from typing import Any

import pytest

from gmooc.build.scan import digest_of_own_code
from gmooc.build.workers import (
    Cluster,
    ClusterError,
    Running,
    Workers,
    _run_told,
    cluster_error,
)

told: list[str] = []


def test_worker_is_told_once_what_the_tasks_of_a_build_look_at() -> None:
    told.clear()
    for build in ("first", "first", "second", "first"):
        packed = pickle.dumps((digest_of_own_code(), note, (build,)))
        assert _run_told(packed, len, "abc") == 3
    assert told == ["first", "second", "first"]


def note(build: str) -> None:
    told.append(build)


def test_worker_with_other_code_does_nothing() -> None:
    told.clear()
    with pytest.raises(ClusterError, match=r"^a worker on .* has other files in scripts/gmooc/ and theme/"):
        _run_told(pickle.dumps((b"other", note, ("build",))), len, "abc")
    assert told == []


def test_fault_of_our_own_is_none_of_the_cluster() -> None:
    assert cluster_error(ValueError("x")) == ""
    assert cluster_error(OSError(28, "No space left on device")) == ""


def test_cluster_that_cannot_go_on_is_told() -> None:
    distributed = pytest.importorskip("distributed")
    died = distributed.KilledWorker("task", None, 3)
    assert cluster_error(died) == "several workers died one after the other of the same batch"
    assert cluster_error(CancelledError()) == "the scheduler is gone"
    assert cluster_error(ClusterError("no scheduler with workers answers")) == "no scheduler with workers answers"


def test_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("gmooc.build.workers.MAX_CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"^no scheduler with workers answers$"):
        Cluster("127.0.0.1:9", note)


def test_cluster_is_asked_for_many_tasks_only() -> None:
    workers = Workers(1, note, "build", cluster="127.0.0.1:9")
    assert [workers.can_share(count) for count in (149, 150)] == [False, True]
    assert not workers.share_disk


def test_pool_that_turns_out_smaller_is_given_all_the_same() -> None:
    begun: list[tuple[Future[Any], Any]] = []

    class Shrinking(Workers):
        def submit(self, function: Any, batch: Any) -> Future[Any]:
            self._jobs = 1
            begun.append((Future(), function(batch)))
            return begun[-1][0]

    running = Running(Shrinking(4, lambda: None), str, range(20))
    found: list[str] = []
    while not running.is_done():
        future, result = begun.pop(0)
        future.set_result(result)
        found += running.results()
    assert found == list(map(str, range(20)))
