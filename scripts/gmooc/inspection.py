"""Find every problem of a content folder without building anything."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from gmooc.catalogue import Card, card_of
from gmooc.checks import Claim, claim_of
from gmooc.documents import read_document
from gmooc.free_pages import claim_of_page, is_free_page
from gmooc.pictures import images_of, read_pictures
from gmooc.problems import Problem
from gmooc.prose import Image
from gmooc.readings import check_world, sort_files
from gmooc.records import Entry, identify, read_entry
from gmooc.sources import read_sources


def inspect(content: Path, now: datetime | None = None) -> tuple[Problem, ...]:
    """Give all problems of all files, in order of path and line; without `now` nothing is said of what is to come."""
    sources = read_sources(content, {}, 0)
    pictures, problems = read_pictures(content, sources, {})
    images = images_of(pictures)
    found = list(problems)
    sorted_files = sort_files(sources, {}, images)
    found += sorted_files.problems
    cards: list[Card] = []
    claims: list[Claim] = []
    sdgs: list[Entry] = []
    for path in sorted_files.unread:
        entry, faults = _read(content, path, frozenset(sources), images)
        found += faults
        claims.append(claim_of(entry))
        if entry.record is not None:
            cards.append(card_of(entry))
            sdgs += [entry] if entry.kind == "sdg" else []
    for path in sources:
        if is_free_page(path):
            claims.append(claim_of_page(content, path))
    found += check_world(content, cards, claims, sources, sdgs, now)[0]
    return tuple(sorted(found))


def _read(
    content: Path, path: str, files: frozenset[str], images: dict[str, Image]
) -> tuple[Entry, tuple[Problem, ...]]:
    identity = identify(path)
    assert identity is not None
    document, problems = read_document(path, (content / path).read_bytes())
    entry, more = read_entry(document, identity, files, images)
    return entry, problems + more
