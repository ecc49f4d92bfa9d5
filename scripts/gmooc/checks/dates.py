"""Find in an entry the dates that somebody could misread, or that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gmooc.core import problem_messages as messages
from gmooc.core.datetimes import UNKNOWN_ZONE, LocalMoment, count_on_clocks
from gmooc.core.problems import Message, message_of, message_of_key
from gmooc.model.records import Announcement, Challenge, EntryRecord, Phase, Registration
from gmooc.text.front_matter import KeyPath

# Names of zones that stand for one of two hours of many places, each with a place that has them.
_PLACE_OF_HOUR = {
    "EST": "America/New_York",
    "EST5EDT": "America/New_York",
    "CST6CDT": "America/Chicago",
    "MST": "America/Denver",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
    "HST": "Pacific/Honolulu",
    "WET": "Europe/Lisbon",
    "CET": "Europe/Paris",
    "MET": "Europe/Paris",
    "EET": "Europe/Athens",
}

# A fault of a date: the code of its rule, the key it stands at, and what must hold.
Slip = tuple[str, KeyPath, Message]


def slips_of(record: EntryRecord | None) -> tuple[Slip, ...]:
    """Give the faults of the dates in an entry's front matter."""
    if isinstance(record, Challenge):
        return tuple(_of_challenge(record))
    return tuple(_of_announcement(record)) if isinstance(record, Announcement) else ()


def _of_challenge(record: Challenge) -> Iterator[Slip]:
    for index, phase in enumerate(record.phases):
        yield from _of_period(("phases", index), phase, ("starts", "ends"), record.as_of)
    if record.registration:
        yield from _of_registration(record.registration, record.as_of)
    if record.publish_at:
        yield from _once(("publish_at",), record.publish_at.local, record.publish_at.zone)


def _of_registration(registration: Registration, as_of: date) -> Iterator[Slip]:
    yield from _of_period(("registration",), registration, ("opens", "closes"), as_of)
    is_over = registration.closes and registration.closes.day < as_of
    if not registration.url and not is_over:
        yield "E141", ("registration",), message_of(messages.REGISTRATION_WITHOUT_PAGE, day=str(registration.opens))


def _of_period(path: KeyPath, period: Phase | Registration, keys: tuple[str, str], as_of: date) -> Iterator[Slip]:
    """Yield the faults of a phase or a registration, whose begin and end have these keys."""
    first, last = (getattr(period, key) for key in keys)
    for key, moment in zip(keys, (first, last), strict=True):
        if moment:
            yield from _once((*path, key), moment, period.zone)
    if place := _PLACE_OF_HOUR.get(period.zone):
        yield "E017", (*path, "zone"), message_of(messages.ZONE_OF_PLACE, place=place, given=period.zone)
    latest = last or first
    if period.zone == UNKNOWN_ZONE and latest and latest.day >= as_of:
        yield "E131", (*path, "zone"), message_of(messages.ZONE_WANTED, day=str(as_of))
    if first and last and last.at(period.zone, end_of_day=True) < first.at(period.zone, end_of_day=False):
        template = messages.BEFORE_START if keys[0] == "starts" else messages.BEFORE_OPENING
        yield "E133", (*path, keys[1]), message_of_key(keys[1], template, start=str(first), given=str(last))


def _of_announcement(record: Announcement) -> Iterator[Slip]:
    at = record.publish_at
    yield from _once(("publish_at",), at.local, at.zone)
    if record.expires:
        yield from _once(("expires",), record.expires, at.zone)
        if record.expires.at(at.zone, end_of_day=True) <= at.instant:
            start, given = str(at.local), str(record.expires)
            message = message_of_key("expires", messages.BEFORE_PUBLICATION, start=start, given=given)
            yield "E133", ("expires",), message


def _once(path: KeyPath, moment: LocalMoment, zone: str) -> Iterator[Slip]:
    """Say of a moment that its zone's clocks show never or twice that it means nothing or two hours."""
    times = 1 if zone == UNKNOWN_ZONE or moment.clock is None else count_on_clocks(moment, zone)
    if times != 1:
        template = messages.TIME_TWICE if times > 1 else messages.TIME_SKIPPED
        values = {"zone": zone, "day": str(moment.day), "given": str(moment)}
        yield "E132", path, message_of_key(str(path[-1]), template, **values)
