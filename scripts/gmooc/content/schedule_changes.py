"""Tell from the content what will change on the site by the clock alone, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from gmooc.content.entry import identify, is_record_path, read_record
from gmooc.content.free_pages import is_free_page
from gmooc.core.datetimes import PublishTime
from gmooc.core.files import read_sources
from gmooc.model.records import Announcement, Challenge, Registration
from gmooc.model.values import read_publish_time
from gmooc.text.document import Document, load_document


class Change(NamedTuple):
    """Something that happens by the clock: when, to which file, what, and the moment as its author wrote it.

    What `is_due` is awaited at its minute: the site is built then, and not only in the hour that follows.
    """

    instant: datetime
    path: str
    what: str
    written: str
    is_due: bool = False


def changes_to_come(content: Path, now: datetime) -> tuple[Change, ...]:
    """Return what will come out, open, close or leave the home page after `now`, next first."""
    found: list[Change] = []
    for path in read_sources(content, {}, 0, lambda path: not path.startswith(("projects/", "sdgs/"))):
        identity = identify(path) if is_record_path(path) else None
        if not (identity and identity.kind.waits) and not is_free_page(path):
            continue
        document, _ = load_document(content, path)
        if identity is None:
            found += _of_page(document)
            continue
        record, _ = read_record(document, identity.kind)
        if isinstance(record, Challenge) and not record.draft:
            found += _of_challenge(path, record)
        elif isinstance(record, Announcement) and not record.draft:
            found += _of_announcement(path, record)
    return tuple(sorted(change for change in found if change.instant > now))


def _comes_out(path: str, at: PublishTime) -> Change:
    return Change(at.instant, path, "comes out", str(at), is_due=True)


def _of_page(document: Document) -> Iterator[Change]:
    written = document.values.get("publish_at")
    if not written:
        return
    try:
        yield _comes_out(document.path, read_publish_time(written))
    except PydanticCustomError:
        # The checks tell; until it is mended the page stays hidden.
        return


def _of_challenge(path: str, record: Challenge) -> Iterator[Change]:
    if record.publish_at:
        yield _comes_out(path, record.publish_at)
    for phase in record.phases:
        for edge, what in ((phase.starts, "begins"), (phase.ends, "ends")):
            if edge:
                instant = edge.at(phase.zone, end_of_day=what == "ends")
                yield Change(instant, path, f"{phase.name} {what}", f"{edge} {phase.zone}")
    if record.registration:
        yield from _of_registration(path, record.registration)


def _of_registration(path: str, registration: Registration) -> Iterator[Change]:
    for edge, what in ((registration.opens, "opens"), (registration.closes, "closes")):
        if edge:
            instant = edge.at(registration.zone, end_of_day=what == "closes")
            yield Change(instant, path, f"registration {what}", f"{edge} {registration.zone}", is_due=True)


def _of_announcement(path: str, record: Announcement) -> Iterator[Change]:
    at = record.publish_at
    yield _comes_out(path, at)
    if record.expires:
        instant = record.expires.at(at.zone, end_of_day=True)
        yield Change(instant, path, "leaves the home page", f"{record.expires} {at.zone}")
