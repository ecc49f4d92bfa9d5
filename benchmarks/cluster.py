"""Time cold builds by processes of this machine and by a Dask cluster on loopback, in one run.

    .venv/bin/python benchmarks/cluster.py [SIZE …] [--workers N …] [--plot FILE]

The cluster needs the packages of requirements-scale.txt. All workers run on this machine, so more of them than it has
processors only cost more: what is measured is what a cluster adds, and not what many machines save.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil
from distributed import Client

from plot import Line, draw

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


class Cost(NamedTuple):
    """What a build took: seconds on the clock, CPU seconds of the machine that builds, and of workers elsewhere."""

    wall: float
    cpu: float
    of_workers: float


def main() -> None:
    parser = argparse.ArgumentParser(description="Time cold builds by processes and by a cluster on loopback.")
    parser.add_argument("sizes", type=int, nargs="*", default=[1000], help="numbers of projects")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4], help="numbers of workers of a cluster")
    parser.add_argument("--plot", type=Path, help="where to draw seconds against size, as SVG")
    arguments = parser.parse_args()
    ways = [(f"{os.cpu_count()} processes of this machine", 0)]
    ways += [(f"cluster of {count}", count) for count in arguments.workers]
    lines = [Line(name, []) for name, _ in ways]
    print("| write-ups | built by | wall s | CPU s here | CPU s of workers | wall: it / processes |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    shared = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory(dir=shared) as name:
            content = Path(name) / "content"
            corpus = [sys.executable, ROOT / "benchmarks/corpus.py", str(size), content]
            subprocess.run(corpus, check=True, stdout=subprocess.DEVNULL)
            first = 0.0
            for line, (way, count) in zip(lines, ways, strict=True):
                cost = build(content, Path(name) / f"site-{count}/site", count)
                first = first or cost.wall
                line.points.append((size, cost.wall))
                figures = f"{cost.wall:.1f} | {cost.cpu:.1f} | {cost.of_workers:.1f} | {cost.wall / first:.2f}"
                print(f"| {size:,} | {way} | {figures} |", flush=True)
    if arguments.plot:
        arguments.plot.write_text(draw(lines, "write-ups", "seconds"), encoding="utf-8")


def build(content: Path, site: Path, workers: int) -> Cost:
    """Build a site from nothing by a cluster of so many workers, or by processes of this machine if that is none."""
    command = [sys.executable, ROOT / "scripts/build.py", "--content", content, "--site", site]
    with ExitStack() as stack:
        cluster = stack.enter_context(running_cluster(workers)) if workers else None
        if cluster:
            command += ["--executor", f"dask://{cluster.address}"]
        before, of_workers = os.times(), cluster.cpu() if cluster else 0.0
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        after = os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return Cost(wall, cpu, cluster.cpu() - of_workers if cluster else 0.0)


class Cluster(NamedTuple):
    """A cluster: the address of its scheduler, and the processes of its workers."""

    address: str
    processes: list[psutil.Process]

    def cpu(self) -> float:
        """Return the CPU seconds that the workers have taken so far."""
        everyone = [one for process in self.processes for one in (process, *process.children(recursive=True))]
        return sum(sum(one.cpu_times()[:2]) for one in everyone)


@contextmanager
def running_cluster(count: int) -> Iterator[Cluster]:
    """Run a scheduler and workers of one thread each."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    with ExitStack() as stack:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "dask", *arguments]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            process = stack.enter_context(subprocess.Popen(command, env=environment, **quiet))  # type: ignore[call-overload]
            stack.callback(process.terminate)
            return process  # type: ignore[no-any-return]

        file = Path(stack.enter_context(tempfile.TemporaryDirectory()), "scheduler.json")
        start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        options = ("--nworkers", str(count), "--nthreads", "1", "--no-dashboard", "--scheduler-file", str(file))
        workers = start("worker", *options)
        with Client(scheduler_file=str(file), timeout=START_SECONDS) as client:
            client.wait_for_workers(count, START_SECONDS)
            address = client.scheduler.address.removeprefix("tcp://")
        yield Cluster(address, [psutil.Process(workers.pid)])


if __name__ == "__main__":
    main()
