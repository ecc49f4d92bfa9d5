"""Find every problem of a content folder without building anything."""

from __future__ import annotations

import os
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
from gmooc.sources import Source, read_sources


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
    return tuple(sorted([*found.problems, *world, *faults, *published]))


def survey(content: Path) -> Survey:
    """Read every file of a content folder."""
    sources = read_sources(content, {}, 0)
    pictures, problems = read_pictures(content, sources, {})
    images = images_of(pictures)
    sorted_files = sort_files(sources, {}, images)
    found = [*problems, *sorted_files.problems, *_links(content)]
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


def _links(content: Path) -> Iterator[Problem]:
    """Find what is no file but a link to one: it may lead anywhere, so nothing reads it."""
    for folder, folders, files in os.walk(content):
        for name in (*folders, *files):
            path = Path(folder, name)
            if path.is_symlink():
                place = path.relative_to(content).as_posix()
                yield Problem(place, 1, 1, "E009", "file: must be a plain file, not a link to another")


def _read(
    content: Path, path: str, files: frozenset[str], images: dict[str, Image]
) -> tuple[Entry, tuple[Problem, ...]]:
    identity = identify(path)
    assert identity is not None
    document, problems = read_document(path, (content / path).read_bytes())
    entry, more = read_entry(document, identity, files, images)
    return entry, problems + more
