"""A Dask cluster builds the same site, whatever becomes of its workers, and leaves the old one if it is gone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from PIL import Image

from gmooc.build.attempts import build_exclusively
from gmooc.build.job import Job
from gmooc.build.workers import MIN_SHARED
from gmooc.core.languages import LANGUAGES
from paths import ROOT
from small_sites import NOW, build, engine, project, put, small_content, tree

distributed = pytest.importorskip("distributed", reason="a cluster needs the packages of requirements-scale.txt")

WORKERS = 2
# A command as people start it, but that its engine draws nothing but slots.
COMMAND = """
import sys
from pathlib import Path
from gmooc.build import Job
from gmooc.commands.building import build_or_exit
from paths import ROOT
from small_sites import NOW, engine
content, site = map(Path, sys.argv[1:3])
build_or_exit(Job(ROOT, content, site, NOW, engine, {}, cluster=sys.argv[3]))
"""


@contextmanager
def running(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a command of Dask, and end it."""
    with subprocess.Popen(
        [sys.executable, "-m", "dask", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


class Cluster:
    """A scheduler and two workers, each a process of its own, as it would be on a machine of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        here = ("--host", "127.0.0.1", "--no-dashboard")
        self.scheduler = stack.enter_context(running("scheduler", *here, "--port", 0))
        assert self.scheduler.stderr is not None
        (self.address,) = next(filter(None, (re.findall(r"at: *tcp://(\S+)", line) for line in self.scheduler.stderr)))
        # Nobody starts one anew that was killed.
        options = (*here, "--nthreads", 1, "--no-nanny", "--local-directory", folder)
        self.workers = [
            stack.enter_context(running("worker", self.address, *options, "--name", f"worker-{number}"))
            for number in range(WORKERS)
        ]
        for process in (self.scheduler, *self.workers):
            assert process.stderr is not None
            Thread(target=process.stderr.read, daemon=True).start()
        with self.client() as client:
            client.wait_for_workers(WORKERS, 120)

    def client(self) -> Any:
        return distributed.Client(self.address, set_as_default=False, timeout=10)

    def kill_at_work(self, process: subprocess.Popen[str]) -> Thread:
        """Kill a process of the cluster once every worker has batches before it."""

        def kill() -> None:
            with self.client() as client:
                while sum(map(bool, client.processing().values())) < WORKERS:
                    time.sleep(0.01)
                process.kill()

        thread = Thread(target=kill, daemon=True)
        thread.start()
        return thread


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """So many files that they are shared out, with a picture that workers have to be sent."""
    content = write_all(small_content(tmp_path / "content"), "water")
    Image.new("RGB", (900, 600), "green").save(content / "projects/2024/p.png")
    return content


def write_all(content: Path, word: str) -> Path:
    for number in range(MIN_SHARED // len(LANGUAGES)):
        for ending in ("", *(f".{language}" for language in LANGUAGES[1:])):
            put(content, f"projects/2024/p-{number}{ending}.md", project(word, link="a"))
    return content


def command(content: Path, site: Path, address: str) -> tuple[int, str]:
    """Return the status of a build, and what it said."""
    paths = [str(ROOT / "scripts"), str(ROOT / "tests"), *filter(None, sys.path)]
    run = subprocess.run(
        [sys.executable, "-c", COMMAND, content, site, address],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return run.returncode, run.stderr


def test_worker_killed_at_work_changes_no_byte(cluster: Cluster, content: Path, tmp_path: Path) -> None:
    killing = cluster.kill_at_work(cluster.workers[0])
    job = Job(ROOT, content, tmp_path / "there", NOW, engine, {}, cluster=cluster.address)
    assert build_exclusively(job, lambda message: None).published
    killing.join(60)
    assert not killing.is_alive()
    with cluster.client() as client:
        assert len(client.nthreads()) == WORKERS - 1
    build(content, tmp_path / "here")
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


def test_scheduler_killed_at_work_leaves_the_old_site(cluster: Cluster, content: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(content, site)
    before = tree(site)
    write_all(content, "ocean")
    cluster.kill_at_work(cluster.scheduler)
    assert command(content, site, cluster.address) == (
        2,
        f"dask://{cluster.address}: the scheduler is gone; {site} is as it was: start the cluster as docs/scaling.md "
        "says, or build on this machine alone\n",
    )
    assert tree(site) == before
    build(content, site)
    shutil.rmtree(tmp_path / ".site.cache")
    after = tree(site)
    build(content, site)
    assert tree(site) == after != before


def test_scheduler_that_is_not_there_is_told(content: Path, tmp_path: Path) -> None:
    assert command(content, tmp_path / "site", "127.0.0.1:9") == (
        2,
        f"dask://127.0.0.1:9: no scheduler with workers answers; {tmp_path}/site is as it was: start the cluster as "
        "docs/scaling.md says, or build on this machine alone\n",
    )
    assert not (tmp_path / "site").exists()
