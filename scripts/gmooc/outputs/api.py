"""Turn the catalogue into version 1 of the API: an index, lists, dumps, and what describes them.

    api/v1/index.json                        where a client begins
    api/v1/<id>.json                         an entry (made with its page, see twins.py)
    api/v1/projects/pages/<year>-<n>.json    projects in lists, newest first
    api/v1/<kind>/pages/<n>.json             entries of the other kinds, whole
    api/v1/dumps/<kind>.ndjson and .csv      all entries, translations included; projects by year
    api/v1/dumps/projects-<year>.bib …       citations of all projects of a year

Lists and dumps begin anew with each year: a project that comes or goes touches the files of its own year alone.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from gmooc.catalogue import Card
from gmooc.outputs.api_data import API, LICENCE, SOURCE, TITLE, project_item
from gmooc.outputs.json_text import as_line, pretty
from gmooc.outputs.making import Kept, Making
from gmooc.outputs.page import Plan
from gmooc.outputs.tables import head_of
from gmooc.outputs.twins import Lines
from gmooc.records import Entry

# The forms in which all projects of a year are cited.
CITED = (".bib", ".ris", ".csl.json")
# A page of a list holds this many entries.
PAGE = 100
FOLDERS = {"project": "projects", "challenge": "challenges", "sdg": "sdgs", "announcement": "announcements"}
# The documents that describe the API, as the index names them.
DESCRIPTIONS = {
    "openapi": f"{API}openapi.json",
    "datapackage": f"{API}datapackage.json",
    "documentation": "data/",
}


class Dump(NamedTuple):
    """A file of all entries of a kind, or of the projects of a year, in several forms; `name` has no ending."""

    kind: str
    name: str
    cards: tuple[Card, ...]

    def path(self, ending: str) -> str:
        """Give where one form of it lies."""
        return f"{API}dumps/{self.name}{ending}"


def api_plans(making: Making) -> Iterator[Plan]:
    """Plan what shows cards alone: where a client begins, and projects in lists."""
    pages = _project_pages(making)
    yield from _in_turn(pages)
    dumps = dumps_of(making)
    counts = {kind: len(entries) for kind, entries in _whole_kinds(making).items()}
    firsts = {kind: f"{API}{FOLDERS[kind]}/pages/1.json" for kind, count in counts.items() if count}
    counts["project"] = len(making.catalogue.projects)
    if pages:
        firsts["project"] = pages[0][0]
    shelves = {
        folder: {
            "count": counts[kind],
            "first": firsts.get(kind),
            "ndjson": [dump.path(".ndjson") for dump in dumps if dump.kind == kind],
            "csv": [dump.path(".csv") for dump in dumps if dump.kind == kind],
            "citations": [dump.path(form) for dump in dumps if dump.kind == kind == "project" for form in CITED],
        }
        for kind, folder in FOLDERS.items()
    }
    site = making.settings.site_url
    yield Plan(f"{API}index.json", (site, json.dumps(shelves)), lambda: _index(site, shelves))


def api_text_plans(making: Making) -> Iterator[Plan]:
    """Plan what shows the texts of entries: lists of the kinds of which there are few, and dumps."""
    kept = making.kept
    for kind, entries in _whole_kinds(making).items():
        pages: list[_Listed] = []
        for number, start in enumerate(range(0, len(entries), PAGE), 1):
            places = tuple(kept.places[entry.key] for entry in entries[start : start + PAGE])
            pages.append((f"{API}{FOLDERS[kind]}/pages/{number}.json", places, partial(_lines, places, kept)))
        yield from _in_turn(pages)
    for dump in dumps_of(making):
        yield from _dump_plans(dump, kept)


def dumps_of(making: Making) -> list[Dump]:
    """Give the dumps there are."""
    cards = sorted(making.catalogue.cards.values(), key=lambda card: (card.kind, card.year, card.id, card.key))
    dumps = []
    for kind, folder in FOLDERS.items():
        found = [card for card in cards if card.kind == kind]
        if kind == "project":
            years = groupby(found, key=lambda card: card.year)
            dumps += [Dump(kind, f"{folder}-{year}", tuple(group)) for year, group in years]
        elif found:
            dumps.append(Dump(kind, folder, tuple(found)))
    return dumps


# A path, what it depends on, and what gives the entries that it lists.
_Listed = tuple[str, tuple[Any, ...], Callable[[], list[bytes]]]


def _whole_kinds(making: Making) -> dict[str, tuple[Entry, ...]]:
    """Give the entries of the kinds whose lists hold them whole."""
    catalogue = making.catalogue
    return {"challenge": catalogue.challenges, "sdg": catalogue.sdgs, "announcement": catalogue.announcements}


def _project_pages(making: Making) -> list[_Listed]:
    catalogue = making.catalogue
    many = {
        id: tuple(sorted(language for language, _ in pairs))
        for id, pairs in catalogue.translations.items()
        if len(pairs) > 1
    }
    pages: list[_Listed] = []
    for year, found in groupby(catalogue.projects, key=lambda card: card.year):
        cards = tuple(found)
        for number, start in enumerate(range(0, len(cards), PAGE), 1):
            shown = cards[start : start + PAGE]
            languages = tuple((card.id, many[card.id]) for card in shown if card.id in many)
            path = f"{API}projects/pages/{year}-{number}.json"
            pages.append((path, (*shown, languages), partial(_items, shown, dict(languages))))
    return pages


def _in_turn(pages: list[_Listed]) -> Iterator[Plan]:
    """Plan lists of which each names the one before and the one after it."""
    for number, (path, inputs, items) in enumerate(pages):
        before = pages[number - 1][0] if number else None
        after = pages[number + 1][0] if number + 1 < len(pages) else None
        yield Plan(path, (before or "", after or "", *inputs), partial(_list, before, after, items))


def _items(cards: tuple[Card, ...], languages: dict[str, tuple[str, ...]]) -> list[bytes]:
    return [as_line(project_item(card, languages.get(card.id, ()))) for card in cards]


def _lines(places: tuple[tuple[int, int], ...], kept: Kept) -> list[bytes]:
    return [Lines.unpack(kept.get(place)).json.rstrip() for place in places]


def _list(before: str | None, after: str | None, items: Callable[[], list[bytes]]) -> bytes:
    head = as_line({"licence": LICENCE, "source": SOURCE, "previous": before, "next": after})
    return b'%b,"items":[\n%b\n]}\n' % (head[:-1], b",\n".join(items()))


def _index(site: str, shelves: dict[str, Any]) -> bytes:
    index = {"version": 1, "title": TITLE, "licence": LICENCE, "source": SOURCE, "site": site or None, "root": "../../"}
    return pretty(index | DESCRIPTIONS | shelves)


def _dump_plans(dump: Dump, kept: Kept) -> Iterator[Plan]:
    places = [kept.places[card.key] for card in dump.cards]
    inputs = (marshal.dumps(places, 0),)
    forms: dict[str, Callable[[list[Lines]], bytes]] = {
        ".ndjson": lambda lines: b"".join([line.json for line in lines]),
        ".csv": lambda lines: head_of(dump.kind) + b"".join([line.row for line in lines]),
    }
    if dump.kind == "project":
        forms |= {
            ".bib": lambda lines: "\n".join([line.bibtex for line in lines]).encode(),
            ".ris": lambda lines: "".join([line.ris for line in lines]).encode(),
            ".csl.json": lambda lines: _one_list([line.csl for line in lines]),
        }
    shared = _Shared(places, kept, len(forms))
    for suffix, form in forms.items():
        yield Plan(dump.path(suffix), inputs, partial(_dumped, form, shared))


def _dumped(form: Callable[[list[Lines]], bytes], shared: _Shared) -> bytes:
    return form(shared())


def _one_list(lists: list[str]) -> bytes:
    return f"[\n{chr(44).join([part[1:-1] for part in lists])}\n]\n".encode()


class _Shared:
    """Lines that are read when the first form of a dump is made, and forgotten when the last one has them."""

    def __init__(self, places: Iterable[tuple[int, int]], kept: Kept, forms: int) -> None:
        self.places, self.kept, self.forms = places, kept, forms
        self.lines: list[Lines] | None = None

    def __call__(self) -> list[Lines]:
        lines = self.lines or [Lines.unpack(self.kept.get(place)) for place in self.places]
        self.forms -= 1
        self.lines = lines if self.forms else None
        return lines
