"""Set up on first use, build, serve with live reload: python3 scripts/serve.py [--port N] [--at TIME] [--drafts]."""

import _environment

_environment.ensure()

import argparse
import os
import sys
import threading
from pathlib import Path

from _job import job_of
from build import read_moment
from gmooc.build import build_site
from gmooc.preview import News, await_change, start_server, watch
from gmooc.settings import SettingsError

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    news = News()
    print("building …", flush=True)
    build(arguments, news)
    server = start_server(arguments.site.resolve(), news, arguments.address, arguments.port)
    changed = threading.Event()
    tools = threading.Event()
    observers = [
        watch([arguments.content.resolve()], changed.set),
        watch([ROOT / "theme", ROOT / "mkdocs.yml"], changed.set),
        watch([ROOT / "scripts"], lambda: start_over(tools, changed)),
    ]
    print(f"http://{arguments.address}:{server.server_port}/  (Ctrl+C stops)", flush=True)
    try:
        while True:
            await_change(changed)
            if tools.is_set():
                server.server_close()
                os.execv(sys.executable, [sys.executable, *sys.argv])
            build(arguments, news)
    except KeyboardInterrupt:
        for observer in observers:
            observer.stop()
        return 0


def start_over(tools: threading.Event, changed: threading.Event) -> None:
    tools.set()
    changed.set()


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the site, serve it, and build again when something changes.")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="folder of the built site (site/)")
    parser.add_argument("--at", type=read_moment, help="show the site as it will be at this moment")
    parser.add_argument("--drafts", action="store_true", help="show drafts, and announcements before their time")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen at")
    parser.add_argument("--port", type=int, default=8000, help="port to listen at; the next free one if it is taken")
    return parser.parse_args()


def build(arguments: argparse.Namespace, news: News) -> None:
    job = job_of(arguments)
    job = job._replace(now=arguments.at or job.now, with_hidden=arguments.drafts)
    try:
        report = build_site(job)
    except SettingsError as error:
        # The server goes on: the next time the file is saved it is built again.
        print(error, file=sys.stderr, flush=True)
        return
    for problem in report.problems:
        print(problem, flush=True)
    seconds = max(report.seconds.values(), default=0.0)
    print(f"built in {seconds:.2f} s: {report.written} files written, {len(report.errors)} problems", flush=True)
    news.tell(report.problems, published=bool(report.written or report.removed))


if __name__ == "__main__":
    sys.exit(main())
