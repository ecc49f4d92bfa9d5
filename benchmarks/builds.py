"""Build the same corpus with this site's tools and with others, side by side in one run, and report ratios.

    python3 benchmarks/builds.py [SIZE …] [--repeat N]

Others: Material for MkDocs as it comes (with its search), Hugo, and Hugo with Pagefind. They are installed into
build/bench-tools/ on first use. All read and write on tmpfs where there is one.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "build/bench-tools"
PACKAGES = ("mkdocs-material<10", "mkdocs<2", "hugo", "pagefind[bin]")

HUGO_LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.summary }}"></head><body><header><nav><a href="{{ "/" | relURL }}">Home</a>
</nav></header><main data-pagefind-body><h1>{{ .Title }}</h1>
{{ block "main" . }}{{ end }}</main><footer></footer></body></html>
"""
HUGO_SINGLE = """{{ define "main" }}<p>{{ .Params.summary }}</p><dl><dt>Challenge</dt><dd>{{ .Params.challenge }}</dd>
<dt>Countries</dt><dd>{{ range .Params.countries }}
<a href="{{ "countries/" | relURL }}{{ . | urlize }}/">{{ . }}</a> {{ end }}</dd></dl>
<nav>{{ .TableOfContents }}</nav>{{ .Content }}{{ end }}
"""
HUGO_LIST = """{{ define "main" }}{{ $pages := .Paginate .RegularPages 48 }}<ul>{{ range $pages.Pages }}<li><h3>
<a href="{{ .RelPermalink }}">{{ .Title }}</a></h3><p>{{ .Params.summary }}</p></li>{{ end }}</ul>{{ end }}
"""
HUGO_TOML = """baseURL = "/"
title = "Demo"
disableKinds = ["RSS"]
[taxonomies]
country = "countries"
status = "status"
outcome = "outcome"
year = "year"
challenge = "challenge"
language = "language"
[markup.goldmark.renderer]
unsafe = true
"""


class Cost(NamedTuple):
    """What one run took: seconds on the clock, seconds of all processors, and MiB of the largest process."""

    wall: float
    cpu: float
    peak: float


def main() -> None:
    arguments = read_arguments()
    tools = install()
    shared = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory(dir=shared) as folder:
            report(size, compare(size, Path(folder), tools, arguments.repeat))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build one corpus with several tools and report ratios.")
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000], help="numbers of projects")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each; the median counts")
    return parser.parse_args()


def install() -> Path:
    """Put the other tools into a folder of their own, and give that folder's programs."""
    if not (TOOLS / "bin").exists():
        venv.create(TOOLS, with_pip=True)
        subprocess.run([TOOLS / "bin/pip", "install", "--quiet", *PACKAGES], check=True)
    return TOOLS / "bin"


def compare(size: int, folder: Path, tools: Path, repeat: int) -> dict[str, Cost]:
    """Measure every tool on one corpus."""
    content = folder / "content"
    run([sys.executable, ROOT / "scripts/demo.py", str(size), content])
    prepare_material(content, folder / "material")
    prepare_hugo(content, folder / "hugo")
    site = folder / "site"
    ours = [sys.executable, ROOT / "scripts/build.py", "--content", content, "--site", site]
    edited = next(content.glob("projects/2021/demo-*.md"))
    hugo = [tools / "hugo", "--quiet", "--source", folder / "hugo", "--destination", folder / "hugo-site"]
    pagefind = [tools / "python", "-m", "pagefind", "--site", folder / "hugo-site"]
    material = [tools / "mkdocs", "build", "-q", "-f", folder / "material/mkdocs.yml", "-d", folder / "material-site"]

    def forget() -> None:
        for path in folder.glob("*site*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in folder.glob(".site*"):
            shutil.rmtree(path, ignore_errors=True)

    def edit() -> None:
        edited.write_text(edited.read_text(encoding="utf-8") + f"\nEdited at {time.time_ns()}.\n", encoding="utf-8")

    costs = {
        "ours, cold": median(repeat, lambda: run(ours), forget),
        "ours, one edit": median(repeat, lambda: run(ours), edit),
        "ours, no change": median(repeat, lambda: run(ours)),
        "Material": median(repeat if size <= 1000 else 1, lambda: run(material), forget),
        "Hugo": median(repeat, lambda: run(hugo), forget),
    }
    costs["Hugo + Pagefind"] = median(repeat if size <= 1000 else 1, lambda: run(hugo, pagefind), forget)
    return costs


def prepare_material(content: Path, folder: Path) -> None:
    """Lay the corpus out for Material for MkDocs as it comes."""
    shutil.copytree(content, folder / "docs", ignore=shutil.ignore_patterns(".*"))
    for extra in ("announcements", "challenges"):
        shutil.rmtree(folder / "docs" / extra, ignore_errors=True)
    settings = "site_name: Demo\ntheme:\n  name: material\n  font: false\nplugins:\n  - search\n"
    (folder / "mkdocs.yml").write_text(settings + "validation:\n  links:\n    not_found: ignore\nnav:\n  - index.md\n")


def prepare_hugo(content: Path, folder: Path) -> None:
    """Lay the corpus out for Hugo, with a small theme of comparable pages and lists."""
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(HUGO_TOML)
    for name, text in (("baseof", HUGO_LAYOUT), ("single", HUGO_SINGLE), ("list", HUGO_LIST), ("terms", HUGO_LIST)):
        (layouts / f"{name}.html").write_text(text)
    for file in content.glob("projects/*/demo-*.md"):
        target = folder / "content" / file.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Hugo reads a year and a language as plain terms only where they are lists of text.
        text = re.sub(r"^(challenge|year|outcome|status|language): (\S+)$", r'\1: ["\2"]', file.read_text(), flags=re.M)
        target.write_text(text)


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
    """Give the median of several runs, each in a process of its own so that the largest process is its own too."""
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
