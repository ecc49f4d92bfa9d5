"""Calendars that strict programs accept, and whose events move when a deadline moves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from gmooc.core.datetimes import LocalMoment, zone_of
from gmooc.exports.calendars import calendar


def events(*phases, as_of="2026-11-24", cancelled=False, site_url=""):
    rows = tuple((f"gmooc-2027.{number}", 0, *phase) for number, phase in enumerate(phases))
    made = calendar("Dates", (("gmooc-2027", "GMOOC 2027, a; b", as_of, cancelled, rows),), site_url)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    return list(Calendar.from_ical(made).walk("VEVENT"))


@pytest.mark.parametrize(
    ("phase", "starts", "ends"),
    [
        (("Course", "2027-01-24 08:00", "2027-02-01 20:00", "Asia/Shanghai", ""), datetime(2027, 1, 24, 0, tzinfo=UTC), datetime(2027, 2, 1, 12, tzinfo=UTC)),
        (("Course", "2027-01-24", "2027-02-01", "AoE", ""), datetime(2027, 1, 24, 12, tzinfo=UTC), datetime(2027, 2, 2, 11, 59, tzinfo=UTC)),
        (("Course", "2021-10-01", "2021-10-31", "unknown", ""), date(2021, 10, 1), date(2021, 11, 1)),
        (("Deadline", "", "2027-02-01 20:00", "UTC", ""), datetime(2027, 2, 1, 20, tzinfo=UTC), None),
    ],
    ids=["zone", "anywhere on Earth", "unknown zone", "deadline"],
)  # fmt: skip
def test_phase_is_an_event(phase, starts, ends):
    (event,) = events(phase)
    assert event["dtstart"].dt == starts
    assert (event["dtend"].dt if "dtend" in event else None) == ends


def test_cancelled_challenge_cancels_its_events():
    assert events(("Course", "2027-01-24", "", "UTC", ""), cancelled=True)[0]["status"] == "CANCELLED"


def test_page_is_named_where_the_site_has_an_address():
    (event,) = events(("Course", "2027-01-24", "", "UTC", "Later, perhaps; \\n"), site_url="https://example.org/")
    assert event["url"] == "https://example.org/challenges/gmooc-2027/"


days = st.dates(date(2021, 1, 1), date(2035, 12, 31))
clocks = st.times().map(lambda time: time.strftime("%H:%M"))
zones = st.sampled_from(
    [
        "AoE",
        "UTC",
        "Asia/Shanghai",
        "America/New_York",
        "Europe/Paris",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "Africa/Cairo",
    ]
)


@given(days, clocks, zones)
def test_instant_shown_in_its_zone_is_what_was_written(day, clock, zone):
    instant = LocalMoment(f"{day} {clock}").at(zone, end_of_day=False)
    shown = instant.astimezone(zone_of(zone))
    # In the hour that a change of clocks leaves out, the clock shows another time; nowhere else.
    if f"{shown:%Y-%m-%d %H:%M}" != f"{day} {clock}":
        assert shown.utcoffset() != (instant - timedelta(hours=3)).astimezone(zone_of(zone)).utcoffset()


@given(days, zones)
def test_day_ends_after_it_begins(day, zone):
    moment = LocalMoment(day.isoformat())
    assert moment.at(zone, end_of_day=True) > moment.at(zone, end_of_day=False)
