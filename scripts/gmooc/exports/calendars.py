"""Calendars of the phases of challenges (iCalendar, RFC 5545) that other programs subscribe to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gmooc.content.entry import Entry
from gmooc.content.published import Ledger, events_of
from gmooc.core.datetimes import UNKNOWN_ZONE, LocalMoment
from gmooc.model.records import Challenge
from gmooc.render.target import OutputContext, Target

if TYPE_CHECKING:
    from icalendar import Event

CALENDAR_NAME = "dates.ics"

# Of a phase: its event's name, how often that has moved, and what the calendar says.
PhaseRow = tuple[str, int, str, str, str, str, str]


def calendar_targets(context: OutputContext) -> Iterator[Target]:
    """List a calendar for each challenge with steps or a registration, and one for all."""
    site_name, site_url = context.settings.site_name, context.settings.site_url
    challenges = (entry for entry in context.catalogue.challenges if entry.record.phases or entry.record.registration)
    dated = tuple(_row(entry, context.ledger) for entry in challenges)
    for row in dated:
        yield Target((f"challenges/{row[0]}/{CALENDAR_NAME}",), (row[1], (row,), site_url), calendar)
    yield Target((f"challenges/{CALENDAR_NAME}",), (f"{site_name}: all challenges", dated, site_url), calendar)


def _row(entry: Entry[Challenge], ledger: Ledger) -> tuple[str, str, str, bool, tuple[PhaseRow, ...]]:
    """Return all that a calendar says of a challenge."""
    record = entry.record
    events = tuple(
        (
            event.uid,
            ledger.sequence_of(event.uid, event.dates),
            event.name,
            event.starts,
            event.ends,
            event.zone,
            event.note,
        )
        for event in events_of(entry.slug, record)
    )
    return (entry.slug, record.title, record.as_of.isoformat(), record.status == "cancelled", events)


def calendar(name: str, rows: tuple[Any, ...], site_url: str) -> bytes:
    """Return a calendar with an event for each phase in the rows."""
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", "-//GMOOC//Community site//EN")
    found.add("version", "2.0")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for slug, title, as_of, is_cancelled, phases in rows:
        for uid, sequence, *phase in phases:
            event = _event(title, date.fromisoformat(as_of), phase)
            event.add("uid", f"{uid}@gmooc-challenges")
            # Programs take in a changed event only if this number has grown.
            event.add("sequence", sequence)
            event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
            if site_url:
                event.add("url", f"{site_url}challenges/{slug}/")
            found.add_component(event)
    return bytes(found.to_ical())


def _event(title: str, as_of: date, phase: list[str]) -> Event:
    from icalendar import Event

    name, starts, ends, zone, note = phase
    event = Event()
    event.add("dtstamp", datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC))
    event.add("summary", f"{title}: {name}")
    if note:
        event.add("description", note)
    first, last = LocalMoment(starts or ends), LocalMoment(ends or starts)
    if zone == UNKNOWN_ZONE:
        # Without a zone only the days are known; the end of an all-day event is the day after.
        event.add("dtstart", first.day)
        event.add("dtend", last.day + timedelta(days=1))
        return event
    begin = first.at(zone, end_of_day=not starts)
    finish = last.at(zone, end_of_day=True)
    event.add("dtstart", begin)
    if finish > begin:
        event.add("dtend", finish)
    return event
