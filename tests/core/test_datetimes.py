"""A moment as the clock of a place shows it is one instant, and says so where it is none or two."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from gmooc.core.datetimes import AOE, LocalMoment, PublishTime, count_on_clocks, zone_of

OFFSETS = {
    # valid
    "east": ("UTC+08:00", timedelta(hours=8)),
    "west": ("UTC-03:30", -timedelta(hours=3, minutes=30)),
    "anywhere on Earth": ("AoE", -timedelta(hours=12)),
    "universal": ("UTC", timedelta(0)),
    "place": ("Asia/Shanghai", timedelta(hours=8)),
}


@pytest.mark.parametrize(("name", "offset"), OFFSETS.values(), ids=OFFSETS)
def test_zone_has_its_offset(name: str, offset: timedelta) -> None:
    zone = zone_of(name)
    assert (datetime(2024, 1, 1, tzinfo=zone).utcoffset(), str(zone)) == (offset, name)


@pytest.mark.parametrize(
    "name",
    ["", "aoe", "Mars/Olympus", "UTC8", "UTC+8:00", "UTC+08:00 ", "UTC+٠٨:٠٠"],
    ids=["empty", "small letters", "no place", "no sign", "one digit", "space", "digits of another script"],
)
def test_other_name_is_no_zone(name: str) -> None:
    with pytest.raises(KeyError):
        zone_of(name)


@pytest.mark.parametrize(
    ("text", "clock"),
    [("2024-09-28", None), ("2024-09-28 23:59", time(23, 59)), ("2024-09-28 00:00", time(0, 0))],
    ids=["day", "day and time", "midnight"],
)
def test_moment_has_a_day_and_perhaps_a_time(text: str, clock: time | None) -> None:
    moment = LocalMoment(text)
    assert (moment.day, moment.clock) == (date(2024, 9, 28), clock)


INSTANTS = {
    "start of a day": ("2024-09-28", "UTC", False, datetime(2024, 9, 28, 0, 0, tzinfo=UTC)),
    "end of a day": ("2024-09-28", "UTC", True, datetime(2024, 9, 28, 23, 59, tzinfo=UTC)),
    "time, which has no end": ("2024-09-28 08:00", "UTC+08:00", True, datetime(2024, 9, 28, 0, 0, tzinfo=UTC)),
    "end of a day anywhere": ("2024-09-28", "AoE", True, datetime(2024, 9, 29, 11, 59, tzinfo=UTC)),
    "unknown zone": ("2024-09-28", "unknown", False, datetime(2024, 9, 28, 0, 0, tzinfo=UTC)),
}


@pytest.mark.parametrize(("text", "zone", "is_end", "instant"), INSTANTS.values(), ids=INSTANTS)
def test_moment_is_an_instant(text: str, zone: str, is_end: bool, instant: datetime) -> None:
    found = LocalMoment(text).at(zone, end_of_day=is_end)
    assert (found, found.utcoffset()) == (instant, timedelta(0))


# In 2024, clocks of New York went on on 10 March at 02:00 and back on 3 November at 02:00.
ON_CLOCKS = {
    "plain day": ("2024-09-28", 1),
    "last minute before the gap": ("2024-03-10 01:59", 1),
    "first minute of the gap": ("2024-03-10 02:00", 0),
    "last minute of the gap": ("2024-03-10 02:59", 0),
    "first minute behind the gap": ("2024-03-10 03:00", 1),
    "last minute before the hour that is repeated": ("2024-11-03 00:59", 1),
    "first minute that is repeated": ("2024-11-03 01:00", 2),
    "last minute that is repeated": ("2024-11-03 01:59", 2),
    "first minute behind it": ("2024-11-03 02:00", 1),
}


@pytest.mark.parametrize(("text", "times"), ON_CLOCKS.values(), ids=ON_CLOCKS)
def test_clocks_pass_over_an_hour_and_repeat_one(text: str, times: int) -> None:
    assert count_on_clocks(LocalMoment(text), "America/New_York") == times


def test_clock_that_passes_over_midnight_does_not_show_the_start_of_that_day() -> None:
    assert count_on_clocks(LocalMoment("2024-03-31"), "Asia/Beirut") == 0


def test_publish_time_is_parted_at_its_zone() -> None:
    at = PublishTime("2027-01-24 08:00 Asia/Shanghai")
    assert (at.local, at.zone, at.instant) == (
        "2027-01-24 08:00",
        "Asia/Shanghai",
        datetime(2027, 1, 24, 0, 0, tzinfo=UTC),
    )


def test_publish_time_of_a_day_is_its_first_moment() -> None:
    assert PublishTime("2027-01-24 AoE").instant == datetime(2027, 1, 24, 0, 0, tzinfo=AOE)
