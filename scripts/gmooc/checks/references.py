"""Say what an entry claims of others, as plain values: enough to check it without reading its file again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gmooc.checks.dates import Slip, slips_of
from gmooc.checks.gaps import NONE, Gaps, gaps_of
from gmooc.checks.writing import Fault, faults_of, likeness_of
from gmooc.content.entry import Entry, pictures_of
from gmooc.core.urls import is_absolute
from gmooc.model.records import Challenge, EntryRecord, Project
from gmooc.text.front_matter import KeyPath


class Claim(NamedTuple):
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


def claim_of(entry: Entry[EntryRecord | None]) -> Claim:
    """Give what an entry says of others."""
    folder = entry.path.rpartition("/")[0]
    record = entry.record
    foreign = tuple(url for url in entry.prose.pictures if is_absolute(url))
    return Claim(
        entry.path,
        entry.key,
        entry.kind,
        tuple((link.written, link.target) for link in entry.links),
        tuple((picture.written, picture.target) for picture in entry.pictures),
        foreign,
        tuple((path, f"{folder}/{picture.src}") for path, picture in pictures_of(record)),
        tuple(_targets_of(record)),
        faults_of(entry),
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
