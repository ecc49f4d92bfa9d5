"""Version 1 of the API: an index, lists, dumps, and each entry's own files.

    api/v1/index.json                        where a client begins
    api/v1/<id>.json                         an entry, listed beside its page by `export_target`
    api/v1/projects/pages/<year>-<n>.json    projects in lists, newest first
    api/v1/<kind>/pages/<n>.json             entries of the other kinds, whole
    api/v1/dumps/<kind>.ndjson and .csv      all entries, translations included; projects by year
    api/v1/dumps/projects-<year>.bib …       citations of all projects of a year
    api/v1/dumps/<kind>-<part>.ndjson …      what is too much for one dump, from part 2 on

Lists and dumps begin anew with each year: a project that comes or goes touches the files of its own year alone.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry, is_entry_of, load_entry
from gmooc.core.files import Blob
from gmooc.core.json_text import as_line, pretty
from gmooc.core.settings import Settings
from gmooc.exports.citations import citations_of
from gmooc.exports.csv import head_of, row_of
from gmooc.exports.embeds import certificate, embed_url, project_embed
from gmooc.model.kinds import KINDS, PROJECT
from gmooc.model.records import Project
from gmooc.open_data.values import API, DATA_SOURCE, LICENCE, SITE_TITLE, Images, entry_data, json_file, project_item
from gmooc.render.target import OutputContext, Target


class Lines(NamedTuple):
    """What is kept of an entry for dumps: a line of JSON, a row of a table, and the citations of a project."""

    json: bytes
    row: bytes
    bibtex: str = ""
    ris: str = ""
    csl: str = ""

    def pack(self) -> bytes:
        """Return it as bytes."""
        return marshal.dumps(tuple(self))

    @classmethod
    def unpack(cls, packed: bytes) -> Lines:
        """Take it from bytes."""
        return cls._make(marshal.loads(packed))


def lines_of(entry: Entry, images: Images, site_url: str) -> Lines:
    """Return the lines of an entry for dumps."""
    data = entry_data(entry, images)
    lines = Lines(as_line(data) + b"\n", row_of(data))
    if not is_entry_of(entry, Project):
        return lines
    cited = citations_of(entry, site_url)
    return lines._replace(bibtex=cited.bibtex, ris=cited.ris, csl=cited.csl)


def export_target(card: Card, entry: Blob, lines: Blob, settings: Settings) -> Target:
    """List an entry's own files: its JSON and, of a project, what other sites embed and its certificate."""
    if card.kind != PROJECT.name:
        return Target((json_file(card.url),), (entry, lines), _json, cost=1)
    paths = (json_file(card.url), f"{embed_url(card.url)}index.html", f"{card.url}certificate.html")
    return Target(paths, (entry, lines, settings.site_url, settings.is_demo), _files_of_project, cost=1)


def _json(kept: Blob, lines: Blob) -> bytes:
    entry, line = load_entry(kept), Lines.unpack(lines.read()).json.rstrip()
    written = map(as_line, (entry.values, entry.front_matter, entry.body, entry.prose.html))
    return b'%b,"front_matter":%b,"front_matter_text":%b,"markdown":%b,"html":%b}\n' % (line[:-1], *written)


def _files_of_project(kept: Blob, lines: Blob, site_url: str, is_demo: bool) -> Iterator[bytes]:
    entry = load_entry(kept)
    assert is_entry_of(entry, Project)
    yield _json(kept, lines)
    yield project_embed(entry, is_demo=is_demo)
    yield certificate(entry, site_url, is_demo=is_demo)


# The forms in which all projects of a year are cited.
CITED = (".bib", ".ris", ".csl.json")

# Entries in a page of a list.
PAGE_SIZE = 100
# A dump holds this many: 20 MB, where hosts take files of 25 MB and more.
MAX_DUMPED = 10_000
FOLDERS = {kind.name: kind.folder for kind in KINDS}

# The documents that describe the API, as the index names them.
DESCRIPTIONS = {
    "openapi": f"{API}openapi.json",
    "datapackage": f"{API}datapackage.json",
    "documentation": "data/",
}


class Dump(NamedTuple):
    """A file of entries of a kind, or of projects of a year, in several forms; `name` has no ending."""

    kind: str
    name: str
    cards: tuple[Card, ...]

    def path(self, ending: str) -> str:
        """Return where one form of it lies."""
        return f"{API}dumps/{self.name}{ending}"


def api_targets(context: OutputContext) -> Iterator[Target]:
    """List where a client begins, the lists, and the dumps."""
    pages = _project_pages(context)
    yield from _in_turn(pages, _project_page)
    for kind, entries in _whole_kinds(context).items():
        yield from _in_turn(_pages_of(kind, entries, context), _page)
    dumps = dumps_of(context)
    for dump in dumps:
        yield _dump(dump, context)
    counts = {kind: len(entries) for kind, entries in _whole_kinds(context).items()}
    firsts = {kind: f"{API}{FOLDERS[kind]}/pages/1.json" for kind, count in counts.items() if count}
    counts[PROJECT.name] = len(context.catalogue.projects)
    if pages:
        firsts[PROJECT.name] = pages[0][0]
    shelves = {
        folder: {
            "count": counts[kind],
            "first": firsts.get(kind),
            "ndjson": [dump.path(".ndjson") for dump in dumps if dump.kind == kind],
            "csv": [dump.path(".csv") for dump in dumps if dump.kind == kind],
            "citations": [dump.path(form) for dump in dumps if dump.kind == kind == PROJECT.name for form in CITED],
        }
        for kind, folder in FOLDERS.items()
    }
    yield Target((f"{API}index.json",), (context.settings.site_url, shelves), _index)


