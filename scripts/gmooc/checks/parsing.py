"""Parse content files one by one and check each by itself: bytes in, what a build needs of them out.

1. The file's bytes become a Document, and that an Entry: a typed record with its rendered text.
2. Of the Entry are kept a card for lists, its references to other files, its problems, and three pieces of bytes that
   few builds read again: the entry itself, its search document, and its lines in dumps.

What a file leads to and shows decides how it is parsed, but is known only when it has been: `facts_of` digests it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from gmooc.checks.facts import NONE, Gaps, Slip, gaps_of, search_terms_of, slips_of, slips_of_page
from gmooc.checks.writing import Fault, likeness_of, writing_faults
from gmooc.content.catalogue import Card, card_of
from gmooc.content.entry import (
    Entry,
    identify,
    pictures_of,
    read_entry,
)
from gmooc.content.free_pages import FreePage, is_free_page, read_free_page
from gmooc.core.files import digest_of
from gmooc.core.languages import SOURCE_LANGUAGE
from gmooc.core.problems import Problem
from gmooc.core.urls import is_absolute
from gmooc.model.records import Challenge, EntryRecord, Project
from gmooc.text.document import read_document
from gmooc.text.front_matter import KeyPath
from gmooc.text.markdown import Image


class References(NamedTuple):
    """What one entry says of others, as plain values: enough to check it without reading the file again.

    `links` and `pictures` are the relative links and pictures of its body, `files` the pictures its front matter names;
    `faults` are what its author forgot, `slips` what is amiss with its dates, `gaps` the facts that an edition lacks,
    and `likeness` has digests of which a write-up of the same project shares one.
    """

    path: str
    key: str
    kind: str
    links: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, str], ...]
    foreign_pictures: tuple[str, ...]
    files: tuple[tuple[KeyPath, str], ...]
    targets: tuple[tuple[KeyPath, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    likeness: tuple[bytes, ...] = ()
    slips: tuple[Slip, ...] = ()
    gaps: Gaps = NONE


def references_of(entry: Entry[EntryRecord | None]) -> References:
    """Return what an entry says of others."""
    folder = entry.path.rpartition("/")[0]
    record = entry.record
    foreign = tuple(url for url in entry.prose.pictures if is_absolute(url))
    return References(
        entry.path,
        entry.key,
        entry.kind,
        tuple((link.written, link.target) for link in entry.links),
        tuple((picture.written, picture.target) for picture in entry.pictures),
        foreign,
        tuple((path, f"{folder}/{picture.src}") for path, picture in pictures_of(record)),
        tuple(_targets_of(record)),
        writing_faults(entry),
        likeness_of(record.title, entry.prose.text) if isinstance(record, Project) and entry.key == entry.id else (),
        slips_of(record),
        gaps_of(entry),
    )


def _targets_of(record: EntryRecord | None) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(record, Challenge):
        for index, target in enumerate(record.targets):
            yield ("targets", index), target
    elif isinstance(record, Project):
        if record.sdgs.main.target:
            yield ("sdgs", "main", "target"), record.sdgs.main.target
        for index, goal in enumerate(record.sdgs.also):
            if goal.target:
                yield ("sdgs", "also", index, "target"), goal.target


class Surroundings(NamedTuple):
    """What parsing a file may look at beside it: which files there are, published pictures, and the site's address."""

    files: frozenset[str]
    images: Mapping[str, Image]
    site_url: str


class Parsed(NamedTuple):
    """What a build keeps of a content file.

    `digest` is that of the file and of `facts`, which are about what it refers to. `card` is absent where the file
    could not be understood, and on free pages; `entry` is the whole entry of the kinds of which there are few.
    `language` is what the front matter says, whether or not the rest of it can be understood.
    """

    path: str
    digest: bytes
    facts: bytes
    card: Card | None
    references: References
    problems: tuple[Problem, ...]
    language: str = ""
    entry: Entry | None = None


def check_file(path: str, content: bytes, surroundings: Surroundings) -> Parsed:
    """Parse a record or a free page for those who build no site."""
    return (parse_page if is_free_page(path) else parse_record)(path, content, surroundings)[0]


def parse_record(path: str, content: bytes, surroundings: Surroundings) -> tuple[Parsed, Entry | Entry[None]]:
    """Parse a record, check it by itself, and say what it claims of others."""
    identity = identify(path)
    assert identity is not None
    document, problems = read_document(path, content)
    entry, more = read_entry(document, identity, surroundings.files, surroundings.images)
    references = references_of(entry)
    facts = facts_of(references, surroundings)
    entry = replace(entry, digest=_digest(path, content, facts))
    card = card_of(entry, surroundings.images) if entry.record is not None else None
    language = str(document.values.get("language", SOURCE_LANGUAGE)) if document.values else ""
    kept = entry if entry.record is not None and identity.kind.kept_whole else None
    return Parsed(path, entry.digest, facts, card, references, problems + more, language, kept), entry


def parse_page(path: str, content: bytes, surroundings: Surroundings) -> tuple[Parsed, FreePage]:
    """Parse a free page, and say what it claims of others."""
    page = read_free_page(path, content)
    page = page._replace(search_terms=search_terms_of(path, page.values))
    references = _claim_of_page(page)
    facts = facts_of(references, surroundings)
    return Parsed(path, _digest(path, content, facts), facts, None, references, page.problems), page


def _digest(path: str, content: bytes, facts: bytes) -> bytes:
    return digest_of(path.encode() + b"\0" + digest_of(content) + facts)


def facts_of(references: References, surroundings: Surroundings) -> bytes:
    """Return the digest of what is there of all that a file leads to and shows."""
    if not (references.links or references.pictures or references.files):
        return b""
    parts = [b"1" if target in surroundings.files else b"0" for _, target in references.links]
    parts += [repr(surroundings.images.get(target)).encode() for _, target in (*references.pictures, *references.files)]
    return digest_of(b"\n".join(parts))


def _claim_of_page(page: FreePage) -> References:
    folder = posixpath.dirname(page.path)
    paths = ((url, unquote(re.split(r"[#?]", url, maxsplit=1)[0])) for url in page.prose.links)
    links = tuple(
        (url, posixpath.normpath(posixpath.join(folder, path))) for url, path in paths if path.endswith(".md")
    )
    return References(
        page.path, page.key, "page", links, (), (), (), slips=tuple(slips_of_page(page.path, page.values))
    )
