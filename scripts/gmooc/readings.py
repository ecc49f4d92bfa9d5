"""Decide which content files must be read again, and read them."""

from __future__ import annotations

import pickle
import re
from collections.abc import Container, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gmooc.catalogue import Card
from gmooc.checks import MOST_TOLD, Finding, World, aliases_are_free, findings, locate, projects_differ
from gmooc.claims import Claim
from gmooc.documents import read_document
from gmooc.kinds import KINDS, LONGEST_NAME
from gmooc.problems import Problem
from gmooc.prose import Image
from gmooc.records import SOURCE_LANGUAGE, Entry, identify, is_record_path
from gmooc.sources import Source, digest_of
from gmooc.state import Reading


class Sorted(NamedTuple):
    """Content files: `kept` need no reading, `unread` do, `problems` are of those whose name fits no kind."""

    kept: dict[str, Reading]
    unread: list[str]
    problems: tuple[Problem, ...]


def sort_files(
    content: Path,
    sources: dict[str, Source],
    known: dict[str, Reading],
    images: dict[str, Image],
    hidden: frozenset[str] = frozenset(),
    same: Container[str] = (),
) -> Sorted:
    """Tell the files that changed, or whose pictures or link targets came or went, from those that did not.

    A target that is `hidden` counts as gone until its time has come. Files that are the `same`, and all their pictures
    and link targets, are not looked at.
    """
    kept: dict[str, Reading] = {}
    unread: list[str] = []
    problems: list[Problem] = []
    pages: dict[str, str] = {}
    for path in sources:
        before = known.get(path)
        if before is None and not is_record_path(path):
            continue
        first = pages.setdefault(path.replace("/index.", ".", 1), path)
        if first != path:
            problems.append(Problem(path, 1, 1, "E009", f"file: must be the only one of its page; {first} is another"))
            continue
        if before and (path in same or before.inputs == inputs_of(path, before.claim, sources, images, hidden)):
            kept[path] = before
        elif identify(path) is None:
            problems.append(_misnamed(path))
        else:
            unread.append(path)
    needless = dict(_needless(content, pages, kept)) if unread else {}
    if needless:
        problems += needless.values()
        kept = {path: reading for path, reading in kept.items() if path not in needless}
        unread = [path for path in unread if path not in needless]
    return Sorted(kept, unread, tuple(problems))


def _needless(content: Path, pages: dict[str, str], kept: dict[str, Reading]) -> Iterator[tuple[str, Problem]]:
    """Give translations into the very language that their originals are in; `pages` are files by plain names."""
    # An original is asked for each of its translations, and to read it takes a while.
    languages: dict[str, str] = {}
    for page, path in pages.items():
        stem, _, language = page[:-3].partition(".")
        original = pages.get(f"{stem}.md") if language else None
        if original is None or not identify(path):
            continue
        if original not in languages:
            languages[original] = _language_of(content, original, kept)
        if language != languages[original]:
            continue
        name = original.rpartition("/")[2]
        message = f"file name: must not end in '.{language}.md': the original, '{name}', is in that language"
        yield path, Problem(path, 1, 1, "E009", message)


def _language_of(content: Path, path: str, kept: dict[str, Reading]) -> str:
    """Give the language that an original says; none if it cannot be read."""
    if path in kept and (card := kept[path].card):
        return card.language
    document, _ = read_document(path, (content / path).read_bytes())
    return str(document.values.get("language", SOURCE_LANGUAGE)) if document.values else ""


def inputs_of(
    path: str, claim: Claim, sources: dict[str, Source], images: dict[str, Image], hidden: frozenset[str]
) -> bytes:
    """Give the digest of all that reading a file depends on."""
    digest = sources[path].digest
    if not (claim.links or claim.pictures or claim.files):
        return digest
    parts = [digest]
    parts += [b"1" if target in sources and target not in hidden else b"0" for _, target in claim.links]
    parts += [repr(images.get(target)).encode() for _, target in (*claim.pictures, *claim.files)]
    return digest_of(b"\n".join(parts))


class Checked(NamedTuple):
    """What rules found in each entry, and the digest of what they looked at beside it."""

    world: bytes = b""
    problems: tuple[Problem, ...] = ()


NOTHING_CHECKED = Checked()


def check_world(
    content: Path,
    cards: Iterable[Card],
    claims: Iterable[Claim],
    files: Iterable[str],
    sdgs: Iterable[Entry],
    now: datetime | None = None,
    before: Checked = NOTHING_CHECKED,
    kept: Container[str] = (),
) -> tuple[list[Problem], Checked]:
    """Apply the rules that look at several entries, and at the clock if `now` is given.

    In the projects that were `kept`, rules find what they found `before`, if the world around them is the same: what
    rules about projects look at must be in its digest.
    """
    by_key = {card.key: card for card in cards}
    targets = frozenset(target.number for sdg in sdgs for target in sdg.record.targets)
    world = World(by_key, frozenset(files), targets, now.isoformat() if now else "")
    digest = digest_of("\n".join((*sorted(by_key), *files, *sorted(targets))).encode())
    claims = list(claims)
    known: list[Problem] = []
    changed = claims
    if digest == before.world:
        known = [problem for problem in before.problems if problem.path in kept]
        changed = [claim for claim in claims if claim.path not in kept]
    checked = Checked(digest, (*known, *_located(content, findings(changed, world))))
    return [
        *checked.problems,
        *_located(content, projects_differ(claims)),
        *_located(content, aliases_are_free(claims, world)),
    ], checked


def _located(content: Path, found: Iterable[tuple[Claim, Finding]]) -> Iterator[Problem]:
    """Give problems with their lines; of one file, no more than anybody reads."""
    told: dict[str, int] = {}
    document = None
    for claim, finding in found:
        if told.get(claim.path, 0) >= MOST_TOLD:
            continue
        if document is None or document.path != claim.path:
            document, _ = read_document(claim.path, (content / claim.path).read_bytes())
        for problem in locate(finding, document):
            told[claim.path] = told.get(claim.path, 0) + 1
            yield problem


def unpack(packed: dict[str, tuple[bytes, bytes]]) -> list[Entry]:
    """Give the whole entries of the kinds of which there are few."""
    return [pickle.loads(entry) for _, (_, entry) in sorted(packed.items())]


def _misnamed(path: str) -> Problem:
    kind = next(kind for kind in KINDS if path.startswith(kind.folder + "/"))
    name = path.rpartition("/")[2].partition(".")[0]
    longest = name if name != "index" else path.split("/")[-2]
    if len(longest) > LONGEST_NAME:
        message = f"file name: at most {LONGEST_NAME} characters (it has {len(longest)})"
        return Problem(path, 1, 1, "E009", message)
    message = f"file name: must be lower-case words joined by hyphens, at {kind.shape}"
    return Problem(path, 1, 1, "E009", message, suggest_path(path))


def suggest_path(path: str) -> str:
    """Give the nearest path that fits."""
    folders, _, name = path.rpartition("/")
    stem = re.sub(r"[^a-z0-9.]+", "-", name.removesuffix(".md").lower()).strip("-.")
    suggestion = f"{folders}/{stem}.md"
    return suggestion if identify(suggestion) else ""
