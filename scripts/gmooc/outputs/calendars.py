"""Turn the phases of challenges into calendars (iCalendar, RFC 5545) that other programs subscribe to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gmooc.catalogue import Catalogue
from gmooc.moments import UNKNOWN_ZONE, LocalMoment
from gmooc.outputs.page import Plan
from gmooc.records import Entry
from gmooc.scaffold import slug_of
from gmooc.settings import Settings

if TYPE_CHECKING:
    from icalendar import Event

NAME = "dates.ics"
# Calendars want a number that grows when an event moves: the days up to that on which its facts were looked at.
_FIRST_DAY = date(2021, 1, 1)

Phase = tuple[str, str, str, str, str]


def calendar_plans(catalogue: Catalogue, settings: Settings) -> Iterator[Plan]:
    """Plan a calendar for each challenge with dates, and one for all."""
    dated = tuple(_row(entry) for entry in catalogue.challenges if entry.record.phases)
    for row in dated:
        yield _plan(f"challenges/{row[0]}/{NAME}", row[1], (row,), settings)
    yield _plan(f"challenges/{NAME}", f"{settings.site_name}: all challenges", dated, settings)


def _row(entry: Entry) -> tuple[str, str, str, bool, tuple[Phase, ...]]:
    """Give all that a calendar says of a challenge."""
    record: Any = entry.record
    phases = tuple((p.name, str(p.starts or ""), str(p.ends or ""), p.zone, p.note or "") for p in record.phases)
    return (entry.slug, record.title, record.as_of.isoformat(), record.status == "cancelled", phases)


def _plan(path: str, name: str, rows: tuple[Any, ...], settings: Settings) -> Plan:
    return Plan(path, (name, rows, settings.site_url), lambda: calendar(name, rows, settings.site_url))


def calendar(name: str, rows: tuple[Any, ...], site_url: str) -> bytes:
    """Give a calendar with an event for each phase that has a date."""
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", "-//GMOOC//Community site//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for slug, title, as_of, is_cancelled, phases in rows:
        for number, phase in enumerate(phases):
            if phase[1] or phase[2]:
                # Two steps of one name are told apart by how many came before.
                before = sum(earlier[0] == phase[0] for earlier in phases[:number])
                event = _event(title, date.fromisoformat(as_of), phase)
                event.add("uid", f"{slug}.{slug_of(phase[0])}{before or ''}@gmooc-challenges")
                event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
                if site_url:
                    event.add("url", f"{site_url}challenges/{slug}/")
                found.add_component(event)
    return bytes(found.to_ical())


def _event(title: str, as_of: date, phase: Phase) -> Event:
    from icalendar import Event

    name, starts, ends, zone, note = phase
    event = Event()
    event.add("dtstamp", datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC))
    event.add("sequence", max(0, (as_of - _FIRST_DAY).days))
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
