"""Return every problem of a content folder without building anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import gmooc.core.problem_messages as messages
from gmooc.checks.file_names import entry_paths, without_needless
from gmooc.checks.locate import check_entries
from gmooc.checks.parsing import References, Surroundings, check_file
from gmooc.checks.permanence import check_published, load_ledger
from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry, K, is_entry_of
from gmooc.content.free_pages import is_free_page
from gmooc.content.link_status import load_watched
from gmooc.content.pictures import images_of, measure, problems_of_pictures, should_be_picture
from gmooc.content.schedule import embargoed_files, read_page_pictures, read_publication
from gmooc.core.files import MAX_FOLDER_DEPTH, ContentFile, SourceFile, odd_files, read_sources
from gmooc.core.problem_messages import message_of
from gmooc.core.problems import Problem
from gmooc.model.records import Challenge, Sdg


class Survey(NamedTuple):
    """All files of a content folder as they were read: `few` are the whole entries of which there are few."""

    sources: dict[str, SourceFile]
    cards: tuple[Card, ...]
    claims: tuple[References, ...]
    few: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    def of_kind(self, record: type[K]) -> tuple[Entry[K], ...]:
        """Return the challenges or the goals."""
        return tuple(entry for entry in self.few if is_entry_of(entry, record))


def inspect(content: Path, now: datetime | None = None) -> tuple[Problem, ...]:
    """Return all problems of all files, in order of path and line; without `now` nothing is said of what is to come."""
    found = survey(content)
    between = check_entries(content, found.cards, found.claims, found.sources, found.of_kind(Sdg), now)
    ledger, faults = load_ledger(content, found.sources)
    files = found.sources.keys() - (hidden_below(content, found.sources, now) if now else frozenset())
    published = check_published(content, ledger, files, found.cards, found.of_kind(Challenge), now)
    links = load_watched(content, found.sources)[1]
    return tuple(sorted([*found.problems, *between, *faults, *links, *published]))


def hidden_below(content: Path, paths: Collection[str], now: datetime) -> frozenset[str]:
    """Return the files below content/ that nobody may see at a moment."""
    return embargoed_files(
        paths,
        lambda path: read_publication(path, ContentFile.at(content, path)),
        lambda path: read_page_pictures(path, ContentFile.at(content, path)),
        now,
    )


def survey(content: Path) -> Survey:
    """Read every file of a content folder."""
    sources = read_sources(content, {}, 0)
    pictures = {
        path: measure(path, ContentFile(content, path, source.digest))
        for path, source in sources.items()
        if should_be_picture(path)
    }
    faults = problems_of_pictures(pictures)
    paths, misnamed = entry_paths(sources)
    surroundings = Surroundings(frozenset(sources), images_of(pictures), "")
    parsed = [
        check_file(path, (content / path).read_bytes(), surroundings)
        for path in (*paths, *filter(is_free_page, sources))
    ]
    kept, needless = without_needless(parsed)
    problems = [*faults, *misnamed, *needless, *_odd(content), *(problem for one in kept for problem in one.problems)]
    cards = tuple(one.card for one in kept if one.card)
    few = tuple(one.entry for one in kept if one.entry)
    return Survey(sources, cards, tuple(one.references for one in kept), few, tuple(problems))


def _odd(content: Path) -> Iterator[Problem]:
    """Find what is no plain file: nothing reads it."""
    faults = {
        "name": message_of(messages.FILE_NAME_NOT_UTF_8),
        "depth": message_of(messages.FILE_TOO_DEEP, limit=MAX_FOLDER_DEPTH),
        "sort": message_of(messages.FILE_NOT_PLAIN),
    }
    for path, reason in odd_files(content):
        yield Problem(path, 1, 1, "E009", *faults[reason])
