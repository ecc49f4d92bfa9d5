"""Calendars that strict programs accept, and whose events move when a deadline moves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from gmooc.content.catalogue import build_catalogue, card_of
from gmooc.content.published import Event, Ledger
from gmooc.core.datetimes import LocalMoment, zone_of
from gmooc.core.settings import Settings
from gmooc.exports.calendars import calendar, calendar_targets
from reading import read
from rendering import context_of, files_of


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


# What stands around the events.


def test_calendar_says_what_it_is_and_how_often_to_look() -> None:
    made = Calendar.from_ical(calendar("GMOOC 2027, 挑战", (), ""))
    assert (made["version"], made["prodid"]) == ("2.0", "-//GMOOC//Community site//EN")
    # A calendar with a method names it in its media type, too, and each event of a published one its organiser.
    assert "method" not in made
    assert made["name"] == made["x-wr-calname"] == "GMOOC 2027, 挑战"
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in calendar("", (), "")
    assert made.walk("VEVENT") == []


def test_event_says_whose_step_it_is_when_that_was_looked_at_and_what_is_noted() -> None:
    one, other = events(
        ("Course", "2027-01-24", "", "UTC", "Later, perhaps; \\n"), ("Review", "2027-02-01", "", "UTC", "")
    )
    assert (one["summary"], one["status"]) == ("GMOOC 2027, a; b: Course", "CONFIRMED")
    assert (one["uid"], other["uid"]) == ("gmooc-2027.0@gmooc-challenges", "gmooc-2027.1@gmooc-challenges")
    assert one["dtstamp"].dt == datetime(2026, 11, 24, tzinfo=UTC)
    assert ("description" in one, "description" in other) == (True, False)
    assert "url" not in one


@pytest.mark.parametrize(
    ("phase", "starts", "ends"),
    [
        (("A", "2027-01-24", "", "UTC", ""), datetime(2027, 1, 24, tzinfo=UTC), datetime(2027, 1, 24, 23, 59, tzinfo=UTC)),
        (("A", "2027-01-24 08:00", "", "UTC", ""), datetime(2027, 1, 24, 8, tzinfo=UTC), None),
        (("A", "2027-01-24 08:00", "2027-01-24 08:01", "UTC", ""), datetime(2027, 1, 24, 8, tzinfo=UTC), datetime(2027, 1, 24, 8, 1, tzinfo=UTC)),
        (("A", "", "2027-02-01", "UTC", ""), datetime(2027, 2, 1, 23, 59, tzinfo=UTC), None),
        (("A", "2021-12-31 08:00", "", "unknown", ""), date(2021, 12, 31), date(2022, 1, 1)),
        (("A", "", "2024-02-28", "unknown", ""), date(2024, 2, 28), date(2024, 2, 29)),
    ],
    ids=["begins on a day", "begins at a time", "lasts a minute", "ends on a day", "last day of a year", "before a leap day"],
)  # fmt: skip
def test_event_without_one_of_its_dates(phase, starts, ends) -> None:
    (event,) = events(phase)
    assert (event["dtstart"].dt, event["dtend"].dt if "dtend" in event else None) == (starts, ends)


def test_each_challenge_with_dates_has_a_calendar_and_one_holds_all() -> None:
    texts = {
        "gmooc-2027": "phases: [{name: Course, starts: 2027-01-24, zone: UTC}]",
        "gmooc-2026": "registration: {opens: 2026-03-01, closes: 2026-03-31, zone: UTC, url: https://e.org}\nstatus: cancelled",
        "gmooc-2025": "",
    }
    entries = [
        read(f"challenges/{slug}.md", f"title: C {slug}\nedition: {slug[-4:]}\nsummary: S\nas_of: 2026-11-24\n{more}")
        for slug, more in texts.items()
    ]
    catalogue = build_catalogue([card_of(entry, {}) for entry in entries], entries, datetime(2026, 11, 24, tzinfo=UTC))
    moved = Ledger({}, {"gmooc-2027.course": Event("gmooc-2027.course", 1, 3, "other dates")}, {})
    context = context_of(catalogue, Settings("GMOOC & co", "", "https://example.org/"), ledger=moved)
    files = {path: Calendar.from_ical(text) for path, text in files_of(calendar_targets(context)).items()}
    paths = [f"challenges/{folder}dates.ics" for folder in ("gmooc-2027/", "gmooc-2026/", "")]
    assert list(files) == paths
    names = [[str(event["uid"]).partition("@")[0] for event in files[path].walk("VEVENT")] for path in paths]
    own = (["gmooc-2027.course"], ["gmooc-2026.registration.opens", "gmooc-2026.registration.closes"])
    assert names == [*own, [*own[0], *own[1]]]
    assert [str(files[path]["name"]) for path in paths] == [
        "C gmooc-2027",
        "C gmooc-2026",
        "GMOOC & co: all challenges",
    ]
    told = [(event["sequence"], event["status"], event["url"]) for event in files[paths[2]].walk("VEVENT")]
    assert told[0] == (4, "CONFIRMED", "https://example.org/challenges/gmooc-2027/")
    assert told[1] == told[2] == (0, "CANCELLED", "https://example.org/challenges/gmooc-2026/")
