"""Tell from the content what will change on the site by the clock alone, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gmooc.documents import load_document
from gmooc.model import Announcement, Challenge
from gmooc.records import identify, is_record_path, read_record
from gmooc.sources import read_sources


class Change(NamedTuple):
    """Something that happens by the clock: when, to which file, what, and the moment as its author wrote it."""

    instant: datetime
    path: str
    what: str
    written: str
    is_publication: bool = False


def changes_to_come(content: Path, now: datetime) -> tuple[Change, ...]:
    """Give what will come out, open, close or leave the home page after `now`, next first."""
    found: list[Change] = []
    for path in read_sources(content, {}, 0, lambda path: path.startswith(("challenges/", "announcements/"))):
        identity = identify(path) if is_record_path(path) else None
        if identity is None:
            continue
        document, _ = load_document(content, path)
        record, _ = read_record(document, identity.kind)
        if isinstance(record, Challenge) and not record.draft:
            found += _of_challenge(path, record)
        elif isinstance(record, Announcement) and not record.draft:
            found += _of_announcement(path, record)
    return tuple(sorted(change for change in found if change.instant > now))


def _of_challenge(path: str, record: Challenge) -> Iterator[Change]:
    for phase in record.phases:
        for edge, what in ((phase.starts, "begins"), (phase.ends, "ends")):
            if edge:
                instant = edge.at(phase.zone, end_of_day=what == "ends")
                yield Change(instant, path, f"{phase.name} {what}", f"{edge} {phase.zone}")


def _of_announcement(path: str, record: Announcement) -> Iterator[Change]:
    at = record.publish_at
    yield Change(at.instant, path, "comes out", str(at), is_publication=True)
    if record.expires:
        instant = record.expires.at(at.zone, end_of_day=True)
        yield Change(instant, path, "leaves the home page", f"{record.expires} {at.zone}")
