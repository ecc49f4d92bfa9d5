"""Measure search side by side with Pagefind: index cost, bytes to the first result, and what is found in Chinese.

    python3 benchmarks/search_vs_pagefind.py 1000 10000

Both index one made-up corpus, one write-up in five in Chinese. Visits are real: headless Chromium opens a page of each
over a local server that compresses as hosts do, and the first result is waited for. What is missing (Pagefind,
Chromium) is said and left out. Pagefind comes from npm; needs `brotli` and `playwright` beside the site's own packages.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import html
import json
import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))


from gmooc.core.files import Blob
from gmooc.render.mkdocs_frames import without_comments
from gmooc.search.documents import SearchEntry, pack_document
from gmooc.search.index import index_targets
from gmooc.search.layout import IndexedPage
from tools import install_node

COMMON = "the of and to in a for is we that with our on"
ENGLISH = """water energy health education climate students school farmers village clean solar pump filter data sensor
    teacher community women market food waste plastic forest river ocean city transport housing poverty hunger equality
    peace justice partner innovation industry recycling harvest irrigation vaccine hospital learning courses challenge
    prototype mobile application platform network survey interview design testing pilot results measure improve reduce
    support"""
CHINESE = """清洁饮水 可持续发展 人工智能 教育公平 气候变化 太阳能 农村学校 医疗健康 垃圾分类 海洋保护 在线课程 团队合作
    数据分析 社区服务 女性赋权 粮食安全 城市交通 森林恢复 减少贫困 学生项目"""
STARTS = "b br c ch d f g gr l m n p pl pr r s st t tr v w"
MIDDLES = "b c d f l ll m n nd p r rt s st t v"
ENDS = "n nt r s sh t te tion ment al able ing ed er ly ism ity"
VISITS = ("water", "solar pump", "irrigation", "education", "heal", "饮水", "太阳能", "可持续发展", "人工智能")
COMPRESSED = (".html", ".js", ".mjs", ".css", ".json", ".svg", ".wasm")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Cost(NamedTuple):
    """What a step cost: seconds of work over all cores, seconds on the clock, and the largest process."""

    cpu: float
    wall: float
    peak: float


def corpus(size: int) -> Iterator[SearchEntry]:
    """Make up write-ups with a vocabulary that grows as that of real text does."""
    luck = random.Random(2024)
    starts = [a + b for a in STARTS.split() for b in ("a", "e", "i", "o", "u", "ai", "ea")]
    middles = [a + b for a in MIDDLES.split() for b in "aeiou"]
    made = sorted(
        {
            luck.choice(starts)
            + "".join(luck.choices(middles, k=luck.choice((0, 1, 1, 2))))
            + luck.choice(ENDS.split())
            for _ in range(60_000)
        }
    )
    luck.shuffle(made)
    vocabulary = [*COMMON.split(), *ENGLISH.split(), *made]
    common = [chr(code) for code in luck.sample(range(0x4E00, 0x8D00), 3000)]
    words = [*CHINESE.split(), *("".join(luck.choices(common[:1200], k=2)) for _ in range(6_000)), *common]
    # Words of a language keep company: without phrases every pair of characters would be new.
    usual = _zipf(len(words))
    phrases = [
        *CHINESE.split(),
        *("".join(luck.choices(words, cum_weights=usual, k=luck.choice((1, 2, 3)))) for _ in range(40_000)),
    ]
    english, chinese = _zipf(len(vocabulary)), _zipf(len(phrases))
    for number in range(size):
        is_chinese = number % 5 == 4
        year, goal = str(luck.choice((2021, 2024, 2025))), str(luck.randint(1, 17))
        if is_chinese:
            drawn = iter(luck.choices(phrases, cum_weights=chinese, k=280))
            sentences = ["".join(next(drawn) for _ in range(7)) + "。" for _ in range(40)]
            title, text = "".join(luck.choices(phrases, cum_weights=chinese, k=3)), "\n\n".join(sentences)
        else:
            drawn = iter(luck.choices(vocabulary, cum_weights=english, k=500))
            sentences = [" ".join(next(drawn) for _ in range(14)).capitalize() + "." for _ in range(35)]
            title, text = (
                " ".join(luck.choices(vocabulary, cum_weights=english, k=5)).capitalize(),
                "\n\n".join(sentences),
            )
        yield SearchEntry(
            key=f"projects/{year}/project-{number}",
            url=f"projects/{year}/project-{number}/",
            kind="project",
            language="zh" if is_chinese else "en",
            title=title,
            summary=sentences[0][:180],
            headings=("Our solution", "Results"),
            text=text,
            facets=(
                ("kind", "project"),
                ("year", year),
                ("goal", goal),
                ("country", luck.choice(("KE", "CN", "IN", "BR", "FR"))),
            ),
        )


def _zipf(size: int) -> list[float]:
    total, weights = 0.0, []
    for rank in range(size):
        total += 1 / (rank + 3)
        weights.append(total)
    return weights


def write_page(entry: SearchEntry, out: Path) -> None:
    """Write the least page of a write-up, for Pagefind to read."""
    page = out / entry.url / "index.html"
    page.parent.mkdir(parents=True)
    text = "".join(f"<p>{html.escape(part)}</p>" for part in entry.text.split("\n\n"))
    filters = "".join(f'<span data-pagefind-filter="{name}">{value}</span>' for name, value in entry.facets)
    page.write_text(
        f'<!doctype html><html lang="{entry.language}"><title>{html.escape(entry.title)}</title>'
        f"<main data-pagefind-body><h1>{html.escape(entry.title)}</h1>{text}{filters}</main></html>"
    )


def measured(task: Any, *arguments: Any) -> Cost:
    """Run a task in a process of its own and say what it and its children cost."""
    line, end = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_measure, args=(end, task, arguments))
    child.start()
    end.close()
    cost: Cost = line.recv()
    child.join()
    return cost


def _measure(line: Any, task: Any, arguments: tuple[Any, ...]) -> None:
    begun = time.perf_counter()
    task(*arguments)
    wall = time.perf_counter() - begun
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    line.send(Cost(cpu, wall, max(own.ru_maxrss, children.ru_maxrss) / 1024))


def index_ours(source: Path, out: Path) -> None:
    """Index as a build does: terms in two processes, spilled to a file, then the shards."""
    spill = out / "spill"
    workers = [
        multiprocessing.get_context("fork").Process(target=_spill, args=(source, spill, number)) for number in (0, 1)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    gc.disable()
    blobs = _Blobs(spill)
    documents = {
        IndexedPage(*key.split("\t")): Blob(key.encode(), lambda key: blobs.get(key.decode())) for key in blobs.places
    }
    targets = index_targets(documents)
    for path, content in (found for target in targets for found in target.contents()):
        target = out / path
        try:
            target.write_bytes(content)
        except FileNotFoundError:
            target.parent.mkdir(parents=True)
            target.write_bytes(content)


def _spill(source: Path, spill: Path, number: int) -> None:
    with source.open() as lines, open(f"{spill}-{number}", "wb") as written:
        for index, line in enumerate(lines):
            if index % 2 == number:
                entry = _entry(line)
                blob = pack_document(entry)
                key = f"{entry.key}\t{entry.language}".encode()
                written.write(len(key).to_bytes(4, "big") + len(blob).to_bytes(4, "big") + key + blob)


def _entry(line: str) -> SearchEntry:
    row = json.loads(line)
    return SearchEntry(*row[:6], tuple(row[6]), row[7], tuple(map(tuple, row[8])))


class _Blobs:
    """What was spilled, read one by one."""

    def __init__(self, spill: Path) -> None:
        self.files = [Path(f"{spill}-{number}").open("rb") for number in (0, 1)]  # noqa: SIM115  Read until the end.
        self.places: dict[str, tuple[int, int, int]] = {}
        for number, file in enumerate(self.files):
            while head := file.read(8):
                key = file.read(int.from_bytes(head[:4], "big")).decode()
                size = int.from_bytes(head[4:], "big")
                self.places[key] = (number, file.tell(), size)
                file.seek(size, 1)

    def get(self, key: str) -> bytes:
        number, start, size = self.places[key]
        self.files[number].seek(start)
        return self.files[number].read(size)


class Host(SimpleHTTPRequestHandler):
    """Serves a folder compressed as hosts do, and counts the bytes it sends."""

    protocol_version = "HTTP/1.1"
    sent: ClassVar[dict[str, int]] = {}
    packed: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        """Send one file."""
        import brotli

        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        key = str(path)
        if key not in self.packed:
            content = path.read_bytes()
            self.packed[key] = brotli.compress(content, quality=5) if path.suffix in COMPRESSED else content
        content = self.packed[key]
        self.sent[self.path] = len(content)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(key))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def handle(self) -> None:
        """Serve one visitor, who may leave at any moment."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


