"""Times as the clocks of places show them, and time zones."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

# Anywhere on Earth: a day ends when it has ended in the last inhabited zone, UTC-12.
AOE = timezone(timedelta(hours=-12), "AoE")
UNKNOWN_ZONE = "unknown"
BEIJING = "Asia/Shanghai"
_OFFSET = re.compile(r"UTC([+-])(\d{2}):(\d{2})", re.ASCII)


def zone_of(name: str) -> timezone | ZoneInfo:
    """Return the time zone of an IANA name, of UTC, of AoE, or of an offset such as UTC+08:00.

    Raises KeyError for a name that is none of these.
    """
    if name == "AoE":
        return AOE
    if name == "UTC":
        return UTC
    if offset := _OFFSET.fullmatch(name):
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(-away if offset[1] == "-" else away, name)
    if name not in zone_names():
        raise KeyError(name)
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all time zones of the IANA database."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


class LocalMoment(str):
    """A day, or a day and time, as it stands on the clock of a place: '2024-09-28' or '2024-09-28 23:59'."""

    __slots__ = ()

    @property
    def day(self) -> date:
        return date.fromisoformat(self[:10])

    @property
    def clock(self) -> time | None:
        return time.fromisoformat(self[11:]) if len(self) > 10 else None

    def at(self, zone: str, *, end_of_day: bool) -> datetime:
        """Return the instant in UTC; a bare day means its first moment, or its last minute with end_of_day.

        An unknown zone counts as UTC. Raises KeyError for a zone that does not exist.
        """
        clock = self.clock or (time(23, 59) if end_of_day else time(0, 0))
        place = UTC if zone == UNKNOWN_ZONE else zone_of(zone)
        return datetime.combine(self.day, clock, place).astimezone(UTC)


def count_on_clocks(moment: LocalMoment, zone: str) -> int:
    """Return how often the clocks of a zone show a moment: 0 in the hour they pass over, 2 in one they repeat."""
    place = zone_of(zone)
    local = datetime.combine(moment.day, moment.clock or time(0, 0))
    instants = {local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sum(instant.astimezone(place).replace(tzinfo=None, fold=0) == local for instant in instants)


class PublishTime(str):
    """A moment with its zone: '2027-01-24 08:00 Asia/Shanghai' or '2027-01-24 08:00 UTC+08:00'."""

    __slots__ = ()

    @property
    def local(self) -> LocalMoment:
        return LocalMoment(self.rpartition(" ")[0])

    @property
    def zone(self) -> str:
        return self.rpartition(" ")[2]

    @property
    def instant(self) -> datetime:
        return self.local.at(self.zone, end_of_day=False)
