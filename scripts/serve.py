"""Set up on first use, build, serve with live reload: python3 scripts/serve.py [--port N] [--at MOMENT] [--demo]."""

import _environment

_environment.ensure()

import argparse
import gc
import os
import subprocess
import sys
import threading
import traceback

from gmooc.build import Memo, Places
from gmooc.build.attempts import PublishError, build_exclusively
from gmooc.build.preview import News, await_change, start_server, watch
from gmooc.build.site_folder import identity
from gmooc.commands.building import job_of, notify
from gmooc.commands.options import AT, CONTENT, ROOT, SITE
from gmooc.core.settings import SettingsError

# What `--demo` without a number shows: the samples, which were written by hand.
SAMPLES = 0


def main() -> int:
    arguments = read_arguments()
    try:
        if arguments.demo is not None and not write_demo(arguments):
            return 2
        return serve(arguments)
    except KeyboardInterrupt:
        return 0


def serve(arguments: argparse.Namespace) -> int:
    """Build and serve until somebody stops it; return a status only if there is nowhere to listen."""
    news = News()
    memo = Memo(Places(arguments.site.resolve()).cache / "memo")
    changed = threading.Event()
    tools = threading.Event()
    # They look before the first build does, so that nothing is missed while it runs.
    watch([arguments.content.resolve(), ROOT / "theme", ROOT / "mkdocs.yml"], changed.set)
    watch([ROOT / "scripts"], lambda: start_over(tools, changed))
    print("building …", flush=True)
    shown = build(arguments, news, memo, (0, 0))
    try:
        server = start_server(arguments.site.resolve(), news, arguments.address, arguments.port)
    except OSError as error:
        print(f"{arguments.address}: cannot be listened at: {error.strerror or error}", file=sys.stderr)
        return 2
    name = f"[{arguments.address}]" if ":" in arguments.address else arguments.address
    print(f"http://{name}:{server.server_port}/  (Ctrl+C stops)", flush=True)
    while True:
        await_change(changed)
        if tools.is_set():
            if not can_start():
                continue
            server.server_close()
            os.execv(sys.executable, [sys.executable, *sys.argv])
        shown = build(arguments, news, memo, shown)


def start_over(tools: threading.Event, changed: threading.Event) -> None:
    tools.set()
    changed.set()


def can_start() -> bool:
    """Whether the scripts, which have changed, can run; half of them may be there while git checks out others."""
    command = [sys.executable, sys.argv[0], "--help"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["they end at once"])[-1]
        print(f"scripts/ cannot run as they are ({reason}); waiting until they are saved again", file=sys.stderr)
    return done.returncode == 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Build the site, serve it, and build again when something changes.",
        epilog="Example: python3 scripts/serve.py --at 2027-01-24T08:00+08:00 --drafts",
    )
    parser.add_argument("--content", **CONTENT)
    parser.add_argument("--site", **SITE)
    parser.add_argument("--at", **AT)
    parser.add_argument(
        "--demo",
        nargs="?",
        type=read_count,
        const=SAMPLES,
        metavar="N",
        help="show a site filled with samples from build/demo/, or with N generated projects from build/demo-N/; both "
        "are made up and written anew",
    )
    parser.add_argument("--drafts", action="store_true", help="show drafts, and announcements before their time")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument(
        "--port", type=int, default=8000, metavar="N", help="port to listen at; the next free one if it is taken (8000)"
    )
    arguments = parser.parse_args()
    if arguments.demo is not None:
        if (arguments.content, arguments.site) != (CONTENT["default"], SITE["default"]):
            parser.error("argument --demo: has a content and a site of its own; leave out --content and --site")
        folder = ROOT / (f"build/demo-{arguments.demo}" if arguments.demo else "build/demo")
        arguments.content, arguments.site = folder / "content", folder / "site"
    return arguments


def read_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a number of projects, 1 or more (it is '{text}')")
    return int(text)


def write_demo(arguments: argparse.Namespace) -> bool:
    """Write the published content with entries that are made up; whether that could be done."""
    if arguments.demo:
        print(f"making up {arguments.demo} projects …", flush=True)
        command = [_environment.python(), str(ROOT / "benchmarks/corpus.py"), str(arguments.demo)]
    else:
        command = [_environment.python(), str(ROOT / "tools/demo.py")]
        command += ["--at", arguments.at.isoformat()] if arguments.at else []
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode == 0


def build(arguments: argparse.Namespace, news: News, memo: Memo, shown: tuple[int, int]) -> tuple[int, int]:
    """Build, and tell open pages; return the identity of the site, which is `shown` if nobody built a new one.

    After the first build the search index is rendered only when somebody searches.
    """
    job = job_of(arguments.content, arguments.site)
    job = job._replace(now=arguments.at or job.now, with_hidden=arguments.drafts, defers_search=shown != (0, 0))
    # Nothing that a build holds lives in circles, and looking for some takes a third of its time.
    gc.disable()
    # The server goes on, whatever is wrong: the next time a file is saved it is built again.
    try:
        with news.building:
            report = build_exclusively(job, notify, memo=memo)
            news.defer(report.deferred)
    except (PublishError, SettingsError) as error:
        print(error, file=sys.stderr, flush=True)
        return shown
    except Exception:  # noqa: BLE001  Who edits a template or a script sees where it failed, and mends it.
        traceback.print_exc()
        print("the build failed; the site is as it was, and is built again when a file is saved", file=sys.stderr)
        return shown
    finally:
        # What is known of every entry stays.
        gc.freeze()
        gc.enable()
    for problem in report.problems:
        print(problem, flush=True)
    seconds = max(report.seconds.values(), default=0.0)
    print(f"built in {seconds:.2f} s: {report.written} files written, {len(report.errors)} problems", flush=True)
    site = identity(job.site)
    # Another command that builds the same site may have been first.
    news.tell(report.problems, published=site != shown)
    return site


if __name__ == "__main__":
    sys.exit(main())
