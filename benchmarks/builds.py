"""Build the same corpus with this site's tools and with others, side by side in one run, and report ratios.

    python3 benchmarks/builds.py [SIZE …] [--repeat N] [--earlier COMMIT] [--plot FILE]

Others: Material for MkDocs as it comes (with its search), and in six languages; Hugo, Hugo with Pagefind, and both made
to give the same site as ours (hugo_site.py); Eleventy. They are installed into build/bench-tools/ on first use. All
read and write on tmpfs where there is one. Code of an earlier commit runs with the packages of today.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hugo_site import prepare_hugo_site
from plot import Line, draw
from tools import (
    PAGEFIND,
    TOOLS,
    install,
    prepare_eleventy,
    prepare_hugo,
    prepare_material,
    prepare_material_in_languages,
    versions,
)

ROOT = Path(__file__).resolve().parent.parent
# Beyond this size, only ours is measured.
MAX_SIZE_OF_OTHERS = 10_000
# Two sites count as the same up to this difference in their number of files, without the search index of each.
MAX_DIFFERENCE = 0.05
# Beyond this size, Material in six languages takes hours.
MAX_SIZE_IN_LANGUAGES = 1000
# Up to this size a run is repeated, unless it takes longer: then what else the machine does evens out within one.
OFTEN = 1000
LONG = 60.0


class Cost(NamedTuple):
    """What one run took: seconds on the clock, seconds of all processors, and MiB of the largest process."""

    wall: float
    cpu: float
    peak: float


def main() -> None:
    arguments = read_arguments()
    tools = install()
    shared = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    print(", ".join(f"{tool} {version}" for tool, version in versions().items()))
    found: dict[int, dict[str, Cost]] = {}
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory(dir=shared) as folder:
            repeat = arguments.repeat if size <= OFTEN else 1
            found[size] = compare(size, Path(folder), tools, repeat, arguments.earlier)
            report(size, found[size])
    if arguments.plot:
        lines = [
            Line(name, [(size, costs[name].cpu) for size, costs in found.items() if name in costs])
            for name in next(iter(found.values()))
        ]
        arguments.plot.write_text(draw(lines, "write-ups", "CPU seconds"), encoding="utf-8")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build one corpus with several tools and report ratios.")
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000], help="numbers of projects")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each; the median counts")
    parser.add_argument("--earlier", metavar="COMMIT", help="measure our code of that commit, too")
    parser.add_argument("--plot", type=Path, help="draw cost against size into this SVG file")
    return parser.parse_args()


def compare(size: int, folder: Path, tools: Path, repeat: int, earlier: str | None) -> dict[str, Cost]:
    """Measure every tool on one corpus."""
    content = folder / "content"
    run([sys.executable, ROOT / "benchmarks/corpus.py", str(size), content])
    if size <= MAX_SIZE_OF_OTHERS:
        prepare_material(content, folder / "material")
        prepare_hugo(content, folder / "hugo")
        prepare_eleventy(content, folder / "eleventy")
    site = folder / "site"
    ours = [sys.executable, ROOT / "scripts/build.py", "--content", content, "--site", site]
    edited = next(content.glob("projects/2021/demo-*.md"))
    hugo = [tools / "hugo", "--quiet", "--source", folder / "hugo", "--destination", folder / "hugo-site"]
    pagefind = [PAGEFIND, "--site", folder / "hugo-site"]
    same_hugo = [tools / "hugo", "--quiet", "--source", folder / "hugo-same", "--destination", folder / "same-site"]
    same_pagefind = [PAGEFIND, "--site", folder / "same-site"]
    eleventy = ["node", TOOLS / "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
    eleventy += [f"--input={folder / 'eleventy'}", f"--output={folder / 'eleventy-site'}"]
    eleventy += [f"--config={os.path.relpath(folder / 'eleventy/eleventy.config.cjs')}"]
    mkdocs = [tools / "mkdocs", "build", "-q", "-f"]
    material = [*mkdocs, folder / "material/mkdocs.yml", "-d", folder / "material-site"]
    in_languages = [*mkdocs, folder / "material-i18n/mkdocs.yml", "-d", folder / "i18n-site"]

    def forget() -> None:
        for path in folder.glob("*site*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in folder.glob(".site*"):
            shutil.rmtree(path, ignore_errors=True)

    def edit() -> None:
        edited.write_text(edited.read_text(encoding="utf-8") + f"\nEdited at {time.time_ns()}.\n", encoding="utf-8")

    # Bytecode and compiled templates are there for every tool before its first run that counts.
    run(ours)
    costs = {
        "ours, cold": median(repeat, lambda: run(ours), forget),
        "ours, one edit": median(repeat, lambda: run(ours), edit),
        "ours, no change": median(repeat, lambda: run(ours)),
    }
    if earlier:
        checkout_earlier(earlier, folder / "earlier")
        then = [sys.executable, folder / "earlier/scripts/build.py", "--content", content, "--site", site]
        forget()
        run(then)
        costs |= {
            f"ours at {earlier}, cold": median(repeat, lambda: run(then), forget),
            f"ours at {earlier}, one edit": median(repeat, lambda: run(then), edit),
            f"ours at {earlier}, no change": median(repeat, lambda: run(then)),
        }
        forget()
    if size > MAX_SIZE_OF_OTHERS:
        return costs
    costs |= {
        "Material": median(repeat, lambda: run(material), forget),
        "Hugo": median(repeat, lambda: run(hugo), forget),
        "Eleventy": median(repeat, lambda: run(eleventy), forget),
    }
    if size <= MAX_SIZE_IN_LANGUAGES:
        prepare_material_in_languages(content, folder / "material-i18n")
        costs["Material, six languages"] = median(repeat, lambda: run(in_languages), forget)
    costs["Hugo + Pagefind"] = median(repeat, lambda: run(hugo, pagefind), forget)
    run(ours)
    prepare_hugo_site(content, site, folder / "hugo-same")
    known = count_files(site, "search/")
    costs["Hugo + Pagefind, the same site"] = median(repeat, lambda: run(same_hugo, same_pagefind), forget)
    found = count_files(folder / "same-site", "pagefind/")
    print(f"\nFiles without search: {known} of ours, {found} of Hugo's same site ({found / known:.3f})")
    if abs(found / known - 1) > MAX_DIFFERENCE:
        sys.exit(f"must differ by at most {MAX_DIFFERENCE:.0%} to count as the same site")
    return costs


def checkout_earlier(commit: str, folder: Path) -> None:
    """Lay out our code of a commit, which finds the packages of today beside it."""
    subprocess.run(["git", "clone", "--quiet", "--shared", ROOT, folder], check=True)
    subprocess.run(["git", "-C", folder, "checkout", "--quiet", commit], check=True)
    (folder / ".venv").symlink_to(ROOT / ".venv")


def count_files(folder: Path, index: str) -> int:
    """Return how many files a site has, without those of its search index."""
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sum(not path.startswith(index) for path in files)


def run(*commands: list[str | Path]) -> Cost:
    """Run commands one after the other."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    peak = 0
    for command in commands:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, error = process.communicate()
        if process.returncode:
            sys.exit(f"{command[0]} failed:\n{error.decode()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = after.ru_maxrss // (1024 if sys.platform != "darwin" else 1024 * 1024)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - start, cpu, peak)


def median(repeat: int, work: Callable[[], Cost], before: Callable[[], None] = lambda: None) -> Cost:
    """Return the median of several runs, of one if it is long.

    Each is in a process of its own, so that the largest process is its own, too.
    """
    costs = []
    for _ in range(repeat):
        before()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writer, repr(tuple(work())).encode())
            os._exit(0)
        os.close(writer)
        os.waitpid(child, 0)
        with os.fdopen(reader) as answer:
            costs.append(Cost(*map(float, answer.read().strip("()").split(","))))
        if costs[-1].wall > LONG:
            break
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def report(size: int, costs: dict[str, Cost]) -> None:
    """Print a table; the ratios are to our cold build."""
    ours = costs["ours, cold"]
    print(f"\n{size} projects, {os.cpu_count()} processors, Python {sys.version.split()[0]}\n")
    print("| build | wall s | CPU s | largest process MiB | ours / it: wall | ours / it: CPU |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, cost in costs.items():
        print(
            f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.peak:.0f} "
            f"| {ours.wall / cost.wall:.2f} | {ours.cpu / cost.cpu:.2f} |"
        )


if __name__ == "__main__":
    main()
