"""Measure the time from saving an edit until the new text is served, ours against `hugo server`.

    python3 benchmarks/preview.py [SIZE …] [--edits N]

Both serve the same corpus on tmpfs where there is one; a page is asked for every three milliseconds until it shows the
edit. The tools are those of builds.py.
"""

import argparse
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import install, prepare_hugo

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 300


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the time from an edit to its text served.")
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000], help="numbers of projects")
    parser.add_argument("--edits", type=int, default=7, help="edits of each; the median counts")
    arguments = parser.parse_args()
    hugo = install() / "hugo"
    shared = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    print("| write-ups | ours ms | hugo server ms | ours / hugo |\n| ---: | ---: | ---: | ---: |")
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory(dir=shared) as name:
            ours, theirs = compare(size, Path(name), hugo, arguments.edits)
            print(f"| {size:,} | {ours * 1000:.0f} | {theirs * 1000:.0f} | {ours / theirs:.2f} |", flush=True)


def compare(size: int, folder: Path, hugo: Path, edits: int) -> tuple[float, float]:
    """Return the median seconds of both."""
    content = folder / "content"
    demo = [sys.executable, ROOT / "benchmarks/corpus.py", str(size), content]
    subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
    prepare_hugo(content, folder / "hugo")
    page = "projects/2021/demo-00001"
    port = free_port()
    serve = [sys.executable, ROOT / "scripts/serve.py", "--content", content, "--site", folder / "site"]
    with running([*serve, "--port", str(port)]):
        ours = measure(content / f"{page}.md", f"http://127.0.0.1:{port}/{page}/", edits)
    shutil.rmtree(content)
    port = free_port()
    with running([hugo, "server", "--quiet", "--source", folder / "hugo", "--port", str(port)]):
        theirs = measure(folder / f"hugo/content/{page}.md", f"http://127.0.0.1:{port}/{page}/", edits)
    return ours, theirs


def measure(file: Path, url: str, edits: int) -> float:
    """Return the median of the seconds that edits take; the first one, which warms up, does not count."""
    wait_for(url, b"</html>")
    text = file.read_text(encoding="utf-8")
    times = []
    for number in range(edits + 1):
        time.sleep(0.5)
        mark = f"edited{os.getpid()}x{number}x"
        start = time.perf_counter()
        file.write_text(f"{text}\n\n{mark}\n", encoding="utf-8")
        wait_for(url, mark.encode())
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def wait_for(url: str, wanted: bytes) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
                if wanted in answer.read():
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        except http.client.IncompleteRead:
            # The server wrote the file again while it sent it.
            pass
        time.sleep(0.003)
    sys.exit(f"{url} did not show {wanted!r} in {PATIENCE_SECONDS} s")


@contextmanager
def running(command: list[str | Path]) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
