"""Find every problem of a content folder without building anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gmooc.catalogue import Card, card_of
from gmooc.claims import Claim, claim_of
from gmooc.documents import read_document
from gmooc.free_pages import claim_of_page, is_free_page
from gmooc.pictures import images_of, read_pictures
from gmooc.problems import Problem
from gmooc.prose import Image
from gmooc.published import check_published, load_ledger
from gmooc.readings import check_world, sort_files
from gmooc.records import Entry, identify, read_entry
from gmooc.sources import Source, odd_files, read_sources
from gmooc.watch import load_watched


class Survey(NamedTuple):
    """All files of a content folder as they were read: `few` are the whole entries of which there are few."""

    sources: dict[str, Source]
    cards: tuple[Card, ...]
    claims: tuple[Claim, ...]
    few: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Give the challenges or the goals."""
        return tuple(entry for entry in self.few if entry.kind == kind)


def inspect(content: Path, now: datetime | None = None) -> tuple[Problem, ...]:
    """Give all problems of all files, in order of path and line; without `now` nothing is said of what is to come."""
    found = survey(content)
    world = check_world(content, found.cards, found.claims, found.sources, found.of_kind("sdg"), now)[0]
    ledger, faults = load_ledger(content, found.sources)
    published = check_published(content, ledger, found.sources, found.cards, found.of_kind("challenge"), now)
    links = load_watched(content, found.sources)[1]
    return tuple(sorted([*found.problems, *world, *faults, *links, *published]))


def survey(content: Path) -> Survey:
    """Read every file of a content folder."""
    sources = read_sources(content, {}, 0)
    pictures, problems = read_pictures(content, sources, {})
    images = images_of(pictures)
    sorted_files = sort_files(content, sources, {}, images)
    found = [*problems, *sorted_files.problems, *_odd(content)]
    cards: list[Card] = []
    claims: list[Claim] = []
    few: list[Entry] = []
    for path in sorted_files.unread:
        entry, faults = _read(content, path, frozenset(sources), images)
        found += faults
        claims.append(claim_of(entry))
        if entry.record is not None:
            cards.append(card_of(entry, images))
            few += [entry] if entry.kind != "project" else []
    claims += [claim_of_page(content, path) for path in sources if is_free_page(path)]
    return Survey(sources, tuple(cards), tuple(claims), tuple(few), tuple(found))


def _odd(content: Path) -> Iterator[Problem]:
    """Find what is no plain file: nothing reads it."""
    for path, fault in odd_files(content):
        yield Problem(path, 1, 1, "E009", fault)


def _read(
    content: Path, path: str, files: frozenset[str], images: dict[str, Image]
) -> tuple[Entry, tuple[Problem, ...]]:
    identity = identify(path)
    assert identity is not None
    document, problems = read_document(path, (content / path).read_bytes())
    entry, more = read_entry(document, identity, files, images)
    return entry, problems + more
