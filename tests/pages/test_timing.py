"""Deadlines that nobody can misread: states, and moments that clocks show once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmooc.content.registration import state_of, state_of_edition
from gmooc.core.datetimes import LocalMoment, count_on_clocks, zone_names, zone_of
from gmooc.model.records import Phase
from gmooc.pages.timing import steps_of

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"starts": "2026-11-25"}, "upcoming"),
        ({"starts": "2026-11-24"}, "open"),
        ({"ends": "2026-11-24"}, "open"),
        ({"ends": "2026-11-24 00:00"}, "open"),
        ({"ends": "2026-11-23"}, "closed"),
        ({"ends": "2026-11-23", "zone": "AoE"}, "open"),
        ({"ends": "2026-11-24", "judging": True}, "judging"),
        ({"ends": "2026-11-23", "judging": True}, "closed"),
        ({}, ""),
    ],
)
def test_state_of_a_phase(more, state):
    assert state_of(Phase.model_validate({"name": "N", "zone": "UTC"} | more), NOW) == state


@pytest.mark.parametrize(
    ("status", "states", "state"),
    [
        (None, [], ""),
        (None, ["", ""], ""),
        (None, ["upcoming", "upcoming"], "upcoming"),
        (None, ["closed", "upcoming"], "open"),
        (None, ["closed", "open", "upcoming"], "open"),
        (None, ["judging", "open"], "open"),
        (None, ["closed", "judging", "upcoming"], "judging"),
        (None, ["closed", ""], "closed"),
        ("cancelled", ["open"], "cancelled"),
    ],
)
def test_state_of_an_edition(status, states, state):
    assert state_of_edition(status, states) == state


def test_steps_are_instants_for_the_browser():
    phases = (
        Phase(name="A", starts=LocalMoment("2026-12-01"), zone="AoE"),
        Phase(name="B", ends=LocalMoment("2026-12-02 10:00"), zone="Asia/Shanghai", judging=True),
        Phase(name="C", zone="UTC"),
    )
    assert steps_of(phases) == "2026-12-01T12:00Z// /2026-12-02T02:00Z/judging"


@pytest.mark.parametrize(
    ("moment", "zone", "times"),
    [
        ("2027-03-28 02:30", "Europe/Paris", 0),
        ("2027-10-31 02:30", "Europe/Paris", 2),
        ("2027-10-31 03:00", "Europe/Paris", 1),
        ("2027-03-14 02:00", "America/New_York", 0),
        ("2027-11-07 01:59", "America/New_York", 2),
        ("2011-12-30 12:00", "Pacific/Apia", 0),
        ("2027-04-04 01:45", "Australia/Lord_Howe", 2),
        ("2027-03-28 02:30", "AoE", 1),
        ("2027-03-28 02:30", "Asia/Shanghai", 1),
    ],
)
def test_clocks_show_a_moment(moment, zone, times):
    assert count_on_clocks(LocalMoment(moment), zone) == times


days = st.dates(date(2021, 1, 1), date(2037, 12, 31))
clocks = st.times().map(lambda time: time.strftime("%H:%M"))


@given(days, clocks, st.sampled_from([*sorted(zone_names()), "AoE", "UTC"]))
def test_moment_shown_once_is_found_again_from_its_instant(day, clock, zone):
    moment = LocalMoment(f"{day} {clock}")
    shown = moment.at(zone, end_of_day=False).astimezone(zone_of(zone))
    if count_on_clocks(moment, zone) > 0:
        assert f"{shown:%Y-%m-%d %H:%M}" == moment
    else:
        assert f"{shown:%Y-%m-%d %H:%M}" != moment


@given(days, clocks, st.integers(1, 600), st.sampled_from(sorted(zone_names())))
def test_order_on_the_clock_is_order_in_time_where_clocks_show_both_once(day, clock, minutes, zone):
    first = datetime.fromisoformat(f"{day} {clock}")
    moments = [LocalMoment(f"{edge:%Y-%m-%d %H:%M}") for edge in (first, first + timedelta(minutes=minutes))]
    if all(count_on_clocks(moment, zone) == 1 for moment in moments):
        before, after = (moment.at(zone, end_of_day=False) for moment in moments)
        assert before < after


@given(days)
def test_a_day_anywhere_on_earth_ends_when_it_has_ended_everywhere(day):
    last = LocalMoment(day.isoformat()).at("AoE", end_of_day=True)
    assert all(
        last >= LocalMoment(day.isoformat()).at(zone, end_of_day=True)
        for zone in ("Asia/Shanghai", "UTC", "Pacific/Pago_Pago")
    )
