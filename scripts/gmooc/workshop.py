"""Read content files and press their pages, in this process or shared out among several."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gmooc.catalogue import card_of
from gmooc.checks import claim_of
from gmooc.documents import read_document
from gmooc.outputs.pages import record_page
from gmooc.outputs.search_entry import SearchEntry, pack
from gmooc.outputs.templates import Templates
from gmooc.press import Frame, press
from gmooc.problems import Problem
from gmooc.prose import Image
from gmooc.publish import write
from gmooc.records import Entry, identify, read_entry
from gmooc.state import Reading

# Below this many files, starting helpers costs more than it saves.
ENOUGH_TO_SHARE = 150


class Order(NamedTuple):
    """A record page to press: the file it is made of, and what it shows of other entries."""

    source: str
    related: tuple[Any, ...]


class Read(NamedTuple):
    """What reading one file gave: `entry` is the packed entry of the kinds of which there are few."""

    reading: Reading
    terms: bytes
    entry: bytes


class Workshop:
    """Reads entries and presses their pages; what was read once is kept, packed, until its page is pressed."""

    def __init__(self, content: Path, files: frozenset[str], pictures: dict[str, Image], templates: Templates) -> None:
        self.content = content
        self.files = files
        self.pictures = pictures
        self.templates = templates
        self.packed: dict[str, bytes] = {}

    def read(self, paths: Iterable[str]) -> list[Read]:
        """Read files; what they hold is kept for their pages."""
        return [self._read(path) for path in paths]

    def press(self, orders: Iterable[Order], frames: dict[str, Frame], out: Path) -> int:
        """Press record pages and write them below `out`."""
        count = 0
        for order in orders:
            entry = self._unpack(order.source)
            page = record_page(entry, order.related, self.templates)
            write(out, f"{page.url}index.html", press(frames[page.frame], page).encode())
            count += 1
        return count

    def _read(self, path: str) -> Read:
        entry, problems = self.read_one(path)
        if entry.record is None:
            return Read(Reading(path, b"", None, claim_of(entry), problems), b"", b"")
        packed = pickle.dumps(entry, pickle.HIGHEST_PROTOCOL)
        self.packed[path] = packed
        reading = Reading(path, b"", card_of(entry), claim_of(entry), problems)
        return Read(reading, pack(search_entry(entry)), b"" if entry.kind == "project" else packed)

    def read_one(self, path: str) -> tuple[Entry, tuple[Problem, ...]]:
        """Read one file."""
        identity = identify(path)
        assert identity is not None
        document, problems = read_document(path, (self.content / path).read_bytes())
        entry, more = read_entry(document, identity, self.files, self.pictures)
        return entry, problems + more

    def _unpack(self, path: str) -> Entry:
        packed = self.packed.pop(path, None)
        if packed is not None:
            entry: Entry = pickle.loads(packed)
            return entry
        found, _ = self.read_one(path)
        return found


def search_entry(entry: Entry) -> SearchEntry:
    """Give what is searchable of an entry."""
    card = card_of(entry)
    facets = [("kind", entry.kind), ("language", card.language)]
    facets += [("goal", str(goal)) for goal in card.goals]
    facets += [("year", str(card.year))] if card.year else []
    facets += [("country", country) for country in card.countries]
    facets += [("outcome", card.outcome), ("status", card.status)] if entry.kind == "project" else []
    return SearchEntry(
        key=entry.key,
        url=entry.url,
        kind=entry.kind,
        language=card.language,
        title=card.title,
        summary=card.summary,
        headings=tuple(heading.text for heading in entry.prose.headings),
        text=" ".join((entry.prose.text, *_facts(entry))),
        facets=tuple(facets),
    )


def _facts(entry: Entry) -> Iterator[str]:
    """Give the words of the front matter that a page shows beside its title, summary and body."""
    record = entry.record
    if entry.kind == "project":
        yield from (record.team.name, *(member.name for member in record.team.members), *record.tags)
        yield from (goal.how for goal in (record.sdgs.main, *record.sdgs.also))
    elif entry.kind == "challenge":
        yield from (*record.organisers, *record.partners, *record.supporters)
        yield from (phase.name for phase in record.phases)
    elif entry.kind == "sdg":
        yield from (name for _, name in record.names)
        yield from (target.text for target in record.targets)
        for resource in record.resources:
            yield from (resource.title, resource.provider, resource.note or "")


class Crew:
    """Several workshops, each in a process of its own that remembers what it read."""

    def __init__(self, make: Callable[[], Workshop], size: int) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        self.lines: list[Any] = []
        self.processes: list[Any] = []
        for _ in range(size):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(make, theirs, [*self.lines, ours]), daemon=True)
            process.start()
            theirs.close()
            self.lines.append(ours)
            self.processes.append(process)
        self.readers: dict[str, int] = {}

    def start_reading(self, files: list[str]) -> None:
        """Hand out files to read; the answers wait until they are collected."""
        for number, line in enumerate(self.lines):
            share = files[number :: len(self.lines)]
            self.readers.update(dict.fromkeys(share, number))
            line.send(("read", (share,)))

    def collect(self) -> Iterator[Read]:
        """Give what was read."""
        for line in self.lines:
            yield from _answer(line)

    def start_pressing(self, orders: list[Order], frames: dict[str, Frame], out: Path) -> None:
        """Have pages pressed, each where its file was read."""
        shares: list[list[Order]] = [[] for _ in self.lines]
        for index, order in enumerate(orders):
            shares[self.readers.get(order.source, index % len(shares))].append(order)
        for line, share in zip(self.lines, shares, strict=True):
            line.send(("press", (share, frames, out)))

    def finish(self) -> None:
        """Wait until all pages are pressed."""
        for line in self.lines:
            _answer(line)

    def close(self) -> None:
        """Send everyone home."""
        for line in self.lines:
            line.close()
        for process in self.processes:
            process.join()


class Aside:
    """A piece of work done in a process of its own, while this one goes on."""

    def __init__(self, work: Callable[..., Any], *arguments: Any) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        self.line, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_do, args=(theirs, work, arguments), daemon=True)
        self.process.start()
        theirs.close()

    def result(self) -> Any:
        """Wait for what came of it."""
        answer = _answer(self.line)
        self.line.close()
        self.process.join()
        return answer


def _do(line: Any, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        line.send(work(*arguments))
    except Exception as error:  # noqa: BLE001  The error goes to the process that asked.
        line.send(error)


def _answer(line: Any) -> Any:
    answer = line.recv()
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _serve(make: Callable[[], Workshop], line: Any, others: list[Any]) -> None:
    # A copy of another's end of a pipe would keep that pipe open after its owner has gone.
    for other in others:
        other.close()
    workshop = make()
    while True:
        try:
            task, arguments = line.recv()
        except EOFError:
            return
        try:
            line.send(getattr(workshop, task)(*arguments))
        except Exception as error:  # noqa: BLE001  The error goes to the process that asked.
            line.send(error)
