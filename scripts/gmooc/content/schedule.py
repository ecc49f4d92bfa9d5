"""The one reader of the clock: which files and entries are embargoed at a moment, and what changes next."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from pydantic_core import PydanticCustomError

import gmooc.text.markdown as prose
from gmooc.content.entry import identify, is_record_path, original_of, read_record
from gmooc.content.free_pages import HUB_FILES, is_free_page
from gmooc.core.datetimes import PublishTime
from gmooc.core.files import ContentFile, read_sources
from gmooc.model.fields import read_publish_time
from gmooc.model.records import Announcement, Challenge, Registration
from gmooc.text.document import Document, load_document, read_document


class Publication(NamedTuple):
    """When a file comes out, as an ISO moment, and whether it is a draft.

    The moment is empty where the file does not wait, and None where it must be there and is not, or cannot be read.
    """

    moment: str | None
    is_draft: bool = False

    def is_due(self, now: datetime) -> bool:
        """Whether the file may be seen at a moment."""
        if self.is_draft or self.moment is None:
            return False
        return not self.moment or datetime.fromisoformat(self.moment) <= now


def embargoed_files(
    paths: Collection[str],
    publication_of: Callable[[str], Publication],
    pictures_of: Callable[[str], tuple[str, ...]],
    now: datetime,
) -> frozenset[str]:
    """Return the files that nobody may see at `now`; no page may name their addresses.

    These are announcements, challenges and free pages whose time has not come, drafts among them; the translations of
    these; and the pictures that no other free page shows. `publication_of` and `pictures_of` tell of a file what
    `read_publication` and `read_page_pictures` read in it.
    """
    originals = {path: original for path in paths if (original := _original_of(path))}
    waiting = {path for path in originals if not publication_of(path).is_due(now)}
    # A translation waits for its original.
    hidden = frozenset(path for path, original in originals.items() if waiting & {path, original})
    pages = {path for path in hidden if is_free_page(path)}
    if not pages:
        return hidden
    others = [path for path in paths if is_free_page(path) and path not in pages]
    shown = {picture for path in others for picture in pictures_of(path)}
    return hidden | ({picture for path in pages for picture in pictures_of(path)} - shown)


def read_publication(path: str, file: ContentFile) -> Publication:
    """Read when a file comes out."""
    text = file.read()
    document, problems = read_document(path, text)
    values = document.values
    identity = identify(path) if is_record_path(path) else None
    is_draft = identity is not None and str(values.get("draft", "")).lower() in ("true", "yes", "on", "1", "y", "t")
    if not values.get("publish_at"):
        is_lost = bool(problems) and b"publish_at" in text and "publish_at" not in values
        must_wait = identity is not None and identity.kind.waits == "must"
        return Publication(None if is_lost or must_wait else "", is_draft)
    try:
        return Publication(read_publish_time(values["publish_at"]).instant.isoformat(), is_draft)
    except PydanticCustomError:
        return Publication(None, is_draft)


def read_page_pictures(path: str, file: ContentFile) -> tuple[str, ...]:
    """Read which files below content/ a free page shows as pictures."""
    document, _ = read_document(path, file.read())
    folder = posixpath.dirname(path)
    found = (unquote(url.partition("#")[0]) for url in prose.render(document.body).pictures)
    return tuple(posixpath.normpath(posixpath.join(folder, url)) for url in found)


def _original_of(path: str) -> str:
    """Return the file whose moment a file waits for, its own or that of its original; '' for what never waits."""
    original = original_of(path)
    if is_free_page(path):
        return "" if original in HUB_FILES else original
    identity = identify(path) if is_record_path(path) else None
    return original if identity and identity.kind.waits else ""


class ScheduledChange(NamedTuple):
    """Something that happens by the clock: when, to which file, what, and the moment as its author wrote it.

    What `is_due` is awaited at its minute: the site is built then, and not only in the hour that follows.
    """

    instant: datetime
    path: str
    what: str
    written: str
    is_due: bool = False


def changes_to_come(content: Path, now: datetime) -> tuple[ScheduledChange, ...]:
    """Return what will come out, open, close or leave the home page after `now`, next first."""
    found: list[ScheduledChange] = []
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


def _comes_out(path: str, at: PublishTime) -> ScheduledChange:
    return ScheduledChange(at.instant, path, "comes out", str(at), is_due=True)


def _of_page(document: Document) -> Iterator[ScheduledChange]:
    written = document.values.get("publish_at")
    if not written:
        return
    try:
        yield _comes_out(document.path, read_publish_time(written))
    except PydanticCustomError:
        # The checks tell; until it is mended the page stays hidden.
        return


def _of_challenge(path: str, record: Challenge) -> Iterator[ScheduledChange]:
    if record.publish_at:
        yield _comes_out(path, record.publish_at)
    for phase in record.phases:
        for edge, what in ((phase.starts, "begins"), (phase.ends, "ends")):
            if edge:
                instant = edge.at(phase.zone, end_of_day=what == "ends")
                yield ScheduledChange(instant, path, f"{phase.name} {what}", f"{edge} {phase.zone}")
    if record.registration:
        yield from _of_registration(path, record.registration)


def _of_registration(path: str, registration: Registration) -> Iterator[ScheduledChange]:
    for edge, what in ((registration.opens, "opens"), (registration.closes, "closes")):
        if edge:
            instant = edge.at(registration.zone, end_of_day=what == "closes")
            yield ScheduledChange(instant, path, f"registration {what}", f"{edge} {registration.zone}", is_due=True)


def _of_announcement(path: str, record: Announcement) -> Iterator[ScheduledChange]:
    at = record.publish_at
    yield _comes_out(path, at)
    if record.expires:
        instant = record.expires.at(at.zone, end_of_day=True)
        yield ScheduledChange(instant, path, "leaves the home page", f"{record.expires} {at.zone}")
