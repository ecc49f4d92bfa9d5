"""Measure what a visitor waits for and pays, in Chromium: .venv/bin/python benchmarks/visitor.py [SIZE].

Compares this site with Material (and its own search) and with Hugo pages searched by Pagefind, all from one corpus, all
served with Brotli, to a phone on a slow line: 1.6 Mbit/s, 150 ms there and back, a processor four times slower. Every
visit begins with an empty cache. Bytes are those on the line.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from tools import PAGEFIND, TOOLS, install, prepare_hugo, prepare_material

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser.programs import find_chrome

LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
SLOWER = 4
PATIENCE = 120_000
PROJECT = "projects/2021/demo-00001/"
LCP = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true }))"""


class Cost(NamedTuple):
    """What one visit took: kilobytes on the line, and milliseconds."""

    kilobytes: float
    milliseconds: float


class Visit:
    """One tab with an empty cache on a slow line, that counts bytes."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport={"width": 360, "height": 740})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.bytes = 0
        line = self.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        line.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def first_view(self, url: str) -> Cost:
        self.page.goto(url, wait_until="networkidle")
        return Cost(self.bytes / 1000, self.page.evaluate(LCP))

    def search(self, url: str, ask: Callable[[Page], None]) -> Cost:
        """Open a page, let it settle, then ask and wait for the first result; only that is counted."""
        self.page.goto(url, wait_until="networkidle")
        self.bytes = 0
        start = time.perf_counter()
        ask(self.page)
        spent = time.perf_counter() - start
        self.page.wait_for_timeout(300)
        return Cost(self.bytes / 1000, spent * 1000)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what a visitor waits for and pays.")
    parser.add_argument("size", type=int, nargs="?", default=1000, help="number of projects")
    size = parser.parse_args().size
    tools = install()
    subprocess.run([tools / "pip", "install", "--quiet", "brotli"], check=True)
    shared = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=shared) as name:
        folder = Path(name)
        build(size, folder)
        words = words_of(folder / "content")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chrome(), args=["--no-sandbox"])
            report(browser, folder, size, words)
            browser.close()


def build(size: int, folder: Path) -> None:
    """Build the three sites."""
    content = folder / "content"
    tools = TOOLS / "bin"
    prepare = [sys.executable, ROOT / "benchmarks/corpus.py", str(size), content]
    ours = [sys.executable, ROOT / "scripts/build.py", "--content", content, "--site", folder / "ours"]
    subprocess.run(prepare, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(ours, check=True, stdout=subprocess.DEVNULL)
    prepare_material(content, folder / "material")
    prepare_hugo(content, folder / "hugo")
    material = [tools / "mkdocs", "build", "-q", "-f", folder / "material/mkdocs.yml", "-d", folder / "material-site"]
    hugo = [tools / "hugo", "--quiet", "--source", folder / "hugo", "--destination", folder / "hugo-site"]
    for command in (material, hugo, [PAGEFIND, "--site", folder / "hugo-site"]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def words_of(content: Path) -> tuple[str, str]:
    """Return a word of an English write-up, and three characters from inside a Chinese one."""
    english = (content / f"{PROJECT.rstrip('/')}.md").read_text(encoding="utf-8").rpartition("---")[2]
    word = max(re.findall(r"[a-z]{6,9}", english), key=len)
    for file in sorted(content.glob("projects/*/demo-*.md")):
        run = re.search(r"[\u4e00-\u9fff]{8,}", file.read_text(encoding="utf-8").rpartition("---")[2])
        if run:
            return word, run[0][2:5]
    return word, "清洁水"


def ask_ours(words: str) -> Callable[[Page], None]:
    def ask(page: Page) -> None:
        page.locator("input[type=search]").first.click()
        page.keyboard.type(words)
        page.locator(".gm-search__result a").first.wait_for()

    return ask


def ask_material(words: str) -> Callable[[Page], None]:
    def ask(page: Page) -> None:
        page.locator("label[for=__search]").first.click()
        page.locator(".md-search__input").fill(words)
        page.locator(".md-search-result__item").first.wait_for(timeout=60_000)

    return ask


def ask_pagefind(words: str) -> Callable[[Page], None]:
    def ask(page: Page) -> None:
        found = page.evaluate(
            """async (words) => {
              const pagefind = await import("/pagefind/pagefind.js");
              const { results } = await pagefind.search(words);
              return results.length ? (await results[0].data()).url : "";
            }""",
            words,
        )
        if not found:
            raise LookupError(words)

    return ask


def report(browser: Browser, folder: Path, size: int, words: tuple[str, str]) -> None:
    print(f"{size:,} write-ups, 1.6 Mbit/s, 150 ms, processor {SLOWER} times slower\n")
    print("| visit | ours | Material | Hugo + Pagefind |\n| --- | ---: | ---: | ---: |")
    with host(folder / "ours") as ours, host(folder / "material-site") as material, host(folder / "hugo-site") as hugo:
        sites = (ours, material, hugo)
        for name, path in (("home, first view", ""), ("a project, first view", PROJECT)):
            print(row(name, [visited(browser, lambda visit, at=site + path: visit.first_view(at)) for site in sites]))
        asks = (ask_ours, ask_material, ask_pagefind)
        for name, wanted in zip(("search, English word", "search, 3 Chinese characters"), words, strict=True):
            costs = [
                visited(browser, lambda visit, at=site + PROJECT, question=question: visit.search(at, question))
                for site, question in zip(sites, [ask(wanted) for ask in asks], strict=True)
            ]
            print(row(name, costs), flush=True)


def visited(browser: Browser, work: Callable[[Visit], Cost]) -> Cost | None:
    """Return what a visit took, or None where nothing was found."""
    visit = Visit(browser)
    try:
        return work(visit)
    except (LookupError, TimeoutError):
        return None
    finally:
        visit.context.close()


def row(name: str, costs: list[Cost | None]) -> str:
    cells = [f"{cost.kilobytes:.1f} kB, {cost.milliseconds:.0f} ms" if cost else "nothing found" for cost in costs]
    return f"| {name} | {' | '.join(cells)} |"


@contextmanager
def host(folder: Path) -> Iterator[str]:
    command = [TOOLS / "bin/python", Path(__file__).parent / "host.py", folder]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
