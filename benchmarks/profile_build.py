"""Say where the time of a build goes: .venv/bin/python benchmarks/profile_build.py SIZE [--top N].

Runs one cold build and one with a write-up edited, each in this process alone, under cProfile; prints the seconds at
which each step ended, milliseconds for each write-up, and the functions that took most time themselves.
"""

import argparse
import cProfile
import gc
import pstats
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from gmooc.build import Job, build_site
from gmooc.render.mkdocs_frames import engine_of


def main() -> None:
    parser = argparse.ArgumentParser(description="Say where the time of a build goes.")
    parser.add_argument("size", type=int, help="number of projects")
    parser.add_argument("--top", type=int, default=25, help="how many functions to name")
    arguments = parser.parse_args()
    gc.disable()
    shared = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=shared) as name:
        content = Path(name) / "content"
        demo = [sys.executable, ROOT / "benchmarks/corpus.py", str(arguments.size), content]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        job = Job(ROOT, content, Path(name) / "site", datetime.now(UTC), engine_of(ROOT / "scripts"), {})
        show("cold", job, arguments.size, arguments.top)
        edited = next(content.glob("projects/2021/demo-*.md"))
        edited.write_text(edited.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
        show("one edit", job, arguments.size, arguments.top)


def show(name: str, job: Job, size: int, top: int) -> None:
    profile = cProfile.Profile()
    start = time.process_time()
    profile.enable()
    report = build_site(job)
    profile.disable()
    spent = time.process_time() - start
    print(f"\n{name}: {spent:.2f} CPU s under the profiler, {1000 * spent / size:.2f} ms for each write-up")
    print("steps end at", {step: round(at, 3) for step, at in report.seconds.items()})
    pstats.Stats(profile).sort_stats("tottime").print_stats(top)


if __name__ == "__main__":
    main()
