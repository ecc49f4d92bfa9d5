"""Parse content files: bytes in, what a build needs of them out.

1. The file's bytes become a Document, and that an Entry: a typed record with its rendered text.
2. Of the Entry are kept a card for lists, its references to other files, its problems, and three pieces of bytes that
   few builds read again: the entry itself, its search document, and its lines in dumps.

What a file leads to and shows decides how it is parsed, but is known only when it has been: `facts_of` digests it.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from gmooc.checks.references import Claim, claim_of
from gmooc.content.catalogue import Card, card_of
from gmooc.content.entry import SOURCE_LANGUAGE, Entry, identify, read_entry
from gmooc.content.free_pages import is_free_page, read_free_page
from gmooc.core.files import digest_of
from gmooc.core.problems import Problem
from gmooc.exports.entry_exports import lines_of
from gmooc.search.documents import SearchEntry, pack
from gmooc.search.entry_document import search_entry
from gmooc.text.document import read_document
from gmooc.text.markdown import Image


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
    references: Claim
    problems: tuple[Problem, ...]
    language: str = ""
    entry: Entry | None = None


class Pieces(NamedTuple):
    """Bytes that few builds read again: the whole entry, its search document, and its lines in dumps."""

    entry: bytes = b""
    document: bytes = b""
    lines: bytes = b""


def parse_file(path: str, content: bytes, surroundings: Surroundings) -> tuple[Parsed, Pieces]:
    """Parse a record or a free page."""
    if is_free_page(path):
        parsed, searched = _parse_page(path, content, surroundings)
        return parsed, Pieces(document=pack(searched))
    parsed, entry = _parse_record(path, content, surroundings)
    if parsed.card is None or entry.record is None:
        return parsed, Pieces()
    return parsed, Pieces(
        pickle.dumps(entry, pickle.HIGHEST_PROTOCOL),
        pack(search_entry(entry, parsed.card)),
        lines_of(entry, surroundings.images, surroundings.site_url).pack(),
    )


def check_file(path: str, content: bytes, surroundings: Surroundings) -> Parsed:
    """Parse a record or a free page for those who build no site."""
    return (_parse_page if is_free_page(path) else _parse_record)(path, content, surroundings)[0]


def _parse_record(path: str, content: bytes, surroundings: Surroundings) -> tuple[Parsed, Entry | Entry[None]]:
    identity = identify(path)
    assert identity is not None
    document, problems = read_document(path, content)
    entry, more = read_entry(document, identity, surroundings.files, surroundings.images)
    references = claim_of(entry)
    facts = facts_of(references, surroundings)
    entry = replace(entry, digest=_digest(path, content, facts))
    card = card_of(entry, surroundings.images) if entry.record is not None else None
    language = str(document.values.get("language", SOURCE_LANGUAGE)) if document.values else ""
    kept = entry if entry.record is not None and identity.kind.kept_whole else None
    return Parsed(path, entry.digest, facts, card, references, problems + more, language, kept), entry


def _parse_page(path: str, content: bytes, surroundings: Surroundings) -> tuple[Parsed, SearchEntry]:
    document, _ = read_document(path, content)
    references, searched = read_free_page(document)
    facts = facts_of(references, surroundings)
    return Parsed(path, _digest(path, content, facts), facts, None, references, ()), searched


def _digest(path: str, content: bytes, facts: bytes) -> bytes:
    return digest_of(path.encode() + b"\0" + digest_of(content) + facts)


def facts_of(references: Claim, surroundings: Surroundings) -> bytes:
    """Return the digest of what is there of all that a file leads to and shows."""
    if not (references.links or references.pictures or references.files):
        return b""
    parts = [b"1" if target in surroundings.files else b"0" for _, target in references.links]
    parts += [repr(surroundings.images.get(target)).encode() for _, target in (*references.pictures, *references.files)]
    return digest_of(b"\n".join(parts))