def dumps_of(context: OutputContext) -> list[Dump]:
    """Return the dumps there are."""
    cards = sorted(context.catalogue.cards.values(), key=lambda card: (card.kind, card.year, card.id, card.key))
    dumps: list[Dump] = []
    for kind, folder in FOLDERS.items():
        found = [card for card in cards if card.kind == kind]
        if kind == PROJECT.name:
            for year, group in groupby(found, key=lambda card: card.year):
                dumps += _parts(kind, f"{folder}-{year}", tuple(group))
        else:
            dumps += _parts(kind, folder, tuple(found))
    return dumps


def _parts(kind: str, name: str, cards: tuple[Card, ...]) -> Iterator[Dump]:
    """Yield a dump of so many entries as fit in, and what is left as its further parts."""
    for number, start in enumerate(range(0, len(cards), MAX_DUMPED), 1):
        yield Dump(kind, name if number == 1 else f"{name}-{number}", cards[start : start + MAX_DUMPED])


# The path of a page of a list, and what it shows.
_Listed = tuple[str, tuple[Any, ...]]


def _whole_kinds(context: OutputContext) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of the kinds whose lists hold them whole."""
    return {kind.name: context.catalogue.whole(kind.name) for kind in KINDS if kind.kept_whole}


def _project_pages(context: OutputContext) -> list[_Listed]:
    catalogue = context.catalogue
    many = {
        id: tuple(sorted(language for language, _ in pairs))
        for id, pairs in catalogue.translations.items()
        if len(pairs) > 1
    }
    pages: list[_Listed] = []
    for year, found in groupby(catalogue.projects, key=lambda card: card.year):
        cards = tuple(found)
        for number, start in enumerate(range(0, len(cards), PAGE_SIZE), 1):
            shown = cards[start : start + PAGE_SIZE]
            languages = {card.id: many[card.id] for card in shown if card.id in many}
            pages.append((f"{API}projects/pages/{year}-{number}.json", (shown, languages)))
    return pages


def _pages_of(kind: str, entries: tuple[Entry, ...], context: OutputContext) -> list[_Listed]:
    return [
        (
            f"{API}{FOLDERS[kind]}/pages/{number}.json",
            tuple(context.kept[entry.key].lines for entry in entries[start : start + PAGE_SIZE]),
        )
        for number, start in enumerate(range(0, len(entries), PAGE_SIZE), 1)
    ]


def _in_turn(pages: list[_Listed], render: Callable[..., bytes]) -> Iterator[Target]:
    """List pages of which each names the one before and the one after it."""
    for number, (path, shown) in enumerate(pages):
        before = pages[number - 1][0] if number else None
        after = pages[number + 1][0] if number + 1 < len(pages) else None
        yield Target((path,), (before, after, *shown), render)


def _project_page(
    before: str | None, after: str | None, cards: tuple[Card, ...], languages: dict[str, tuple[str, ...]]
) -> bytes:
    return _list(before, after, [as_line(project_item(card, languages.get(card.id, ()))) for card in cards])


def _page(before: str | None, after: str | None, *kept: Blob) -> bytes:
    return _list(before, after, [Lines.unpack(lines.read()).json.rstrip() for lines in kept])


def _list(before: str | None, after: str | None, items: list[bytes]) -> bytes:
    head = as_line({"licence": LICENCE, "source": DATA_SOURCE, "previous": before, "next": after})
    return b'%b,"items":[\n%b\n]}\n' % (head[:-1], b",\n".join(items))


def _index(site: str, shelves: dict[str, Any]) -> bytes:
    index = {
        "version": 1,
        "title": SITE_TITLE,
        "licence": LICENCE,
        "source": DATA_SOURCE,
        "site": site or None,
        "root": "../../",
    }
    return pretty(index | DESCRIPTIONS | shelves)


def _dump(dump: Dump, context: OutputContext) -> Target:
    """List all forms of a dump, which are made of the same lines."""
    forms = (".ndjson", ".csv", *(CITED if dump.kind == PROJECT.name else ()))
    kept = tuple([context.kept[card.key].lines for card in dump.cards])
    return Target(tuple(map(dump.path, forms)), (dump.kind, kept), _forms)


def _forms(kind: str, kept: tuple[Blob, ...]) -> Iterator[bytes]:
    lines = [Lines.unpack(line.read()) for line in kept]
    yield b"".join([line.json for line in lines])
    yield head_of(kind) + b"".join([line.row for line in lines])
    if kind == PROJECT.name:
        yield "\n".join([line.bibtex for line in lines]).encode()
        yield "".join([line.ris for line in lines]).encode()
        yield f"[\n{chr(44).join([line.csl[1:-1] for line in lines])}\n]\n".encode()
