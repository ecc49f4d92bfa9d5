"""Measure which page search puts first, side by side with Pagefind with an index for each language.

    python3 benchmarks/search_quality.py FOLDER… [--queries 100]

Each folder holds real write-ups: Markdown with front matter, or YAML with a name and a description. Queries are drawn
from them by one seed, and for each it is known which page is meant, because no other has these words:

    titles        the whole title of a page
    words         a word in the form in which one page alone has it, though others may have its stem
    identifiers   'Phase-3', 'CMAKE_PREFIX', 'wi-fi': what holds a sign or a digit within
    French        two words that follow each other in one page alone; also without accents
    others        the same in all other languages but English
    Chinese       three or four characters of one page alone
    mixed         characters beside a Latin word

Both search from a page in the language of the page that is meant. What is counted is how often that page comes first,
and among the first ten.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import frontmatter
import yaml

import gmooc.text.markdown as prose
from gmooc.core.files import Blob
from gmooc.search.documents import SearchEntry, pack_document
from gmooc.search.index import index_targets
from gmooc.search.layout import IndexedPage
from search_vs_pagefind import CHROMIUM, Host, copy_scripts, write_page
from tools import install_node

PAGE = """<!doctype html><html lang="{language}"><title>Search</title><body></body></html>"""
OURS = """async query => {
  const {Index} = await import("/assets/search/index.js");
  const {arranged} = await import("/assets/search/results.js");
  const {Store} = await import("/assets/search/store.js");
  window.store ??= new Store("/");
  const found = await new Index(window.store).find(query);
  const rows = await arranged(window.store, found.slots.slice(0, 10), found, query, true);
  return rows.map(({ card }) => new URL(card.url).pathname.slice(1));
}"""
PAGEFIND = """async query => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(query);
  const shown = await Promise.all(found.results.slice(0, 10).map(result => result.data()));
  return shown.map(result => result.url.replace(/^\\//, ""));
}"""
MIN_TEXT = 80
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?")
HAN = re.compile("[\u4e00-\u9fff]+")
BESIDE_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[a-z0-9])|(?<=[a-z0-9]) (?=[\u4e00-\u9fff])")


class Query(NamedTuple):
    """Words, the language of the page to search from, and the address of the page that is meant."""

    words: str
    language: str
    url: str


def write_ups(folders: list[Path]) -> Iterator[SearchEntry]:
    """Yield the write-ups of folders as they would be searched."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".md", ".yml", ".yaml") and ".git" not in path.parts and path.is_file():
                try:
                    found = _read(folder, path)
                except (ValueError, yaml.YAMLError, UnicodeError):
                    continue
                if found and len(found.text) >= MIN_TEXT:
                    yield found


def _read(folder: Path, path: Path) -> SearchEntry | None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        values, body = frontmatter.parse(text)
    else:
        values = next((one for one in yaml.safe_load_all(text) if isinstance(one, dict)), {})
        body = str(values.get("desc") or values.get("description") or "")
    rendered = prose.render(body)
    first = rendered.headings[0].text if rendered.headings else ""
    title = str(values.get("title") or values.get("display_name") or values.get("name") or first)
    parts = [part for part in (*path.parent.parts, *path.stem.split(".")[1:]) if LANGUAGE.fullmatch(part)]
    language = str(values.get("lang") or values.get("language") or next((p for p in parts if len(p) == 2), "en"))
    summary = str(values.get("short_description") or values.get("description") or "")
    key = f"{folder.name}/{path.relative_to(folder).with_suffix('')}".lower().replace(" ", "-")
    text = f"{rendered.text} {body}" if path.suffix != ".md" else rendered.text
    if not title:
        return None
    return SearchEntry(
        key, f"{key}/", "project", "zh" if language.startswith("zh") else language, title, summary,
        tuple(heading.text for heading in rendered.headings), text, (("kind", "project"),),
    )  # fmt: skip


def whole(entry: SearchEntry) -> str:
    return "\n".join((entry.title, entry.summary, *entry.headings, entry.text))


def draw_queries(entries: list[SearchEntry], most: int) -> dict[str, list[Query]]:
    """Draw queries of each kind, of which one page alone is meant."""
    luck = random.Random(2026)
    order = luck.sample(entries, len(entries))
    texts = {entry.key: unicodedata.normalize("NFKC", whole(entry)).lower() for entry in entries}
    words = {key: re.findall(r"[^\W_]+", text) for key, text in texts.items()}
    holders: dict[str, set[str]] = defaultdict(set)
    for key, found in words.items():
        for word in found:
            holders[word].add(key)
    titles = Counter(" ".join(re.findall(r"\w+", entry.title.lower())) for entry in entries)
    marked = {
        key: set(re.findall(r"(?<![\w-])[a-z0-9]+(?:[-_][a-z0-9]+)+(?![\w-])", text)) for key, text in texts.items()
    }
    in_marked = Counter(word for found in marked.values() for word in found)

    def is_plain(word: str) -> bool:
        return word.isascii() and word.isalpha() and len(word) > 4

    def some(found: list[str], is_of_one: Callable[[str], bool]) -> list[str]:
        return [words for words in luck.sample(found, min(12, len(found))) if is_of_one(words)]

    def are_words_of_one(pair: str) -> bool:
        return len(set.intersection(*(holders[word] for word in pair.split()))) == 1

    # Chinese is written with a space beside other letters, or without: who looks for one means the other, too.
    close = {key: BESIDE_HAN.sub("", text) for key, text in texts.items()}

    def stands_in_one(piece: str) -> bool:
        return sum(BESIDE_HAN.sub("", piece) in text for text in close.values()) == 1

    def pairs(entry: SearchEntry) -> list[str]:
        found = re.findall(r"(?=(?<!\w)([^\W\d_]{4,} [^\W\d_]{4,})(?!\w))", texts[entry.key])
        return some(found, are_words_of_one)

    def runs(entry: SearchEntry, size: int) -> list[str]:
        found = [run[at : at + size] for run in HAN.findall(texts[entry.key]) for at in range(len(run) - size + 1)]
        return some(found, stands_in_one)

    def mixed(entry: SearchEntry) -> list[str]:
        return some(re.findall(r"[\u4e00-\u9fff]{2} ?[a-z][a-z0-9]{2,}", texts[entry.key]), stands_in_one)

    kinds: dict[str, tuple[Callable[[SearchEntry], bool], Callable[[SearchEntry], list[str]]]] = {
        "titles": (
            lambda entry: titles[" ".join(re.findall(r"\w+", entry.title.lower()))] == 1,
            lambda entry: [entry.title],
        ),
        "words": (
            lambda entry: entry.language == "en",
            lambda entry: [word for word in words[entry.key] if len(holders[word]) == 1 and is_plain(word)],
        ),
        "identifiers": (
            lambda entry: entry.language == "en",
            lambda entry: sorted(w for w in marked[entry.key] if in_marked[w] == 1 and re.search(r"[a-z]", w)),
        ),
        "French": (lambda entry: entry.language == "fr", pairs),
        "others": (lambda entry: entry.language not in ("en", "fr", "zh", "ja", "ko", "th"), pairs),
        "Chinese": (lambda entry: entry.language == "zh", lambda entry: runs(entry, 3) + runs(entry, 4)),
        "mixed": (lambda entry: entry.language == "zh", mixed),
    }  # fmt: skip
    queries: dict[str, list[Query]] = {}
    for kind, (is_meant, drawn_of) in kinds.items():
        chosen: dict[str, Query] = {}
        candidates = [entry for entry in order if is_meant(entry)]
        # Few pages are asked for several times, never by the same words.
        for _ in range(40):
            for entry in candidates:
                if len(chosen) < most and (found := drawn_of(entry)):
                    query = luck.choice(found)
                    chosen.setdefault(query, Query(query, entry.language, entry.url))
            if len(chosen) >= most or kind == "titles":
                break
        queries[kind] = list(chosen.values())
    bare = [query._replace(words=_without_accents(query.words)) for query in queries["French"]]
    queries["French, no accents"] = [query for query in bare if query not in queries["French"]]
    return queries


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def write_index(entries: list[SearchEntry], site: Path) -> None:
    """Write our index and what the browser needs of it."""
    documents = {IndexedPage(entry.key, entry.language): Blob.of(pack_document(entry)) for entry in entries}
    for target in index_targets(documents):
        for path, content in target.contents():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(content)
    copy_scripts(site)


def ask(site: Path, queries: dict[str, list[Query]], script: str) -> dict[str, tuple[float, float, int, list[str]]]:
    """Return for each kind how often the page that is meant is the first and among ten, bytes a query, and misses."""
    from playwright.sync_api import sync_playwright

    for language in {query.language for found in queries.values() for query in found}:
        (site / f"{language}.html").write_text(PAGE.format(language=language), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    start = f"http://127.0.0.1:{server.server_address[1]}/"
    figures = {}
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for kind, asked in queries.items():
            by_language = defaultdict(list)
            for query in asked:
                by_language[query.language].append(query)
            first = among = sent = 0
            missed: list[str] = []
            for language, found in by_language.items():
                page = browser.new_page()
                page.goto(f"{start}{language}.html")
                for query in found:
                    Host.sent.clear()
                    urls = page.evaluate(script, query.words)
                    sent += sum(Host.sent.values())
                    first += urls[:1] == [query.url]
                    among += query.url in urls
                    if urls[:1] != [query.url]:
                        missed.append(
                            f"{query.words!r} in {query.language}: {query.url}, first is {(urls or ['nothing'])[0]}"
                        )
                page.close()
            count = max(1, len(asked))
            figures[kind] = (first / count, among / count, sent // count, missed)
        browser.close()
    server.shutdown()
    return figures


def main() -> None:
    """Print the table of both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", help="folders of write-ups")
    parser.add_argument("--queries", type=int, default=100, metavar="N", help="of each kind at most (100)")
    parser.add_argument("--misses", action="store_true", help="print the queries whose page is not first in ours")
    parser.add_argument("--ours", action="store_true", help="leave Pagefind out")
    arguments = parser.parse_args()
    entries = list({entry.key: entry for entry in write_ups(arguments.folders)}.values())
    queries = draw_queries(entries, arguments.queries)
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours"), Path(folder, "pagefind")
        ours.mkdir()
        theirs.mkdir()
        write_index(entries, ours)
        mine = ask(ours, queries, OURS)
        their = {}
        if not arguments.ours:
            for entry in entries:
                write_page(entry, theirs)
            command = [str(install_node() / "node_modules/.bin/pagefind"), "--site", str(theirs)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            their = ask(theirs, queries, PAGEFIND)
    languages = Counter(entry.language for entry in entries)
    print(f"{len(entries):,} write-ups in {len(languages)} languages: {json.dumps(dict(languages.most_common()))}\n")
    print("| queries | | ours: first | first ten | bytes | Pagefind: first | first ten | bytes |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, asked in queries.items():
        row = [f"{one[0]:.2f} | {one[1]:.2f} | {one[2]:,}" for one in (mine[kind], *([their[kind]] if their else []))]
        print(f"| {kind} | {len(asked)} | {' | '.join(row)} |")
    if arguments.misses:
        for kind, (*_, missed) in mine.items():
            print(f"\n{kind}:", *missed, sep="\n  ")


if __name__ == "__main__":
    main()