OUR_PAGE = """<!doctype html><html lang="en"><title>Search</title>
<script type="module" src="assets/search.js"></script>
<form role="search" action="search/" data-search-root="./">
<input name="q" type="search" aria-label="Search"></form></html>"""
PAGEFIND_PAGE = """<!doctype html><html lang="en"><title>Search</title><script type="module">
window.look = async words => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(words);
  const shown = await Promise.all(found.results.slice(0, 6).map(result => result.data()));
  return {count: found.results.length, shown: shown.map(result => result.meta.title)};
};
</script></html>"""
LOOK_OURS = """async words => {
  const {Index} = await import("/assets/search/index.js");
  const {Store} = await import("/assets/search/store.js");
  window.index ??= new Index(new Store("/"));
  const found = await window.index.find(words);
  return {count: found.slots.length, slots: found.slots};
}"""


def copy_scripts(site: Path) -> None:
    """Give a site our scripts and styles as they are published."""
    shutil.copytree(ROOT / "theme/overrides/assets", site / "assets")
    for path in (site / "assets").rglob("*.*"):
        path.write_bytes(without_comments(path.name, path.read_bytes()))


def visit(
    site: Path, queries: tuple[str, ...], substrings: list[tuple[str, set[str]]], is_ours: bool
) -> dict[str, Any]:
    """Open a fresh browser for each query and count bytes and time until the first result; then try substrings."""
    from playwright.sync_api import sync_playwright

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    figures: dict[str, Any] = {"visits": {}, "recall": []}
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for words in queries:
            page = browser.new_context().new_page()
            page.goto(address)
            page.wait_for_load_state("networkidle")
            Host.sent.clear()
            begun = time.perf_counter()
            if is_ours:
                page.focus("input")
                page.fill("input", words)
                page.wait_for_selector(".gm-search__result", timeout=20_000)
                count = None
            else:
                count = page.evaluate("words => window.look(words)", words)["count"]
            seconds = time.perf_counter() - begun
            first = dict(Host.sent)
            page.wait_for_load_state("networkidle")
            figures["visits"][words] = (sum(first.values()), sum(Host.sent.values()), seconds, count)
            page.context.close()
        page = browser.new_page()
        page.goto(address)
        addresses = _addresses(site)
        for words, holders in substrings:
            found = page.evaluate(LOOK_OURS if is_ours else "words => window.look(words)", words)
            # Pagefind tells addresses only one by one: its hits are taken to be right ones.
            urls = {addresses[slot] for slot in found.get("slots", ())}
            right = len(holders & urls) if is_ours else min(found["count"], len(holders))
            figures["recall"].append((right, len(holders)))
        browser.close()
    server.shutdown()
    return figures


