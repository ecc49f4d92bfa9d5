"""Build the site: python3 scripts/build.py [--strict] [--at MOMENT] [--content FOLDER] [--site FOLDER] [--jobs N].

With `--executor dask://HOST:PORT` a cluster does the work that many processes can share; see docs/scaling.md.
"""

import _environment

_environment.ensure()

import gc

# Nothing here lives in circles, and looking for circles among ten thousand entries takes a fifth of the time.
gc.disable()

import argparse
import os
import sys
import time
from pathlib import Path

from gmooc.build import Report
from gmooc.commands.building import build_or_exit, job_of
from gmooc.commands.options import AT, CONTENT, SITE, read_executor


def main() -> int:
    arguments = read_arguments()
    start = time.perf_counter()
    report = build(arguments)
    return print_report(report, arguments.site, time.perf_counter() - start)


def build(arguments: argparse.Namespace) -> Report:
    job = job_of(arguments.content, arguments.site)
    job = job._replace(now=arguments.at or job.now, strict=arguments.strict)
    job = job._replace(jobs=arguments.jobs, cluster=arguments.executor)
    return build_or_exit(job._replace(tell=show_progress) if sys.stderr.isatty() else job)


def show_progress(step: str) -> None:
    """Draw a bar of the steps that are done, on a terminal only."""
    steps = ("scan", "parse", "check", "link", "publish")
    done = steps.index(step) + 1
    end = "\n" if done == len(steps) else ""
    print(f"\r[{'#' * 4 * done}{'.' * 4 * (len(steps) - done)}] {step:8}", end=end, file=sys.stderr, flush=True)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Build the site.",
        epilog="Example: python3 scripts/build.py --at 2027-01-24T08:00+08:00",
    )
    parser.add_argument("--content", **CONTENT)
    parser.add_argument("--site", **SITE)
    parser.add_argument("--at", **AT)
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes to share the work among (all)"
    )
    parser.add_argument(
        "--executor",
        type=read_executor,
        default="local",
        metavar="EXECUTOR",
        help="who shares the work: 'local', processes of this machine, or a Dask cluster, 'dask://HOST:PORT' (local)",
    )
    parser.add_argument("--strict", action="store_true", help="publish nothing if there is a fault in the content")
    return parser.parse_args()


def print_report(report: Report, site: Path, seconds: float) -> int:
    for problem in report.problems:
        print(problem, file=sys.stderr)
    for note in report.notes:
        print(f"warning: {note}", file=sys.stderr)
    if not report.published:
        print(f"not published: {len(report.errors)} faults; {site} is as it was", file=sys.stderr)
        return 1
    if report.errors:
        print(f"published without what is at fault above ({len(report.errors)} faults)", file=sys.stderr)
    print(f"{site}: {report.pages} entries, {report.written} files written, {report.removed} removed, {seconds:.2f} s")
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # To take ten thousand entries apart, only to end, takes longer than to read one again.
    os._exit(code)
