"""Show announcements in lists, and say which have expired."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gmooc.content.entry import Entry
from gmooc.model.labels import NEWS
from gmooc.model.records import Announcement
from gmooc.render.language_links import foreign
from gmooc.render.place import Place
from gmooc.render.templates import written_instant


def is_expired(record: Announcement, now: datetime) -> bool:
    """Say whether an announcement has left the home page at a moment."""
    expires = _expiry(record)
    return expires is not None and expires < now


def _expiry(record: Announcement) -> datetime | None:
    return record.expires.at(record.publish_at.zone, end_of_day=True) if record.expires else None


def news_view(written: Entry[Announcement], place: Place) -> dict[str, Any]:
    """Give what a list shows of an announcement, which is `written` in the language of the place or another."""
    record = written.record
    return {
        "url": place.link_to(written),
        "title": record.title,
        "summary": record.summary,
        "foreign": foreign(written.spoken, place.language),
        "kind": place.words.say(NEWS[record.kind]),
        "day": record.publish_at.local.day,
        "date_text": record.date_text,
        "pinned": record.pinned,
        "expires": written_instant(_expiry(record)),
    }