def _addresses(site: Path) -> dict[int, str]:
    cards = [json.loads(shard.read_bytes()) for shard in site.glob("search/*/cards/*.json")]
    return {int(slot): card[0] for shard in cards for slot, card in shard.items()}


def sample_substrings(entries: list[SearchEntry], count: int) -> list[tuple[str, set[str]]]:
    """Draw pieces of two to six characters out of Chinese write-ups, each with the addresses of those that hold it."""
    luck = random.Random(7)
    chinese = [entry for entry in entries if entry.language == "zh"]
    drawn = []
    for _ in range(count):
        sentence = luck.choice(luck.choice(chinese).text.split("\n\n")).rstrip("。")
        size = luck.randint(2, 6)
        start = luck.randrange(len(sentence) - size)
        words = sentence[start : start + size]
        drawn.append((words, {entry.url for entry in chinese if words in entry.text or words in entry.title}))
    return drawn


def compare(size: int) -> None:
    """Measure both at one size and print the table."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        ours, theirs = Path(folder, "ours"), Path(folder, "pagefind")
        ours.mkdir()
        theirs.mkdir()
        source = Path(folder, "entries")
        # One by one: what this process holds would count in the memory of those it starts.
        with source.open("w") as lines:
            for entry in corpus(size):
                lines.write(json.dumps([getattr(entry, name) for name in SearchEntry.__slots__]) + "\n")
                write_page(entry, theirs)
        cost = measured(index_ours, source, ours)
        command = [str(install_node() / "node_modules/.bin/pagefind"), "--site", str(theirs)]
        other = measured(partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL))
        with source.open() as lines:
            entries = [_entry(line) for line in lines]
        substrings = sample_substrings(entries, 60)
        del entries
        print(f"\n## {size:,} write-ups\n")
        print("| | ours | Pagefind | ratio |\n|---|---|---|---|")
        for name, mine, their, unit in (
            ("index CPU", cost.cpu, other.cpu, "s"),
            ("index wall", cost.wall, other.wall, "s"),
            ("largest process", cost.peak, other.peak, "MB"),
        ):
            print(f"| {name} | {mine:.2f} {unit} | {their:.2f} {unit} | {mine / their:.3f} |")
        for name, folder_of in (("files", ours / "search"), ("", theirs / "pagefind")):
            found = [path for path in folder_of.rglob("*") if path.is_file()]
            total = sum(path.stat().st_size for path in found) / 1e6
            print(f"| {'our' if name else 'Pagefind'} index | {len(found):,} files, {total:.1f} MB | | |")
        if CHROMIUM is None:
            print("\nNo Chromium here: bytes and recall are left out.")
            return
        copy_scripts(ours)
        (ours / "index.html").write_text(OUR_PAGE)
        (theirs / "index.html").write_text(PAGEFIND_PAGE)
        mine = visit(ours, VISITS, substrings, True)
        their = visit(theirs, VISITS, substrings, False)
        for words in VISITS:
            a, b = mine["visits"][words], their["visits"][words]
            print(
                f"| '{words}': bytes to the first result | {a[0]:,} (all shown: {a[1]:,}) | {b[0]:,} ({b[3]} found) "
                f"| {a[0] / b[0]:.3f} |"
            )
            print(f"| '{words}': time | {a[2] * 1000:.0f} ms | {b[2] * 1000:.0f} ms | {a[2] / b[2]:.2f} |")
        recall = [
            sum(min(found, held) for found, held in one["recall"]) / sum(held for _, held in one["recall"])
            for one in (mine, their)
        ]
        print(f"| Chinese pieces found, from an English page | {recall[0]:.3f} | {recall[1]:.3f} | |")


def main() -> None:
    """Compare at each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[1000])
    for size in parser.parse_args().sizes:
        compare(size)


if __name__ == "__main__":
    main()
