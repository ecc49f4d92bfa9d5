"""Read content files and press their pages, step by step for a batch of entries at a time."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from gmooc.catalogue import Catalogue, card_of
from gmooc.claims import claim_of
from gmooc.documents import Document, read_document
from gmooc.keys import digest_card
from gmooc.outputs.page import Page
from gmooc.outputs.pages import record_page
from gmooc.outputs.related import related_of
from gmooc.outputs.search_entry import pack
from gmooc.outputs.searchable import search_entry
from gmooc.outputs.templates import Templates
from gmooc.outputs.twins import Files, twins_of
from gmooc.press import Frame, press
from gmooc.problems import Problem
from gmooc.prose import Image
from gmooc.publish import write
from gmooc.records import Entry, identify, read_entry
from gmooc.search_store import SearchStore
from gmooc.state import Reading

# Each step is taken for so many entries before the next one is: what a step needs then stays near the processor, and
# all take a quarter less time.
BATCH = 16

Thing = TypeVar("Thing")
Opened = tuple[str, Document, tuple[Problem, ...]]


class Order(NamedTuple):
    """What to make of one file: its page, with what it shows of others, in another `language` if need be; its twins."""

    source: str
    related: tuple[Any, ...] | None
    with_twins: bool
    language: str = ""


class Read(NamedTuple):
    """What reading one file gave: `entry` is the packed entry of the kinds of which there are few."""

    reading: Reading
    entry: bytes = b""
    is_pressed: bool = False
    has_twins: bool = False


Frames = dict[str, Frame]


class Workshop:
    """Reads entries and presses their pages; what is read one by one is kept until its page is pressed.

    Pages of files that are `held` show others, so none of them is pressed before those are known.
    """

    def __init__(
        self,
        content: Path,
        files: frozenset[str],
        pictures: dict[str, Image],
        templates: Templates,
        store: SearchStore,
        site_url: str,
        held: frozenset[str] = frozenset(),
    ) -> None:
        self.content = content
        self.files = files
        self.pictures = pictures
        self.templates = templates
        self.store = store
        self.site_url = site_url
        self.held = held
        self.entries: dict[str, Entry] = {}
        self.twins: dict[str, Files] = {}

    def read(self, path: str) -> Read:
        """Read one file."""
        return self._read_batch((path,))[0]

    def make(
        self, paths: Iterable[str], few: Catalogue, out: Path | None, frames_of: Callable[[], Frames | None]
    ) -> Iterator[Read]:
        """Read projects and, if there is an `out`, press the page of each as if there were no other project.

        `few` are the entries of all other kinds; `frames_of` gives the frames once they are there.
        """
        waiting: list[Read] = []
        for batch in _batches(paths):
            for read in self._read_batch(batch):
                card = read.reading.card
                if out is None or card is None or card.is_draft:
                    yield read
                    continue
                # What machines read needs no frame and no other entry.
                self._write_twins(self.entries[card.source], out)
                if card.source in self.held:
                    yield read._replace(has_twins=True)
                else:
                    waiting.append(read)
            frames = frames_of()
            if out and frames is not None:
                yield from self._press_early(waiting, few, out, frames)
                waiting = []
        if waiting:
            assert out is not None
            frames = frames_of()
            while frames is None:
                time.sleep(0.002)
                frames = frames_of()
            yield from self._press_early(waiting, few, out, frames)

    def press(self, orders: Iterable[Order], frames: Frames, out: Path) -> None:
        """Press record pages, and write them and what machines read of them below `out`."""
        entry: Entry | None = None
        # The pages of an entry in all languages follow each other, so that none is read twice or kept for long.
        for batch in _batches(sorted(orders, key=attrgetter("source"))):
            pages: list[Page] = []
            for order in batch:
                if entry is None or entry.path != order.source:
                    entry = self.entries.pop(order.source, None) or self.read_one(order.source)[0]
                if order.related is not None:
                    pages.append(self._page(entry, order.related, order.language))
                if order.with_twins:
                    self._write_twins(entry, out)
            _write_pages(pages, frames, out)

    def read_one(self, path: str) -> tuple[Entry, tuple[Problem, ...]]:
        """Read one file and keep nothing of it."""
        return self._understand(self._open(path))

    def _read_batch(self, paths: Iterable[str]) -> list[Read]:
        found = [self._understand(opened) for opened in [self._open(path) for path in paths]]
        entries = [entry for entry, _ in found if entry.record is not None]
        cards = {entry.path: card_of(entry, self.pictures) for entry in entries}
        packed = {entry.path: pack(search_entry(entry, cards[entry.path])) for entry in entries}
        twins = {entry.path: twins_of(entry, self.pictures, self.site_url) for entry in entries}
        reads: list[Read] = []
        for entry, problems in found:
            path, claim = entry.path, claim_of(entry)
            if entry.record is None:
                reads.append(Read(Reading(path, b"", None, claim, problems)))
                continue
            self.entries[path] = entry
            lines, self.twins[path] = twins[path]
            card, terms, kept = cards[path], self.store.add(packed[path]), self.store.add(lines.pack())
            whole = b"" if entry.kind == "project" else pickle.dumps(entry, pickle.HIGHEST_PROTOCOL)
            reads.append(Read(Reading(path, b"", card, claim, problems, terms, kept, digest_card(card)), whole))
        return reads

    def _open(self, path: str) -> Opened:
        return path, *read_document(path, (self.content / path).read_bytes())

    def _understand(self, opened: Opened) -> tuple[Entry, tuple[Problem, ...]]:
        path, document, problems = opened
        identity = identify(path)
        assert identity is not None
        entry, more = read_entry(document, identity, self.files, self.pictures)
        return entry, problems + more

    def _press_early(self, reads: list[Read], few: Catalogue, out: Path, frames: Frames) -> Iterator[Read]:
        for batch in _batches(reads):
            cards = [read.reading.card for read in batch if read.reading.card]
            entries = [self.entries.pop(card.source) for card in cards]
            related = [related_of(card, few, self.pictures.get) for card in cards]
            _write_pages(list(map(self._page, entries, related)), frames, out)
            yield from [read._replace(is_pressed=True, has_twins=True) for read in batch]

    def _page(self, entry: Entry, related: tuple[Any, ...], language: str = "") -> Page:
        return record_page(entry, related, self.templates, self.site_url, language)

    def _write_twins(self, entry: Entry, out: Path) -> None:
        files = self.twins.pop(entry.path, None) or twins_of(entry, self.pictures, self.site_url)[1]
        for path, content in files:
            write(out, path, content)


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    things = iter(things)
    while batch := list(islice(things, BATCH)):
        yield batch


def _write_pages(pages: list[Page], frames: Frames, out: Path) -> None:
    for page, content in zip(pages, [press(frames[page.frame], page) for page in pages], strict=True):
        write(out, f"{page.url}index.html", content)
