"""Find in an entry the dates that somebody could misread, or that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator

from gmooc import problem_messages as messages
from gmooc.front_matter import KeyPath
from gmooc.model import Announcement, Challenge, EntryRecord
from gmooc.moments import UNKNOWN_ZONE, LocalMoment, count_on_clocks
from gmooc.problems import Message, message_of, message_of_key

# A fault of a date: the code of its rule, the key it stands at, and what must hold.
Slip = tuple[str, KeyPath, Message]


def slips_of(record: EntryRecord | None) -> tuple[Slip, ...]:
    """Give the faults of the dates in an entry's front matter."""
    if isinstance(record, Challenge):
        return tuple(_of_challenge(record))
    return tuple(_of_announcement(record)) if isinstance(record, Announcement) else ()


def _of_challenge(record: Challenge) -> Iterator[Slip]:
    for index, phase in enumerate(record.phases):
        path: KeyPath = ("phases", index)
        for key, moment in (("starts", phase.starts), ("ends", phase.ends)):
            if moment:
                yield from _once((*path, key), moment, phase.zone)
        last = phase.ends or phase.starts
        if phase.zone == UNKNOWN_ZONE and last and last.day >= record.as_of:
            yield "E131", (*path, "zone"), message_of(messages.ZONE_WANTED, day=str(record.as_of))
        if phase.starts and phase.ends:
            begin = phase.starts.at(phase.zone, end_of_day=False)
            if phase.ends.at(phase.zone, end_of_day=True) < begin:
                start, given = str(phase.starts), str(phase.ends)
                yield "E133", (*path, "ends"), message_of_key("ends", messages.BEFORE_START, start=start, given=given)


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
