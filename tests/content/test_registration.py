"""Registration: what every page's button leads to, and what checks, calendars and the schedule say of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gmooc.checks.inspection import inspect
from gmooc.content.catalogue import Catalogue, build_catalogue, card_of
from gmooc.content.entry import Entry, identify, read_entry
from gmooc.content.registration import Joining, current_joining, joining_of, short_title
from gmooc.content.schedule import changes_to_come
from gmooc.core.settings import Settings
from gmooc.open_data.entry_types import ApiChallenge
from gmooc.open_data.values import entry_data
from gmooc.pages.facets import Facets
from gmooc.pages.hubs import _Hubs
from gmooc.pages.timing import joining_view
from gmooc.render.page import location_of
from gmooc.text.document import read_document
from rendering import context_of

SECOND = timedelta(seconds=1)
OPENS = datetime(2027, 3, 1, tzinfo=UTC)
CLOSES = datetime(2027, 3, 31, 15, 59, tzinfo=UTC)
EDITION = """---
title: "{title}"
edition: 2027
summary: S
{lines}as_of: 2026-11-24
---
Text.
"""
REGISTRATION = "registration: {{opens: {}, closes: {}, zone: Asia/Shanghai, url: https://example.org/{}}}\n"
OPEN = REGISTRATION.format("2027-03-01 08:00", "2027-03-31", "join")


def edition(lines: str = OPEN, slug: str = "gmooc-2027", title: str = "GMOOC 2027: Water") -> Entry:
    path = f"challenges/{slug}.md"
    document, faults = read_document(path, EDITION.format(title=title, lines=lines).encode())
    identity = identify(path)
    assert identity is not None
    entry, problems = read_entry(document, identity, (), {})
    assert (faults, problems) == ((), ())
    return entry


def catalogue(now: datetime, *entries: Entry) -> Catalogue:
    return build_catalogue([card_of(entry, {}) for entry in entries], entries, now)


def state(now: datetime, lines: str = OPEN) -> str:
    entry = edition(lines)
    joining = joining_of(entry, catalogue(now, entry))
    return joining.state if joining else ""


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, "upcoming"),
        (OPENS, "open"),
        (OPENS + SECOND, "open"),
        (CLOSES - SECOND, "open"),
        (CLOSES, "closed"),
        (CLOSES + SECOND, "closed"),
    ],
    ids=["a second before", "as it opens", "a second after", "the last second", "as it closes", "a second too late"],
)
def test_state_changes_at_its_second(now: datetime, expected: str) -> None:
    assert state(now) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", ""),
        ("status: cancelled\n" + OPEN, ""),
        ("registration: {opens: 2027-03-01, zone: AoE}\n", "upcoming"),
        ("registration: {opens: 2027-03-01, zone: UTC}\n", "open"),
    ],
    ids=["no registration", "cancelled", "a day begins late anywhere on Earth", "a day begins at midnight"],
)
def test_state_at_midnight_of_the_day(lines: str, expected: str) -> None:
    assert state(OPENS, lines) == expected


def test_what_never_closes_stays_open() -> None:
    assert state(datetime(2030, 1, 1, tzinfo=UTC), "registration: {opens: 2027-03-01, zone: UTC}\n") == "open"


LATER = REGISTRATION.format("2027-03-05", "2027-04-30", "later")
SOON = REGISTRATION.format("2027-02-01", "2027-03-10", "soon")


@pytest.mark.parametrize(
    ("now", "slug"),
    [
        (datetime(2027, 1, 1, tzinfo=UTC), "soon"),
        (datetime(2027, 2, 15, tzinfo=UTC), "soon"),
        (datetime(2027, 3, 9, tzinfo=UTC), "soon"),
        (datetime(2027, 3, 15, tzinfo=UTC), "later"),
        (datetime(2027, 5, 1, tzinfo=UTC), None),
    ],
    ids=["what opens first", "what is open", "what closes first", "what is still open", "nothing"],
)
def test_every_page_shows_the_registration_that_is_nearest(now: datetime, slug: str | None) -> None:
    found = current_joining(catalogue(now, edition(SOON, "soon"), edition(LATER, "later")))
    assert (found and found.slug) == slug


def test_what_waits_for_its_moment_is_joined_by_nobody() -> None:
    entry = edition(OPEN + "publish_at: 2027-03-02 08:00 UTC\n")
    moment = datetime(2027, 3, 2, 8, tzinfo=UTC)
    assert current_joining(catalogue(moment - SECOND, entry)) is None
    assert current_joining(catalogue(moment, entry)) is not None


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("GMOOC 2027: Water", "GMOOC 2027"),
        ("GMOOC 2027：水", "GMOOC 2027"),
        ("GMOOC 2021", "GMOOC 2021"),
        (": x", ": x"),
    ],
)
def test_button_names_the_edition_without_its_theme(title: str, short: str) -> None:
    assert short_title(title) == short


def test_button_shows_moments_in_their_zone_and_in_utc() -> None:
    entry = edition(title="GMOOC <2027>: Water")
    found = joining_of(entry, catalogue(OPENS, entry))
    view = joining_view(found, location_of("../"))
    assert view["title"] == "<bdi>GMOOC &lt;2027&gt;</bdi>"
    assert view["closes"] == {
        "when": '<bdi><time datetime="2027-03-31">31 March 2027</time>, 23:59 Asia/Shanghai</bdi> '
        "(<bdi>31 March 2027, 15:59 UTC</bdi>)",
        "instant": "2027-03-31T15:59Z",
    }
    assert (view["register"], view["calendar"], view["add"]) == (
        "https://example.org/join",
        "../challenges/gmooc-2027/dates.ics",
        "../contribute/project/",
    )


def test_button_without_an_address_leads_to_the_page_and_on_the_page_nowhere() -> None:
    joining = Joining("open", "gmooc-2027", "2027-03-01", "", "UTC", "", (("en", "GMOOC 2027"),))
    assert joining_view(joining, location_of("../"))["register"] == "../challenges/gmooc-2027/"
    assert joining_view(joining, location_of("../"), is_own_page=True)["register"] == ""


def put(content: Path, lines: str) -> Path:
    (content / "challenges").mkdir(exist_ok=True)
    (content / "challenges/gmooc-2027.md").write_text(EDITION.format(title="T", lines=lines), encoding="utf-8")
    return content


@pytest.mark.parametrize(
    "lines",
    [
        OPEN,
        REGISTRATION.format("2027-03-01", "2027-03-01", "one-day"),
        REGISTRATION.format("2027-03-01 08:00", "2027-03-01 08:00", "one-minute"),
        "registration: {opens: 2020-01-01, closes: 2020-02-01, zone: unknown}\n",
    ],
    ids=["whole", "one day", "no time at all", "a past one of little known"],
)
def test_valid_registration_has_no_problem(tmp_path: Path, lines: str) -> None:
    assert inspect(put(tmp_path, lines)) == ()


PAGE = "url: https://example.org/"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("  zone: UTC\n  " + PAGE, "5:1: E010 registration.opens: is required"),
        ("  opens: 2027-03-01\n  " + PAGE, "5:1: E010 registration.zone: is required"),
        (
            "  opens: 1.3.2027\n  zone: UTC\n  " + PAGE,
            "6:3: E016 registration.opens: must be a day, or a day and time, written as 2024-09-28 23:59 "
            "(it is '1.3.2027'); is it 2027-03-01 or 2027-01-03?",
        ),
        (
            "  opens: 2027-03-01\n  zone: CST\n  " + PAGE,
            "7:3: E017 registration.zone: must be a time zone such as Asia/Shanghai, UTC or AoE (it is 'CST')",
        ),
        (
            "  opens: 2027-03-01\n  zone: UTC\n  url: our page",
            "8:3: E020 registration.url: must be a web address that begins with https:// (it is 'our page')",
        ),
        (
            "  open: 2027-03-01\n  zone: UTC\n  " + PAGE,
            "6:3: E011 registration.open: is not a key of this kind; did you mean 'opens'?\n    try: opens: 2027-03-01",
        ),
        (
            "  opens: 2027-03-02\n  closes: 2027-03-01\n  zone: UTC\n  " + PAGE,
            "7:3: E133 closes: must be after opens, 2027-03-02 (it is '2027-03-01')",
        ),
        (
            "  opens: 2027-03-28 02:30\n  zone: Europe/Paris\n  " + PAGE,
            "6:3: E132 opens: must be a time that clocks in Europe/Paris show once; they pass over it on 2027-03-28 "
            "(it is '2027-03-28 02:30')",
        ),
        (
            "  opens: 2027-03-01\n  zone: unknown\n  " + PAGE,
            "7:3: E131 zone: must be named for what was not over on 2026-11-24 (as_of): Asia/Shanghai, UTC or AoE",
        ),
        (
            "  opens: 2027-03-01\n  zone: UTC",
            "5:1: warning E141 registration: must have a url before it opens, 2027-03-01",
        ),
    ],
    ids=[
        "no begin",
        "no zone",
        "no day",
        "zone",
        "address",
        "key",
        "ends before",
        "no hour",
        "unknown zone",
        "no page",
    ],
)
def test_malformed_registration_is_told_with_its_place(tmp_path: Path, lines: str, said: str) -> None:
    found = [str(problem) for problem in inspect(put(tmp_path, f"registration:\n{lines}\n"))]
    assert found == [f"challenges/gmooc-2027.md:{said}"]


def test_schedule_names_when_it_comes_out_opens_and_closes(tmp_path: Path) -> None:
    put(tmp_path, OPEN + "publish_at: 2027-01-24 08:00 Asia/Shanghai\n")
    (tmp_path / "next.md").write_text("---\ntitle: N\npublish_at: 2027-02-01 08:00 UTC\n---\n")
    changes = changes_to_come(tmp_path, datetime(2027, 1, 1, tzinfo=UTC))
    assert [(change.path, change.what, change.written, change.is_due) for change in changes] == [
        ("challenges/gmooc-2027.md", "comes out", "2027-01-24 08:00 Asia/Shanghai", True),
        ("next.md", "comes out", "2027-02-01 08:00 UTC", True),
        ("challenges/gmooc-2027.md", "registration opens", "2027-03-01 08:00 Asia/Shanghai", True),
        ("challenges/gmooc-2027.md", "registration closes", "2027-03-31 Asia/Shanghai", True),
    ]
    assert [change.instant for change in changes[2:]] == [OPENS, CLOSES]


def test_api_gives_it_in_its_zone_and_in_utc() -> None:
    data = entry_data(edition(), {})
    assert ApiChallenge.model_fields["registration"] is not None
    assert data["registration"] == {
        "opens": "2027-03-01 08:00",
        "closes": "2027-03-31",
        "zone": "Asia/Shanghai",
        "opens_at": "2027-03-01T00:00:00Z",
        "closes_at": "2027-03-31T15:59:00Z",
        "url": "https://example.org/join",
        "note": None,
    }
    assert entry_data(edition(""), {})["registration"] is None


def test_translation_that_leaves_phases_out_is_listed() -> None:
    phases = "phases: [{name: Course, starts: 2027-02-01, ends: 2027-04-01, zone: UTC}]\n"
    original, translated = edition(phases), edition("language: zh\n", "gmooc-2027.zh")
    context = context_of(catalogue(OPENS, original, translated), Settings("GMOOC", ""))
    hubs = _Hubs(context, Facets(context))
    shown = {language: hubs._challenges(location_of("", language))["challenges"] for language in ("en", "zh")}
    assert [one["next"] and one["next"].name for one in shown["en"]] == ["Course"]
    assert [(one["next"], one["state"]) for one in shown["zh"]] == [(None, "open")]
